import type { Dataset } from '#engine/panel/dataset.ts';
import { currentDataset } from '#state/data/dataset-store.ts';
import { horizonPeriods, planBacktest } from '#state/demand/backtest-plan.ts';
import { defineComputation, type Outcome, type Run } from '#state/runtime/computation.ts';
import { createEditHistory } from '#state/runtime/edit-history.ts';
import { useSettingsStore } from '#state/runtime/settings-store.ts';
import { horizonInput, salesInput, seedInput } from '#state/runtime/shared-inputs.ts';
import { watchUserInput } from '#state/runtime/user-input.ts';
import type {
  DatasetToLearn,
  NetworkForecastOutput,
  TrainInput,
  TrainingCheckpoint,
  TrainOutput,
} from '#workers/learning/contract.ts';
import type { JobResult } from '#workers/worker-client.ts';
import { CheckpointKeeper, readCutOff, type TrainingKey } from './training-checkpoints.ts';
import { learningClient } from './training-client.ts';
import {
  cutsBetween,
  type EvaluationRun,
  evaluationRuns,
  externalModels,
  type ForecastBetween,
  modelStandings,
  secondsForRun,
} from './training-evaluation.ts';
import { measureOnce } from './training-executors.ts';
import { followTraining, freshTraining, summaryOfProgress } from './training-progress.ts';
import {
  persistedTraining,
  type TrainingChoices,
  type TrainingProgress,
  type TrainingResult,
  type TrainingRunResult,
  type TrainingSummary,
  useTrainingStore,
} from './training-store.ts';

/** Products that get a series of their own beside the categories: enough for all of most shops. */
const topProducts = 200;
/** A worker that hasn't answered this long after a cancel is terminated; the best weights are here already. */
const graceMs = 150;
/** The page draws with every change of the store: more often than this nobody can read. */
const showEveryMs = 200;
/** Whoever presses a key or a button has the core for so long: the answer is drawn as on an idle page. */
const restMs = 150;
const ofSteps: ReadonlySet<string> = new Set(['step', 'epoch', 'improved']);
/** A training that says nothing for so long has lost its worker: it reports several times a second. */
const silenceMs = 20_000;
/** Before the first report come the download of the executor and the compilation of its programs. */
const startSilenceMs = 90_000;
const mostRestarts = 2;

/** What was chosen for the training, back and forth; a network that has been trained stays. */
export const trainingHistory = createEditHistory(
  () => useTrainingStore.getState().choices,
  async (choices) => {
    // A training under way is taken up by the choices that it began with; they are not to be changed then.
    if (useTrainingStore.getState().job.status === 'running') return false;
    useTrainingStore.setState({ choices });
    return true;
  },
);

export function setTrainingChoices(choices: Partial<TrainingChoices>): void {
  trainingHistory.remember(Object.keys(choices).join());
  useTrainingStore.setState((state) => ({ choices: { ...state.choices, ...choices } }));
}

export function dataToLearn(dataset: Dataset, fold: number): DatasetToLearn {
  const horizon = horizonPeriods(dataset, useSettingsStore.getState().horizonWeeks);
  return { dataset, horizon, holdout: fold * horizon, topProducts };
}

/** Weights to go on from, with what they were trained by. */
export type TrainingStart = Pick<TrainInput, 'initialWeights' | 'vocabulary' | 'settings'>;

/** A training as it stands: how it is done and what it left before a reload. */
interface Session {
  readonly run: Run<TrainingProgress>;
  readonly dataset: Dataset;
  readonly keeper: CheckpointKeeper;
  readonly seed: number;
  progress: TrainingProgress;
  /** When the store last had the progress, and what will give it the next one; small networks report a hundred times a second. */
  shownAt: number;
  next: ReturnType<typeof setTimeout> | undefined;
}

/**
 * Trains on the current data, then forecasts and scores. A training of the same data that a reload or a crash cut off is taken
 * up from its last epoch; a cancel ends it with the best weights so far. What computes and for how long is no input.
 */
export const trainingComputation = defineComputation({
  id: 'training',
  step: 'demand',
  store: useTrainingStore,
  job: ({ job }) => job,
  put: (job) => ({ job }),
  inputs: { data: salesInput, horizonWeeks: horizonInput, seed: seedInput },
  share: (): number | null => null,
  crashed: 'training-crashed',
  onCancel: 'finish',
  // A network that was not asked for is not missing, and one that has too little to learn from is told in its panel.
  countsInRail: ({ status }) => status !== 'idle' && status !== 'failed',
  turn: { after: [{ id: 'trends' }] },
  histories: [trainingHistory],
  slice: persistedTraining,
  run: trainAll,
});

async function trainAll(run: Run<TrainingProgress>, start?: TrainingStart): Promise<Outcome<TrainingResult>> {
  // The worker may be inside a long step of the training before: the new one gets a worker of its own.
  if (run.isReplacing) learningClient.terminate();
  const dataset = currentDataset();
  if (!dataset) return { kind: 'cancelled' };
  const { choices } = useTrainingStore.getState();
  const { seed } = useSettingsStore.getState();
  const key: TrainingKey = { inputHash: run.hash, wish: JSON.stringify([choices, start?.settings ?? null]) };
  const session: Session = {
    run,
    dataset,
    seed,
    progress: freshTraining,
    shownAt: 0,
    next: undefined,
    keeper: new CheckpointKeeper(key, (reason) => {
      show(session, { ...session.progress, checkpointTrouble: reason });
    }),
  };
  useTrainingStore.setState({ check: { status: 'none' }, explanation: { status: 'none' } });
  show(session, freshTraining);
  const cutOff = await readCutOff(key);
  if (!cutOff) await measureOnce(() => show(session, { ...session.progress, stage: 'measuring' }));
  if (!run.isCurrent()) return { kind: 'cancelled' };

  // Something has to be held out, however short the history: a network is not shown without its score.
  const { origins, older } = planBacktest(dataset, dataToLearn(dataset, 0).horizon);
  const folds = Math.max(1, origins + older);
  const runs = start
    ? evaluationRuns('article', 1).map((one) => ({ ...one, design: start.settings.design ?? one.design }))
    : evaluationRuns(choices.network, folds);
  const results: TrainingRunResult[] = [...(cutOff?.results ?? [])];
  let refusal: JobResult<never> | null = null;
  let resume = cutOff?.checkpoint ?? null;
  for (let number = results.length; number < runs.length; number++) {
    const input = inputOf(session, runs, number, resume, start);
    show(session, {
      ...freshTraining,
      contest: { ...runs[number]!, number: number + 1, of: runs.length },
      checkpointTrouble: session.progress.checkpointTrouble,
    });
    const outcome = await trainOnce(session, runs[number]!, number, input, resume);
    resume = null;
    if (!run.isCurrent()) return { kind: 'cancelled' };
    if (outcome.kind === 'done') {
      await session.keeper.finish(results.push(outcome.output) - 1, outcome.output);
      // Who cancels wants what there is.
      if (run.signal.aborted) break;
    } else if (outcome.kind === 'refused') refusal = outcome;
    else if (outcome.kind === 'cancelled') break;
    else {
      await session.keeper.drop();
      return outcome;
    }
  }
  if (!run.isCurrent()) return { kind: 'cancelled' };
  await session.keeper.drop();
  const result = resultOf(results, dataset);
  return result ? { kind: 'done', output: result } : (refusal ?? { kind: 'cancelled' });
}

/** What a run is trained with; one that is taken up goes on with the time that it had. */
function inputOf(
  { run, seed }: Session,
  runs: readonly EvaluationRun[],
  number: number,
  resume: TrainingCheckpoint | null,
  start: TrainingStart | undefined,
): Pick<TrainInput, 'settings' | 'initialWeights' | 'vocabulary'> {
  const { design, members } = runs[number]!;
  const spent = (Date.now() - run.startedAt) / 1000;
  const timeBudgetSeconds = resume
    ? resume.settings.timeBudgetSeconds
    : secondsForRun(useTrainingStore.getState().choices.timeBudgetSeconds - spent, runs.slice(number));
  return {
    settings: {
      ...start?.settings,
      ...(members === undefined ? {} : { members }),
      design,
      timeBudgetSeconds,
      seed,
    },
    ...(start ? { initialWeights: start.initialWeights!, vocabulary: start.vocabulary! } : {}),
  };
}

/** The winner's forecasting network with all standings; null without a network that may forecast. */
function resultOf(results: readonly TrainingRunResult[], dataset: Dataset): TrainingResult | null {
  const standings = modelStandings(
    results.map(({ run, outlook: { score } }) => ({
      ...run,
      network: score?.network ?? null,
      baseline: score?.baseline ?? null,
    })),
  );
  const design = standings[0]?.design ?? results[0]?.run.design;
  const own = results.filter(({ run }) => run.design === design).sort((a, b) => a.run.fold - b.run.fold);
  // An evaluation that was cut short before the winner's last run forecasts with what it has.
  const [winner] = own;
  if (!winner) return null;
  const { summary, weights, vocabulary, run } = winner;
  const { horizon } = dataToLearn(dataset, 0);
  const outcomes = results.map(({ run: one, summary: { settings }, outlook: { forecasts }, between = [] }) => ({
    run: one,
    settings,
    forecasts,
    between,
  }));
  return {
    summary,
    weights,
    vocabulary,
    horizon,
    standings,
    fold: run.fold,
    outlook: withScores(winner, own),
    externalModels: externalModels(outcomes, (fold) => fold * horizon),
    trainedAt: Date.now(),
    reused: null,
  };
}

/** The forecasts of a network that learnt from everything beside those of its last fold, which are the scored ones. */
function withScores({ outlook, run }: TrainingRunResult, own: readonly TrainingRunResult[]): NetworkForecastOutput {
  const scored = run.fold > 0 ? undefined : own.find((other) => other.run.fold === 1)?.outlook;
  if (!scored) return outlook;
  const holdOut = new Map(scored.forecasts.map(({ seriesId, holdout }) => [seriesId, holdout]));
  const forecasts = outlook.forecasts.map((one) => ({ ...one, holdout: holdOut.get(one.seriesId) ?? null }));
  return { ...outlook, forecasts, score: scored.score };
}

/** One training and its forecasts. A worker that dies or falls silent is replaced and the training taken up. */
async function trainOnce(
  session: Session,
  run: EvaluationRun,
  number: number,
  input: Pick<TrainInput, 'settings' | 'initialWeights' | 'vocabulary'>,
  cutOff: TrainingCheckpoint | null,
): Promise<JobResult<TrainingRunResult>> {
  const { choices, measured } = useTrainingStore.getState();
  const data = dataToLearn(session.dataset, run.fold);
  const startedAt = Date.now();
  let best: Float32Array | null = null;
  let resume = cutOff;
  let trained: JobResult<TrainOutput>;
  for (;;) {
    const measuredBest = resume?.executor ?? measured?.best;
    trained = await watched(
      session,
      number,
      (improved) => {
        best = improved;
      },
      {
        ...input,
        data,
        executor: choices.executor,
        ...(measuredBest ? { measuredBest } : {}),
        ...(resume ? { resume } : {}),
      },
    );
    if (trained.kind !== 'crashed' || session.progress.restarts >= mostRestarts) break;
    resume = session.keeper.latest ?? resume;
    show(session, { ...session.progress, restarts: session.progress.restarts + 1 });
  }
  if (!session.run.isCurrent()) return { kind: 'cancelled' };
  const weights = trained.kind === 'done' ? trained.output.weights : best;
  if (weights === null || trained.kind === 'refused') return trained as JobResult<never>;
  const summary =
    trained.kind === 'done'
      ? summaryOf(trained.output)
      : summaryOfProgress(session.progress, (Date.now() - startedAt) / 1000);
  if (!summary) return trained as JobResult<never>;
  const vocabulary = trained.kind === 'done' ? trained.output.vocabulary : (input.vocabulary ?? null);

  // A cancel ends the training, not what comes of it: forecasts take a second or two on the fastest executor.
  show(session, { ...session.progress, stage: 'forecasting' });
  const learnt = { settings: summary.settings, weights, vocabulary, executor: 'auto' } as const;
  const outlook = await learningClient.run('forecast', { ...learnt, data });
  if (outlook.kind !== 'done') return outlook;
  const between: ForecastBetween[] = [];
  const { between: places } = planBacktest(session.dataset, data.horizon);
  const cuts = run.design === 'article' ? [] : cutsBetween(run, data.horizon, places);
  for (const cut of cuts) {
    const said = await learningClient.run('forecast', { ...learnt, data: { ...data, holdout: cut } });
    if (said.kind !== 'done') return said;
    between.push({ cut, forecasts: said.output.forecasts.map(saidThere) });
  }
  return { kind: 'done', output: { run, summary, weights, vocabulary, outlook: outlook.output, between } };
}

/** Only what is scored of a forecast that was made between two trainings: the rest would fill the checkpoints. */
const saidThere = ({ seriesId, holdout }: NetworkForecastOutput['forecasts'][number]) => ({ seriesId, holdout });

/** A train job whose silence counts as the death of its worker. */
async function watched(
  session: Session,
  number: number,
  onImproved: (weights: Float32Array) => void,
  input: TrainInput,
): Promise<JobResult<TrainOutput>> {
  let hung = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listen = (patience: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      hung = true;
      learningClient.terminate();
    }, patience);
  };
  listen(startSilenceMs);
  const stopWatching = watchUserInput(() => learningClient.rest(restMs));
  const result = await learningClient.run('train', input, {
    signal: session.run.signal,
    graceMs,
    onProgress: (event) => {
      listen(event.kind === 'step' ? silenceMs : startSilenceMs);
      if (event.kind === 'improved') onImproved(event.weights);
      if (event.kind === 'checkpoint') session.keeper.keep(number, event.checkpoint);
      else {
        const tell = ofSteps.has(event.kind) ? showSoon : show;
        tell(session, followTraining(session.progress, event));
      }
    },
  });
  clearTimeout(timer);
  stopWatching();
  return hung ? { kind: 'crashed', message: 'worker-silent' } : result;
}

/** The same for what changes with every step: the store has it a few times a second, the last of it always. */
function showSoon(session: Session, progress: TrainingProgress): void {
  session.progress = progress;
  const wait = session.shownAt + showEveryMs - Date.now();
  if (wait <= 0) show(session, progress);
  else session.next ??= setTimeout(() => show(session, session.progress), wait);
}

function show(session: Session, progress: TrainingProgress): void {
  clearTimeout(session.next);
  session.next = undefined;
  session.shownAt = Date.now();
  session.progress = progress;
  session.run.show(progress);
}

/** Computes the first batch's loss again, on the executor that trained and in plain JavaScript. */
export async function checkFirstLoss(): Promise<void> {
  const { job } = useTrainingStore.getState();
  const dataset = currentDataset();
  if (job.status !== 'ready' || !dataset) return;
  const { summary, fold } = job.result;
  const { choice, settings } = summary;
  useTrainingStore.setState({ check: { status: 'running' } });
  const result = await learningClient.run('compareFirstLoss', {
    data: dataToLearn(dataset, fold),
    settings,
    executors: [choice.name, 'tfjs-cpu'],
  });
  useTrainingStore.setState({
    check: result.kind === 'done' ? { status: 'done', losses: result.output.losses } : { status: 'failed' },
  });
}

function summaryOf({
  weights: _weights,
  leftOut: _leftOut,
  vocabulary: _vocabulary,
  windowsSeen,
  ...output
}: TrainOutput): TrainingSummary {
  return { ...output, shareSeen: windowsSeen / output.windows };
}
