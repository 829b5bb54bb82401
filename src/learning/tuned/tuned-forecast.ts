import type { SeriesToLearn } from '#engine/features/windows.ts';
import { type Forecast, forecastOf } from '#engine/forecast.ts';
import type { Executor } from '#learning/executor.ts';
import { assembleForecasts, type ForecastSet, horizonWindows } from '#learning/network-forecast.ts';
import { type DataToLearn, predictWindows, validationSample, type Window } from '#learning/window-set.ts';
import { confirmedShare, fitWidthFactors, shrinkToAnchor, widen } from './quantile-calibration.ts';
import { type TunedWindows, tunedQuantiles } from './tuned-windows.ts';

/**
 * Weights of a tuned training: the first network learnt without the validation block and says how wide the ranges must
 * be; the members learnt from everything and are averaged. Without members the first forecasts too.
 */
export interface TunedWeights {
  readonly searched: Float32Array;
  readonly members: readonly Float32Array[];
}

/** Share of what the network adds to the anchor that the validation block confirms, for the searched weights. */
export async function shareOf(
  executor: Executor,
  validated: TunedWindows,
  searched: Float32Array,
  batchSize: number,
  pause: () => Promise<void>,
): Promise<number> {
  executor.writeWeights(searched);
  const sample = validationSample(validated);
  const judged = await predictWindows(executor, validated, sample, batchSize, pause);
  return confirmedShare(
    judged,
    Float64Array.from(sample, (window) => validated.targetOf(window)),
  );
}

/** Splits the flat array that a training hands out: networks of `size` weights one after the other. */
export function splitMembers(weights: Float32Array, size: number): TunedWeights {
  const networks = Array.from({ length: weights.length / size }, (_, k) => weights.slice(k * size, (k + 1) * size));
  return { searched: networks[0], members: networks.slice(1) };
}

/** Periods per window batch of probabilities at which the mean is taken. */
const meanPoints = 199;

/**
 * Forecasts of every series: outputs of the members averaged on the network's scale, widths calibrated on the validation
 * block, brought back to units. `validated` holds that block back from its training windows, `full` nothing.
 */
export async function forecastTuned(
  executor: Executor,
  validated: TunedWindows,
  full: TunedWindows,
  data: DataToLearn<SeriesToLearn>,
  { searched, members }: TunedWeights,
  batchSize: number,
  pause: () => Promise<void>,
): Promise<ForecastSet> {
  executor.writeWeights(searched);
  const sample = validationSample(validated);
  const judged = await predictWindows(executor, validated, sample, batchSize, pause);
  const targets = Float64Array.from(sample, (window) => validated.targetOf(window));
  const share = confirmedShare(judged, targets);
  shrinkToAnchor(judged, share);
  const factors = fitWidthFactors(judged, targets, independentHorizons(sample, validated.horizon));
  const forecasters = members.length > 0 ? members : [searched];
  const windows = members.length > 0 ? full : validated;
  const predictFrom = async (origin: (series: number) => number): Promise<readonly Forecast[]> => {
    const chosen = horizonWindows(windows, origin);
    const mean = new Float64Array(chosen.length * windows.outputs);
    for (const weights of forecasters) {
      executor.writeWeights(weights);
      const outputs = await predictWindows(executor, windows, chosen, batchSize, pause);
      outputs.forEach((output, k) => {
        mean[k] += output / forecasters.length;
      });
    }
    shrinkToAnchor(mean, share);
    return windows.series.map((_, series) => {
      const first = series * windows.horizon;
      const steps = chosen.slice(first, first + windows.horizon);
      return toForecast(
        windows,
        steps,
        steps.map((__, step) => widen(mean, (first + step) * windows.outputs, factors)),
      );
    });
  };
  const future = await predictFrom((series) => windows.series[series].length);
  const holdOut = windows.holdout > 0 ? await predictFrom((series) => windows.series[series].validationEnd) : null;
  const forecasts = assembleForecasts(windows, data, (series) => ({
    future: future[series],
    holdOut: holdOut ? holdOut[series] : null,
  }));
  return { ...forecasts, share };
}

/** Horizons within the validation block that share no period, over all series. */
function independentHorizons(sample: readonly Window[], horizon: number): number {
  const seriesSeen = new Set(sample.map(({ series }) => series)).size;
  const ofFirst = sample.filter(({ series }) => series === sample[0].series).map(({ origin }) => origin);
  const periods = Math.max(...ofFirst) - Math.min(...ofFirst) + horizon;
  return seriesSeen * Math.max(1, Math.floor(periods / horizon));
}

/** From calibrated outputs [horizon][quantiles] to units; the mean is taken over the interpolated quantile function. */
function toForecast(windows: TunedWindows, steps: readonly Window[], outputs: readonly Float64Array[]): Forecast {
  const column = (value: (window: Window, quantiles: Float64Array) => number): Float64Array =>
    Float64Array.from(steps, (window, step) => value(window, outputs[step]));
  return forecastOf(
    column((window, quantiles) => {
      let sum = 0;
      for (let k = 0; k < meanPoints; k++)
        sum += windows.restore(window, quantileAt(quantiles, (k + 0.5) / meanPoints));
      return sum / meanPoints;
    }),
    (p) => column((window, quantiles) => windows.restore(window, quantiles[tunedQuantiles.indexOf(p as 0.5)])),
  );
}

/** Linear between the outputs; beyond the outermost at their slope. */
function quantileAt(quantiles: Float64Array, p: number): number {
  const last = tunedQuantiles.length - 2;
  let k = 0;
  while (k < last && p > tunedQuantiles[k + 1]) k += 1;
  const share = (p - tunedQuantiles[k]) / (tunedQuantiles[k + 1] - tunedQuantiles[k]);
  return quantiles[k] + share * (quantiles[k + 1] - quantiles[k]);
}
