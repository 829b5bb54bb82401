import {
  expectedValue,
  featureCount,
  fillInputs,
  type PreparedSeries,
  prepareSeries,
  referenceOf,
  type SeriesToLearn,
  sharedRegressors,
  validationLength,
  type WindowShape,
} from '#engine/features/windows.ts';
import type { Issue } from '#engine/issue.ts';
import type { LstmNetwork } from './network.ts';
import type { Settings } from './training-settings.ts';

/** A window: the network sees the values before `origin` and forecasts the period `ahead` (1 = the first) of it. */
export interface Window {
  /** Index into {@link WindowSet.series}. */
  readonly series: number;
  readonly origin: number;
  readonly ahead: number;
}

/** All series of a training with their windows, split by time. */
export interface WindowSet {
  readonly shape: WindowShape;
  readonly features: number;
  readonly series: readonly PreparedSeries[];
  readonly leftOut: readonly { readonly seriesId: string; readonly issue: Issue }[];
  /** By series: windows whose target is known and lies before the validation block. */
  readonly training: readonly (readonly Window[])[];
  readonly trainingCount: number;
  /** Windows whose horizon lies wholly in the validation block, where the target is known. */
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
    windowLength: Math.max(windowLength, horizon + minimumSeen),
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

/** The network that a training on these windows uses: one output, the correction of what is expected. */
export function networkFor(windows: WindowSet, settings: Settings): LstmNetwork {
  return {
    kind: 'lstm',
    features: windows.features,
    lstmUnits: settings.lstmUnits,
    dropoutRate: settings.dropoutRate,
    outputs: 1,
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

function trainingWindows(prepared: PreparedSeries, index: number, horizon: number): Window[] {
  const { scaled, validationStart } = prepared;
  const windows: Window[] = [];
  for (let origin = firstKnown(scaled) + minimumSeen; origin < validationStart; origin++)
    addKnown(windows, prepared, index, origin, Math.min(horizon, validationStart - origin));
  return windows;
}

function validationWindows(prepared: PreparedSeries, index: number, horizon: number): Window[] {
  const windows: Window[] = [];
  for (let origin = prepared.validationStart; origin + horizon <= prepared.validationEnd; origin++)
    addKnown(windows, prepared, index, origin, horizon);
  return windows;
}

function addKnown(windows: Window[], { scaled }: PreparedSeries, series: number, origin: number, steps: number): void {
  for (let ahead = 1; ahead <= steps; ahead++)
    if (!Number.isNaN(scaled[origin + ahead - 1])) windows.push({ series, origin, ahead });
}

/** What is expected of a window's period without a network, on the scaled series. */
export function expectedOf(windows: WindowSet, { series, origin, ahead }: Window): number {
  const prepared = windows.series[series];
  return expectedValue(prepared, origin, referenceOf(prepared, origin), origin + ahead - 1);
}

/** What came less what was expected: the network's target. */
export function targetOf(windows: WindowSet, window: Window): number {
  return windows.series[window.series].scaled[window.origin + window.ahead - 1] - expectedOf(windows, window);
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
  const { windowLength } = windows.shape;
  return {
    rows,
    steps: windowLength,
    inputs: new Float32Array(rows * windowLength * windows.features),
    targets: new Float32Array(rows),
    targetWeights: new Float32Array(rows),
  };
}

/** Fills the inputs of a batch; rows without a window are 0, so that every batch has the same shape. */
export function fillBatchInputs(windows: WindowSet, chosen: readonly Window[], { inputs }: BatchBuffers): void {
  const { shape, features } = windows;
  const size = shape.windowLength * features;
  chosen.forEach(({ series, origin, ahead }, row) => {
    const prepared = windows.series[series];
    fillInputs(prepared, origin, ahead, shape, referenceOf(prepared, origin), inputs, row * size);
  });
  inputs.fill(0, chosen.length * size);
}

/** Fills a batch with windows whose targets are known; rows without one have weight 0. */
export function fillBatch(windows: WindowSet, chosen: readonly Window[], buffers: BatchBuffers): void {
  fillBatchInputs(windows, chosen, buffers);
  chosen.forEach((window, row) => {
    buffers.targets[row] = targetOf(windows, window);
  });
  buffers.targets.fill(0, chosen.length);
  buffers.targetWeights.fill(1, 0, chosen.length).fill(0, chosen.length);
}
