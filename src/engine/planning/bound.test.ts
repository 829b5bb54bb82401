import { describe, expect, it } from 'vitest';
import { bestByEnumeration } from '#engine/planning/brute-force.ts';
import { checkPlan } from '#engine/planning/check-plan.ts';
import { findContradictions } from '#engine/planning/find-contradictions.ts';
import { type LaunchInstance, noLocks } from '#engine/planning/launch-instance.ts';
import { buildLaunchTables } from '#engine/planning/launch-tables.ts';
import { type OptimiseAnswer, optimise } from '#engine/planning/optimise.ts';
import type { OptimiseRequest } from '#engine/planning/plan-problem.ts';
import { addRelations, randomInstance } from '#engine/planning/random-instance.ts';

const request: OptimiseRequest = {
  ...{ objective: 'profit', method: 'memetic', weights: { demand: 0.5, market: 0.5 }, lambda: 0.5, seed: 1 },
  ...{ moves: 60_000, locks: noLocks, start: null },
};

function run(instance: LaunchInstance, changes: Partial<OptimiseRequest> = {}): OptimiseAnswer {
  const steps = optimise(instance, buildLaunchTables(instance), { ...request, ...changes });
  for (let step = steps.next(false); ; step = steps.next(false)) if (step.done) return step.value;
}

describe('precedence, waves, groups, must-launches and budgets together', () => {
  it('search finds what enumeration finds, the bound is never below it, and no contradiction is named without cause', () => {
    let solvable = 0;
    let hopeless = 0;
    let explained = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const plain = randomInstance({ seed, products: 5, weeks: 4, scenarios: 4 });
      const counts = { precedence: 1 + (seed % 3), waves: seed % 2, groups: 1, musts: seed % 4 === 0 ? 2 : 0 };
      const instance = addRelations(plain, seed, counts);
      const best = bestByEnumeration(instance);
      const found = run(instance);
      const named = findContradictions(instance).filter(({ severity }) => severity === 'error');
      if (!best) {
        hopeless += 1;
        if (named.length > 0) explained += 1;
        expect(found.missing).toBeGreaterThan(0);
        continue;
      }
      expect(named).toEqual([]);
      solvable += 1;
      expect(found.missing).toBe(0);
      expect(checkPlan(instance, Array.from(found.weeks))).toEqual([]);
      expect(found.value).toBeCloseTo(best.value, 4);
      expect(found.upperBound).toBeGreaterThanOrEqual(best.value - 1e-6 * Math.abs(best.value));
    }
    expect(solvable).toBeGreaterThan(30);
    expect(hopeless).toBeGreaterThan(5);
    expect(explained).toBeGreaterThan(0.8 * hopeless);
  });
});
