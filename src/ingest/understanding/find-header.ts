import { declaredRoles } from '#ingest/roles/column-roles.ts';
import { nameScore } from '#ingest/roles/role-score.ts';
import { below, headingWords } from '#ingest/understanding/heading-words.ts';
import { monthNumber } from '#ingest/values/month-words.ts';
import { parseDate, parseEitherWay } from '#ingest/values/parse-date.ts';
import { parseMicro } from '#ingest/values/parse-micro.ts';

/** Rows at the top among which the header is looked for: exports put a title and a few lines of notes above it. */
const rowsSearched = 30;

const known = new Map<string, boolean>();

/** True when nothing but blanks stands in a record. */
export function isBlankRow(row: readonly string[]): boolean {
  for (const cell of row) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}

const ruleCell = /^[-=_+─━]{3,}$/;

/** True for a line of dashes between the parts of a printed list. */
export function isRule(row: readonly string[]): boolean {
  const filled = row.filter((cell) => cell.trim() !== '');
  return filled.length > 0 && filled.every((cell) => ruleCell.test(cell.trim()));
}

/** True for a sum in a printed list, which has stars in its first column: one for a group, more for several of them. */
export function isStarred(row: readonly string[]): boolean {
  return /^\*{1,6}$/.test(row.find((cell) => cell.trim() !== '')?.trim() ?? '');
}

/** True when a cell reads like a column heading that the import knows under some role. */
export function isKnownName(cell: string): boolean {
  const text = cell.trim();
  if (text === '' || text.length > 60) return false;
  let answer = known.get(text);
  if (answer === undefined) {
    const words = headingWords(text);
    const isMeant = words.length > 0 && words.every(({ means }) => means.length > 0);
    answer = isMeant || declaredRoles.some((role) => nameScore(text, role) >= 0.7);
    if (known.size > 5000) known.clear();
    known.set(text, answer);
  }
  return answer;
}

export function isValue(cell: string): boolean {
  const text = cell.trim();
  return !Number.isNaN(parseMicro(text)) || parseDate(text, 'day-first', false) !== null;
}

/**
 * How much a row looks like a header: known names for it, numbers and dates against it; -Infinity for one whose values
 * alone keep it from a better score than `best`, since names cost more to look up.
 */
function headerScore(row: readonly string[], width: number, best: number): number {
  const filled = row.filter((cell) => cell.trim() !== '');
  const others = filled.filter((cell) => !isValue(cell));
  const least = (row.length === width ? 1 : 0) - 2 * (filled.length - others.length);
  if (least + 2 * others.length <= best) return Number.NEGATIVE_INFINITY;
  return others.reduce((score, cell) => (isKnownName(cell) ? score + 2 : score), least);
}

/** Commonest number of cells of the rows that are not blank. */
export function commonWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) if (!isBlankRow(row)) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let width = 0;
  let most = 0;
  for (const [each, count] of counts)
    if (count > most || (count === most && each > width)) [width, most] = [each, count];
  return width;
}

const headers = new WeakMap<readonly (readonly string[])[], number>();

/** Position of the header among the rows, or -1 when the first row is data already. */
export function findHeader(rows: readonly (readonly string[])[]): number {
  const header = headers.get(rows) ?? lookForHeader(rows);
  headers.set(rows, header);
  return header;
}

function lookForHeader(rows: readonly (readonly string[])[]): number {
  const width = commonWidth(rows);
  let best = -1;
  let bestScore = 2.5;
  let end = Math.min(rows.length, rowsSearched);
  for (let position = 0; position < end; position++) {
    const row = rows[position];
    if (isBlankRow(row)) continue;
    const score = headerScore(row, width, bestScore);
    if (score <= bestScore) continue;
    best = position;
    bestScore = score;
    // A header that says more may be another table's, further down.
    if (startsTable(row)) end = Math.min(end, endOfTable(rows, position));
  }
  if (best >= 0) return best;
  // Unknown headings: a first full row without any value, above rows that have some.
  const first = rows.findIndex((row) => row.length === width && !isBlankRow(row));
  if (first < 0) return -1;
  const below = rows.slice(first + 1, first + 21).filter((row) => row.some((cell) => isValue(cell)));
  return !rows[first].some(isValue) && below.length > 0 ? first : -1;
}

/** Whether the names of rows, numbers that count up, have no heading, so that each one stands a column too far left (`write.table` of R). */
export function lacksCorner(rows: readonly (readonly string[])[], header: number): boolean {
  const width = rows[header]?.length ?? 0;
  const body = rows.slice(header + 1).filter((row) => row.length > 1);
  const isNext = (row: readonly string[], at: number): boolean =>
    row.length === width + 1 && Number(row[0]) > (at === 0 ? 0 : Number(body[at - 1][0]));
  return header >= 0 && width > 1 && body.length >= leastNamed && body.every(isNext) && Number(body[0][0]) === 1;
}

/** Rows whose numbers tell that they are such. */
const leastNamed = 5;

/**
 * Headings of so many columns. One that comes several times (`Opening` over `Quantity` and `Amount`, `Closing` over the same) is told
 * apart by the one that stands above it and the columns to its right.
 */
export function namesAt(rows: readonly (readonly string[])[], header: number, width: number): string[] {
  const nameIn = (row: readonly string[] | undefined, column: number): string =>
    (row?.[column] ?? '').replace(/^\uFEFF/, '').trim();
  const corner = lacksCorner(rows, header) ? 1 : 0;
  const names = Array.from({ length: width }, (_, column) => nameIn(rows[header], column - corner));
  const above = names.map((_, column) => nameIn(rows[header - 1], column));
  if (above.filter((name) => name !== '').length < 2) return names;
  let group = '';
  const comesAgain = (name: string): boolean => name !== '' && names.indexOf(name) !== names.lastIndexOf(name);
  const areGrouped = names.some(comesAgain);
  return names.map((name, column) => {
    group = above[column] || group;
    // What stands over two lines is told in the upper one.
    if (name === '' && areGrouped) return above[column];
    const isRepeated = comesAgain(name);
    return isRepeated && group !== '' && group !== name ? `${group}${below}${name}` : name;
  });
}

/** Cells of the longest row. */
export function widestOf(rows: readonly (readonly string[])[]): number {
  return rows.reduce((most, row) => Math.max(most, row.length), 0);
}

/** Position of the row with which another table begins below the header, the number of rows when none does. */
export function endOfTable(rows: readonly (readonly string[])[], header: number): number {
  let afterBlank = false;
  let hasRows = false;
  for (let position = header + 1; position < rows.length; position++) {
    const row = rows[position];
    if (isBlankRow(row)) {
      afterBlank = true;
      continue;
    }
    if (afterBlank && hasRows && startsTable(row)) {
      const isOther = rows[header]?.some((name, column) => name.trim() !== (row[column] ?? '').trim()) ?? true;
      if (isOther || (position > header + 1 && isTitle(rows[position - 1]))) return position;
    }
    hasRows ||= row.some(isValue);
    // The title of a table may stand between the blank line and its header.
    afterBlank &&= isTitle(row);
  }
  return rows.length;
}

function isTitle(row: readonly string[]): boolean {
  return row.filter((cell) => cell.trim() !== '').length === 1;
}

/** Periods side by side that make a heading; of days, several stand in rows of orders, too. */
const [leastPeriods, leastDays] = [3, 5];
const day = /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})/;

/** True for a row that starts another table: mostly known headings, no values but periods side by side. */
export function startsTable(row: readonly string[]): boolean {
  const filled = row.filter((cell) => cell.trim() !== '');
  const periods = new Set(filled.filter((cell) => monthNumber(cell) > 0 || parseDate(cell.trim(), 'day-first', false)));
  if (periods.size >= (filled.some((cell) => day.test(cell.trim())) ? leastDays : leastPeriods))
    return filled.some(isKnownName) && filled.every((cell) => periods.has(cell) || !isValue(cell));
  if (filled.length < 2 || filled.some(isValue)) return false;
  const names = filled.filter(isKnownName).length;
  return names >= 2 && names >= filled.length * 0.6;
}

/** What a sum is called in the languages of headings: in words with letters, and in signs that need no space beside them. */
const letterWords =
  'gesamt(?:summe|ergebnis)?|zwischensumme|summe|sous-total|somme|suma|somma|razem|ogółem|celkem|součet|итого|всего|разом|усього|всього|total g[eé]n[eé]ral|total geral|totale(?: complessivo)?|(?:eind|sub)?totaal|totalsumm?a?|slutsumma|hovedtotal|loppusumma|végösszeg|celkový s[oú]u?čet|общий итог|загальний підсумок|γενικό άθροισμα|summa|totalt|genel toplam|ara toplam|toplam|jumlah|összesen|ukupno|skupaj|iš viso|kopā|kokku|samtals|общо|yhteensä|σύνολο|tổng( cộng| số)?|cộng|ยอดรวม|รวม(ทั้งสิ้น|ทั้งหมด)?|कुल( योग)?|المجموع|الإجمالي';
const signWords = '総合計|週計|日計|月計|(?:本页|本月|本期)?(?:合计|总计|小计|汇总|总数|累计|共计)';
const resultWords = 'ergebnis|résultat|resultado|risultato';
const sumWords = `${letterWords}|${resultWords}|${signWords}`;
const openWords = '小計|合計|総計|소계|총?합계|총계';
const english = '(?:grand\\s*|sub\\s*|overall\\s*|daily\\s*|weekly\\s*|monthly\\s*)?(?:sub)?totals?';
const [begin, end] = ['(?<![\\p{L}\\p{M}])', '(?![\\p{L}\\p{M}])'];
const totals = new RegExp(`^(?:${english}${end}|sum:?$|(?:${sumWords})${end}|${openWords})`, 'iu');
const totalAlone = new RegExp(`^(?:${english}|sum|${sumWords}|${openWords}|suma końcowa|計|계)[:：]?$`, 'iu');
const totalLast = new RegExp(`(?:${begin}(?:${english}|${letterWords}|итог)|${signWords}|${openWords})$`, 'iu');

const resultLast = new RegExp(`${begin}(?:result|${resultWords})$`, 'iu');

/** True for an id or a name that stands for a sum over products: pivot tables write it where the products are. */
export function isTotalId(id: string): boolean {
  return totalAlone.test(id);
}

/** True for a sum at the foot of a table or within it: its first words say so. */
export function isTotalRow(row: readonly string[]): boolean {
  return isTotalText((row.find((cell) => cell.trim() !== '') ?? '').trim());
}

/** Whether the first words of a row, without blanks around them, say that it is a sum. */
export function isTotalText(text: string): boolean {
  // Most rows begin with a digit, of an order number or a date.
  const first = text.charCodeAt(0);
  return (!(first > 47 && first < 58) && totals.test(text)) || isTotalOfPeriod(text);
}

const longestPeriod = 40;

/** `2024-W06 Total`, `Mar 2024 Ergebnis`: a period and a word for a sum. */
function isTotalOfPeriod(text: string): boolean {
  // Most texts end with a figure or have none.
  if (text.length > longestPeriod || text.charCodeAt(text.length - 1) < 64 || !/\d/.test(text)) return false;
  const period = text
    .replace(totalLast, '')
    .replace(resultLast, '')
    .replace(/[\s:–-]+$/, '');
  return period !== '' && period.length < text.length && parseEitherWay(period, true) !== null;
}

/** Whether the last words of a name say that it is the sum of a group: `Mugs total`. */
export function endsAsTotal(name: string): boolean {
  return totalLast.test(name);
}

/** Whether a name ends as spreadsheets call the sum of a group (`Mugs Result`), and some products are called: figures have to tell. */
export function endsAsResult(name: string): boolean {
  return resultLast.test(name);
}

/** Positions of the rows of a table that are not blank, and of those that are no sums: all where most begin as sums do, as with a market or a brand. */
export function rowsBelow(
  rows: readonly (readonly string[])[],
  header: number,
): Record<'filled' | 'unsummed', number[]> {
  const end = endOfTable(rows, header);
  const filled = [...rows.keys()].slice(header + 1, end).filter((at) => !isBlankRow(rows[at]));
  const unsummed = filled.filter((at) => !isTotalRow(rows[at]));
  return { filled, unsummed: unsummed.length * 2 >= filled.length ? unsummed : filled };
}
