import { expect, test } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { measureSharedSpread } from './demand-scenarios.ts';

test('market and category errors are told apart', () => {
  const random = createRandom(8);
  const market = Array.from({ length: 60 }, () => 0.25 * random.normal());
  const outlooks = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((category, c) => ({
    category,
    forecast: null as never,
    folds: market.map((error) => ({
      mean: Float64Array.of(50, 50),
      actual: Float64Array.from([50, 50], (units) => units * Math.exp(error + (c === 0 ? 0.4 : 0.1) * random.normal())),
    })),
  }));
  const spread = measureSharedSpread(outlooks);
  expect(spread.market).toBeGreaterThan(0.18);
  expect(spread.market).toBeLessThan(0.32);
  expect(spread.category.a).toBeGreaterThan(2 * spread.category.b);
  expect(spread.folds).toBe(480);
});

test('without a held-back total there is the prior', () => {
  expect(measureSharedSpread([])).toEqual({ market: 0.1, category: {}, folds: 0 });
});
