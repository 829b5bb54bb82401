import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/statistics/handlers.ts';
import type { Verb } from '../engine.ts';
import { readSeries } from '../statistics-input.ts';

/** ARIMA with automatic orders; `--exhaustive` tries every model instead of a stepwise path. */
const verb: Verb = async ({ readInput, words }) => {
  const { h, ...series } = readSeries(await readInput());
  return handlers.autoArima({ ...series, h, exhaustive: words.includes('--exhaustive') }, createFreeControl());
};
export default verb;
