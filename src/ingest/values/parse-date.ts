import { type EpochDay, fromIsoWeek, isCivilDate, startOfWeek, toEpochDay } from '#engine/calendar/epoch-day.ts';
import type { DayMonthOrder } from '#ingest/import-report.ts';

/** How exact a date is: an ISO week means its Monday, a month its first day. */
export type DateGrain = 'second' | 'day' | 'week' | 'month';

/** Seconds since 1970-01-01 00:00 of the local clock that the file was written by, and how exact that is. */
export interface ParsedDate {
  readonly seconds: number;
  readonly grain: DateGrain;
}

const time =
  '(?:[T\\s]*(\\d{1,2})[:：时](\\d{1,2})(?:[:：分](\\d{1,2})(?:[.,]\\d+)?)?秒?分?\\s*(?:(AM|PM|am|pm)|Z|[+-]\\d{2}:?\\d{2})?)?';
const yearFirst = new RegExp(
  `^(\\d{4})\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})日?(?:\\s*[（(]?(?:周|星期).[)）]?)?,?${time}$`,
);
const compact = /^(\d{4})(\d{2})(\d{2})(?:[T\s]?(\d{2}):?(\d{2})(?::?(\d{2}))?)?$/;
const yearLast = new RegExp(`^(\\d{1,2})\\s*[-/.]\\s*(\\d{1,2})\\s*[-/.]\\s*(\\d{4}|\\d{2}),?${time}$`);
const dayNamed = new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?[\\s-]+([A-Za-z]{3,9})\\.?,?[\\s-]+(\\d{4}|\\d{2})${time}$`);
const monthNamed = new RegExp(`^([A-Za-z]{3,9})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})${time}$`);
const isoWeekText = /^(\d{4})\s*(?:-|\/|年)?\s*(?:W|w|第)\s*(\d{1,2})\s*周?(?:-([1-7]))?$/;
const weekOfMonth = /^(\d{4})年(\d{1,2})月第([1-6一二三四五六])周$/;
const yearMonth = /^(\d{4})\s*[-/.年]\s*(\d{1,2})月?$/;
const compactMonth = /^(\d{4})(\d{2})$/;
const namedMonthYear = /^([A-Za-z]{3,9})[\s-]+(\d{4})$/;
const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * Reads one cell as a date; null when it is none. `order` decides `5/1/2024`; 'unknown' reads only those that can mean
 * one day. Pure numbers (epochs, Excel's serial days) are read only where `numbers` allows, since a count is no date.
 */
export function parseDate(raw: string, order: DayMonthOrder | 'unknown', numbers = true): ParsedDate | null {
  const fast = parseIso(raw);
  if (fast !== null) return fast;
  const text = raw.normalize('NFKC').trim();
  let match = yearFirst.exec(text);
  if (match) return civil(+match[1], +match[2], +match[3], match, 4);
  match = compact.exec(text);
  if (match && (numbers || match[4] !== undefined)) return civil(+match[1], +match[2], +match[3], match, 4);
  match = yearLast.exec(text);
  if (match) return dayMonth(match, order);
  match = dayNamed.exec(text);
  if (match) return civil(fullYear(match[3]), monthNumber(match[2]), +match[1], match, 4);
  match = monthNamed.exec(text);
  if (match) return civil(+match[3], monthNumber(match[1]), +match[2], match, 4);
  match = isoWeekText.exec(text);
  if (match && +match[2] >= 1 && +match[2] <= 53) {
    const day = fromIsoWeek(+match[1], +match[2]) + (match[3] ? +match[3] - 1 : 0);
    return { seconds: day * 86400, grain: match[3] ? 'day' : 'week' };
  }
  match = weekOfMonth.exec(text);
  if (match) return monthWeek(+match[1], +match[2], match[3]);
  match = yearMonth.exec(text) ?? (numbers ? compactMonth.exec(text) : null);
  if (match) return month(+match[1], +match[2]);
  match = namedMonthYear.exec(text);
  if (match) return month(+match[2], monthNumber(match[1]));
  return numbers ? parseNumberDate(text) : null;
}

/** `YYYY-MM-DD`, alone or with ` HH:MM` and `:SS`: the common case without a regular expression. */
function parseIso(text: string): ParsedDate | null {
  const length = text.length;
  if ((length !== 10 && length !== 16 && length !== 19) || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45)
    return null;
  const year = digits(text, 0, 4);
  const monthOfYear = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const start = secondsOfDayStart(year * 10000 + monthOfYear * 100 + day);
  if (Number.isNaN(start)) return null;
  if (length === 10) return { seconds: start, grain: 'day' };
  const separator = text.charCodeAt(10);
  if ((separator !== 32 && separator !== 84) || text.charCodeAt(13) !== 58) return null;
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  const second = length === 19 ? (text.charCodeAt(16) === 58 ? digits(text, 17, 19) : Number.NaN) : 0;
  if (!(hour < 24 && minute < 60 && second < 61)) return null;
  return { seconds: start + hour * 3600 + minute * 60 + second, grain: 'second' };
}

let lastDate = Number.NaN;
let lastStart = Number.NaN;

/** Seconds at which the day `YYYYMMDD` starts, `NaN` for one that does not exist. Rows of one day follow each other. */
export function secondsOfDayStart(date: number): number {
  if (date === lastDate) return lastStart;
  const [year, monthOfYear, day] = [Math.floor(date / 10000), Math.floor(date / 100) % 100, date % 100];
  lastDate = date;
  lastStart = isCivilDate(year, monthOfYear, day) ? toEpochDay(year, monthOfYear, day) * 86400 : Number.NaN;
  return lastStart;
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function civil(
  year: number,
  monthOfYear: number,
  day: number,
  match: RegExpExecArray,
  clock: number,
): ParsedDate | null {
  if (year < 1900 || year > 2200 || !isCivilDate(year, monthOfYear, day)) return null;
  const start = toEpochDay(year, monthOfYear, day) * 86400;
  if (match[clock] === undefined) return { seconds: start, grain: 'day' };
  let hour = +match[clock];
  const half = match[clock + 3]?.toLowerCase();
  if (half) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half === 'pm' ? 12 : 0);
  }
  const minute = +match[clock + 1];
  const second = +(match[clock + 2] ?? 0);
  if (hour > 24 || minute > 59 || second > 60) return null;
  return { seconds: start + Math.min(hour * 3600 + minute * 60 + second, 86399), grain: 'second' };
}

function dayMonth(match: RegExpExecArray, order: DayMonthOrder | 'unknown'): ParsedDate | null {
  const [first, second] = [+match[1], +match[2]];
  const year = fullYear(match[3]);
  if (order === 'day-first') return civil(year, second, first, match, 4);
  if (order === 'month-first') return civil(year, first, second, match, 4);
  if (first > 12 && second <= 12) return civil(year, second, first, match, 4);
  if (second > 12 && first <= 12) return civil(year, first, second, match, 4);
  return first === second ? civil(year, first, second, match, 4) : null;
}

/** Two-digit years as spreadsheets read them: 00 to 49 are 20xx. */
function fullYear(text: string): number {
  return text.length === 4 ? +text : +text + (+text < 50 ? 2000 : 1900);
}

function monthNumber(name: string): number {
  return monthNames.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

/** `2026年3月第2周`: the first week of a month is the one that holds its first day. */
function monthWeek(year: number, monthOfYear: number, week: string): ParsedDate | null {
  if (monthOfYear < 1 || monthOfYear > 12) return null;
  const number = '一二三四五六'.indexOf(week) + 1 || Number(week);
  return { seconds: (startOfWeek(toEpochDay(year, monthOfYear, 1)) + (number - 1) * 7) * 86400, grain: 'week' };
}

function month(year: number, monthOfYear: number): ParsedDate | null {
  if (year < 1900 || year > 2200 || monthOfYear < 1 || monthOfYear > 12) return null;
  return { seconds: toEpochDay(year, monthOfYear, 1) * 86400, grain: 'month' };
}

/** Epoch seconds (10 digits), epoch milliseconds (13 digits), Excel's serial days (1954 to 2064). */
function parseNumberDate(text: string): ParsedDate | null {
  if (/^1\d{9}$/.test(text) || /^[4-9]\d{8}$/.test(text)) return { seconds: +text, grain: 'second' };
  if (/^1\d{12}$/.test(text)) return { seconds: Math.floor(+text / 1000), grain: 'second' };
  if (/^[2-5]\d{4}(\.\d+)?$/.test(text)) {
    const serial = +text;
    return { seconds: Math.round((serial - 25569) * 86400), grain: Number.isInteger(serial) ? 'day' : 'second' };
  }
  return null;
}

/** What a cell says about the day-month order: null when it is no such date or can be read both ways. */
export function dayMonthEvidence(raw: string): DayMonthOrder | 'either' | null {
  const match = yearLast.exec(raw.normalize('NFKC').trim());
  if (!match) return null;
  const [first, second] = [+match[1], +match[2]];
  if (first > 12 && second <= 12) return 'day-first';
  if (second > 12 && first <= 12) return 'month-first';
  return first === second || first > 31 || second > 31 ? null : 'either';
}

/** Local day of a number of seconds. */
export function dayOf(seconds: number): EpochDay {
  return Math.floor(seconds / 86400);
}
