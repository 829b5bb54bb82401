import { describe, expect, it } from 'vitest';
import type { Forecast } from '#engine/forecast.ts';
import type { SeriesForecast } from '#workers/statistics/contract.ts';
import { toDemandForecast } from './demand-forecast.ts';

const forecastOf = (value: number): Forecast => {
  const column = Float64Array.of(value);
  const ranges = { lo50: column, hi50: column, lo80: column, hi80: column, lo95: column, hi95: column };
  return { mean: column, median: column, ...ranges };
};

const model = (label: string): SeriesForecast['forecasts'][number]['model'] => ({
  label,
  coefficients: [],
  logLikelihood: 0,
  aicc: 0,
  sigma2: 0,
  logarithm: false,
  ljungBoxP: 0,
  modelsTried: 1,
});

const answer: SeriesForecast = {
  seriesId: 'total',
  chosen: 'ets',
  reason: 'won-backtest',
  baseline: 'snaive',
  forecasts: [
    { method: 'ets', forecast: forecastOf(1), model: model('ETS(M,A,M)') },
    { method: 'theta', forecast: forecastOf(2), model: model('Theta') },
    { method: 'snaive', forecast: forecastOf(3), model: model('Naive') },
  ],
  scores: [],
  folds: [{ method: 'ets', trainingLength: 9, forecast: forecastOf(4), actual: Float64Array.of(5) }],
  issues: [],
};

describe('toDemandForecast', () => {
  it('keeps the figures of the chosen method and the baseline, and the models of all', () => {
    const { forecasts, models, folds } = toDemandForecast(answer);
    expect(forecasts).toEqual([answer.forecasts[0], answer.forecasts[2]]);
    expect(models.map(({ method, model: { label } }) => [method, label])).toEqual([
      ['ets', 'ETS(M,A,M)'],
      ['theta', 'Theta'],
      ['snaive', 'Naive'],
    ]);
    expect(folds).toEqual([
      { method: 'ets', trainingLength: 9, forecast: { mean: Float64Array.of(4) }, actual: Float64Array.of(5) },
    ]);
  });

  it('has one forecast where the baseline won', () => {
    const naive = toDemandForecast({ ...answer, chosen: 'snaive', forecasts: answer.forecasts.slice(2) });
    expect(naive.forecasts).toHaveLength(1);
  });
});
