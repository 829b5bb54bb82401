import { readFileSync } from 'node:fs';
import { expect, test } from './app.ts';
import { Journey } from './journey.ts';

test('a project file of an earlier version opens with the plan it carries, reload after reload @long', async ({
  page,
}) => {
  const journey = new Journey(page);
  await journey.open();
  const buffer = readFileSync('src/workers/project/fixtures/2026-11-26.debut');
  await journey.dropFiles({ name: 'earlier.debut', mimeType: '', buffer });
  await expect(journey.step('plan')).toHaveAttribute('aria-current', 'step', { timeout: 60_000 });
  // How far the plan is to be trusted is said anew once its data is looked at; what it earns is what the file says.
  await expect(journey.finding).toContainText(/¥\d/);
  const [earns] = /¥[\d.,]+k?/.exec((await journey.finding.textContent()) ?? '') ?? [''];
  for (let round = 0; round < 2; round++) {
    await page.waitForTimeout(800);
    await page.reload();
    await expect(journey.finding).toContainText(earns, { timeout: 30_000 });
  }
});
