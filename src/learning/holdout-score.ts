import { type BacktestScore, measureScale, scoreFolds } from '#engine/backtest/score-forecast.ts';
import type { Forecast } from '#engine/forecast.ts';
import { meanOf } from '#engine/kernels/statistics.ts';

const figures = ['mase', 'wape', 'bias', 'coverage80', 'coverage95'] as const;

/** Percent but MASE; NaN where undefined. */
export type Score = Pick<BacktestScore, (typeof figures)[number]>;

/** Scores a forecast against the actual values by the formulas of the backtest; a forecast without limits covers nothing that can be said. */
export function scoreForecast(forecast: Forecast, actual: Float64Array, training: Float64Array, lag: number): Score {
  const fold = { method: 'naive', trainingLength: training.length, forecast, actual } as const;
  const { mase, wape, bias, ...covered } = scoreFolds('naive', [fold], [measureScale(training, lag)]);
  const [coverage80, coverage95] = [covered.coverage80, covered.coverage95].map((percent) =>
    Number.isNaN(forecast.lo80[0]) ? Number.NaN : percent,
  );
  return { mase, wape, bias, coverage80, coverage95 };
}

/** Means over the scores in which a figure is defined. */
export function meanScore(scores: readonly Score[]): Score {
  const mean = (figure: keyof Score): number => meanOf(scores.map((score) => score[figure]).filter(Number.isFinite));
  return Object.fromEntries(figures.map((figure) => [figure, mean(figure)])) as unknown as Score;
}
