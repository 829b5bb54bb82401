import { expect, test, vi } from 'vitest';
import { type LaunchWeeks, noLocks } from '#engine/planning/problem/launch-instance.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { preparePlan } from '#engine/planning/problem/plan-problem.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import { fewMoves } from './few-moves.ts';

/** What every search is to answer with. */
const told = vi.hoisted(() => ({ weeks: [] as number[] }));
vi.mock('./replan.ts', () => ({ replan: () => ({ places: told.weeks }) }));

test('a plan that breaks a rule is not taken, not even as the first that a search finds', () => {
  const given = randomInstance({ seed: 6, products: 4, weeks: 6 });
  const instance = { ...given, products: given.products.map((product) => ({ ...product, earliest: 2, latest: 4 })) };
  const best: LaunchWeeks = [-1, -1, -1, -1];
  const own: LaunchWeeks = [0, 0, -1, -1];
  told.weeks = [...own];
  expect([checkPlan(instance, best), checkPlan(instance, own).length > 0]).toEqual([[], true]);
  const steps = preparePlan(instance, buildLaunchTables(instance), {
    ...{ objective: 'profit', method: 'memetic', weights: { demand: 0.5, market: 0.5 }, lambda: 0, seed: 1 },
    ...{ moves: 1000, locks: noLocks, start: null },
  });
  let step = steps.next(false);
  while (!step.done) step = steps.next(false);
  expect(fewMoves(step.value, own, best, 1e9)).toEqual(best);
});
