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

/** 200 equally likely totals of a launch that flops with `probability` (any of `flops` alike) and else is one of `draws`; ascending. */
export function mixFlops(draws: TotalDraws, flops: ArrayLike<number>, probability: number): TotalDraws {
  const values = [
    ...Array.from(draws, (total) => ({ total, weight: (1 - probability) / draws.length })),
    ...Array.from(flops, (total) => ({ total, weight: probability / flops.length })),
  ].sort((a, b) => a.total - b.total);
  let at = 0;
  let below = values[0].weight;
  return Float64Array.from({ length: drawCount }, (_, k) => {
    while (below < (k + 0.5) / drawCount && at < values.length - 1) below += values[++at].weight;
    return values[at].total;
  });
}

/**
 * The values between which `share` of ascending, equally likely `values` lie, themselves among them. Half of what is left lies below them, or as much of
 * it as there is: where so many values are the smallest one that fewer are less than the lower limit, the others lie above, but the median never does. No
 * limit lies between two values: between what flops sell and what others do there may be nothing.
 */
export function intervalOf(values: Float64Array, share: number): readonly [lo: number, hi: number] {
  const inside = Math.ceil(share * values.length - 1e-9);
  const lo = values[Math.floor((values.length - inside) / 2)];
  return [lo, values[Math.max(values.length >> 1, values.indexOf(lo) + inside - 1)]];
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
