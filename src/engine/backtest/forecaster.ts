import type { Forecast } from '#engine/forecast.ts';
import type { Outcome } from '#engine/issue.ts';
import { z50, z80, z95 } from '#engine/kernels/normal-distribution.ts';
import type { Vintage } from '#engine/panel/units-as-of.ts';
import type { NamedColumn } from '#engine/sarima/sarima-problem.ts';

/**
 * Everything that forecasts a series. `gbm` learns from all series of a job at once; `mlp` and `lstm` are networks that do
 * so elsewhere and hand their forecasts in; `combination` = mean of the members that earned a place in the backtest.
 */
export type ForecastMethod =
  | 'naive'
  | 'snaive'
  | 'drift'
  | 'mean4'
  | 'mean13'
  | 'ets'
  | 'theta'
  | 'dotm'
  | 'stlm'
  | 'auto-arima'
  | 'dynreg-log'
  | 'arima-boxcox'
  | 'lm-log'
  | 'croston'
  | 'sba'
  | 'tsb'
  | 'gbm'
  | 'mlp'
  | 'lstm'
  | 'combination';

/** What a contestant may use: nothing after the last of `values`, except regressors known in advance. */
export interface ModelInput {
  /** NaN = missing. */
  readonly values: Float64Array;
  readonly frequency: number;
  readonly horizon: number;
  readonly xreg: readonly NamedColumn[];
  readonly newXreg: readonly NamedColumn[];
  /** Forecasts and limits are cut at 0. */
  readonly nonNegative: boolean;
  readonly seed: number;
  /** Number of the last period on a clock that all series of the frequency share; not given: all end alike. */
  readonly lastPeriod?: number;
  /** Given where `values` were cleaned with knowledge of later periods: a fold takes back what was not known yet. */
  readonly vintage?: Vintage;
}

export interface ModelCoefficient {
  /** `ar1`, `ma1`, `sar1`, `sma1`, `intercept`, `drift`, a regressor's name, `alpha`, `beta`, `phi`, ... */
  readonly name: string;
  readonly value: number;
  /** NaN where the method gives none. */
  readonly standardError: number;
}

/** What a fitted model is, for display. NaN where a method has no such figure. */
export interface ModelDescription {
  /** The field's notation, the same in every language: `ARIMA(0,1,1)(0,1,1)[12]`, `ETS(M,Ad,M)`, `Theta`. */
  readonly label: string;
  readonly coefficients: readonly ModelCoefficient[];
  readonly logLikelihood: number;
  readonly aicc: number;
  /** Innovation variance on the scale of the fit. */
  readonly sigma2: number;
  /** True when the model is fitted to the logarithm. */
  readonly logarithm: boolean;
  /** Ljung-Box p-value of the residuals; below 0.05 = the model leaves structure. */
  readonly ljungBoxP: number;
  /** Models tried in the search. */
  readonly modelsTried: number;
  /** Autocorrelations of the residuals from lag 1 on, of so many observed ones. */
  readonly residuals?: { readonly correlations: Float64Array; readonly observations: number };
}

export interface ModelForecast {
  readonly forecast: Forecast;
  readonly model: ModelDescription;
}

/** A forecasting method: a pure function of its input. Trouble is a value. */
export type Forecaster = (input: ModelInput) => Outcome<ModelForecast>;

/** A model without likelihood. */
export function describeSimply(label: string, coefficients: readonly ModelCoefficient[] = []): ModelDescription {
  return {
    label,
    coefficients,
    logLikelihood: Number.NaN,
    aicc: Number.NaN,
    sigma2: Number.NaN,
    logarithm: false,
    ljungBoxP: Number.NaN,
    modelsTried: 1,
  };
}

/** Normal bands around `mean` with standard deviations `deviation`, cut at 0 where asked. Length: that of `mean`. */
export function toNormalForecast(mean: Float64Array, deviation: Float64Array, nonNegative: boolean): Forecast {
  const quantile = (z: number): Float64Array => mean.map((m, t) => m + z * deviation[t]);
  const cut = (x: Float64Array): Float64Array => (nonNegative ? x.map((v) => Math.max(0, v)) : x);
  return {
    mean: cut(Float64Array.from(mean)),
    median: cut(Float64Array.from(mean)),
    lo50: cut(quantile(-z50)),
    hi50: cut(quantile(z50)),
    lo80: cut(quantile(-z80)),
    hi80: cut(quantile(z80)),
    lo95: cut(quantile(-z95)),
    hi95: cut(quantile(z95)),
  };
}

/**
 * Bands of a forecast that is normal on the logarithm, ln(y + offset): quantiles by exp, mean by exp(m + s^2 / 2). The
 * mean's correction is limited to a factor of 3: beyond it the log-normal's upper tail says more about the fit's
 * variance than about demand.
 */
export function toLogNormalForecast(
  logMean: Float64Array,
  logDeviation: Float64Array,
  offset: number,
  nonNegative: boolean,
): Forecast {
  const back = (z: number): Float64Array =>
    logMean.map((m, t) => {
      const value = Math.exp(m + z * logDeviation[t]) - offset;
      return nonNegative ? Math.max(0, value) : value;
    });
  const mean = logMean.map((m, t) => {
    const value = Math.exp(m + Math.min(Math.log(3), 0.5 * logDeviation[t] ** 2)) - offset;
    return nonNegative ? Math.max(0, value) : value;
  });
  return {
    mean,
    median: back(0),
    lo50: back(-z50),
    hi50: back(z50),
    lo80: back(-z80),
    hi80: back(z80),
    lo95: back(-z95),
    hi95: back(z95),
  };
}

/** Observed values of a series, in order. */
export function observedValues(values: Float64Array): Float64Array {
  return values.filter((v) => !Number.isNaN(v));
}
