import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explorePanel, resolveSpan } from '#engine/explore/explore-panel.ts';
import type { ExploreFilter, ExploreGrouping, ExploreQuery } from '#engine/explore/explore-query.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { createRandom } from '#engine/random.ts';

const groupings: ExploreGrouping[] = ['category', 'product', 'price-band', 'promotion', 'period', 'attribute:colour'];

/** A panel with stock-outs, late starts, promotions, an attribute that some products lack, and integers throughout. */
function randomPanel(seed: number): Panel {
  const random = createRandom(seed);
  const whole = (most: number): number => Math.floor(random.next() * most);
  const count = 1 + whole(12);
  const periods = 3 + whole(120);
  const units = new Float64Array(count * periods);
  const revenue = new Float64Array(count * periods);
  const promotion = new Float64Array(count * periods);
  const stockOut = new Uint8Array(count * periods);
  const products = Array.from({ length: count }, (_, p) => {
    const first = whole(periods);
    const price = 1 + whole(90);
    for (let t = 0; t < periods; t++) {
      const cell = p * periods + t;
      stockOut[cell] = t >= first && random.next() < 0.05 ? 1 : 0;
      units[cell] = t < first || stockOut[cell] ? Number.NaN : whole(20);
      revenue[cell] = units[cell] * price;
      promotion[cell] = random.next() < 0.3 ? 1 : 0;
    }
    const attributes = whole(3) > 0 ? { attributes: { colour: ['red', 'blue'][whole(2)] } } : {};
    return { id: `P${p}`, name: `P${p}`, category: whole(3), firstSale: 0, lastSale: 0, ...attributes };
  });
  return {
    ...{ period: 'week', start: 19_000, periods, weekStart: 0, products, categories: ['A', 'B', 'C'] },
    ...{ units, revenue, price: revenue, promotion, stockOut, views: null, visitors: null, dwellSeconds: null },
    ...{ carts: null, favourites: null, completeFrom: 0, completeTo: periods - whole(2) },
  };
}

const query = (change: Partial<ExploreQuery>): ExploreQuery => ({
  ...{ measure: 'units', grouping: 'category', span: { kind: 'all' }, comparison: 'none', filter: {} },
  ...change,
});

const filters = fc.record({
  category: fc.constantFrom(null, 'A', 'B'),
  priceBand: fc.constantFrom(null, 0, 1),
  attribute: fc.constantFrom(null, { name: 'colour', value: 'red' }),
  promotion: fc.constantFrom(null, 'on' as const, 'off' as const),
});

/** The sum by going through the cells one by one: what a person with a spreadsheet would get. */
function bySpreadsheet(
  panel: Panel,
  measure: 'units' | 'revenue',
  from: number,
  to: number,
  filter: ExploreFilter,
): number {
  let sum = 0;
  for (const [p, product] of panel.products.entries()) {
    if (filter.category && panel.categories[product.category] !== filter.category) continue;
    if (filter.attribute && (product.attributes?.colour ?? '') !== filter.attribute.value) continue;
    for (let t = from; t < to; t++) {
      const cell = p * panel.periods + t;
      if (filter.promotion && (panel.promotion?.[cell] === 1) !== (filter.promotion === 'on')) continue;
      if (!Number.isNaN(panel[measure][cell])) sum += panel[measure][cell];
    }
  }
  return sum;
}

describe('a slice of the panel', () => {
  it('adds up: groups to the total, periods to the total, and to what a spreadsheet says', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.constantFrom(...groupings),
        fc.constantFrom('units' as const, 'revenue' as const),
        fc.constantFrom('none' as const, 'before' as const, 'year' as const),
        fc.integer({ min: 1, max: 60 }),
        filters,
        (seed, grouping, measure, comparison, last, filter) => {
          const panel = randomPanel(seed);
          const span = { kind: 'last' as const, periods: last };
          const result = explorePanel(panel, query({ grouping, measure, comparison, span, filter }));
          const { total, groups, from, to, comparedFrom } = result;
          const sum = (values: Iterable<number>): number => [...values].reduce((all, v) => all + (v || 0), 0);
          expect(sum(groups.map(({ value }) => value))).toBe(total.value);
          expect(sum(total.series)).toBe(total.value);
          for (const group of groups) expect(sum(group.series)).toBe(group.value);
          if (total.value > 0) expect(sum(groups.map(({ share }) => share))).toBeCloseTo(1, 10);
          if (comparedFrom === null) expect(total.before).toBeNaN();
          else expect(sum(groups.map(({ before }) => before))).toBe(total.before);
          if (filter.priceBand !== null) return;
          expect(total.value).toBe(bySpreadsheet(panel, measure, from, to, filter));
          if (comparedFrom === null) return;
          const compared = bySpreadsheet(panel, measure, comparedFrom, comparedFrom + to - from, filter);
          expect(total.before).toBe(compared);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives a price as revenue by piece, in all and in every part', () => {
    const panel = randomPanel(7);
    const price = explorePanel(panel, query({ measure: 'price' }));
    const units = explorePanel(panel, query({ measure: 'units' }));
    const revenue = explorePanel(panel, query({ measure: 'revenue' }));
    expect(price.total.value).toBeCloseTo(revenue.total.value / units.total.value, 12);
    for (const { key, value, share } of price.groups) {
      const of = (result: typeof price): number =>
        result.groups.find((group) => group.key === key)?.value ?? Number.NaN;
      expect(value).toBeCloseTo(of(revenue) / of(units), 12);
      expect(share).toBeNaN();
    }
  });

  it('counts cells of unknown demand and never takes them for nothing sold', () => {
    const panel = randomPanel(11);
    const { unknownCells } = explorePanel(panel, query({}));
    expect(unknownCells).toBe(panel.stockOut?.reduce((sum, flag) => sum + flag, 0));
    expect(unknownCells).toBeGreaterThan(0);
  });

  it('resolves spans by day, to the complete periods, and never to nothing', () => {
    const panel = { ...randomPanel(3), periods: 10, completeTo: 9 };
    expect(resolveSpan(panel, { kind: 'last', periods: 4 })).toEqual({ from: 5, to: 9 });
    expect(resolveSpan(panel, { kind: 'all' })).toEqual({ from: 0, to: 10 });
    const between = { kind: 'between' as const, from: panel.start + 7, to: panel.start + 27 };
    expect(resolveSpan(panel, between)).toEqual({ from: 1, to: 4 });
    expect(resolveSpan(panel, { kind: 'between', from: panel.start + 999, to: 0 })).toEqual({ from: 9, to: 10 });
  });

  it('does not compare with what the data does not reach', () => {
    const panel = { ...randomPanel(3), periods: 10, completeTo: 10 };
    const result = explorePanel(panel, query({ span: { kind: 'last', periods: 8 }, comparison: 'before' }));
    expect(result.comparedFrom).toBeNull();
    expect(result.seriesBefore).toBeNull();
  });
});
