import { describe, expect, it } from 'vitest';
import type { ModelId } from '#engine/models/model-registry.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { forecastSeries } from '#workers/statistics/handlers.ts';
import {
  type CellForecast,
  cellsOf,
  type Panel,
  protocolsAreHere,
  readPanel,
  referenceScores,
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

const pointScores = ['mase', 'rmsse', 'smape', 'wape', 'wapePooled', 'biasPooled'];

// Skipped where the protocols are not beside the checkout.
describe.skipIf(!protocolsAreHere())('methods without an optimiser, by the reference scorer', () => {
  it.each([
    ['or_week', ['naive', 'mean4', 'mean13', 'croston', 'sba', 'tsb']],
    ['aus_retail_single', ['snaive']],
    ['aus_retail_rolling', ['snaive']],
    ['oj_week', ['naive', 'mean13']],
  ] as const)(
    '%s: %j score to six digits what the reference does (skipped without the protocols)',
    async (name, methods) => {
      const panel = readPanel(name);
      const cells = await forecastCells(panel, methods);
      scoreTogether(panel, cells).forEach(({ metrics }, k) => {
        const expected = referenceScores(name, methods[k]);
        for (const score of pointScores)
          if (expected[score] !== null && expected[score] !== undefined)
            expect(Number(metrics[score].toPrecision(6)), `${methods[k]} ${score}`).toBe(expected[score]);
      });
    },
    120_000,
  );
});
