import { type Forecast, forecastByDeviate } from '#engine/forecast.ts';
import type { Outcome } from '#engine/issue.ts';
import type { NamedColumn } from '#engine/models/sarima/sarima-problem.ts';
import type { Vintage } from '#engine/panel/units-as-of.ts';

/** What a model may use: nothing after the last of `values`, except regressors known in advance. */
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

/** Fits a model and forecasts: a pure function of its input. Trouble is a value. */
export type Forecaster = (input: ModelInput) => Outcome<ModelForecast>;

/** What decides whether a model is worth fitting to a series. */
export interface SeriesFacts {
  readonly frequency: number;
  /** Known values. */
  readonly observations: number;
  /** Neither negative nor zero throughout. */
  readonly isDemand: boolean;
  /** Demand with a mean interval between sales above 1.32 periods. */
  readonly isIntermittent: boolean;
  readonly hasRegressors: boolean;
  /** Forecasts are cut at 0. */
  readonly nonNegative: boolean;
}

/**
 * A forecasting model, declared once: evaluation, ensemble, screens and the headless runner iterate over the models of
 * model-registry.ts and know no model by name. Its words stand in the dictionaries under `demand:method` and
 * `demand:methodGloss` by the same id, which is also what persisted results call it.
 */
export interface ForecastingModel<Id extends string = string> {
  readonly id: Id;
  /**
   * Models of one family are near copies of one another: only the better one joins the ensemble; while no error is known,
   * the later one in the registry. `baseline` models are tried on series too short for any other.
   */
  readonly family: string;
  /**
   * Fits one series. `jointly`: made from all series of a job, or from its other models, by code of its own;
   * `elsewhere`: trained outside the job, which takes the forecasts as they come.
   */
  readonly fit: Forecaster | 'jointly' | 'elsewhere';
  /** True where the model is tried without being asked for by its id. */
  readonly appliesTo: (series: SeriesFacts) => boolean;
  /** Also tried on a market index, which is no demand and may be negative. */
  readonly forIndex: boolean;
  readonly canJoinEnsemble: boolean;
  /** Milliseconds of one fit to two years of weeks, roughly: only the ratios count, for the share of a job that is done. */
  readonly cost: number;
}

type Declared<Id extends string, Fit> = Partial<ForecastingModel<Id>> &
  Pick<ForecastingModel<Id>, 'id' | 'family'> & { readonly fit: Fit };

/** A model with what most of them have in common: tried when it is named, not on an index, a member of ensembles. */
export function defineModel<const Id extends string, Fit extends ForecastingModel['fit']>(
  model: Declared<Id, Fit>,
): ForecastingModel<Id> & { readonly fit: Fit } {
  return { appliesTo: () => false, forIndex: false, canJoinEnsemble: true, cost: 0.1, ...model };
}

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
  const cut = (x: Float64Array): Float64Array => (nonNegative ? x.map((v) => Math.max(0, v)) : x);
  return forecastByDeviate(cut(Float64Array.from(mean)), (z) => cut(mean.map((m, t) => m + z * deviation[t])));
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
  const back = (log: (m: number, t: number) => number): Float64Array =>
    logMean.map((m, t) => {
      const value = Math.exp(log(m, t)) - offset;
      return nonNegative ? Math.max(0, value) : value;
    });
  const mean = back((m, t) => m + Math.min(Math.log(3), 0.5 * logDeviation[t] ** 2));
  return forecastByDeviate(mean, (z) => back((m, t) => m + z * logDeviation[t]));
}

/** Observed values of a series, in order. */
export function observedValues(values: Float64Array): Float64Array {
  return values.filter((v) => !Number.isNaN(v));
}
