import { expect, test } from 'vitest';
import { parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { randomPanel } from '#engine/explore/testing/random-panel.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { toSalesFacts } from './to-sales-facts.ts';

/** Two products of two categories over 60 weeks, the second selling twice as much, and ten times in July. */
function panelOf(change: Partial<Panel> = {}): Panel {
  const periods = 60;
  const start = parseIsoDate('2024-12-02');
  const units = new Float64Array(2 * periods).map((_, cell) => {
    const [row, t] = [Math.floor(cell / periods), cell % periods];
    const isJuly = new Date((start + 7 * t + 3) * 86_400_000).getUTCMonth() === 6;
    return (row + 1) * (isJuly ? 10 : 1);
  });
  const product = (id: string, category: number) => ({ id, name: id, category, firstSale: start, lastSale: start });
  return {
    ...randomPanel(2),
    ...{ period: 'week', start, periods, weekStart: 0, products: [product('a', 0), product('b', 1)] },
    ...{ categories: ['A', 'B'], units, completeFrom: 0, completeTo: periods },
    ...change,
  };
}

test('names the best month and the strongest category of the last whole year', () => {
  const facts = toSalesFacts(panelOf());
  expect(facts?.month).toBe(7);
  // Five weeks of 52 have their middle in July.
  expect(facts?.monthShare).toBeCloseTo(50 / (50 + 47), 12);
  expect(facts?.category).toEqual({ name: 'B', share: expect.closeTo(2 / 3, 12) });
  const unsold = panelOf();
  unsold.units.fill(Number.NaN, 60);
  expect(toSalesFacts(unsold)?.category).toEqual({ name: 'A', share: 1 });
});

test('says nothing without a whole year, without units, or of a category that stands alone', () => {
  expect(toSalesFacts(panelOf({ completeFrom: 10 }))).toBeNull();
  expect(toSalesFacts(panelOf({ unitsKnown: false }))).toBeNull();
  expect(toSalesFacts(panelOf({ units: new Float64Array(120) }))).toBeNull();
  expect(toSalesFacts(panelOf({ categories: ['A'] }))?.category).toBeNull();
});
