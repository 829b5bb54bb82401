import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/statistics/handlers.ts';
import type { Verb } from '../../engine.ts';
import { readModelName, readSeries } from '../statistics-input.ts';

/** Exponential smoothing; `model` such as `ZZZ` or `AAA`. */
const ets: Verb = async ({ readInput }) => {
  const input = await readInput();
  const { values, frequency, h } = readSeries(input);
  return handlers.fitEts({ values, frequency, h, model: readModelName(input), seed: 1 }, createFreeControl());
};
export default ets;
