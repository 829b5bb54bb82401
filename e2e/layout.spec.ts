import { expect, test } from './app.ts';
import { Journey } from './journey.ts';
import { layoutFaults } from './layout-faults.ts';

const steps = ['overview', 'data', 'explore', 'demand', 'trends', 'plan', 'report'] as const;

test('words a third longer than English are cut on no screen, wide and narrow @long', async ({ page }) => {
  test.setTimeout(480_000);
  await page.goto('./?language=pseudo');
  await expect(page.getByRole('navigation').first()).toContainText('⟦');
  const journey = new Journey(page);
  const faults: Record<string, string[]> = {};
  const look = async (screen: string): Promise<void> => {
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 800 });
      await page.waitForTimeout(400);
      const found = await layoutFaults(page);
      if (found.length > 0) faults[`${screen} at ${width} px`] = found;
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  };
  await look('empty');
  await page.locator('main button').filter({ hasText: 'Ţřý' }).first().click();
  const rail = page.locator('nav button[aria-current], nav button').filter({ hasText: '⟦' });
  await expect(rail.nth(steps.indexOf('plan'))).toContainText('ðöñé', { timeout: 300_000 });
  for (const [index, step] of steps.entries()) {
    await rail.nth(index).click();
    await expect(journey.finding).toContainText('⟦');
    // A text without accents would not come from the dictionaries; names of products and models may.
    await expect(page.locator('main')).not.toContainText(/\{\{|NaN|undefined/);
    await look(step);
  }
  expect(faults).toEqual({});
});
