import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { Journey } from './journey.ts';
import { keptFacts } from './kept-facts.ts';
import { plantedSales } from './planted-sales.ts';

const sales = plantedSales(4, 60, 3);

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
  const language = async () => (await keptFacts<{ readonly language: string }>(other, 'preferences'))?.language;
  await expect.poll(language).toBe('zh');
  await page.close();
  await other.reload();
  await expect(other.getByText('planted-sales.csv').first()).toBeVisible();
  await expect(other.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(other.getByText('此项目已在另一个标签页中打开。')).toHaveCount(0);
});
