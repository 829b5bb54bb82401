import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Issue } from '#engine/issue.ts';
import { dataRules } from '#ingest/assembly/data-rules.ts';
import type { FileTally } from '#ingest/cleaning/file-tally.ts';
import type { DataFinding, DataRule, FindingSample } from '#ingest/import-report.ts';

/** One table, and what its rows add up to by day. */
export interface TalliedTable {
  readonly name: string;
  readonly tally: FileTally;
}

/** Days of one table that another one holds as well. */
export interface Overlap {
  /** The table whose rows of these days count as repeated. */
  readonly name: string;
  readonly other: string;
  readonly days: readonly EpochDay[];
  readonly rows: number;
  readonly units: number;
  readonly revenue: number;
}

/** Rows on days that agree, below which two tables may be alike by chance. */
const fewestRows = 20;

/**
 * Exports that overlap, such as one of each quarter so far: pairs of tables of which at least half of the smaller one's
 * products are in both, and of the days with sales in both at least half agree in rows, pieces and amounts to the last
 * millionth, with 20 rows or more on them. (Two shops with the same products do not agree day after day; the days at the
 * edge of an export, and those revised since, need not agree.) A day is left to the table that has more rows on it;
 * where they are equal, to the one that ends later, whose figures may have been revised.
 */
export function findOverlaps(tables: readonly TalliedTable[]): Overlap[] {
  const partners = tables.map((): number[] => []);
  for (let a = 0; a < tables.length; a++)
    for (let b = a + 1; b < tables.length; b++)
      if (holdTheSame(tables[a].tally, tables[b].tally)) {
        partners[a].push(b);
        partners[b].push(a);
      }
  return tables.flatMap((table, index) => overlapsOf(table, index, partners[index], tables));
}

function holdTheSame(a: FileTally, b: FileTally): boolean {
  const [small, large] = a.days.size <= b.days.size ? [a, b] : [b, a];
  let shared = 0;
  let same = 0;
  let rows = 0;
  for (const [day, { rows: count, units, revenue }] of small.days) {
    const other = large.days.get(day);
    if (!other) continue;
    const pieces = units.toBigInt();
    const money = revenue.toBigInt();
    if (pieces === 0n && money === 0n) continue;
    shared += 1;
    if (count !== other.rows || pieces !== other.units.toBigInt() || money !== other.revenue.toBigInt()) continue;
    same += 1;
    rows += count;
  }
  return rows >= fewestRows && 2 * same >= shared && shareProducts(a.products, b.products);
}

function shareProducts(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let common = 0;
  for (const id of small) if (large.has(id)) common += 1;
  return 2 * common >= small.size;
}

/** What of a table is left to others, one entry for each of them. */
function overlapsOf(
  { name, tally }: TalliedTable,
  index: number,
  partners: readonly number[],
  tables: readonly TalliedTable[],
): Overlap[] {
  const found = new Map<number, EpochDay[]>();
  const ends = tables.map((table) => table.tally.firstAndLastDay().lastDay ?? Number.NEGATIVE_INFINITY);
  const isNewer = (a: number, b: number): boolean => ends[a] > ends[b] || (ends[a] === ends[b] && a > b);
  for (const [day, totals] of tally.days) {
    let keeper = index;
    let most = totals.rows;
    for (const partner of partners) {
      const rows = tables[partner].tally.days.get(day)?.rows ?? 0;
      if (rows > most || (rows === most && isNewer(partner, keeper))) {
        keeper = partner;
        most = rows;
      }
    }
    if (keeper === index) continue;
    const days = found.get(keeper);
    if (days) days.push(day);
    else found.set(keeper, [day]);
  }
  return [...found]
    .sort(([a], [b]) => a - b)
    .map(([keeper, days]) => {
      const sums = days.map((day) => tally.days.get(day));
      const add = (pick: (totals: NonNullable<(typeof sums)[number]>) => number): number =>
        sums.reduce((sum, totals) => (totals ? sum + pick(totals) : sum), 0);
      return {
        name,
        other: tables[keeper].name,
        days: days.sort((a, b) => a - b),
        rows: add((totals) => totals.rows),
        units: add(({ units }) => units.toNumber()) / 1e6,
        revenue: add(({ revenue }) => revenue.toNumber()) / 1e6,
      };
    });
}

/** The days that each table leaves to others, by its name. */
export function daysElsewhere(overlaps: readonly Overlap[]): ReadonlyMap<string, readonly EpochDay[]> {
  const days = new Map<string, EpochDay[]>();
  for (const { name, days: more } of overlaps) days.set(name, [...(days.get(name) ?? []), ...more]);
  return days;
}

/** The overlaps as something that may be decided otherwise; the largest first. */
export function overlapFinding(overlaps: readonly Overlap[], choice: DataRule): DataFinding {
  return {
    code: 'sales-overlap',
    count: overlaps.reduce((sum, { rows }) => sum + rows, 0),
    options: dataRules['sales-overlap'],
    choice,
    samples: [...overlaps]
      .sort((a, b) => b.rows - a.rows)
      .slice(0, 8)
      .map(
        ({ name, other, days, units, revenue }): FindingSample => ({
          file: name,
          otherFile: other,
          from: days[0],
          to: days[days.length - 1],
          units,
          revenue,
        }),
      ),
  };
}

/** What the manager is told about each of them. */
export function overlapIssues(overlaps: readonly Overlap[], choice: DataRule): Issue[] {
  return overlaps.map(({ name, other, days }) => ({
    code: choice === 'once' ? 'sales-overlap-once' : 'sales-overlap-added',
    severity: 'warning',
    file: name,
    params: { other, count: days.length },
  }));
}
