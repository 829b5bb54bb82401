import type { Forecast } from '#engine/forecast.ts';
import type { ModelId } from '#engine/models/model-registry.ts';

/** Means over all origins and steps. Formulas: docs/methods/backtest.md. */
export interface BacktestScore {
  readonly method: ModelId;
  /** Mean absolute error of the median / mean absolute lag difference of the training part. */
  readonly mase: number;
  /** Root mean square error of the mean / root mean square lag difference. */
  readonly rmsse: number;
  /** Percent; of the median. NaN where nothing was sold in the test parts. */
  readonly wape: number;
  /** Percent, of the mean: positive = forecasts too high. */
  readonly bias: number;
  readonly pinball: number;
  /** Percent of actuals within the 80 and 95 % limits, and the limits' mean width in MASE scales. */
  readonly coverage80: number;
  readonly coverage95: number;
  readonly width80: number;
  readonly width95: number;
  /** Percent by which the MASE is below the baseline's; negative = worse than naive. */
  readonly valueAdded: number;
  /** Origins scored. */
  readonly origins: number;
}

/** Forecast of one origin beside the actual values. */
export interface FoldForecast {
  readonly method: ModelId;
  /** Observations used for the fit: the test part starts at this index. */
  readonly trainingLength: number;
  readonly forecast: Forecast;
  /** NaN = unknown demand, not scored. */
  readonly actual: Float64Array;
}

/** Scales of a training part: mean absolute and mean square difference at `lag`; NaN pairs left out. */
export interface ErrorScale {
  readonly absolute: number;
  readonly square: number;
}

/** Fewest pairs of values one season apart that a scale is measured on. */
const fewestPairs = 4;

/** Seasonal naive where the shortest training part has values a season apart; else naive. */
export function baselineFor(shortestTraining: Float64Array, frequency: number): 'snaive' | 'naive' {
  if (frequency <= 1) return 'naive';
  let pairs = 0;
  for (let t = frequency; t < shortestTraining.length; t++)
    if (!Number.isNaN(shortestTraining[t] - shortestTraining[t - frequency])) pairs++;
  return pairs >= fewestPairs ? 'snaive' : 'naive';
}

/** A training part without any change has no scale: NaN. */
export function measureScale(training: Float64Array, lag: number): ErrorScale {
  let absolute = 0;
  let square = 0;
  let count = 0;
  for (let t = lag; t < training.length; t++) {
    const difference = training[t] - training[t - lag];
    if (Number.isNaN(difference)) continue;
    absolute += Math.abs(difference);
    square += difference * difference;
    count++;
  }
  return count > 0 && absolute > 0
    ? { absolute: absolute / count, square: square / count }
    : { absolute: Number.NaN, square: Number.NaN };
}

/** One row from the folds of one method. `scales` belong to the folds; folds without a scale count for WAPE and bias only. */
export function scoreFolds(
  method: ModelId,
  folds: readonly FoldForecast[],
  scales: readonly ErrorScale[],
): BacktestScore {
  const sums = { mase: 0, rmsse: 0, pinball: 0, width80: 0, width95: 0, scaled: 0 };
  let absolute = 0;
  let signed = 0;
  let total = 0;
  let in80 = 0;
  let in95 = 0;
  let points = 0;
  folds.forEach(({ forecast: f, actual }, k) => {
    const scale = scales[k];
    let steps = 0;
    let foldAbsolute = 0;
    let foldSquare = 0;
    let foldPinball = 0;
    let width80 = 0;
    let width95 = 0;
    actual.forEach((a, h) => {
      if (Number.isNaN(a)) return;
      steps++;
      foldAbsolute += Math.abs(a - f.median[h]);
      foldSquare += (a - f.mean[h]) ** 2;
      signed += f.mean[h] - a;
      total += a;
      foldPinball += (pinball(a - f.lo80[h], 0.1) + pinball(a - f.median[h], 0.5) + pinball(a - f.hi80[h], 0.9)) / 3;
      width80 += f.hi80[h] - f.lo80[h];
      width95 += f.hi95[h] - f.lo95[h];
      if (a >= f.lo80[h] && a <= f.hi80[h]) in80++;
      if (a >= f.lo95[h] && a <= f.hi95[h]) in95++;
    });
    absolute += foldAbsolute;
    points += steps;
    if (steps === 0 || Number.isNaN(scale.absolute)) return;
    sums.scaled++;
    sums.mase += foldAbsolute / steps / scale.absolute;
    sums.rmsse += Math.sqrt(foldSquare / steps / scale.square);
    sums.pinball += foldPinball / steps / scale.absolute;
    sums.width80 += width80 / steps / scale.absolute;
    sums.width95 += width95 / steps / scale.absolute;
  });
  const mean = (sum: number): number => (sums.scaled > 0 ? sum / sums.scaled : Number.NaN);
  return {
    method,
    mase: mean(sums.mase),
    rmsse: mean(sums.rmsse),
    wape: total > 0 ? (100 * absolute) / total : Number.NaN,
    bias: total > 0 ? (100 * signed) / total : Number.NaN,
    pinball: mean(sums.pinball),
    coverage80: points > 0 ? (100 * in80) / points : Number.NaN,
    coverage95: points > 0 ? (100 * in95) / points : Number.NaN,
    width80: mean(sums.width80),
    width95: mean(sums.width95),
    valueAdded: Number.NaN,
    origins: folds.length,
  };
}

function pinball(difference: number, q: number): number {
  return Math.max(q * difference, (q - 1) * difference);
}
