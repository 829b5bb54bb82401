import { expect, it } from 'vitest';
import { formatIsoDate, parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { importFiles } from '#ingest/import-files.ts';
import { promotionShare } from './promotion-share.ts';

it.each(['', '0', 'no', '否', '无', '平日'])('%j is no promotion', (cell) => {
  expect(promotionShare(cell)).toBe(0);
});

it('a name is one, a share is as much as it says', () => {
  expect(promotionShare('618')).toBe(1);
  expect(promotionShare('Spring sale')).toBe(1);
  expect(promotionShare('0.25')).toBe(0.25);
});

it('a last week of which the log has the Monday only does not count as whole', async () => {
  const start = parseIsoDate('2024-01-01');
  const lines = ['date,product_id,units,unit_price'];
  for (let day = 0; day < 71; day++) lines.push(`${formatIsoDate(start + day)},P1,3,5`);
  const files = [{ name: 'sales.csv', bytes: new TextEncoder().encode(lines.join('\n')) }];
  const { dataset } = await importFiles({ files }, () => ({ progress() {}, async yieldNow() {} }));
  expect(dataset.panel).toMatchObject({ periods: 11, completeFrom: 0, completeTo: 10 });
});
