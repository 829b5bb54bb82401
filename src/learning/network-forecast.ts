import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { SeriesToLearn } from '#engine/features/windows.ts';
import type { Forecast } from '#engine/forecast.ts';
import { confirmedShares } from './correction-shares.ts';
import type { Executor } from './executor.ts';
import { meanScore, type Score, scoreForecast } from './holdout-score.ts';
import type { PaperWindows } from './paper-windows.ts';
import { bandedForecast, fitResidualBands, type ResidualBands } from './residual-bands.ts';
import { type DataToLearn, predictWindows, validationSample, type Window, type WindowSet } from './window-set.ts';

export interface SeriesForecast {
  readonly seriesId: string;
  /** The series itself, its first day (NaN when the caller gave none) and its periods a season, for the chart. */
  readonly values: Float64Array;
  readonly start: EpochDay;
  readonly frequency: number;
  /** From the end of `values`. */
  readonly forecast: Forecast;
  /** From the end of the training part over the hold-out periods, beside the actual values; null without a holdout. */
  readonly holdout: HoldoutComparison | null;
}

export interface HoldoutComparison {
  readonly forecast: Forecast;
  readonly actual: Float64Array;
  readonly score: Score;
  /** Seasonal naive over the same periods (naive below a season of history). Coverage NaN: it has no intervals here. */
  readonly baseline: 'snaive' | 'naive';
  readonly baselineScore: Score;
}

export interface ForecastSet {
  readonly forecasts: readonly SeriesForecast[];
  /** Means over the series with a defined score; null without a holdout. */
  readonly score: { readonly network: Score; readonly baseline: Score } | null;
  /** Tuned networks: share of what the network adds to level, season and price effects that the validation block confirms. */
  readonly share?: number;
}

/** Validation windows that bands and shares are learnt from, at most. */
const validationWindows = 1024;

/**
 * Forecasts of every series from a trained network: residuals on the validation block give the bands, the hold-out
 * periods are forecast from where they begin and scored, and the future from the end of the data.
 */
export async function forecastAll(
  executor: Executor,
  windows: PaperWindows,
  data: DataToLearn<SeriesToLearn>,
  batchSize: number,
  pause: () => Promise<void>,
): Promise<ForecastSet> {
  const { horizon, holdout } = windows;
  const { bands, shares } = await learnFromValidation(executor, windows, batchSize, pause);
  const predictFrom = async (origin: (series: number) => number): Promise<Float64Array> => {
    const chosen = horizonWindows(windows, origin);
    const corrections = await predictWindows(executor, windows, chosen, batchSize, pause);
    return Float64Array.from(
      chosen,
      (window, k) => windows.expectedOf(window) + shares[window.series] * corrections[k],
    );
  };
  const future = await predictFrom((series) => windows.series[series].length);
  const holdOut = holdout > 0 ? await predictFrom((series) => windows.series[series].validationEnd) : null;
  const band = (predictions: Float64Array, series: number): Forecast =>
    bandedForecast(
      windows.prepared[series],
      bands.spreads[series],
      bands,
      predictions.subarray(series * horizon, (series + 1) * horizon),
    );
  return assembleForecasts(windows, data, (series) => ({
    future: band(future, series),
    holdOut: holdOut ? band(holdOut, series) : null,
  }));
}

/** The windows of a whole horizon of every series, from an origin of each; series by series, step by step. */
export function horizonWindows(windows: WindowSet, origin: (series: number) => number): readonly Window[] {
  return windows.series.flatMap((_, series) =>
    Array.from({ length: windows.horizon }, (__, step) => ({ series, origin: origin(series), ahead: step + 1 })),
  );
}

/** Forecasts of all series with the actual values of the hold-out periods, and the mean scores. */
export function assembleForecasts(
  { series, horizon, holdout }: WindowSet,
  data: DataToLearn<SeriesToLearn>,
  forecastOf: (series: number) => { readonly future: Forecast; readonly holdOut: Forecast | null },
): ForecastSet {
  const byId = new Map(data.series.map((one) => [one.id, one]));
  const forecasts = series.map(({ id }, index): SeriesForecast => {
    const source = byId.get(id)!;
    const { future, holdOut } = forecastOf(index);
    return {
      seriesId: id,
      values: source.values,
      start: source.start ?? Number.NaN,
      frequency: source.frequency,
      forecast: future,
      holdout: holdOut ? compareOnHoldout(source, holdOut, Math.min(holdout, horizon), holdout) : null,
    };
  });
  const compared = forecasts.flatMap(({ holdout: comparison }) => (comparison ? [comparison] : []));
  return {
    forecasts,
    score:
      compared.length > 0
        ? {
            network: meanScore(compared.map(({ score }) => score)),
            baseline: meanScore(compared.map(({ baselineScore }) => baselineScore)),
          }
        : null,
  };
}

/** Uncertainty, and how much of the network's word counts for each series, from the validation block. */
async function learnFromValidation(
  executor: Executor,
  windows: PaperWindows,
  batchSize: number,
  pause: () => Promise<void>,
): Promise<{ readonly bands: ResidualBands; readonly shares: Float64Array }> {
  const sample = validationSample(windows, validationWindows);
  const corrections = await predictWindows(executor, windows, sample, batchSize, pause);
  const judged = sample.map((window, k) => ({
    series: window.series,
    ahead: window.ahead,
    target: windows.targetOf(window),
    correction: corrections[k],
  }));
  const shares = confirmedShares(judged, windows.series.length);
  const residuals = judged.map(({ series, ahead, target, correction }) => ({
    series,
    ahead,
    value: target - shares[series] * correction,
  }));
  return { shares, bands: fitResidualBands(residuals, windows.series.length, windows.horizon) };
}

function compareOnHoldout(
  { values, frequency }: SeriesToLearn,
  forecast: Forecast,
  steps: number,
  holdout: number,
): HoldoutComparison {
  const end = values.length - holdout;
  const training = values.subarray(0, end);
  const actual = values.slice(end, end + steps);
  const seasonal = frequency > 1 && training.slice(0, end - frequency).some((value) => !Number.isNaN(value));
  const lag = seasonal ? frequency : 1;
  const naive = naiveForecast(training, lag, forecast.mean.length);
  return {
    forecast,
    actual,
    score: scoreForecast(forecast, actual, training, lag),
    baseline: seasonal ? 'snaive' : 'naive',
    baselineScore: scoreForecast(naive, actual, training, lag),
  };
}

/** Last season's values, or the last known value where that is unknown; no intervals (NaN limits). */
function naiveForecast(training: Float64Array, lag: number, horizon: number): Forecast {
  const known = training.filter((value) => !Number.isNaN(value));
  const last = known[known.length - 1];
  const median = Float64Array.from({ length: horizon }, (_, step) => {
    const value = training[training.length - lag + (step % lag)];
    return Number.isNaN(value) ? last : value;
  });
  const none = new Float64Array(horizon).fill(Number.NaN);
  return { mean: median, median, lo50: none, hi50: none, lo80: none, hi80: none, lo95: none, hi95: none };
}
