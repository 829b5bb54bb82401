import type { Forecast } from '#engine/forecast.ts';

/**
 * Weighted mean of the members, field by field and step by step (quantiles averaged at equal probability); equal weights
 * where none are given. Weights are positive and need not sum to one.
 */
export function combineForecasts(members: readonly Forecast[], weights: readonly number[] = []): Forecast {
  const weightOf = (i: number): number => weights[i] ?? 1;
  const total = members.reduce((sum, _, i) => sum + weightOf(i), 0);
  const average = (pick: (forecast: Forecast) => Float64Array): Float64Array => {
    const sum = new Float64Array(pick(members[0]).length);
    members.forEach((member, i) => {
      const share = weightOf(i) / total;
      pick(member).forEach((v, h) => {
        sum[h] += v * share;
      });
    });
    return sum;
  };
  return {
    mean: average((f) => f.mean),
    median: average((f) => f.median),
    lo50: average((f) => f.lo50),
    hi50: average((f) => f.hi50),
    lo80: average((f) => f.lo80),
    hi80: average((f) => f.hi80),
    lo95: average((f) => f.lo95),
    hi95: average((f) => f.hi95),
  };
}
