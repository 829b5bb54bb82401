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

const monthNames =
  /^(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)\.?$/i;
const monthStarts = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

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
  if (part === 'month' && monthNames.test(text)) return monthStarts.indexOf(text.slice(0, 3).toLowerCase()) + 1;
  const match = forms[part].exec(text);
  const [low, high] = limits[part];
  const value = match ? commonYear(Number(match[1])) : Number.NaN;
  return value >= low && value <= high ? value : Number.NaN;
}
