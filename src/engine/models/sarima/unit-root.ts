import { decomposeMstl, measureStrength } from '#engine/decomposition/mstl.ts';
import { sumOf } from '#engine/kernels/statistics.ts';

/** 5 % critical value of the KPSS test for a level (Kwiatkowski et al. 1992, table 1). */
const kpssCritical = 0.463;
/** A seasonal difference is taken above this strength (Hyndman's default). */
const seasonalCritical = 0.64;

/**
 * KPSS statistic for stationarity around a level, Bartlett window with trunc(3 sqrt(n) / 13) lags as in
 * `forecast::ndiffs`. No NaN allowed.
 */
export function kpssStatistic(x: Float64Array): number {
  const n = x.length;
  const lags = Math.trunc((3 * Math.sqrt(n)) / 13);
  const mean = sumOf(x) / n;
  const e = x.map((v) => v - mean);
  let partial = 0;
  let squares = 0;
  let longRun = 0;
  for (let t = 0; t < n; t++) {
    partial += e[t];
    squares += partial * partial;
    longRun += e[t] * e[t];
  }
  for (let lag = 1; lag <= lags; lag++) {
    let sum = 0;
    for (let t = lag; t < n; t++) sum += e[t] * e[t - lag];
    longRun += 2 * (1 - lag / (lags + 1)) * sum;
  }
  return squares / (n * longRun);
}

/** Strength of the season of one MSTL decomposition, R's "seas" statistic; 0 for less than two full seasons. */
export function seasonalStrength(x: Float64Array, period: number): number {
  if (period <= 1 || x.length < 2 * period) return 0;
  const { seasonal, remainder } = decomposeMstl(x, [period]);
  return seasonal.length === 0 ? 0 : measureStrength(remainder, seasonal[0].values);
}

/** Seasonal differences needed, 0 or 1 (`forecast::nsdiffs`, test "seas"). NaN are interpolated. */
export function countSeasonalDifferences(x: Float64Array, period: number): number {
  if (period <= 1 || period >= x.length || isConstant(x)) return 0;
  return seasonalStrength(x, period) > seasonalCritical ? 1 : 0;
}

/** Ordinary differences needed, 0 to `most` (`forecast::ndiffs`, KPSS at 5 %). NaN are left out first. */
export function countDifferences(x: Float64Array, most = 2): number {
  let series = x.filter((v) => !Number.isNaN(v));
  for (let d = 0; d < most; d++) {
    if (series.length < 3 || isConstant(series)) return d;
    if (!(kpssStatistic(series) > kpssCritical)) return d;
    series = series.subarray(1).map((v, t) => v - series[t]);
  }
  return most;
}

export function isConstant(x: Float64Array): boolean {
  const observed = x.filter((v) => !Number.isNaN(v));
  return observed.every((v) => v === observed[0]);
}
