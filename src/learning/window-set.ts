import {
  featureCount,
  fillInputs,
  fillTargets,
  type PreparedSeries,
  prepareSeries,
  type SeriesToLearn,
  sharedRegressors,
  validationLength,
  type WindowShape,
} from '#engine/features/windows.ts';
import type { Issue } from '#engine/issue.ts';
import type { LstmNetwork } from './network.ts';
import type { Settings } from './training-settings.ts';

/** A window: the network sees what lies before `origin` and forecasts from there. */
export interface Window {
  /** Index into {@link WindowSet.series}. */
  readonly series: number;
  readonly origin: number;
}

/** All series of a training with their windows, split by time. */
export interface WindowSet {
  readonly shape: WindowShape;
  readonly features: number;
  readonly series: readonly PreparedSeries[];
  readonly leftOut: readonly { readonly seriesId: string; readonly issue: Issue }[];
  /** By series: windows whose targets lie before the validation block (later ones have weight 0). */
  readonly training: readonly (readonly Window[])[];
  readonly trainingCount: number;
  /** Windows whose targets all lie in the validation block. */
  readonly validation: readonly Window[];
}

export interface DataToLearn {
  readonly series: readonly SeriesToLearn[];
  readonly horizon: number;
  readonly holdout: number;
}

/** A series needs this many known values before its validation block, and a window this many periods before it. */
const minimumKnown = 12;
const minimumSeen = 4;

/** Prepares series and lists their windows. An empty `series` means that there is nothing to learn from. */
export function createWindowSet(data: DataToLearn, windowLength: number): WindowSet {
  const { horizon, holdout } = data;
  const longest = Math.max(0, ...data.series.map(({ values }) => values.length - holdout));
  const shape: WindowShape = {
    windowLength: Math.max(windowLength, horizon),
    horizon,
    holdout,
    validation: validationLength(longest, horizon),
  };
  const names = sharedRegressors(data.series);
  const series: PreparedSeries[] = [];
  const leftOut: WindowSet['leftOut'][number][] = [];
  for (const candidate of data.series) {
    const prepared = prepareSeries(candidate, names, shape, minimumKnown);
    if (prepared) series.push(prepared);
    else leftOut.push({ seriesId: candidate.id, issue: whyLeftOut(candidate, shape) });
  }
  const training = series.map((prepared, index) => trainingWindows(prepared, index, horizon));
  return {
    shape,
    features: featureCount(names.length),
    series,
    leftOut,
    training,
    trainingCount: training.reduce((sum, windows) => sum + windows.length, 0),
    validation: series.flatMap((prepared, index) => validationWindows(prepared, index, horizon)),
  };
}

/** The network that a training on these windows uses: one output a period of the horizon. */
export function networkFor(windows: WindowSet, settings: Settings): LstmNetwork {
  return {
    kind: 'lstm',
    features: windows.features,
    lstmUnits: settings.lstmUnits,
    dropoutRate: settings.dropoutRate,
    outputs: windows.shape.horizon,
    loss: { kind: 'mse' },
  };
}

function whyLeftOut({ values }: SeriesToLearn, shape: WindowShape): Issue {
  const trainingEnd = Math.max(0, values.length - shape.holdout - shape.validation);
  const known = values.subarray(0, trainingEnd).filter((value) => !Number.isNaN(value)).length;
  return known < minimumKnown
    ? { code: 'series-too-short-to-learn', severity: 'info', params: { known, needed: minimumKnown } }
    : { code: 'series-constant', severity: 'info' };
}

function firstKnown(scaled: Float64Array): number {
  return scaled.findIndex((value) => !Number.isNaN(value));
}

function anyKnown(scaled: Float64Array, from: number, to: number): boolean {
  for (let t = from; t < to; t++) if (!Number.isNaN(scaled[t])) return true;
  return false;
}

function trainingWindows(prepared: PreparedSeries, index: number, horizon: number): Window[] {
  const { scaled, validationStart } = prepared;
  const windows: Window[] = [];
  for (let origin = firstKnown(scaled) + minimumSeen; origin < validationStart; origin++)
    if (anyKnown(scaled, origin, Math.min(origin + horizon, validationStart))) windows.push({ series: index, origin });
  return windows;
}

function validationWindows(prepared: PreparedSeries, index: number, horizon: number): Window[] {
  const { scaled, validationStart, validationEnd } = prepared;
  const windows: Window[] = [];
  for (let origin = validationStart; origin + horizon <= validationEnd; origin++)
    if (anyKnown(scaled, origin, origin + horizon)) windows.push({ series: index, origin });
  return windows;
}

/** Buffers of one batch, reused. */
export interface BatchBuffers {
  readonly rows: number;
  readonly steps: number;
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
  readonly targetWeights: Float32Array;
}

export function createBatchBuffers(windows: WindowSet, rows: number): BatchBuffers {
  const { windowLength, horizon } = windows.shape;
  return {
    rows,
    steps: windowLength,
    inputs: new Float32Array(rows * windowLength * windows.features),
    targets: new Float32Array(rows * horizon),
    targetWeights: new Float32Array(rows * horizon),
  };
}

/**
 * Fills the buffers with windows; rows without one are 0 with weight 0, so that every batch has the same shape. `ends`
 * says up to which period targets may be read. Returns the sum of the weights.
 */
export function fillBatch(
  windows: WindowSet,
  chosen: readonly Window[],
  ends: 'training' | 'validation',
  buffers: BatchBuffers,
): number {
  const { shape, features } = windows;
  const size = shape.windowLength * features;
  let weight = 0;
  chosen.forEach(({ series, origin }, row) => {
    const prepared = windows.series[series];
    const end = ends === 'training' ? prepared.validationStart : prepared.validationEnd;
    fillInputs(prepared, origin, shape, buffers.inputs, row * size);
    weight += fillTargets(
      prepared,
      origin,
      end,
      shape.horizon,
      buffers.targets,
      buffers.targetWeights,
      row * shape.horizon,
    );
  });
  buffers.inputs.fill(0, chosen.length * size);
  buffers.targets.fill(0, chosen.length * shape.horizon);
  buffers.targetWeights.fill(0, chosen.length * shape.horizon);
  return weight;
}
