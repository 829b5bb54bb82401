import type { Verb } from '../../engine.ts';
import { forecastAutomatically } from '../automatic-forecast.ts';
import { forecastByNetwork, isNetworkMethod } from '../network-forecast.ts';
import { optionNumber, readForecastInput } from '../statistics-input.ts';

/**
 * Forecasts by one method, or by `auto`: what wins in the backtest, the networks among the models where there are 20
 * series or more (`--without-networks`: by statistics alone, in seconds instead of minutes). `lstm` and `mlp` are tuned
 * networks over all series, `lstm-article` the article's, trained for at most `--seconds` (60).
 */
const forecast: Verb = async ({ readInput, words, note }) => {
  const input = readForecastInput(await readInput(), optionNumber(words, '--seed', 1));
  const [method] = input.methods.length === 1 ? [String(input.methods[0])] : [''];
  if (isNetworkMethod(method)) return forecastByNetwork(input, method, optionNumber(words, '--seconds', 60), note);
  const { results, refused } = await forecastAutomatically(input, note, !words.includes('--without-networks'));
  const forecasts = results.map(({ seriesId, forecasts: [best], reason }) => ({
    id: seriesId,
    method: best.method,
    reason,
    model: best.model.label,
    mean: best.forecast.mean,
    lo80: best.forecast.lo80,
    hi80: best.forecast.hi80,
    lo95: best.forecast.lo95,
    hi95: best.forecast.hi95,
    q10: best.forecast.lo80,
    q50: best.forecast.median,
    q90: best.forecast.hi80,
  }));
  return { forecasts, refused: refused.map(({ seriesId, issue }) => ({ id: seriesId, ...issue })) };
};
export default forecast;
