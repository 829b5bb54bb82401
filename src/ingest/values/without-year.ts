import { parseDate } from '#ingest/values/parse-date.ts';

/** `9月1日`, `9월 1일`, `01/09`, `01.09.`, `1. Sep`, `Sep 1`, each with or without a clock behind. */
const forms: readonly (readonly [form: RegExp, write: (year: number, day: string) => string])[] = [
  [/^\d{1,2}月\s?\d{1,2}[日号]?$/, (year, day) => `${year}年${day}`],
  [/^\d{1,2}월\s?\d{1,2}일?$/, (year, day) => `${year}년 ${day}`],
  [/^\d{1,2}\/\d{1,2}$/, (year, day) => `${day}/${year}`],
  [/^\d{1,2}-\d{1,2}$/, (year, day) => `${day}-${year}`],
  [/^\d{1,2}\.\d{1,2}\.?$/, (year, day) => `${day.replace(/\.$/, '')}.${year}`],
  [/^\d{1,2}\.?[\s-]\p{L}{3,10}\.?$|^\p{L}{3,10}\.?\s\d{1,2}$/u, (year, day) => `${day} ${year}`],
];

/** In brackets behind the day, or in front of it. */
const weekday =
  /\s?\((?:周|星期)?\p{L}{1,10}\.?\)|(?:周|星期)[一二三四五六日天]|^\p{L}{2,10}\.?,?\s(?=\d{1,2}[./-]\d)/gu;

/** A day of a month in the form of a date of that year; '' for anything else, and for what says its own. */
export function withYear(raw: string, year: number): string {
  const text = raw.normalize('NFKC').replace(weekday, ' ').trim();
  const [, day = '', clock = ''] = /^(.*?)(\s+\d{1,2}:\d{2}(?::\d{2})?)?$/.exec(text) ?? [];
  const write = forms.find(([form]) => form.test(day))?.[1];
  if (!write) return '';
  const date = write(year, day) + clock;
  return parseDate(date, 'day-first', false) || parseDate(date, 'month-first', false) ? date : '';
}

const leastDays = 3;

/** Whether nearly all cells of a column of dates are days of a month that say no year; words like those of sums aside. */
export function lackYears(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => /\p{Nd}/u.test(cell));
  // Of a leap year: the 29th of February may be among them.
  const days = filled.filter((cell) => withYear(cell, 2024) !== '');
  return new Set(days).size >= leastDays && days.length >= filled.length * 0.9;
}
