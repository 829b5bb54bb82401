import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import { OverBudget } from '#ingest/over-budget.ts';

/** Days of all products that are kept at most; a table with more is refused. */
const mostRunningDays = 5_000_000;

/** A product's days in order, with its totals, and later what they have grown by: millionths, NaN where the table has no such column. */
export interface Running {
  readonly days: EpochDay[];
  readonly units: number[];
  readonly revenue: number[];
  /** What no row has taken yet. */
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
      insert(own.days, own.at, day);
      insert(own.units, own.at, units);
      insert(own.revenue, own.at, revenue);
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

  /** Where a product's day stands as long as what it adds is left; null for its first day, and where another row took it. */
  find(id: string, day: EpochDay): Running | null {
    const own = this.products.get(id);
    return own && turnTo(own, day) && own.left[own.at] ? own : null;
  }
}

/** Goes to a day, or to where it belongs: mostly the next one. False where it is not there. */
function turnTo(own: Running, day: EpochDay): boolean {
  const { days, at } = own;
  let [from, to] = [0, days.length - 1];
  if (to < 0 || days[to] < day) {
    own.at = days.length;
    return false;
  }
  if (at < to && days[at] < day) from = at + 1;
  else if (at < to) to = at;
  if (days[from] >= day) to = from;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (days[middle] < day) from = middle + 1;
    else to = middle;
  }
  own.at = from;
  return days[from] === day;
}

function insert(values: number[], at: number, value: number): void {
  if (at === values.length) values.push(value);
  else values.splice(at, 0, value);
}

function grown(before: number, now: number): number {
  return now >= before ? now - before : now;
}
