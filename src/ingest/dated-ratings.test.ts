import { expect, test } from 'vitest';
import { parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { importFiles } from '#ingest/import-files.ts';

async function reviewsOf(...lines: readonly string[]) {
  const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
  const control = () => ({ progress() {}, async yieldNow() {} });
  const { dataset } = await importFiles({ files: [{ name: 'reviews.csv', bytes }] }, control);
  return dataset?.reviews ?? [];
}

test('ratings are kept by day, oldest first, whatever the order of the rows', async () => {
  const [mug, tray] = await reviewsOf(
    'review_date,product_id,rating,review_text',
    '2024-03-09,MUG,5,keeps warm for hours',
    '2024-03-02,MUG,4,as described in the shop',
    '2024-03-09,MUG,2,leaks after a month of use',
    '2024-02-01,TRAY,3,smaller than I had thought',
  );
  expect([mug.productId, mug.count, tray.count]).toEqual(['MUG', 3, 1]);
  expect([...(mug.byDay?.day ?? [])]).toEqual([parseIsoDate('2024-03-02'), parseIsoDate('2024-03-09')]);
  expect([...(mug.byDay?.count ?? [])]).toEqual([1, 2]);
  expect([...(mug.byDay?.sum ?? [])]).toEqual([4, 7]);
});

test('ratings without a day have none by day', async () => {
  const [mug] = await reviewsOf(
    'product_id,rating,review_text',
    'MUG,5,keeps warm for hours',
    'MUG,4,as described in the shop',
  );
  expect([mug.count, mug.meanRating, 'byDay' in mug]).toEqual([2, 4.5, false]);
});
