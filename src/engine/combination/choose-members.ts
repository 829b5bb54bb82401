import type { ForecastMethod } from '#engine/backtest/contestant.ts';

/** Methods that may enter the combination; the others are baselines. */
const eligible: ReadonlySet<ForecastMethod> = new Set<ForecastMethod>([
  'ets',
  'theta',
  'dotm',
  'stlm',
  'auto-arima',
  'dynreg-log',
  'sba',
  'tsb',
  'mean13',
]);
/** A member is dropped when its error is this much above the best member's. */
const tolerance = 1.15;

/**
 * Members of the combination given each method's mean MASE over the origins seen so far (empty map = none seen: all
 * eligible). The best two stay in whatever the distance; fewer than two eligible methods = no combination.
 */
export function chooseMembers(
  available: readonly ForecastMethod[],
  meanMase: ReadonlyMap<ForecastMethod, number>,
): ForecastMethod[] {
  const candidates = available.filter((method) => eligible.has(method));
  if (meanMase.size === 0) return candidates;
  const errorOf = (method: ForecastMethod): number => meanMase.get(method) ?? Number.NaN;
  const sorted = candidates.filter((m) => !Number.isNaN(errorOf(m))).sort((a, b) => errorOf(a) - errorOf(b));
  return sorted.filter((m, i) => i < 2 || errorOf(m) <= tolerance * errorOf(sorted[0]));
}
