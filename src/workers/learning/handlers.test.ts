import { describe, expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { type ExecutorFactory, ExecutorLost } from '#learning/executor.ts';
import type { TrainingSettings } from '#learning/training-settings.ts';
import { createFreeControl, JobCancelled, type JobControl } from '#workers/job-control.ts';
import { nodeExecutors } from '../../../scripts/engine/node-executors.ts';
import type { LearningData, LearningSeries, TrainProgress } from './contract.ts';
import { createLearningHandlers } from './handlers.ts';
import type { ExecutorSource } from './internal/executor-source.ts';

const handlers = createLearningHandlers(nodeExecutors);

/** Weekly demand with a strong year's season and promotions known ahead: what a network must find. */
function plantSeries(count: number, weeks: number, horizon: number): LearningSeries[] {
  const random = createRandom(42);
  return Array.from({ length: count }, (_, product) => {
    const promotion = Float64Array.from({ length: weeks + horizon }, () => (random.next() < 0.15 ? 1 : 0));
    const level = 50 + 40 * random.next();
    const values = Float64Array.from({ length: weeks }, (_, t) => {
      const season = Math.sin((2 * Math.PI * t) / 52);
      return Math.max(0, level * Math.exp(0.5 * season + 0.8 * promotion[t] + 0.05 * random.normal()));
    });
    return {
      id: `p${product}`,
      values,
      frequency: 52,
      nonNegative: true,
      xreg: [{ name: 'promotion', values: promotion.slice(0, weeks) }],
      newXreg: [{ name: 'promotion', values: promotion.slice(weeks) }],
    };
  });
}

/** Executors that are gone after some steps. */
function loseAfter(factory: ExecutorFactory, steps: number): ExecutorFactory {
  return {
    name: factory.name,
    create: async (...parameters) => {
      const executor = await factory.create(...parameters);
      let left = steps;
      const step = executor.step.bind(executor);
      executor.step = (batch) => {
        left -= 1;
        if (left < 0) throw new ExecutorLost('gone');
        return step(batch);
      };
      return executor;
    },
  };
}

const data: LearningData = { series: plantSeries(8, 156, 4), horizon: 4, holdout: 4 };
const settings: Partial<TrainingSettings> = {
  windowLength: 8,
  lstmUnits: [12],
  dropoutRate: 0.1,
  learningRate: 0.01,
  maximumEpochs: 12,
  patience: 12,
  seed: 5,
};

describe('training', () => {
  it('finds a planted signal: beats the mean predictor on validation and seasonal naive on the hold-out weeks', async () => {
    const seen: TrainProgress[] = [];
    const trained = await handlers.train(
      { data, settings, executor: 'auto' },
      createFreeControl((progress) => seen.push(progress)),
    );
    expect(trained.choice).toMatchObject({ name: 'wasm-simd', backend: '', reason: 'preferred' });
    expect(trained.bestValidationLoss).toBeLessThan(0.25 * trained.meanPredictorLoss);
    expect(trained.history.length).toBe(12);
    expect(seen[0]).toMatchObject({ kind: 'started', seriesUsed: 8 });
    expect(seen.some(({ kind }) => kind === 'step')).toBe(true);
    const improved = seen.filter((progress) => progress.kind === 'improved');
    expect(improved[improved.length - 1].weights).toEqual(trained.weights);

    const { forecasts, score } = await handlers.forecast(
      { data, settings, executor: 'auto', weights: trained.weights },
      createFreeControl(),
    );
    expect(forecasts.length).toBe(8);
    expect(score!.network.mase).toBeLessThan(score!.baseline.mase);
    expect(score!.network.coverage80).toBeGreaterThan(50);
    for (const { forecast } of forecasts)
      forecast.mean.forEach((_, step) => {
        expect(forecast.lo95[step]).toBeLessThanOrEqual(forecast.lo80[step]);
        expect(forecast.lo80[step]).toBeLessThanOrEqual(forecast.median[step]);
        expect(forecast.median[step]).toBeLessThanOrEqual(forecast.hi80[step]);
        expect(forecast.hi80[step]).toBeLessThanOrEqual(forecast.hi95[step]);
      });
  });

  it.each(['wasm-simd', 'tfjs-wasm'] as const)(
    '%s: same seed, same losses bit for bit; another, others',
    async (executor) => {
      const short = { ...settings, maximumEpochs: 2 };
      const run = (seed: number) =>
        handlers.train({ data, settings: { ...short, seed }, executor }, createFreeControl());
      const [first, again, other] = [await run(5), await run(5), await run(6)];
      expect(again.history).toEqual(first.history);
      expect(again.weights).toEqual(first.weights);
      expect(other.history).not.toEqual(first.history);
    },
  );

  it('gives the same first loss on cpu and wasm', async () => {
    const { losses } = await handlers.compareFirstLoss(
      { data, settings, executors: ['tfjs-cpu', 'tfjs-wasm'] },
      createFreeControl(),
    );
    expect(losses.map(({ backend }) => backend)).toEqual(['cpu', 'wasm']);
    expect(Math.abs(losses[0].loss / losses[1].loss - 1)).toBeLessThan(2e-6);
    const trained = await handlers.train(
      { data, settings: { ...settings, maximumEpochs: 1 }, executor: 'tfjs-wasm' },
      createFreeControl(),
    );
    expect(trained.firstLoss).toBeCloseTo(losses[1].loss, 10);
  });

  it('stops when asked: with the best weights after an improvement, with nothing before', async () => {
    let improvements = 0;
    const stopAfter = (count: number): JobControl<TrainProgress> => ({
      ...createFreeControl(),
      report: ({ kind }) => {
        if (kind === 'improved') improvements += 1;
      },
      cancelled: () => improvements >= count,
    });
    const trained = await handlers.train({ data, settings, executor: 'wasm-simd' }, stopAfter(1));
    expect(trained.stop).toBe('cancelled');
    expect(trained.bestEpoch).toBe(1);
    improvements = 0;
    await expect(handlers.train({ data, settings, executor: 'wasm-simd' }, stopAfter(0))).rejects.toThrow(JobCancelled);
  });

  it('keeps to its time budget and says how much it saw', async () => {
    const trained = await handlers.train(
      {
        data,
        settings: { ...settings, maximumEpochs: 100, patience: 100, timeBudgetSeconds: 0.3 },
        executor: 'wasm-simd',
      },
      createFreeControl(),
    );
    expect(trained.stop).toBe('time-budget');
    expect(trained.seconds).toBeLessThan(3);
    expect(trained.windowsSeen).toBeGreaterThan(0);
    expect(trained.windowsSeen).toBeLessThanOrEqual(trained.windows);
  });

  it('goes on with the next executor when the device is lost, from the last whole epoch, with the same curve', async () => {
    const [wasm] = nodeExecutors.filter(({ name }) => name === 'tfjs-wasm');
    const failing: ExecutorSource = {
      name: 'tfjs-webgl',
      offer: async () => ({ ...(await wasm.offer()), name: 'tfjs-webgl' }),
      start: async () => {
        const started = await wasm.start();
        return { ...started, factory: loseAfter(started.factory, 70) };
      },
    };
    const seen: TrainProgress[] = [];
    const short = { ...settings, maximumEpochs: 4 };
    const moved = await createLearningHandlers([failing, wasm]).train(
      { data, settings: short, executor: 'auto' },
      createFreeControl((progress) => seen.push(progress)),
    );
    const steady = await handlers.train({ data, settings: short, executor: 'tfjs-wasm' }, createFreeControl());
    expect(seen[0]).toMatchObject({ kind: 'started', choice: { name: 'tfjs-webgl', reason: 'preferred' } });
    const move = seen.find(({ kind }) => kind === 'moved');
    expect(move).toMatchObject({ choice: { name: 'tfjs-wasm', passedOver: [{ trouble: 'device-lost' }] } });
    expect(moved.history).toEqual(steady.history);
    expect(moved.weights).toEqual(steady.weights);
  });

  it('refuses what it cannot learn from', async () => {
    const flat = { ...data.series[0], values: new Float64Array(156).fill(3) };
    const train = (series: LearningSeries[]) =>
      handlers.train({ data: { ...data, series }, settings, executor: 'tfjs-wasm' }, createFreeControl());
    await expect(train([flat])).rejects.toMatchObject({ code: 'no-series-to-learn' });
    await expect(handlers.train({ data, settings, executor: 'tfjs-webgl' }, createFreeControl())).rejects.toMatchObject(
      { code: 'executor-unavailable' },
    );
  });
});
