import { describe, expect, it } from 'vitest';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { drop } from '#ingest/testing/drop-files.ts';
import { findOpenDays, withYear } from '#ingest/values/without-year.ts';

const first = toEpochDay(2024, 9, 3);
const rows = Array.from({ length: 40 }, (_, at) => at);

/** Sales on the days from the 3rd of September 2024 on, each written in some way, below a title. */
async function read(write: (month: number, day: number) => string, title: string, name = 'till.csv', period = '') {
  const lines = rows.map((at) => {
    const [, month, day] = formatIsoDate(first + (at >> 1)).split('-');
    return `${write(Number(month), Number(day))},P${at % 5},Mug ${at % 5},${1 + (at % 3)},${(4 + (at % 5)).toFixed(2)}`;
  });
  const text = [...(title === '' ? [] : [`${title},,,,`]), 'Date,SKU,Item,Qty,Price', ...lines].join('\n');
  const { files, questions } = await drop({ [name]: text }, period === '' ? {} : { [name]: { period } });
  const [{ firstDay, lastDay, units, rowsAccepted }] = files;
  const days = [firstDay, lastDay].map((each) => (each === null ? '' : formatIsoDate(each)));
  return { days, units, rowsAccepted, asked: questions.map(({ code, about }) => `${code} ${about}`) };
}

const ofSeptember = { days: ['2024-09-03', '2024-09-22'], units: 79, rowsAccepted: 40, asked: [] };
const of = (year: number) => ({ year, turn: 0, order: 'day-first' }) as const;
const two = (value: number): string => String(value).padStart(2, '0');

describe('days that say no year', () => {
  it.each([
    ['9月3日', (month: number, day: number) => `${month}月${day}日`],
    ['9월 3일', (month: number, day: number) => `${month}월 ${day}일`],
    ['03/09', (month: number, day: number) => `${two(day)}/${two(month)}`],
    ['09/03', (month: number, day: number) => `${two(month)}/${two(day)}`],
    ['03.09.', (month: number, day: number) => `${two(day)}.${two(month)}.`],
    ['3 Sep', (_: number, day: number) => `${day} Sep`],
    ['Sep 3 10:20', (_: number, day: number) => `Sep ${day} 10:20`],
    ['9月3日(火)', (month: number, day: number) => `${month}月${day}日(${'月火水木金土日'[day % 7]})`],
  ])('are of the one year in the title: %s', async (_name, write) => {
    expect(await read(write, 'Shop sales September 2024')).toEqual(ofSeptember);
  });

  it('or of that in the name of the file', async () => {
    expect(await read((month, day) => `${day}/${month}`, '', 'till 2024.csv')).toEqual(ofSeptember);
  });

  it('are asked about where nothing says the year, or only the day on which the list was written', async () => {
    const write = (month: number, day: number) => `${day}/${month}`;
    const asked = { asked: ['period dates-without-year'], rowsAccepted: 0 };
    expect(await read(write, '')).toMatchObject(asked);
    for (const title of ['Printed on 03/01/2025', 'Stand: 3. Januar 2025', 'Exported Jan 3 2025'])
      expect(await read(write, title)).toMatchObject(asked);
    expect(await read(write, '', 'till_2025_01_03.csv')).toMatchObject(asked);
    expect(await read(write, '', 'till.csv', '2024')).toEqual(ofSeptember);
  });

  it('are told from what says its year, and from words', () => {
    for (const text of ['2024-09-03', '3/9/24', '3 Sep 2024', 'A-12', '12', 'Total', '31/31'])
      expect(withYear(text, of(2024))).toBe('');
    expect(withYear('29.2.', of(2024))).toBe('29.2.2024');
    expect(withYear('29.2.', of(2023))).toBe('');
    expect(findOpenDays(['1/9', '2/9', '3/9', '本日小计', ''])).toEqual({ turn: 0, order: 'day-first' });
    expect(findOpenDays(['1/9', '2/9', '3/9/2024'])).toBeNull();
  });

  it.each([
    ['01/24', '02/24', '03/24'],
    ['24-09', '24-10', '24-11', '25-01'],
    ['Jan 24', 'Feb 24', 'Mar 24'],
    ['23/10', '23/11', '24/01'],
  ])('are none where the last two digits of years stand beside months: %s', (...cells) => {
    expect(findOpenDays(cells)).toBeNull();
  });

  it.each([
    ['28.12.', '29.12.', '2.1.', '3.1.'],
    ['12/28', '12/29', '01/02', '01/03'],
  ])('over New Year are asked about, and those after it are of the next year: %s', async (...cells) => {
    const found = findOpenDays(cells);
    expect(found?.turn).toBe(2);
    expect(
      cells.map((cell) => /20\d\d/.exec(withYear(cell, { order: 'day-first', ...found, turn: 2, year: 2024 }))?.[0]),
    ).toEqual(['2024', '2024', '2025', '2025']);
    const lines = Array.from({ length: 24 }, (_, at) => `${cells[at % 4]},P${at % 5},Mug ${at % 5},${1 + (at % 3)}`);
    const text = ['Date,SKU,Item,Qty', ...lines].join('\n');
    expect((await drop({ 'till 2025.csv': text })).questions).toMatchObject([{ about: 'dates-without-year' }]);
    const { files } = await drop({ 'till 2025.csv': text }, { 'till 2025.csv': { period: '2024' } });
    const [{ firstDay, lastDay, issues }] = files;
    expect([firstDay, lastDay].map((each) => formatIsoDate(each ?? 0))).toEqual(['2024-12-28', '2025-01-03']);
    expect(issues).toMatchObject([{ code: 'year-assumed', params: { year: '2024', column: 'Date' } }]);
  });

  it('are said to be of one year where more than what was looked at lies on both sides of New Year', async () => {
    const lines = Array.from(
      { length: 2600 },
      (_, at) =>
        `${at < 2000 ? `${1 + (at % 28)}.12.` : `${1 + (at % 28)}.1.`},P${at % 5},Mug ${at % 5},${1 + (at % 3)}`,
    );
    const { files } = await drop({ 'till 2024.csv': ['Date,SKU,Item,Qty', ...lines].join('\n') });
    expect(files[0].issues.map(({ code }) => code)).toContain('year-over-new-year');
  });
});
