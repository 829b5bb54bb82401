import type { Locator, Page } from '@playwright/test';
import { formatIsoDate, parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { buildWorkbook } from '../bench/import/build-workbook.ts';
import { encodeText } from '../bench/import/encode-text.ts';
import { expect, test } from './app.ts';
import { Journey } from './journey.ts';
import { csvFile, type UploadFile } from './simulated-sales.ts';

const head = 'Order no,Date,SKU,Product name,Quantity,Unit price,Customer';
const first = parseIsoDate('2025-03-03');

/** Order lines of four products over `weeks` weeks, three a day. */
function orders(weeks: number, price = '9.50'): string[] {
  const lines: string[] = [];
  for (let day = 0; day < weeks * 7; day++)
    for (let line = 0; line < 3; line++) {
      const product = (day + line) % 4;
      const units = 1 + ((day * 3 + line) % 5);
      lines.push(
        `${1000 + day * 3 + line},${formatIsoDate(first + day)},P${product},Product ${product},${units},${price},C${day % 9}`,
      );
    }
  return lines;
}

/** The same with what a desk's export has besides: no id, no price, a repeated line, postage, a slip of the keyboard. */
function broken(): UploadFile {
  const lines = orders(6);
  return csvFile('march.csv', [
    head,
    ...lines,
    `5001,${formatIsoDate(first + 9)},,Product 1,2,9.50,C1`,
    `5002,${formatIsoDate(first + 10)},P2,Product 2,3,0,C1`,
    lines[20],
    `5003,${formatIsoDate(first + 11)},POST,Postage,1,18.00,C1`,
    `5004,${formatIsoDate(first + 12)},P3,Product 3,4000,9.50,C2`,
  ]);
}

/** The row of a table that holds a text. */
function rowOf(page: Page, text: string | RegExp): Locator {
  return page.getByRole('row').filter({ hasText: text }).first();
}

async function chooseIn(page: Page, label: RegExp, option: string): Promise<void> {
  await page.getByRole('button', { name: label }).first().click();
  await page.getByRole('option', { name: option }).first().click();
}

test('every cause can be decided otherwise, and the strip follows', async ({ page }) => {
  const journey = new Journey(page);
  const words = journey.words.data;
  await journey.open();
  await journey.dropFiles(broken());
  await journey.waitFor('data');
  await journey.openParts();
  const strip = page.getByRole('region', { name: words.reconciliation.title }).last();
  const usual = 6 * 7 * 3;
  await expect(rowOf(page, words.reconciliation.rowsRead)).toContainText(String(usual + 5));
  await expect(rowOf(page, words.causes.missing_product_id)).toContainText(String(usual + 2));
  // The line far out is told with its line, its limit and what is usual, and is used by default.
  const outlier = rowOf(page, words.cleaning.causes.outliers);
  await expect(outlier).toContainText(words.cleaning.whole.outliers.keep);
  await outlier.getByRole('button', { name: /Show/ }).click();
  await expect(rowOf(page, /4,000/)).toContainText(`March`);
  await expect(strip).toContainText(words.reconciliation['service-codes']);

  await test.step('a line far out is left out', async () => {
    await chooseIn(page, new RegExp(words.cleaning.causes.outliers), words.cleaning.whole.outliers['leave-out']);
    await expect(strip).toContainText(words.reconciliation['outliers-left-out']);
    await expect(strip).toContainText('−4,000');
  });

  await test.step('postage is kept', async () => {
    await chooseIn(
      page,
      new RegExp(words.cleaning.causes['service-codes']),
      words.cleaning.whole['service-codes'].keep,
    );
    await expect(strip).not.toContainText(words.reconciliation['service-codes']);
  });

  await test.step('a row without an id is mended, one without a price takes the last one', async () => {
    await chooseIn(page, new RegExp(`${words.causes.missing_product_id}, march`), words.cleaning.rows.above);
    await expect(rowOf(page, words.reconciliation.rowsRejected)).toContainText('1 row');
    await chooseIn(page, new RegExp(`${words.causes.unit_price_not_positive}, march`), words.cleaning.rows.last);
    await expect(rowOf(page, words.reconciliation.rowsRejected)).toContainText('0 rows');
  });

  await test.step('what is rejected can be taken away with its reason', async () => {
    await chooseIn(page, new RegExp(`${words.causes.duplicate_row}, march`), words.cleaning.rows.reject);
    await expect(rowOf(page, words.reconciliation.rowsRejected)).toContainText('1 row');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: /Save rejected rows of march\.csv/ }).click();
    const file = await (await download).createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of file) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    expect(text).toContain(`${words.cleaning.saveLine},${words.cleaning.saveReason},Order no`);
    expect(text).toContain(`,${words.causes.duplicate_row},`);
  });
});

test('next month: choices hold, what changed is told, and earlier forecasts wait', async ({ page }) => {
  const journey = new Journey(page);
  const words = journey.words.data;
  await journey.open();
  await journey.dropFiles(csvFile('sales.csv', [head, ...orders(8), orders(1)[5]]));
  await journey.waitFor('data');
  await journey.openParts();
  await journey.waitFor('demand', 'done', 60_000);
  await chooseIn(page, new RegExp(`${words.causes.duplicate_row}, sales`), words.cleaning.rows.reject);
  await expect(rowOf(page, words.reconciliation.rowsRejected)).toContainText('1 row');

  // Two more weeks, a new product, a new column, and one known price that was corrected since.
  const [, ...later] = orders(10);
  const corrected = [orders(10)[0].replace('9.50', '19.50'), ...later, later[0]].map((line) => `${line},no`);
  const lines = [...corrected, `9999,${formatIsoDate(first + 69)},P9,Product 9,3,4.00,C1,yes`];
  await journey.dropFiles(csvFile('sales.csv', [`${head},Promotion`, ...lines]));
  const panel = page.getByRole('region', { name: words.change.title }).first();
  await expect(panel).toContainText('replaced the file');
  await expect(panel).toContainText('2 weeks');
  await expect(panel).toContainText('Product 9');
  await expect(panel).toContainText('Promotion');
  await expect(panel).toContainText('of known history came back with different figures');
  await journey.waitFor('demand', 'stale');
  await panel.getByRole('button', { name: words.change.refresh }).click();
  await journey.waitFor('demand', 'done', 60_000);

  await test.step('the same file again is noticed', async () => {
    await journey.dropFiles(csvFile('sales.csv', [`${head},Promotion`, ...lines]));
    await expect(panel).toContainText('is the same file as before');
    await expect(journey.stateOf('demand', 'done')).toHaveCount(1);
  });
});

test('what is decided about a file is remembered for the next one with the same header', async ({ page }) => {
  const journey = new Journey(page);
  const words = journey.words.data;
  await journey.open();
  const text = (month: string) => [
    'Bestelldatum;Artikelnummer;Kiste;Menge;Betrag',
    ...Array.from({ length: 12 }, (_, i) => `0${1 + (i % 9)}.${month}.2025;A${i % 3};K${i % 2};${1 + (i % 4)};1.250`),
  ];
  await journey.dropFiles(csvFile('mai.csv', text('05')));
  const main = page.locator('main');
  await expect(main).toContainText('mai.csv');
  await page.getByRole('button', { name: words.files.open.replace('{{file}}', 'mai.csv') }).click();
  const details = page.getByRole('region', { name: 'mai.csv', exact: true });
  await expect(details).toContainText('Kiste');
  await details.getByRole('button', { name: new RegExp(words.files.kind) }).click();
  await page.getByRole('option', { name: words.kinds.sales, exact: true }).click();
  const role = (column: string) =>
    details.getByRole('button', { name: new RegExp(words.mapping.roleOf.replace('{{column}}', column)) });
  for (const [column, meaning] of [
    ['Bestelldatum', words.roles.date],
    ['Artikelnummer', words.roles.product],
    ['Menge', words.roles.units],
    ['Betrag', words.roles.revenue],
  ] as const) {
    await role(column).click();
    await page.getByRole('option', { name: meaning, exact: true }).click();
  }
  await details.getByRole('button', { name: new RegExp(words.reading.numbers) }).click();
  await page.getByRole('option', { name: '1.234,50' }).click();
  await expect(journey.finding).toContainText('3 products');
  await expect(journey.finding).toContainText('15');
  await journey.dropFiles(csvFile('juni.csv', text('06')));
  await expect(rowOf(page, 'juni.csv')).toContainText(words.files.state.imported);
  await expect(rowOf(page, 'juni.csv')).toContainText('12');
});

test('a hidden sheet is read once it is wanted, weeks side by side become rows', async ({ page }) => {
  const journey = new Journey(page);
  const words = journey.words.data;
  await journey.open();
  const book = buildWorkbook([
    {
      name: 'Sales',
      rows: [
        ['SKU', '2025-03-03', '2025-03-10', '2025-03-17'],
        ['P1', 1, 2, 3],
        ['P2', 4, 5, 6],
      ],
    },
    {
      name: 'Archive',
      state: 'hidden',
      rows: [
        ['date', 'sku', 'units'],
        ['2025-02-24', 'P1', 7],
      ],
    },
  ]);
  await journey.dropFiles({ name: 'weekly.xlsx', mimeType: '', buffer: Buffer.from(book) });
  await expect(journey.finding).toContainText('2 products over 3 weeks, 21 units');
  await expect(page.locator('main')).toContainText('The periods are in columns (3');
  await page.getByRole('button', { name: words.files.open.replace('{{file}}', 'weekly.xlsx') }).click();
  await page.getByText(words.reading.hiddenSheet.replace('{{sheet}}', 'Archive')).click();
  await expect(page.locator('main')).toContainText('weekly.xlsx › Archive');
  await expect(journey.finding).toContainText('28 units');
});

test('another encoding shows in the first lines at once', async ({ page }) => {
  const journey = new Journey(page);
  const words = journey.words.data;
  await journey.open();
  const text = [
    '日期,商品编码,商品名称,数量',
    ...Array.from({ length: 30 }, (_, i) => `2025-03-${10 + (i % 20)},A${i % 3},保温杯,2`),
  ];
  const buffer = Buffer.from(encodeText(text.join('\n'), 'gb18030', false));
  await journey.dropFiles({ name: 'mai.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: words.files.open.replace('{{file}}', 'mai.csv') }).click();
  const preview = page.getByRole('table', { name: words.reading.preview });
  await expect(preview).toContainText('保温杯');
  await chooseIn(page, new RegExp(words.reading.encoding), 'Windows-1252');
  await expect(preview).not.toContainText('保温杯');
  await chooseIn(page, new RegExp(words.reading.encoding), 'GB18030 / GBK');
  await expect(preview).toContainText('保温杯');
  await expect(journey.finding).toContainText('3 products');
});
