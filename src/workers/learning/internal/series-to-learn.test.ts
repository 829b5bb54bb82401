import { expect, it } from 'vitest';
import type { Dataset } from '#engine/panel/dataset.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { seriesToLearn } from './series-to-learn.ts';

const periods = 30;

/** Two categories of one product each; the first product was sold out in week 14, which only week 15 gave away. */
function plantDataset(unitsKnown = true): Dataset {
  const of = (value: (row: number, t: number) => number): Float64Array =>
    Float64Array.from({ length: 2 * periods }, (_, k) => value(Math.floor(k / periods), k % periods));
  const out = (row: number, t: number): boolean => row === 0 && t === 14;
  const panel: Panel = {
    ...{ period: 'week', start: 19_723, periods, weekStart: 0, completeFrom: 0, completeTo: periods },
    products: ['a', 'b'].map((id, category) => ({
      ...{ id, name: id, category, firstSale: 19_723, lastSale: 19_723 + 7 * periods },
    })),
    categories: ['Tops', 'Hats'],
    units: of((row, t) => (unitsKnown && !out(row, t) ? 10 * (row + 1) + t : Number.NaN)),
    revenue: of((row, t) => (out(row, t) ? Number.NaN : 100 * (row + 1) + t)),
    price: of(() => 9),
    promotion: null,
    views: of((row, t) => 50 * (row + 1) + t),
    ...{ visitors: null, dwellSeconds: null, carts: null, favourites: null, unitsKnown },
    stockOut: Uint8Array.from({ length: 2 * periods }, (_, k) => Number(out(Math.floor(k / periods), k % periods))),
  };
  return { panel, calendar: null } as unknown as Dataset;
}

const seriesOf = (dataset: Dataset, holdout: number) =>
  seriesToLearn({ dataset, horizon: 2, holdout, topProducts: 10 }).series;

it('learns from the total beside its parts, with what was observed, grouped by category', () => {
  const series = seriesOf(plantDataset(), 0);
  expect(series.map(({ id }) => id)).toEqual(['total', 'category:Tops', 'category:Hats', 'product:b', 'product:a']);
  const [total, tops] = series;
  expect(total.values[3]).toBe(10 + 3 + 20 + 3);
  expect(total.observed).toEqual([
    { name: 'browsing', values: Float64Array.from({ length: periods }, (_, t) => 150 + 2 * t) },
  ]);
  expect(tops.observed?.[0].values[1]).toBe(51);
  const product = series.find(({ id }) => id === 'product:a');
  expect(product?.group).toBe('Tops');
  expect(product?.observed?.map(({ name }) => name)).toEqual(['browsing', 'price-paid']);
});

it('sees a stock-out as it was known when the hold-out periods began', () => {
  const fourteenth = (holdout: number): number | undefined =>
    seriesOf(plantDataset(), holdout).find(({ id }) => id === 'product:a')?.values[14];
  expect(fourteenth(0)).toBeNaN();
  expect(fourteenth(3)).toBeNaN();
  // The week after, which showed that the product was still wanted, is held out.
  expect(fourteenth(15)).toBe(0);
});

it('learns from money where no file counts units', () => {
  expect(seriesOf(plantDataset(false), 0)[0].values[1]).toBe(101 + 201);
});
