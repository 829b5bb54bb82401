import type { BacktestRecord, BacktestResult, MethodForecast } from '#engine/backtest/backtest-series.ts';
import type { HeldOut } from '#engine/backtest/hold-out.ts';
import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { ExternalModel } from '#engine/combination/add-external-forecasts.ts';
import type { FittedModel, PooledFit } from '#engine/combination/add-pooled-forecasts.ts';
import type { PooledEvidence } from '#engine/combination/pool-evidence.ts';
import type { YearlyGrowth } from '#engine/decomposition/yearly-growth.ts';
import type { Issue } from '#engine/issue.ts';
import type { ModelDescription } from '#engine/models/define-model.ts';
import type { ModelChoice } from '#engine/models/model-registry.ts';
import type { Dataset } from '#engine/panel/dataset.ts';
import type { Vintage } from '#engine/panel/units-as-of.ts';
import type { PromotionEffect } from '#engine/pricing/promotion-effect.ts';
import type { JobHandler } from '#workers/job-control.ts';

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
  /** Ids of the series that this one is a part of; their values are the sums of their parts. */
  readonly within?: readonly string[];
  /** Given where `values` were cleaned with knowledge of later periods: the backtest takes back what was not known yet. */
  readonly vintage?: Vintage;
}

export interface ForecastSeriesInput {
  readonly series: readonly SeriesInput[];
  /** Periods ahead (13 weeks by default in the app). */
  readonly horizon: number;
  /** By 'auto' the length, the season, the regressors and the intermittence of each series decide. */
  readonly methods: ModelChoice;
  /** Number of backtest origins (0 = no backtest); the last one leaves the last `horizon` periods as hold-out. */
  readonly origins: number;
  /** Periods between two origins; default: the horizon, so that test parts don't overlap. */
  readonly originStep?: number;
  /**
   * Origins between any two of these, spread evenly; default 0. Models of one series are fitted there as well, those of many series
   * forecast by their fit at the older of the two. A first answer of each series does not wait for them.
   */
  readonly between?: number;
  /** Origins before these, for which no first answer waits either; default 0. */
  readonly older?: number;
  /** Cut forecasts and limits at 0 (demand); default true. A market index says false. */
  readonly nonNegative?: boolean;
  /** Seed of the simulated intervals. */
  readonly seed: number;
}

/**
 * Streams in: the naive forecast at once, each model as it is ready, then the finished series, chosen by its own
 * backtest. A job of five series or more chooses once more at its end, by the evidence of all: the output counts.
 */
export type ForecastSeriesProgress =
  | {
      readonly kind: 'forecast';
      readonly seriesId: string;
      readonly forecast: MethodForecast;
      /** Share of the whole job done, 0 to 1. */
      readonly done: number;
    }
  | { readonly kind: 'series'; readonly seriesId: string; readonly result: SeriesForecast; readonly done: number };

/** The result for one series: what was chosen and why, every forecast, the backtest. */
export interface SeriesForecast extends BacktestResult {
  readonly seriesId: string;
  /** What origins say of the choices made before them; absent where there is none. */
  readonly held?: HeldOut;
  /** Percent by which making the forecasts add up moved the sum of this one; absent where it did not. */
  readonly moved?: number;
}

/** A series for which not even the naive forecast exists (no observation, infinite values). */
export interface RefusedSeries {
  readonly seriesId: string;
  readonly issue: Issue;
}

/** Everything that the evaluation of one series found, before the choice. */
export interface FittedSeries {
  readonly seriesId: string;
  readonly within?: readonly string[];
  readonly record: BacktestRecord;
}

export interface FitSeriesOutput {
  readonly records: readonly FittedSeries[];
  /** Each as its own backtest decides it; they share their arrays with the records. */
  readonly results: readonly SeriesForecast[];
  readonly refused: readonly RefusedSeries[];
}

export interface ListPooledFitsInput {
  /** In the order of the series. */
  readonly records: readonly FittedSeries[];
}

export interface FitPooledInput extends ListPooledFitsInput {
  /** Models that were fitted beforehand, of the same records; those that are missing are fitted here. */
  readonly fitted?: readonly FittedModel[];
}

export interface AddOriginsInput extends ListPooledFitsInput {
  readonly between: number;
  readonly older: number;
}

export interface FitPooledOutput {
  /** The records with what was added: origins, or the model that learns from all series, where there are enough of them. */
  readonly records: readonly FittedSeries[];
}

export interface DecideSeriesInput {
  /** In the order of the series, whichever worker fitted them: sums over series are taken in this order. */
  readonly records: readonly FittedSeries[];
  /** What an earlier job found over many series; counts where these records are too few for evidence of their own. */
  readonly evidence?: PooledEvidence;
  /** Networks that were trained on many series, with the forecasts of each fold by one that saw nothing later. */
  readonly networks?: readonly ExternalModel[];
}

export interface DecideSeriesOutput {
  readonly results: readonly SeriesForecast[];
  /** By method, see pool-evidence.ts; empty where there are too few series. */
  readonly evidence: PooledEvidence;
  /** Where series are parts of others: whether their means were made to add up. */
  readonly reconciliation?: ReconciliationReport;
}

/**
 * `gain`: percent by which the error fell in the backtest; NaN = could not be tested. `none` = forecasts left as they are. `moved`: percent of
 * all forecasts' sum by which they were moved, up and down alike.
 */
export interface ReconciliationReport {
  readonly method: 'min-trace' | 'bottom-up' | 'none';
  readonly gain: number;
  readonly moved: number;
}

export interface ForecastSeriesOutput extends DecideSeriesOutput {
  readonly refused: readonly RefusedSeries[];
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
  /** This year's sales against the year before (longest of the frequencies); null below two years. */
  readonly growth: YearlyGrowth | null;
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

export interface PrepareSeriesInput {
  readonly dataset: Dataset;
  readonly horizon: number;
  /** Hold-out periods in all: the best sellers are chosen on what comes before them. */
  readonly holdout: number;
  /** So many best sellers, or the products named by their ids. */
  readonly products: number | readonly string[];
}

/** `total`, `category:NAME`, `product:ID`, `rest:NAME` (a category less the products that are here), `market:price-index`, `market:season-index` (ids as in the learning worker). */
export interface PreparedSeries extends SeriesInput {
  /** What the values count: units, or money where no file counts units. */
  readonly measure: 'units' | 'revenue';
  readonly start: EpochDay;
  readonly nonNegative: boolean;
}

export interface AnsweredSeries {
  readonly series: PreparedSeries;
  readonly result: SeriesForecast | null;
}

export interface PrepareEffectsInput {
  readonly dataset: Dataset;
  /** All in one job: the dataset of a large panel takes its time on the way, and adding it up, too. */
  readonly wanted: readonly EffectsWanted[];
}

export interface EffectsWanted {
  /** Category by its name; null = all products. */
  readonly category: string | null;
  /** With the price level among the columns, or without it: event effects then hold the usual discount. */
  readonly price: boolean;
}

export interface PrepareEffectsOutput extends EstimateEffectsInput {
  /** What each column is, for those that are effects; columns that hold the season constant are not named here. */
  readonly roles: Readonly<Record<string, 'promotion' | 'holiday' | 'price'>>;
  /** No calendar was given: the events are the Chinese festivals. */
  readonly builtInEvents: boolean;
}

/** The statistics worker. Refusals (`JobRefused`): `no-series`, `horizon-out-of-range`, `regressor-length`, ... */
export type StatisticsHandlers = {
  forecastSeries: JobHandler<ForecastSeriesInput, ForecastSeriesProgress, ForecastSeriesOutput>;
  /**
   * The parts of `forecastSeries`: series by series, on any worker; more origins, alike; which models over all of them there are to fit, and each
   * of these on any worker; what they forecast; the choice.
   */
  fitSeries: JobHandler<ForecastSeriesInput, ForecastSeriesProgress, FitSeriesOutput>;
  addOrigins: JobHandler<AddOriginsInput, { readonly done: number }, FitPooledOutput>;
  listPooledFits: JobHandler<ListPooledFitsInput, never, readonly PooledFit[]>;
  fitPooledModel: JobHandler<PooledFit, never, FittedModel>;
  fitPooled: JobHandler<FitPooledInput, never, FitPooledOutput>;
  decideSeries: JobHandler<DecideSeriesInput, never, DecideSeriesOutput>;
  decomposeSeries: JobHandler<DecomposeSeriesInput, never, DecomposeSeriesOutput>;
  estimateEffects: JobHandler<EstimateEffectsInput, never, EstimateEffectsOutput>;
  /**
   * Series of a dataset, ready for `forecastSeries`. Refused: `no-units` (neither units nor
   * revenue), `no-complete-week`.
   */
  prepareSeries: JobHandler<PrepareSeriesInput, never, readonly PreparedSeries[]>;
  /**
   * The same series with the dataset's forecasts that were made elsewhere, those of sums from the bottom up; null where the engine refused
   * every product of it. Refused: `answers-too-short` (`weeks`, `needed`), and what `prepareSeries` refuses.
   */
  answerSeries: JobHandler<PrepareSeriesInput, never, readonly AnsweredSeries[]>;
  /** Series of a dataset, each with the columns that explain it, ready for `estimateEffects`. */
  prepareEffects: JobHandler<PrepareEffectsInput, never, readonly PrepareEffectsOutput[]>;
  /** What taking part in the dataset's promotions brings. */
  measurePromotions: JobHandler<{ readonly dataset: Dataset }, never, PromotionEffect>;
  fitArima: JobHandler<FitArimaInput, never, FitArimaOutput>;
  autoArima: JobHandler<AutoArimaInput, never, AutoArimaOutput>;
  fitEts: JobHandler<FitEtsInput, never, FitEtsOutput>;
};

export interface FitArimaInput extends Omit<AutoArimaInput, 'exhaustive' | 'lambda'> {
  readonly order: readonly [number, number, number];
  readonly seasonal: readonly [number, number, number];
  readonly includeMean: boolean;
  readonly includeDrift: boolean;
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
  /** Every model up to p + q + P + Q = 5 instead of a stepwise path; slower. */
  readonly exhaustive?: boolean;
  readonly frequency: number;
  readonly xreg: readonly Regressor[];
  readonly newXreg: readonly Regressor[];
  readonly h: number;
  /** Power of a Box-Cox transformation before the search; `auto` = Guerrero's, not below -0.9. Absent: none. */
  readonly lambda?: number | 'auto';
}

export interface AutoArimaOutput extends FitArimaOutput {
  /** The power used. Likelihood, sigma2 and coefficients are those of the transformed series. */
  readonly lambda?: number;
  /** Medians beside `forecast.mean`, which is then adjusted for the bias; `forecast.se` stays on the transformed scale. */
  readonly median?: Float64Array;
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
