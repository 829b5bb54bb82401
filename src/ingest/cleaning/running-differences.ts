import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import { OverBudget } from '#ingest/over-budget.ts';

/** Days of all products that are kept at most; a table with more is refused. */
const mostRunningDays = 5_000_000;

/** Millionths; NaN where the table has no such column. */
interface Standing {
  units: number;
  revenue: number;
}

/**
 * Running totals by product taken apart into days: what a product's total has grown by since its day before. Its first day
 * says how much had been sold by then, and nothing of that day. A total that falls began anew.
 */
export class RunningDifferences {
  private readonly products = new Map<string, Map<EpochDay, Standing>>();
  private readonly most: number;
  private days = 0;

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
    const known = days.get(day);
    if (!known) {
      if (this.days >= this.most) throw new OverBudget('running-beyond-budget', this.most);
      this.days += 1;
      days.set(day, { units, revenue });
      return;
    }
    if (!(known.units >= units)) known.units = units;
    if (!(known.revenue >= revenue)) known.revenue = revenue;
  }

  /** After the last row: totals become differences. */
  close(): void {
    for (const [id, days] of this.products) {
      const inOrder = [...days].sort(([a], [b]) => a - b);
      const differences = new Map<EpochDay, Standing>();
      for (let at = 1; at < inOrder.length; at++) {
        const [day, now] = inOrder[at];
        const before = inOrder[at - 1][1];
        differences.set(day, { units: grown(before.units, now.units), revenue: grown(before.revenue, now.revenue) });
      }
      this.products.set(id, differences);
    }
  }

  /** What a product's day adds, handed out once; null for its first day and for further rows of a day. */
  take(id: string, day: EpochDay): Standing | null {
    const days = this.products.get(id);
    const found = days?.get(day) ?? null;
    days?.delete(day);
    return found;
  }
}

function grown(before: number, now: number): number {
  return now >= before ? now - before : now;
}
