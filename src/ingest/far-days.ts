import { budget } from '#engine/budget.ts';
import { type EpochDay, formatIsoDate } from '#engine/calendar/epoch-day.ts';
import type { Issue } from '#engine/issue.ts';
import type { Collection } from '#ingest/assembly/collection.ts';
import { dataRules } from '#ingest/assembly/data-rules.ts';
import type { DataFinding, DataRule, FindingSample } from '#ingest/import-report.ts';
import type { Overlap, TalliedTable } from '#ingest/overlaps.ts';

/** Days without a row between two runs of days, from which on they are told apart. A shop of one season closes for less. */
const apartDays = 366;
/** Share of all rows above which a run is no slip of the pen. */
const mostRows = 0.01;

/** Rows of one table on days far from all others. */
type FarRows = Omit<Overlap, 'other'>;

/** Days far from the rest, and whether a panel that reaches to them could be held at all. */
export interface FarDays {
  readonly days: ReadonlySet<EpochDay>;
  readonly tables: readonly FarRows[];
  readonly fits: boolean;
}

/**
 * Dates that are likely mistyped (2099, 1900, 9999): runs of days more than a year from all other days, with at most 1 % of the
 * rows together; where the panel would be too large with them, all runs but the one with most rows. Null without any.
 * A day on which the other tables have rows is none of them.
 */
export function findFarDays(
  tables: readonly TalliedTable[],
  { products, period }: Pick<Collection, 'products' | 'period'>,
  others: readonly TalliedTable[] = [],
): FarDays | null {
  const rowsByDay = new Map<EpochDay, number>();
  for (const { tally } of tables)
    for (const [day, { rows }] of tally.days) rowsByDay.set(day, (rowsByDay.get(day) ?? 0) + rows);
  const runs = runsOf([...rowsByDay].sort(([a], [b]) => a - b));
  if (runs.length < 2) return null;
  const total = runs.reduce((sum, { rows }) => sum + rows, 0);
  const main = runs.reduce((most, run) => (run.rows > most.rows ? run : most));
  const span = runs[runs.length - 1].days.at(-1)! - runs[0].days[0] + 1;
  const periods = span / (period === 'month' ? 30 : 7);
  const fits = products.entries.length * periods <= budget.panelCells && periods <= budget.panelPeriods;
  const smaller = runs.filter((run) => run !== main).sort((a, b) => a.rows - b.rows);
  const days = new Set<EpochDay>();
  let rows = 0;
  for (const run of smaller) {
    rows += run.rows;
    if (fits && rows > mostRows * total) break;
    for (const day of run.days) if (!others.some(({ tally }) => tally.days.has(day))) days.add(day);
  }
  if (days.size === 0) return null;
  return { days, tables: tables.flatMap((table) => farRowsOf(table, days)), fits };
}

/** Those of two kinds of tables. */
export function joinFarDays(one: FarDays | null, other: FarDays | null): FarDays | null {
  if (!one || !other) return one ?? other;
  return {
    days: new Set([...one.days, ...other.days]),
    tables: [...one.tables, ...other.tables],
    fits: one.fits && other.fits,
  };
}

interface Run {
  readonly days: EpochDay[];
  rows: number;
}

function runsOf(days: readonly (readonly [day: EpochDay, rows: number])[]): Run[] {
  const runs: Run[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const [day, rows] of days) {
    if (day - last > apartDays) runs.push({ days: [], rows: 0 });
    const run = runs[runs.length - 1];
    run.days.push(day);
    run.rows += rows;
    last = day;
  }
  return runs;
}

function farRowsOf({ name, tally }: TalliedTable, far: ReadonlySet<EpochDay>): FarRows[] {
  const days = [...tally.days.keys()].filter((day) => far.has(day)).sort((a, b) => a - b);
  if (days.length === 0) return [];
  let [rows, units, revenue] = [0, 0, 0];
  for (const day of days) {
    const totals = tally.days.get(day)!;
    rows += totals.rows;
    units += totals.units.toNumber() / 1e6;
    revenue += totals.revenue.toNumber() / 1e6;
  }
  return [{ name, days, rows, units, revenue }];
}

/** What is done about them: a panel that could not be held is not built, whatever is wished. */
export function farDaysRule({ fits }: FarDays, wished: 'leave-out' | 'keep'): 'leave-out' | 'keep' {
  return fits ? wished : 'leave-out';
}

/** The far days as something that may be decided otherwise, where it may. */
export function farDaysFinding({ tables, fits }: FarDays, choice: DataRule): DataFinding {
  return {
    code: 'far-days',
    count: tables.reduce((sum, { rows }) => sum + rows, 0),
    options: fits ? dataRules['far-days'] : ['leave-out'],
    choice,
    samples: tables.flatMap(({ name, days, units, revenue }): FindingSample[] =>
      days.length > 8
        ? [{ file: name, from: days[0], to: days[days.length - 1], units, revenue }]
        : days.map((day) => ({ file: name, from: day, to: day })),
    ),
  };
}

/** What the manager is told about each file that has some. */
export function farDaysIssues({ tables, fits }: FarDays, choice: DataRule): Issue[] {
  return tables.map(({ name, days, rows }) => ({
    code: choice === 'keep' ? 'far-days-kept' : fits ? 'far-days-left-out' : 'far-days-too-far',
    severity: 'warning',
    file: name,
    params: { count: rows, first: formatIsoDate(days[0]), last: formatIsoDate(days[days.length - 1]) },
  }));
}
