import { createFreeControl } from '#workers/job-control.ts';
import { forecastSeries } from '#workers/statistics/handlers.ts';
import type { Verb } from '../engine.ts';
import { optionNumber, readForecastInput } from '../statistics-input.ts';

/** Rolling-origin scores of every contestant, by series, and which one is chosen. */
const backtest: Verb = async ({ readInput, words }) => {
  const input = readForecastInput(await readInput(), optionNumber(words, '--seed', 1));
  const { results, refused } = await forecastSeries(input, createFreeControl());
  return {
    series: results.map(({ seriesId, chosen, reason, baseline, scores, issues }) => ({
      id: seriesId,
      chosen,
      reason,
      baseline,
      scores,
      issues,
    })),
    refused: refused.map(({ seriesId, issue }) => ({ id: seriesId, ...issue })),
  };
};
export default backtest;
