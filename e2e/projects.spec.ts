import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { Journey } from './journey.ts';
import { persistedFacts, persistedKeys } from './persisted-facts.ts';
import { simulatedSales } from './simulated-sales.ts';

const sales = simulatedSales(4, 60, 3);

test('a project has its own data and plan; others are one click away, and one can be deleted', async ({ page }) => {
  const journey = new Journey(page);
  await journey.open();
  await journey.dropFiles(sales);
  await expect(page.getByText('planted-sales.csv').first()).toBeVisible();

  await page.getByRole('button', { name: 'My launches' }).click();
  await page.getByRole('menuitem', { name: 'New project' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Spring 2027');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('button', { name: 'Spring 2027' })).toBeVisible();
  await expect(page.getByText('planted-sales.csv')).toHaveCount(0);

  await page.getByRole('button', { name: 'Spring 2027' }).click();
  await page.getByRole('menuitem', { name: 'Rename this project' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Autumn 2027');
  await page.getByRole('textbox', { name: 'Name' }).press('Enter');
  await page.getByRole('button', { name: 'Autumn 2027' }).click();
  await page.getByRole('menuitem', { name: 'My launches' }).click();
  await expect(page.getByText('planted-sales.csv').first()).toBeVisible();

  await page.getByRole('button', { name: 'My launches' }).click();
  await page.getByRole('menuitem', { name: 'Delete this project' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete this project' }).click();
  await expect(page.getByRole('button', { name: 'Autumn 2027' })).toBeVisible();
  await expect(page.getByText('planted-sales.csv')).toHaveCount(0);
  await page.reload();
  await page.getByRole('button', { name: 'Autumn 2027' }).click();
  await expect(page.getByRole('menuitem', { name: 'My launches' })).toHaveCount(0);
});

test('two tabs of one project never write over each other, and either can have it', async ({ page, context }) => {
  const elsewhere = (tab: Page) => tab.getByText('This project is open in another tab.');
  const first = new Journey(page);
  await first.open();
  await first.dropFiles(sales);
  await expect(page.getByText('planted-sales.csv').first()).toBeVisible();

  const other = await context.newPage();
  await other.goto(page.url());
  await expect(elsewhere(other)).toBeVisible();
  await expect(elsewhere(page)).toHaveCount(0);

  await other.getByRole('button', { name: 'Use it here' }).click();
  await expect(page.getByText('This project has been taken over by another tab.')).toBeVisible();
  await expect(elsewhere(other)).toHaveCount(0);
  await expect(other.getByText('planted-sales.csv').first()).toBeVisible();

  // The first tab is closed: nothing of it is saved over what the other does.
  await other.getByRole('radio', { name: '中文' }).click({ force: true });
  const language = async () => (await persistedFacts<{ readonly language: string }>(other, 'preferences'))?.language;
  await expect.poll(language).toBe('zh');
  await page.close();
  await other.reload();
  await expect(other.getByText('planted-sales.csv').first()).toBeVisible();
  await expect(other.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(other.getByText('此项目已在另一个标签页中打开。')).toHaveCount(0);
});

test('what another tab has is not renamed or deleted under it; who looks at what is deleted is told', async ({
  page,
  context,
}) => {
  const first = new Journey(page);
  await first.open();
  await first.dropFiles(sales);
  await expect(page.getByText('planted-sales.csv').first()).toBeVisible();

  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByText('This project is open in another tab.')).toBeVisible();
  await other.getByRole('button', { name: 'My launches' }).click();
  for (const name of ['Rename this project', 'Delete this project']) {
    const entry = other.getByRole('menuitem', { name });
    await expect(entry).toHaveAttribute('aria-disabled', 'true');
    await expect(entry).toContainText('only in the tab where it is open');
  }
  await other.keyboard.press('Escape');

  await page.getByRole('button', { name: 'My launches' }).click();
  await page.getByRole('menuitem', { name: 'Delete this project' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete this project' }).click();
  await expect(page.getByText('planted-sales.csv')).toHaveCount(0);
  await expect(other.getByText('This project has been deleted in another tab.')).toBeVisible();
  await other.getByRole('button', { name: 'Open another project' }).click();
  await expect(other.getByText('planted-sales.csv')).toHaveCount(0);
});

test('what is erased in one tab is not kept again by another that had a project of its own', async ({
  page,
  context,
}) => {
  const first = new Journey(page);
  await first.open();
  await first.dropFiles(sales);
  await expect(page.getByText('planted-sales.csv').first()).toBeVisible();

  const other = await context.newPage();
  const second = new Journey(other);
  await second.open();
  await other.getByRole('button', { name: 'My launches' }).click();
  await other.getByRole('menuitem', { name: 'New project' }).click();
  await other.getByRole('textbox', { name: 'Name' }).fill('My launches');
  await other.getByRole('button', { name: 'Create' }).click();
  // Two of one name could not be told apart.
  await expect(other.getByRole('button', { name: 'My launches (2)' })).toBeVisible();
  await second.dropFiles(sales);
  await expect(other.getByText('planted-sales.csv').first()).toBeVisible();
  const ofSecond = async () => (await persistedKeys(page)).filter((key) => key.startsWith('slices/p-'));
  await expect.poll(async () => (await ofSecond()).length).toBeGreaterThan(0);

  await page.getByRole('button', { name: 'Erase everything' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Erase' }).click();
  for (const tab of [page, other]) {
    await expect(tab.getByRole('button', { name: 'My launches', exact: true })).toBeVisible();
    await expect(tab.getByText('planted-sales.csv')).toHaveCount(0);
    await expect(tab.getByRole('button', { name: first.words.data.trySample })).toBeVisible();
  }
  // Longer than it takes to save, or to try again what was not saved.
  await other.waitForTimeout(6_000);
  const kept = await persistedKeys(page);
  expect(kept.filter((key) => /p-|dataset|training|demand|plan/.test(key))).toEqual([]);
  expect(kept.filter((key) => key.startsWith('projects/'))).toEqual(['projects/']);
  for (const tab of [page, other]) {
    const rest = await tab.evaluate(async () => ({
      local: Object.keys(localStorage),
      session: Object.keys(sessionStorage),
      foreign: (await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys())))
        .flat()
        .filter(({ url }) => new URL(url).origin !== location.origin),
    }));
    expect(rest).toEqual({ local: [], session: [], foreign: [] });
  }
});
