import {
  type EpochDay,
  fromEpochDay,
  fromIsoWeek,
  isCivilDate,
  startOfWeek,
  toEpochDay,
} from '#engine/calendar/epoch-day.ts';
import type { DayMonthOrder } from '#ingest/import-report.ts';
import { commonYear } from '#ingest/values/date-parts.ts';
import { inEnglish } from '#ingest/values/month-words.ts';
import { plainDigits } from '#ingest/values/plain-digits.ts';

/** Order of the parts of dates whose year does not come first with four digits; 'unknown': none is known. */
export type DateOrder = DayMonthOrder | 'unknown';

/** How exact a date is: an ISO week means its Monday, a month its first day. */
export type DateGrain = 'second' | 'day' | 'week' | 'month';

/** Seconds since 1970-01-01 00:00 of the local clock that the file was written by, and how exact that is. */
export interface ParsedDate {
  readonly seconds: number;
  readonly grain: DateGrain;
}

const offset = '[+-]\\d{1,2}:?(?:\\d{2})?';
const zone = `(?:Z|(?:UTC|GMT)?${offset}|[A-Z]{3,4}(?:\\s?\\((?:UTC|GMT)?${offset}\\))?)`;
const time = `(?:(?:\\s-\\s|[T\\s:])*(\\d{1,2})[:：时](\\d{1,2})(?:[:：分](\\d{1,2})(?:[.,:]\\d+)?)?秒?分?\\s*(AM|PM|am|pm)?\\s*${zone}?)?`;
const yearFirst = new RegExp(`^(\\d{4})\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})[日.]?,?${time}$`);
const compact = /^(\d{4})(\d{2})(\d{2})(?:[T\s]?(\d{2}):?(\d{2})(?::?(\d{2}))?)?$/;
/** A date whose year does not come first with four digits. */
export const shortYears = new RegExp(
  `^(\\d{1,2})\\s*[-/.]\\s*(\\d{1,2})\\s*[-/.]\\s*(\\d{4}|\\d{2}(?!\\d))\\.?,?${time}$`,
);
const dayNamed = new RegExp(
  `^(\\d{1,2})(?:st|nd|rd|th)?[\\s/-]+([A-Za-z]{3,9})\\.?,?[\\s/-]+(\\d{4}|\\d{2}(?!\\d)),?${time}$`,
);
const monthNamed = new RegExp(
  `^([A-Za-z]{3,9})\\.?[\\s-]+(\\d{1,2})(?:st|nd|rd|th)?,?[\\s-]+(\\d{4}|(?<=-)\\d{2}(?!\\d)),?${time}$`,
);
const isoWeekText =
  /^(\d{4}|\d{2}(?=年))\s*(?:-|\/|年|\.(?=.*h[ée]t$))?\s*(?:W|w|第|Week|week|wk|WK|KW|kw|uge|Uge|uke|Uke|vecka|Vecka|vko|semaine|Semaine|semana|Semana|settimana|(?<=年)(?=\d+\s*周)|(?<=[/-]|\d{4}\.\s?)(?=\d{1,2}\.\s?h[ée]t)|(?<=年)(?=\d{1,2}주))\s*(\d{1,2})\s*(?:周|週|주차?|\.\s?h[ée]t)?(?:-([1-7]))?$/;
const weekBeforeYear =
  /^(?:week|wk|kw|cw|vko|uge|uke|v|w|s(?:em)?(?=\.?\s?\d\d\D)|semaine|semana|sett|settimana|нед(?:еля)?|tydzie[nń]|viikko|t[yý]den|s[aă]pt|hafta|hét)\.?\s*(\d{1,2})\s*[,/-]?\s*(\d{4})$|^(\d{1,2})\.?\s(?:tydzie[nń]|tyd[zž]\p{L}*|неделя|нед\.?|hafta|viikko|vecka|uge|uke|hét|wk|week)\s(\d{4})$/iu;
const weekOfMonth = /^(\d{4})年(\d{1,2})月第([1-6一二三四五六])周$/;
/** `2023-09`, 2023年9月, and 2023m9 as Stata has it. */
const yearMonth = /^(\d{4})\s*[-/.年m]\s*(\d{1,2})月?$/;
const monthYear = /^(\d{1,2})\s*[-/.]\s*(\d{4})$/;
const compactMonth = /^(\d{4})(\d{2})$/;
const compactShort = /^(\d{2})(\d{2})(\d{2})$/;
const yearNamedMonth = /^(\d{4})(?:\s?[-/.]\s?|\s)([A-Za-z]{3,9})\.?$/;
const namedMonthYear = /^([A-Za-z]{3,9})(?:,?[\s-]+(\d{4})|\s?[-'’]\s?(\d{2}))$/;
/** The name of a day of the week before or behind a date says nothing that the date does not; before a comma it may be in any language. */
const weekday =
  /^(?:\p{L}{2,10}\.?,\s+(?=\d)(?!\d{4}$)|\p{L}{2,10}\.?\s+(?=\d{1,4}([./-])\d{1,2}\1\d{1,4}(?!\d)|\d{1,2}\.\s?\p{L}{3,9}\.?\s\d{2,4}$)|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+|(?:周|星期|礼拜)[一二三四五六日天],?\s*)|\s*\(?(?:(?<=[\s(])(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?:周|星期|礼拜)[一二三四五六日天]|(?<=\()[月火水木金土日월화수목금토일](?=\))|[月火水木金土日]曜日?)\)?(?=$|[\s,]*\d{1,2}[:时])/iu;
/** 上午 8:16 and 下午3:04: half of the day before the clock. */
const halfBefore = /(上午|早上|凌晨|清晨|下午|晚上|中午|傍晚)\s*(\d{1,2}[:时][\d:分秒.]*)$/;
/** 오전 8:16, ص 8:16 and 8:16 πμ, 8:16 SA: half of the day in other languages. */
const otherHalves: readonly (readonly [words: string, half: string])[] = [
  ['오전|ص|π\\.?μ\\.?|SA|AM', 'AM'],
  ['오후|م|μ\\.?μ\\.?|CH|PM', 'PM'],
];
const halves = otherHalves.map(
  ([words, half]) =>
    [new RegExp(`\\s(?:${words})\\s?(\\d{1,2}:[\\d:]+)$|(\\s\\d{1,2}:[\\d:]+)\\s?(?:${words})$`, 'u'), half] as const,
);
/** 令和6年5月1日, R6.5.1, 民國113年5月1日, 113/05/01: years of an era, with a month behind. A letter or nothing in front must be told from a code. */
const eraYear =
  /^(?:(令和|平成|昭和|民[國国])\s*(元|\d{1,3})\s*[年./-]|([RHS])(\d{1,2})[./年](?=\d{1,2}[./月]\d)|()(1[0-4]\d)(?:\/(?=\d\d\/\d\d(?!\d))|年))\s*(?=\d)/;
const yearsBefore: Readonly<Record<string, number>> = {
  ...{ 令和: 2018, R: 2018, 平成: 1988, H: 1988, 昭和: 1925, S: 1925 },
  ...{ 民國: 1911, 民国: 1911, '': 1911 },
};
/** 03.04.05.000000 PM, as Oracle writes it. */
const dottedClock = /\s(\d{1,2})\.(\d{2})\.(\d{2})(?:\.\d+)?(?=\s*(?:AM|PM)?$)/i;
/** `26.2.2024 klo 8.11`, `06/05/2024 à 10:12`: a word between the day and the clock, which may have a dot. */
const beforeClock =
  /(?<=\d\.?),?\s+(?:klo|kl\.?|um|om|ob|o godz\.?|alle(?: ore)?|ore|a las|às|à|l[uú]c|pukul|jam|saat|о|в|at|@)\s+(?=\d{1,2}[:.h]\d{2})/iu;
const shortDottedClock = /(?<=\d{4}),?\s(\d{1,2})\.(\d{2})$/;
const months = 'january february march april may june july august september october november december'.split(' ');
/** 2024-05-06 ~ 2024-05-12, 2024-05-06 至 2024-05-12 */
const range =
  /^(?:(?:du|dal|del|vom|from)\s)?(.*\d[日号]?|\d{1,2}(?:[./-]\d{1,2}[./]|\.?\s[A-Za-z]{3,9}\.?))\s*(?:~|至|到|\s-\s|\s?–\s?|\s?—+\s?|(?<=\d)-(?=[A-Za-z])|\s(?:to|au|al|bis|a)\s)\s*(\d.*|[A-Za-z]{3,9}\.?\s\d.*)$/;
/** `Jul 1-7, 2024` and `1-7 Jul 2024`, and how both ends are written in full. */
const inOneMonth: readonly (readonly [span: RegExp, full: string])[] = [
  [/^([A-Za-z]{3,9}\.?)\s(\d{1,2})\s?[-–—]\s?(\d{1,2}),?\s(\d{4})$/, '$1 $2 – $1 $3, $4'],
  [/^(\d{1,2})\.?\s?[-–—]\s?(\d{1,2})\.?\s([A-Za-z]{3,9})\.?\s(\d{4})$/, '$1 $3 – $2 $3 $4'],
];
const tightRange = /^([\d./年月日]+)-([\d./年月日]+)$/;

/**
 * Reads one cell as a date; null when it is none. `order` decides `5/1/2024`; 'unknown' reads only those that can mean
 * one day. Pure numbers (epochs, Excel's serial days) are read only where `numbers` allows, since a count is no date. A
 * span of days counts as its first one where it is a day, a week or a month; others can't be told apart into weeks.
 */
export function parseDate(raw: string, order: DateOrder, numbers = true): ParsedDate | null {
  const fast = parseIso(raw);
  if (fast !== null) return fast;
  // Every form that is known has a digit; most cells of a table that have none are words.
  if (!/\p{Nd}/u.test(raw) || code.test(raw)) return null;
  const text = plainText(raw);
  const parsed = parsePoint(text, order, numbers);
  if (parsed !== null) return parsed;
  const full = inOneMonth.reduce((whole, [form, written]) => whole.replace(form, written), text);
  const span = range.exec(full) ?? tightRange.exec(text);
  return span ? parseSpan(span[1].trim(), span[2].trim(), order) : null;
}

/** The number of a week, before its days or behind them. */
const daysAround = /^(?:week|wk|w|kw|第)\s?\d{1,2}[周週]?\s*\((\S.*\d{4})\)$/i;
const weekInBrackets = /(?<=\d[日号]?)\s*\((?:week|wk|w|kw|第)\s?\d{1,2}[周週]?\)$/i;

/** Letters with figures behind them, which are the ids of products and customers: no week, and no month with its year. */
const code = /^(?!week|wk|[kc]?w)[A-Za-z]+(?:\d{1,3}|\d{5,})$/i;

/** Only where a mark stands between two numbers does it matter which of them is the month. */
const dayOrMonth = /\p{Nd}\s*[^\w\s]\s*\p{Nd}/u;

/** A date whose day comes first, or else one whose month does. */
export function parseEitherWay(raw: string, numbers = true): ParsedDate | null {
  return parseDate(raw, 'day-first', numbers) ?? (dayOrMonth.test(raw) ? parseDate(raw, 'month-first', numbers) : null);
}

/** Figures with the marks of dates and clocks alone, which are what most cells hold: nothing in them can be written more plainly. */
const figures = /^(?!1[0-4]\d\/)[\d.:/-]+(?: [\d:]+)?$/;

/** Without what says nothing: width of characters, days of the week; the clock in one form. */
export function plainText(raw: string): string {
  if (figures.test(raw)) return raw;
  let text = plainDigits(raw.normalize('NFKC')).trim();
  if (/[a-z周星礼曜(]|^\p{L}/iu.test(text)) text = text.replace(weekday, ' ').trim();
  if (/:\d\d/.test(text) && /[오صم\u03bcμπSCAP]/u.test(text))
    for (const [words, half] of halves)
      text = text.replace(words, (_, behind, ahead) => ` ${(behind ?? ahead).trim()} ${half}`);
  text = text.replace(beforeClock, ' ').replace(shortDottedClock, ' $1:$2');
  text = text.replace(/(?<=\s\d{1,2})\s?h\s?(?=\d{2}(?!\d))/i, ':');
  if (/[\u4e00-\u9fff]/.test(text))
    text = text
      .replace(halfBefore, (_, half: string, clock: string) => ` ${clock} ${/[上早凌清]/.test(half) ? 'AM' : 'PM'}`)
      .replace(/^(\d{2})年(?=\d{1,2}月)/, '20$1年');
  text = text.replace(eraYear, (_, ...[era, year, letter, inLetter, none, bare]: (string | undefined)[]) => {
    const count = year ?? inLetter ?? bare ?? '';
    return `${yearsBefore[era ?? letter ?? none ?? ''] + (count === '元' ? 1 : +count)}-`;
  });
  text = text.replace(
    /^(?:1\s+)?(?:week|wk|w)[\s/.]*(?:ending|ended|end|of|beginning|commencing|starting|[ec])\b[.:]?\s*/i,
    '',
  );
  // With the number of the document behind it.
  text = text.replace(/^(\d{4}([/.-])\d{1,2}\2\d{1,2})\s+-\d{1,4}$/, '$1');
  text = text.replace(/(?<=\d)\s?г\.(?=,?\s|$)/, '');
  text = text.replace(/(?<=:\d{2})\s*(?:uhr|hs?|hrs)\.?$/i, '').replace(/(?<=:\d{2})\s*([ap])\.\s?m\.?$/i, ' $1m');
  if (/\p{L}[\p{L}\p{M}.]|[년월]/u.test(text)) text = inEnglish(text);
  return text
    .replace(dottedClock, ' $1:$2:$3')
    .replace(/\s+/g, ' ')
    .replace(daysAround, '$1')
    .replace(weekInBrackets, '');
}

function parsePoint(text: string, order: DateOrder, numbers: boolean): ParsedDate | null {
  let match = yearFirst.exec(text);
  if (match) return civil(+match[1], +match[2], +match[3], match, 4);
  match = compact.exec(text);
  if (match && (numbers || match[4] !== undefined)) return civil(+match[1], +match[2], +match[3], match, 4);
  match = shortYears.exec(text);
  if (match) return inOrder(match, order);
  match = dayNamed.exec(text);
  if (match) return civil(fullYear(match[3]), monthNumber(match[2]), +match[1], match, 4);
  match = monthNamed.exec(text);
  if (match && monthNumber(match[1]) > 0) return civil(fullYear(match[3]), monthNumber(match[1]), +match[2], match, 4);
  return parseWeekText(text) ?? parseMonthText(text, numbers) ?? (numbers ? parseNumberDate(text) : null);
}

/** The days of a week, behind its number. */
const daysInBrackets = /\s?\(\d[\d./月-]*日?\s?[-~–—至]\s?\d[\d./月-]*日?\)$/;

function parseWeekText(whole: string): ParsedDate | null {
  const text = whole.replace(daysInBrackets, '');
  let match = isoWeekText.exec(text);
  if (match) return isoWeek(fullYear(match[1]), +match[2], match[3] ? +match[3] : 0);
  match = weekBeforeYear.exec(text);
  if (match) return isoWeek(+(match[2] ?? match[4]), +(match[1] ?? match[3]), 0);
  match = weekOfMonth.exec(text);
  return match ? monthWeek(+match[1], +match[2], match[3]) : null;
}

/** `day`: of the week from 1, 0 for the whole week. */
function isoWeek(written: number, week: number, day: number): ParsedDate | null {
  const year = commonYear(written);
  if (year < 1900 || year > 2200 || week < 1 || week > 53) return null;
  const first = fromIsoWeek(year, week);
  return day === 0 ? { seconds: first * 86400, grain: 'week' } : { seconds: (first + day - 1) * 86400, grain: 'day' };
}

/** `202418`, `2024-18`, `18/2024`: a year and the number of its week, under a heading that says so; null for anything else. */
export function parseYearWeek(raw: string): ParsedDate | null {
  const text = raw.trim();
  const match = compactMonth.exec(text) ?? /^(\d{4})[-/](\d{1,2})$/.exec(text);
  if (match) return isoWeek(+match[1], +match[2], 0);
  const turned = monthYear.exec(text);
  return turned ? isoWeek(+turned[2], +turned[1], 0) : null;
}

function parseMonthText(text: string, numbers: boolean): ParsedDate | null {
  let match = yearMonth.exec(text) ?? (numbers ? compactMonth.exec(text) : null);
  const found = match && month(+match[1], +match[2]);
  if (found) return found;
  match = monthYear.exec(text);
  if (match) return month(+match[2], +match[1]);
  match = namedMonthYear.exec(text);
  if (match) return month(fullYear(match[2] ?? match[3]), monthNumber(match[1]));
  match = yearNamedMonth.exec(text);
  if (match) return month(+match[1], monthNumber(match[2]));
  match = numbers ? compactShort.exec(text) : null;
  return match ? civil(fullYear(match[1]), +match[2], +match[3], match, 4) : null;
}

/** A day without its year (`08.01.`, `08 Jan`), the last such one before another day. */
function parseBefore(text: string, seconds: number, order: DateOrder): ParsedDate | null {
  const { year } = fromEpochDay(dayOf(seconds));
  const [mark] = /[/.-]$/.test(text) ? [''] : /[A-Za-z]/.test(text) ? [' '] : (/[/.-]/.exec(text) ?? [' ']);
  const found = parsePoint(`${text}${mark}${year}`, order, true);
  return found && found.seconds > seconds ? parsePoint(`${text}${mark}${year - 1}`, order, true) : found;
}

/** A span by its first and last day: a day, seven days or a whole month. Where no order is known, the one in which it is such a span. */
function parseSpan(from: string, to: string, order: DateOrder): ParsedDate | null {
  if (order === 'unknown') return parseSpan(from, to, 'day-first') ?? parseSpan(from, to, 'month-first');
  const last =
    parsePoint(to, order, true) ??
    (/^\d{1,2}[-/.]\d{1,2}$/.test(to) ? parsePoint(`${from.slice(0, 5)}${to}`, order, true) : null);
  const first = parsePoint(from, order, true) ?? (last && parseBefore(from, last.seconds, order));
  if (!first || !last || first.grain === 'week' || first.grain === 'month') return null;
  const [start, end] = [dayOf(first.seconds), dayOf(last.seconds)];
  const seconds = start * 86400;
  if (end === start) return { seconds, grain: 'day' };
  if (end - start === 6) return { seconds, grain: 'week' };
  const { year, month: monthOfYear, day } = fromEpochDay(start);
  const isMonth = day === 1 && end + 1 === toEpochDay(year + (monthOfYear === 12 ? 1 : 0), (monthOfYear % 12) + 1, 1);
  return isMonth ? { seconds, grain: 'month' } : null;
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
  if (Number.isNaN(start) || commonYear(year) !== year) return null;
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
  written: number,
  monthOfYear: number,
  day: number,
  match: RegExpExecArray,
  clock: number,
): ParsedDate | null {
  const year = commonYear(written);
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

function inOrder(match: RegExpExecArray, order: DateOrder): ParsedDate | null {
  const [first, second, last] = [+match[1], +match[2], +match[3]];
  const isShort = match[3].length === 2;
  // No sale is of 1960, so that `10/05/67` is of Thailand's 2567.
  const year = isShort && +match[3] >= 60 && +match[3] < 76 ? +match[3] + 2500 - 543 : fullYear(match[3]);
  if (order === 'year-first' && isShort) return civil(fullYear(match[1]), second, last, match, 4);
  if (order === 'day-first') return civil(year, second, first, match, 4);
  if (order === 'month-first') return civil(year, first, second, match, 4);
  if (first > 31 && isShort) return civil(fullYear(match[1]), second, last, match, 4);
  if (first > 12 && second <= 12) return civil(year, second, first, match, 4);
  if (second > 12 && first <= 12) return civil(year, first, second, match, 4);
  return first === second ? civil(year, first, second, match, 4) : null;
}

/** Two-digit years as spreadsheets read them: 00 to 49 are 20xx. */
function fullYear(text: string): number {
  return text.length === 4 ? +text : +text + (+text < 50 ? 2000 : 1900);
}

/** 1 to 12 for a month in English or its first three letters or more, 0 for any other word. */
function monthNumber(name: string): number {
  return months.findIndex((month) => month.startsWith(name.toLowerCase())) + 1;
}

/** `2026年3月第2周`: the first week of a month is the one that holds its first day. */
function monthWeek(year: number, monthOfYear: number, week: string): ParsedDate | null {
  if (monthOfYear < 1 || monthOfYear > 12) return null;
  const number = '一二三四五六'.indexOf(week) + 1 || Number(week);
  return { seconds: (startOfWeek(toEpochDay(year, monthOfYear, 1)) + (number - 1) * 7) * 86400, grain: 'week' };
}

function month(written: number, monthOfYear: number): ParsedDate | null {
  const year = commonYear(written);
  if (year < 1900 || year > 2200 || monthOfYear < 1 || monthOfYear > 12) return null;
  return { seconds: toEpochDay(year, monthOfYear, 1) * 86400, grain: 'month' };
}

/** Epoch seconds (10 digits), epoch milliseconds (13 digits), Excel's serial days (1954 to 2064). */
function parseNumberDate(text: string): ParsedDate | null {
  if (/^1\d{9}(?:\.\d+)?$/.test(text) || /^[4-9]\d{8}$/.test(text))
    return { seconds: Math.floor(+text), grain: 'second' };
  if (/^1\d{12}$/.test(text)) return { seconds: Math.floor(+text / 1000), grain: 'second' };
  if (/^[2-5]\d{4}(\.\d+)?$/.test(text)) {
    const serial = +text;
    return { seconds: Math.round((serial - 25569) * 86400), grain: Number.isInteger(serial) ? 'day' : 'second' };
  }
  return null;
}

/** Local day of a number of seconds. */
export function dayOf(seconds: number): EpochDay {
  return Math.floor(seconds / 86400);
}
