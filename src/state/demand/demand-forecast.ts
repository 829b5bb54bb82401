import type { MethodForecast } from '#engine/backtest/backtest-series.ts';
import type { Forecast } from '#engine/forecast.ts';
import type { SeriesForecast } from '#workers/statistics/contract.ts';

/** A forecast of a hold-out, beside the actual values. */
export type HoldOutFold = Omit<SeriesForecast['folds'][number], 'forecast'> & {
  readonly forecast: Pick<Forecast, 'mean'>;
};

/**
 * What the screens show and the stores keep of one series' model selection. Of the models not chosen, their scores and models stand
 * in tables; their figures are drawn nowhere, and would be most of what a project file holds.
 */
export type DemandForecast = Omit<SeriesForecast, 'forecasts' | 'folds'> & {
  /** The chosen one first, then the baseline where that is another. */
  readonly forecasts: readonly MethodForecast[];
  /** Of every method that could be fitted: the chosen one first, then by MASE. */
  readonly models: readonly Omit<MethodForecast, 'forecast'>[];
  readonly folds: readonly HoldOutFold[];
};

export function toDemandForecast(answer: SeriesForecast): DemandForecast {
  const { forecasts, folds, chosen, baseline } = answer;
  return {
    ...answer,
    forecasts: forecasts.filter(({ method }, i) => i === 0 || method === chosen || method === baseline),
    models: forecasts.map(({ method, model }) => ({ method, model })),
    folds: folds.map((fold) => ({ ...fold, forecast: { mean: fold.forecast.mean } })),
  };
}
