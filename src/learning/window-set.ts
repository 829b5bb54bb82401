import type { Issue } from '#engine/issue.ts';
import type { Executor } from './executor.ts';

/** A window: the network sees the values before `origin` and forecasts the period `ahead` (1 = the first) of it. */
export interface Window {
  /** Index into {@link WindowSet.series}. */
  readonly series: number;
  readonly origin: number;
  readonly ahead: number;
}

/** Where the parts of a series end; positions are numbers of periods known. */
export interface WindowedSeries {
  readonly id: string;
  /** Periods of data. */
  readonly length: number;
  /** Periods that training and validation may see. */
  readonly validationEnd: number;
}

/** All series of a training with their windows, split by time, and how a window becomes numbers. */
export interface WindowSet {
  readonly horizon: number;
  readonly holdout: number;
  /** Input of a network: [steps, features]; its outputs. */
  readonly steps: number;
  readonly features: number;
  readonly outputs: number;
  readonly series: readonly WindowedSeries[];
  readonly leftOut: readonly { readonly seriesId: string; readonly issue: Issue }[];
  /** By series: windows whose target is known and lies before the validation block. */
  readonly training: readonly (readonly Window[])[];
  readonly trainingCount: number;
  /** Windows whose horizon lies wholly in the validation block, where the target is known; empty = no validation. */
  readonly validation: readonly Window[];
  /** Of these at most so many are looked at after an epoch. */
  readonly validationLimit: number;
  /** Writes [steps, features] from `offset`. */
  writeInputs(window: Window, inputs: Float32Array, offset: number): void;
  /** What the outputs are compared with; the target must be known. */
  targetOf(window: Window): number;
  /** Loss on the validation block of a forecaster that has learnt no more than one distribution for all. */
  plainLoss(sample: readonly Window[]): number;
}

export interface DataToLearn<Series> {
  readonly series: readonly Series[];
  readonly horizon: number;
  readonly holdout: number;
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
  const { steps, features, outputs } = windows;
  return {
    rows,
    steps,
    inputs: new Float32Array(rows * steps * features),
    targets: new Float32Array(rows * outputs),
    targetWeights: new Float32Array(rows * outputs),
  };
}

/** Fills the inputs of a batch; rows without a window are 0, so that every batch has the same shape. */
export function fillBatchInputs(windows: WindowSet, chosen: readonly Window[], { inputs }: BatchBuffers): void {
  const size = windows.steps * windows.features;
  chosen.forEach((window, row) => {
    windows.writeInputs(window, inputs, row * size);
  });
  inputs.fill(0, chosen.length * size);
}

/** Fills a batch with windows whose targets are known; rows without one have weight 0. */
export function fillBatch(windows: WindowSet, chosen: readonly Window[], buffers: BatchBuffers): void {
  const { outputs } = windows;
  fillBatchInputs(windows, chosen, buffers);
  chosen.forEach((window, row) => {
    buffers.targets.fill(windows.targetOf(window), row * outputs, (row + 1) * outputs);
  });
  const filled = chosen.length * outputs;
  buffers.targets.fill(0, filled);
  buffers.targetWeights.fill(1, 0, filled).fill(0, filled);
}

/** The validation windows that count, evenly spread over the series and the block. */
export function validationSample(windows: WindowSet, most = windows.validationLimit): readonly Window[] {
  const { validation } = windows;
  const count = Math.min(most, validation.length);
  return Array.from({ length: count }, (_, k) => validation[Math.floor((k * validation.length) / count)]);
}

/** Outputs of a network for windows, [windows][outputs]. `changeInputs` may alter a batch's inputs before they are used. */
export async function predictWindows(
  executor: Executor,
  windows: WindowSet,
  chosen: readonly Window[],
  batchSize: number,
  pause: () => Promise<void>,
  changeInputs?: (inputs: Float32Array, first: number, rows: number) => void,
): Promise<Float64Array> {
  const { outputs } = windows;
  const buffers = createBatchBuffers(windows, batchSize);
  const predictions = new Float64Array(chosen.length * outputs);
  for (let from = 0; from < chosen.length; from += batchSize) {
    const part = chosen.slice(from, from + batchSize);
    fillBatchInputs(windows, part, buffers);
    changeInputs?.(buffers.inputs, from, part.length);
    const predicted = await executor.predict(buffers);
    predictions.set(predicted.subarray(0, part.length * outputs), from * outputs);
    await pause();
  }
  return predictions;
}
