import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test } from './app.ts';
import { Journey } from './journey.ts';
import { simulatedAssortment } from './simulated-assortment.ts';

test.use({ serviceWorkers: 'allow' });

test('visited once, the page shows the sample and goes from files to the PDF without a network', async ({
  page,
  context,
}) => {
  test.setTimeout(300_000);
  const journey = new Journey(page);
  const { proof, offline } = journey.words.shell;
  await journey.open();
  await journey.button(proof.action).click();
  await expect(page.getByText(offline.ready, { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByTestId('outbound-requests')).toHaveText('0');
  await expect(page.getByText(offline.brief, { exact: true }).filter({ visible: true })).toBeVisible();
  await context.setOffline(true);
  await page.reload();
  await journey.button(journey.words.data.trySample).click();
  await journey.waitFor('data', 'done', 60_000);
  // Files of one's own take its place, and are computed sooner.
  const files = simulatedAssortment(3, 7, 20);
  await journey.dropFiles(...files);
  await expect(page.locator('main')).toContainText(files[0].name);
  await journey.waitFor('plan', 'done', 180_000);
  await journey.goTo('report');
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 120_000 }),
    journey.button(journey.words.report.step.document.export).click(),
  ]);
  const file = await download.path();
  expect((await readFile(file)).subarray(0, 5).toString()).toBe('%PDF-');
  if (existsSync('/usr/bin/pdftotext'))
    expect(execFileSync('/usr/bin/pdftotext', [file, '-'], { encoding: 'utf8' })).toContain('Launch calendar');
});
