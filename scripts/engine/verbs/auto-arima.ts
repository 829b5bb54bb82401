import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/statistics/handlers.ts';
import type { Verb } from '../../engine.ts';
import { readPower, readSeries } from '../statistics-input.ts';

/**
 * ARIMA with automatic orders; `--exhaustive` tries every model instead of a stepwise path; `lambda` in
 * the input (a number or "auto") transforms the series first (Box-Cox).
 */
const verb: Verb = async ({ readInput, words }) => {
  const input = await readInput();
  const exhaustive = words.includes('--exhaustive');
  return handlers.autoArima({ ...readSeries(input), ...readPower(input), exhaustive }, createFreeControl());
};
export default verb;
