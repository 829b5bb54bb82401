import { expect, test } from 'vitest';
import { evaluatePlan } from '#engine/planning/evaluate/evaluate-plan.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';
import { addOffers, randomInstance } from '#engine/planning/testing/random-instance.ts';
import { fromPlan, toPlan } from '../plan-files.ts';
import offer from './offer.ts';

const instance = addOffers(randomInstance({ seed: 9, products: 4, weeks: 4, scenarios: 5 }), 9);
const filed = {
  ...instance,
  products: instance.products.map(({ price, ...product }) => ({ ...product, price, planPrice: price })),
};
const ask = (input: unknown) =>
  offer({ words: [], resolveFile: (file) => file, readInput: async () => input, note: () => {} }) as Promise<{
    readonly value: number;
    readonly offers: readonly { week: number; option: number; value: number; blockedBy: unknown }[];
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
  const weeks = [instance.products[0].earliest, -1, -1, -1];
  const { value, offers } = await ask({ instance: filed, product: 'P3', plan: weeks });
  const tables = buildLaunchTables(instance);
  const weights = { demand: 0.5, market: 0.5 };
  const figures = (places: number[]) => evaluatePlan(instance, places, { tables, weights });
  const before = checkPlan(instance, weeks).filter(({ rule }) => rule !== 'category-min');
  expect(value).toBeCloseTo(figures(weeks).profit, 6);
  let blocked = 0;
  for (const { week, option, value: own, blockedBy } of offers) {
    const places = weeks.with(2, option * instance.weeks + week);
    expect(own).toBeCloseTo(figures(places).profit, 6);
    const broken = checkPlan(instance, places).filter(({ rule }) => rule !== 'category-min');
    expect([week, option, broken.length > before.length]).toEqual([week, option, blockedBy !== null]);
    if (blockedBy) blocked += 1;
  }
  expect(blocked).toBeGreaterThan(0);
  expect(blocked).toBeLessThan(offers.length);
  await expect(ask({ instance: filed, product: 'nobody', plan: weeks })).rejects.toThrow();
});
