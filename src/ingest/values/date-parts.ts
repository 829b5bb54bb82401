import { monthNumber } from '#ingest/values/month-words.ts';

/** Parts of a date that may stand in columns of their own. */
export const dateParts = ['year', 'month', 'day', 'week'] as const;
export type DatePart = (typeof dateParts)[number];

const forms: Readonly<Record<DatePart, RegExp>> = {
  year: /^(?:FY)?(\d{4})年?$/i,
  month: /^(\d{1,2})(?:月份?)?$/,
  day: /^(\d{1,2})[日号]?$/,
  week: /^(?:week|wk|kw|cw|w|第)?\s*(\d{1,2})\s*周?$/i,
};

const limits: Readonly<Record<DatePart, readonly [low: number, high: number]>> = {
  year: [1900, 2200],
  month: [1, 12],
  day: [1, 31],
  week: [1, 53],
};

/** A year as the common era counts it: Thailand writes 2567 for 2024. No sale is of 2443 or later. */
export function commonYear(year: number): number {
  return year >= 2443 && year <= 2643 ? year - 543 : year;
}

export const longestPart = 12;
/** A mark behind a figure, or more than four figures. */
export const noPart = /\d[.,:/-]|(?:\d\D*){5}/;

/** The number that a cell gives for a part of a date (`5`, `5月`, `May`, `第18周`, `2024年`); NaN for none. */
export function datePart(part: DatePart, cell: string): number {
  if (cell.length > longestPart) return Number.NaN;
  const text = cell.normalize('NFKC').trim();
  const named = part === 'month' ? monthNumber(text) : 0;
  if (named > 0) return named;
  const match = forms[part].exec(text);
  const [low, high] = limits[part];
  const value = match ? commonYear(Number(match[1])) : Number.NaN;
  return value >= low && value <= high ? value : Number.NaN;
}
