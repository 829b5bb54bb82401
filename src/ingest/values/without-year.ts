import { fromEpochDay } from '#engine/calendar/epoch-day.ts';
import { dayOf, parseDate } from '#ingest/values/parse-date.ts';

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

/** The year of days that say none. */
export interface OpenYear {
  /** Of the earliest; 0 where nothing tells. */
  readonly year: number;
  /** Months before this one are of the year after, 0 where all are of one year. */
  readonly turn: number;
  /** By which those are told. */
  readonly order: Order;
}

type Order = 'day-first' | 'month-first';

/** A day of a month in the form of a date of its year; '' for anything else, and for what says its own. */
export function withYear(raw: string, { year, turn, order }: OpenYear): string {
  const date = write(raw, year);
  return date !== '' && turn > 0 && monthOf(date, order) < turn ? write(raw, year + 1) : date;
}

function write(raw: string, year: number): string {
  const text = raw.normalize('NFKC').replace(weekday, ' ').trim();
  const [, day = '', clock = ''] = /^(.*?)(\s+\d{1,2}:\d{2}(?::\d{2})?)?$/.exec(text) ?? [];
  const form = forms.find(([each]) => each.test(day))?.[1];
  const date = form ? form(year, day) + clock : '';
  return date !== '' && (parseDate(date, 'day-first', false) || parseDate(date, 'month-first', false)) ? date : '';
}

/** Month of a date, 1 to 12; NaN for none in that order. */
function monthOf(date: string, order: Order): number {
  const parsed = parseDate(date, order, false);
  return parsed ? fromEpochDay(dayOf(parsed.seconds)).month : Number.NaN;
}

const leastDays = 3;

/**
 * Whether nearly all cells of a column of dates, words like those of sums aside, are days of a month that say no year, and which months
 * of them are of the year after: those up to a gap where December and January are among them. Null for any other column, and
 * for months with the last two digits of their years (`01/24`, `Jan 24`).
 */
export function findOpenDays(cells: readonly string[]): Omit<OpenYear, 'year'> | null {
  const filled = cells.filter((cell) => /\p{Nd}/u.test(cell));
  // Of a leap year: the 29th of February may be among them.
  const days = [...new Set(filled)].flatMap((cell) => write(cell, 2024) || []);
  const count = filled.filter((cell) => write(cell, 2024) !== '').length;
  if (days.length < leastDays || count < filled.length * 0.9 || areMonths(filled)) return null;
  const order = days.every((day) => monthOf(day, 'day-first') > 0) ? 'day-first' : 'month-first';
  const months = new Set(days.map((day) => monthOf(day, order)));
  const gap = [...Array(12).keys()].findIndex((month) => !months.has(month + 1));
  return { turn: gap > 0 && months.has(12) ? gap + 1 : 0, order };
}

/** Two-digit years. */
const [firstYear, lastYear, mostYears] = [15, 35, 2];

/** Whether one of the two parts of each cell may be a year, and the other one changes as months do. */
function areMonths(cells: readonly string[]): boolean {
  const parts = cells.map((cell) => cell.trim().split(/[^\p{L}\p{Nd}]+/u));
  const valuesAt = (at: number): string[] => [...new Set(parts.map((part) => part[at] ?? ''))];
  const mayBeYears = (at: number): boolean => {
    const values = valuesAt(at);
    return values.length <= mostYears && values.every((each) => Number(each) >= firstYear && Number(each) <= lastYear);
  };
  return [0, 1].some((at) => mayBeYears(at) && valuesAt(1 - at).length >= leastDays);
}
