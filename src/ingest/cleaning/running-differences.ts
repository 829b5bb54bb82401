import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import { GrowableDoubles } from '#ingest/assembly/growable.ts';
import { OverBudget } from '#ingest/over-budget.ts';

/** Days of all products that are kept at most; a table with more is refused. */
const mostRunningDays = 5_000_000;

/** Millionths; NaN where the table has no such column. */
interface Standing {
  readonly units: number;
  readonly revenue: number;
}

/**
 * Running totals by product taken apart into days: what a product's total has grown by since its day before. Its first day
 * says how much had been sold by then, and nothing of that day. A total that falls began anew.
 */
export class RunningDifferences {
  /** Place of each day among the figures. */
  private readonly products = new Map<string, Map<EpochDay, number>>();
  private readonly units = new GrowableDoubles();
  private readonly revenue = new GrowableDoubles();
  private readonly most: number;

  constructor(most = mostRunningDays) {
    this.most = most;
  }

  /** Hears of a row; of several rows of a product and day the highest total holds. Throws {@link OverBudget}. */
  note(id: string, day: EpochDay, units: number, revenue: number): void {
    let days = this.products.get(id);
    if (!days) {
      days = new Map();
      this.products.set(id, days);
    }
    const at = days.get(day);
    if (at === undefined) {
      if (this.units.length >= this.most) throw new OverBudget('running-beyond-budget', this.most);
      days.set(day, this.units.length);
      this.units.push(units);
      this.revenue.push(revenue);
      return;
    }
    if (!(this.units.values[at] >= units)) this.units.values[at] = units;
    if (!(this.revenue.values[at] >= revenue)) this.revenue.values[at] = revenue;
  }

  /** After the last row: totals become differences. */
  close(): void {
    const { values: units } = this.units;
    const { values: revenue } = this.revenue;
    for (const days of this.products.values()) {
      const [first, ...later] = Float64Array.from(days.keys()).sort();
      const at = days.get(first) ?? 0;
      let before = { units: units[at], revenue: revenue[at] };
      days.delete(first);
      for (const day of later) {
        const place = days.get(day) ?? 0;
        const now = { units: units[place], revenue: revenue[place] };
        units[place] = grown(before.units, now.units);
        revenue[place] = grown(before.revenue, now.revenue);
        before = now;
      }
    }
  }

  /** What a product's day adds, handed out once; null for its first day and for further rows of a day. */
  take(id: string, day: EpochDay): Standing | null {
    const days = this.products.get(id);
    const at = days?.get(day);
    if (at === undefined) return null;
    days?.delete(day);
    return { units: this.units.values[at], revenue: this.revenue.values[at] };
  }
}

function grown(before: number, now: number): number {
  return now >= before ? now - before : now;
}
