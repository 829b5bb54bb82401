import { describe, expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import type { TrainingSettings } from '#learning/training-settings.ts';
import { createFreeControl, type JobControl } from '#workers/job-control.ts';
import { nodeExecutors } from '../../../scripts/engine/node-executors.ts';
import type { LearningData, LearningSeries, TrainingCheckpoint, TrainProgress } from './contract.ts';
import { createLearningHandlers } from './handlers.ts';

const handlers = createLearningHandlers(nodeExecutors);

/** Weekly demand: a year's season, promotions that double it, a price that moves it, and 15 % noise. */
function plantSeries(count: number, weeks: number, horizon: number): LearningSeries[] {
  const random = createRandom(7);
  return Array.from({ length: count }, (_, product) => {
    const length = weeks + horizon;
    const promotion = Float64Array.from({ length }, () => (random.next() < 0.15 ? 1 : 0));
    const price = Float64Array.from({ length }, () => 1 + 0.2 * random.next());
    const level = 30 + 60 * random.next();
    const values = Float64Array.from({ length: weeks }, (_v, t) => {
      const season = 0.4 * Math.sin((2 * Math.PI * t) / 52);
      const noise = 0.15 * random.normal();
      return Math.max(0, level * Math.exp(season + 0.7 * promotion[t] - 1.5 * Math.log(price[t]) + noise));
    });
    const column = (name: string, column: Float64Array) => [
      { name, values: column.slice(0, weeks) },
      { name, values: column.slice(weeks) },
    ];
    const [promotionPast, promotionNext] = column('promotion', promotion);
    const [pricePast, priceNext] = column('price', price.map(Math.log));
    return {
      ...{ id: `p${product}`, values, frequency: 52, nonNegative: true },
      xreg: [promotionPast, pricePast],
      newXreg: [promotionNext, priceNext],
    };
  });
}

const data: LearningData = { series: plantSeries(8, 130, 4), horizon: 4, holdout: 4 };
const settings = (design: 'mlp' | 'lstm', more: Partial<TrainingSettings> = {}): Partial<TrainingSettings> => ({
  design,
  lstmUnits: [12],
  members: 2,
  maximumEpochs: 12,
  patience: 5,
  seed: 3,
  ...more,
});
const train = (own: Partial<TrainingSettings>, control: JobControl<TrainProgress> = createFreeControl()) =>
  handlers.train({ data, settings: own, executor: 'wasm-simd' }, control);

describe('tuned networks', () => {
  it.each(['mlp', 'lstm'] as const)(
    '%s: beats seasonal naive on planted demand, with honest ranges',
    async (design) => {
      const own = settings(design, { maximumEpochs: design === 'lstm' ? 8 : 12 });
      const trained = await train(own);
      expect(trained.members).toBe(2);
      expect(trained.bestValidationLoss).toBeLessThan(trained.meanPredictorLoss);
      const { score, forecasts } = await handlers.forecast(
        { data, settings: own, executor: 'auto', weights: trained.weights, vocabulary: trained.vocabulary },
        createFreeControl(),
      );
      expect(score!.network.mase).toBeLessThan(0.6 * score!.baseline.mase);
      expect(score!.network.coverage80).toBeGreaterThan(60);
      for (const { forecast } of forecasts)
        forecast.median.forEach((median, step) => {
          expect(forecast.lo95[step]).toBeLessThanOrEqual(forecast.lo80[step]);
          expect(forecast.lo80[step]).toBeLessThanOrEqual(median);
          expect(median).toBeLessThanOrEqual(forecast.hi80[step]);
          expect(forecast.mean[step]).toBeGreaterThan(forecast.lo80[step]);
        });
    },
  );

  it('does not see what is held out: other values there change neither training nor forecast', async () => {
    const own = settings('mlp', { maximumEpochs: 3, members: 1 });
    const changed: LearningData = {
      ...data,
      series: data.series.map((series) => ({
        ...series,
        values: series.values.map((value, t) => (t >= series.values.length - data.holdout ? 7 * value + 5 : value)),
      })),
    };
    const forecastOf = async (seen: LearningData) => {
      const { weights, vocabulary, history } = await handlers.train(
        { data: seen, settings: own, executor: 'wasm-simd' },
        createFreeControl(),
      );
      const input = { data: seen, settings: own, executor: 'wasm-simd' as const, weights, vocabulary };
      const { forecasts } = await handlers.forecast(input, createFreeControl());
      return { weights, history, holdOut: forecasts.map(({ holdout }) => holdout!.forecast) };
    };
    expect(await forecastOf(changed)).toEqual(await forecastOf(data));
  });

  it('forecasts from a later origin than it was trained at by what was known there, and by nothing after it', async () => {
    const own = settings('mlp', { maximumEpochs: 3, members: 1 });
    const early: LearningData = { ...data, holdout: 12 };
    const trained = await handlers.train({ data: early, settings: own, executor: 'wasm-simd' }, createFreeControl());
    const { weights, vocabulary } = trained;
    const forecastOf = async (from: number) => {
      const series = data.series.map((one) => ({
        ...one,
        values: one.values.map((value, t) => (t >= one.values.length - from ? 7 * value + 5 : value)),
      }));
      const input = { settings: own, executor: 'wasm-simd' as const, weights, vocabulary };
      const seen = await handlers.forecast({ ...input, data: { ...data, series, holdout: 8 } }, createFreeControl());
      return seen.forecasts.map(({ holdout }) => holdout!.forecast);
    };
    const said = await forecastOf(0);
    expect(await forecastOf(8)).toEqual(said);
    // It does see the weeks between its training and the origin.
    expect(await forecastOf(9)).not.toEqual(said);
  });

  it.each([
    ['article', 2],
    ['mlp', 3],
    ['mlp', 8],
    ['lstm', 2],
  ] as const)(
    '%s: taken up after %i epochs it ends with the same curve and weights, bit for bit',
    async (design, at) => {
      const own: Partial<TrainingSettings> =
        design === 'article'
          ? { lstmUnits: [8], windowLength: 8, maximumEpochs: 4, patience: 9, seed: 3 }
          : settings(design, { maximumEpochs: design === 'lstm' ? 3 : 5 });
      const kept: TrainingCheckpoint[] = [];
      const whole = await train(
        own,
        createFreeControl((event) => {
          // As it arrives in the page: a copy.
          if (event.kind === 'checkpoint') kept.push(structuredClone(event.checkpoint));
        }),
      );
      expect(kept.length).toBeGreaterThan(at);
      const seen: TrainProgress[] = [];
      const resumed = await handlers.train(
        { data, settings: own, executor: 'wasm-simd', resume: kept[at - 1] },
        createFreeControl((event) => seen.push(event)),
      );
      expect(seen[0]).toMatchObject({ kind: 'started', resumedFrom: { epoch: kept[at - 1].state.current.epochs } });
      expect(resumed.history).toEqual(whole.history);
      expect(resumed.weights).toEqual(whole.weights);
      expect(resumed.steps).toBe(whole.steps);
    },
  );

  it('hands out better weights with each member, so that a cut in the middle loses little', async () => {
    const sizes: number[] = [];
    const trained = await train(
      settings('mlp', { maximumEpochs: 3 }),
      createFreeControl((event) => {
        if (event.kind === 'improved') sizes.push(event.weights.length);
      }),
    );
    const size = trained.weights.length / 3;
    expect(sizes[0]).toBe(size);
    expect(sizes.at(-1)).toBe(2 * size);
  });

  it('is reused on newer data without training, and refined on request', async () => {
    const own = settings('mlp', { maximumEpochs: 6 });
    const earlier: LearningData = {
      ...data,
      series: data.series.map(({ xreg, ...series }) => ({
        ...series,
        values: series.values.slice(0, 126),
        xreg: xreg!.map(({ name, values }) => ({ name, values: values.slice(0, 126) })),
        newXreg: xreg!.map(({ name, values }) => ({ name, values: values.slice(126) })),
      })),
    };
    const { weights, vocabulary } = await handlers.train(
      { data: earlier, settings: own, executor: 'wasm-simd' },
      createFreeControl(),
    );
    const input = { settings: own, executor: 'wasm-simd' as const, weights, vocabulary };
    const later = await handlers.forecast({ ...input, data }, createFreeControl());
    expect(later.score!.network.mase).toBeLessThan(later.score!.baseline.mase);
    // A shop that has more series since, and one regressor less, still fits: what it never learnt of is left out.
    const other: LearningData = {
      ...data,
      series: plantSeries(9, 130, 4).map(({ xreg, newXreg, ...series }) => ({
        ...series,
        xreg: xreg!.slice(0, 1),
        newXreg: newXreg!.slice(0, 1),
      })),
    };
    expect((await handlers.forecast({ ...input, data: other }, createFreeControl())).forecasts.length).toBe(9);
    // Steps too small to move anything: what comes out is what went in.
    const refined = await handlers.train(
      {
        ...{ data, executor: 'wasm-simd', initialWeights: weights, vocabulary: vocabulary! },
        settings: { ...own, members: 1, maximumEpochs: 1, learningRate: 1e-7 },
      },
      createFreeControl(),
    );
    const size = weights.length / 3;
    refined.weights.forEach((weight, k) => {
      expect(Math.abs(weight - weights[k % size])).toBeLessThan(1e-4);
    });
  });

  it('says what it goes by, and takes a forecast apart into parts that add up', async () => {
    const own = settings('mlp');
    const { weights, vocabulary } = await train(own);
    const input = { data, settings: own, weights, vocabulary, seriesId: 'p3', withImportance: true };
    const { importance, parts } = await handlers.explain(input, createFreeControl());
    const growth = new Map(importance!.map(({ group, errorGrowth }) => [group, errorGrowth]));
    expect([...growth.keys()].sort()).toEqual(['calendar', 'history', 'price', 'promotion']);
    // Promotions double demand, prices move it by a third at most.
    expect(importance![0].group).toBe('promotion');
    expect(growth.get('price')!).toBeGreaterThan(1);
    const sum = parts!.parts.reduce((total, { units }) => total + units, parts!.base);
    expect(Math.abs(sum - parts!.total)).toBeLessThan(1e-6 * parts!.total);
    const { forecasts } = await handlers.forecast({ ...input, executor: 'auto' }, createFreeControl());
    const shown = forecasts.find(({ seriesId }) => seriesId === 'p3')!.forecast.median.reduce((a, b) => a + b, 0);
    expect(Math.abs(parts!.total - shown) / shown).toBeLessThan(1e-6);
    await expect(handlers.explain({ ...input, settings: {} }, createFreeControl())).rejects.toMatchObject({
      code: 'not-explainable',
    });
  });

  it('holds no more memory after twenty trainings than after one', async () => {
    const { factory } = await nodeExecutors[0].start();
    const held: number[] = [];
    for (let round = 0; round < 20; round++) {
      await train(settings('mlp', { maximumEpochs: 1, members: 1, seed: round }));
      const network = {
        kind: 'mlp',
        features: 3,
        units: [4, 1],
        activations: ['tanh', 'linear'],
        dropoutRate: 0,
        loss: { kind: 'mse' },
      } as const;
      const adam = {
        learningRate: 0.001,
        beta1: 0.9,
        beta2: 0.999,
        epsilon: 1e-7,
        clipGlobalNorm: null,
        weightDecay: 0,
      };
      const executor = await factory.create(network, new Float32Array(21), {
        adam,
        seed: 1,
        maximumRows: 8,
        maximumSteps: 1,
      });
      held.push(executor.counters().bytes);
      executor.dispose();
      expect(executor.counters().bytes).toBe(0);
    }
    expect(new Set(held).size).toBe(1);
  });
});
