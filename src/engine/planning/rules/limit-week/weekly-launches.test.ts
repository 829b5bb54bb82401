import { expect, it } from 'vitest';
import type { Candidate } from '#engine/panel/candidate.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';
import { applyRules } from '#engine/planning/rules/describe-rules.ts';
import { optimise } from '#engine/planning/search/optimise.ts';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';

const instance = randomInstance({ seed: 6, products: 12, weeks: 10 });
const candidates = instance.products.map(
  ({ id, category }, row): Candidate => ({
    id,
    name: id,
    category: instance.categories[category].name,
    attributes: {},
    price: 10,
    mustLaunch: false,
    effort: 3,
    row,
  }),
);

function planWith(most: number | null) {
  const constraints = {
    ...{ capacity: null, capacityByWeek: [], budget: null, budgetPeriods: [], blackouts: [], categories: [] },
    declared: { 'limit-week': { most } },
  };
  const ruled = { ...instance, ...applyRules(instance, 20_458, candidates, constraints) };
  const steps = optimise(ruled, buildLaunchTables(ruled), {
    ...{ objective: 'profit', method: 'memetic', weights: { demand: 0.5, market: 0.5 }, lambda: 0.5 },
    ...{ seed: 1, moves: 20_000, locks: { fixed: [], forbidden: [] }, start: null },
  });
  for (let step = steps.next(false); ; step = steps.next(false))
    if (step.done) return { ruled, weeks: Array.from(step.value.weeks), upperBound: step.value.upperBound };
}

it('allows so many launches a week, whatever the work of each', () => {
  const perWeek = (weeks: readonly number[]): number =>
    Math.max(...Array.from({ length: instance.weeks }, (_, t) => weeks.filter((week) => week === t).length));
  const free = planWith(null);
  expect(perWeek(free.weeks)).toBeGreaterThan(1);
  const { ruled, weeks, upperBound } = planWith(1);
  expect(perWeek(weeks)).toBe(1);
  expect(checkPlan(ruled, weeks)).toEqual([]);
  expect(checkPlan(ruled, free.weeks).map(({ rule }) => rule)).toContain('limit-week');
  expect(upperBound).toBeLessThan(free.upperBound);
});
