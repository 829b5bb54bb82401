import { parseIsoDate } from '#engine/calendar/epoch-day.ts';
import type { Dataset } from '#engine/panel/dataset.ts';

const start = parseIsoDate('2023-01-02');
const weeks = 120;

/** Weekly demand as no textbook has it, one category each. */
const oddities: Readonly<Record<string, (t: number) => number>> = {
  'all zeros': () => 0,
  'one sale at the end': (t) => (t === weeks - 1 ? 5 : 0),
  'one observation': (t) => (t === weeks - 1 ? 5 : Number.NaN),
  'ten million in one week': (t) => (t === 60 ? 1e7 : 20 + (t % 5)),
  'a calendar with holes': (t) => ((t * 31) % 10 < 6 ? Number.NaN : 30 + 10 * Math.sin(t / 8) + ((t * 7) % 5)),
  'negative demand': (t) => (t % 9 === 0 ? -4 : 20 + (t % 7)),
  'an infinite value': (t) => (t === 60 ? Number.POSITIVE_INFINITY : 20 + (t % 5)),
  'the same every week': () => 7,
  'a sale now and then': (t) => (t % 17 === 0 ? 3 : 0),
};

/** A dataset of one product a category, each with demand of its own oddity; promotions and a market index with holes. */
export function oddDataset(): Dataset {
  const names = Object.keys(oddities);
  const units = Float64Array.from({ length: names.length * weeks }, (_, k) =>
    oddities[names[Math.floor(k / weeks)]](k % weeks),
  );
  const price = units.map((u, k) => (u === 0 || Number.isNaN(u) ? Number.NaN : 10 + (k % 3)));
  const events = [5, 57, 109, 124].map((t) => ({
    name: '618',
    kind: 'promotion' as const,
    from: start + 7 * t,
    to: start + 7 * t + 6,
  }));
  const index = Float64Array.from({ length: weeks + 26 }, (_, t) => (t % 11 === 0 ? Number.NaN : 100 - (t % 2)));
  return {
    panel: {
      period: 'week',
      start,
      periods: weeks,
      weekStart: 0,
      categories: names,
      units,
      price,
      products: names.map((name, category) => ({
        id: `P${category}`,
        name,
        category,
        firstSale: start,
        lastSale: start + 7 * weeks - 1,
      })),
      revenue: units.map((u, k) => u * (Number.isNaN(price[k]) ? 0 : price[k])),
      promotion: null,
      views: null,
      visitors: null,
      dwellSeconds: null,
      carts: null,
      favourites: null,
      stockOut: null,
      completeFrom: 0,
      completeTo: weeks,
    },
    calendar: { start, weeks: weeks + 26, priceIndex: index, seasonIndex: null, events },
    candidates: [],
    reviews: [],
    currency: 'CNY',
    fingerprint: 'odd',
  };
}
