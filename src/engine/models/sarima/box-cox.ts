import { type Forecast, forecastByDeviate } from '#engine/forecast.ts';
import { minimiseBounded } from '#engine/kernels/minimise-bounded.ts';
import { meanOf } from '#engine/kernels/statistics.ts';

/**
 * The power that makes the spread of a season independent of its level (Guerrero 1993): the variation coefficient over
 * seasons of sd / mean^(1 - lambda) is least. As `forecast::BoxCox.lambda(method = "guerrero")`: whole seasons counted
 * from the end (pairs where there is no season), NaN left out. Not below 0 where a value is not positive; 1 for series of
 * two seasons or less, or where nothing varies.
 */
export function guerreroLambda(y: Float64Array, frequency: number, lower = -1, upper = 2): number {
  const period = Math.round(Math.max(2, frequency));
  if (y.length <= 2 * frequency) return 1;
  const seasons = Math.floor(y.length / period);
  const first = y.length - seasons * period;
  const means: number[] = [];
  const deviations: number[] = [];
  for (let s = 0; s < seasons; s++) {
    const season = y.subarray(first + s * period, first + (s + 1) * period).filter((v) => !Number.isNaN(v));
    if (season.length < 2) continue;
    const mean = meanOf(season);
    const square = season.reduce((sum, v) => sum + (v - mean) ** 2, 0);
    means.push(mean);
    deviations.push(Math.sqrt(square / (season.length - 1)));
  }
  if (means.length < 2 || deviations.every((d) => d === 0)) return 1;
  const variation = (lambda: number): number => {
    const ratios = means.map((mean, i) => deviations[i] / mean ** (1 - lambda));
    const centre = meanOf(ratios);
    const square = ratios.reduce((sum, v) => sum + (v - centre) ** 2, 0);
    return Math.sqrt(square / (ratios.length - 1)) / centre;
  };
  const positive = y.every((v) => Number.isNaN(v) || v > 0);
  return minimiseBounded(variation, positive ? lower : Math.max(lower, 0), upper);
}

/** (sign(y) |y|^lambda - 1) / lambda, ln y at 0 (Bickel and Doksum 1981). NaN stays, and stands where there is no value. */
export function toBoxCox(y: Float64Array, lambda: number): Float64Array {
  if (Math.abs(lambda) < 1e-9) return y.map((v) => (v > 0 ? Math.log(v) : Number.NaN));
  return y.map((v) => (lambda < 0 && !(v > 0) ? Number.NaN : (Math.sign(v) * Math.abs(v) ** lambda - 1) / lambda));
}

/** Inverse of {@link toBoxCox}. For a negative power nothing lies above -1 / lambda: Infinity there. */
export function fromBoxCox(w: number, lambda: number): number {
  if (Math.abs(lambda) < 1e-9) return Math.exp(w);
  const base = lambda * w + 1;
  if (lambda < 0 && base <= 0) return Number.POSITIVE_INFINITY;
  return Math.sign(base) * Math.abs(base) ** (1 / lambda);
}

/**
 * The expected value of a variable that is normal after the transformation, to the second order: the median times
 * 1 + deviation^2 (1 - lambda) / (2 median^(2 lambda)) (Hyndman and Athanasopoulos, Forecasting: principles and practice,
 * 3rd edition, section 5.6; R's `biasadj = TRUE`). The factor is limited to 3, like that of the logarithm.
 */
export function boxCoxMean(median: number, deviation: number, lambda: number): number {
  const factor = 1 + (0.5 * deviation ** 2 * (1 - lambda)) / median ** (2 * lambda);
  return median * (Number.isFinite(factor) ? Math.min(3, factor) : 3);
}

/** Bands of a forecast that is normal after the transformation: quantiles taken back, the mean adjusted. */
export function toBoxCoxForecast(
  mean: Float64Array,
  deviation: Float64Array,
  lambda: number,
  nonNegative: boolean,
): Forecast {
  const cut = (v: number): number => (nonNegative ? Math.max(0, v) : v);
  const back = (z: number): Float64Array => mean.map((m, t) => cut(fromBoxCox(m + z * deviation[t], lambda)));
  return forecastByDeviate(
    mean.map((m, t) => cut(boxCoxMean(fromBoxCox(m, lambda), deviation[t], lambda))),
    back,
  );
}
