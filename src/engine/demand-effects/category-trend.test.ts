import { expect, test } from 'vitest';
import { plantPanel } from '#engine/launch/testing/simulated-panel.ts';
import type { BuildInstanceInput } from '#engine/planning/problem/plan-request.ts';
import { categoryTrend } from './category-trend.ts';
import type { DemandResponse } from './demand-response.ts';

const { panel } = plantPanel(7);
const [category] = panel.categories;
/** Neither season nor events: what is left is the trend alone. */
const flat = {
  sensitivity: {},
  seasonAt: () => 1,
  promotionAt: () => ({ uplift: 0, discount: 0, name: '' }),
} as unknown as DemandResponse;
const start = panel.start + 7 * panel.completeTo;

/** Units of the category a week, mean of the last 13. */
function level(): number {
  let sum = 0;
  panel.products.forEach((product, row) => {
    for (let t = panel.completeTo - 13; product.category === 0 && t < panel.completeTo; t++)
      sum += panel.units[row * panel.periods + t] || 0;
  });
  return sum / 13;
}

function trendOf(factor: number): (week: number) => number {
  const mean = new Float64Array(26).fill(factor * level());
  const outlooks = [{ category, forecast: { mean }, folds: [] }];
  return categoryTrend({ panel, outlooks } as unknown as BuildInstanceInput, category, flat, start);
}

test('half of a forecast trend is believed, on the logarithm, and the last week holds on', () => {
  expect(trendOf(1)(4)).toBeCloseTo(1, 2);
  expect(trendOf(1.44)(4)).toBeCloseTo(1.2, 2);
  expect(trendOf(1 / 1.44)(4)).toBeCloseTo(1 / 1.2, 2);
  expect(trendOf(1.44)(400)).toBe(trendOf(1.44)(25));
});

test('it stays within a factor of one and a half', () => {
  expect(trendOf(9)(4)).toBeCloseTo(1.5, 6);
  expect(trendOf(0.01)(4)).toBeCloseTo(1 / 1.5, 6);
});

test('without a forecast of the category there is none', () => {
  const trend = categoryTrend({ panel, outlooks: [] } as unknown as BuildInstanceInput, category, flat, start);
  expect(trend(3)).toBe(1);
});
