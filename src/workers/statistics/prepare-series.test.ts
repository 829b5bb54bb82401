import { describe, expect, it } from 'vitest';
import { parseIsoDate } from '#engine/calendar/epoch-day.ts';
import type { Dataset } from '#engine/panel/dataset.ts';
import { createRandom } from '#engine/random.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/statistics/handlers.ts';

const periods = 130;
const start = parseIsoDate('2023-01-02');
const control = () => createFreeControl<never>();

/** Two categories; product c was launched ten weeks before the end. A promotion doubles demand, ten percent off sells a fifth more. */
function simulatedDataset(): Dataset {
  const random = createRandom(7);
  const promoted = (t: number) => [20, 21, 46, 72, 73, 98, 124].includes(t);
  const cheap = (t: number) => Math.floor(t / 13) % 3 === 1;
  const units = new Float64Array(3 * periods);
  const price = new Float64Array(3 * periods);
  for (let row = 0; row < 3; row++) {
    for (let t = 0; t < periods; t++) {
      const at = row * periods + t;
      const unborn = row === 2 && t < periods - 10;
      price[at] = unborn ? Number.NaN : cheap(t) ? 90 : 100;
      const noise = 1 + 0.05 * (random.next() - 0.5);
      units[at] = unborn ? Number.NaN : 200 * (promoted(t) ? 2 : 1) * (cheap(t) ? 1.2 : 1) * noise;
    }
  }
  const product = (id: string, category: number, first = 0) => ({
    id,
    name: id,
    category,
    firstSale: start + 7 * first,
    lastSale: start + 7 * periods - 1,
  });
  const events = Array.from({ length: periods }, (_, t) => t)
    .filter(promoted)
    .map((t) => ({ name: '618', kind: 'promotion' as const, from: start + 7 * t, to: start + 7 * t + 6 }));
  return {
    panel: {
      period: 'week',
      start,
      periods,
      weekStart: 0,
      products: [product('a', 0), product('b', 1), product('c', 1, periods - 10)],
      categories: ['Mugs', 'Bowls'],
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
    },
    calendar: { start, weeks: periods + 26, priceIndex: null, seasonIndex: null, events },
    candidates: [],
    reviews: [],
    currency: 'CNY',
    fingerprint: 'planted',
  };
}

describe('prepareSeries', () => {
  const dataset = simulatedDataset();

  it('gives the total, the categories that add up to it, and the best sellers known before the hold-out weeks', async () => {
    const series = await handlers.prepareSeries({ dataset, horizon: 13, holdout: 39, products: 5 }, control());
    expect(series.slice(0, 3).map(({ id }) => id)).toEqual(['total', 'category:Mugs', 'category:Bowls']);
    expect(new Set(series.slice(3).map(({ id }) => id))).toEqual(new Set(['product:a', 'product:b', 'rest:Bowls']));
    const [total, mugs, bowls] = series;
    total.values.forEach((value, t) => {
      expect(value).toBeCloseTo(mugs.values[t] + bowls.values[t], 9);
    });
    for (const { xreg = [], newXreg = [] } of series) {
      expect(xreg.map(({ name }) => name)).toEqual(newXreg.map(({ name }) => name));
      for (const { values } of newXreg) expect(values).toHaveLength(13);
    }
  });

  it('gives a product asked for by its id even when it is younger than the hold-out weeks', async () => {
    const wanted = { dataset, horizon: 13, holdout: 39, products: ['c'] };
    const series = await handlers.prepareSeries(wanted, control());
    expect(series.map(({ id }) => id)).toEqual(['total', 'category:Mugs', 'category:Bowls', 'product:c']);
  });

  it('forecasts revenue where no file counts units, and says that it does', async () => {
    const panel = dataset.panel ? { ...dataset.panel, unitsKnown: false, units: new Float64Array(0) } : null;
    const input = { horizon: 13, holdout: 39, products: 5 };
    const money = await handlers.prepareSeries({ dataset: { ...dataset, panel }, ...input }, control());
    const pieces = await handlers.prepareSeries({ dataset, ...input }, control());
    expect(money.map(({ id }) => id).sort()).toEqual(pieces.map(({ id }) => id).sort());
    expect(new Set(money.map(({ measure }) => measure))).toEqual(new Set(['revenue']));
    const sold = dataset.panel?.revenue ?? new Float64Array(0);
    expect(money[0].values[0]).toBeCloseTo(sold[0] + sold[money[0].values.length], 6);
    const wanted = [{ category: 'Mugs', price: false }];
    const [prepared] = await handlers.prepareEffects({ dataset: { ...dataset, panel }, wanted }, control());
    expect(prepared.series.values[0]).toBeCloseTo(sold[0], 6);
  });

  it('refuses data that counts neither units nor money', async () => {
    const none = { ...dataset, panel: null };
    await expect(
      handlers.prepareSeries({ dataset: none, horizon: 13, holdout: 0, products: 0 }, control()),
    ).rejects.toThrow('no-units');
  });
});

describe('prepareEffects and estimateEffects', () => {
  it('recover the planted promotion and the planted elasticity within their intervals', async () => {
    const dataset = simulatedDataset();
    const wanted = [false, true].map((price) => ({ category: 'Mugs', price }));
    const [gross, net] = await handlers.prepareEffects({ dataset, wanted }, control());
    const events = (await handlers.estimateEffects(gross, control())).effects.find(({ name }) => name === '618');
    expect(events?.lo95).toBeLessThan(100);
    expect(events?.hi95).toBeGreaterThan(100);
    expect(events?.percent).toBeCloseTo(100, -1);
    const price = (await handlers.estimateEffects(net, control())).effects.find(({ name }) => name === 'price');
    const simulated = Math.log(1.2) / Math.log(0.9);
    expect(price?.percent).toBeGreaterThan(simulated - 0.3);
    expect(price?.percent).toBeLessThan(simulated + 0.3);
    expect(price?.lo95).toBeLessThan(simulated);
    expect(price?.hi95).toBeGreaterThan(simulated);
  });
});
