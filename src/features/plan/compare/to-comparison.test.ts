import { expect, it } from 'vitest';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import type { CurrentPlan, PlanResult, SavedPlan } from '#state/plan/plan-store.ts';
import { toComparison } from './to-comparison.ts';

const instance = randomInstance({ seed: 3, products: 4, weeks: 8 });
const ids = instance.products.map(({ id }) => id);
const figures = (profit: number) => ({ profit, violations: [] }) as never;
const current = { instance, weeks: [1, 2, -1, 3], reading: { figures: figures(100) } } as unknown as CurrentPlan;
const result = {
  built: { startDay: 700, baseline: [0, 2, -1, 3] },
  search: { weeks: [1, 2, -1, 3], figures: figures(100) },
  baseline: { figures: figures(90) },
} as unknown as PlanResult;
const names = { current: 'here', found: 'found', own: 'own' };
const saved = (name: string, own: Partial<SavedPlan>): SavedPlan =>
  ({
    id: name,
    name,
    startDay: 700,
    candidates: ids,
    upperBound: null,
    reading: { figures: figures(80) },
    ...own,
  }) as SavedPlan;

it('puts four saved scenarios beside the plan on screen, with weeks, stock and what differs', () => {
  const scenarios = [
    saved('a', { weeks: [1, 2, 0, 3] }),
    saved('b', { weeks: [1, 2, -1, 4] }),
    saved('c', { weeks: [-1, -1, -1, -1] }),
    // Made a week earlier, with a product that is gone and one that was not there.
    saved('d', { weeks: [5, 2, 3, 4], startDay: 693, upperBound: 100, candidates: ['gone', ids[0], ids[1], ids[3]] }),
  ];
  const { plans, different } = toComparison(result, current, scenarios, names, 110);
  expect(plans.map(({ room }) => Math.round(100 * room))).toEqual([10, 22, Number.NaN, Number.NaN, Number.NaN, 25]);
  expect(plans.map(({ name, different: count }) => [name, count])).toEqual([
    ['here', 0],
    ['own', 1],
    ['a', 1],
    ['b', 1],
    ['c', 3],
    ['d', 0],
  ]);
  const stock = (i: number): number => instance.products[i].stock;
  expect(plans[0].stock).toBe(stock(0) + stock(1) + stock(3));
  expect(plans[2].stock).toBe(plans[0].stock + stock(2));
  expect(plans[4].stock).toBe(0);
  expect(different).toEqual([
    { product: 0, weeks: [1, 0, 1, 1, -1, 1] },
    { product: 1, weeks: [2, 2, 2, 2, -1, 2] },
    { product: 2, weeks: [-1, -1, 0, -1, -1, -1] },
    { product: 3, weeks: [3, 3, 3, 4, -1, 3] },
  ]);
});

it('the plan found stands apart once the plan on screen is another', () => {
  const moved = { ...current, weeks: [1, 2, -1, 5] };
  expect(toComparison(result, moved, [], names, null).plans.map(({ id }) => id)).toEqual(['current', 'found', 'own']);
});
