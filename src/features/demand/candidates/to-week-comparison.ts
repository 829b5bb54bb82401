import type { MarketEvent } from '#engine/panel/market-calendar.ts';

/** Expected units within the horizon by launch week, and the same without promotions. */
export interface WeekOutlook {
  readonly start: number;
  readonly total: Float64Array;
  readonly seasonOnly?: Float64Array;
}

/** Why one launch week beats another: changes from the first to the second as shares, -0.2 = a fifth less. */
export interface WeekComparison {
  readonly first: WeekReading;
  readonly second: WeekReading;
  readonly change: number;
  /** The parts multiply up to the change; NaN where the forecast was kept without them. */
  readonly bySeason: number;
  readonly byPromotions: number;
}

export interface WeekReading {
  readonly day: number;
  readonly total: number;
  /** Promotions within the horizon, in their order. */
  readonly promotions: readonly string[];
}

/** The launch weeks with the most and the fewest expected units. */
export function bestAndWorst({ total }: Pick<WeekOutlook, 'total'>): { readonly best: number; readonly worst: number } {
  return {
    best: total.reduce((at, value, w) => (value > total[at] ? w : at), 0),
    worst: total.reduce((at, value, w) => (value < total[at] ? w : at), 0),
  };
}

/** Compares two launch weeks (by their place in the outlook); `horizon`: weeks whose promotions count. */
export function compareWeeks(
  outlook: WeekOutlook,
  weeks: { readonly first: number; readonly second: number },
  events: readonly MarketEvent[],
  horizon: number,
): WeekComparison {
  const read = (week: number): WeekReading => {
    const day = outlook.start + 7 * week;
    const met = events.filter(({ kind, from, to }) => kind === 'promotion' && from < day + 7 * horizon && to >= day);
    const names = [...met].sort((a, b) => a.from - b.from).map(({ name }) => name);
    return { day, total: outlook.total[week], promotions: [...new Set(names)] };
  };
  const ratio = (values: Float64Array | undefined): number =>
    values ? values[weeks.second] / values[weeks.first] : Number.NaN;
  const change = ratio(outlook.total);
  const season = ratio(outlook.seasonOnly);
  return {
    first: read(weeks.first),
    second: read(weeks.second),
    change: change - 1,
    bySeason: season - 1,
    byPromotions: change / season - 1,
  };
}
