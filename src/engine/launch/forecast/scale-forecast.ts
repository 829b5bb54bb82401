import type { CandidateForecast } from './cold-start-forecast.ts';

/** A forecast with every unit times a factor; probabilities, shape and reasons stay. */
export function scaleForecast(forecast: CandidateForecast, factor: number): CandidateForecast {
  const times = (value: number): number => value * factor;
  const weekly = (of: CandidateForecast['weekly']): CandidateForecast['weekly'] => ({
    ...of,
    mean: of.mean.map(times),
    median: of.median.map(times),
    lo80: of.lo80.map(times),
    hi80: of.hi80.map(times),
    lo95: of.lo95.map(times),
    hi95: of.hi95.map(times),
  });
  const { before, parts, beforePreferences } = forecast;
  return {
    ...forecast,
    total: times(forecast.total),
    totalMedian: times(forecast.totalMedian),
    totalLo50: times(forecast.totalLo50),
    totalHi50: times(forecast.totalHi50),
    totalLo80: times(forecast.totalLo80),
    totalHi80: times(forecast.totalHi80),
    totalLo95: times(forecast.totalLo95),
    totalHi95: times(forecast.totalHi95),
    weekly: weekly(forecast.weekly),
    neutralTotal: times(forecast.neutralTotal),
    hitThreshold: times(forecast.hitThreshold),
    parts: {
      flopTotal: times(parts.flopTotal),
      sold: parts.sold.map(({ probability, total }) => ({ probability, total: times(total) })),
    },
    ...(beforePreferences === undefined ? {} : { beforePreferences: times(beforePreferences) }),
    before: before && {
      ...before,
      total: times(before.total),
      totalLo80: times(before.totalLo80),
      totalHi80: times(before.totalHi80),
      weekly: weekly(before.weekly),
    },
  };
}
