import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import { OverBudget } from '#ingest/over-budget.ts';

/** Days of all products that are kept at most; a table with more is refused. */
const mostRunningDays = 5_000_000;

/** A product's days in order, with its totals, and later what they have grown by: millionths, NaN where the table has no such column. */
interface Running {
  readonly days: EpochDay[];
  readonly units: number[];
  readonly revenue: number[];
  /** What is left to be handed out. */
  left: boolean[];
  /** The place of its last row. */
  at: number;
}

/**
 * Running totals by product taken apart into days: what a product's total has grown by since its day before. Its first day
 * says how much had been sold by then, and nothing of that day. A total that falls began anew.
 */
export class RunningDifferences {
  private readonly products = new Map<string, Running>();
  private readonly most: number;
  private days = 0;

  constructor(most = mostRunningDays) {
    this.most = most;
  }

  /** Hears of a row; of several rows of a product and day the highest total holds. Throws {@link OverBudget}. */
  note(id: string, day: EpochDay, units: number, revenue: number): void {
    let own = this.products.get(id);
    if (!own) {
      own = { days: [], units: [], revenue: [], left: [], at: 0 };
      this.products.set(id, own);
    }
    if (!turnTo(own, day)) {
      if (this.days >= this.most) throw new OverBudget('running-beyond-budget', this.most);
      this.days += 1;
      own.days.splice(own.at, 0, day);
      own.units.splice(own.at, 0, units);
      own.revenue.splice(own.at, 0, revenue);
      return;
    }
    if (!(own.units[own.at] >= units)) own.units[own.at] = units;
    if (!(own.revenue[own.at] >= revenue)) own.revenue[own.at] = revenue;
  }

  /** After the last row: totals become differences. */
  close(): void {
    for (const own of this.products.values()) {
      // From the last day on: what each is compared with still stands.
      for (let at = own.days.length - 1; at > 0; at--) {
        own.units[at] = grown(own.units[at - 1], own.units[at]);
        own.revenue[at] = grown(own.revenue[at - 1], own.revenue[at]);
      }
      own.left = own.days.map((_, at) => at > 0);
    }
  }

  /** What a product's day adds, handed out once; null for its first day and for further rows of a day. */
  take(id: string, day: EpochDay): { readonly units: number; readonly revenue: number } | null {
    const own = this.products.get(id);
    if (!own || !turnTo(own, day) || !own.left[own.at]) return null;
    own.left[own.at] = false;
    return { units: own.units[own.at], revenue: own.revenue[own.at] };
  }
}

/** Goes to a day, or to where it belongs: mostly the next one. False where it is not there. */
function turnTo(own: Running, day: EpochDay): boolean {
  const { days } = own;
  let from = days[own.at] < day ? own.at + 1 : 0;
  let to = days[own.at] < day ? days.length : own.at;
  if (!(days[from] < day)) to = from;
  else if (days[days.length - 1] < day) from = days.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (days[middle] < day) from = middle + 1;
    else to = middle;
  }
  own.at = from;
  return days[from] === day;
}

function grown(before: number, now: number): number {
  return now >= before ? now - before : now;
}
