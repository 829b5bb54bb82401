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
import type { DataToLearn, Window, WindowSet } from './window-set.ts';

/** Windows of the paper's network: its target is the actual values less what a seasonal naive forecast with drift expected. */
export interface PaperWindows extends WindowSet {
  readonly prepared: readonly PreparedSeries[];
  /** What is expected of a window's period without a network, on the scaled series. */
  expectedOf(window: Window): number;
}

/** A series needs this many known values before its validation block, and a window this many periods before it. */
const minimumKnown = 12;
const minimumSeen = 4;

/** Prepares series and lists their windows. An empty `series` means that there is nothing to learn from. */
export function createPaperWindows(data: DataToLearn<SeriesToLearn>, windowLength: number): PaperWindows {
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
  const leftOut: PaperWindows['leftOut'][number][] = [];
  for (const candidate of data.series) {
    const prepared = prepareSeries(candidate, names, shape, minimumKnown);
    if (prepared) series.push(prepared);
    else leftOut.push({ seriesId: candidate.id, issue: whyLeftOut(candidate, shape) });
  }
  const training = series.map((prepared, index) => trainingWindows(prepared, index, horizon));
  const expectedOf = ({ series: index, origin, ahead }: Window): number =>
    expectedValue(series[index], origin, referenceOf(series[index], origin), origin + ahead - 1);
  return {
    horizon,
    holdout,
    steps: shape.windowLength,
    features: featureCount(names.length),
    outputs: 1,
    series,
    prepared: series,
    leftOut,
    training,
    trainingCount: training.reduce((sum, windows) => sum + windows.length, 0),
    validation: series.flatMap((prepared, index) => validationWindows(prepared, index, horizon)),
    validationLimit: 256,
    writeInputs: ({ series: index, origin, ahead }, inputs, offset) =>
      fillInputs(series[index], origin, ahead, shape, referenceOf(series[index], origin), inputs, offset),
    expectedOf,
    targetOf: (window) => series[window.series].scaled[window.origin + window.ahead - 1] - expectedOf(window),
    // Mean square of the scaled values: the predictor that always says each series' training mean.
    plainLoss: (sample) =>
      sample.reduce((sum, { series: index, origin, ahead }) => sum + series[index].scaled[origin + ahead - 1] ** 2, 0) /
      sample.length,
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
