import { interpolateGaps } from '#engine/decomposition/interpolate-gaps.ts';
import { smoothLoess } from '#engine/decomposition/loess.ts';
import { decomposeStl } from '#engine/decomposition/stl.ts';
import { clamp, varianceOf } from '#engine/kernels/statistics.ts';

export interface MstlParts {
  readonly trend: Float64Array;
  /** One for each season used, shortest first. */
  readonly seasonal: readonly { readonly period: number; readonly values: Float64Array }[];
  readonly remainder: Float64Array;
}

/**
 * MSTL (Bandara, Hyndman and Bergmeir 2021) as in R's `forecast::mstl`: seasons removed in turn by STL with seasonal
 * windows 11, 15, 19, ...; two rounds for several seasons, one for a single one. Seasons with fewer than two full
 * periods are dropped; without any, the trend is a loess line (R takes the supersmoother there: a difference by design).
 * NaN are interpolated first ({@link interpolateGaps}). Nothing is mutated.
 */
export function decomposeMstl(values: Float64Array, periods: readonly number[], robust = false): MstlParts {
  const n = values.length;
  const gapless = values.some(Number.isNaN) ? interpolateGaps(values, Math.max(1, ...periods)) : values;
  const usable = [...new Set(periods)].filter((m) => m > 1 && n >= 2 * m).sort((a, b) => a - b);
  if (usable.length === 0) {
    const trend = new Float64Array(n);
    const window = Math.max(7, Math.trunc(n / 2)) | 1;
    const points = { y: gapless, n, robustness: null, weights: new Float64Array(n) };
    smoothLoess(points, { window, degree: 1, jump: 1 }, trend);
    return { trend, seasonal: [], remainder: gapless.map((v, t) => v - trend[t]) };
  }
  const seasons = usable.map((period) => ({ period, values: new Float64Array(n) }));
  const rest = Float64Array.from(gapless);
  let trend = new Float64Array(n);
  for (let round = 0; round < (usable.length > 1 ? 2 : 1); round++) {
    seasons.forEach((season, i) => {
      for (let t = 0; t < n; t++) rest[t] += season.values[t];
      const parts = decomposeStl(rest, { period: season.period, seasonalWindow: 11 + 4 * i, robust });
      season.values.set(parts.seasonal);
      trend = Float64Array.from(parts.trend);
      for (let t = 0; t < n; t++) rest[t] -= season.values[t];
    });
  }
  return { trend, seasonal: seasons, remainder: rest.map((v, t) => v - trend[t]) };
}

/** Strength of trend and season, 0 to 1: 1 - var(remainder) / var(remainder + part) (Wang, Smith and Hyndman 2006). */
export function measureStrength(remainder: Float64Array, part: Float64Array): number {
  const whole = remainder.map((r, t) => r + part[t]);
  const total = varianceOf(whole);
  return total > 0 ? clamp(1 - varianceOf(remainder) / total, 0, 1) : 0;
}
