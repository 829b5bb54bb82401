import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ModelId } from '#engine/models/model-registry.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { forecastSeries } from '#workers/statistics/handlers.ts';
import {
  type CellForecast,
  cellsOf,
  data,
  type Panel,
  protocolsAreHere,
  readPanel,
  referenceScores,
  type Scored,
  scorer,
  scoreTogether,
} from './accuracy-protocols.ts';

/** Forecasts of every cell by each method, fitted in one job. */
async function forecastCells(panel: Panel, methods: readonly ModelId[]): Promise<CellForecast[][]> {
  const cells = cellsOf(panel, 0);
  const { results } = await forecastSeries(
    {
      series: cells.map(({ series, end }, k) => ({
        ...{ id: String(k), values: Float64Array.from(series.values.slice(0, end)), frequency: panel.m },
      })),
      ...{ horizon: panel.h, methods, origins: 0, seed: 1 },
    },
    createFreeControl(),
  );
  return methods.map((method) =>
    results.map(({ seriesId, forecasts }) => {
      const { forecast } = forecasts.find((one) => one.method === method)!;
      const [mean, q50] = [Array.from(forecast.mean), Array.from(forecast.median)];
      const [lo80, hi80] = [Array.from(forecast.lo80), Array.from(forecast.hi80)];
      const [lo95, hi95] = [Array.from(forecast.lo95), Array.from(forecast.hi95)];
      return { cell: cells[Number(seriesId)], forecast: { id: seriesId, method, mean, q50, lo80, hi80, lo95, hi95 } };
    }),
  );
}

interface Scorer {
  readonly PROTOCOLS: Readonly<Record<string, (folder: string) => Panel | Promise<Panel>>>;
  readonly score: (panel: Panel, file: object) => Pick<Scored, 'metrics'>;
}

const pointScores = ['mase', 'rmsse', 'smape', 'wape', 'wapePooled', 'biasPooled'];

function expectReference(name: string, method: ModelId, metrics: Scored['metrics']): void {
  const expected = referenceScores(name, method);
  for (const score of pointScores)
    if (expected[score] !== null && expected[score] !== undefined)
      expect(Number(metrics[score].toPrecision(6)), `${method} ${score}`).toBe(expected[score]);
}

// Skipped where the protocols are not beside the checkout.
describe.skipIf(!protocolsAreHere())('methods without an optimiser, by the reference scorer', () => {
  // The scorer in this process reads the sales once, its command once to hand them out and once to score.
  it.each([
    ['or_week', ['naive', 'mean4', 'mean13', 'croston', 'sba', 'tsb']],
    ['aus_retail_single', ['snaive']],
    ['aus_retail_rolling', ['snaive']],
  ] as const)(
    '%s: %j score to six digits what the reference does (skipped without the protocols)',
    async (name, methods) => {
      const { PROTOCOLS, score } = (await import(pathToFileURL(scorer).href)) as Scorer;
      const panel = await PROTOCOLS[name](data);
      const cells = await forecastCells(JSON.parse(JSON.stringify(panel)), methods);
      for (const [k, forecasts] of cells.entries()) {
        const rows = forecasts.map(({ cell, forecast: { q50, ...forecast } }) => ({
          ...{ ...forecast, series: cell.series.series, origin: cell.origin, median: q50 },
        }));
        expectReference(name, methods[k], score(panel, { forecasts: rows }).metrics);
      }
    },
    120_000,
  );

  it('oj_week: naive and mean13 the same by its command, as the benchmarks call it (skipped without the protocols)', async () => {
    const methods = ['naive', 'mean13'] as const;
    const panel = readPanel('oj_week');
    const cells = await forecastCells(panel, methods);
    for (const [k, { metrics }] of scoreTogether(panel, cells).entries())
      expectReference('oj_week', methods[k], metrics);
  }, 120_000);
});
