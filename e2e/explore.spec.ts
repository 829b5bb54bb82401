import { expect, test } from './app.ts';
import { Journey } from './journey.ts';
import { plantedSales } from './planted-sales.ts';

/** Pieces of one product in the last 13 weeks, counted by hand from the file. */
function lastWeeks(file: string, product: string, weeks: number): number {
  const rows = file
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  const units = rows.filter(([, id]) => id === product).map((cells) => Number(cells[3]));
  return units.slice(-weeks).reduce((sum, value) => sum + value, 0);
}

test('a figure adds up, opens into its products and the rows of the file, and the view is kept', async ({ page }) => {
  const sales = plantedSales(4, 60, 3);
  const text = sales.buffer.toString('utf8');
  const journey = new Journey(page);
  const { explore } = journey.words;
  await journey.open();
  await journey.dropFiles(sales);
  await journey.waitFor('data');
  await journey.goTo('explore');
  await journey.choose(explore.group.label, explore.group.product);
  const cell = (row: string, column: number) =>
    page
      .getByRole('row', { name: new RegExp(`^${row}`) })
      .first()
      .getByRole('cell')
      .nth(column);
  const total = [0, 1, 2, 3].reduce((sum, p) => sum + lastWeeks(text, `P${p}`, 13), 0);
  await expect(cell('Total', 0)).toHaveText(total.toLocaleString('en-GB'));
  await expect(cell('Product 2', 0)).toHaveText(lastWeeks(text, 'P2', 13).toLocaleString('en-GB'));

  await page.getByRole('button', { name: 'Product 2', exact: true }).click();
  const rows = page.getByRole('region', { name: /planted-sales\.csv: 13 rows/ });
  await expect(rows.getByRole('row')).toHaveCount(14);
  const line = text.split('\n').findLastIndex((row) => row.includes(',P2,')) + 1;
  await expect(rows.getByRole('rowheader').last()).toHaveText(line.toLocaleString('en-GB'));

  await page.getByRole('button', { name: explore.views.label }).click();
  await page.getByRole('menuitem', { name: explore.views.save }).click();
  await page.getByRole('textbox', { name: explore.views.name }).fill('By product');
  await page.getByRole('button', { name: explore.views.saveIt, exact: true }).click();
  await journey.choose(explore.group.label, explore.group.period.week);
  await expect(page.getByRole('rowheader', { name: /week \d+, 20/ }).first()).toBeVisible();
  await page.waitForTimeout(800);
  await page.reload();
  await page.getByRole('button', { name: explore.views.label }).click();
  await page.getByRole('menuitem', { name: 'By product', exact: true }).click();
  await expect(cell('Product 2', 0)).toHaveText(lastWeeks(text, 'P2', 13).toLocaleString('en-GB'));
});
