import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import { sumOf } from '#engine/kernels/statistics.ts';
import type { ActualSeries, Actuals, LaunchMatch } from '#engine/monitor/actuals.ts';
import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import { expectedDemand, plannedEvent } from '#engine/monitor/expected-demand.ts';
import type { LaunchTiming, WeekMark } from '#engine/monitor/tracking.ts';

/** A launch's own weeks as sold: variants added up, weeks that say nothing about demand marked. */
export interface ObservedLaunch {
  /** First day of the week of its first sale; null: nothing sold. */
  readonly day: EpochDay | null;
  /** Units by week since then, to the last known week; null: no figure. */
  readonly sold: readonly (number | null)[];
  /** Demand is known. */
  readonly known: readonly boolean[];
  readonly marks: readonly (readonly WeekMark[])[];
}

/** Sold for this many weeks after its own without a unit: it never came. */
export const neverWeeks = 8;
/** A week without a unit is a stock-out where at least so many were to be expected (Poisson: a chance of 0.0003). */
const leastExpected = 8;
/** A week next to a stock-out with less than this share of what the launch's other weeks lead to expect is one in part. */
const partialShare = 0.5;
/** Share of a week's units sold under a promotion that makes it one. */
const promotedShare = 0.5;

/** Adds up the variants; a week counts as unknown where any variant on sale is. */
function joinVariants(
  series: readonly ActualSeries[],
  weeks: number,
): { units: (number | null)[]; stockOut: boolean[]; promoted: number[] } {
  const units: (number | null)[] = [];
  const stockOut: boolean[] = [];
  const promoted: number[] = [];
  for (let t = 0; t < weeks; t++) {
    const values = series.map((each) => each.units[t] ?? null);
    const present = values.filter((value): value is number => value !== null);
    units.push(present.length > 0 ? sumOf(present) : null);
    stockOut.push(series.some((each) => each.stockOutWeeks.includes(t)));
    const shares = series.map((each) => each.promotion?.[t] ?? 0);
    promoted.push(Math.max(0, ...shares));
  }
  return { units, stockOut, promoted };
}

/**
 * Reads one launch out of the actuals. A week counts as demand unknown where the shop sold nothing at all (missing), where a stock file or a gap says stock-out,
 * and, by the rule of this module, where nothing was sold although the launch's own level gives at least 8 units, between weeks with sales or at the end once the
 * initial order is sold; the weeks beside such a gap count too where they sold less than half of what the launch's other weeks lead to expect.
 */
export function observeLaunch(
  plan: CommittedPlan,
  i: number,
  actuals: Actuals,
  match: LaunchMatch | undefined,
): ObservedLaunch {
  const series = match ? actuals.series.filter(({ productId }) => match.productIds.includes(productId)) : [];
  const { units, stockOut, promoted } = joinVariants(series, actuals.weeks);
  const from = units.findIndex((value) => value !== null && value > 0);
  if (from < 0) return { day: null, sold: [], known: [], marks: [] };
  const day = actuals.start + 7 * from;
  const expected = expectedDemand(plan, i, day);
  const sold = units.slice(from);
  const missing = sold.map((_, age) => actuals.missingWeeks.includes(from + age));
  const out = sold.map((_, age) => stockOut[from + age]);
  const level = ownLevel(sold, expected, (age) => !missing[age] && !out[age]);
  flagGaps(sold, out, missing, (age) => level * (expected[age] ?? 0), plan.candidates[i].stock);
  const partial = flagBeside(sold, out, missing, expected);
  const marks = sold.map((value, age): WeekMark[] => {
    const event = plannedEvent(plan, day + 7 * age);
    const isPromoted = promoted[from + age] >= promotedShare;
    return [
      ...(age === 0 ? ['first-week' as const] : []),
      ...(missing[age] ? ['missing' as const] : []),
      ...(out[age] ? ['stock-out' as const] : []),
      ...(partial[age] ? ['partial-stock-out' as const] : []),
      ...(value !== null && value < 0 ? ['negative' as const] : []),
      ...(event !== '' ? ['promotion' as const] : isPromoted ? ['unplanned-promotion' as const] : []),
    ];
  });
  const known = sold.map((value, age) => value !== null && !missing[age] && !out[age] && !partial[age]);
  return { day, sold, known, marks };
}

/** Median of sold / expected over the weeks that count: what the launch runs at, whatever single weeks do. */
function ownLevel(sold: readonly (number | null)[], expected: Float64Array, counts: (age: number) => boolean): number {
  const ratios = sold
    .flatMap((value, age) =>
      value !== null && value > 0 && counts(age) && expected[age] > 0 ? [value / expected[age]] : [],
    )
    .sort((a, b) => a - b);
  return ratios.length > 0 ? ratios[(ratios.length - 1) >> 1] : 0;
}

function flagGaps(
  sold: readonly (number | null)[],
  out: boolean[],
  missing: readonly boolean[],
  levelAt: (age: number) => number,
  stock: number,
): void {
  let total = 0;
  for (let age = 0; age < sold.length; age++) {
    total += sold[age] ?? 0;
    if ((sold[age] ?? 0) > 0 || missing[age]) continue;
    let end = age;
    while (end < sold.length && (sold[end] ?? 0) <= 0) end++;
    const comesBack = end < sold.length;
    const isSoldOut = stock > 0 && total >= stock;
    for (let t = age; t < end; t++)
      if (!missing[t] && levelAt(t) >= leastExpected && (comesBack || isSoldOut)) out[t] = true;
    age = end - 1;
  }
}

/** Weeks beside a stock-out in which stock ran out, or came back, midway. */
function flagBeside(
  sold: readonly (number | null)[],
  out: readonly boolean[],
  missing: readonly boolean[],
  expected: Float64Array,
): boolean[] {
  return sold.map((value, age) => {
    if (out[age] || missing[age] || value === null || !(out[age - 1] || out[age + 1])) return false;
    const others = ownLevel(sold, expected, (t) => t !== age && !out[t] && !missing[t] && !(out[t - 1] || out[t + 1]));
    return others > 0 && value < partialShare * others * (expected[age] ?? 0);
  });
}

/** Planned against real launch week. `asOf`: first day that is not known. */
export function timingOf(
  planned: EpochDay | null,
  actual: EpochDay | null,
  asOf: EpochDay,
): { readonly timing: LaunchTiming; readonly weeksLate: number } {
  if (planned === null) return { timing: actual === null ? 'not-due' : 'unplanned', weeksLate: 0 };
  if (actual !== null) {
    const weeksLate = Math.round((actual - planned) / 7);
    return { timing: weeksLate > 0 ? 'late' : weeksLate < 0 ? 'early' : 'on-time', weeksLate };
  }
  const over = Math.floor((asOf - planned) / 7);
  if (over < 1) return { timing: 'not-due', weeksLate: 0 };
  return { timing: over >= neverWeeks ? 'never' : 'overdue', weeksLate: over };
}
