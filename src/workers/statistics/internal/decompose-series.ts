import { interpolateGaps } from '#engine/decomposition/interpolate-gaps.ts';
import { decomposeMstl, measureStrength } from '#engine/decomposition/mstl.ts';
import { yearlyGrowth } from '#engine/decomposition/yearly-growth.ts';
import { JobRefused } from '#workers/job-control.ts';
import type { StatisticsHandlers } from '#workers/statistics/contract.ts';
import { refuseInfinite } from '#workers/statistics/internal/value-range.ts';

export const decomposeSeries: StatisticsHandlers['decomposeSeries'] = async (input) => {
  const { values, frequencies, multiplicative } = input;
  const observed = values.filter((v) => !Number.isNaN(v));
  if (observed.length < 8) throw new JobRefused('series-too-short', { observations: observed.length, needed: 8 });
  refuseInfinite(values);
  if (multiplicative && observed.some((v) => v <= 0)) throw new JobRefused('multiplicative-needs-positive');
  const scale = multiplicative ? values.map(Math.log) : values;
  const filled = interpolateGaps(scale, Math.max(1, ...frequencies));
  const parts = decomposeMstl(filled, frequencies);
  const season = new Float64Array(values.length);
  for (const part of parts.seasonal)
    part.values.forEach((v, t) => {
      season[t] += v;
    });
  const back = (x: Float64Array): Float64Array => (multiplicative ? x.map(Math.exp) : x);
  return {
    trend: back(parts.trend),
    seasonal: parts.seasonal.map(({ period, values: s }) => ({ frequency: period, values: back(s) })),
    remainder: back(parts.remainder),
    interpolated: Uint8Array.from(values, (v) => (Number.isNaN(v) ? 1 : 0)),
    trendStrength: measureStrength(parts.remainder, parts.trend),
    seasonalStrength: parts.seasonal.length > 0 ? measureStrength(parts.remainder, season) : 0,
    seasonless: parts.seasonal.length === 0,
    growth: yearlyGrowth(values, Math.max(...frequencies)),
  };
};
