import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/statistics/handlers.ts';
import type { Verb } from '../../engine.ts';
import { readArimaInput } from '../statistics-input.ts';

/** A seasonal ARIMA of given orders, fitted by maximum likelihood. */
const arima: Verb = async ({ readInput }) => handlers.fitArima(readArimaInput(await readInput()), createFreeControl());
export default arima;
