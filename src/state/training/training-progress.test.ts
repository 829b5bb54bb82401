import { describe, expect, it } from 'vitest';
import type { TrainProgress } from '#workers/learning/contract.ts';
import { followTraining, freshTraining, summaryOfProgress } from './training-progress.ts';

const choice = { name: 'tfjs-webgl', backend: 'webgl', device: 'GPU', reason: 'preferred', passedOver: [] } as const;
const settings = {
  design: 'article' as const,
  windowLength: 30,
  lstmUnits: [128, 128],
  dropoutRate: 0.2,
  learningRate: 0.001,
  batchSize: 32,
  maximumEpochs: 100,
  patience: 12,
  timeBudgetSeconds: 60,
  seed: 1,
  members: 1,
};
const started: TrainProgress = {
  kind: 'started',
  settings,
  choice,
  seriesUsed: 3,
  windows: 500,
  stepsPerEpoch: 10,
  meanPredictorLoss: 1,
  resumedFrom: null,
  history: [],
};
const step = (epoch: number, inEpoch: number): TrainProgress => ({
  kind: 'step',
  epoch,
  step: inEpoch,
  stepsPerEpoch: 10,
  loss: 1 / (10 * epoch + inEpoch),
  samplesPerSecond: 100,
  secondsLeft: 50,
  shareSeen: 0.1 * epoch,
});
const epochEnd = (epoch: number): TrainProgress[] => [
  { kind: 'epoch', epoch, loss: 0.5, validationLoss: 0.6 / epoch },
  { kind: 'improved', epoch, validationLoss: 0.6 / epoch, weights: new Float32Array(2) },
];
const follow = (events: readonly TrainProgress[]) => events.reduce(followTraining, freshTraining);

describe('progress of a training', () => {
  it('counts steps over the whole training and keeps the curves', () => {
    const progress = follow([started, step(1, 1), step(1, 10), ...epochEnd(1), step(2, 3)]);
    expect(progress).toMatchObject({ stage: 'training', step: 13, epoch: 2, best: { epoch: 1, validationLoss: 0.6 } });
    expect(progress.stepLosses.map((point) => point.step)).toEqual([1, 10, 13]);
    expect(progress.history).toEqual([{ epoch: 1, loss: 0.5, validationLoss: 0.6 }]);
  });

  it('goes back to the last whole epoch when the device was lost', () => {
    const next = { ...choice, name: 'wasm-simd', reason: 'next-best' } as const;
    const progress = follow([started, step(1, 10), ...epochEnd(1), step(2, 7), { kind: 'moved', choice: next }]);
    expect(progress.lost).toEqual(['tfjs-webgl']);
    expect(progress.step).toBe(10);
    expect(progress.stepLosses.map((point) => point.step)).toEqual([10]);
  });

  it('has a summary of a training that was ended by force only after an improvement', () => {
    expect(summaryOfProgress(follow([started, step(1, 5)]), 3)).toBeNull();
    const summary = summaryOfProgress(follow([started, step(1, 1), step(1, 10), ...epochEnd(1)]), 3);
    expect(summary).toMatchObject({ stop: 'interrupted', bestEpoch: 1, steps: 10, firstLoss: 1 / 11 });
  });

  it('keeps the live curve short', () => {
    const events = Array.from({ length: 900 }, (_, k) => step(1 + Math.floor(k / 10), 1 + (k % 10)));
    const { stepLosses } = follow([started, ...events]);
    expect(stepLosses.length).toBeLessThanOrEqual(160);
    expect(stepLosses[stepLosses.length - 1].step).toBe(900);
  });
});
