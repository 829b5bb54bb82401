import type { Forecast } from '#engine/forecast.ts';

/** Equal-weight mean of the members, field by field and step by step (quantiles averaged at equal probability). */
export function combineForecasts(members: readonly Forecast[]): Forecast {
  const average = (pick: (forecast: Forecast) => Float64Array): Float64Array => {
    const sum = new Float64Array(pick(members[0]).length);
    for (const member of members)
      pick(member).forEach((v, h) => {
        sum[h] += v / members.length;
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
