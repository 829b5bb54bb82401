import type { Dataset } from '#engine/panel/dataset.ts';
import { presentDataset } from '#state/dataset-store.ts';
import { inputHash } from '#state/input-hash.ts';
import { useSettingsStore } from '#state/settings-store.ts';
import { followTraining, freshTraining, summaryOfProgress } from '#state/training-progress.ts';
import {
  type TrainingChoices,
  type TrainingProgress,
  type TrainingResult,
  type TrainingSummary,
  useTrainingStore,
} from '#state/training-store.ts';
import { createLearningClient } from '#workers/learning/client.ts';
import type { DatasetToLearn, TrainOutput } from '#workers/learning/contract.ts';
import type { JobResult } from '#workers/worker-client.ts';

const client = createLearningClient();

/** Products that get a series of their own beside the categories: enough for all of most shops. */
const topProducts = 200;
/** A worker that hasn't answered this long after a cancel is terminated; the best weights are here already. */
const graceMs = 800;

let running: AbortController | null = null;

/** Name of the present inputs; null: there are no sales to learn from. What computes and for how long is no input. */
export function trainingInputHash(): string | null {
  const dataset = presentDataset();
  if (!dataset?.panel) return null;
  const { horizonWeeks, seed } = useSettingsStore.getState();
  return inputHash({ data: dataset.fingerprint, horizonWeeks, seed });
}

export function setTrainingChoices(choices: Partial<TrainingChoices>): void {
  useTrainingStore.setState((state) => ({ choices: { ...state.choices, ...choices } }));
}

/** Asks the worker what can compute here; `measure` also times a few steps of each. */
export async function probeExecutors(measure: boolean): Promise<void> {
  const { probe } = useTrainingStore.getState();
  if (probe.status === 'asking') return;
  useTrainingStore.setState({ probe: { status: 'asking', offers: probe.status === 'known' ? probe.offers : null } });
  const result = await client.run('probe', { measure });
  useTrainingStore.setState({
    probe: result.kind === 'done' ? { status: 'known', offers: result.output } : probe,
  });
}

/** Trains on the present data, then forecasts and scores; a newer run takes the place of one under way. */
export async function runTraining(): Promise<void> {
  running?.abort();
  const hash = trainingInputHash();
  const dataset = presentDataset();
  if (hash === null || !dataset) return;
  const abort = new AbortController();
  running = abort;
  const startedAt = Date.now();
  const { choices } = useTrainingStore.getState();
  const data = dataToLearn(dataset);
  const settings = { timeBudgetSeconds: choices.timeBudgetSeconds, seed: useSettingsStore.getState().seed };

  let progress = freshTraining;
  let best: Float32Array | null = null;
  const show = (next: TrainingProgress): void => {
    progress = next;
    if (running === abort)
      useTrainingStore.setState({ job: { status: 'running', inputHash: hash, startedAt, progress } });
  };
  useTrainingStore.setState({ check: { status: 'none' } });
  show(progress);
  const trained = await client.run(
    'train',
    { data, settings, executor: choices.executor },
    {
      signal: abort.signal,
      graceMs,
      onProgress: (event) => {
        if (event.kind === 'improved') best = event.weights;
        show(followTraining(progress, event));
      },
    },
  );
  if (running !== abort) return;
  const weights = trained.kind === 'done' ? trained.output.weights : best;
  if (weights === null || trained.kind === 'refused') return settle(hash, trained);
  const summary =
    trained.kind === 'done' ? summaryOf(trained.output) : summaryOfProgress(progress, (Date.now() - startedAt) / 1000);
  if (!summary) return settle(hash, trained);

  // A cancel ends the training, not what comes of it: forecasts take a second or two on the fastest executor.
  const forecasting = new AbortController();
  running = forecasting;
  useTrainingStore.setState({
    job: { status: 'running', inputHash: hash, startedAt, progress: { ...progress, stage: 'forecasting' } },
  });
  const outlook = await client.run(
    'forecast',
    { data, settings: summary.settings, executor: 'auto', weights },
    { signal: forecasting.signal, graceMs },
  );
  if (running !== forecasting) return;
  if (outlook.kind !== 'done') return settle(hash, outlook);
  running = null;
  const result: TrainingResult = { summary, weights, outlook: outlook.output, horizon: data.horizon };
  useTrainingStore.setState({ job: { status: 'ready', inputHash: hash, result } });
}

/** Computes the first batch's loss again, on the executor that trained and in plain JavaScript. */
export async function checkFirstLoss(): Promise<void> {
  const { job } = useTrainingStore.getState();
  const dataset = presentDataset();
  if (job.status !== 'ready' || !dataset) return;
  const { choice, settings } = job.result.summary;
  useTrainingStore.setState({ check: { status: 'running' } });
  const result = await client.run('compareFirstLoss', {
    data: dataToLearn(dataset),
    settings,
    executors: [choice.name, 'tfjs-cpu'],
  });
  useTrainingStore.setState({
    check: result.kind === 'done' ? { status: 'done', losses: result.output.losses } : { status: 'failed' },
  });
}

/** Ends the training with the best weights so far; once more while it forecasts: drops everything. */
export function cancelTraining(): void {
  running?.abort();
}

function dataToLearn(dataset: Dataset): DatasetToLearn {
  const { horizonWeeks: horizon } = useSettingsStore.getState();
  return { dataset, horizon, holdout: horizon, topProducts };
}

function summaryOf({ weights: _weights, leftOut: _leftOut, windowsSeen, ...output }: TrainOutput): TrainingSummary {
  return { ...output, shareSeen: windowsSeen / output.windows };
}

/** A job that ended without a result. */
function settle(hash: string, result: JobResult<unknown>): void {
  running = null;
  if (result.kind === 'refused') {
    const issue = { code: result.code, severity: 'error' as const, params: result.params };
    useTrainingStore.setState({ job: { status: 'failed', inputHash: hash, issue } });
  } else if (result.kind === 'crashed') {
    const issue = { code: 'training-crashed', severity: 'error' as const, params: { reason: result.message } };
    useTrainingStore.setState({ job: { status: 'failed', inputHash: hash, issue } });
  } else useTrainingStore.setState({ job: { status: 'idle' } });
}
