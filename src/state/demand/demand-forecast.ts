import type { FoldForecast } from '#engine/backtest/score-forecast.ts';
import type { ResultIn } from '#storage/slices/slices.ts';
import type { SeriesForecast } from '#workers/statistics/contract.ts';

/** What the screens show and the stores persist of one series' model selection. */
export type DemandForecast = NonNullable<ResultIn<'demand'>['series'][number]['forecast']>;

/** From the newest back those that share no period with another: what is drawn, and what the planner takes for independent totals. */
export function foldsApart<Fold extends Pick<FoldForecast, 'trainingLength' | 'actual'>>(
  folds: readonly Fold[],
): Fold[] {
  let next = Number.POSITIVE_INFINITY;
  const kept = folds.toReversed().filter(({ trainingLength, actual }) => {
    if (trainingLength + actual.length > next) return false;
    next = trainingLength;
    return true;
  });
  return kept.reverse();
}

export function toDemandForecast(answer: SeriesForecast): DemandForecast {
  const { forecasts, folds, chosen, baseline } = answer;
  return {
    ...answer,
    forecasts: forecasts.filter(({ method }, i) => i === 0 || method === chosen || method === baseline),
    models: forecasts.map(({ method, model }) => ({ method, model })),
    folds: folds.map((fold) => ({ ...fold, forecast: { mean: fold.forecast.mean } })),
  };
}
