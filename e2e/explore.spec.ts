import { readFile } from 'node:fs/promises';
import { formatIsoDate, parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { expect, test } from './app.ts';
import { Journey } from './journey.ts';
import { csvFile, simulatedSales } from './simulated-sales.ts';

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
  const sales = simulatedSales(4, 60, 3);
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

/** Orders of fourteen mugs over twenty weeks: some under a promotion, some cancelled; two attributes in the catalogue. */
function simulatedOrders() {
  const start = parseIsoDate('2024-01-01');
  const orders = ['Order no,Date,SKU,Product,Qty,Unit price,Customer,Status,Promotion'];
  const catalogue = ['SKU,Product,Category,Material,Style,List price'];
  const used: { product: number; week: number; units: number; promoted: boolean }[] = [];
  for (let product = 0; product < 14; product++) {
    const id = `M${100 + product}`;
    const material = ['cotton', 'glass'][product % 2];
    catalogue.push(
      `${id},Mug ${product},Mugs,${material},${['plain', 'folk', 'neon'][product % 3]},${20 + product}.00`,
    );
    for (let week = 0; week < 20; week++) {
      for (let order = 0; order < 4; order++) {
        const units = 1 + ((product * 7 + week * 3 + order) % 5);
        const promoted = order > 1 && week % 4 === 2;
        const isCancelled = order === 3;
        const day = formatIsoDate(start + 7 * week + order);
        const number = `${product}-${week}-${order}`;
        const state = `${isCancelled ? 'cancelled' : 'paid'},${promoted ? 'Spring sale' : ''}`;
        orders.push(`${number},${day},${id},Mug ${product},${units},10.00,K${number},${state}`);
        if (!isCancelled) used.push({ product, week, units, promoted });
      }
    }
  }
  return { orders: csvFile('orders.csv', orders), catalogue: csvFile('catalogue.csv', catalogue), used };
}

test('a manager drills through attributes, weeks and promotions down to rows that add up, and takes it back', async ({
  page,
}) => {
  const { orders, catalogue, used } = simulatedOrders();
  const units = (counts: (row: (typeof used)[number]) => boolean): string =>
    used
      .filter((row) => row.week >= 7 && counts(row))
      .reduce((sum, { units }) => sum + units, 0)
      .toLocaleString('en-GB');
  const journey = new Journey(page);
  const { explore, common, data } = journey.words;
  const cell = (row: string) =>
    page
      .getByRole('row', { name: new RegExp(`^${row}`) })
      .first()
      .getByRole('cell')
      .first();
  const open = (name: string | RegExp) => page.getByRole('table').getByRole('button', { name, exact: true }).click();
  const chip = (what: string) => page.getByRole('button', { name: explore.filter.clear.replace('{{what}}', what) });
  await journey.open();
  await journey.dropFiles(orders, catalogue);
  await journey.waitFor('data');
  await journey.goTo('explore');

  // A term is searched for among the lines at hand only.
  await journey.choose(explore.group.label, explore.group.product);
  await page.getByRole('textbox', { name: explore.table.search }).fill('Mug 1');
  await expect(cell('Mug 0')).toBeHidden();
  await journey.choose(explore.group.label, 'Material');
  await expect(cell('Total')).toHaveText(units(() => true));

  // Each attribute that is clicked narrows further.
  await open('glass');
  await expect(cell('Total')).toHaveText(units(({ product }) => product % 2 === 1));
  await journey.choose(explore.group.label, 'Style');
  const folk = ({ product }: { product: number }): boolean => product % 2 === 1 && product % 3 === 1;
  await expect(cell('folk')).toHaveText(units(folk));
  await open('folk');
  await expect(cell('Total')).toHaveText(units(folk));
  await expect(chip('Material: glass')).toBeVisible();
  await chip('Material: glass').click();
  await expect(cell('Total')).toHaveText(units(({ product }) => product % 3 === 1));
  await page.keyboard.press('Control+z');
  await expect(cell('Total')).toHaveText(units(folk));

  // A line is drawn beside the total, or instead of it.
  const tick = (line: string) =>
    page.getByRole('checkbox', { name: explore.table.draw.replace('{{name}}', line), exact: true });
  await tick('Mug 1').check();
  await tick(explore.table.total).uncheck();
  await page.getByRole('button', { name: common.chart.showTable }).first().click();
  await expect(page.getByRole('columnheader', { name: 'Mug 1', exact: true })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: new RegExp(explore.table.total) })).toBeHidden();

  // The rows behind a figure are those of the view, and say which of them count.
  await journey.choose(explore.filter.promotion, explore.promotion.on);
  const promoted = units((row) => row.product === 1 && row.promoted);
  await expect(cell('Mug 1')).toHaveText(promoted);
  await open('Mug 1');
  const rows = page.getByRole('region', { name: /orders\.csv: 6 rows/ });
  await expect(rows.getByText(explore.rows.unused.replace('{{reason}}', data.causes.cancelled_invoice))).toHaveCount(3);
  await expect(page.getByText(`3 used rows add up to ${promoted} units. ${explore.rows.same}`)).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /6 rows of orders\.csv/ }).click();
  const saved = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n');
  expect(saved).toHaveLength(7);
  expect(saved.filter((line) => line.includes(',used,'))).toHaveLength(3);

  // A week opens into its products.
  await chip(explore.promotion.on).click();
  await journey.choose(explore.group.label, explore.group.period.week);
  await open(/week 10, 2024/);
  await expect(cell('Total')).toHaveText(units((row) => folk(row) && row.week === 9));
  await expect(chip('week 10, 2024')).toBeVisible();

  // A time of one's own.
  await journey.choose(explore.span.label, explore.span.chosen);
  // The name of a select's button is its value and its label; other names hold short labels too.
  const pick = async (label: string, option: string): Promise<void> => {
    await page.getByRole('button', { name: new RegExp(` ${label}$`) }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };
  await pick(explore.span.from, 'week 8, 2024');
  await pick(explore.span.to, 'week 9, 2024');
  await journey.choose(explore.compare.label, explore.compare.chosen);
  await pick(explore.compare.to, 'week 3, 2024');
  await pick(explore.compare.from, 'week 1, 2024');
  await expect(cell('Total')).toHaveText(units((row) => folk(row) && (row.week === 7 || row.week === 8)));
  await expect(page.getByText(/2 weeks are compared with 3 weeks/)).toBeVisible();

  // A view of a name that is there is replaced, knowingly, and comes back.
  const { views } = explore;
  for (const button of [views.saveIt, views.replace]) {
    await page.getByRole('button', { name: views.label }).click();
    await page.getByRole('menuitem', { name: views.save }).click();
    await page.getByRole('textbox', { name: views.name }).fill('Mine');
    await page.getByRole('button', { name: button, exact: true }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  await page.getByRole('button', { name: views.label }).click();
  await page.getByRole('menuitem', { name: views.remove.replace('{{name}}', 'Mine') }).click();
  await page.getByRole('button', { name: common.action.undo }).click();
  await page.getByRole('button', { name: views.label }).click();
  await expect(page.getByRole('menuitem', { name: 'Mine', exact: true })).toBeVisible();
});
