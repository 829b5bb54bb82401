import type { Verb } from '../../engine.ts';
import { forecastAutomatically } from '../automatic-forecast.ts';
import { optionNumber, readForecastInput } from '../statistics-input.ts';

/** Rolling-origin scores of every model, by series, and which one is chosen. */
const backtest: Verb = async ({ readInput, words, note }) => {
  const input = readForecastInput(await readInput(), optionNumber(words, '--seed', 1));
  const { results, refused } = await forecastAutomatically(input, note, !words.includes('--without-networks'));
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
