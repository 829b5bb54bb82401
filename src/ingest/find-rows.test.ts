import { expect, it } from 'vitest';
import { parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { collectRows, findRows, type RowsWanted } from '#ingest/find-rows.ts';
import type { ImportControl } from '#ingest/import-control.ts';
import { importFiles } from '#ingest/import-files.ts';

const control: ImportControl = { progress: () => undefined, yieldNow: async () => undefined };

it('hands out the rows of one product within some days as they stand in the file, rejected ones too', async () => {
  const lines = ['Shop report', '', 'date,sku,product,qty,price'];
  for (let day = 1; day <= 28; day++) {
    const date = `2024-02-${String(day).padStart(2, '0')}`;
    lines.push(`${date},A1,"Mug, large\nblue",${day},9.90`, `${date},B2,Bowl,1,5.00`);
  }
  lines.push('2024-02-14, a1 ,"Mug, large",,9.90');
  const file = { name: 'shop.csv', bytes: new Blob([lines.join('\n')]) };
  const { files } = await importFiles({ files: [file] }, () => control);
  const wanted: RowsWanted = {
    ...{ productId: 'A1', from: parseIsoDate('2024-02-13'), to: parseIsoDate('2024-02-15') },
    ...{ promotion: null, idsApart: false, currency: '' },
  };
  const found = await findRows(file, files[0], {}, wanted, 3, control);
  expect(found.columns).toEqual(['date', 'sku', 'product', 'qty', 'price']);
  expect(found.count).toBe(4);
  expect(found.rows.map(({ cells }) => cells)).toEqual([
    ['2024-02-13', 'A1', 'Mug, large\nblue', '13', '9.90'],
    ['2024-02-14', 'A1', 'Mug, large\nblue', '14', '9.90'],
    ['2024-02-15', 'A1', 'Mug, large\nblue', '15', '9.90'],
  ]);
  // A record of product A1 takes two lines of the file, one of B2 one: day 13 begins on line 4 + 12 x 3.
  expect(found.rows[0].line).toBe(40);
  const all = await findRows(file, files[0], {}, wanted, 9, control);
  expect(all.rows[3].cells[3]).toBe('');
  expect(all.rows.map(({ reason }) => reason)).toEqual(['', '', '', 'unparsable_quantity']);
  expect(all).toMatchObject({ count: 4, used: 3, units: 42 });
  expect(all.revenue).toBeCloseTo(42 * 9.9, 9);
});

const orders = [
  'Order no,Date,SKU,Product,Qty,Unit price,Customer,Status,Promotion',
  '1,2024-02-12,A1,=Mug,2,10.00,K1,paid,Spring sale',
  '2,2024-02-13,A1,=Mug,3,10.00,K2,paid,',
  '3,2024-02-14,a1,=Mug,4,10.00,K3,paid,Spring sale',
  '4,2024-02-14,A1,=Mug,5,10.00,K4,cancelled,Spring sale',
  '5,2024-02-14,A1,=Mug,7,10.00,K5,cancelled,',
  '6,2024-02-15,B2,Bowl,9,10.00,K6,paid,Spring sale',
  '7,2024-02-20,A1,=Mug,1,10.00,K7,paid,Spring sale',
  ...Array.from(
    { length: 20 },
    (_, i) => `${i + 8},2024-03-${String(i + 1).padStart(2, '0')},B2,Bowl,1,10.00,K8,paid,`,
  ),
].join('\n');

it('gives the rows under a promotion, or the others, and tells those that are not used from those that add up', async () => {
  const file = { name: 'orders.csv', bytes: new Blob([orders]) };
  const { files, dataset } = await importFiles({ files: [file] }, () => control);
  const week: RowsWanted = {
    ...{ productId: 'A1', from: parseIsoDate('2024-02-12'), to: parseIsoDate('2024-02-18') },
    ...{ promotion: 'on', idsApart: false, currency: '' },
  };
  const linesOf = async (wanted: RowsWanted) => {
    const { rows, units, revenue, used } = await findRows(file, files[0], {}, wanted, 99, control);
    return { rows: rows.map(({ line, reason }) => `${line} ${reason}`.trim()), units, revenue, used };
  };
  const on = await linesOf(week);
  expect(on).toEqual({ rows: ['2', '4', '5 cancelled_invoice'], used: 2, units: 6, revenue: 60 });
  const off = await linesOf({ ...week, promotion: 'off' });
  expect(off).toEqual({ rows: ['3', '6 cancelled_invoice'], used: 1, units: 3, revenue: 30 });
  const panel = dataset?.panel;
  const row = panel?.products.findIndex(({ id }) => id === 'A1') ?? -1;
  const cell = row * (panel?.periods ?? 0);
  expect(panel?.units[cell]).toBe(on.units + off.units);
  expect((panel?.units[cell] ?? 0) * (panel?.promotion?.[cell] ?? 0)).toBe(on.units);
});

it('hands out every row as CSV, harmless, with its line and whether it is used', async () => {
  const file = { name: 'orders.csv', bytes: new Blob([orders]) };
  const { files } = await importFiles({ files: [file] }, () => control);
  const wanted: RowsWanted = {
    ...{ productId: 'A1', from: 0, to: 99_999, promotion: null, idsApart: false, currency: '' },
  };
  const words = { line: 'Line', state: 'Use', used: 'used', reasons: { cancelled_invoice: 'cancelled' } };
  const blob = await collectRows(file, files[0], {}, wanted, words, control);
  expect((await blob.text()).split('\r\n')).toEqual([
    'Line,Use,Order no,Date,SKU,Product,Qty,Unit price,Customer,Status,Promotion',
    "2,used,1,2024-02-12,A1,'=Mug,2,10.00,K1,paid,Spring sale",
    "3,used,2,2024-02-13,A1,'=Mug,3,10.00,K2,paid,",
    "4,used,3,2024-02-14,a1,'=Mug,4,10.00,K3,paid,Spring sale",
    "5,cancelled,4,2024-02-14,A1,'=Mug,5,10.00,K4,cancelled,Spring sale",
    "6,cancelled,5,2024-02-14,A1,'=Mug,7,10.00,K5,cancelled,",
    "8,used,7,2024-02-20,A1,'=Mug,1,10.00,K7,paid,Spring sale",
    '',
  ]);
  expect([...new Uint8Array(await blob.arrayBuffer())].slice(0, 3)).toEqual([0xef, 0xbb, 0xbf]);
});

it('finds the rows of a table whose year the one above it says', async () => {
  const table = (title: string): string => `${title}\nSKU,Item,Jan,Feb,Mar\nA1,Mug,1.5,2.5,3.5\nB2,Bowl,4.5,5.5,6.5`;
  const text = ['Units sold 2023', 'Units sold 2022', 'Revenue'].map(table).join('\n\n');
  const file = { name: 'report.csv', bytes: new Blob([text]) };
  const { files } = await importFiles({ files: [file] }, () => control);
  const wanted: RowsWanted = {
    ...{ productId: 'B2', from: parseIsoDate('2022-02-01'), to: parseIsoDate('2022-02-28') },
    ...{ promotion: null, idsApart: false, currency: '' },
  };
  expect(await findRows(file, files[2], {}, wanted, 3, control)).toMatchObject({ used: 1, revenue: 5.5 });
});
