import { sumOf } from '#engine/kernels/statistics.ts';
import { type DemandFactors, demandFactor } from './launch.ts';

/** What season and promotions do to one launch. */
export interface LaunchSeason {
  /** Total as sold / neutral total. */
  readonly multiplier: number;
  /** Share of the total as sold by week; sums to 1. */
  readonly expected: Float64Array;
}

/** Lays the launch curve over the season and promotion factors from the launch week on. */
export function seasonOfLaunch(
  launch: { readonly category: string; readonly firstWeek: number },
  shape: Float64Array,
  horizon: number,
  factors: DemandFactors | null,
): LaunchSeason {
  const weighted = Float64Array.from(
    { length: horizon },
    (_, a) => shape[a] * demandFactor(factors, launch.category, launch.firstWeek + 7 * a),
  );
  const multiplier = sumOf(weighted);
  return { multiplier, expected: weighted.map((value) => value / multiplier) };
}
