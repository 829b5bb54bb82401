import { expect, test } from 'vitest';
import { meanOf, quantileOf, sumOf } from '#engine/kernels/statistics.ts';
import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import { drawTotals } from '#engine/launch/forecast/total-distribution.ts';
import { createRandom } from '#engine/random.ts';
import { drawScenarios, measureSharedSpread } from './demand-scenarios.ts';

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

test('products share at most seven tenths of their variance, however much the market and their category move', () => {
  const draws = drawTotals({ lambda: 0 }, 6, 0.1);
  const at = (p: number): number => quantileOf(draws, p);
  const forecast = {
    ...{ total: at(0.5), totalMedian: at(0.5), logSpread: 0.1 },
    ...{ flopProbability: 0, parts: { sold: [], flopTotal: 0 } },
    ...{ totalLo50: at(0.25), totalHi50: at(0.75), totalLo80: at(0.1), totalHi80: at(0.9) },
    ...{ totalLo95: at(0.025), totalHi95: at(0.975) },
  } as Partial<CandidateForecast> as CandidateForecast;
  const shared = { market: 0.5, category: { mugs: 0.5, bowls: 0.5 }, folds: 9 };
  const forecasts = [forecast, forecast, forecast];
  const { demand } = drawScenarios(forecasts, [0, 0, 1], ['mugs', 'bowls'], shared, 1500, createRandom(3));
  const logs = forecasts.map((_, i) => demand.map((row) => Math.log(row[i])));
  const correlation = (a: readonly number[], b: readonly number[]): number => {
    const product = (x: readonly number[], y: readonly number[]): number => sumOf(x.map((v, s) => v * y[s])) / x.length;
    const centred = (x: readonly number[]): number[] => x.map((v) => v - meanOf(x));
    const [own, other] = [centred(a), centred(b)];
    return product(own, other) / Math.sqrt(product(own, own) * product(other, other));
  };
  // Half of what is shared is the market's, half the category's.
  expect(correlation(logs[0], logs[1])).toBeCloseTo(0.7, 1);
  expect(correlation(logs[0], logs[2])).toBeCloseTo(0.35, 1);
});

test('a season comes a week early or late in two scenarios of five, each way alike; promotions differ by a fifth', () => {
  const shared = { market: 0.1, category: {}, folds: 0 };
  const { seasonShift, promoScale } = drawScenarios([], [], ['mugs', 'bowls'], shared, 3000, createRandom(5));
  const shifts = seasonShift.flat();
  const shareOf = (wanted: number): number => shifts.filter((shift) => shift === wanted).length / shifts.length;
  expect(Math.abs(shareOf(-1) - 0.2)).toBeLessThan(0.02);
  expect(Math.abs(shareOf(1) - 0.2)).toBeLessThan(0.02);
  const logs = promoScale.map(Math.log);
  const mean = meanOf(logs);
  const deviation = Math.sqrt(meanOf(logs.map((log) => (log - mean) ** 2)));
  expect(Math.abs(deviation - 0.2)).toBeLessThan(0.01);
});
