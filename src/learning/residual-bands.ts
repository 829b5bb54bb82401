import { unscaleValue } from '#engine/features/scaling.ts';
import type { PreparedSeries } from '#engine/features/windows.ts';
import { type Forecast, forecastOf } from '#engine/forecast.ts';
import { quantileOf } from '#engine/kernels/statistics.ts';

/** Residual target - prediction on the scaled series. */
export interface Residual {
  /** Index of the series. */
  readonly series: number;
  /** From 1. */
  readonly ahead: number;
  readonly value: number;
}

/**
 * Uncertainty learnt from validation residuals: residual = spread of the series x growth with the step x a draw from one
 * pooled distribution.
 */
export interface ResidualBands {
  /** By series: root mean square of its residuals, shrunk towards that of all series. */
  readonly spreads: Float64Array;
  /** By step, mean square 1 over the horizon, never falling. */
  readonly growth: Float64Array;
  /** Sorted standardised residuals, median 0. */
  readonly draws: Float64Array;
}

/** Residuals of its own that weigh as much as what is known from all series. */
const priorResiduals = 13;
/** Enough for 2.5 % quantiles and a smooth mean, cheap enough for many series. */
const keptDraws = 1001;

export function fitResidualBands(residuals: readonly Residual[], seriesCount: number, horizon: number): ResidualBands {
  const byStep = Array.from({ length: horizon }, () => ({ squares: 0, count: 0 }));
  const bySeries = Array.from({ length: seriesCount }, () => ({ squares: 0, count: 0 }));
  const all = { squares: 0, count: 0 };
  for (const { series, ahead, value } of residuals)
    for (const sum of [byStep[ahead - 1], bySeries[series], all]) {
      sum.squares += value * value;
      sum.count += 1;
    }
  const pooled = all.squares / all.count;
  const growth = risingScale(byStep.map(({ squares, count }) => (count > 0 ? Math.sqrt(squares / count / pooled) : 1)));
  const spreads = Float64Array.from(bySeries, ({ squares, count }) =>
    Math.sqrt((squares + priorResiduals * pooled) / (count + priorResiduals)),
  );
  const sorted = Float64Array.from(
    residuals,
    ({ series, ahead, value }) => value / (spreads[series] * growth[ahead - 1]),
  ).sort();
  const median = quantileOf(sorted, 0.5);
  const draws = Float64Array.from(
    { length: Math.min(keptDraws, sorted.length) },
    (_, k) => quantileOf(sorted, (k + 0.5) / Math.min(keptDraws, sorted.length)) - median,
  );
  return { spreads, growth, draws };
}

/** Pool adjacent violators, so that uncertainty never falls with the step, then mean square 1. */
function risingScale(scales: readonly number[]): Float64Array {
  const blocks: { sum: number; count: number }[] = [];
  for (const scale of scales) {
    blocks.push({ sum: scale, count: 1 });
    while (blocks.length > 1) {
      const [before, last] = blocks.slice(-2);
      if (before.sum / before.count <= last.sum / last.count) break;
      blocks.splice(-2, 2, { sum: before.sum + last.sum, count: before.count + last.count });
    }
  }
  const rising = Float64Array.from(blocks.flatMap(({ sum, count }) => new Array<number>(count).fill(sum / count)));
  const norm = Math.sqrt(rising.reduce((sum, scale) => sum + scale * scale, 0) / rising.length);
  return rising.map((scale) => scale / norm);
}

/**
 * Forecast on the series' own scale from scaled predictions [horizon]: the median is the prediction, the limits are
 * quantiles of prediction + residual, the mean is the mean of all of them brought back (Duan's smearing, for the
 * logarithm). Cut at 0 for demand.
 */
export function bandedForecast(
  series: PreparedSeries,
  spread: number,
  bands: ResidualBands,
  predictions: ArrayLike<number>,
): Forecast {
  const horizon = bands.growth.length;
  const { scale } = series;
  const floor = scale.logarithm ? 0 : Number.NEGATIVE_INFINITY;
  const at = (step: number, draw: number): number =>
    Math.max(floor, unscaleValue(scale, predictions[step] + draw * spread * bands.growth[step]));
  const column = (value: (step: number) => number): Float64Array =>
    Float64Array.from({ length: horizon }, (_, k) => value(k));
  return forecastOf(
    column((step) => bands.draws.reduce((sum, draw) => sum + at(step, draw), 0) / bands.draws.length),
    (p) => {
      const draw = p === 0.5 ? 0 : quantileOf(bands.draws, p);
      return column((step) => at(step, draw));
    },
  );
}
