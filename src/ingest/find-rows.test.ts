import { expect, it } from 'vitest';
import { parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { findRows } from '#ingest/find-rows.ts';
import type { ImportControl } from '#ingest/import-control.ts';
import { importFiles } from '#ingest/import-files.ts';

const control: ImportControl = { progress: () => undefined, breathe: async () => undefined };

it('hands out the rows of one product within some days as they stand in the file, rejected ones too', async () => {
  const lines = ['Shop report', '', 'date,sku,product,qty,price'];
  for (let day = 1; day <= 28; day++) {
    const date = `2024-02-${String(day).padStart(2, '0')}`;
    lines.push(`${date},A1,"Mug, large\nblue",${day},9.90`, `${date},B2,Bowl,1,5.00`);
  }
  lines.push('2024-02-14, a1 ,"Mug, large",,9.90');
  const file = { name: 'shop.csv', bytes: new Blob([lines.join('\n')]) };
  const { files } = await importFiles({ files: [file] }, () => control);
  const wanted = { productId: 'A1', from: parseIsoDate('2024-02-13'), to: parseIsoDate('2024-02-15'), most: 3 };
  const found = await findRows(file, files[0], {}, wanted, control);
  expect(found.columns).toEqual(['date', 'sku', 'product', 'qty', 'price']);
  expect(found.count).toBe(4);
  expect(found.rows.map(({ cells }) => cells)).toEqual([
    ['2024-02-13', 'A1', 'Mug, large\nblue', '13', '9.90'],
    ['2024-02-14', 'A1', 'Mug, large\nblue', '14', '9.90'],
    ['2024-02-15', 'A1', 'Mug, large\nblue', '15', '9.90'],
  ]);
  // A record of product A1 takes two lines of the file, one of B2 one: day 13 begins on line 4 + 12 x 3.
  expect(found.rows[0].line).toBe(40);
  const all = await findRows(file, files[0], {}, { ...wanted, most: 9 }, control);
  expect(all.rows[3].cells[3]).toBe('');
});
