import { describe, expect, it } from 'vitest';
import { toEpochDay } from '#engine/calendar/epoch-day.ts';
import type { Dataset } from '#engine/panel/dataset.ts';
import { seriesOfDataset } from './dataset-series.ts';

const start = toEpochDay(2024, 1, 1);
const weeks = 10;

function makeDataset(): Dataset {
  const product = (id: string, category: number) => ({ id, name: id, category, firstSale: start, lastSale: start });
  const units = Float64Array.from({ length: 3 * weeks }, (_, k) => [5, 2, 9][Math.floor(k / weeks)] + (k % 2));
  units.fill(Number.NaN, 2 * weeks, 2 * weeks + 4);
  const none = new Float64Array(3 * weeks).fill(Number.NaN);
  return {
    panel: {
      period: 'week',
      start,
      periods: weeks,
      weekStart: 0,
      products: [product('a', 0), product('b', 1), product('c', 0)],
      categories: ['cups', 'pets'],
      units,
      revenue: none,
      price: none,
      promotion: null,
      views: null,
      visitors: null,
      dwellSeconds: null,
      carts: null,
      favourites: null,
      stockOut: null,
      completeFrom: 1,
      completeTo: 9,
    },
    calendar: {
      start: start - 14,
      weeks: 30,
      priceIndex: Float64Array.from({ length: 30 }, (_, k) => (k < 12 ? 100 + k : Number.NaN)),
      seasonIndex: Float64Array.from({ length: 30 }, (_, k) => 1 + k / 100),
      events: [{ name: '618', kind: 'promotion', from: start + 61, to: start + 66, discount: 0.2 }],
    },
    candidates: [],
    reviews: [],
    currency: 'CNY',
    fingerprint: 'f',
  };
}

describe('series of a dataset', () => {
  const series = seriesOfDataset(makeDataset(), 2, 2, 2);
  const byId = new Map(series.map((one) => [one.id, one]));

  it('are categories, the best sellers and the market, over the complete periods', () => {
    expect(series.map(({ id }) => id)).toEqual([
      'category:cups',
      'category:pets',
      'product:a',
      'product:c',
      'market:price-index',
      'market:season-index',
    ]);
    expect([...byId.get('category:cups')!.values.slice(0, 4)]).toEqual([6, 5, 6, 14]);
    expect(byId.get('product:c')!.values[0]).toBeNaN();
    expect(series.every(({ values, start: first }) => values.length === 8 && first === start + 7)).toBe(true);
  });

  it('carry what the calendar knows ahead: days of events by week, never its indices, of whose past nobody knows what was known when', () => {
    const { xreg, newXreg } = byId.get('category:cups')!;
    expect(xreg!.map(({ name }) => name)).toEqual(['promotion', 'discount']);
    // The event begins on the Saturday of week 8 (2 days) and ends on the Thursday of week 9 (4 days).
    expect(xreg![0].values[7]).toBeCloseTo(2 / 7, 12);
    expect(newXreg![0].values[0]).toBeCloseTo(4 / 7, 12);
    expect(newXreg![1].values[0]).toBeCloseTo((4 / 7) * 0.2, 12);
  });

  it('take the indices by the weeks of the panel, and let none explain itself', () => {
    expect([...byId.get('market:price-index')!.values.slice(0, 2)]).toEqual([103, 104]);
    expect(byId.get('market:season-index')!.xreg!.map(({ name }) => name)).toEqual(['promotion', 'discount']);
    expect(byId.get('market:price-index')!.nonNegative).toBe(false);
  });

  it('are none without sales', () => {
    expect(seriesOfDataset({ ...makeDataset(), panel: null }, 2, 2, 2)).toEqual([]);
  });
});
