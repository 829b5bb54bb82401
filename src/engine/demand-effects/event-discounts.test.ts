import { expect, test } from 'vitest';
import type { Panel } from '#engine/panel/panel.ts';
import { demandIndex } from './demand-index.ts';
import { eventDiscounts } from './event-discounts.ts';

const periods = 60;

/** One product a row of units, on sale from the panel's first week or from `first` on. */
function panelOf(
  rows: readonly { readonly units: (t: number) => number; readonly first?: number }[],
  price = 10,
): Panel {
  return {
    ...{ period: 'week', start: 0, periods, weekStart: 1, completeFrom: 0, completeTo: periods, categories: ['c'] },
    products: rows.map(({ first = 0 }, i) => ({
      ...{ id: `p${i}`, name: `p${i}`, category: 0, firstSale: 7 * first, lastSale: 7 * periods - 1 },
    })),
    units: Float64Array.from(rows.flatMap(({ units }) => Array.from({ length: periods }, (_, t) => units(t)))),
    price: new Float64Array(rows.length * periods).fill(price),
  } as unknown as Panel;
}

test('the discount of an event is that of the weeks that it covers at least half of', () => {
  const panel = panelOf([{ units: () => 10 }]);
  const days = Array.from({ length: periods }, (_, t) => 7 * t);
  // Fully covered weeks at 7 instead of 10; one that it covers by a tenth stays at the usual price.
  for (const t of [20, 40]) panel.price[t] = 7;
  const shares = days.map((_, t) => new Map(t === 20 || t === 40 ? [['e', 1]] : t === 30 ? [['e', 0.1]] : []));
  expect(eventDiscounts(panel, days, shares, ['e', 'none'])).toEqual(
    new Map([
      ['e', expect.closeTo(0.3, 12)],
      ['none', 0],
    ]),
  );
});

test('a launch counts in the demand index once its own curve is over', () => {
  const even = new Float64Array(periods).fill(1);
  const settled = panelOf([{ units: () => 50 }]);
  // Ten times as much in its first weeks, then steady.
  const joined = panelOf([{ units: () => 50 }, { first: 10, units: (t) => (t < 10 ? Number.NaN : t < 20 ? 500 : 50) }]);
  const [alone, both] = [settled, joined].map((panel) => demandIndex(panel, undefined, even));
  expect(both.products).toBe(2);
  for (let t = 0; t < periods; t++) expect(both.log[t]).toBeCloseTo(alone.log[t], 6);
});
