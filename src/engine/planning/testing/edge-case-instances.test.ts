import { expect, it } from 'vitest';
import { findContradictions } from '#engine/planning/feasibility/find-contradictions.ts';
import { type LaunchInstance, noLocks } from '#engine/planning/problem/launch-instance.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';
import { type OptimiseAnswer, optimise } from '#engine/planning/search/optimise.ts';
import { createRandom, type Random } from '#engine/random.ts';
import { bestByEnumeration } from './brute-force.ts';
import { randomInstance } from './random-instance.ts';

type Change = (instance: LaunchInstance, random: Random) => LaunchInstance;

const withProducts = (
  instance: LaunchInstance,
  change: (product: LaunchInstance['products'][number], i: number) => Partial<LaunchInstance['products'][number]>,
): LaunchInstance => ({
  ...instance,
  products: instance.products.map((product, i) => ({ ...product, ...change(product, i) })),
});
const withConstraints = (instance: LaunchInstance, change: Partial<LaunchInstance['constraints']>): LaunchInstance => ({
  ...instance,
  constraints: { ...instance.constraints, ...change },
});

/** What a manager may ask for without meaning it, or a file may hold. */
const edgeCases: Readonly<Record<string, Change>> = {
  'weeks without capacity': (instance, random) =>
    withConstraints(instance, { capacity: instance.constraints.capacity.map((c) => (random.next() < 0.5 ? 0 : c)) }),
  'a budget of 0 for a period': (instance) =>
    withConstraints(instance, {
      budget: { ...instance.constraints.budget, periods: [{ from: 1, to: instance.weeks + 3, amount: 0 }] },
    }),
  'every week closed': (instance) =>
    withConstraints(instance, { blackoutWeeks: Array.from({ length: instance.weeks }, (_, t) => t) }),
  'category minima': (instance, random) => ({
    ...instance,
    categories: instance.categories.map((category) => {
      const min = random.below(3);
      return { ...category, min, max: Math.max(min, category.max) };
    }),
  }),
  'a category that may not launch': (instance) => ({
    ...instance,
    categories: instance.categories.map((category, c) => (c === 0 ? { ...category, min: 0, max: 0 } : category)),
  }),
  'spacing longer than the calendar': (instance) => ({
    ...instance,
    categories: instance.categories.map((category) => ({
      ...category,
      ...{ spacingWeeks: instance.weeks + 2, spacingMax: 1 },
    })),
  }),
  'a must-launch': (instance, random) => {
    const must = random.below(instance.products.length);
    return withProducts(instance, (_, i) => (i === must ? { must: true } : {}));
  },
  twins: (instance) => withProducts(instance, ({ id }) => ({ ...instance.products[0], id })),
  'losses on every piece': (instance) => withProducts(instance, ({ price }) => ({ unitCost: price * 1.4 })),
  'no stock': (instance) => withProducts(instance, (_, i) => (i % 2 === 0 ? { stock: 0 } : {})),
  'a window outside the calendar': (instance) =>
    withProducts(instance, (_, i) => (i === 0 ? { earliest: instance.weeks, latest: instance.weeks + 2 } : {})),
  'a launch after itself': (instance) =>
    withConstraints(instance, { precedence: [{ before: 0, after: 0, minWeeks: 0 }] }),
  'a launch a week after itself': (instance) =>
    withConstraints(instance, { precedence: [{ before: 0, after: 0, minWeeks: 1 }] }),
  'two that follow each other at once': (instance) => inCircle(instance, [0, instance.products.length - 1], 0),
  'three in a circle at once': (instance) => inCircle(instance, [0, 1, instance.products.length - 1], 0),
  'two that follow each other a week apart': (instance) => inCircle(instance, [0, instance.products.length - 1], 1),
  'a wave that names a product twice': (instance) =>
    withConstraints(instance, { waves: [{ id: 'W', members: [0, 0, instance.products.length - 1] }] }),
  'products that help each other': ({ cannibalisation, ...instance }) => ({
    ...instance,
    cannibalisation: {
      ...cannibalisation,
      pairs: cannibalisation.pairs.map((pair) => ({ ...pair, loss: -pair.loss })),
    },
  }),
  'one future': ({ scenarios, ...instance }) => ({ ...instance, scenarios: { ...scenarios, count: 1 } }),
  'large money': (instance) => scaled(instance, 1e10),
  'small money': (instance) => scaled(instance, 1e-3),
};

/** Each of the members after the one before it, and the first after the last. */
function inCircle(instance: LaunchInstance, members: readonly number[], minWeeks: number): LaunchInstance {
  const circle = members
    .filter((member) => member < instance.products.length)
    .map((before, k, all) => ({ before, after: all[(k + 1) % all.length], minWeeks }));
  return withConstraints(instance, { precedence: [...(instance.constraints.precedence ?? []), ...circle] });
}

function scaled(instance: LaunchInstance, factor: number): LaunchInstance {
  const { budget } = instance.constraints;
  const richer = withProducts(instance, ({ price, unitCost, salvage, fixedCost }) => ({
    ...{ price: price * factor, unitCost: unitCost * factor },
    ...{ salvage: salvage * factor, fixedCost: fixedCost * factor },
  }));
  const { cannibalisation } = instance;
  return withConstraints(
    {
      ...richer,
      cannibalisation: {
        ...cannibalisation,
        pairs: cannibalisation.pairs.map((pair) => ({ ...pair, loss: pair.loss * factor })),
      },
    },
    {
      budget: {
        total: budget.total * factor,
        periods: budget.periods.map((period) => ({ ...period, amount: period.amount * factor })),
      },
    },
  );
}

function run(instance: LaunchInstance): OptimiseAnswer {
  const steps = optimise(instance, buildLaunchTables(instance), {
    ...{ objective: 'profit', method: 'memetic', weights: { demand: 0.5, market: 0.5 }, lambda: 0.5, seed: 1 },
    ...{ moves: 20_000, locks: noLocks, start: null },
  });
  for (let step = steps.next(false); ; step = steps.next(false)) if (step.done) return step.value;
}

it.each(Object.entries(edgeCases))(
  '%s, alone and with another: the search ends with the best plan, below its bound, or names what is wrong',
  (name, odd) => {
    let solvable = 0;
    const others = Object.values(edgeCases);
    for (let seed = 1; seed <= 6; seed++) {
      const random = createRandom(seed);
      const size = { products: 1 + (seed % 4), weeks: 2 + (seed % 3), scenarios: 3, withRelations: seed % 2 === 0 };
      const once = odd(randomInstance({ seed, ...size }), random);
      const instance = seed > 3 ? others[random.below(others.length)](once, random) : once;
      const best = bestByEnumeration(instance);
      const found = run(instance);
      if (!best) {
        expect(found.missing).toBeGreaterThan(0);
        continue;
      }
      solvable += 1;
      const slack = 1e-9 * Math.abs(best.value);
      expect(findContradictions(instance).filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(found.missing).toBe(0);
      expect(checkPlan(instance, Array.from(found.weeks))).toEqual([]);
      expect(Math.abs(found.value - best.value)).toBeLessThanOrEqual(slack + 1e-12);
      expect(found.upperBound).toBeGreaterThanOrEqual(best.value - slack);
    }
    expect(solvable, name).toBeGreaterThan(0);
  },
);

it.each([0, 2])('products that follow each other at once (%i must) launch together where that pays', (musts) => {
  let launched = 0;
  let solvable = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const plain = inCircle(randomInstance({ seed, products: 4, weeks: 4, scenarios: 3 }), [0, 1, 3], 0);
    const open = withProducts(plain, (_, i) => ({ earliest: 0, latest: 3, effort: 1, must: i < musts }));
    const roomy = open.categories.map((category) => ({ ...category, max: 4, spacingMax: 2, blackoutWeeks: [] }));
    const instance = withConstraints(
      { ...open, categories: roomy },
      { capacity: [2, 3, 3, 2], blackoutWeeks: [], exclusive: [], budget: { total: 1e7, periods: [] } },
    );
    const best = bestByEnumeration(instance);
    const found = run(instance);
    expect(found.missing === 0).toBe(best !== null);
    if (!best) continue;
    solvable += 1;
    expect(checkPlan(instance, Array.from(found.weeks))).toEqual([]);
    expect(found.value).toBeCloseTo(best.value, 6);
    const weeks = new Set([0, 1, 3].map((i) => found.weeks[i]));
    expect(weeks.size).toBe(1);
    if (found.weeks[0] >= 0) launched += 1;
  }
  expect(launched).toBeGreaterThan(2);
  expect(solvable).toBeGreaterThan(15);
});
