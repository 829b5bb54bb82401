import { createWindows, type DesignedWindows, networkFor, startingWeights } from '#learning/designed-network.ts';
import { defaultAdam, type Executor, ExecutorLost, type ExecutorName } from '#learning/executor.ts';
import { exportLayersModel, type LayersModelFiles } from '#learning/export-layers-model.ts';
import { weightCount } from '#learning/network.ts';
import { type ForecastSet, forecastAll } from '#learning/network-forecast.ts';
import { stepsPerEpoch } from '#learning/train-network.ts';
import { copyRun, type RunControl, type RunState, runWeights, startRun, trainRun } from '#learning/train-run.ts';
import { completeSettings, type TrainingSettings } from '#learning/training-settings.ts';
import { explainSeries, measureImportance } from '#learning/tuned/explain.ts';
import { forecastTuned, shareOf, splitMembers } from '#learning/tuned/tuned-forecast.ts';
import type { Vocabulary } from '#learning/tuned/tuned-series.ts';
import { tunedQuantiles } from '#learning/tuned/tuned-windows.ts';
import { createWindowDrawing, mixSeeds } from '#learning/window-drawing.ts';
import { createBatchBuffers, fillBatch, validationSample } from '#learning/window-set.ts';
import { JobCancelled, type JobControl, JobRefused } from '#workers/job-control.ts';
import type {
  ExplainInput,
  ExplainOutput,
  ExportInput,
  FirstLossInput,
  FirstLossOutput,
  LearningData,
  LearningHandlers,
  NetworkForecastInput,
  NetworkForecastOutput,
  ProbeInput,
  ProbeOutput,
  TrainInput,
  TrainOutput,
  TrainProgress,
} from '#workers/learning/contract.ts';
import { automaticExecutor, isCandidate } from './internal/automatic-choice.ts';
import {
  type ChosenExecutor,
  ExecutorShelf,
  type ExecutorSource,
  type GivenUp,
  type StartedExecutor,
} from './internal/executor-source.ts';
import { timeReferenceStep } from './internal/reference-step.ts';
import { seriesToLearn } from './internal/series-to-learn.ts';

/** The learning worker's handlers over the executors that this realm has, best first. */
export function createLearningHandlers(sources: readonly ExecutorSource[]): LearningHandlers {
  const shelf = new ExecutorShelf(sources);
  return {
    probe: (input, control) => probe(shelf, input, control),
    train: (input, control) => train(shelf, input, control),
    forecast: (input, control) => forecast(shelf, input, control),
    compareFirstLoss: (input, control) => compareFirstLoss(shelf, input, control),
    explain: (input, control) => explain(shelf, input, control),
    exportModel,
  };
}

async function probe(shelf: ExecutorShelf, { measure }: ProbeInput, control: JobControl<never>): Promise<ProbeOutput> {
  const offers: ProbeOutput['offers'][number][] = [];
  const all = await shelf.offers();
  for (const offer of all) {
    const timed = measure === 'all' ? offer.available : measure === 'candidates' && isCandidate(all, offer.name);
    const stepMilliseconds = timed ? await timeExecutor(shelf, offer.name) : null;
    offers.push({ ...offer, stepMilliseconds });
    await control.pause();
    if (control.cancelled()) throw new JobCancelled();
  }
  const automatic = automaticExecutor(offers);
  if (!automatic) throw new JobRefused('executor-unavailable', { executor: 'auto', trouble: 'failed' });
  return { offers, automatic };
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
  const settings = completeSettings(input.settings);
  const windowsOf = windowSource(seriesToLearn(input.data), settings, input.vocabulary);
  const windows = windowsOf(true);
  const size = weightCount(networkFor(windows, settings));
  // Weights of a whole run may be given: the validated network comes first.
  const refined = input.initialWeights?.slice(0, size) ?? null;
  const fresh = (): Float32Array => refined ?? startingWeights(windows, networkFor(windows, settings), settings.seed);
  const state = input.resume ? copyRun(input.resume.state) : startRun(fresh(), refined);
  if (state.current.weights.length !== size) throw new JobRefused('weights-mismatch');
  const baseline = windows.plainLoss(validationSample(windows));
  let chosen = await shelf.choose(input.executor, input.measuredBest);
  control.report({
    kind: 'started',
    settings,
    choice: chosen.choice,
    seriesUsed: windows.series.length,
    windows: windows.trainingCount,
    stepsPerEpoch: stepsPerEpoch(windows, settings.batchSize),
    meanPredictorLoss: baseline,
    resumedFrom: input.resume ? { member: state.finished.length, epoch: state.current.epochs } : null,
    history: state.searched?.history ?? state.current.history,
  });
  for (;;) {
    const startedAt = performance.now();
    const executor = await createExecutor(chosen.started, windows, settings, state.current.weights);
    try {
      const run = runControl(control, settings, chosen, state, size);
      const end = await trainRun(executor, windowsOf, settings, run, state);
      const { searched } = state;
      if (!searched) {
        if (end.stop === 'cancelled') throw new JobCancelled();
        throw new JobRefused('training-diverged', { rate: settings.learningRate });
      }
      return {
        choice: chosen.choice,
        settings,
        ...end,
        weights: runWeights(state),
        members: Math.max(0, state.finished.length - 1),
        vocabulary: vocabularyOf(windows),
        bestEpoch: searched.bestEpoch,
        bestValidationLoss: searched.bestValidationLoss,
        meanPredictorLoss: baseline,
        firstLoss: searched.firstLoss,
        history: searched.history,
        steps: state.stepsFinished + state.current.steps,
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

function vocabularyOf(windows: DesignedWindows): Vocabulary | null {
  return windows.design === 'tuned' ? windows.vocabulary : null;
}

/**
 * What an error says about the executor; null: it is none of its doing. A graphics driver that can't run our programs shows
 * at the very first step.
 */
function troubleWith({ choice }: ChosenExecutor, error: unknown, state: RunState): GivenUp | null {
  if (error instanceof ExecutorLost) return { trouble: 'device-lost', detail: error.message };
  const ofDriver = choice.name === 'tfjs-webgl' && state.stepsFinished + state.current.steps <= 1;
  if (!ofDriver || error instanceof JobRefused || error instanceof JobCancelled) return null;
  return { trouble: 'failed', detail: String(error) };
}

/** The device went away: the state goes back to the last whole epoch, and the next best executor is taken. */
async function moveOn(
  shelf: ExecutorShelf,
  { current }: RunState,
  startedAt: number,
  settings: TrainingSettings,
): Promise<ChosenExecutor> {
  current.secondsBefore = Math.min(
    settings.timeBudgetSeconds,
    current.secondsBefore + (performance.now() - startedAt) / 1000,
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
  const settings = completeSettings(input.settings);
  const data = seriesToLearn(input.data);
  const windowsOf = windowSource(data, settings, input.vocabulary ?? undefined);
  const windows = windowsOf(true);
  const size = weightCount(networkFor(windows, settings));
  if (input.weights.length === 0 || input.weights.length % size !== 0) throw new JobRefused('weights-mismatch');
  const { choice, started } = await shelf.choose(input.executor);
  const executor = await createExecutor(started, windows, settings, input.weights.slice(0, size));
  const pause = async (): Promise<void> => {
    await control.pause();
    if (control.cancelled()) throw new JobCancelled();
  };
  try {
    const set = await forecastDesign(executor, windowsOf, data, settings, input.weights, pause);
    return { choice, ...set, leftOut: windows.leftOut };
  } finally {
    disposeQuietly(executor);
  }
}

async function forecastDesign(
  executor: Executor,
  windowsOf: (validated: boolean) => DesignedWindows,
  data: LearningData,
  settings: TrainingSettings,
  weights: Float32Array,
  pause: () => Promise<void>,
): Promise<ForecastSet> {
  const validated = windowsOf(true);
  if (validated.design === 'article') return forecastAll(executor, validated, data, settings.batchSize, pause);
  const full = windowsOf(false);
  if (full.design === 'article') throw new Error('windows of two designs');
  const networks = splitMembers(weights, weightCount(networkFor(validated, settings)));
  return forecastTuned(executor, validated, full, data, networks, settings.batchSize, pause);
}

async function compareFirstLoss(
  shelf: ExecutorShelf,
  input: FirstLossInput,
  control: JobControl<never>,
): Promise<FirstLossOutput> {
  const settings = completeSettings(input.settings);
  const windows = windowSource(seriesToLearn(input.data), settings)(true);
  const weights = startingWeights(windows, networkFor(windows, settings), settings.seed);
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

async function explain(shelf: ExecutorShelf, input: ExplainInput, control: JobControl<never>): Promise<ExplainOutput> {
  const settings = completeSettings(input.settings);
  const windowsOf = windowSource(seriesToLearn(input.data), settings, input.vocabulary ?? undefined);
  const validated = windowsOf(true);
  if (validated.design === 'article') throw new JobRefused('not-explainable');
  const size = weightCount(networkFor(validated, settings));
  if (input.weights.length % size !== 0) throw new JobRefused('weights-mismatch');
  const { searched, members } = splitMembers(input.weights, size);
  const { started } = await shelf.choose('auto');
  const executor = await createExecutor(started, validated, settings, searched);
  const pause = async (): Promise<void> => {
    await control.pause();
    if (control.cancelled()) throw new JobCancelled();
  };
  const { batchSize, seed } = settings;
  try {
    const importance = input.withImportance
      ? await measureImportance(executor, validated, batchSize, seed, pause)
      : null;
    const full = members.length > 0 ? windowsOf(false) : validated;
    if (input.seriesId === null || full.design === 'article') return { importance, parts: null };
    const forecasters = members.length > 0 ? members : [searched];
    const share = await shareOf(executor, validated, searched, batchSize, pause);
    const parts = await explainSeries(executor, full, forecasters, share, input.seriesId, batchSize, pause);
    return { importance, parts };
  } finally {
    disposeQuietly(executor);
  }
}

async function exportModel(input: ExportInput): Promise<LayersModelFiles> {
  const settings = completeSettings(input.settings);
  const windows = windowSource(seriesToLearn(input.data), settings, input.vocabulary ?? undefined)(true);
  const network = networkFor(windows, settings);
  const size = weightCount(network);
  if (input.weights.length % size !== 0) throw new JobRefused('weights-mismatch');
  const { searched, members } = splitMembers(input.weights, size);
  const notes = { settings, inputs: input.vocabulary, outputs: windows.outputs > 1 ? tunedQuantiles : ['correction'] };
  return exportLayersModel(network, members.length > 0 ? members : [searched], windows.steps, notes);
}

/** Windows with and without a validation block, made when they are first asked for. */
function windowSource(
  data: LearningData,
  settings: TrainingSettings,
  vocabulary?: Vocabulary,
): (validated: boolean) => DesignedWindows {
  if (!(Number.isInteger(data.horizon) && data.horizon >= 1 && data.horizon <= 520))
    throw new JobRefused('horizon-out-of-range', { horizon: data.horizon });
  const made = new Map<boolean, DesignedWindows>();
  return (validated) => {
    const known = made.get(validated);
    if (known) return known;
    const windows = createWindows(data, settings, validated, vocabulary);
    if (windows.trainingCount === 0 || (validated && windows.validation.length === 0))
      throw new JobRefused('no-series-to-learn', { series: data.series.length });
    made.set(validated, windows);
    return windows;
  };
}

function createExecutor(
  started: StartedExecutor,
  windows: DesignedWindows,
  settings: TrainingSettings,
  weights: Float32Array,
): Promise<Executor> {
  return started.factory.create(networkFor(windows, settings), weights, {
    adam: {
      ...defaultAdam,
      learningRate: settings.learningRate,
      clipGlobalNorm: windows.design === 'tuned' ? 1 : null,
    },
    seed: settings.seed,
    maximumRows: settings.batchSize,
    maximumSteps: windows.steps,
  });
}

function runControl(
  control: JobControl<TrainProgress>,
  settings: TrainingSettings,
  { choice }: ChosenExecutor,
  state: RunState,
  size: number,
): RunControl {
  return {
    now: () => performance.now(),
    pause: () => control.pause(),
    cancelled: () => control.cancelled(),
    report: (event) => {
      control.report(event);
      // A network that is done makes the forecast better: it is handed out as an improvement is.
      if (event.kind !== 'member' || event.member < 2 || !state.searched) return;
      const { bestEpoch: epoch, bestValidationLoss: validationLoss } = state.searched;
      control.report({ kind: 'improved', epoch, validationLoss, weights: runWeights(state) });
    },
    checkpoint: (current) => {
      control.report({ kind: 'checkpoint', checkpoint: { settings, executor: choice.name, size, state: current } });
    },
  };
}
