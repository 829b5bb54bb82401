import { sumOf, varianceOf } from '#engine/kernels/statistics.ts';

/**
 * Totals are learnt on a power scale, t(x) = ((1 + x)^lambda - 1) / lambda, ln(1 + x) at lambda 0 (Box and Cox 1964): the
 * logarithm lets launches that failed drag the level of all others down, the raw scale lets one success push it up.
 */
export interface PowerScale {
  readonly lambda: number;
}

export function toScale({ lambda }: PowerScale, total: number): number {
  const log = Math.log1p(Math.max(0, total));
  return lambda === 0 ? log : Math.expm1(lambda * log) / lambda;
}

/** Inverse of {@link toScale}; what lies below the scale's end is 0. */
export function fromScale({ lambda }: PowerScale, z: number): number {
  if (lambda === 0) return Math.max(0, Math.expm1(z));
  const base = lambda * z + 1;
  return base <= 0 ? 0 : Math.max(0, Math.expm1(Math.log(base) / lambda));
}

const priorLambda = 0.2;
const priorSpread = 0.1;

/**
 * Lambda on a grid 0, 0.05, ..., 0.5 by the normal profile likelihood of the totals, with a normal prior (0.2, 0.1) that a
 * few launches cannot overrule.
 */
export function choosePowerScale(totals: readonly number[]): PowerScale {
  const logs = totals.map((total) => Math.log1p(Math.max(0, total)));
  const logSum = sumOf(logs);
  let best: PowerScale = { lambda: priorLambda };
  let bestValue = -Infinity;
  for (let step = 0; step <= 10; step++) {
    const scale = { lambda: step / 20 };
    const values = totals.map((total) => toScale(scale, total));
    const variance = varianceOf(values, values.length);
    if (!(variance > 0)) continue;
    const likelihood = -0.5 * totals.length * Math.log(variance) + (scale.lambda - 1) * logSum;
    const value = likelihood - 0.5 * ((scale.lambda - priorLambda) / priorSpread) ** 2;
    if (value > bestValue) {
      bestValue = value;
      best = scale;
    }
  }
  return best;
}
