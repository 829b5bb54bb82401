import type { ColumnReport } from '#ingest/import-report.ts';
import { roleAt } from '#ingest/roles/column-roles.ts';
import { endsAsTotal, isTotalId, isTotalRow } from '#ingest/understanding/find-header.ts';
import type { TableEvidence } from '#ingest/understanding/table-evidence.ts';

/** Rows of a table that are the sums of others and say so by no word that is known. */
export interface FoundSums {
  /** What such rows are called, or the heading of the column whose values tell them. */
  readonly names: readonly string[];
  /** Positions of the records among those looked at. */
  readonly rows: ReadonlySet<number>;
  /** Every other row is a part of one of them, to the cent, in the figures of several periods. */
  readonly isCertain: boolean;
}

/** So many rows that are the sums of others, in so many of those that could be, and over so many of all rows, make a table of groups with their sums. */
const leastSums = { rows: 3, whole: 0.7, covered: 0.5 };
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
/** Values of a column each of which may be the sum of the others; of more, only the largest. */
const fewValues = 12;

/**
 * Finds the rows that count others once more: those of groups with their parts below or above, in several levels, and those of one value
 * of a column that is all others together. `lines`: of the file, of a table whose periods stand side by side; its records are those of
 * one row there, and agree as a whole. `fillsDates`: a row without a date has that of the row above.
 */
export function findSums(
  columns: readonly ColumnReport[],
  table: TableEvidence,
  lines: readonly number[] | null,
  fillsDates: boolean,
): FoundSums | null {
  const whole = table.ofAllRows();
  return groupSums(columns, lines ? whole : table, lines, fillsDates) ?? sumsByValue(columns, whole);
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
  fillsDates: boolean,
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
  const isDated = (row: CountedRow): boolean => fillsDates || hasDate(row);
  const isNamedTotal = (row: CountedRow): boolean =>
    isTotalRow(table.rows[row.records[0]]) || isTotalId(nameOf(row)) || (!hasDate(row) && endsAsTotal(nameOf(row)));
  // Sums of a product may be called as it is, and lack what its lines have.
  const texts = columns.filter(({ role }) => role !== 'units' && role !== 'revenue' && role !== 'price');
  const kindOf = (row: CountedRow): string =>
    `${texts.map(({ index }) => (table.text(row.records[0], index) === '' ? 0 : 1)).join('')} ${nameOf(row)}`;
  const counts = (row: CountedRow): boolean => nameOf(row) !== '' && isDated(row) && !isNamedTotal(row);
  const orders = [rows, rows.toReversed()].map((order) => ({ order, before: partsBefore(order) }));
  const found = [sumsThroughout, sumsAfter].flatMap((look) => orders.map((each) => ({ ...each, look })));
  for (const { order, before, look } of found) {
    const blocks = look(order, before);
    const adjacent = [...blocks].filter(([, { isAdjacent }]) => isAdjacent);
    const first = adjacent.filter(([row]) => counts(row));
    const covered = adjacent.reduce((all, [, { parts }]) => all + parts.length + 1, 0);
    const isGrouped = first.length >= blocks.size * leastSums.whole && covered >= order.length * leastSums.covered;
    const least = lines ? 1 : leastSums.rows;
    const isStrong =
      !lines || first.every(([{ figures }]) => figures.filter((figure) => figure > 0).length >= leastPeriods);
    if (first.length < least || !isGrouped || !isStrong) continue;
    const sums = new Set(first.map(([row]) => row));
    const parts = new Set(adjacent.flatMap(([, each]) => each.parts));
    for (const [part, sum] of sumsOfOne(order, sums, parts)) {
      parts.add(part);
      if (counts(sum)) sums.add(sum);
    }
    for (const row of sumsOfSums(order, sums, parts)) if (counts(row)) sums.add(row);
    const names = new Set([...sums].map(nameOf));
    // A product of the lines that comes to as much as those before it is no sum of them.
    const kinds = new Set([...sums].map(kindOf));
    if (order.some((row) => !sums.has(row) && kinds.has(kindOf(row)))) continue;
    const isWhole = order.every((row) => sums.has(row) || parts.has(row) || !counts(row));
    return {
      names: [...names].slice(0, 4),
      rows: new Set([...sums].flatMap(({ records }) => records)),
      isCertain: lines !== null && isWhole,
    };
  }
  return null;
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

/** Rows that are the sums of others, each with those. `isAdjacent`: nothing stands between the last such row and them but groups of one row and its sum. */
type Blocks = ReadonlyMap<CountedRow, { readonly parts: readonly CountedRow[]; readonly isAdjacent: boolean }>;

/** Rows that are the sums of two or more right before them, in the order in which they are met. */
function sumsAfter(rows: readonly CountedRow[], before = partsBefore(rows)): Blocks {
  const found = new Map<CountedRow, { parts: readonly CountedRow[]; isAdjacent: boolean }>();
  let first = 0;
  for (const [at, from] of before.entries()) {
    if (from < first) continue;
    found.set(rows[at], { parts: rows.slice(from, at), isAdjacent: arePairs(rows.slice(first, from)) });
    first = at + 1;
  }
  return found;
}

/**
 * The same where the groups and their sums make up nearly all rows: of all ways to part them that with the most rows, since within a
 * group some rows may come to another by chance. Without any where too many rows are left over.
 */
function sumsThroughout(rows: readonly CountedRow[], before: Int32Array): Blocks {
  // Of the first rows: how many are in groups, less a little for each group; and where the last group begins, -1 without one.
  const most = new Float64Array(rows.length + 1);
  const begins = new Int32Array(rows.length + 1).fill(-1);
  const little = 1 / (rows.length + 1);
  const offer = (end: number, from: number, covered: number): void => {
    const score = most[from] + covered - little;
    if (score > most[end]) [most[end], begins[end]] = [score, from];
  };
  for (let at = 0; at < rows.length; at++) {
    most[at + 1] = most[at];
    if (before[at] >= 0) offer(at + 1, before[at], at - before[at] + 1);
    // Rows of the same figures come below each other everywhere.
    if (at > 0 && arePairs(rows.slice(at - 1, at + 1))) offer(at + 1, at - 1, 1);
  }
  const found: [CountedRow, { parts: readonly CountedRow[]; isAdjacent: boolean }][] = [];
  let left = 0;
  for (let end = rows.length; end > 0; ) {
    const from = begins[end];
    if (from < 0) left += 1;
    else if (end - from > 2) found.push([rows[end - 1], { parts: rows.slice(from, end - 1), isAdjacent: true }]);
    end = from < 0 ? end - 1 : from;
  }
  return new Map(left <= rows.length * mostLeft ? found.reverse() : []);
}

/** By row where those begin that it is the sum of, two or more right before it, the nearest such; -1 for others. */
function partsBefore(rows: readonly CountedRow[]): Int32Array {
  const places = [...(rows[0]?.figures.keys() ?? [])];
  const sums = places.map(() => new Float64Array(rows.length + 1));
  const from = new Int32Array(rows.length).fill(-1);
  // What all figures before a row come to, by which a row is found again.
  const step = 2 * cent * Math.max(1, places.length);
  const known = new Map<number, number[]>();
  const sumAt = (row: number): number => sums.reduce((all, each) => all + each[row], 0);
  for (const [at, { figures }] of rows.entries()) {
    const key = Math.floor(sumAt(at) / step);
    known.set(key, [...(known.get(key) ?? []).slice(1 - mostAlike), at]);
    for (const place of places) sums[place][at + 1] = sums[place][at] + figures[place];
    if (!figures.some((figure) => figure > cent) || figures.some((figure) => figure <= -cent)) continue;
    const wanted = Math.floor((sumAt(at) - figures.reduce((all, figure) => all + figure, 0)) / step);
    const isSum = (row: number): boolean =>
      places.every((place) => Math.abs(sums[place][at] - sums[place][row] - figures[place]) < cent);
    const found = [-1, 0, 1].flatMap((beside) => known.get(wanted + beside) ?? []).filter(isSum);
    const nearest = Math.max(-1, ...found);
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
  const names: string[] = [];
  // Those that are left out without being the sums of others that are known here.
  const apart = new Set(
    table.rows.flatMap((cells, row) => {
      const of = table.text(row, product.index);
      return isTotalRow(cells) || of === '' || isTotalId(of) ? [row] : [];
    }),
  );
  const found = new Set<number>();
  for (const { index, name } of columns) {
    const { filled, distinct, numberShare } = table.profiles[index];
    const isProduct = index === product.index;
    // Two products may well come to as much every day.
    if (filled === 0 || distinct < (isProduct ? 3 : 2) || index === date.index) continue;
    const rows = [...numbers.keys()].filter((row) => !apart.has(row));
    const { counts, largest } = valuesOf(table, rows, index, numbers);
    const areFew = counts.size <= fewValues && numberShare <= 0.5;
    const totals = [...counts.keys()].filter(isTotalId);
    const others = areFew ? [...counts.keys()] : numberShare > 0.5 ? [] : largest;
    const looked = new Set([...totals, ...others, ...(counts.has('') ? [''] : [])]);
    if (looked.size === 0 || counts.size < 2) continue;
    const dayOf = (row: number): string => table.text(row, date.index);
    const lineOf = (row: number): string => `${dayOf(row)}\n${table.text(row, product.index)}`;
    const sumsBy = (keyOf: (row: number) => string) => sumsOfValues(table, rows, index, numbers, keyOf);
    const byDay = wholeValues(sumsBy(dayOf), [...looked]);
    const values = byDay.length > 0 || totals.length === 0 ? byDay : wholeValues(sumsBy(lineOf), totals);
    if (values.length === 0) continue;
    // Where the rows of each value are the whole, those count that tell most of it.
    const finest = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))[0];
    const left = new Set(values.length === counts.size ? values.filter((value) => value !== finest) : values);
    const own = rows.filter((row) => left.has(table.text(row, index)));
    for (const row of own) {
      found.add(row);
      apart.add(row);
    }
    if (![...left].every(isTotalId)) return { names: [name], rows: found, isCertain: false };
    names.push(name);
  }
  return found.size > 0 ? { names, rows: found, isCertain: true } : null;
}

/** How many rows each value of a column has, and the few values with the largest sums. */
function valuesOf(
  table: TableEvidence,
  rows: readonly number[],
  column: number,
  numbers: Float64Array,
): { readonly counts: ReadonlyMap<string, number>; readonly largest: readonly string[] } {
  const counts = new Map<string, number>();
  const sums = new Map<string, number>();
  for (const row of rows) {
    const value = table.text(row, column);
    counts.set(value, (counts.get(value) ?? 0) + 1);
    sums.set(value, (sums.get(value) ?? 0) + (numbers[row] || 0));
  }
  const largest = [...sums].sort(([, a], [, b]) => b - a).slice(0, 3);
  return { counts, largest: largest.map(([value]) => value) };
}

/** Sums by day, or what else `keyOf` tells, and value. */
function sumsOfValues(
  table: TableEvidence,
  rows: readonly number[],
  column: number,
  numbers: Float64Array,
  keyOf: (row: number) => string,
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const sums = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const [key, value] = [keyOf(row), table.text(row, column)];
    const own = sums.get(key) ?? new Map<string, number>();
    own.set(value, (own.get(value) ?? 0) + (numbers[row] || 0));
    sums.set(key, own);
  }
  return sums;
}

/** Those of the values whose sum of a day is, on nearly all days, that of all others. */
function wholeValues(sums: ReadonlyMap<string, ReadonlyMap<string, number>>, values: readonly string[]): string[] {
  const days = [...sums.values()].map((ofDay) => {
    const each = [...ofDay.values()];
    const areSame = each.length > 2 && each.every((sum) => Math.abs(sum - each[0]) < 0.006);
    return { ofDay, areSame, whole: each.reduce((whole, sum) => whole + sum, 0) };
  });
  return values.filter((value) => {
    const sumOf = (ofDay: ReadonlyMap<string, number>): number => ofDay.get(value) ?? 0;
    const isWhole = days.filter(
      ({ ofDay, areSame, whole }) =>
        ofDay.size > 1 && sumOf(ofDay) > 0 && (areSame || Math.abs(whole - 2 * sumOf(ofDay)) < 0.006),
    );
    const sizes = new Set(isWhole.map(({ ofDay }) => Math.round(100 * sumOf(ofDay))));
    return sizes.size >= leastDays && isWhole.length >= days.length * 0.9;
  });
}
