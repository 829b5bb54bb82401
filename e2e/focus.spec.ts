import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { Journey } from './journey.ts';
import { simulatedAssortment } from './simulated-assortment.ts';

/** Presses a control by the keyboard. */
async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().focus();
  await page.keyboard.press('Enter');
}

/** The name of what has the focus; empty: nothing has it, and the keyboard would begin at the top. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement } = document;
    if (!activeElement || activeElement === document.body) return '';
    const label = activeElement.getAttribute('aria-labelledby')?.split(' ')[0];
    const words = (label && document.getElementById(label)?.textContent) || activeElement.textContent;
    return activeElement.getAttribute('aria-label') || words || activeElement.tagName;
  });
}

/** The focus moves two frames after its control has gone, which on a busy machine is no fixed time. */
const focusOf = (page: Page) => expect.poll(() => focused(page), { timeout: 10_000 });

test('the focus stays where work goes on, and the keys take the last edit back, also right after a radio button', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const journey = new Journey(page);
  const { data, plan, overview, common, report } = journey.words;
  await journey.open();
  const files = simulatedAssortment(3, 7, 12);
  await journey.dropFiles(...files);
  await journey.waitFor('plan');

  await test.step('overview: cancelling what runs', async () => {
    await journey.goTo('overview');
    const training = page.locator('main').getByRole('progressbar', { name: overview.work.training });
    await expect(training).toBeVisible();
    // Nothing else runs any more: the one way to cancel is the training's.
    await expect(page.locator('main').getByRole('button', { name: common.cancel })).toHaveCount(1);
    await press(page, common.cancel);
    await expect(training).toBeHidden();
    await focusOf(page).not.toBe('');
  });

  await test.step('plan: putting aside, a budget period, an aim', async () => {
    await journey.goTo('plan');
    await page.getByRole('textbox', { name: plan.compare.name }).fill('Cautious');
    await press(page, plan.compare.save);
    await focusOf(page).toBe(plan.compare.name);
    await journey.openRules();
    // Every step is announced, and the one before it wiped out: what wipes must not be refused as markup.
    const most = page.getByRole('textbox', { name: plan.declared['limit-week'].most });
    for (let step = 0; step < 3; step++) await most.press('ArrowUp');
    await expect(most).toHaveValue('3');
    await most.fill('');
    await press(page, plan.constraints.addPeriod);
    await press(page, plan.constraints.remove);
    await focusOf(page).toBe(plan.constraints.addPeriod);
    const aim = (name: string) => page.getByRole('radio', { name, exact: true });
    await page
      .locator('label')
      .filter({ has: aim(plan.objective.article) })
      .click();
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
    await press(page, remove(first));
    await focusOf(page).toBe(remove(second));
    await press(page, data.clear);
    await page.getByRole('alertdialog').getByRole('button', { name: data.clear }).focus();
    await page.keyboard.press('Enter');
    await expect(journey.button(data.trySample)).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  });
});
