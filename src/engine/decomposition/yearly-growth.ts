import { z95 } from '#engine/kernels/normal-distribution.ts';
import { sumOf } from '#engine/kernels/statistics.ts';

/** Change of a year's sales against the year before, as a share (0.1 = 10 % more), with its 95 % interval. */
export interface YearlyGrowth {
  readonly share: number;
  readonly lo95: number;
  readonly hi95: number;
  /** Periods compared: both this one and the one a year before are known. */
  readonly pairs: number;
}

/** Share of a year that has to be comparable. */
const leastKnown = 0.75;

/**
 * Mean of y_t - y_(t-m) over the last `frequency` periods, against the mean of y_(t-m): the season cancels, whatever its
 * form. Its standard error is that of a mean of autocorrelated values: Newey and West (1987) with 1.3 sqrt(n) lags (Lazarus,
 * Lewis, Stock and Watson 2018). Pairs with an unknown value are left out. Null below two years of data, with more than a
 * quarter of the pairs unknown, or where nothing was sold a year before.
 */
export function yearlyGrowth(y: Float64Array, frequency: number): YearlyGrowth | null {
  if (frequency <= 1 || y.length < 2 * frequency) return null;
  const differences: number[] = [];
  let before = 0;
  for (let t = y.length - frequency; t < y.length; t++) {
    const difference = y[t] - y[t - frequency];
    if (!Number.isFinite(difference)) continue;
    differences.push(difference);
    before += y[t - frequency];
  }
  const n = differences.length;
  if (n < leastKnown * frequency || !(before > 0)) return null;
  const mean = sumOf(differences) / n;
  const error = Math.sqrt(longRunVariance(differences, mean) / n);
  const base = before / n;
  return { share: mean / base, lo95: (mean - z95 * error) / base, hi95: (mean + z95 * error) / base, pairs: n };
}

/** Bartlett weights keep it from falling below 0. */
function longRunVariance(x: readonly number[], mean: number): number {
  const n = x.length;
  const lags = Math.min(n - 1, Math.ceil(1.3 * Math.sqrt(n)));
  let sum = 0;
  for (let lag = 0; lag <= lags; lag++) {
    let product = 0;
    for (let t = lag; t < n; t++) product += (x[t] - mean) * (x[t - lag] - mean);
    sum += (lag === 0 ? 1 : 2 * (1 - lag / (lags + 1))) * product;
  }
  // One degree of freedom goes to the mean.
  return sum / (n - 1);
}
