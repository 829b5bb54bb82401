import type { ForecastMethod } from '#engine/backtest/forecaster.ts';

/** Methods that may enter the combination; the others are baselines. */
export const eligibleMethods: ReadonlySet<ForecastMethod> = new Set<ForecastMethod>([
  'ets',
  'theta',
  'dotm',
  'stlm',
  'auto-arima',
  'dynreg-log',
  'lm-log',
  'gbm',
  'mlp',
  'lstm',
  'sba',
  'tsb',
  'mean13',
]);
/** Near copies of one another: only the better one enters; before any origin was seen, the first. */
const families: readonly (readonly ForecastMethod[])[] = [
  ['dynreg-log', 'auto-arima'],
  ['dotm', 'theta'],
  ['tsb', 'sba'],
];
/** A member is dropped when its error is this much above the best member's. */
const tolerance = 1.3;

/**
 * Members of the combination given each method's mean MASE over the origins seen so far (empty map = none seen: all
 * eligible). The best two stay in whatever the distance; fewer than two eligible methods = no combination.
 */
export function chooseMembers(
  available: readonly ForecastMethod[],
  meanMase: ReadonlyMap<ForecastMethod, number>,
): ForecastMethod[] {
  const errorOf = (method: ForecastMethod): number => meanMase.get(method) ?? Number.NaN;
  const loses = (method: ForecastMethod, family: readonly ForecastMethod[]): boolean => {
    const at = family.indexOf(method);
    return family.some((other, i) => {
      if (at < 0 || i === at || !available.includes(other)) return false;
      const [mine, theirs] = [errorOf(method), errorOf(other)];
      return mine === theirs || Number.isNaN(mine) || Number.isNaN(theirs) ? i < at : theirs < mine;
    });
  };
  const candidates = available.filter(
    (method) => eligibleMethods.has(method) && !families.some((family) => loses(method, family)),
  );
  if (meanMase.size === 0) return candidates;
  const sorted = candidates.filter((m) => !Number.isNaN(errorOf(m))).sort((a, b) => errorOf(a) - errorOf(b));
  return sorted.filter((m, i) => i < 2 || errorOf(m) <= tolerance * errorOf(sorted[0]));
}
