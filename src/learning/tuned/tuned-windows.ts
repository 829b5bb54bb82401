import { type SeriesToLearn, validationLength } from '#engine/features/windows.ts';
import type { DataToLearn, Window, WindowSet } from '#learning/window-set.ts';
import {
  type FeatureShape,
  type FeatureSlot,
  featureCount,
  featureSlots,
  frameAt,
  stepCount,
  type WindowFrame,
  writeInputs,
} from './tuned-features.ts';
import { prepareTuned, type TunedSeries, unitsOf, type Vocabulary } from './tuned-series.ts';

/** Quantiles that the tuned networks put out, in order. */
export const tunedQuantiles = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975] as const;
export const medianOutput = tunedQuantiles.indexOf(0.5);

/** Windows of a tuned network: its targets are deviations from the anchor in units of the window's own scale. */
export interface TunedWindows extends WindowSet {
  readonly prepared: readonly TunedSeries[];
  readonly vocabulary: Vocabulary;
  readonly slots: readonly FeatureSlot[];
  /** Empirical quantiles of the training targets: where the outputs begin. */
  readonly targetQuantiles: Float64Array;
  frameOf(window: Window): WindowFrame;
  /** Units of an output of the network for a window, regressors' effects put back, cut at 0 for demand. */
  restore(window: Window, output: number): number;
}

/** More windows than this are thinned: every k-th origin, counted from the latest. */
const mostWindows = 150_000;
const sampledTargets = 4000;
const validationLimit = 1536;

/**
 * Lists the windows of all series that can be learnt from. With `validated` the last horizons before the holdout decide
 * when to stop and how wide the ranges are, and nothing else sees them; without, everything before the holdout is learnt.
 */
export function createTunedWindows(
  data: DataToLearn<SeriesToLearn>,
  kind: 'lstm' | 'mlp',
  memory: number,
  validated: boolean,
  given?: Vocabulary,
): TunedWindows {
  const { horizon, holdout } = data;
  const longest = Math.max(0, ...data.series.map(({ values }) => values.length - holdout));
  const validation = validated ? validationLength(longest, horizon) : 0;
  const minimumKnown = Math.min(12, 2 * horizon);
  const { vocabulary, series, leftOut } = prepareTuned(data.series, {
    horizon,
    unseen: holdout + validation,
    minimumKnown,
    ...(given ? { vocabulary: given } : {}),
  });
  const shape: FeatureShape = {
    kind,
    horizon,
    memory: memory > 0 ? memory : defaultMemory(series[0]?.frequency ?? 1),
    regressors: vocabulary.regressors.length,
    observed: vocabulary.observed?.length ?? 0,
    statics: vocabulary.identities.length + 3,
    seasonal: data.series.some(({ frequency }) => frequency > 1),
  };
  const frames = series.map(() => [] as WindowFrame[]);
  const frameOf = ({ series: index, origin }: Window): WindowFrame => {
    frames[index][origin] ??= frameAt(series[index], origin, horizon);
    return frames[index][origin];
  };
  const targetOf = (window: Window): number => {
    const { anchors, scale } = frameOf(window);
    const value = series[window.series].values[window.origin + window.ahead - 1];
    return (value - anchors[window.ahead - 1]) / scale;
  };
  const training = thinned(
    series.map((one, index) => trainingWindows(one, index, horizon)),
    horizon,
  );
  const targetQuantiles = quantilesOf(training, targetOf);
  return {
    horizon,
    holdout,
    steps: stepCount(shape),
    features: featureCount(shape),
    outputs: tunedQuantiles.length,
    series: series.map(({ id, length }) => ({ id, length, validationEnd: length - holdout })),
    prepared: series,
    vocabulary,
    slots: featureSlots(shape),
    leftOut: leftOut.map(({ id, values }) => ({
      seriesId: id,
      issue: {
        code: 'series-too-short-to-learn',
        severity: 'info',
        params: { known: values.filter((value) => !Number.isNaN(value)).length, needed: minimumKnown + validation },
      },
    })),
    training,
    trainingCount: training.reduce((sum, windows) => sum + windows.length, 0),
    validation: validated ? series.flatMap((one, index) => validationWindows(one, index, horizon, holdout)) : [],
    validationLimit,
    targetQuantiles,
    frameOf,
    targetOf,
    writeInputs: (window, inputs, offset) =>
      writeInputs(shape, series[window.series], window.origin, window.ahead, frameOf(window), inputs, offset),
    restore: (window, output) => {
      const { anchors, scale } = frameOf(window);
      const one = series[window.series];
      const effect = one.effects[window.origin + window.ahead - 1];
      return unitsOf(one, anchors[window.ahead - 1] + scale * output + effect);
    },
    plainLoss: (sample) => {
      const losses = sample.map((window) => pinballMean(targetOf(window), targetQuantiles));
      return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    },
  };
}

/** Two years of months, a quarter of weeks. */
function defaultMemory(frequency: number): number {
  return frequency === 12 ? 24 : 13;
}

/** Mean pinball loss over {@link tunedQuantiles} of one target. */
export function pinballMean(target: number, outputs: ArrayLike<number>): number {
  const sum = tunedQuantiles.reduce((total, q, k) => {
    const error = target - outputs[k];
    return total + Math.max(q * error, (q - 1) * error);
  }, 0);
  return sum / tunedQuantiles.length;
}

function trainingWindows(series: TunedSeries, index: number, horizon: number): Window[] {
  const { values, end, frequency } = series;
  const first = values.findIndex((value) => !Number.isNaN(value));
  const wanted = frequency === 12 ? 24 : horizon > 4 ? 13 : 8;
  const seen = Math.max(2, Math.min(wanted, Math.floor((end - first) / 2)));
  const windows: Window[] = [];
  for (let origin = first + seen; origin < end; origin++)
    for (let ahead = 1; ahead <= Math.min(horizon, end - origin); ahead++)
      if (!Number.isNaN(values[origin + ahead - 1])) windows.push({ series: index, origin, ahead });
  return windows;
}

function validationWindows(series: TunedSeries, index: number, horizon: number, holdout: number): Window[] {
  const windows: Window[] = [];
  for (let origin = series.end; origin + horizon <= series.length - holdout; origin++)
    for (let ahead = 1; ahead <= horizon; ahead++)
      if (!Number.isNaN(series.values[origin + ahead - 1])) windows.push({ series: index, origin, ahead });
  return windows;
}

function thinned(lists: readonly Window[][], horizon: number): readonly Window[][] {
  const total = lists.reduce((sum, list) => sum + list.length, 0);
  const stride = Math.ceil(total / mostWindows);
  if (stride <= 1) return lists;
  return lists.map((list) => {
    const last = list[list.length - 1]?.origin ?? 0;
    return list.filter(({ origin }) => (last + horizon - origin) % stride === 0);
  });
}

/** Empirical quantiles of targets of evenly chosen windows. */
function quantilesOf(training: readonly (readonly Window[])[], targetOf: (window: Window) => number): Float64Array {
  const all = training.flat();
  const count = Math.min(sampledTargets, all.length);
  const targets = Float64Array.from({ length: count }, (_, k) =>
    targetOf(all[Math.floor((k * all.length) / count)]),
  ).sort();
  return Float64Array.from(tunedQuantiles, (q) => targets[Math.min(count - 1, Math.floor(q * count))]);
}
