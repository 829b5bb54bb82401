import { expect, test } from 'vitest';
import { evaluatePlan } from '#engine/planning/evaluate/evaluate-plan.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';
import { addOffers, randomInstance } from '#engine/planning/testing/random-instance.ts';
import { fromPlan, toPlan } from '../plan-files.ts';
import offer from './offer.ts';

const draw = (seed: number) => addOffers(randomInstance({ seed, products: 4, weeks: 4, scenarios: 5 }), seed);
const instance = draw(9);
const filed = (problem: typeof instance) => ({
  ...problem,
  products: problem.products.map((product) => ({ ...product, planPrice: product.price })),
});
const problemStart = (seed: number): number => draw(seed).products[0].earliest;
const ask = (input: unknown) =>
  offer({ words: [], resolveFile: (file) => file, readInput: async () => input, note: () => {} }) as Promise<{
    readonly value: number;
    readonly offers: readonly { week: number; option: number; value: number; blockedBy: unknown }[];
    readonly order: { demand: number; fromOrder: number; fromReorders: number; lost: number } | null;
  }>;

test('a plan is read in every form that the references allow, and written as it was', () => {
  const plan = { weeks: [1, -1, 2, -1], options: [1, -1, 0, -1] };
  const places = fromPlan(instance, plan);
  expect(toPlan(instance, places)).toEqual(plan);
  expect(fromPlan(instance, { launches: { P1: { week: 1, option: 1 }, P3: 2 } })).toEqual(places);
  expect(fromPlan(instance, [1, null, 2, -1])).toEqual([1, -1, 2, -1]);
  expect(() => fromPlan(instance, [1, 2])).toThrow();
  expect(() => fromPlan(instance, { weeks: [1, -1, 2, -1], options: [7, 0, 0, 0] })).toThrow();
});

test('every week and option of a product has the value of the plan with it, and is blocked where a rule is broken', async () => {
  const weights = { demand: 0.5, market: 0.5 };
  let blocked = 0;
  let open = 0;
  for (let seed = 1; seed <= 8; seed++) {
    const problem = draw(seed);
    const first = [problem.products[0].earliest, -1, -1, -1];
    const tables = buildLaunchTables(problem);
    const profitOf = (places: number[]) => evaluatePlan(problem, places, { tables, weights }).profit;
    const brokenBy = (places: number[]) => checkPlan(problem, places).filter(({ rule }) => rule !== 'category-min');
    // What is broken already can't be told from what a launch breaks: then it stands alone.
    const plan = brokenBy(first).length > 0 ? [-1, -1, -1, -1] : first;
    const { value, offers } = await ask({ instance: filed(problem), product: 'P3', plan });
    expect(value).toBeCloseTo(profitOf(plan), 6);
    for (const { week, option, value: own, blockedBy } of offers) {
      const places = plan.with(2, option * problem.weeks + week);
      expect(own).toBeCloseTo(profitOf(places), 6);
      const isBroken = brokenBy(places).length > 0;
      expect([seed, week, option, isBroken]).toEqual([seed, week, option, blockedBy !== null]);
      if (blockedBy) blocked += 1;
      else open += 1;
    }
  }
  const early = [problemStart(1), -1, -1, -1];
  const { order } = await ask({ instance: filed(draw(1)), product: 'P1', plan: early });
  expect((order?.fromOrder ?? 0) + (order?.fromReorders ?? 0) + (order?.lost ?? 0)).toBeCloseTo(order?.demand ?? -1, 6);
  expect((await ask({ instance: filed(draw(1)), product: 'P2', plan: early })).order).toBeNull();
  expect([blocked > 20, open > 5]).toEqual([true, true]);
  await expect(ask({ instance: filed(instance), product: 'nobody', plan: [-1, -1, -1, -1] })).rejects.toThrow();
});
