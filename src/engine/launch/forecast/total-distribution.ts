import { normalQuantile } from '#engine/kernels/normal-distribution.ts';
import { fromScale, type PowerScale } from '#engine/launch/level/power-transform.ts';

/** Equally likely totals that stand for a distribution; ascending. */
export type TotalDraws = Float64Array;

const drawCount = 200;
const normals = Float64Array.from({ length: drawCount }, (_, k) => normalQuantile((k + 0.5) / drawCount));

/** 200 equally likely totals of a normal distribution on the power scale, each times `multiplier` plus `sold`. */
export function drawTotals(scale: PowerScale, mean: number, deviation: number, multiplier = 1, sold = 0): TotalDraws {
  return normals.map((u) => sold + multiplier * fromScale(scale, mean + deviation * u));
}

/** P(total >= threshold), interpolated between draws so that it moves smoothly with the level; NaN without a threshold. */
export function probabilityAtLeast(draws: TotalDraws, threshold: number): number {
  if (Number.isNaN(threshold)) return Number.NaN;
  const n = draws.length;
  let below = 0;
  while (below < n && draws[below] < threshold) below++;
  if (below === 0) return 1 - 0.5 / n;
  if (below === n) return 0.5 / n;
  const gap = draws[below] - draws[below - 1];
  const inside = gap > 0 ? (threshold - draws[below - 1]) / gap : 0.5;
  return 1 - (below - 0.5 + inside) / n;
}
