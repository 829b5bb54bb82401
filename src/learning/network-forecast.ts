import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import { fillInputs, type SeriesToLearn } from '#engine/features/windows.ts';
import type { Forecast } from '#engine/forecast.ts';
import type { Executor } from './executor.ts';
import { meanScore, type Score, scoreForecast } from './holdout-score.ts';
import { bandedForecast, fitResidualBands, type ResidualBands, type WindowResiduals } from './residual-bands.ts';
import { validationSample } from './train-network.ts';
import { createBatchBuffers, type DataToLearn, type Window, type WindowSet } from './window-set.ts';

export interface SeriesForecast {
  readonly seriesId: string;
  readonly values: Float64Array;
  readonly start: EpochDay;
  readonly frequency: number;
  readonly forecast: Forecast;
  readonly holdout: HoldoutComparison | null;
}

export interface HoldoutComparison {
  readonly forecast: Forecast;
  readonly actual: Float64Array;
  readonly score: Score;
  readonly baseline: 'snaive' | 'naive';
  readonly baselineScore: Score;
}

export interface ForecastSet {
  readonly forecasts: readonly SeriesForecast[];
  readonly score: { readonly network: Score; readonly baseline: Score } | null;
}

/**
 * Forecasts of every series from a trained network: residuals on the validation block give the bands, the held-back
 * periods are forecast from where they begin and scored, and the future from the end of the data.
 */
export async function forecastAll(
  executor: Executor,
  windows: WindowSet,
  data: DataToLearn,
  batchSize: number,
  pause: () => Promise<void>,
): Promise<ForecastSet> {
  const { horizon, holdout } = windows.shape;
  const bands = await residualBands(executor, windows, batchSize, pause);
  const predictFrom = (origin: (series: number) => number): Promise<Float32Array> =>
    predictWindows(
      executor,
      windows,
      windows.series.map((_, series) => ({ series, origin: origin(series) })),
      batchSize,
      pause,
    );
  const future = await predictFrom((series) => windows.series[series].length);
  const heldBack = holdout > 0 ? await predictFrom((series) => windows.series[series].validationEnd) : null;
  const byId = new Map(data.series.map((series) => [series.id, series]));
  const band = (predictions: Float32Array, series: number): Forecast =>
    bandedForecast(
      windows.series[series],
      bands.spreads[series],
      bands,
      predictions.subarray(series * horizon, (series + 1) * horizon),
    );
  const forecasts = windows.series.map((prepared, series): SeriesForecast => {
    const source = byId.get(prepared.id)!;
    return {
      seriesId: prepared.id,
      values: source.values,
      start: source.start ?? Number.NaN,
      frequency: source.frequency,
      forecast: band(future, series),
      holdout: heldBack ? compareOnHoldout(source, band(heldBack, series), Math.min(holdout, horizon), holdout) : null,
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

async function residualBands(
  executor: Executor,
  windows: WindowSet,
  batchSize: number,
  pause: () => Promise<void>,
): Promise<ResidualBands> {
  const { horizon } = windows.shape;
  const sample = validationSample(windows);
  const predictions = await predictWindows(executor, windows, sample, batchSize, pause);
  const residuals = sample.map(({ series, origin }, k): WindowResiduals => {
    const { scaled } = windows.series[series];
    return {
      series,
      residuals: Float64Array.from(
        { length: horizon },
        (_, step) => scaled[origin + step] - predictions[k * horizon + step],
      ),
    };
  });
  return fitResidualBands(residuals, windows.series.length, horizon);
}

/** Scaled predictions [windows, horizon]. */
async function predictWindows(
  executor: Executor,
  windows: WindowSet,
  chosen: readonly Window[],
  batchSize: number,
  pause: () => Promise<void>,
): Promise<Float32Array> {
  const { horizon, windowLength } = windows.shape;
  const size = windowLength * windows.features;
  const buffers = createBatchBuffers(windows, batchSize);
  const predictions = new Float32Array(chosen.length * horizon);
  for (let from = 0; from < chosen.length; from += batchSize) {
    const part = chosen.slice(from, from + batchSize);
    buffers.inputs.fill(0);
    part.forEach(({ series, origin }, row) => {
      fillInputs(windows.series[series], origin, windows.shape, buffers.inputs, row * size);
    });
    const batch = await executor.predict(buffers);
    predictions.set(batch.subarray(0, part.length * horizon), from * horizon);
    await pause();
  }
  return predictions;
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
