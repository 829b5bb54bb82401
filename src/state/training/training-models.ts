import type { Dataset } from '#engine/panel/dataset.ts';
import { currentDataset } from '#state/data/dataset-store.ts';
import { saveDownload } from '#state/report/save-download.ts';
import { readModels, removeModel, writeModel } from '#storage/database.ts';
import { dataToLearn, trainingComputation } from './training-actions.ts';
import { learningClient } from './training-client.ts';
import { freshTraining } from './training-progress.ts';
import { type SavedModel, type TrainingResult, useTrainingStore } from './training-store.ts';

/** A model as it lies in the database: everything that a forecast on other data needs. */
type StoredTraining = Omit<SavedModel, 'id' | 'savedAt'> & Pick<TrainingResult, 'summary' | 'weights' | 'vocabulary'>;

/** A refined network learns in smaller steps: it is to move, not to forget. */
const refinedRateShare = 0.3;

/** Reads the list of saved models. */
export async function listModels(): Promise<void> {
  try {
    const stored = await readModels();
    const models = stored.map(({ id, savedAt, value }): SavedModel => {
      const { name, settings, horizon, standing } = value as StoredTraining;
      return { id, savedAt, name, settings, horizon, standing };
    });
    useTrainingStore.setState({ models: { status: 'read', models } });
  } catch {
    useTrainingStore.setState({ models: { status: 'failed' } });
  }
}

/** Keeps the current network under a name; false: it could not be kept (no room on this machine). */
export async function saveModel(name: string): Promise<boolean> {
  const { job } = useTrainingStore.getState();
  if (job.status !== 'ready') return false;
  const { summary, weights, vocabulary, horizon, standings } = job.result;
  const savedAt = Date.now();
  const value: StoredTraining = {
    name,
    summary,
    weights,
    vocabulary,
    horizon,
    settings: summary.settings,
    standing: standings.find(({ design }) => design === summary.settings.design) ?? null,
  };
  try {
    await writeModel({ id: `${savedAt}`, savedAt, value });
  } catch {
    return false;
  }
  await listModels();
  return true;
}

export async function deleteModel(id: string): Promise<void> {
  await removeModel(id);
  await listModels();
}

async function readModel(id: string): Promise<(StoredTraining & { readonly savedAt: number }) | null> {
  const found = (await readModels()).find((model) => model.id === id);
  return found ? { ...(found.value as StoredTraining), savedAt: found.savedAt } : null;
}

/** Forecasts the current data with a saved network, without training it. */
export async function reuseModel(id: string): Promise<void> {
  const hash = trainingComputation.hash();
  const dataset = currentDataset();
  const model = await readModel(id);
  if (hash === null || !dataset || !model) return;
  if (differsInHorizon(model, dataset, hash)) return;
  const progress = { ...freshTraining, stage: 'forecasting' as const };
  useTrainingStore.setState({
    job: { status: 'running', inputHash: hash, startedAt: Date.now(), progress },
    explanation: { status: 'none' },
    check: { status: 'none' },
  });
  const { summary, weights, vocabulary, name, savedAt, horizon } = model;
  const result = await learningClient.run('forecast', {
    data: dataToLearn(dataset, 1),
    settings: summary.settings,
    weights,
    vocabulary,
    executor: 'auto',
  });
  if (trainingComputation.hash() !== hash) return;
  if (result.kind !== 'done') return refuse(hash, result.kind === 'refused' ? result.code : 'training-crashed');
  const { score } = result.output;
  const standings = score
    ? [{ design: summary.settings.design, folds: 1, network: score.network, baseline: score.baseline }]
    : [];
  const reused: TrainingResult = {
    summary,
    weights,
    vocabulary,
    horizon,
    standings,
    fold: 1,
    externalModels: [],
    trainedAt: savedAt,
    outlook: result.output,
    reused: { name, savedAt },
  };
  useTrainingStore.setState({ job: { status: 'ready', inputHash: hash, result: reused } });
}

/** Trains a saved network on from where it stands, on the current data. */
export async function refineModel(id: string): Promise<void> {
  const hash = trainingComputation.hash();
  const dataset = currentDataset();
  const model = await readModel(id);
  if (hash === null || !dataset || !model || differsInHorizon(model, dataset, hash)) return;
  const { timeBudgetSeconds: _time, seed: _seed, ...own } = model.settings;
  const settings = { ...own, learningRate: own.learningRate * refinedRateShare };
  await trainingComputation.start({
    settings,
    initialWeights: model.weights,
    ...(model.vocabulary ? { vocabulary: model.vocabulary } : {}),
  });
}

/** Hands out the current network as model.json and weights.bin of TensorFlow.js. */
export async function exportModel(): Promise<void> {
  const { job } = useTrainingStore.getState();
  const dataset = currentDataset();
  if (job.status !== 'ready' || !dataset) return;
  const { summary, weights, vocabulary, fold } = job.result;
  const result = await learningClient.run('exportModel', {
    data: dataToLearn(dataset, fold),
    settings: summary.settings,
    weights,
    vocabulary,
  });
  if (result.kind !== 'done') return;
  saveDownload('model.json', new TextEncoder().encode(result.output.json), 'application/json');
  saveDownload('weights.bin', result.output.weights, 'application/octet-stream');
}

/** A network forecasts as many periods as it has learnt to; says so when others are asked for. */
function differsInHorizon(model: StoredTraining, dataset: Dataset, hash: string): boolean {
  const { horizon } = dataToLearn(dataset, 0);
  if (model.horizon === horizon) return false;
  refuse(hash, 'model-horizon-differs', { made: model.horizon, asked: horizon });
  return true;
}

function refuse(inputHash: string, code: string, params: Record<string, number> = {}): void {
  useTrainingStore.setState({ job: { status: 'failed', inputHash, issue: { code, severity: 'error', params } } });
}
