import { expect, it } from 'vitest';
import { toEpochDay } from '#engine/calendar/epoch-day.ts';
import { OrderEvidence } from './order-evidence.ts';
import { parseDate } from './parse-date.ts';

const day = 86_400 * toEpochDay(2024, 5, 6);

it('reads the half of the day that stands before the clock', () => {
  expect(parseDate('2024-05-06 下午3:04', 'unknown')).toEqual({ seconds: day + 15 * 3600 + 240, grain: 'second' });
  expect(parseDate('2024-05-06 上午8:16', 'unknown')).toEqual({ seconds: day + 8 * 3600 + 960, grain: 'second' });
});

it('takes dates with dots for day first, where nothing else tells', () => {
  const evidence = new OrderEvidence();
  for (const cell of ['01.05.2024', '02.05.2024', '03.06.2024']) evidence.feed(cell);
  expect(evidence.answer).toBe('either');
  evidence.end();
  expect(evidence.answer).toBe('day-first');
});

it.each([
  ['01/Mar/2024:10:22:05 +0000', '2024-03-01 10:22:05'],
  ['13/03/2024:10:22:05', '2024-03-13 10:22:05'],
  ['10/05/67', '2024-05-10'],
  ['5 de marzo de 2024', '2024-03-05'],
  ['1. März 2024', '2024-03-01'],
  ['juillet 2024', '2024-07-01'],
  ['janv. 2024', '2024-01-01'],
  ['févr.-24', '2024-02-01'],
  ['jan/24', '2024-01-01'],
  ['15-janv-24', '2024-01-15'],
  ['3. Mrz. 24', '2024-03-03'],
  ['дек.23', '2023-12-01'],
  ['24年1月', '2024-01-01'],
  ['24年5月3日', '2024-05-03'],
  ['marraskuu 2024', '2024-11-01'],
  ['груд. 2024', '2024-12-01'],
  ['rugsėjis 2024', '2024-09-01'],
  ['Septembar 2024', '2024-09-01'],
  ['12 мая 2024', '2024-05-12'],
  ['2024년 7월', '2024-07-01'],
  ['2024년 7월 3일', '2024-07-03'],
  ['dic 2024', '2024-12-01'],
  ['3 février 2024', '2024-02-03'],
  ['31 maart 2024', '2024-03-31'],
  ['7 stycznia 2024', '2024-01-07'],
  ['9 lug 2024', '2024-07-09'],
  ['15 outubro 2024', '2024-10-15'],
  ['5 de fevereiro de 2025 10:12 hs.', '2025-02-05 10:12'],
  ['05.02.2025 10:12 Uhr', '2025-02-05 10:12'],
  ['Feb-04-25', '2025-02-04'],
  ['Week Ending 04-Jan-25', '2025-01-04'],
  ['12 Mayıs 2024', '2024-05-12'],
  ['02/Ene/2024', '2024-01-02'],
  ['02/Jan/24', '2024-01-02'],
  ['S05 2024', '2024-W05'],
  ['semaine 5/2024', '2024-W05'],
  ['3. května 2024', '2024-05-03'],
  ['14 липня 2024', '2024-07-14'],
  ['5 मई 2024', '2024-05-05'],
  ['7 أغسطس 2024', '2024-08-07'],
  ['9 Agustus 2024 10:12', '2024-08-09 10:12'],
  // Thailand's years, Japan's and Taiwan's eras.
  ['15/03/2567', '2024-03-15'],
  ['2567-02-29 10:12', '2024-02-29 10:12'],
  ['2 ม.ค. 2567', '2024-01-02'],
  ['令和6年5月1日', '2024-05-01'],
  ['令和6年4月15日(月)', '2024-04-15'],
  ['2024年4月15日（月） 10:12', '2024-04-15 10:12'],
  ['2024. 4. 15.(월)', '2024-04-15'],
  ['٢٠٢٤/٠٣/١١ ١٢:٣٩', '2024-03-11 12:39'],
  ['May 2, 2024, 3:04 pm CST(UTC+8)', '2024-05-02 15:04'],
  ['2024-05-02 03:04:00 p. m.', '2024-05-02 15:04'],
  ['02.05.2024 г. 15:04', '2024-05-02 15:04'],
  ['令和元年10月1日', '2019-10-01'],
  ['R6.5.1', '2024-05-01'],
  ['H31/4/30', '2019-04-30'],
  ['令和6年5月', '2024-05-01'],
  ['民國113年5月1日', '2024-05-01'],
  ['113/05/01', '2024-05-01'],
])('%s is %s', (text, day) => {
  expect(parseDate(text, 'day-first')?.seconds).toBe(parseDate(day, 'unknown')?.seconds);
});

it.each(['R6-5-1', '113-05-01', '113/5', 'S10.2', '160/05/01', '9999-12-31T'])('%s is no date', (text) => {
  expect(parseDate(text, 'day-first')).toBeNull();
});

it.each(['Marketing 2024', 'Decor 2024', 'Junior 2024', '3 Augsburg 2024', 'SET-24', 'Jan/05', '2024/05/01 - 07'])(
  '%s is no date',
  (text) => {
    expect(parseDate(text, 'unknown')).toBeNull();
  },
);
