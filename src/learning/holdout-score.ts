import type { Forecast } from '#engine/forecast.ts';
import { meanOf } from '#engine/kernels/statistics.ts';

/** Percent but MASE; NaN where undefined. */
export interface Score {
  readonly mase: number;
  readonly wape: number;
  readonly bias: number;
  readonly coverage80: number;
  readonly coverage95: number;
}

/** Mean absolute difference at lag `lag` of the training part; pairs with an unknown value are left out. */
export function maseScale(training: Float64Array, lag: number): number {
  let sum = 0;
  let count = 0;
  for (let t = lag; t < training.length; t++) {
    const difference = Math.abs(training[t] - training[t - lag]);
    if (Number.isNaN(difference)) continue;
    sum += difference;
    count += 1;
  }
  return sum / count;
}

/**
 * Scores a forecast against the actual values; unknown periods are left out. MASE by the training part's scale at `lag`, WAPE
 * 100 sum |a - median| / sum a, bias 100 sum (mean - a) / sum a, coverage 100 x share within the limits (NaN without limits).
 */
export function scoreForecast(forecast: Forecast, actual: Float64Array, training: Float64Array, lag: number): Score {
  let [count, total, off, error, within80, within95] = [0, 0, 0, 0, 0, 0];
  actual.forEach((value, step) => {
    if (Number.isNaN(value)) return;
    count += 1;
    total += value;
    off += Math.abs(value - forecast.median[step]);
    error += forecast.mean[step] - value;
    if (forecast.lo80[step] <= value && value <= forecast.hi80[step]) within80 += 1;
    if (forecast.lo95[step] <= value && value <= forecast.hi95[step]) within95 += 1;
  });
  const hasLimits = !Number.isNaN(forecast.lo80[0]);
  return {
    mase: off / count / maseScale(training, lag),
    wape: total > 0 ? (100 * off) / total : Number.NaN,
    bias: total > 0 ? (100 * error) / total : Number.NaN,
    coverage80: hasLimits ? (100 * within80) / count : Number.NaN,
    coverage95: hasLimits ? (100 * within95) / count : Number.NaN,
  };
}

/** Means over the scores in which a figure is defined. */
export function meanScore(scores: readonly Score[]): Score {
  const mean = (figure: keyof Score): number => {
    const defined = scores.map((score) => score[figure]).filter(Number.isFinite);
    return meanOf(defined);
  };
  return {
    mase: mean('mase'),
    wape: mean('wape'),
    bias: mean('bias'),
    coverage80: mean('coverage80'),
    coverage95: mean('coverage95'),
  };
}
