import { englishMonth } from '#ingest/values/month-words.ts';
import { parseDate } from '#ingest/values/parse-date.ts';

const day = '(?<!\\d)20\\d{2}[-/.年_]?(?:0?[1-9]|1[0-2])[-/.月_]?(?:3[01]|[12]\\d|0?[1-9])(?!\\d)日?';
const span = new RegExp(`(${day})\\s*(?:~|至|到|–|—|to|until|bis|-|_|\\s)+\\s*(${day})`, 'g');
/** Of brands, people, Christmas, the summer and a sheet, as well as of months. */
const otherWord = /^(?:marca|marco|joulu|kesä|лист)$/iu;
/** Whole names of three letters. */
const may = /^(?:mai|maj|mei|май)$/iu;
/** `March 2024`, `Sales_Mar2024`, `marzo de 2024`, `Апрель 2024`. */
const namedMonth = /(?<!\p{L})(\p{L}{3,12})\.?[\s_-]*(?:de\s)?(20\d{2})(?!\d)/gu;
const monthOfYear = /(?<!\d)(20\d{2})\s*[-/.年_]?\s*(0[1-9]|1[0-2]|(?<=年)[1-9])(?!\d)/g;

/**
 * Days, weeks and months that texts around a table name (its file's name, its sheet's, the lines above it), in the form in
 * which they are read as dates: `2024-05`, `2024-05-06 ~ 2024-05-12`. Spans of another length are none: what was sold in them
 * can't be told apart into periods.
 */
export function periodsIn(texts: readonly string[]): string[] {
  const found = new Set<string>();
  for (const text of texts) {
    const plain = text.normalize('NFKC');
    for (const [, from, to] of plain.matchAll(span)) {
      const period = `${isoOf(from)} ~ ${isoOf(to)}`;
      if (parseDate(period, 'unknown')) found.add(period);
    }
    for (const [, year, number] of plain.replace(new RegExp(day, 'g'), ' ').matchAll(monthOfYear))
      found.add(`${year}-${number.padStart(2, '0')}`);
  }
  for (const [, name, year] of texts.join(' ').normalize('NFC').matchAll(namedMonth)) {
    if (otherWord.test(name)) continue;
    // Short forms of other languages are words of others: `set`, `out`, `pro`.
    const month = englishMonth(name);
    const isShort = name.length <= 3 && name.toLowerCase() !== month.toLowerCase() && !may.test(name);
    const seconds = isShort || month === '' ? undefined : parseDate(`${month} ${year}`, 'unknown')?.seconds;
    if (seconds !== undefined) found.add(new Date(seconds * 1000).toISOString().slice(0, 7));
  }
  return [...found].slice(0, 3);
}

/** The one year that a text names; 0 for none or several. */
export function yearIn(text: string): number {
  const years = new Set(text.normalize('NFKC').match(/(?<!\d)20\d{2}(?!\d)/g) ?? []);
  return years.size === 1 ? Number([...years][0]) : 0;
}

const wholeDay =
  /\d{1,4}[-/._年]\s?\d{1,2}[-/._月]\s?\d{1,4}日?|\d{1,2}\.?\s(?:de\s)?\p{L}{3,12}\.?,?\s(?:de\s)?20\d{2}|\p{L}{3,12}\.?\s\d{1,2},?\s20\d{2}/gu;

/** The one year that the titles of days without a year name; 0 for none or several. That of a day which stands alone is of when they were written. */
export function yearOfDays(titles: string): number {
  const days = titles.match(wholeDay) ?? [];
  return yearIn(days.length === 1 ? titles.replace(wholeDay, ' ') : titles);
}

function isoOf(text: string): string {
  const [, year, monthOfYear, dayOfMonth] = /^(\d{4})\D?(\d{1,2})\D?(\d{1,2})/.exec(text) ?? [];
  return `${year}-${monthOfYear.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`;
}
