import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explorePanel, resolveSpan } from '#engine/explore/explore-panel.ts';
import type { ExploreFilter, ExploreGrouping, ExploreQuery } from '#engine/explore/explore-query.ts';
import { randomPanel } from '#engine/explore/testing/random-panel.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { rollUp } from '#engine/panel/roll-up.ts';

const groupings: ExploreGrouping[] = ['category', 'product', 'price-band', 'promotion', 'period', 'attribute:colour'];

const query = (change: Partial<ExploreQuery>): ExploreQuery => ({
  ...{ measure: 'units', grouping: 'category', span: { kind: 'all' }, comparison: 'none', filter: {} },
  ...change,
});

const filters = fc.record({
  category: fc.constantFrom(null, 'A', 'B'),
  priceBand: fc.constantFrom(null, 0, 1),
  attributes: fc.constantFrom([], [{ name: 'colour', value: 'red' }]),
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
    if (filter.attributes?.some(({ value }) => (product.attributes?.colour ?? '') !== value)) continue;
    for (let t = from; t < to; t++) {
      const cell = p * panel.periods + t;
      const on = panel.promotion?.[cell] ?? 0;
      const amount = panel[measure][cell];
      if (Number.isNaN(amount)) continue;
      const promoted = Math.round(amount * on * 1e6) / 1e6;
      sum += filter.promotion === 'on' ? promoted : filter.promotion === 'off' ? amount - promoted : amount;
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

  it('counts as sold under a promotion what the sums over all data count', () => {
    for (const seed of [1, 2, 3, 4]) {
      const panel = randomPanel(seed);
      const [all] = rollUp(panel, []);
      const { groups, total } = explorePanel(panel, query({ grouping: 'promotion' }));
      const on = groups.find(({ key }) => key === 'on')?.value ?? 0;
      expect(on).toBeCloseTo(all.promotion * all.units, 6);
      expect(Number.isInteger(on)).toBe(true);
      expect(groups.reduce((sum, { value }) => sum + value, 0)).toBe(total.value);
      expect(total.value).toBe(all.units);
    }
  });

  it('shows a time without promotions in the same way now and before', () => {
    const panel = { ...randomPanel(5), periods: 4, completeTo: 4 };
    const [product] = panel.products;
    const one = {
      ...{ ...panel, products: [product], stockOut: null, units: Float64Array.of(5, 6, 7, 8) },
      ...{ revenue: Float64Array.of(50, 60, 70, 80), promotion: Float64Array.of(0, 0.5, 0, 1) },
    };
    const slice = { span: { kind: 'last', periods: 2 }, comparison: 'before', filter: { promotion: 'on' } } as const;
    const units = explorePanel(one, query(slice));
    expect([...units.total.series]).toEqual([0, 8]);
    expect([...(units.seriesBefore ?? [])]).toEqual([0, 3]);
    const price = explorePanel(one, query({ ...slice, measure: 'price' }));
    expect([...price.total.series]).toEqual([Number.NaN, 10]);
    expect([...(price.seriesBefore ?? [])]).toEqual([Number.NaN, 10]);
  });

  it('compares with any periods that are chosen, be they more or fewer', () => {
    const panel = { ...randomPanel(3), periods: 40, completeTo: 40 };
    const chosen = (from: number, to: number) => ({ from: panel.start + 7 * from, to: panel.start + 7 * to });
    const view = query({
      ...{ span: { kind: 'between', ...chosen(30, 31) }, comparison: 'chosen', comparedSpan: chosen(5, 9) },
      grouping: 'period',
    });
    const result = explorePanel(panel, view);
    expect(result).toMatchObject({ from: 30, to: 32, comparedFrom: 5, comparedTo: 10 });
    expect(result.total.value).toBe(bySpreadsheet(panel, 'units', 30, 32, {}));
    expect(result.total.before).toBe(bySpreadsheet(panel, 'units', 5, 10, {}));
    expect(result.groups.reduce((sum, { before }) => sum + (before || 0), 0)).toBe(result.total.before);
    const beyond = explorePanel(panel, { ...view, comparedSpan: chosen(41, 44) });
    expect(beyond.comparedFrom).toBeNull();
  });
});
