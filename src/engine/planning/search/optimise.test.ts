import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tailCountOf } from '#engine/planning/evaluate/evaluate-plan.ts';
import { type LaunchInstance, noLocks, type PlanLocks } from '#engine/planning/problem/launch-instance.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import type { OptimiseRequest } from '#engine/planning/problem/plan-problem.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';
import type { PlanFigures } from '#engine/planning/rules/plan-figures.ts';
import { bestByEnumeration } from '#engine/planning/testing/brute-force.ts';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import { type OptimiseAnswer, optimise } from './optimise.ts';

const weights = { demand: 0.5, market: 0.5 };
const request: OptimiseRequest = {
  objective: 'profit',
  method: 'memetic',
  weights,
  lambda: 0.5,
  seed: 1,
  moves: 60_000,
  locks: noLocks,
  start: null,
};

function run(instance: LaunchInstance, changes: Partial<OptimiseRequest> = {}): OptimiseAnswer {
  const steps = optimise(instance, buildLaunchTables(instance), { ...request, ...changes });
  for (let step = steps.next(false); ; step = steps.next(false)) if (step.done) return step.value;
}

/** Best value over every feasible plan, by enumeration; null when there is none. */
function bruteForce(
  instance: LaunchInstance,
  scoreOf?: (figures: PlanFigures) => number,
  locks?: PlanLocks,
): number | null {
  return bestByEnumeration(instance, scoreOf, locks)?.value ?? null;
}

const close = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
const small = (seed: number, withRelations = true): LaunchInstance =>
  randomInstance({ seed, products: 5, weeks: 4, withRelations });

describe('optimise against enumeration of every plan', () => {
  it.each(Array.from({ length: 25 }, (_, k) => k + 1))(
    'finds the best plan of random instance %i, below its bound',
    (seed) => {
      const instance = small(seed);
      const best = bruteForce(instance);
      const found = run(instance);
      if (best === null) {
        expect(found.missing).toBeGreaterThan(0);
        return;
      }
      expect(found.missing).toBe(0);
      expect(checkPlan(instance, Array.from(found.weeks))).toEqual([]);
      expect(found.value).toBeCloseTo(best, 4);
      expect(found.upperBound).toBeGreaterThanOrEqual(best - 1e-6 * Math.abs(best));
    },
  );

  it.each(['article', 'profit-less-risk'] as const)('finds the best plan for %s, below its bound', (objective) => {
    let solvable = 0;
    for (let seed = 30; seed < 38; seed++) {
      const instance = small(seed);
      const best = bruteForce(instance, (figures) =>
        objective === 'article' ? figures.article.f : figures.profit - 0.5 * figures.risk,
      );
      const found = run(instance, { objective });
      expect(found.missing > 0).toBe(best === null);
      if (best === null) continue;
      solvable += 1;
      expect(close(found.value, best)).toBe(true);
      expect(found.upperBound).toBeGreaterThanOrEqual(best - 1e-9 * Math.abs(best));
    }
    expect(solvable).toBeGreaterThanOrEqual(6);
  });

  it('the particle swarm keeps every rule and stays below the optimum', () => {
    let scored = 0;
    for (let seed = 40; seed < 48; seed++) {
      const instance = small(seed);
      const best = bruteForce(instance);
      const found = run(instance, { method: 'pso' });
      if (best === null || found.missing > 0) continue;
      scored += 1;
      expect(checkPlan(instance, Array.from(found.weeks))).toEqual([]);
      expect(found.value).toBeLessThanOrEqual(best + 1e-6);
      expect(found.value).toBeGreaterThan(0.9 * best);
    }
    expect(scored).toBeGreaterThanOrEqual(7);
  });

  it('keeps locks: the best plan among those that keep them', () => {
    let solvable = 0;
    for (let seed = 50; seed < 58; seed++) {
      const instance = small(seed);
      const week = instance.products[1].earliest;
      const locks: PlanLocks = {
        fixed: [
          { product: 1, week },
          { product: 4, week: -1 },
        ],
        forbidden: [{ product: 0, week: instance.products[0].earliest }],
      };
      const best = bruteForce(instance, undefined, locks);
      const found = run(instance, { locks });
      expect(found.missing > 0).toBe(best === null);
      if (best === null) continue;
      solvable += 1;
      expect(checkPlan(instance, Array.from(found.weeks), locks)).toEqual([]);
      expect(close(found.value, best)).toBe(true);
    }
    expect(solvable).toBeGreaterThan(0);
  });

  it('finds the whole front of profit against risk', () => {
    let points = 0;
    for (let seed = 60; seed < 64; seed++) {
      const instance = small(seed);
      const plans: { profit: number; risk: number }[] = [];
      bruteForce(instance, (figures) => {
        plans.push({ profit: figures.profit, risk: figures.risk });
        return 0;
      });
      const front = plans.filter(
        (a) => !plans.some((b) => b.profit >= a.profit && b.risk <= a.risk && (b.profit > a.profit || b.risk < a.risk)),
      );
      const found = run(instance, { objective: 'front', method: 'nsga2', moves: 150_000 }).front;
      points += front.length;
      expect(found.length > 0).toBe(front.length > 0);
      for (const point of front)
        expect(found.some((other) => close(other.profit, point.profit) && close(other.risk, point.risk))).toBe(true);
      for (const point of found)
        expect(front.some((other) => close(other.profit, point.profit) && close(other.risk, point.risk))).toBe(true);
    }
    expect(points).toBeGreaterThan(8);
  });
});

describe('structure of the optimum', () => {
  it('rises with capacity, falls with a further rule, scales with money', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 100_000 }), (seed) => {
        const instance = randomInstance({ seed, products: 4, weeks: 4, scenarios: 4 });
        const base = run(instance);
        if (base.missing > 0) return;
        const { constraints } = instance;
        const roomier = { ...constraints, capacity: constraints.capacity.map((effort) => effort + 1) };
        expect(run({ ...instance, constraints: roomier }).value).toBeGreaterThanOrEqual(base.value * (1 - 1e-9) - 1e-9);
        const tighter = { ...constraints, budget: { ...constraints.budget, total: constraints.budget.total * 0.7 } };
        const held = run({ ...instance, constraints: tighter });
        if (held.missing === 0) expect(held.value).toBeLessThanOrEqual(base.value + 1e-9 * Math.abs(base.value) + 1e-9);
        const scaled = run(scaleMoney(instance, 7));
        expect(close(scaled.value, 7 * base.value)).toBe(true);
      }),
      { numRuns: 12, seed: 11 },
    );
  });

  it('launches the larger of equal products first when the season falls and a week has one slot', () => {
    const instance = randomInstance({ seed: 5, products: 3, weeks: 3 });
    const season = Array.from({ length: instance.horizon + 2 }, (_, w) => 2 - 0.1 * w);
    const products = instance.products.map((product, i) => ({
      ...product,
      ...{ price: 100, unitCost: 50, salvage: 50, fixedCost: 0, stock: 1e6, promoSensitivity: 0 },
      ...{ peakDemand: [40, 90, 60][i], effort: 1, earliest: 0, latest: 2, category: 0 },
    }));
    const plan = run({
      ...instance,
      products,
      categories: [
        { ...instance.categories[0], season, min: 0, max: 3, spacingWeeks: 1, spacingMax: 1, blackoutWeeks: [] },
      ],
      cannibalisation: { decay: [1], pairs: [] },
      constraints: {
        capacity: [1, 1, 1],
        blackoutWeeks: [],
        budget: { total: Number.POSITIVE_INFINITY, periods: [] },
        exclusive: [],
      },
      scenarios: { ...instance.scenarios, demand: instance.scenarios.demand.map(() => [1, 1, 1]) },
    });
    expect(Array.from(plan.weeks)).toEqual([2, 0, 1]);
  });
});

describe('repeatability', () => {
  it('same seed and moves, same plan; another seed may differ; every method ends', () => {
    const instance = randomInstance({ seed: 9, products: 24, weeks: 13, withRelations: true });
    for (const method of ['memetic', 'pso'] as const) {
      const first = run(instance, { method, seed: 3 });
      const second = run(instance, { method, seed: 3 });
      expect(second).toEqual(first);
    }
  });

  it('ends where nothing can be moved: every week closed, or every candidate locked', () => {
    const instance = randomInstance({ seed: 9, products: 6, weeks: 5 });
    const closed: LaunchInstance = {
      ...instance,
      categories: instance.categories.map((category) => ({ ...category, min: 0 })),
      constraints: { ...instance.constraints, blackoutWeeks: [0, 1, 2, 3, 4] },
    };
    const free = run(instance);
    const locks = { fixed: Array.from(free.weeks, (week, product) => ({ product, week })), forbidden: [] };
    const methods = [
      { objective: 'profit', method: 'memetic' },
      { objective: 'profit', method: 'pso' },
      { objective: 'front', method: 'nsga2' },
    ] as const;
    for (const asked of methods) {
      const none = run(closed, { ...asked, moves: 2e6 });
      expect([none.missing, none.value, none.upperBound]).toEqual([0, 0, 0]);
      const held = run(instance, { ...asked, moves: 2e6, locks });
      expect(Array.from(held.weeks)).toEqual(Array.from(free.weeks));
      expect(held.value).toBeCloseTo(free.value, 6);
    }
  });

  it('stops when told and keeps the best so far', () => {
    const instance = randomInstance({ seed: 9, products: 24, weeks: 13 });
    const steps = optimise(instance, buildLaunchTables(instance), { ...request, moves: 1e9 });
    let searched = 0;
    let step = steps.next(false);
    while (!step.done) {
      if (step.value.phase === 'searching') searched += 1;
      step = steps.next(searched > 5);
    }
    expect(step.value.stopped).toBe(true);
    expect(step.value.missing).toBe(0);
    expect(checkPlan(instance, Array.from(step.value.weeks))).toEqual([]);
    expect(step.value.moves).toBeLessThan(1e6);
  });

  it('the tail of the CVaR has at least one scenario', () => {
    expect(tailCountOf(randomInstance({ seed: 1, products: 2, weeks: 2, scenarios: 1 }))).toBe(1);
  });
});

function scaleMoney(instance: LaunchInstance, factor: number): LaunchInstance {
  const { constraints, cannibalisation } = instance;
  return {
    ...instance,
    products: instance.products.map((product) => ({
      ...product,
      price: product.price * factor,
      unitCost: product.unitCost * factor,
      salvage: product.salvage * factor,
      fixedCost: product.fixedCost * factor,
    })),
    cannibalisation: {
      ...cannibalisation,
      pairs: cannibalisation.pairs.map((pair) => ({ ...pair, loss: pair.loss * factor })),
    },
    constraints: {
      ...constraints,
      budget: {
        total: constraints.budget.total * factor,
        periods: constraints.budget.periods.map((period) => ({ ...period, amount: period.amount * factor })),
      },
    },
  };
}
