import type { Executor, OptimizerState } from './executor.ts';
import type { TrainingSettings } from './training-settings.ts';
import { createWindowDrawing, mixSeeds } from './window-drawing.ts';
import { type BatchBuffers, createBatchBuffers, fillBatch, validationSample, type WindowSet } from './window-set.ts';

/** What the loop needs of the world. */
export interface TrainingControl {
  /** Milliseconds of a steady clock. */
  now(): number;
  /** Lets messages in; awaited at every batch. */
  pause(): Promise<void>;
  cancelled(): boolean;
  report(event: TrainingEvent): void;
  /** The state as it stands at the end of an epoch: what a resumed run goes on from. */
  checkpoint?(state: TrainingState): void;
}

export type TrainingEvent =
  | {
      readonly kind: 'step';
      readonly epoch: number;
      readonly step: number;
      readonly stepsPerEpoch: number;
      /** Mean over the steps since the last report. */
      readonly loss: number;
      readonly samplesPerSecond: number;
      /** Until the time budget or the last epoch, whichever comes first; early stopping may end it before. */
      readonly secondsLeft: number;
      readonly shareSeen: number;
    }
  | ({ readonly kind: 'epoch' } & EpochLosses)
  /** New best weights: to be persisted, they outlive the worker. */
  | {
      readonly kind: 'improved';
      readonly epoch: number;
      readonly validationLoss: number;
      readonly weights: Float32Array;
    };

export interface EpochLosses {
  /** From 1. */
  readonly epoch: number;
  readonly loss: number;
  readonly validationLoss: number;
}

/**
 * A training under way: the loop brings it up to date at the end of every epoch, so that another executor can take it up
 * from there when the device has gone.
 */
export interface TrainingState {
  /** Epochs done. */
  epochs: number;
  /** Weights and Adam's state after that epoch. */
  weights: Float32Array;
  optimizer: OptimizerState | null;
  best: { readonly epoch: number; readonly validationLoss: number; readonly weights: Float32Array } | null;
  history: EpochLosses[];
  firstLoss: number;
  steps: number;
  /** Seconds of training before the present executor took over. */
  secondsBefore: number;
  windowsSeen: number;
}

export type TrainingStop = 'early-stop' | 'time-budget' | 'all-epochs' | 'cancelled' | 'diverged';

export interface TrainingEnd {
  readonly stop: TrainingStop;
  readonly seconds: number;
  readonly samplesPerSecond: number;
}

export function startTraining(weights: Float32Array): TrainingState {
  return {
    epochs: 0,
    weights,
    optimizer: null,
    best: null,
    history: [],
    firstLoss: Number.NaN,
    steps: 0,
    secondsBefore: 0,
    windowsSeen: 0,
  };
}

/** An epoch is a pass over the windows, but no longer than this: progress and validation must not be rare. */
const maximumStepsPerEpoch = 30;
/**
 * The loss is asked for about this often: asking waits for the device, and only then can a cancel be answered. A graphics
 * card takes steps faster than it does them, hence the bound on those in flight.
 */
const reportMilliseconds = 200;
const maximumStepsInFlight = 8;

export function stepsPerEpoch(windows: WindowSet, batchSize: number): number {
  return Math.min(maximumStepsPerEpoch, Math.max(1, Math.ceil(windows.trainingCount / batchSize)));
}

/**
 * Trains until early stopping, the last epoch, the time budget or a cancel. `state` is mutated; its `best` is the
 * result: the best epoch on the validation windows, or the last one where there are none (their loss is then NaN). The
 * executor must hold `state.weights` and `state.optimizer` when it is called.
 */
export async function trainNetwork(
  executor: Executor,
  windows: WindowSet,
  settings: TrainingSettings,
  control: TrainingControl,
  state: TrainingState,
): Promise<TrainingEnd> {
  const { batchSize, maximumEpochs, patience, timeBudgetSeconds, seed } = settings;
  const perEpoch = stepsPerEpoch(windows, batchSize);
  const drawing = createWindowDrawing(windows, seed);
  // What was stepped after the last whole epoch is done again.
  state.steps = state.epochs * perEpoch;
  for (let number = 0; number < state.steps * batchSize; number++) drawing.draw(number);
  const buffers = createBatchBuffers(windows, batchSize);
  const started = control.now();
  const stepsBefore = state.steps;
  const seconds = (): number => state.secondsBefore + (control.now() - started) / 1000;
  const speed = (): number => ((state.steps - stepsBefore) * batchSize * 1000) / (control.now() - started);
  const end = (stop: TrainingStop): TrainingEnd => ({ stop, seconds: seconds(), samplesPerSecond: speed() });

  while (state.epochs < maximumEpochs) {
    const epoch = state.epochs + 1;
    executor.reseed(mixSeeds(seed, 0, epoch));
    const losses = createLossMean();
    let stepped = 0;
    let inFlight = 0;
    let mayBeInFlight = 1;
    let lastReport = control.now();
    let outOfTime = false;
    while (stepped < perEpoch && !outOfTime) {
      const first = ((epoch - 1) * perEpoch + stepped) * batchSize;
      const chosen = Array.from({ length: batchSize }, (_, row) => drawing.draw(first + row));
      fillBatch(windows, chosen, buffers);
      await executor.step(buffers);
      stepped += 1;
      state.steps += 1;
      inFlight += 1;
      await control.pause();
      if (control.cancelled()) return end('cancelled');
      outOfTime = seconds() >= timeBudgetSeconds;
      const due = control.now() - lastReport >= reportMilliseconds || inFlight >= mayBeInFlight;
      if (!due && stepped < perEpoch && !outOfTime) continue;
      const loss = await executor.takeLoss();
      if (!Number.isFinite(loss)) return end('diverged');
      if (state.steps === 1) state.firstLoss = loss;
      losses.add(loss, inFlight);
      state.windowsSeen = drawing.seen();
      const stepsLeft = (maximumEpochs - epoch) * perEpoch + perEpoch - stepped;
      control.report({
        kind: 'step',
        epoch,
        step: stepped,
        stepsPerEpoch: perEpoch,
        loss,
        samplesPerSecond: speed(),
        secondsLeft: Math.max(0, Math.min(timeBudgetSeconds - seconds(), (stepsLeft * batchSize) / speed())),
        shareSeen: drawing.seen() / windows.trainingCount,
      });
      const perStep = (control.now() - lastReport) / inFlight;
      mayBeInFlight = Math.max(1, Math.min(maximumStepsInFlight, Math.floor(reportMilliseconds / perStep)));
      inFlight = 0;
      lastReport = control.now();
    }

    const validationLoss = await validate(executor, windows, buffers, control);
    if (validationLoss === null) return end('cancelled');
    const validated = windows.validation.length > 0;
    if (validated && !Number.isFinite(validationLoss)) return end('diverged');
    const weights = await executor.readWeights();
    state.epochs = epoch;
    state.weights = weights;
    state.optimizer = await executor.readOptimizer();
    // In float32, as the steps' losses are: how they were grouped on the way doesn't show.
    const loss = Math.fround(losses.mean());
    state.history.push({ epoch, loss, validationLoss });
    control.report({ kind: 'epoch', epoch, loss, validationLoss });
    if (!validated || !state.best || validationLoss < state.best.validationLoss) {
      state.best = { epoch, validationLoss, weights };
      control.report({ kind: 'improved', epoch, validationLoss, weights });
    }
    control.checkpoint?.(state);
    if (outOfTime) return end('time-budget');
    if (epoch - state.best.epoch >= patience) return end('early-stop');
  }
  return end('all-epochs');
}

/** Weighted mean loss on the validation block, no dropout; NaN without one, null when cancelled. */
async function validate(
  executor: Executor,
  windows: WindowSet,
  buffers: BatchBuffers,
  control: TrainingControl,
): Promise<number | null> {
  const sample = validationSample(windows);
  const mean = createLossMean();
  for (let from = 0; from < sample.length; from += buffers.rows) {
    const chosen = sample.slice(from, from + buffers.rows);
    fillBatch(windows, chosen, buffers);
    // The executor's mean runs over all rows; only those with a window count.
    mean.add(((await executor.evaluate(buffers)) * buffers.rows) / chosen.length, chosen.length);
    await control.pause();
    if (control.cancelled()) return null;
  }
  return mean.mean();
}

function createLossMean() {
  let sum = 0;
  let total = 0;
  return {
    add(value: number, weight: number): void {
      sum += value * weight;
      total += weight;
    },
    mean: (): number => sum / total,
  };
}
