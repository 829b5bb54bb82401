import { minimiseBfgs } from '#engine/kernels/minimise-bfgs.ts';
import { toCoefficients } from './arma-parameters.ts';
import { criteria } from './fit-sarima.ts';
import { hannanRissanenStart } from './hannan-rissanen.ts';
import { type NamedColumn, SarimaProblem } from './sarima-problem.ts';

/** Raw AR and MA coefficients from all over the plane; the search goes down from the two best of them. */
const starts = [
  [0, 0],
  [1.1, -0.4],
  [0.55, 0.3],
  [-0.42, 0.3],
  [0, -0.7],
  [1.47, -0.9],
  [-0.87, 0.9],
  [-0.42, -0.4],
].map((start) => Float64Array.from(start));
const near = { maxIterations: 30, tolerance: 1e-5, forward: true };

/**
 * Fourier pairs, 0 to `most`, of the lowest AICc under ARIMA(1,d,1) errors. A regressor takes off what those before it left, so
 * one pass at some coefficients answers for every number of pairs at once, and the search goes down the lowest of them.
 */
export function chooseHarmonics(
  values: Float64Array,
  withPairs: (k: number) => readonly NamedColumn[],
  most: number,
  d: number,
): number {
  const order = { p: 1, d, q: 1, seasonalP: 0, seasonalD: 0, seasonalQ: 0, period: 1 };
  const spec = { order, includeMean: d === 0, includeDrift: false };
  for (let pairs = most; pairs > 0; pairs--) {
    const created = SarimaProblem.create(values, withPairs(pairs), spec);
    if (!created.ok) continue;
    const problem = created.value;
    const counts = Array.from({ length: pairs + 1 }, (_, k) => withPairs(k).length + (d === 0 ? 1 : 0));
    const coefficients = new Float64Array(2);
    let lowest = Number.POSITIVE_INFINITY;
    let harmonics = 0;
    const objective = (raw: Float64Array): number => {
      toCoefficients(raw, order, coefficients);
      if (!Number.isFinite(problem.evaluate(coefficients))) return Number.POSITIVE_INFINITY;
      const nested = problem.valuesOfFirst();
      let best = Number.POSITIVE_INFINITY;
      counts.forEach((count, k) => {
        const { aicc } = criteria(problem, nested[count], 3 + count, 2);
        if (aicc < best) best = aicc;
        if (aicc < lowest) [lowest, harmonics] = [aicc, k];
      });
      return best;
    };
    const informed = hannanRissanenStart(problem.differenced, order);
    const ranked = [...(informed ? [informed] : []), ...starts]
      .map((start) => ({ start, value: objective(start) }))
      .sort((one, other) => one.value - other.value);
    for (const { start } of ranked.slice(0, 2)) minimiseBfgs(objective, start, near);
    return harmonics;
  }
  return 0;
}
