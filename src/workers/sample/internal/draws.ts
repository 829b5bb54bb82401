import type { Random } from '#engine/random.ts';
import { exactExp, exactLog } from './exact-math.ts';

/** Standard normal deviate by Marsaglia's polar method on exact logarithms. */
export function drawNormal(random: Random): number {
  for (;;) {
    const u = 2 * random.next() - 1;
    const v = 2 * random.next() - 1;
    const s = u * u + v * v;
    if (s < 1 && s > 0) return u * Math.sqrt((-2 * exactLog(s)) / s);
  }
}

/** exp of a normal deviate with mean 0 and standard deviation `sigma`: median 1. */
export function drawLognormal(random: Random, sigma: number): number {
  return exactExp(sigma * drawNormal(random));
}

/**
 * Negative binomial count with the given mean and shape r: variance = mean + mean^2 / r. By inversion, exact in its
 * decisions; for means up to about 1000.
 */
export function drawNegativeBinomial(random: Random, mean: number, shape: number): number {
  const target = random.next();
  const ratio = mean / (shape + mean);
  let probability = exactExp(-shape * exactLog(1 + mean / shape));
  let below = probability;
  let count = 0;
  while (below < target && count < 20000) {
    probability *= ((count + shape) / (count + 1)) * ratio;
    below += probability;
    count++;
    if (probability < 1e-18 && count > mean) break;
  }
  return count;
}

/** One of the items with the given weights. */
export function drawWeighted<T>(random: Random, items: readonly T[], weights: readonly number[]): T {
  let rest = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < items.length - 1; i++) {
    rest -= weights[i];
    if (rest < 0) return items[i];
  }
  return items[items.length - 1];
}

/** One of the items, all equally likely. */
export function drawFrom<T>(random: Random, items: readonly T[]): T {
  return items[random.below(items.length)];
}
