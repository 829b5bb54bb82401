import { expect, test } from 'vitest';
import { coldStart as runColdStart } from '#engine/launch/forecast/cold-start.ts';
import type { ColdStartInput } from '#engine/launch/forecast/cold-start-forecast.ts';
import { quickTrainer } from '#engine/launch/testing/quick-trainer.ts';
import { createRandom } from '#engine/random.ts';
import type { ProductHistory } from './launch.ts';
import { createPredecessorRatings } from './predecessor-ratings.ts';

const coldStart = (input: ColdStartInput) => runColdStart(input, quickTrainer);
const horizon = 13;

/** Old products whose quality their ratings show, each followed by a launch of its own kind that sells by it (`effect` a star, in logarithms). */
function plant(effect: number, seed: number, pairs = 70): ColdStartInput & { readonly stars: readonly number[] } {
  const random = createRandom(seed);
  const stars = Array.from({ length: pairs + 2 }, () => 3.7 + 0.6 * random.normal());
  const facts = (id: string, kind: number) => ({
    id,
    description: `kind${kind} alpha`,
    category: 'mugs',
    price: 20,
    attributes: {},
  });
  const older = stars.map(
    (_, k): ProductHistory => ({
      ...facts(`old ${k}`, k),
      firstWeek: 0,
      weekly: Float64Array.from({ length: 260 }, () => 20 + random.below(5)),
    }),
  );
  const launches = stars.slice(0, pairs).map((own, k): ProductHistory => {
    const level = 40 * Math.exp(effect * (own - 3.7) + 0.3 * random.normal());
    const weekly = Float64Array.from({ length: horizon }, (_week, a) => Math.round(level * 0.93 ** a));
    return { ...facts(`new ${k}`, k), firstWeek: 7 * (60 + 2 * k), weekly };
  });
  const [good, bad] = [4.8, 2.6];
  const reviews = older.map(({ id }, k) => {
    const mean = k === pairs ? good : k === pairs + 1 ? bad : stars[k];
    const count = new Float64Array(20).fill(1);
    const sum = Float64Array.from(count, () => Math.min(5, Math.max(1, mean + 0.5 * random.normal())));
    const byDay = { day: Float64Array.from(count, (_, i) => 20 + 15 * i), count, sum };
    return { productId: id, count: 20, meanRating: mean, byDay };
  });
  const launchWeek = 7 * 240;
  const candidates = [pairs, pairs + 1].map((k) => ({ ...facts(`next ${k}`, k), launchWeek, predecessor: `old ${k}` }));
  return {
    ...{ launches, products: [...older, ...launches], candidates, reviews, stars, horizon },
    ...{ hitThreshold: null, factors: null, preferences: [] },
  };
}

test('planted: ratings that tell the next one’s level are read, and move the forecast as planted', async () => {
  const { forecasts, backtest } = await coldStart(plant(0.9, 4));
  expect(backtest?.scores.find(({ model }) => model === 'reviews')?.weight).toBeGreaterThan(0);
  expect(backtest?.scores.find(({ model }) => model === 'words-range-price')?.weight).toBe(0);
  const [good, bad] = forecasts;
  expect(good.total).toBeGreaterThan(1.3 * bad.total);
  const reason = ({ contributions }: (typeof forecasts)[0]) => contributions.find(({ source }) => source === 'reviews');
  expect(reason(good)?.value).toBeGreaterThan(1.1);
  expect(reason(bad)?.value).toBeLessThan(0.95);
});

test('ratings that tell nothing are tested and left out', async () => {
  const outcomes = await Promise.all([5, 6, 7].map((seed) => coldStart(plant(0, seed))));
  const weights = outcomes.map(({ backtest }) => backtest?.scores.find(({ model }) => model === 'reviews')?.weight);
  expect(weights.filter((weight) => weight === 0).length).toBeGreaterThanOrEqual(2);
});

test('reviews without a day are not read; nor is one of the launch week or later, to the last bit', async () => {
  const pairs = 36;
  const input = plant(0.9, 4, pairs);
  const undated = (input.reviews ?? []).map(({ productId, count, meanRating }) => ({ productId, count, meanRating }));
  const without = await coldStart({ ...input, reviews: undated });
  expect(without.backtest?.scores.some(({ model }) => model === 'reviews')).toBe(false);
  const { reviews: _none, ...bare } = input;
  expect(without.forecasts).toEqual((await coldStart(bare)).forecasts);

  const [first] = input.candidates;
  const later = (input.reviews ?? []).flatMap(({ byDay, ...own }) =>
    byDay
      ? [
          {
            ...own,
            byDay: {
              day: Float64Array.from([...byDay.day, first.launchWeek, first.launchWeek + 30]),
              count: Float64Array.from([...byDay.count, 9, 9]),
              sum: Float64Array.from([...byDay.sum, 9, 9]),
            },
          },
        ]
      : [],
  );
  expect(later).toHaveLength(pairs + 2);
  expect((await coldStart({ ...input, reviews: later })).forecasts).toEqual((await coldStart(input)).forecasts);
});

test('the predecessor: as named, else the most similar of the category with ratings by then; itself and younger ones never', () => {
  const product = (id: string, category: string, firstWeek: number): ProductHistory => ({
    ...{ id, category, firstWeek, description: id, price: 1, attributes: {} },
    weekly: new Float64Array(4),
  });
  const range = [product('A', 'x', 0), product('B', 'x', 0), product('C', 'y', 0), product('D', 'x', 900)];
  const rated = (productId: string, stars: number) => ({
    ...{ productId, count: 4, meanRating: stars },
    byDay: {
      day: new Float64Array([10, 700]),
      count: new Float64Array([4, 4]),
      sum: new Float64Array([4 * stars, 20]),
    },
  });
  const ratingOf = createPredecessorRatings(range, [rated('A', 5), rated('B', 3), rated('C', 1), rated('D', 1)]);
  const ask = (id: string, week: number, predecessor?: string) =>
    ratingOf(
      { ...product(id, 'x', 0), week, ...(predecessor ? { predecessor } : {}) },
      (place) => [0.2, 0.8, 0.9, 0.95][place],
    );
  const mean = (5 + 3 + 1 + 1) / 4;
  expect(ask('N', 70)).toBeCloseTo((12 - 4 * mean) / 9, 12);
  expect(ask('N', 70, 'A')).toBeCloseTo((20 - 4 * mean) / 9, 12);
  expect(ask('B', 70)).toBeCloseTo((20 - 4 * mean) / 9, 12);
  expect(ask('N', 7)).toBeNaN();
});
