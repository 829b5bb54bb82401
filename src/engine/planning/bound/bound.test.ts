import { describe, expect, it } from 'vitest';
import { findContradictions } from '#engine/planning/feasibility/find-contradictions.ts';
import { type LaunchInstance, noLocks } from '#engine/planning/problem/launch-instance.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import type { OptimiseRequest } from '#engine/planning/problem/plan-problem.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';
import { compileRules } from '#engine/planning/rules/compile-rules.ts';
import { type OptimiseAnswer, optimise } from '#engine/planning/search/optimise.ts';
import { bestByEnumeration } from '#engine/planning/testing/brute-force.ts';
import { addRelations, randomInstance } from '#engine/planning/testing/random-instance.ts';
import { createRandom } from '#engine/random.ts';
import { LagrangianDual } from './lagrangian-dual.ts';

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

/** Every pair takes from each other; `spread` 0: as much as any other of the two's size, 1: anything up to twice that. */
function inClique(instance: LaunchInstance, strength: number, spread: number, seed: number): LaunchInstance {
  const random = createRandom(seed);
  const { mean, weeks } = buildLaunchTables(instance);
  const best = instance.products.map((_, i) => Math.max(0, ...mean.subarray(i * weeks, (i + 1) * weeks)));
  const pairs = instance.products.flatMap((_, i) =>
    instance.products.slice(i + 1).map((_other, k) => {
      const j = i + 1 + k;
      return { i, j, loss: strength * (1 + spread * (2 * random.next() - 1)) * Math.min(best[i], best[j]) };
    }),
  );
  // Fades as the reference does: not convex over the weeks as it stands.
  return { ...instance, cannibalisation: { decay: [1, 0.85, 0.65, 0.45, 0.3, 0.15], pairs } };
}

describe('where all products take from each other', () => {
  it('the bound is never below the best of all plans, whatever part of the losses is counted crowd by crowd', () => {
    let solvable = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const plain = randomInstance({ seed, products: 7, weeks: 3, scenarios: 3, withRelations: seed % 2 === 0 });
      const { min: _min, ...open } = plain.categories[0];
      const loose = { ...plain, categories: plain.categories.map((each) => ({ ...each, ...open, min: 0, max: 7 })) };
      const instance = inClique(loose, 0.1 + 0.1 * (seed % 4), (seed % 3) / 2, seed);
      const best = bestByEnumeration(instance);
      if (!best) continue;
      solvable += 1;
      const tables = buildLaunchTables(instance);
      const objective = { value: tables.mean, pairScale: tables.meanMarket };
      for (const part of [0.4, 1]) {
        const dual = new LagrangianDual(compileRules(instance, noLocks), objective, part);
        dual.admitPairs();
        for (let step = 0; step < 250; step++) dual.step(best.value);
        expect(dual.bound()).toBeGreaterThanOrEqual(best.value - 1e-9 * Math.abs(best.value));
      }
      const found = run(instance, { moves: 20_000 });
      expect(found.upperBound).toBeGreaterThanOrEqual(best.value - 1e-9 * Math.abs(best.value));
    }
    expect(solvable).toBeGreaterThan(15);
  });

  it('60 candidates that all take a fifth of each other: less than a quarter of the room that pairs alone would leave', () => {
    const plain = randomInstance({ seed: 5, products: 60, weeks: 26, scenarios: 8 });
    const instance = inClique(plain, 0.2, 0, 1);
    const found = run(instance, { moves: 400_000 });
    const tables = buildLaunchTables(instance);
    const pairwise = new LagrangianDual(compileRules(instance, noLocks), {
      value: tables.mean,
      pairScale: tables.meanMarket,
    });
    pairwise.admitPairs();
    for (let step = 0; step < 600; step++) pairwise.step(found.value);
    const room = (bound: number): number => bound / found.value - 1;
    expect(room(pairwise.bound())).toBeGreaterThan(0.1);
    expect(room(found.upperBound)).toBeLessThan(room(pairwise.bound()) / 4);
  });
});
