import { sellingShare } from '#engine/calendar/selling-share.ts';
import { sumOf } from '#engine/kernels/statistics.ts';
import { type DemandFactors, demandFactor } from './launch.ts';

/** What season and promotions do to one launch. */
export interface LaunchSeason {
  /** Total as sold / neutral total. */
  readonly multiplier: number;
  /** The same without a last selling day. */
  readonly endless: number;
  /** Share of the total as sold by week; sums to 1. */
  readonly expected: Float64Array;
}

/** Lays the launch curve over the season and promotion factors from the launch week on, up to the last selling day. */
export function seasonOfLaunch(
  launch: { readonly category: string; readonly firstWeek: number; readonly lastDay?: number | undefined },
  shape: Float64Array,
  horizon: number,
  factors: DemandFactors | null,
): LaunchSeason {
  const whole = Float64Array.from(
    { length: horizon },
    (_, a) => shape[a] * demandFactor(factors, launch.category, launch.firstWeek + 7 * a),
  );
  const weighted = whole.map((value, a) => value * sellingShare(launch.lastDay, launch.firstWeek + 7 * a));
  const multiplier = sumOf(weighted);
  // Launched after its last selling day: nothing is sold, in whatever shape.
  return {
    multiplier,
    endless: sumOf(whole),
    expected: multiplier > 0 ? weighted.map((value) => value / multiplier) : shape,
  };
}
