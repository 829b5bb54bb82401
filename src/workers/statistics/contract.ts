import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Forecast } from '#engine/forecast.ts';
import type { Issue } from '#engine/issue.ts';
import type { JobHandler } from '#workers/job-control.ts';

/** Everything that forecasts one series. `combination` = mean of the members that earned a place in the backtest. */
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
  | 'croston'
  | 'sba'
  | 'tsb'
  | 'combination';

/** One regressor column; for a future part of length h under the same name see {@link SeriesInput.newXreg}. */
export interface Regressor {
  readonly name: string;
  readonly values: Float64Array;
}

/** One series. NaN in `values` = unknown (stock-out, before the first sale), never 0. */
export interface SeriesInput {
  readonly id: string;
  readonly values: Float64Array;
  /** Periods a season: 52 weeks, 12 months, 1 = no season. */
  readonly frequency: number;
  /** First day of the first period. */
  readonly start?: EpochDay;
  /** Columns of the length of `values`, known at the time of the forecast (price, promotion, holidays). No NaN. */
  readonly xreg?: readonly Regressor[];
  /** The same columns over the horizon. */
  readonly newXreg?: readonly Regressor[];
}

export interface ForecastSeriesInput {
  readonly series: readonly SeriesInput[];
  /** Periods ahead (13 weeks by default in the app). */
  readonly horizon: number;
  /** Contestants; 'auto' lets the length, the season, the regressors and the intermittence of each series decide. */
  readonly methods: readonly ForecastMethod[] | 'auto';
  /** Number of backtest origins (0 = no backtest); the last one holds back the last `horizon` periods. */
  readonly origins: number;
  /** Periods between two origins; default: the horizon, so that test parts don't overlap. */
  readonly originStep?: number;
  /** Cut forecasts and limits at 0 (demand); default true. A market index says false. */
  readonly nonNegative?: boolean;
  /** Seed of the simulated intervals. */
  readonly seed: number;
}

/** Streams in: the naive forecast at once, each contestant as it is ready, then the finished series. */
export type ForecastSeriesProgress =
  | {
      readonly kind: 'forecast';
      readonly seriesId: string;
      readonly forecast: MethodForecast;
      /** Share of the whole job done, 0 to 1. */
      readonly done: number;
    }
  | { readonly kind: 'series'; readonly seriesId: string; readonly result: SeriesForecast; readonly done: number };

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
}

export interface MethodForecast {
  readonly method: ForecastMethod;
  readonly forecast: Forecast;
  readonly model: ModelDescription;
}

/** Means over all origins and steps. Formulas: reference/accuracy/README.md, section 1. */
export interface BacktestScore {
  readonly method: ForecastMethod;
  readonly mase: number;
  readonly rmsse: number;
  /** Percent; NaN where nothing was sold in the test part. Of the median. */
  readonly wape: number;
  /** Percent, of the mean: positive = forecasts too high. */
  readonly bias: number;
  readonly pinball: number;
  /** Percent of actuals within the 80 and 95 % limits, and the limits' mean width in MASE scales. */
  readonly coverage80: number;
  readonly coverage95: number;
  readonly width80: number;
  readonly width95: number;
  /** Percent by which the MASE is below the baseline's; negative = worse than naive. */
  readonly valueAdded: number;
  /** Origins scored. */
  readonly origins: number;
}

/** Forecast of one origin beside what came, for the chart of the held-back weeks and for risk scenarios. */
export interface FoldForecast {
  readonly method: ForecastMethod;
  /** Observations used for the fit: the test part starts at this index. */
  readonly trainingLength: number;
  readonly forecast: Forecast;
  readonly actual: Float64Array;
}

/**
 * Why the chosen method was taken. `won-backtest`: lowest MASE over the origins and better than the baseline.
 * `no-skill`: nothing beat the baseline, which is therefore the forecast. `too-short-for-backtest`: no origin could be
 * held back; the choice is a rule of thumb and no claim is made. `asked-for`: one contestant only, as the caller wished.
 */
export type ChoiceReason = 'won-backtest' | 'no-skill' | 'too-short-for-backtest' | 'asked-for';

export interface SeriesForecast {
  readonly seriesId: string;
  readonly chosen: ForecastMethod;
  readonly reason: ChoiceReason;
  /** What the others are measured against: seasonal naive, or naive where there is less than a season. */
  readonly baseline: 'snaive' | 'naive';
  /** One for each contestant that could be fitted; the chosen one first, then by MASE. */
  readonly forecasts: readonly MethodForecast[];
  /** Sorted by MASE; empty without a backtest. */
  readonly scores: readonly BacktestScore[];
  /** Folds of the chosen method and of the baseline, oldest first. */
  readonly folds: readonly FoldForecast[];
  /** Contestants that refused (`column` = method) and why; `constant-series`, `series-too-short`, ... */
  readonly issues: readonly Issue[];
}

export interface ForecastSeriesOutput {
  readonly results: readonly SeriesForecast[];
  /** Series for which not even the naive forecast exists (no observation, infinite values). */
  readonly refused: readonly { readonly seriesId: string; readonly issue: Issue }[];
}

export interface DecomposeSeriesInput {
  readonly values: Float64Array;
  /** Seasonal periods, e.g. [52] or [4, 52]; at least two full seasons are needed for each. */
  readonly frequencies: readonly number[];
  /** Multiplicative (through the logarithm): the parts multiply to the series. Needs positive values. */
  readonly multiplicative: boolean;
}

/** STL / MSTL. Parts have the length of the series; gaps are interpolated first (`interpolated` = 1 there). */
export interface DecomposeSeriesOutput {
  readonly trend: Float64Array;
  readonly seasonal: readonly { readonly frequency: number; readonly values: Float64Array }[];
  readonly remainder: Float64Array;
  readonly interpolated: Uint8Array;
  /** Wang-Smith-Hyndman strengths, 0 to 1. */
  readonly trendStrength: number;
  readonly seasonalStrength: number;
  /** True where the data are shorter than two seasons: then there is a trend and no season. */
  readonly seasonless: boolean;
}

export interface EstimateEffectsInput {
  readonly series: SeriesInput;
  /**
   * How each regressor's coefficient reads: `dummy` = effect of the event (0 to 1: share of the week), `log` = already
   * a logarithm, the coefficient is an elasticity; `unit` = effect of one unit more.
   */
  readonly readings: Readonly<Record<string, 'dummy' | 'log' | 'unit'>>;
}

/** One effect from a regression with ARIMA errors on the logarithm of the series. */
export interface RegressionEffect {
  readonly name: string;
  readonly reading: 'dummy' | 'log' | 'unit';
  /** Percent change of demand: of the event, of one unit more, or of a 1 % higher regressor (elasticity). */
  readonly percent: number;
  readonly lo95: number;
  readonly hi95: number;
  readonly pValue: number;
  /** Periods in which the regressor differs from 0. */
  readonly periods: number;
}

export interface EstimateEffectsOutput {
  readonly effects: readonly RegressionEffect[];
  readonly model: ModelDescription;
  /** Periods used (observed and positive); zeros enter as log(1 + y) when there are any. */
  readonly observations: number;
  readonly logPlusOne: boolean;
  /** Regressors left out and why: `constant-regressor`, `collinear-regressor` (`column` = name). */
  readonly issues: readonly Issue[];
}

/** The statistics worker. Refusals (`JobRefused`): `no-series`, `horizon-out-of-range`, `regressor-length`, ... */
export type StatisticsHandlers = {
  forecastSeries: JobHandler<ForecastSeriesInput, ForecastSeriesProgress, ForecastSeriesOutput>;
  decomposeSeries: JobHandler<DecomposeSeriesInput, never, DecomposeSeriesOutput>;
  estimateEffects: JobHandler<EstimateEffectsInput, never, EstimateEffectsOutput>;
  fitArima: JobHandler<FitArimaInput, never, FitArimaOutput>;
  autoArima: JobHandler<AutoArimaInput, never, FitArimaOutput>;
  fitEts: JobHandler<FitEtsInput, never, FitEtsOutput>;
};

export interface FitArimaInput {
  readonly values: Float64Array;
  readonly frequency: number;
  readonly order: readonly [number, number, number];
  readonly seasonal: readonly [number, number, number];
  readonly includeMean: boolean;
  readonly includeDrift: boolean;
  readonly xreg: readonly Regressor[];
  readonly newXreg: readonly Regressor[];
  readonly h: number;
  /** Coefficients by name: the likelihood at these, nothing optimised. */
  readonly coef?: Readonly<Record<string, number>>;
}

/** Names and meaning as R's `arima` and `predict`. */
export interface FitArimaOutput {
  readonly order: readonly [number, number, number];
  readonly seasonal: readonly [number, number, number];
  readonly mean: boolean;
  readonly drift: boolean;
  readonly coef: Readonly<Record<string, number>>;
  readonly se: Readonly<Record<string, number>>;
  readonly sigma2: number;
  readonly loglik: number;
  readonly aic: number;
  readonly aicc: number;
  readonly bic: number;
  readonly nobs: number;
  readonly forecast: IntervalForecast;
  readonly modelsTried: number;
}

export interface IntervalForecast {
  readonly mean: Float64Array;
  readonly se: Float64Array;
  readonly lower80: Float64Array;
  readonly upper80: Float64Array;
  readonly lower95: Float64Array;
  readonly upper95: Float64Array;
}

export interface AutoArimaInput {
  readonly values: Float64Array;
  readonly frequency: number;
  readonly xreg: readonly Regressor[];
  readonly newXreg: readonly Regressor[];
  readonly h: number;
}

export interface FitEtsInput {
  readonly values: Float64Array;
  readonly frequency: number;
  readonly h: number;
  /** Three letters, error trend season, each of `ANMZ` (Z = chosen); a `d` after the trend forces damping. */
  readonly model: string;
  readonly seed: number;
}

export interface FitEtsOutput {
  readonly model: string;
  readonly par: Readonly<Record<string, number>>;
  readonly loglik: number;
  readonly aicc: number;
  readonly forecast: Omit<IntervalForecast, 'se'>;
}
