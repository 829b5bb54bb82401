import { expect, test } from 'vitest';
import { parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { createFreeControl, JobRefused } from '#workers/job-control.ts';
import { handlers } from '#workers/sample/handlers.ts';

const control = () => createFreeControl<never>();
const day = parseIsoDate;
const launches = ['BH2601', 'BH2602', 'XF2601', 'XF2602', 'SN2601', 'SN2602'].map((id, i) => ({
  ...{ id, day: day('2026-01-12') + 14 * i, expected: 600 },
}));
const text = ({ bytes }: { readonly bytes: Uint8Array }): string => new TextDecoder().decode(bytes);

test('the second part is made for the plan, ends once four launches have eight weeks, and is the same each time', async () => {
  const { files, weeks } = await handlers.makeLater({ launches }, control());
  expect(files.map(({ name }) => name)).toEqual(['sales-2026.csv', 'reviews-2026.csv']);
  const lines = text(files[0])
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  const days = lines.map(([date]) => day(date));
  // The fourth that sells on (the candle of Valentine's Day ends with it) launches in week 10 (from 0) after the log.
  expect(weeks).toBe(19);
  expect(Math.max(...days)).toBeLessThanOrEqual(day('2025-12-28') + 7 * weeks);
  expect(Math.min(...days)).toBeGreaterThan(day('2025-12-28'));
  const sold = (id: string) => lines.filter(([, product]) => product === id);
  for (const launch of launches.slice(0, 4)) {
    expect(day(sold(launch.id)[0][0])).toBeGreaterThanOrEqual(launch.day);
  }
  expect(files).toEqual((await handlers.makeLater({ launches }, control())).files);
});

test('another plan’s products are refused', async () => {
  const foreign = [{ id: 'nobody', day: day('2026-02-02'), expected: 10 }];
  await expect(handlers.makeLater({ launches: foreign }, control())).rejects.toThrow(JobRefused);
});
