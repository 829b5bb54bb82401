import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  eventsOf,
  type LaunchInstance,
  type LaunchWeeks,
  noLocks,
  optionCount,
  optionOfPlace,
  weekOfPlace,
} from '#engine/planning/problem/launch-instance.ts';
import { LaunchSimulation } from '#engine/planning/problem/launch-simulation.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import type { OptimiseRequest } from '#engine/planning/problem/plan-problem.ts';
import { validateInstance } from '#engine/planning/problem/validate-instance.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';
import type { PlanFigures } from '#engine/planning/rules/plan-figures.ts';
import { type OptimiseAnswer, optimise } from '#engine/planning/search/optimise.ts';
import { bestByEnumeration } from '#engine/planning/testing/brute-force.ts';
import { addOffers, randomInstance } from '#engine/planning/testing/random-instance.ts';
import { createRandom } from '#engine/random.ts';
import { readInstance } from '../../../../scripts/engine/instance-input.ts';
import { evaluatePlan } from './evaluate-plan.ts';
import { paperReturns } from './paper-fitness.ts';

interface Evaluator {
  evaluate(
    instance: object,
    plan: object,
  ): Record<string, number> & { violations: { by: number }[]; feasible: boolean };
  articleFitness(instance: object, plan: object): { f: number };
}

const folder = path.resolve('../shared/reference/launch-plan-2');
const file = path.join(folder, 'evaluate.mjs');
const evaluator = (existsSync(file) ? await import(pathToFileURL(file).href) : null) as Evaluator | null;

const weights = { demand: 0.5, market: 0.5 };
const request: OptimiseRequest = {
  ...{ objective: 'profit', method: 'memetic', weights, lambda: 0.5, seed: 1, moves: 60_000 },
  ...{ locks: noLocks, start: null },
};

function search(instance: LaunchInstance, changes: Partial<OptimiseRequest> = {}): OptimiseAnswer {
  const steps = optimise(instance, buildLaunchTables(instance), { ...request, ...changes });
  for (let step = steps.next(false); ; step = steps.next(false)) if (step.done) return step.value;
}

/** As a file has it: what the reference evaluator reads. */
function filed(instance: LaunchInstance): object {
  const products = instance.products.map(({ sellsUntil, ...product }) => ({
    ...{ ...product, planPrice: product.price },
    ...(sellsUntil === undefined ? {} : { lastWeek: sellsUntil - 1 }),
  }));
  return { ...instance, products };
}

function planOf(instance: LaunchInstance, places: LaunchWeeks): object {
  return {
    weeks: places.map((place) => weekOfPlace(instance, place)),
    options: places.map((place) => optionOfPlace(instance, place)),
  };
}

const small = (seed: number): LaunchInstance =>
  addOffers(randomInstance({ seed, products: 4, weeks: 4, scenarios: 5, withRelations: seed % 2 === 0 }), seed);
const close = (a: number, b: number, share = 1e-9): boolean =>
  Math.abs(a - b) <= share * Math.max(1, Math.abs(a), Math.abs(b));
const value = (instance: LaunchInstance): number => bestByEnumeration(instance)?.value ?? Number.NEGATIVE_INFINITY;

describe.skipIf(!evaluator)('offers as the reference evaluator prices them', () => {
  it('any plan of a random instance: profit, risk, rules broken and the paper’s fitness', () => {
    let broken = 0;
    for (let seed = 1; seed <= 30; seed++) {
      const instance = small(seed);
      expect(validateInstance(instance)).toEqual([]);
      const read = readInstance(JSON.parse(JSON.stringify(filed(instance)))).products;
      expect(read[0].options).toEqual(instance.products[0].options);
      expect(read.map(({ sellsUntil }) => sellsUntil)).toEqual(instance.products.map(({ sellsUntil }) => sellsUntil));
      expect(read.some((product) => 'lastWeek' in product)).toBe(false);
      const random = createRandom(seed);
      const tables = buildLaunchTables(instance);
      const endless = instance.products.map(({ sellsUntil: _, ...product }) => product);
      const returns = paperReturns({ ...instance, products: endless });
      for (let draw = 0; draw < 8; draw++) {
        const places = instance.products.map((product) => random.below(instance.weeks * optionCount(product) + 1) - 1);
        const expected = evaluator?.evaluate(filed(instance), planOf(instance, places));
        const figures = evaluatePlan(instance, places, { tables, returns, weights });
        for (const key of ['profit', 'risk', 'expectedUnits', 'expectedLeftover', 'investment'] as const)
          expect([seed, key, close(figures[key], expected?.[key] ?? Number.NaN)]).toEqual([seed, key, true]);
        expect(figures.violations.map(({ by }) => Math.round(by * 1e5)).sort()).toEqual(
          expected?.violations.map(({ by }) => Math.round(by * 1e5)).sort(),
        );
        broken += figures.violations.length;
        const { f } = evaluator?.articleFitness(filed(instance), planOf(instance, places)) ?? { f: Number.NaN };
        expect(close(figures.article.f, f)).toBe(true);
      }
    }
    expect(broken).toBeGreaterThan(100);
  });

  it('an instance of the first format has the same numbers, to the last bit', () => {
    const { instance, places, tables } = oneOption();
    const figures = evaluatePlan(instance, places, { tables, weights });
    expect(figures.profit).toBe(evaluator?.evaluate(instance, [...places]).profit);
  });

  it('8 x 10: the proven optimum', () => {
    const text = JSON.parse(readFileSync(path.join(folder, 'lp2-8x10-s35.json'), 'utf8'));
    const best = JSON.parse(readFileSync(path.join(folder, 'lp2-8x10-s35.best.json'), 'utf8'));
    const instance = readInstance(text);
    expect(validateInstance(instance)).toEqual([]);
    const found = search(instance, { moves: 300_000 });
    const priced = evaluator?.evaluate(text, planOf(instance, Array.from(found.weeks)));
    expect(priced?.feasible).toBe(true);
    expect(priced?.profit).toBeGreaterThan(best.value * (1 - 1e-8));
    expect(found.upperBound).toBeGreaterThan(best.value * (1 - 1e-9));
    expect(found.upperBound).toBeLessThan(best.value * 1.02);
  });
});

/** The same problem in both formats, and a plan of it. */
function oneOption() {
  const instance = randomInstance({ seed: 5, products: 4, weeks: 4 });
  const places = [instance.products[0].earliest, -1, instance.products[2].earliest, -1];
  return { instance, places, tables: buildLaunchTables(instance) };
}

it('takes part in no event that begins after its last day, and pays none', () => {
  const instance = small(1);
  const [product] = instance.products;
  const offered = (product.options ?? []).map((option) => ({ ...option, takesPart: 'all' as const }));
  const event = { id: 'E', from: 2, to: 2, fee: 100, slots: 0 };
  const until = (sellsUntil: number): LaunchInstance => ({
    ...instance,
    ...{ events: [event], curves: { ...instance.curves, [product.curve]: [1, 1, 1, 1] } },
    products: [{ ...product, sellsUntil, options: offered.map((o) => ({ ...o, priceByAge: [1, 1, 1, 1] })) }],
  });
  const isIn = (sellsUntil: number) => [
    eventsOf(until(sellsUntil), 0, 0, 0).length,
    checkPlan(until(sellsUntil), [0]).filter(({ rule }) => rule === 'slots').length,
  ];
  expect([2, 2.1, 3, 9].map(isIn)).toEqual([
    [0, 0],
    [1, 1],
    [1, 1],
    [1, 1],
  ]);
});

it('taking part sells as much more as was measured, and what others lose of it is no profit', () => {
  const instance = randomInstance({ seed: 2, products: 1, weeks: 3 });
  const { horizon, promo } = instance;
  const [product] = instance.products;
  const priceByAge = instance.curves[product.curve].map(() => product.price);
  const option = { priceByAge, fee: 0, firstBuy: 1e9 };
  const measured = { uplift: promo.uplift.map(() => 0.8), discount: promo.discount.map(() => 0) };
  const outcome = (lost: number, takesPart: 'all' | 'none') => {
    const simulation = new LaunchSimulation(
      {
        ...instance,
        events: [{ id: 'E', from: 0, to: horizon - 1, slots: 1, fee: 0 }],
        promo: { ...promo, ...measured, apart: promo.uplift.map(() => 0.2), lost: promo.uplift.map(() => lost) },
        products: [{ ...product, promoSensitivity: 1, options: [{ ...option, takesPart }] }],
        scenarios: { ...instance.scenarios, promoScale: instance.scenarios.promoScale.map(() => 1) },
      },
      0,
    );
    simulation.run(0, 0);
    return simulation.outcome(0);
  };
  const [apart, all, half] = [outcome(0, 'none'), outcome(0, 'all'), outcome(0.5, 'all')];
  expect(all.units / apart.units).toBeCloseTo(1.8 / 1.2, 9);
  // Half of the difference in units, at the margin of a unit.
  const margin = product.price - product.unitCost;
  expect((all.profit - half.profit) / (0.5 * (all.units - apart.units) * margin)).toBeCloseTo(1, 6);
});

it('one option that says what the first format says changes no bit', () => {
  const { instance, places, tables } = oneOption();
  const told: LaunchInstance = {
    ...instance,
    format: 'launch-plan/2',
    ...{ weeklyDiscountRate: 0, events: [] },
    products: instance.products.map((product) => ({
      ...product,
      ...{ leadTimeWeeks: 0, lot: 1, minimumFirstBuy: 0, kappa: 1 },
      options: [
        {
          priceByAge: instance.curves[product.curve].map(() => product.price),
          ...{ takesPart: 'all', fee: 0, firstBuy: product.stock, reorders: [] },
        },
      ],
    })),
  };
  const again = buildLaunchTables(told);
  expect(again.mean).toEqual(tables.mean);
  expect(again.profitOf(0, places[0])).toEqual(tables.profitOf(0, places[0]));
  expect(evaluatePlan(told, places, { tables: again, weights })).toEqual(
    evaluatePlan(instance, places, { tables, weights }),
  );
  expect(search(told).weeks).toEqual(search(instance).weeks);
});

describe('search over weeks and options against every plan', () => {
  it.each(Array.from({ length: 16 }, (_, k) => k + 1))('random instance %i: the best plan, below its bound', (seed) => {
    const instance = small(seed);
    const best = bestByEnumeration(instance);
    const found = search(instance);
    expect(found.missing > 0).toBe(best === null);
    if (!best) return;
    expect(checkPlan(instance, Array.from(found.weeks))).toEqual([]);
    expect(close(found.value, best.value)).toBe(true);
    expect(found.upperBound).toBeGreaterThanOrEqual(best.value - 1e-9 * Math.abs(best.value));
  });

  it.each([
    ['article', ({ article }: PlanFigures) => article.f],
    ['profit-less-risk', ({ profit, risk }: PlanFigures) => profit - 0.5 * risk],
  ] as const)('%s', (objective, scoreOf) => {
    for (let seed = 21; seed < 27; seed++) {
      const instance = small(seed);
      const best = bestByEnumeration(instance, scoreOf);
      const found = search(instance, { objective });
      expect(found.missing > 0).toBe(best === null);
      if (best) expect([seed, close(found.value, best.value)]).toEqual([seed, true]);
      if (best) expect(found.upperBound).toBeGreaterThanOrEqual(best.value - 1e-9 * Math.abs(best.value));
    }
  });

  it('the front: no plan of all is better in both than what it has', () => {
    let points = 0;
    for (let seed = 31; seed < 33; seed++) {
      const instance = small(seed);
      const all: { profit: number; risk: number }[] = [];
      bestByEnumeration(instance, ({ profit, risk }) => {
        all.push({ profit, risk });
        return profit;
      });
      const { front } = search(instance, { objective: 'front', method: 'nsga2', moves: 300_000 });
      const beaten = (a: { profit: number; risk: number }): boolean =>
        all.some((b) => b.profit > a.profit + 1e-6 && b.risk < a.risk - 1e-6);
      points += front.length;
      expect(front.filter(beaten)).toEqual([]);
    }
    expect(points).toBeGreaterThan(4);
  });
});

describe('the best value never falls', () => {
  const change = (instance: LaunchInstance, products: (p: LaunchInstance['products'][number]) => object) => ({
    ...instance,
    products: instance.products.map((product) => ({ ...product, ...products(product) })),
  });

  it('as lead times grow shorter', () => {
    let steps = 0;
    for (let seed = 41; seed < 49; seed++) {
      const values = [0, 1, 2, 3].map((leadTimeWeeks) => value(change(small(seed), () => ({ leadTimeWeeks }))));
      for (let k = 1; k < values.length; k++) {
        expect(values[k]).toBeLessThanOrEqual(values[k - 1]);
        if (values[k] < values[k - 1]) steps += 1;
      }
    }
    expect(steps).toBeGreaterThan(3);
  });

  it('as the list of options grows longer', () => {
    let gains = 0;
    for (let seed = 51; seed < 59; seed++) {
      const whole = small(seed);
      const shorter = value(change(whole, ({ options }) => ({ options: options?.slice(0, 1) })));
      expect(value(whole)).toBeGreaterThanOrEqual(shorter);
      if (value(whole) > shorter) gains += 1;
    }
    expect(gains).toBeGreaterThan(3);
  });

  it('with more slots', () => {
    let gains = 0;
    for (let seed = 51; seed < 66; seed++) {
      const drawn = addOffers(randomInstance({ seed, products: 3, weeks: 4, scenarios: 5 }), seed);
      const { constraints } = drawn;
      // Room and money for all and no fee, so that places in events are what is scarce.
      const budget = { ...constraints.budget, total: 1e9, periods: [] };
      const capacity = constraints.capacity.map(() => 9);
      const withSlots = (slots: number): number =>
        value({
          ...drawn,
          events: drawn.events?.map((event) => ({ ...event, slots, fee: 0 })) ?? [],
          constraints: { ...constraints, budget, capacity, promotionBudget: null },
        });
      const values = [0, 1, 2, 3].map(withSlots);
      for (let k = 1; k < values.length; k++) {
        expect(values[k]).toBeGreaterThanOrEqual(values[k - 1]);
        if (values[k] > values[k - 1]) gains += 1;
      }
    }
    expect(gains).toBeGreaterThan(4);
  });
});

it('a reorder that arrives after the last age adds nothing, however late, and is priced as soon', () => {
  const offers = addOffers(randomInstance({ seed: 3, products: 4, weeks: 6 }), 3);
  const arriving = (arrivalAge: number): LaunchInstance => ({
    ...offers,
    products: offers.products.map((product) => ({
      ...product,
      options: product.options?.map((option) => ({
        ...option,
        reorders: [{ reviewAge: 1, arrivalAge, targetRatio: 1 }],
      })),
    })) as LaunchInstance['products'],
  });
  const profit = (instance: LaunchInstance): number =>
    evaluatePlan(instance, [0, 1, 2, 3], { tables: buildLaunchTables(instance), weights }).profit;
  expect(profit(arriving(3e9))).toBe(profit(arriving(500)));
}, 5000);
