import type { ColumnReport } from '#ingest/import-report.ts';
import { roleAt } from '#ingest/roles/column-roles.ts';
import {
  endsAsResult,
  endsAsTotal,
  isKnownName,
  isTotalId,
  isTotalRow,
  isTotalText,
} from '#ingest/understanding/find-header.ts';
import { countCells, profileColumns } from '#ingest/understanding/profile-column.ts';
import { TableEvidence } from '#ingest/understanding/table-evidence.ts';
import { parseEitherWay } from '#ingest/values/parse-date.ts';

type Cells = readonly string[];

/** Rows of a table that are the sums of others and say so by no word that is known. */
export interface FoundSums {
  /** What such rows are called, or the heading of the column whose values tell them. */
  readonly names: readonly string[];
  /** Positions of the records among those looked at. */
  readonly rows: ReadonlySet<number>;
  /** They are called as results are, or every other row is a part of one of them, to the cent, in the figures of several periods. */
  readonly isCertain: boolean;
}

/** What a row that leaves it blank has from the row above. */
export interface FillsDown {
  readonly dates: boolean;
  readonly names: boolean;
}

/** So many rows that are the sums of others, in so many of those that could be, and over so many of all rows, make a table of groups with their sums. */
const leastSums = { rows: 3, whole: 0.7, covered: 0.5 };
/** So many rows that each repeat the one before tell of groups of one part, where most of these are of another size than the last. */
const leastPairs = { rows: 6, varied: 0.7 };
/** Periods side by side in which a sum has to agree; one row is enough then. */
const leastPeriods = 3;
/** Below this, two sums of amounts are the same. */
const cent = 0.005;
/** Of the rows of a table that is made of groups and their sums so many may be neither. */
const mostLeft = 0.05;
/** Rows before which all figures came to the same that are looked at; there are many where figures cancel each other. */
const mostAlike = 8;
/** Days on which the rows of one value have to be the sums of all others. */
const leastDays = 4;
/** And the share of all days. */
const wholeOn = 0.9;
/** Values of a column each of which may be the whole. */
const fewValues = 12;

/**
 * Finds the rows that count others once more: those of groups with their parts below or above, in several levels, and those of one value
 * of a column that is all others together. `lines`: of the file, of a table whose periods stand side by side; its records are those of
 * one row there, and agree as a whole. `fills`: a row without a date, or without a product, has that of the row above.
 */
export function findSums(
  columns: readonly ColumnReport[],
  table: TableEvidence,
  lines: readonly number[] | null,
  fills: FillsDown,
): FoundSums | null {
  const whole = table.ofAllRows();
  return groupSums(columns, lines ? whole : table, lines, fills) ?? sumsByValue(columns, whole);
}

/** A row of the file: its records, and what is counted in it. */
interface CountedRow {
  readonly records: readonly number[];
  readonly figures: Float64Array;
}

function groupSums(
  columns: readonly ColumnReport[],
  table: TableEvidence,
  lines: readonly number[] | null,
  fills: FillsDown,
): FoundSums | null {
  const product = roleAt(columns, 'product') ?? roleAt(columns, 'name') ?? roleAt(columns, 'category');
  const date = roleAt(columns, 'date', 'datetime');
  const measures = columns
    .filter(({ role }) => role === 'units' || role === 'revenue')
    .map(({ index }) => table.numbers(index));
  if (!product || measures.length === 0 || (lines && !date)) return null;
  const rows = rowsOf(table, measures, lines, date?.index ?? -1);
  const nameOf = ({ records: [record] }: CountedRow): string => table.text(record, product.index);
  const hasDate = ({ records: [record] }: CountedRow): boolean => !date || table.text(record, date.index) !== '';
  const isDayTotal = ({ records: [record] }: CountedRow): boolean =>
    date !== undefined && isTotalText(table.text(record, date.index));
  const isTotal = (row: CountedRow): boolean =>
    isDayTotal(row) || (hasDate(row) ? isTotalId : endsAsTotal)(nameOf(row));
  // Sums of a product may be called as it is, and lack what its lines have.
  const texts = columns.filter(({ role }) => role !== 'units' && role !== 'revenue' && role !== 'price');
  const kindOf = (row: CountedRow): string =>
    `${texts.map(({ index }) => (table.text(row.records[0], index) === '' ? 0 : 1)).join('')} ${nameOf(row)}`;
  const counts = (row: CountedRow): boolean =>
    (fills.names || nameOf(row) !== '') && (fills.dates || hasDate(row)) && !isTotal(row);
  // Rows of nothing are no part of a sum, and every sum is one of them.
  const filled = rows.filter(isCounted);
  const orders = [filled, filled.toReversed()].map((order) => ({ order, before: partsBefore(order) }));
  const found = [sumsThroughout, sumsAfter].flatMap((look) => orders.map((each) => ({ ...each, look })));
  for (const { order, before, look } of found) {
    const blocks = look(order, before);
    const adjacent = [...blocks].filter(([, { isAdjacent }]) => isAdjacent);
    // Of a sum and its parts only one may be taken.
    const first = adjacent.filter(([row, { parts }]) => counts(row) && parts.some(counts));
    const covered = adjacent.reduce((all, [, { parts }]) => all + parts.length + 1, 0);
    const isGrouped = first.length >= blocks.size * leastSums.whole && covered >= order.length * leastSums.covered;
    const textsOf = (row: CountedRow): string[] => texts.map(({ index }) => table.text(row.records[0], index));
    const isCalled = (row: CountedRow): boolean => (nameOf(row) === '' ? textsOf(row) : [nameOf(row)]).some(saysSum);
    const pairs = first.filter(([, { parts }]) => parts.length === 1).length;
    const isTold = first.every(([row]) => isCalled(row));
    const [count, least] = isTold ? [first.length, 1] : [first.length - pairs, lines ? 1 : leastSums.rows];
    // What is sold together comes in as many pieces, and not for as much.
    const arePaired =
      measures.length > 1 && pairs >= leastPairs.rows && areVaried(first.map(([{ figures }]) => figures));
    const strong = first.filter(([{ figures }]) => figures.filter((figure) => figure > 0).length >= leastPeriods);
    const isStrong = !lines || strong.length >= first.length * leastSums.whole;
    if ((count < least && !arePaired) || !isGrouped || !isStrong) continue;
    const sums = new Set(first.map(([row]) => row));
    const parts = new Set(adjacent.flatMap(([, each]) => each.parts));
    for (const [part, sum] of sumsOfOne(order, sums, parts)) {
      parts.add(part);
      if (counts(sum)) sums.add(sum);
    }
    for (const row of sumsOfSums(order, sums, parts)) if (counts(row)) sums.add(row);
    // A product of the lines that comes to as much as those before it is no sum of them.
    const kinds = new Set([...sums].map(kindOf));
    if (order.some((row) => !sums.has(row) && kinds.has(kindOf(row)))) continue;
    for (const row of rows) if (!isCounted(row) && kinds.has(kindOf(row))) sums.add(row);
    return {
      names: [...new Set([...sums].map((row) => nameOf(row) || product.name))].slice(0, 4),
      rows: new Set([...sums].flatMap(({ records }) => records)),
      isCertain:
        lines === null
          ? [...sums].every(isCalled)
          : order.every((row) => sums.has(row) || parts.has(row) || !counts(row)),
    };
  }
  return null;
}

/** Whether a name says that its row is a sum: `Subtotal Mugs`, `Mugs Result`. */
const saysSum = (name: string): boolean => isTotalText(name) || endsAsTotal(name) || endsAsResult(name);

/** Whether most figures are others than those before them. */
function areVaried(all: readonly Float64Array[]): boolean {
  const differ = all.filter((own, at) => at > 0 && own.some((figure, place) => figure !== all[at - 1][place]));
  return differ.length >= (all.length - 1) * leastPairs.varied;
}

/** The rows of the file that the records come from: several of one where its periods stand side by side. */
function rowsOf(
  table: TableEvidence,
  measures: readonly Float64Array[],
  lines: readonly number[] | null,
  date: number,
): CountedRow[] {
  const periods = new Map<string, number>();
  const records = new Map<number, number[]>();
  for (const record of table.rows.keys()) {
    const [period, line] = [lines ? table.text(record, date) : '', lines?.[record] ?? record];
    if (!periods.has(period)) periods.set(period, periods.size);
    const own = records.get(line);
    if (own) own.push(record);
    else records.set(line, [record]);
  }
  return [...records.values()].map((own) => {
    const figures = new Float64Array(periods.size * measures.length);
    for (const record of own) {
      const place = periods.get(lines ? table.text(record, date) : '') ?? 0;
      for (const [at, numbers] of measures.entries()) figures[at * periods.size + place] += numbers[record] || 0;
    }
    return { records: own, figures };
  });
}

/** Whether there is anything in a row. */
const isCounted = ({ figures }: CountedRow): boolean => figures.some((figure) => Math.abs(figure) > cent);

/** What a row is the sum of. `isAdjacent`: nothing stands between that and the last such row but groups of one row and its sum. */
type Block = { readonly parts: readonly CountedRow[]; readonly isAdjacent: boolean };
type Blocks = ReadonlyMap<CountedRow, Block>;

/** Rows that are the sums of two or more right before them, in the order in which they are met. */
function sumsAfter(rows: readonly CountedRow[], before = partsBefore(rows)): Blocks {
  const found = new Map<CountedRow, Block>();
  let first = 0;
  for (const [at, from] of before.entries()) {
    if (from < first) continue;
    found.set(rows[at], { parts: rows.slice(from, at), isAdjacent: arePairs(rows.slice(first, from)) });
    first = at + 1;
  }
  return found;
}

/**
 * The same where the groups and their sums, and the sums of these, make up nearly all rows. Without any where too many rows are left
 * over; that of the whole table is none of a group.
 */
function sumsThroughout(rows: readonly CountedRow[], before: Int32Array): Blocks {
  const found = new Map<CountedRow, Block>();
  const covered = new Set<CountedRow>();
  let level = partition(rows, before);
  for (let open = rows; level.length > 0; level = partition(open, partsBefore(open))) {
    for (const [row, block] of level) {
      found.set(row, block);
      for (const each of [row, ...block.parts]) covered.add(each);
    }
    if (rows.length - covered.size <= Math.max(1, rows.length * mostLeft)) return found;
    const parts = new Set(level.flatMap(([, block]) => block.parts));
    open = open.filter((row) => !parts.has(row));
  }
  return new Map();
}

/** Groups with their sums, of all ways to part rows into such the one with the most rows, since within a group some may come to another by chance. */
function partition(rows: readonly CountedRow[], before: Int32Array): [CountedRow, Block][] {
  // Of the first rows: how many are in groups, and where the last group begins, -1 without one.
  const most = new Int32Array(rows.length + 1);
  const begins = new Int32Array(rows.length + 1).fill(-1);
  for (let at = 0; at < rows.length; at++) {
    most[at + 1] = most[at];
    const pair = at > 0 && arePairs(rows.slice(at - 1, at + 1)) ? at - 1 : -1;
    // A pair tells less than it covers: rows of the same figures come below each other everywhere.
    for (const from of [before[at], pair]) {
      const covered = most[Math.max(0, from)] + (from === pair ? 1 : at - from + 1);
      if (from >= 0 && covered > most[at + 1]) [most[at + 1], begins[at + 1]] = [covered, from];
    }
  }
  const found: [CountedRow, Block][] = [];
  for (let end = rows.length; end > 0; ) {
    const from = begins[end];
    if (from >= 0) found.push([rows[end - 1], { parts: rows.slice(from, end - 1), isAdjacent: true }]);
    end = from < 0 ? end - 1 : from;
  }
  return found.reverse();
}

/** By row where those begin that it is the sum of, two or more right before it, the nearest such; -1 for others. */
function partsBefore(rows: readonly CountedRow[]): Int32Array {
  const places = [...(rows[0]?.figures.keys() ?? [])];
  const sums = places.map(() => new Float64Array(rows.length + 1));
  const from = new Int32Array(rows.length).fill(-1);
  // Rows by what all figures before them come to.
  const step = 2 * cent * Math.max(1, places.length);
  const known = new Map<number, number[]>();
  let whole = 0;
  for (const [at, { figures }] of rows.entries()) {
    const key = Math.floor(whole / step);
    known.set(key, [...(known.get(key) ?? []).slice(1 - mostAlike), at]);
    for (const place of places) sums[place][at + 1] = sums[place][at] + figures[place];
    const own = figures.reduce((all, figure) => all + figure, 0);
    const wanted = Math.floor((whole - own) / step);
    whole += own;
    if (!figures.some((figure) => figure > cent) || figures.some((figure) => figure <= -cent)) continue;
    const isSum = (row: number): boolean =>
      places.every((place) => Math.abs(sums[place][at] - sums[place][row] - figures[place]) < cent);
    const nearest = Math.max(-1, ...[-1, 0, 1].flatMap((by) => known.get(wanted + by) ?? []).filter(isSum));
    if (at - nearest >= 2) from[at] = nearest;
  }
  return from;
}

/** Rows above or below groups that are the sums of their sums. */
function sumsOfSums(
  order: readonly CountedRow[],
  sums: ReadonlySet<CountedRow>,
  parts: ReadonlySet<CountedRow>,
): CountedRow[] {
  const left = order.filter((row) => !parts.has(row));
  const found = [left, left.toReversed()].flatMap((rows) => [...sumsAfter(rows)]);
  return found.flatMap(([row, own]) => (own.parts.every((part) => sums.has(part)) ? [row] : []));
}

/** Whether the rows are pairs of the same figures. */
function arePairs(rows: readonly CountedRow[]): boolean {
  return rows.every(({ figures }, place) =>
    rows[place ^ 1]?.figures.every((figure, each) => Math.abs(figure - figures[each]) < cent),
  );
}

/** Sums of groups with one part only: rows between the groups found, each the same as the one before. */
function sumsOfOne(
  order: readonly CountedRow[],
  sums: ReadonlySet<CountedRow>,
  parts: ReadonlySet<CountedRow>,
): [part: CountedRow, sum: CountedRow][] {
  const found: [CountedRow, CountedRow][] = [];
  for (let at = 0; at < order.length; at++) {
    let end = at;
    while (end < order.length && !sums.has(order[end]) && !parts.has(order[end])) end += 1;
    const open = order.slice(at, end);
    if (arePairs(open)) for (let place = 1; place < open.length; place += 2) found.push([open[place - 1], open[place]]);
    at = end;
  }
  return found;
}

/**
 * Columns in which the rows of one value are, day by day, all others together (`All` beside its stores, net beside gross and returns), or
 * those of each value are the whole. Where a value is a word for a sum, that is certain.
 */
function sumsByValue(columns: readonly ColumnReport[], table: TableEvidence): FoundSums | null {
  const [date, amount] = [roleAt(columns, 'date', 'datetime'), roleAt(columns, 'revenue') ?? roleAt(columns, 'units')];
  const product = roleAt(columns, 'product') ?? roleAt(columns, 'name') ?? date;
  if (!date || !product || !amount) return null;
  const numbers = table.numbers(amount.index);
  const dayOf = (row: number): string => table.text(row, date.index);
  const productOf = (row: number): string => table.text(row, product.index);
  let rows = [...table.rows.keys()].filter((row) => productOf(row) !== '' && !isTotalId(productOf(row)));
  let days = new Set(rows.map(dayOf)).size;
  const found: number[] = [];
  for (const { index, name } of columns) {
    const { filled, distinct, numberShare } = table.profiles[index];
    // Two products may well come to as much every day.
    if (filled === 0 || distinct < (index === product.index ? 3 : 2) || index === date.index) continue;
    const textOf = (row: number): string => table.text(row, index);
    const wholesBy = (keyOf: (row: number) => string): string[] => {
      const sums = new Map<string, Map<string, number>>();
      for (const row of rows) {
        const own = sums.get(keyOf(row)) ?? new Map<string, number>();
        sums.set(keyOf(row), own.set(textOf(row), (own.get(textOf(row)) ?? 0) + (numbers[row] || 0)));
      }
      return wholeValues(sums);
    };
    const counts = countCells(rows.map(textOf));
    // A number is the name of no sum.
    const mayTell = (value: string): boolean =>
      numberShare <= 0.5 || value === '' || isTotalId(value) || /^\p{L}+(\s\p{L}+)*$/u.test(value);
    // One that is the whole of nearly all days comes on each of them: in most columns none comes so often.
    const isDaily = [...counts].some(([value, count]) => count >= days * wholeOn && mayTell(value));
    const byDay = isDaily ? wholesBy(dayOf).filter(mayTell) : [];
    const byLine = (): string[] => wholesBy((row) => `${dayOf(row)}\n${productOf(row)}`).filter(isTotalId);
    const values = byDay.length > 0 || ![...counts.keys()].some(isTotalId) ? byDay : byLine();
    if (values.length === 0) continue;
    // Where the rows of each value are the whole, those count that tell most of it.
    const finest = [...counts].sort(([, a], [, b]) => b - a)[0][0];
    const left = new Set(values.length === counts.size ? values.filter((value) => value !== finest) : values);
    for (const row of rows) if (left.has(textOf(row))) found.push(row);
    if (![...left].every(isTotalId)) return { names: [name], rows: new Set(found), isCertain: false };
    rows = rows.filter((row) => !left.has(textOf(row)));
    days = new Set(rows.map(dayOf)).size;
  }
  return found.length > 0 ? { names: [], rows: new Set(found), isCertain: true } : null;
}

/** The values whose sum of a day is, on nearly all days, that of all others, or of each of the few others. */
function wholeValues(sums: ReadonlyMap<string, ReadonlyMap<string, number>>): string[] {
  const sizes = new Map<string, number[]>();
  for (const ofDay of sums.values()) {
    const each = [...ofDay.values()];
    const whole = each.reduce((all, sum) => all + sum, 0);
    const areSame = each.length > 2 && each.length <= fewValues && each.every((sum) => Math.abs(sum - each[0]) < 0.006);
    for (const [value, sum] of ofDay) {
      if (each.length < 2 || sum <= 0 || !(areSame || Math.abs(whole - 2 * sum) < 0.006)) continue;
      if (!sizes.has(value)) sizes.set(value, []);
      sizes.get(value)?.push(Math.round(100 * sum));
    }
  }
  const found = [...sizes].filter(([, own]) => new Set(own).size >= leastDays && own.length >= sums.size * wholeOn);
  return found.map(([value]) => value);
}

/**
 * Names that rows begin with as sums do, and that are of lines (`Total 0% Yogurt`): these have an order's number, written as those of
 * other lines, and a date, don't add up, are called neither what an order has (`Total amount`), nor by a group, an order or a period,
 * and don't come in most orders.
 */
export function namesLikeSums(rows: readonly Cells[], columns: readonly ColumnReport[]): ReadonlySet<string> {
  const [order, date] = [roleAt(columns, 'order'), roleAt(columns, 'date', 'datetime')];
  if (!order || !date) return new Set();
  const cells = rows.map((row) => row.map((cell) => cell.trim()));
  const names = cells.map((row) => (isTotalRow(row) ? (row.find((cell) => cell !== '') ?? '') : ''));
  const called = countCells(names.filter((name) => name !== ''));
  if (called.size === 0) return new Set();
  const formOf = (row: Cells): string => (row[order.index] ?? '').replace(/\d/g, '0');
  const forms = new Set(cells.flatMap((row, at) => (names[at] === '' && row[order.index] ? [formOf(row)] : [])));
  const isLine = (row: Cells): boolean => Boolean(row[date.index]) && forms.has(formOf(row));
  const lines = countCells(names.filter((_, at) => isLine(cells[at])));
  const orders = new Set(cells.filter(isLine).map((row) => row[order.index]));
  const texts = new Set([...orders, ...cells.flat().filter((cell) => /\p{L}/u.test(cell))]);
  const isOfOthers = (name: string): boolean =>
    name.split(' ').some((_, at, words) => {
      const rest = words.slice(at).join(' ');
      return at > 0 && (texts.has(rest) || parseEitherWay(rest, true) !== null);
    });
  const added = countCells([...rowsAddedUp(cells, columns)].map((at) => names[at]));
  const isOfLine = ([name, count]: readonly [string, number]): boolean => {
    const ofLines = lines.get(name) ?? 0;
    const isMostly = ofLines * 2 > count && ofLines * 2 <= orders.size && (added.get(name) ?? 0) * 2 < count;
    return isMostly && !isTotalId(name) && !isKnownName(name) && !isOfOthers(name);
  };
  return new Set([...called].filter(isOfLine).map(([name]) => name));
}

/** Positions of the rows that begin as sums do and are those of two or more rows right before or below them, sums of such in turn. */
function rowsAddedUp(rows: readonly Cells[], columns: readonly ColumnReport[]): ReadonlySet<number> {
  const profiles = profileColumns(columns.map(({ index }) => rows.map((row) => row[index] ?? '')));
  const table = new TableEvidence(rows, profiles, rows.length);
  const measures = columns
    .filter(({ role }) => role === 'units' || role === 'revenue')
    .map(({ index }) => table.numbers(index));
  const all = measures.length > 0 ? rowsOf(table, measures, null, -1) : [];
  const found = new Set<number>();
  for (const order of [all, all.toReversed()]) {
    let left = order;
    for (let most = Number.POSITIVE_INFINITY; left.length < most; ) {
      most = left.length;
      const before = partsBefore(left);
      const isSum = (row: CountedRow, at: number): boolean => before[at] >= 0 && isTotalRow(rows[row.records[0]]);
      for (const row of left.filter(isSum)) found.add(row.records[0]);
      left = left.filter((row) => !found.has(row.records[0]));
    }
  }
  return found;
}
