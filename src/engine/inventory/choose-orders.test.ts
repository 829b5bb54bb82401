import { expect, test } from 'vitest';
import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { drawOrderProblem } from '#engine/planning/testing/order-problem.ts';
import { assumeCosts } from './buying-terms.ts';
import { chooseOrders, readOrders } from './choose-orders.ts';
import { relativeQuantile } from './demand-quantile.ts';

function orderedFor(seed: number, changes: Partial<Candidate>) {
  const { draft, question } = drawOrderProblem(seed);
  const asked = { ...question, candidate: { ...question.candidate, ...changes } };
  const priceByAge = question.curve.map(() => asked.candidate.price);
  const found = chooseOrders(draft, 0, asked, { priceByAge, takesPart: 'all', ages: null, hurdle: 0 });
  const choice = readOrders(draft, 0, asked, found);
  const products = [{ ...draft.products[0], ...choice.orders }, draft.products[1]];
  return { ...choice, values: Array.from(buildLaunchTables({ ...draft, products }).mean.subarray(0, draft.weeks)) };
}

test('a longer lead time never makes a launch worth more, in any week', () => {
  let lower = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const byLead = [0, 1, 2, 4, 6, 8, 12, undefined].map(
      (lead) => orderedFor(seed, lead === undefined ? {} : { leadTimeWeeks: lead }).values,
    );
    for (let k = 1; k < byLead.length; k++)
      byLead[k].forEach((value, t) => {
        expect([seed, t, value <= byLead[k - 1][t]]).toEqual([seed, t, true]);
        if (value < byLead[k - 1][t]) lower += 1;
      });
  }
  expect(lower).toBeGreaterThan(200);
});

test('a reorder arrives no sooner than it can, in whole lots; without a lead time there is none', () => {
  const { orders, reading } = orderedFor(3, { leadTimeWeeks: 3.5, minimumOrder: 25 });
  const reorders = orders.reordersByWeek?.flat() ?? [];
  expect(reorders.length).toBeGreaterThan(0);
  expect(reorders.every(({ reviewAge, arrivalAge }) => arrivalAge - reviewAge >= 4)).toBe(true);
  expect(orders.stockByWeek?.every((stock) => stock > 0 && stock % 25 === 0)).toBe(true);
  expect([orders.lot, reading.stockSource, reading.coverWeeks < 16]).toEqual([25, 'newsvendor', true]);
  const without = orderedFor(3, {});
  expect([without.orders.reordersByWeek, without.reading.coverWeeks]).toEqual([undefined, 16]);
});

test('the manager’s stock goes before it, reorders or not', () => {
  const { orders, reading } = orderedFor(4, { stock: 17, leadTimeWeeks: 2 });
  expect([orders.stock, orders.stockByWeek, reading.stockSource]).toEqual([17, undefined, 'given']);
});

test('a leftover brings 40 % of its cost where the file does not say; a cost that is missing is the usual share of the price', () => {
  const candidate = { id: 'a', price: 10, unitCost: 4 } as Candidate;
  const issues: Parameters<typeof assumeCosts>[1] = [];
  const { unitCost: _, ...without } = candidate;
  const [known, assumed, given] = assumeCosts(
    [candidate, { ...without, price: 20 } as Candidate, { ...candidate, salvage: 3 }],
    issues,
  );
  expect(known).toMatchObject({ unitCost: 4, salvage: 1.6, costSource: 'given', salvageSource: 'assumed' });
  expect(assumed).toMatchObject({ unitCost: 8, salvage: 3.2, costSource: 'assumed' });
  expect(given.salvage).toBe(3);
  expect(issues.map(({ code }) => code)).toEqual(['costs-assumed', 'salvage-assumed']);
});

test('beyond the outer quantiles the forecast goes on as steeply as before them', () => {
  const at = (z: number): number => 101 * Math.exp(0.5 * z) - 1;
  const spread = {
    ...{ flopProbability: 0, parts: { flopTotal: 0, sold: [] } },
    ...{ total: 100, totalMedian: at(0), totalLo50: at(-0.6744897501960817), totalHi50: at(0.6744897501960817) },
    ...{ totalLo80: at(-1.2815515655446004), totalHi80: at(1.2815515655446004) },
    ...{ totalLo95: at(-1.959963984540054), totalHi95: at(1.959963984540054) },
  } as unknown as CandidateForecast;
  const quantile = relativeQuantile(spread);
  for (const u of [-3, -1, 0.3, 2, 3]) expect(100 * quantile(u)).toBeCloseTo(at(u), 6);
});
