import { describe, expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { createFreeControl } from '#workers/job-control.ts';
import type { PreparedSeries } from '#workers/statistics/contract.ts';
import { forecastSeries } from '#workers/statistics/handlers.ts';
import { arrangeHierarchy } from '#workers/statistics/internal/arrange-hierarchy.ts';

const weeks = 110;
const categories = ['Mugs', 'Bowls', 'Trays'];
/** Category and level of each product; the last of each category is never asked for. */
const range = [
  ['m1', 0, 60],
  ['m2', 0, 40],
  ['m3', 0, 25],
  ['b1', 1, 80],
  ['b2', 1, 30],
  ['t1', 2, 50],
] as const;

function plant(): { series: PreparedSeries[]; panel: Parameters<typeof arrangeHierarchy>[1] } {
  const random = createRandom(11);
  const common = Float64Array.from({ length: weeks }, () => 0.1 * random.normal());
  const units = range.map(([, , level]) =>
    Float64Array.from({ length: weeks }, (_, t) =>
      Math.max(0, Math.round(level * Math.exp(common[t] + 0.3 * random.normal()))),
    ),
  );
  const make = (id: string, values: Float64Array): PreparedSeries => ({
    id,
    values,
    frequency: 52,
    start: 20000,
    measure: 'units',
    nonNegative: true,
  });
  const sumOf = (wanted: (row: number) => boolean): Float64Array =>
    Float64Array.from({ length: weeks }, (_, t) =>
      units.reduce((sum, own, row) => sum + (wanted(row) ? own[t] : 0), 0),
    );
  const product = ([id, category]: (typeof range)[number]) => ({ id, name: id, category, firstSale: 0, lastSale: 0 });
  const panel = { products: range.map(product), categories } as unknown as Parameters<typeof arrangeHierarchy>[1];
  const series = [
    make(
      'total',
      sumOf(() => true),
    ),
    ...categories.map((name, c) =>
      make(
        `category:${name}`,
        sumOf((row) => range[row][1] === c),
      ),
    ),
    make('product:m1', units[0]),
    make('product:m2', units[1]),
    make('product:b1', units[3]),
    make('product:b2', units[4]),
  ];
  return { series, panel };
}

describe('a hierarchy of products, categories and the total', () => {
  const { series, panel } = plant();
  const arranged = arrangeHierarchy(series, panel);
  const byId = new Map(arranged.map((one) => [one.id, one]));

  it('has a rest where a category has more products than are here, and names what each part is within', () => {
    expect(arranged.map(({ id }) => id).filter((id) => id.startsWith('rest:'))).toEqual(['rest:Mugs']);
    expect(byId.get('product:b2')?.within).toEqual(['total', 'category:Bowls']);
    expect(byId.get('rest:Mugs')?.within).toEqual(['total', 'category:Mugs']);
    expect(byId.get('category:Trays')?.within).toEqual(['total']);
    expect(byId.get('category:Mugs')?.within).toBeUndefined();
    const left = byId.get('rest:Mugs')?.values ?? new Float64Array(0);
    series[1].values.forEach((v, t) => {
      expect(left[t] + series[4].values[t] + series[5].values[t]).toBeCloseTo(v, 9);
    });
  });

  it('has forecasts that add up, each with its limits around it, and a report of what that gained', async () => {
    const job = { series: arranged, horizon: 6, methods: ['mean4', 'mean13', 'theta'] as const, origins: 4, seed: 1 };
    const { results, reconciliation } = await forecastSeries(job, createFreeControl());
    const apart = await forecastSeries({ ...job, series }, createFreeControl());
    expect(apart.reconciliation).toBeUndefined();
    expect(reconciliation?.method).not.toBe('none');
    expect(reconciliation?.gain).toBeGreaterThanOrEqual(0);
    const meanOf = (id: string): Float64Array =>
      results.find(({ seriesId }) => seriesId === id)?.forecasts[0].forecast.mean ?? new Float64Array(0);
    for (let h = 0; h < 6; h++) {
      const mugs = meanOf('product:m1')[h] + meanOf('product:m2')[h] + meanOf('rest:Mugs')[h];
      const bowls = meanOf('product:b1')[h] + meanOf('product:b2')[h];
      expect(meanOf('category:Mugs')[h]).toBeCloseTo(mugs, 8);
      expect(meanOf('category:Bowls')[h]).toBeCloseTo(bowls, 8);
      expect(meanOf('total')[h]).toBeCloseTo(mugs + bowls + meanOf('category:Trays')[h], 8);
    }
    // What is scored is what is shown: the newest folds add up too, and the scores are theirs.
    const newest = (id: string): Float64Array => {
      const result = results.find(({ seriesId }) => seriesId === id);
      const own = result?.folds.filter(({ method }) => method === result.chosen) ?? [];
      return own.at(-1)?.forecast.mean ?? new Float64Array(0);
    };
    for (let h = 0; h < 6; h++)
      expect(newest('category:Bowls')[h]).toBeCloseTo(newest('product:b1')[h] + newest('product:b2')[h], 8);
    expect(reconciliation?.moved).toBeGreaterThan(0);
    expect(results.some(({ moved = 0 }) => moved !== 0)).toBe(true);
    for (const { forecasts } of results) {
      const { lo95, median, hi95 } = forecasts[0].forecast;
      median.forEach((m, h) => {
        expect(lo95[h]).toBeGreaterThanOrEqual(0);
        expect(lo95[h] <= m && m <= hi95[h]).toBe(true);
      });
    }
  });
});
