import type { Page } from '@playwright/test';
import { pseudoWords } from '#i18n/pseudo-words.ts';
import { expect, test } from './app.ts';
import { dictionaries, Journey } from './journey.ts';
import { layoutFaults } from './layout-faults.ts';

const steps = ['overview', 'data', 'explore', 'demand', 'trends', 'plan', 'report', 'monitor'] as const;
/** A laptop, the same at 200 % zoom, and a phone; CSS pixels. */
const sizes = [
  { width: 1280, height: 800 },
  { width: 640, height: 400 },
  { width: 390, height: 800 },
] as const;

test('words a third longer than English are cut on no screen, wide and narrow @long', async ({ page }) => {
  test.setTimeout(480_000);
  await page.goto('./?language=pseudo');
  await expect(page.getByRole('navigation').first()).toContainText('⟦');
  const journey = new Journey(page);
  const faults: Record<string, string[]> = {};
  const look = async (screen: string): Promise<void> => {
    for (const size of sizes) {
      await page.setViewportSize(size);
      await page.waitForTimeout(400);
      const found = await layoutFaults(page);
      if (found.length > 0) faults[`${screen} at ${size.width} px`] = found;
    }
    await page.setViewportSize(sizes[0]);
  };
  await look('empty');
  await page.locator('main button').filter({ hasText: 'Ţřý' }).first().click();
  await journey.waitFor('plan', 'done', 300_000);
  for (const step of steps) {
    await journey.goTo(step);
    if (step === 'monitor') await look('monitor, before a commitment');
    if (step === 'monitor') await followSample(page);
    // The report opens with the sentence of the document, which is made without the page's words.
    await expect(step === 'report' ? page.locator('main h1').first() : journey.finding).toContainText('⟦');
    // A text without accents would not come from the dictionaries; names of products and models may.
    await expect(page.locator('main')).not.toContainText(/\{\{|NaN|undefined/);
    await look(step);
  }
  expect(faults).toEqual({});
});

/** Commits the sample's plan, in the pseudo-locale, and holds it against the sample's later weeks. */
async function followSample(page: Page): Promise<void> {
  const { monitor } = pseudoWords(dictionaries.en);
  await page.getByRole('textbox', { name: monitor.commit.name }).fill('Spring');
  await page.getByRole('button', { name: monitor.commit.action, exact: true }).click();
  await page.getByRole('button', { name: monitor.actuals.sample, exact: true }).click();
  await expect(page.getByRole('table', { name: monitor.board.title })).toBeVisible({ timeout: 120_000 });
}
