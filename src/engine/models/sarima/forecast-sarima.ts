import type { SarimaFit } from './fit-sarima.ts';
import { filterLevels } from './level-filter.ts';
import { type NamedColumn, regressionColumns } from './sarima-problem.ts';

/** Expected values, their standard deviation per unit of innovation deviation, and what is left of the series. */
export interface SarimaForecast {
  readonly mean: Float64Array;
  /** sqrt(variance / sigma2); times sigma gives the standard error. Uncertainty of the coefficients is left out, as in R. */
  readonly spread: Float64Array;
  /** Innovations / their standard deviation in units of sigma; NaN at gaps. Length of the series. */
  readonly residuals: Float64Array;
}

/**
 * Forecasts `horizon` periods beyond the series that the model was fitted to. `newXreg` has the regressors of the fit, in
 * its order, over the horizon.
 */
export function forecastSarima(
  fit: SarimaFit,
  y: Float64Array,
  xreg: readonly NamedColumn[],
  newXreg: readonly NamedColumn[],
  horizon: number,
): SarimaForecast {
  const { spec, coefficients, armaCount } = fit;
  const rest = Float64Array.from(y);
  regressionColumns(y.length, xreg, spec).forEach((column, j) => {
    const beta = coefficients[armaCount + j];
    for (let t = 0; t < rest.length; t++) rest[t] -= beta * column.values[t];
  });
  const result = filterLevels(rest, coefficients.subarray(0, armaCount), spec.order, horizon);
  if (!result) throw new Error('a fitted model must be stationary');
  const mean = Float64Array.from(result.mean);
  regressionColumns(horizon, newXreg, spec, y.length).forEach((column, j) => {
    const beta = coefficients[armaCount + j];
    for (let t = 0; t < horizon; t++) mean[t] += beta * column.values[t];
  });
  return { mean, spread: result.variance.map(Math.sqrt), residuals: result.standardised };
}
