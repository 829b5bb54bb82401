import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { Journey } from './journey.ts';
import { plantedRange } from './planted-range.ts';

/** Presses a control by the keyboard; answers with the name of what has the focus once the page has come to rest. */
async function pressBy(page: Page, name: string | RegExp, key = 'Enter'): Promise<string> {
  const control = page.getByRole('button', { name, exact: typeof name === 'string' }).first();
  await control.focus();
  await page.keyboard.press(key);
  await page.waitForTimeout(600);
  return page.evaluate(() => {
    const { activeElement } = document;
    if (!activeElement || activeElement === document.body) return 'nothing';
    const label = activeElement.getAttribute('aria-labelledby')?.split(' ')[0];
    const words = (label && document.getElementById(label)?.textContent) || activeElement.textContent;
    return activeElement.getAttribute('aria-label') || words || activeElement.tagName;
  });
}

test('the focus stays where work goes on, and the keys take the last edit back, also right after a radio button', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const journey = new Journey(page);
  const { data, plan, overview, common, report } = journey.words;
  await journey.open();
  const files = plantedRange(8, 7);
  await journey.dropFiles(...files);
  await journey.waitFor('plan');

  await test.step('overview: cancelling what runs', async () => {
    await journey.goTo('overview');
    const training = page.locator('main').getByRole('progressbar', { name: overview.work.training });
    await expect(training).toBeVisible();
    expect(await pressBy(page, common.cancel)).not.toBe('nothing');
  });

  await test.step('plan: putting aside, a budget period, an aim', async () => {
    await journey.goTo('plan');
    await page.getByRole('textbox', { name: plan.compare.name }).fill('Cautious');
    expect(await pressBy(page, plan.compare.save)).toBe(plan.compare.name);
    await pressBy(page, plan.constraints.addPeriod);
    expect(await pressBy(page, plan.constraints.remove)).toBe(plan.constraints.addPeriod);
    const aim = (name: string) => page.getByRole('radio', { name, exact: true });
    await aim(plan.objective.article).click({ force: true });
    await expect(aim(plan.objective.article)).toBeChecked();
    await page.keyboard.press('Control+z');
    await expect(aim(plan.objective.profit)).toBeChecked();
    await page.keyboard.press('Control+Shift+z');
    await expect(aim(plan.objective.article)).toBeChecked();
    await page.keyboard.press('Control+z');
  });

  await test.step('report: title and name of the project, taken back in their order', async () => {
    await journey.goTo('report');
    await page.getByRole('textbox', { name: report.step.document.name }).fill('For the board');
    await page.getByRole('button', { name: 'My launches' }).click();
    await page.getByRole('menuitem', { name: 'Rename this project' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Autumn 2027');
    await page.getByRole('textbox', { name: 'Name' }).press('Enter');
    const title = page.getByRole('textbox', { name: report.step.document.name });
    await expect(page.getByRole('button', { name: 'Autumn 2027' })).toBeVisible();
    await journey.button(common.action.undo).click();
    await expect(page.getByRole('button', { name: 'My launches' })).toBeVisible();
    await expect(title).toHaveValue('For the board');
    await journey.button(common.action.undo).click();
    await expect(title).toHaveValue('');
    await journey.button(common.action.redo).click();
    await expect(title).toHaveValue('For the board');
  });

  await test.step('data: one file, then all of them', async () => {
    await journey.goTo('data');
    const remove = (name: string): string => data.files.remove.replace('{{file}}', name);
    const [first, second] = files.map(({ name }) => name);
    expect(await pressBy(page, remove(first))).toBe(remove(second));
    await pressBy(page, data.clear);
    await page.getByRole('alertdialog').getByRole('button', { name: data.clear }).focus();
    await page.keyboard.press('Enter');
    await expect(journey.button(data.trySample)).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  });
});
