import type { ResultIn } from '#storage/slices/slices.ts';
import type { SeriesForecast } from '#workers/statistics/contract.ts';

/** What the screens show and the stores persist of one series' model selection. */
export type DemandForecast = NonNullable<ResultIn<'demand'>['series'][number]['forecast']>;
export function toDemandForecast(answer: SeriesForecast): DemandForecast {
  const { forecasts, folds, chosen, baseline } = answer;
  return {
    ...answer,
    forecasts: forecasts.filter(({ method }, i) => i === 0 || method === chosen || method === baseline),
    models: forecasts.map(({ method, model }) => ({ method, model })),
    folds: folds.map((fold) => ({ ...fold, forecast: { mean: fold.forecast.mean } })),
  };
}
