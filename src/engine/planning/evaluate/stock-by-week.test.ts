import { expect, test } from 'vitest';
import { type LaunchInstance, noLocks } from '#engine/planning/problem/launch-instance.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { validateInstance } from '#engine/planning/problem/validate-instance.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';
import { type OptimiseAnswer, optimise } from '#engine/planning/search/optimise.ts';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import { simulateLaunch } from '#engine/planning/testing/simulate-launch.ts';
import { evaluatePlan } from './evaluate-plan.ts';
import { paperReturns } from './paper-fitness.ts';

const weights = { demand: 0.5, market: 0.5 };

/** Initial orders that differ by week: what a launch earns and what it costs both follow the week. */
function withStockByWeek(seed: number): LaunchInstance {
  const plain = randomInstance({ seed, products: 4, weeks: 4 });
  return {
    ...plain,
    products: plain.products.map((product, i) => ({
      ...product,
      stockByWeek: Array.from({ length: 4 }, (_, t) => Math.round(product.stock * (0.4 + ((3 * i + 5 * t) % 7) / 5))),
    })),
  };
}

function run(instance: LaunchInstance): OptimiseAnswer {
  const request = { objective: 'profit', method: 'memetic', weights, lambda: 0.5, seed: 1, moves: 40_000 } as const;
  const steps = optimise(instance, buildLaunchTables(instance), { ...request, locks: noLocks, start: null });
  for (let step = steps.next(false); ; step = steps.next(false)) if (step.done) return step.value;
}

function everyPlan(products: number, weeks: number): number[][] {
  let plans: number[][] = [[]];
  for (let i = 0; i < products; i++) {
    plans = plans.flatMap((plan) => Array.from({ length: weeks + 1 }, (_, t) => [...plan, t - 1]));
  }
  return plans;
}

test('a first buy by launch week enters profit and budget: the best plan of all, below the bound', () => {
  let solvable = 0;
  for (let seed = 1; seed <= 12; seed++) {
    const instance = withStockByWeek(seed);
    expect(validateInstance(JSON.parse(JSON.stringify(instance)))).toEqual([]);
    const tables = buildLaunchTables(instance);
    const returns = paperReturns(instance);
    const values = everyPlan(4, 4).flatMap((plan) =>
      checkPlan(instance, plan).length === 0 ? [evaluatePlan(instance, plan, { tables, returns, weights }).profit] : [],
    );
    if (values.length === 0) continue;
    solvable++;
    const found = run(instance);
    expect(found.value).toBeCloseTo(Math.max(...values), 4);
    expect(found.upperBound).toBeGreaterThanOrEqual(Math.max(...values) - 1e-6);
    expect(checkPlan(instance, Array.from(found.weeks))).toEqual([]);
  }
  expect(solvable).toBeGreaterThanOrEqual(6);
});

test('tables and simulation buy the same, and the money spent is that of the week', () => {
  const instance = withStockByWeek(3);
  const tables = buildLaunchTables(instance);
  for (let i = 0; i < 4; i++) {
    for (let t = 0; t < 4; t++) {
      const outcome = simulateLaunch(instance, i, t, 0);
      expect(outcome.units + outcome.left).toBeCloseTo(instance.products[i].stockByWeek?.[t] ?? 0, 9);
      expect(tables.profitOf(i, t)[0]).toBeCloseTo(outcome.profit, 6);
    }
  }
  const plan = [1, -1, 2, -1];
  const spent = [0, 2].reduce(
    (sum, i) => sum + (instance.products[i].stockByWeek?.[plan[i]] ?? 0) * instance.products[i].unitCost,
    0,
  );
  const figures = evaluatePlan(instance, plan, { tables, weights });
  expect(figures.investment).toBeCloseTo(spent, 9);
  const tight = {
    ...instance,
    constraints: { ...instance.constraints, budget: { total: spent - 1, periods: [] } },
  };
  expect(checkPlan(tight, plan).some(({ rule }) => rule === 'budget')).toBe(true);
});
