import { seriesOfDataset } from '#engine/features/dataset-series.ts';
import { createRandom } from '#engine/random.ts';
import { defaultAdam, type Executor, ExecutorLost, type ExecutorName } from '#learning/executor.ts';
import { measureDeviations } from '#learning/fixture-deviations.ts';
import { createInitialWeights } from '#learning/initial-weights.ts';
import { weightCount } from '#learning/network.ts';
import { forecastAll } from '#learning/network-forecast.ts';
import { checkFixture, type Fixture } from '#learning/train-check.ts';
import {
  meanPredictorLoss,
  startTraining,
  stepsPerEpoch,
  type TrainingState,
  trainNetwork,
} from '#learning/train-network.ts';
import { articleSettings, type Settings } from '#learning/training-settings.ts';
import { createWindowDrawing, mixSeeds } from '#learning/window-drawing.ts';
import { createBatchBuffers, createWindowSet, fillBatch, networkFor, type WindowSet } from '#learning/window-set.ts';
import { JobCancelled, type JobControl, JobRefused } from '#workers/job-control.ts';
import type {
  DatasetToLearn,
  FirstLossInput,
  FirstLossOutput,
  LearningData,
  LearningHandlers,
  NetworkForecastInput,
  NetworkForecastOutput,
  ProbeInput,
  ProbeOutput,
  TrainCheckInput,
  TrainCheckOutput,
  TrainInput,
  TrainOutput,
  TrainProgress,
} from '#workers/learning/contract.ts';
import {
  type ChosenExecutor,
  ExecutorShelf,
  type ExecutorSource,
  type GivenUp,
  type StartedExecutor,
} from './internal/executor-source.ts';
import { timeReferenceStep } from './internal/reference-step.ts';

/** The learning worker's handlers over the executors that this realm has, best first. */
export function createLearningHandlers(sources: readonly ExecutorSource[]): LearningHandlers {
  const shelf = new ExecutorShelf(sources);
  return {
    probe: (input, control) => probe(shelf, input, control),
    train: (input, control) => train(shelf, input, control),
    forecast: (input, control) => forecast(shelf, input, control),
    compareFirstLoss: (input, control) => compareFirstLoss(shelf, input, control),
    trainCheck: (input) => trainCheck(shelf, input),
  };
}

async function probe(shelf: ExecutorShelf, { measure }: ProbeInput, control: JobControl<never>): Promise<ProbeOutput> {
  const offers: ProbeOutput['offers'][number][] = [];
  for (const offer of await shelf.offers()) {
    const stepMilliseconds = measure && offer.available ? await timeExecutor(shelf, offer.name) : null;
    offers.push({ ...offer, stepMilliseconds });
    await control.pause();
    if (control.cancelled()) throw new JobCancelled();
  }
  return { offers, automatic: (await shelf.choose('auto')).choice.name };
}

/** Null when it turns out that it can't be started. */
async function timeExecutor(shelf: ExecutorShelf, name: ExecutorName): Promise<number | null> {
  try {
    const { started } = await shelf.choose(name);
    return await timeReferenceStep(started.factory, () => performance.now());
  } catch (error) {
    if (error instanceof JobRefused || error instanceof ExecutorLost) return null;
    throw error;
  }
}

async function train(
  shelf: ExecutorShelf,
  input: TrainInput,
  control: JobControl<TrainProgress>,
): Promise<TrainOutput> {
  const settings: Settings = { ...articleSettings, ...input.settings };
  const windows = windowsOf(seriesOf(input.data), settings);
  const network = networkFor(windows, settings);
  const weights = input.initialWeights ?? createInitialWeights(network, createRandom(settings.seed));
  if (weights.length !== weightCount(network)) throw new JobRefused('weights-mismatch');
  const baseline = meanPredictorLoss(windows);
  const state = startTraining(weights);
  let chosen = await shelf.choose(input.executor);
  control.report({
    kind: 'started',
    settings,
    choice: chosen.choice,
    seriesUsed: windows.series.length,
    windows: windows.trainingCount,
    stepsPerEpoch: stepsPerEpoch(windows, settings.batchSize),
    meanPredictorLoss: baseline,
  });
  for (;;) {
    const startedAt = performance.now();
    const executor = await createExecutor(chosen.started, windows, settings, state.weights);
    try {
      if (state.optimizer) executor.writeOptimizer(state.optimizer);
      const end = await trainNetwork(executor, windows, settings, loopControl(control), state);
      if (!state.best) {
        if (end.stop === 'cancelled') throw new JobCancelled();
        throw new JobRefused('training-diverged', { rate: settings.learningRate });
      }
      return {
        choice: chosen.choice,
        settings,
        ...end,
        weights: state.best.weights,
        bestEpoch: state.best.epoch,
        bestValidationLoss: state.best.validationLoss,
        meanPredictorLoss: baseline,
        firstLoss: state.firstLoss,
        history: state.history,
        steps: state.steps,
        windows: windows.trainingCount,
        windowsSeen: state.windowsSeen,
        leftOut: windows.leftOut,
      };
    } catch (error) {
      const trouble = troubleWith(chosen, error, state);
      if (!trouble) throw error;
      shelf.giveUp(chosen.choice.name, trouble);
      chosen = await moveOn(shelf, state, startedAt, settings);
      control.report({ kind: 'moved', choice: chosen.choice });
    } finally {
      disposeQuietly(executor);
    }
  }
}

/**
 * What an error says about the executor; null: it is none of its doing. A graphics driver that can't run our programs shows
 * at the very first step.
 */
function troubleWith({ choice }: ChosenExecutor, error: unknown, state: TrainingState): GivenUp | null {
  if (error instanceof ExecutorLost) return { trouble: 'device-lost', detail: error.message };
  const ofDriver = choice.name === 'tfjs-webgl' && state.steps === 0;
  if (!ofDriver || error instanceof JobRefused || error instanceof JobCancelled) return null;
  return { trouble: 'failed', detail: String(error) };
}

/** The device went away: the state goes back to the last whole epoch, and the next best executor is taken. */
async function moveOn(
  shelf: ExecutorShelf,
  state: TrainingState,
  startedAt: number,
  settings: Settings,
): Promise<ChosenExecutor> {
  state.secondsBefore = Math.min(
    settings.timeBudgetSeconds,
    state.secondsBefore + (performance.now() - startedAt) / 1000,
  );
  return shelf.choose('auto');
}

/** An executor whose device is gone can't free anything any more. */
function disposeQuietly(executor: Executor): void {
  try {
    executor.dispose();
  } catch (error) {
    if (!(error instanceof ExecutorLost)) throw error;
  }
}

async function forecast(
  shelf: ExecutorShelf,
  input: NetworkForecastInput,
  control: JobControl<never>,
): Promise<NetworkForecastOutput> {
  const settings: Settings = { ...articleSettings, ...input.settings };
  const data = seriesOf(input.data);
  const windows = windowsOf(data, settings);
  if (input.weights.length !== weightCount(networkFor(windows, settings))) throw new JobRefused('weights-mismatch');
  const { choice, started } = await shelf.choose(input.executor);
  const executor = await createExecutor(started, windows, settings, input.weights);
  const pause = async (): Promise<void> => {
    await control.pause();
    if (control.cancelled()) throw new JobCancelled();
  };
  try {
    const { forecasts, score } = await forecastAll(executor, windows, data, settings.batchSize, pause);
    return { choice, forecasts, score, leftOut: windows.leftOut };
  } finally {
    disposeQuietly(executor);
  }
}

async function compareFirstLoss(
  shelf: ExecutorShelf,
  input: FirstLossInput,
  control: JobControl<never>,
): Promise<FirstLossOutput> {
  const settings: Settings = { ...articleSettings, ...input.settings };
  const windows = windowsOf(seriesOf(input.data), settings);
  const weights = createInitialWeights(networkFor(windows, settings), createRandom(settings.seed));
  const drawing = createWindowDrawing(windows, settings.seed);
  const buffers = createBatchBuffers(windows, settings.batchSize);
  const chosen = Array.from({ length: settings.batchSize }, (_, row) => drawing.draw(row));
  fillBatch(windows, chosen, buffers);
  const losses: FirstLossOutput['losses'][number][] = [];
  for (const name of input.executors) {
    const { choice, started } = await shelf.choose(name);
    const executor = await createExecutor(started, windows, settings, weights);
    executor.reseed(mixSeeds(settings.seed, 0, 1));
    await executor.step(buffers);
    losses.push({
      executor: name,
      backend: choice.backend,
      device: choice.device,
      loss: await executor.takeLoss(),
    });
    executor.dispose();
    await control.pause();
    if (control.cancelled()) throw new JobCancelled();
  }
  return { losses };
}

async function trainCheck(shelf: ExecutorShelf, input: TrainCheckInput): Promise<TrainCheckOutput> {
  const fixture = input.fixture as Fixture | null;
  if (!fixture?.config) throw new JobRefused('fixture-unreadable');
  const { choice, started } = await shelf.choose(input.executor);
  const answer = await checkFixture(started.factory, fixture);
  return { choice, answer, deviations: measureDeviations(answer, fixture) };
}

function seriesOf(data: LearningData | DatasetToLearn): LearningData {
  if ('series' in data) return data;
  const { dataset, horizon, holdout, topProducts } = data;
  return { horizon, holdout, series: seriesOfDataset(dataset, horizon, holdout, topProducts) };
}

function windowsOf(data: LearningData, settings: Settings): WindowSet {
  if (!(Number.isInteger(data.horizon) && data.horizon >= 1 && data.horizon <= 520))
    throw new JobRefused('horizon-out-of-range', { horizon: data.horizon });
  const windows = createWindowSet(data, settings.windowLength);
  if (windows.trainingCount === 0 || windows.validation.length === 0)
    throw new JobRefused('no-series-to-learn', { series: data.series.length });
  return windows;
}

function createExecutor(
  started: StartedExecutor,
  windows: WindowSet,
  settings: Settings,
  weights: Float32Array,
): Promise<Executor> {
  return started.factory.create(networkFor(windows, settings), weights, {
    adam: { ...defaultAdam, learningRate: settings.learningRate },
    seed: settings.seed,
    maximumRows: settings.batchSize,
    maximumSteps: windows.shape.windowLength,
  });
}

function loopControl(control: JobControl<TrainProgress>) {
  return {
    now: () => performance.now(),
    pause: () => control.pause(),
    cancelled: () => control.cancelled(),
    report: (event: TrainProgress) => control.report(event),
  };
}
