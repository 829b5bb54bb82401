import { describe, expect, it } from 'vitest';
import type { DemandForecast } from '#state/demand/demand-forecast.ts';
import { toModelRows, toResidualCorrelations } from './to-model-rows.ts';

type Model = DemandForecast['models'][number]['model'];
const plain: Model = {
  label: 'Theta',
  coefficients: [],
  logLikelihood: Number.NaN,
  aicc: Number.NaN,
  sigma2: Number.NaN,
  logarithm: false,
  ljungBoxP: Number.NaN,
  modelsTried: 1,
};
const arima: Model = {
  ...plain,
  label: 'ARIMA(1,0,0)',
  aicc: 12.5,
  ljungBoxP: 0.4,
  modelsTried: 9,
  residuals: { correlations: Float64Array.of(0.1, -0.2), observations: 100 },
};
const models: DemandForecast['models'] = [
  { method: 'theta', model: plain },
  { method: 'auto-arima', model: arima },
];
const forecast = { models } as unknown as DemandForecast;

describe('toModelRows', () => {
  it('keeps the methods that have something to diagnose', () => {
    expect(toModelRows(forecast)).toEqual([
      { method: 'auto-arima', label: 'ARIMA(1,0,0)', aicc: 12.5, ljungBoxP: 0.4, tried: 9 },
    ]);
  });
});

describe('toResidualCorrelations', () => {
  it('takes the first model that has them, with the limits of chance for its observations', () => {
    expect(toResidualCorrelations(forecast)).toEqual({
      method: 'auto-arima',
      lags: [1, 2],
      values: [0.1, -0.2],
      limit: 0.196,
    });
    expect(toResidualCorrelations({ models: models.slice(0, 1) } as unknown as DemandForecast)).toBeNull();
  });
});
