import { createFreeControl, JobRefused } from '#workers/job-control.ts';
import { handlers } from '#workers/statistics/handlers.ts';
import type { Verb } from '../../engine.ts';
import { readArimaInput } from '../statistics-input.ts';

/** The likelihood at given coefficients; nothing is optimised. */
const likelihood: Verb = async ({ readInput }) => {
  const input = readArimaInput(await readInput());
  if (!input.coef) throw new JobRefused('coefficient-missing', { name: 'coef' });
  const { loglik, sigma2, forecast } = await handlers.fitArima(input, createFreeControl());
  return { loglik, sigma2, forecast };
};
export default likelihood;
