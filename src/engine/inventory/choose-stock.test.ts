import { expect, test } from 'vitest';
import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import { assumeCosts } from './buying-terms.ts';
import { chooseStock } from './choose-stock.ts';
import { relativeQuantile } from './demand-quantile.ts';

/** Demand that is all but certain: 100 units. */
const forecast = {
  ...{ flopProbability: 0, parts: { flopTotal: 0, sold: [] } },
  ...{ total: 100, neutralTotal: 100, totalMedian: 100, totalLo50: 100, totalHi50: 100 },
  ...{ totalLo80: 100, totalHi80: 100, totalLo95: 100, totalHi95: 100 },
} as unknown as CandidateForecast;
const candidate = { id: 'a', price: 10, unitCost: 4, leadTimeWeeks: 3 } as Candidate;
const stockOf = (own: Partial<Candidate>) =>
  chooseStock({
    ...{ candidate: { ...candidate, ...own }, forecast, earliest: 0, latest: 0, weeks: 1 },
    ...{ terms: assumeCosts([{ ...candidate, ...own }], [])[0], curve: [0.4, 0.3, 0.2, 0.1] },
    ...{ factor: () => 1, discount: () => 0 },
  });

test('the initial order covers the lead time, begun weeks whole, and the whole curve where none is said', () => {
  expect(stockOf({ leadTimeWeeks: 3 }).stock).toBe(90);
  expect(stockOf({ leadTimeWeeks: 1.2 }).stock).toBe(70);
  expect(stockOf({ leadTimeWeeks: 0 }).stock).toBe(40);
  const { leadTimeWeeks: _, ...without } = candidate;
  const whole = chooseStock({
    ...{ candidate: without as Candidate, forecast, earliest: 0, latest: 0, weeks: 1 },
    ...{ terms: assumeCosts([candidate], [])[0], curve: [0.4, 0.3, 0.2, 0.1], factor: () => 1, discount: () => 0 },
  });
  expect(whole.stock).toBe(100);
});

test('the manager’s stock goes before it', () => {
  expect(stockOf({ stock: 17 })).toMatchObject({ stock: 17, byWeek: null });
});

test('a leftover brings 40 % of its cost where the file does not say; a cost that is missing is the usual share of the price', () => {
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
