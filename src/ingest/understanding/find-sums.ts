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
  for (const order of [rows, rows.toReversed()]) {
    const found = sumsAfter(order);
    const adjacent = [...found].filter(([, { isAdjacent }]) => isAdjacent);
    const first = adjacent.filter(([row]) => counts(row));
    const covered = adjacent.reduce((all, [, { parts }]) => all + parts.length + 1, 0);
    const isGrouped = first.length >= found.size * leastSums.whole && covered >= order.length * leastSums.covered;
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

/** Rows that are the sums of two or more right before them, `isAdjacent`: nothing stands between the last such row and them but groups of one row and its sum. */
function sumsAfter(
  rows: readonly CountedRow[],
): Map<CountedRow, { readonly parts: readonly CountedRow[]; readonly isAdjacent: boolean }> {
  const found = new Map<CountedRow, { parts: readonly CountedRow[]; isAdjacent: boolean }>();
  let first = 0;
  for (let at = 0; at < rows.length; at++) {
    const left = Float64Array.from(rows[at].figures);
    let from = at;
    while (from > first && left.some((each) => each > cent) && left.every((each) => each > -cent)) {
      from -= 1;
      rows[from].figures.forEach((figure, place) => {
        left[place] -= figure;
      });
    }
    if (at - from < 2 || left.some((each) => Math.abs(each) >= cent)) continue;
    found.set(rows[at], { parts: rows.slice(from, at), isAdjacent: arePairs(rows.slice(first, from)) });
    first = at + 1;
  }
  return found;
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
