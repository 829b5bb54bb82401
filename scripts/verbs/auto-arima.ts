import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/statistics/handlers.ts';
import type { Verb } from '../engine.ts';
import { readSeries } from '../statistics-input.ts';

/** ARIMA with automatic orders. */
const verb: Verb = async ({ readInput }) => {
  const { h, ...series } = readSeries(await readInput());
  return handlers.autoArima({ ...series, h }, createFreeControl());
};
export default verb;
