import { beforeEach, describe, expect, it, vi } from 'vitest';
import { noFacts, useDatasetStore } from '#state/data/dataset-store.ts';
import { reloaded } from '#state/testing/reloaded.ts';
import type { TrainInput, TrainingCheckpoint, TrainProgress } from '#workers/learning/contract.ts';
import { setTrainingChoices, trainingComputation, trainingHistory } from './training-actions.ts';
import { writeEveryMs } from './training-checkpoints.ts';
import { persistedTraining, useTrainingStore } from './training-store.ts';

type Answer = { readonly kind: string; readonly [more: string]: unknown };
type Report = (progress: TrainProgress) => void;

const world = vi.hoisted(() => ({
  /** What the worker does with each `train`, in order. */
  trainings: [] as ((input: TrainInput, report: Report) => Promise<Answer>)[],
  inputs: [] as TrainInput[],
  terminate: () => {},
  disk: new Map<string, unknown>(),
  diskIsFull: false,
}));

vi.mock('#workers/learning/client.ts', () => ({
  createLearningClient: () => ({
    async run(name: string, input: TrainInput, options: { onProgress?: Report } = {}) {
      if (name === 'probe')
        return {
          kind: 'done',
          output: {
            automatic: 'wasm-simd',
            offers: [
              { name: 'wasm-simd', available: true, trouble: null, device: 'WASM', detail: '', stepMilliseconds: 9 },
            ],
          },
        };
      if (name === 'forecast') return { kind: 'done', output: { choice, forecasts: [], leftOut: [], score: null } };
      world.inputs.push(input);
      return world.trainings[world.inputs.length - 1]!(input, (progress) => options.onProgress?.(progress));
    },
    terminate: () => world.terminate(),
  }),
}));
vi.mock('#storage/database.ts', () => ({
  readCheckpoint: async (key: string) => world.disk.get(key),
  writeCheckpoint: async (key: string, value: unknown) => {
    if (world.diskIsFull) throw new Error('QuotaExceededError');
    world.disk.set(key, structuredClone(value));
  },
  dropCheckpoint: async (key: string) => {
    for (const kept of world.disk.keys()) if (`${kept}/`.startsWith(`${key}/`)) world.disk.delete(kept);
  },
}));

const dataset = { panel: {}, fingerprint: 'f1' } as never;
useDatasetStore.setState({ facts: { ...noFacts, dataset } });

const choice = { name: 'wasm-simd', backend: '', device: 'WASM', reason: 'measured', passedOver: [] } as const;
const settings = {
  design: 'article' as const,
  windowLength: 30,
  lstmUnits: [4],
  dropoutRate: 0,
  learningRate: 0.001,
  batchSize: 4,
  maximumEpochs: 9,
  patience: 9,
  timeBudgetSeconds: 60,
  seed: 1,
  members: 1,
};
const output = {
  choice,
  settings,
  stop: 'early-stop',
  weights: new Float32Array(3),
  members: 0,
  vocabulary: null,
  bestEpoch: 1,
  bestValidationLoss: 0.5,
  meanPredictorLoss: 1,
  firstLoss: 1,
  history: [],
  steps: 3,
  seconds: 1,
  samplesPerSecond: 10,
  windows: 10,
  windowsSeen: 5,
  leftOut: [],
};
const checkpoint = (epochs: number): TrainingCheckpoint => ({
  settings,
  executor: 'tfjs-wasm',
  size: 3,
  state: {
    finished: [],
    searched: null,
    refined: null,
    stepsFinished: 0,
    windowsSeen: 0,
    current: {
      epochs,
      weights: new Float32Array(3),
      optimizer: null,
      best: null,
      history: [],
      firstLoss: 1,
      steps: 1,
      secondsBefore: 1,
      windowsSeen: 1,
    },
  },
});
const done = async (): Promise<Answer> => ({ kind: 'done', output });
const job = () => useTrainingStore.getState().job;
const progressOf = () => {
  const current = job();
  return current.status === 'running' ? current.progress : null;
};

describe('trainings that are cut off', () => {
  beforeEach(() => {
    Object.assign(world, { trainings: [], inputs: [], diskIsFull: false, terminate: () => {} });
    world.disk.clear();
    useTrainingStore.setState({
      job: { status: 'idle' },
      measured: null,
      choices: { network: 'article', executor: 'auto', timeBudgetSeconds: 60 },
    });
  });

  it('measures on first use, once, and takes what was measured', async () => {
    world.trainings = [done, done];
    await trainingComputation.start();
    expect(job().status).toBe('ready');
    expect(world.inputs[0]).toMatchObject({ executor: 'auto', measuredBest: 'wasm-simd' });
    const measured = useTrainingStore.getState().measured;
    expect(measured).toMatchObject({ best: 'wasm-simd', stepMilliseconds: { 'wasm-simd': 9 } });
    await trainingComputation.start();
    expect(useTrainingStore.getState().measured).toBe(measured);
  });

  it('gives the store a hundred steps a second a few times, and the last of them always', async () => {
    vi.useFakeTimers();
    const seen: number[] = [];
    world.trainings = [
      async (_input, report) => {
        for (let step = 1; step <= 100; step++) {
          report({
            kind: 'step',
            epoch: 1,
            step,
            stepsPerEpoch: 100,
            loss: 1,
            samplesPerSecond: 9,
            secondsLeft: 9,
            shareSeen: 0.5,
          });
          await vi.advanceTimersByTimeAsync(10);
        }
        await vi.advanceTimersByTimeAsync(300);
        seen.push(progressOf()?.step ?? -1);
        return done();
      },
    ];
    let changes = 0;
    const stop = useTrainingStore.subscribe(({ job: now }, { job: before }) => {
      if (now.status === 'running' && before.status === 'running' && now.progress?.step !== before.progress?.step)
        changes += 1;
    });
    await trainingComputation.start();
    stop();
    vi.useRealTimers();
    expect(changes).toBeGreaterThanOrEqual(3);
    expect(changes).toBeLessThanOrEqual(7);
    expect(seen).toEqual([100]);
    // What was still to be shown is not shown after the end.
    expect(job().status).toBe('ready');
  });

  it('writes a checkpoint of many epochs now and then, and the last of them', async () => {
    vi.useFakeTimers();
    const kept: unknown[] = [];
    try {
      world.trainings = [
        async (_input, report) => {
          for (let epoch = 1; epoch <= 50; epoch++) {
            report({ kind: 'checkpoint', checkpoint: checkpoint(epoch) });
            await vi.advanceTimersByTimeAsync(100);
            const now = world.disk.get('training/current');
            if (now && now !== kept.at(-1)) kept.push(now);
          }
          await vi.advanceTimersByTimeAsync(writeEveryMs);
          kept.push(world.disk.get('training/current'));
          return done();
        },
      ];
      await trainingComputation.start();
    } finally {
      vi.useRealTimers();
    }
    const epochs = kept.map((one) => (one as { checkpoint: TrainingCheckpoint }).checkpoint.state.current.epochs);
    expect(epochs.length).toBeGreaterThanOrEqual(3);
    expect(epochs.length).toBeLessThanOrEqual(5);
    expect(epochs[0]).toBe(1);
    expect(epochs.at(-1)).toBe(50);
    expect(world.disk.size).toBe(0);
  });

  it('takes a training up on the same executor after the worker died in mid-epoch, and says so', async () => {
    let restarts = -1;
    world.trainings = [
      async (_input, report) => {
        report({ kind: 'checkpoint', checkpoint: checkpoint(3) });
        return { kind: 'crashed', message: 'out of memory', stack: '' };
      },
      async () => {
        restarts = progressOf()?.restarts ?? -1;
        return done();
      },
    ];
    await trainingComputation.start();
    expect(world.inputs[1]).toMatchObject({ resume: { state: { current: { epochs: 3 } } }, measuredBest: 'tfjs-wasm' });
    expect(restarts).toBe(1);
    expect(job().status).toBe('ready');
    expect(world.disk.size).toBe(0);
  });

  it('gives up with a clear message when it dies again and again', async () => {
    const dies = async (): Promise<Answer> => ({ kind: 'crashed', message: 'out of memory', stack: '' });
    world.trainings = [dies, dies, dies, dies];
    await trainingComputation.start();
    expect(world.inputs.length).toBe(3);
    expect(job()).toMatchObject({
      status: 'failed',
      issue: { code: 'training-crashed', params: { reason: 'out of memory' } },
    });
  });

  it('replaces a worker that says nothing any more', async () => {
    vi.useFakeTimers();
    try {
      world.trainings = [
        (_input, report) =>
          new Promise((resolve) => {
            report({ kind: 'checkpoint', checkpoint: checkpoint(2) });
            world.terminate = () => resolve({ kind: 'cancelled' });
          }),
        done,
      ];
      const running = trainingComputation.start();
      await vi.advanceTimersByTimeAsync(100_000);
      await running;
    } finally {
      vi.useRealTimers();
    }
    expect(world.inputs[1]).toMatchObject({ resume: { state: { current: { epochs: 2 } } } });
    expect(job().status).toBe('ready');
  });

  it('takes up what a reload cut off, and nothing that belongs to other wishes', async () => {
    const wish = JSON.stringify([useTrainingStore.getState().choices, null]);
    world.trainings = [
      async (_input, report) => {
        report({ kind: 'checkpoint', checkpoint: checkpoint(5) });
        // The page goes away here: nothing is answered any more.
        return new Promise(() => {});
      },
      done,
      done,
    ];
    void trainingComputation.start();
    await vi.waitFor(() => expect(world.disk.get('training/current')).toMatchObject({ wish, run: 0 }));
    await trainingComputation.start();
    expect(world.inputs[1]).toMatchObject({ resume: { state: { current: { epochs: 5 } } } });
    expect(world.disk.size).toBe(0);

    world.disk.set('training/current', { inputHash: 'other', wish, run: 0, checkpoint: checkpoint(5) });
    await trainingComputation.start();
    expect(world.inputs[2]).not.toHaveProperty('resume');
  });

  it('trains on with a full disk, says so, and still takes a crash up from memory', async () => {
    world.diskIsFull = true;
    let trouble: string | null = null;
    world.trainings = [
      async (_input, report) => {
        report({ kind: 'checkpoint', checkpoint: checkpoint(1) });
        await vi.waitFor(() => expect(progressOf()?.checkpointTrouble).toContain('QuotaExceeded'));
        return { kind: 'crashed', message: 'gone', stack: '' };
      },
      async () => {
        trouble = progressOf()?.checkpointTrouble ?? null;
        return done();
      },
    ];
    await trainingComputation.start();
    expect(trouble).toContain('QuotaExceeded');
    expect(world.inputs[1]).toMatchObject({ resume: { state: { current: { epochs: 1 } } } });
    expect(job().status).toBe('ready');
  });

  it('keeps what an earlier version stored, as far as it still fits', () => {
    const old = { job: { status: 'ready' }, choices: { executor: 'wasm-simd', timeBudgetSeconds: 90 } };
    expect(reloaded(persistedTraining, old, 1)).toEqual({
      job: { status: 'idle' },
      measured: null,
      choices: { network: 'tuned', executor: 'wasm-simd', timeBudgetSeconds: 90 },
    });
    expect(reloaded(persistedTraining, { nonsense: 1 }, 2)).toBeNull();
  });
});

it('takes choices back, though not under a training that was begun with them', async () => {
  useTrainingStore.setState({
    job: { status: 'idle' },
    choices: { network: 'tuned', executor: 'auto', timeBudgetSeconds: 60 },
  });
  trainingHistory.forget();
  setTrainingChoices({ network: 'article' });
  useTrainingStore.setState({ job: { status: 'running', inputHash: 'x', startedAt: 0, progress: null } });
  await trainingHistory.undo();
  expect(useTrainingStore.getState().choices.network).toBe('article');
  useTrainingStore.setState({ job: { status: 'idle' } });
  await trainingHistory.undo();
  expect(useTrainingStore.getState().choices.network).toBe('tuned');
  await trainingHistory.redo();
  expect(useTrainingStore.getState().choices.network).toBe('article');
});
