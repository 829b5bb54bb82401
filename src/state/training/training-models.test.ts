import { beforeEach, describe, expect, it, vi } from 'vitest';
import { deleteModel, exportModel, listModels, refineModel, reuseModel, saveModel } from './training-models.ts';
import { type TrainingResult, useTrainingStore } from './training-store.ts';

interface Stored {
  readonly id: string;
  readonly savedAt: number;
  readonly value: unknown;
}

const world = vi.hoisted(() => ({
  disk: [] as Stored[],
  diskIsFull: false,
  /** What the worker was asked. */
  asked: [] as { readonly name: string; readonly input: Record<string, unknown> }[],
  trained: [] as Record<string, unknown>[],
  downloads: [] as string[],
  horizon: 13,
}));

vi.mock('#storage/database.ts', () => ({
  readModels: async () => world.disk,
  writeModel: async (model: Stored) => {
    if (world.diskIsFull) throw new Error('QuotaExceededError');
    world.disk.push(structuredClone(model));
  },
  removeModel: async (id: string) => {
    world.disk = world.disk.filter((model) => model.id !== id);
  },
}));
vi.mock('./training-client.ts', () => ({
  learningClient: {
    async run(name: string, input: Record<string, unknown>) {
      world.asked.push({ name, input });
      if (name === 'exportModel') return { kind: 'done', output: { json: '{}', weights: new Uint8Array(4) } };
      return {
        kind: 'done',
        output: { forecasts: [], leftOut: [], score: { network: score(0.8), baseline: score(1) } },
      };
    },
  },
}));
vi.mock('./training-actions.ts', () => ({
  trainingComputation: {
    hash: () => 'h1',
    start: async (wishes: Record<string, unknown>) => {
      world.trained.push(wishes);
    },
  },
  dataToLearn: (_dataset: unknown, fold: number) => ({ horizon: world.horizon, fold }),
}));
vi.mock('#state/data/dataset-store.ts', () => ({ currentDataset: () => ({ panel: {}, fingerprint: 'f2' }) }));
vi.mock('#state/report/save-download.ts', () => ({
  saveDownload: (name: string) => {
    world.downloads.push(name);
  },
}));

const score = (mase: number) => ({ mase, wape: 1, bias: 0, coverage80: 80 });
const settings = { design: 'mlp', learningRate: 0.002, timeBudgetSeconds: 60, seed: 7, maximumEpochs: 40 };
const weights = Float32Array.of(1, 2, 3);
const vocabulary = { regressors: ['promotion'], codes: ['a', 'b'] };

function trainedNetwork(): void {
  const result = {
    summary: { settings, epochs: 4 },
    weights,
    vocabulary,
    horizon: 13,
    fold: 1,
    externalModels: [],
    trainedAt: 5,
    standings: [{ design: 'mlp', folds: 3, network: score(0.7), baseline: score(1) }],
    outlook: {},
    reused: null,
  } as unknown as TrainingResult;
  useTrainingStore.setState({ job: { status: 'ready', inputHash: 'h0', result } });
}

beforeEach(() => {
  Object.assign(world, { disk: [], diskIsFull: false, asked: [], trained: [], downloads: [], horizon: 13 });
  trainedNetwork();
});

async function saved(): Promise<string> {
  expect(await saveModel('Autumn')).toBe(true);
  return world.disk[0].id;
}

describe('a saved network', () => {
  it('is listed with its name and standing, and gone once it is deleted', async () => {
    const id = await saved();
    const { models } = useTrainingStore.getState();
    expect(models).toMatchObject({
      status: 'read',
      models: [{ id, name: 'Autumn', horizon: 13, standing: { network: { mase: 0.7 } } }],
    });
    await deleteModel(id);
    expect(useTrainingStore.getState().models).toEqual({ status: 'read', models: [] });
  });

  it('is not said to be kept when the disk is full', async () => {
    world.diskIsFull = true;
    expect(await saveModel('Autumn')).toBe(false);
    await listModels();
    expect(useTrainingStore.getState().models).toEqual({ status: 'read', models: [] });
  });

  it('forecasts other data with its own weights, without training', async () => {
    const id = await saved();
    await reuseModel(id);
    expect(world.asked.map(({ name }) => name)).toEqual(['forecast']);
    expect(world.asked[0].input).toMatchObject({ weights, vocabulary, settings });
    expect(world.trained).toEqual([]);
    const { job } = useTrainingStore.getState();
    expect(job).toMatchObject({
      status: 'ready',
      inputHash: 'h1',
      result: { reused: { name: 'Autumn' }, standings: [{ network: { mase: 0.8 } }] },
    });
  });

  it('is trained on from its weights, at 0.3 of the rate, on request', async () => {
    await refineModel(await saved());
    expect(world.trained).toHaveLength(1);
    expect(world.trained[0]).toMatchObject({ initialWeights: weights, vocabulary, settings: { design: 'mlp' } });
    expect((world.trained[0].settings as { learningRate: number }).learningRate).toBeCloseTo(0.0006, 12);
  });

  it('is neither reused nor refined for a horizon that it never learnt', async () => {
    const id = await saved();
    world.horizon = 8;
    for (const use of [reuseModel, refineModel]) {
      await use(id);
      expect(useTrainingStore.getState().job).toMatchObject({
        status: 'failed',
        issue: { code: 'model-horizon-differs', params: { made: 13, asked: 8 } },
      });
    }
    expect([...world.asked, ...world.trained]).toEqual([]);
  });

  it('is handed out as model.json and weights.bin', async () => {
    await exportModel();
    expect(world.asked).toMatchObject([{ name: 'exportModel', input: { weights, settings } }]);
    expect(world.downloads).toEqual(['model.json', 'weights.bin']);
  });
});
