import { describe, expect, it } from 'vitest';
import { parseIsoDate } from '#engine/calendar/epoch-day.ts';
import type { Dataset } from '#engine/panel/dataset.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { effectColumns, priceLevel } from './effect-regressors.ts';

const periods = 104;
const start = parseIsoDate('2023-01-02');

/** Two products: the first is cheap and fades out, the second dear and takes over; nobody changes a price. */
function twoProducts(priceAt: (product: number, t: number) => number): Panel {
  const units = Float64Array.from({ length: 2 * periods }, (_, i) =>
    i < periods ? 100 - (i % periods) / 2 : (i % periods) / 2 + 1,
  );
  const price = Float64Array.from({ length: 2 * periods }, (_, i) => priceAt(Math.floor(i / periods), i % periods));
  const product = (id: string) => ({ id, name: id, category: 0, firstSale: start, lastSale: start + 7 * periods - 1 });
  return {
    period: 'week',
    start,
    periods,
    weekStart: 0,
    products: [product('a'), product('b')],
    categories: ['c'],
    units,
    revenue: units.map((u, i) => u * price[i]),
    price,
    promotion: null,
    views: null,
    visitors: null,
    dwellSeconds: null,
    carts: null,
    favourites: null,
    stockOut: null,
    completeFrom: 0,
    completeTo: periods,
  };
}

const dataset = (panel: Panel, events: NonNullable<Dataset['calendar']>['events'] = []): Dataset => ({
  panel,
  calendar: { start, weeks: periods, priceIndex: null, seasonIndex: null, events },
  candidates: [],
  reviews: [],
  currency: 'CNY',
  fingerprint: 'test',
});

describe('priceLevel', () => {
  it('does not move when only the mix moves', () => {
    const level = priceLevel(twoProducts((product) => (product === 0 ? 10 : 200)));
    for (const value of level) expect(value).toBeCloseTo(1, 12);
  });

  it('moves by the discount, in proportion to the revenue that is discounted', () => {
    const panel = twoProducts((_product, t) => (t === 50 ? 80 : 100));
    const level = priceLevel(panel);
    expect(level[50] / level[49]).toBeCloseTo(0.8, 12);
    const onlyOne = twoProducts((product, t) => (product === 0 && t === 50 ? 80 : 100));
    const revenue = (row: number) =>
      onlyOne.revenue.subarray(row * periods, (row + 1) * periods).reduce((a, b) => a + b, 0);
    const share = revenue(0) / (revenue(0) + revenue(1));
    const one = priceLevel(onlyOne);
    expect(Math.log(one[50] / one[49])).toBeCloseTo(share * Math.log(0.8), 12);
  });
});

describe('effectColumns', () => {
  const day = (text: string) => parseIsoDate(text);
  const events = [
    { name: '618', kind: 'promotion' as const, from: day('2023-05-29'), to: day('2023-06-18') },
    { name: '618', kind: 'promotion' as const, from: day('2024-06-03'), to: day('2024-06-09') },
    { name: 'New Year', kind: 'holiday' as const, from: day('2023-01-02'), to: day('2023-01-02') },
    { name: 'Labour Day', kind: 'holiday' as const, from: day('2023-05-01'), to: day('2023-05-03') },
    { name: 'Labour Day', kind: 'holiday' as const, from: day('2024-05-01'), to: day('2024-05-05') },
  ];

  it('gives each event that touches two weeks a column that is 1 in its fullest week', () => {
    const panel = twoProducts(() => 10);
    const columns = effectColumns(dataset(panel, events), panel, undefined, true);
    const names = columns.filter(({ role }) => role !== 'season').map(({ name }) => name);
    expect(names).toEqual(['618', 'Labour Day']);
    const labour = columns.find(({ name }) => name === 'Labour Day');
    expect(Math.max(...(labour?.values ?? []))).toBe(1);
    expect([...(labour?.values ?? [])].filter((v) => v > 0)).toEqual([0.6, 1]);
    expect(columns.filter(({ role }) => role === 'season')).toHaveLength(6);
  });

  it('adds the price only when asked and when it moves', () => {
    const moving = twoProducts((_product, t) => (t % 10 === 0 ? 8 : 10));
    expect(effectColumns(dataset(moving), moving, 0, true).some(({ role }) => role === 'price')).toBe(true);
    expect(effectColumns(dataset(moving), moving, 0, false).some(({ role }) => role === 'price')).toBe(false);
  });
});
