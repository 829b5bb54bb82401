import { type EpochDay, fromEpochDay, toEpochDay } from '#engine/calendar/epoch-day.ts';
import type { IdSpelling } from '#ingest/assembly/product-table.ts';
import { detach } from '#ingest/cleaning/product-names.ts';
import type { TakenRows } from '#ingest/cleaning/taken-rows.ts';
import type { MonthTotals, RowProblem, RowRule, RowSample } from '#ingest/import-report.ts';
import type { Row } from '#ingest/reading/row.ts';
import { ExactSum, microToPence } from '#ingest/values/exact-sum.ts';

/** Samples kept of each cause. */
const samplesKept = 5;

/** Days before and after a day that are added up beside each other. */
const daysNear = 1500;
/** Millionths: a sum of as many of these as a batch has rows is a safe integer. */
export const mostAtOnce = 2 ** 34;

interface DayTotals {
  rows: number;
  readonly units: ExactSum;
  readonly revenue: ExactSum;
}

/** What one file's rows add up to. Every data row is accepted or rejected once; flags come on top. */
export class FileTally {
  rowsTotal = 0;
  rowsAccepted = 0;
  /** Rows of sales that were left out since they have no id, though they have a name and pieces. */
  uncoded = 0;
  readonly units = new ExactSum();
  readonly revenue = new ExactSum();
  readonly days = new Map<EpochDay, DayTotals>();
  readonly products = new Set<string>();
  /** Rows and millionths of money under each state that nothing knows, counted as sold. */
  readonly openStates = new Map<string, { rows: number; money: number }>();
  private readonly counts = new Map<
    string,
    { code: string; effect: RowProblem['effect']; count: number; samples: RowSample[] }
  >();
  /** Rows, pieces and money of the days around one, while rows are added. */
  private readonly sums = new Float64Array(2 * daysNear * 3);
  private lastDay = Number.NaN;
  private lastTotals: DayTotals | undefined;
  private readonly onReject: ((code: string, line: number, cells: readonly string[]) => void) | undefined;

  constructor(onReject?: (code: string, line: number, cells: readonly string[]) => void) {
    this.onReject = onReject;
  }

  /** Counts in place of the rows that were read those of the log from which they were added up. */
  takeOver(
    rows: number,
    rejected: readonly { readonly code: string; readonly count: number; readonly sample: RowSample }[],
  ): void {
    this.rowsTotal = rows;
    this.rowsAccepted = rows;
    for (const { code, count, sample } of rejected) {
      this.rowsAccepted -= count;
      this.counts.set(`rejected ${code}`, { code, effect: 'rejected', count, samples: [sample] });
    }
  }

  reject(code: string, line: number, cells: Row): void {
    this.count(code, 'rejected', line, cells);
    this.onReject?.(code, line, cells.toArray());
  }

  flag(code: string, line: number, cells: Row): void {
    this.count(code, 'flagged', line, cells);
  }

  noteState(state: string, money: number, line: number, cells: Row): void {
    this.flag('unknown_state', line, cells);
    const known = this.openStates.get(state) ?? { rows: 0, money: 0 };
    this.openStates.set(detach(state), { rows: known.rows + 1, money: known.money + money });
  }

  /** Notes a row that is used after something in it was mended. */
  fix(code: string, line: number, cells: Row): void {
    this.count(code, 'fixed', line, cells);
  }

  /** Counts an id among the file's, once. */
  countProduct(spelling: IdSpelling): void {
    if (spelling.seenBy === this) return;
    spelling.seenBy = this;
    this.products.add(spelling.text);
  }

  /** Adds an accepted row (or several) to its day; `units` and `revenue` in millionths, safe integers. */
  addToDay(day: EpochDay, units: number, revenue: number, rows = 1): void {
    let totals = day === this.lastDay ? this.lastTotals : this.days.get(day);
    if (!totals) {
      totals = { rows: 0, units: new ExactSum(), revenue: new ExactSum() };
      this.days.set(day, totals);
    }
    this.lastDay = day;
    this.lastTotals = totals;
    totals.rows += rows;
    totals.units.add(units);
    totals.revenue.add(revenue);
  }

  addRows({ count, day, units, money }: TakenRows): void {
    const { sums } = this;
    const from = day[0];
    let [first, last] = [2 * daysNear, -1];
    for (let at = 0; at < count; at++) {
      const pieces = units[at] || 0;
      const amount = money[at];
      if (pieces < 0) continue;
      const near = day[at] - from + daysNear;
      const place = near * 3;
      // Sums of a few small numbers are exact in doubles.
      if (near < 0 || near >= 2 * daysNear || pieces > mostAtOnce || amount > mostAtOnce || amount < -mostAtOnce) {
        this.addToDay(day[at], pieces, amount);
        continue;
      }
      if (near < first) first = near;
      if (near > last) last = near;
      sums[place] += 1;
      sums[place + 1] += pieces;
      sums[place + 2] += amount;
    }
    for (let near = first; near <= last; near++) {
      const place = near * 3;
      if (sums[place] > 0) this.addToDay(from + near - daysNear, sums[place + 1], sums[place + 2], sums[place]);
      sums.fill(0, place, place + 3);
    }
  }

  countsOf(effect: RowProblem['effect']): Record<string, number> {
    const entries = [...this.counts.values()].filter((entry) => entry.effect === effect);
    return Object.fromEntries(entries.map(({ code, count }) => [code, count]));
  }

  /**
   * Causes of rejected, flagged and mended rows, the commonest first, with what may be done about each: `causes` of the
   * kind of file; sums in any.
   */
  problems(
    causes: Readonly<Record<string, readonly RowRule[]>>,
    hasName: boolean,
    rules: Readonly<Record<string, RowRule>>,
  ): RowProblem[] {
    return [...this.counts.values()]
      .map((entry) => {
        const all = entry.code === 'total_row' ? (['reject', 'keep'] as const) : (causes[entry.code] ?? []);
        const options = hasName ? all : all.filter((rule) => rule !== 'name');
        const usual = options[0] ?? (entry.effect === 'rejected' ? 'reject' : 'keep');
        const chosen = rules[entry.code];
        return { ...entry, options, choice: chosen && options.includes(chosen) ? chosen : usual };
      })
      .sort((a, b) => b.count - a.count);
  }

  /** The cause of most rejected rows and where it is first met; null without any. */
  commonestFault(code?: string): { readonly code: string; readonly count: number; readonly sample: RowSample } | null {
    const entries = [...this.counts.values()].filter(
      (entry) => entry.effect === 'rejected' && (code === undefined || entry.code === code),
    );
    const [most] = entries.sort((a, b) => b.count - a.count);
    return most ? { code: most.code, count: most.count, sample: most.samples[0] } : null;
  }

  firstAndLastDay(): { firstDay: EpochDay | null; lastDay: EpochDay | null } {
    let firstDay: EpochDay | null = null;
    let lastDay: EpochDay | null = null;
    for (const day of this.days.keys()) {
      if (firstDay === null || day < firstDay) firstDay = day;
      if (lastDay === null || day > lastDay) lastDay = day;
    }
    return { firstDay, lastDay };
  }

  months(): MonthTotals[] {
    const months = new Map<EpochDay, DayTotals>();
    for (const [day, totals] of this.days) {
      const { year, month } = fromEpochDay(day);
      const first = toEpochDay(year, month, 1);
      const sum = months.get(first) ?? { rows: 0, units: new ExactSum(), revenue: new ExactSum() };
      months.set(first, sum);
      sum.rows += totals.rows;
      sum.units.addSum(totals.units);
      sum.revenue.addSum(totals.revenue);
    }
    return [...months]
      .sort(([a], [b]) => a - b)
      .map(([month, sum]) => ({
        month,
        rows: sum.rows,
        units: sum.units.toNumber() / 1e6,
        revenue: microToPence(sum.revenue.toBigInt()),
      }));
  }

  private count(code: string, effect: RowProblem['effect'], line: number, cells: Row): void {
    const key = `${effect} ${code}`;
    let entry = this.counts.get(key);
    if (!entry) {
      entry = { code, effect, count: 0, samples: [] };
      this.counts.set(key, entry);
    }
    entry.count += 1;
    if (entry.samples.length < samplesKept)
      entry.samples.push({
        line,
        cells: cells.toArray().map((cell) => detach(cell.length > 200 ? `${cell.slice(0, 199)}…` : cell)),
      });
  }
}
