import type { LaunchBasis } from '#engine/monitor/committed-plan.ts';
import { basisLaunches } from '#engine/monitor/launch-basis.ts';

/**
 * How far the cumulative sales of a launch that sells as planned lie from what is expected by then, after k = 1 .. horizon weeks: on ln(sold / expected) a
 * part that all launches have (`path`: their own pace, and the weeks' noise; measured on the earlier launches), one of counting, and a tolerance.
 */
export interface TrackingNoise {
  readonly horizon: number;
  /** Variance by weeks (place k - 1) beyond counting. */
  readonly path: Float64Array;
  /** Correlation of the paths after k and l weeks, row by row. */
  readonly correlation: Float64Array;
  /** Variance of a week's count over its mean: 1 = Poisson. */
  readonly dispersion: number;
  /** Launches that it was measured on. */
  readonly launches: number;
}

/**
 * A launch within so much of its plan, on the logarithm, sells as planned: about what the weeks' drift leaves of a quarter's total, which paths measured against
 * their own totals cannot show.
 */
export const planTolerance = 0.112;

/** Launches' worth of the prior: variance of the pace where no launch tells, times what is still to come. */
const priorLaunches = 1;
const priorVariance = 0.15;
/** Units added to both sides of a ratio, so that nothing sold has a logarithm; ratios beyond a factor of 8 say no more. */
const half = 0.5;
const mostLog = Math.log(8);
const leastDispersion = 1;
const mostDispersion = 40;
/** Share of the measured correlation; the rest is that of independent weeks, sqrt(k / l). */
const measuredShare = 0.7;
const launchesForCorrelation = 8;

export function measureTrackingNoise(basis: LaunchBasis): TrackingNoise {
  const horizon = basis.shape.length;
  const launches = basisLaunches(basis).filter(({ total }) => total > 0);
  // Shares of a whole curve may sum to a hair more than 1: nothing is to come then, never less.
  const share = cumulate(basis.shape).map((sum) => Math.min(1, sum));
  const dispersion = measureDispersion(launches, basis.shape);
  const whole = launches.filter(({ path }) => !path.some(Number.isNaN));
  const logs = whole.map(({ path, total }) => cumulate(path).map((sold, k) => logRatio(sold, total * share[k])));
  const path = Float64Array.from({ length: horizon }, (_, k) => {
    const counting = (total: number): number => (dispersion / total) * (1 / share[k] - 1);
    const squares = whole.reduce((sum, { total }, i) => sum + Math.max(0, logs[i][k] ** 2 - counting(total)), 0);
    return (squares + priorLaunches * priorVariance * (1 - share[k])) / (whole.length + priorLaunches);
  });
  return { horizon, path, correlation: correlate(logs, horizon), dispersion, launches: whole.length };
}

/** ln((sold + 1/2) / (expected + 1/2)), held within a factor of 8. */
export function logRatio(sold: number, expected: number): number {
  const log = Math.log((Math.max(0, sold) + half) / (expected + half));
  return Math.max(-mostLog, Math.min(mostLog, log));
}

/** Units at which {@link logRatio} is `log`; below zero where nothing sold is not so low. */
export function soldAt(log: number, expected: number): number {
  return (expected + half) * Math.exp(log) - half;
}

/** Variance of ln(sold / expected) after k weeks of a launch that is expected to sell `expected` units in them. */
export function noiseVariance({ path, dispersion, horizon }: TrackingNoise, weeks: number, expected: number): number {
  return path[Math.min(weeks, horizon) - 1] + planTolerance ** 2 + dispersion / Math.max(half, expected);
}

/** Covariance after k and l weeks (k < l): the pace's, the tolerance, and counting, of which the first k weeks are the common part. */
export function noiseCovariance(noise: TrackingNoise, k: number, l: number, expectedLater: number): number {
  const { path, correlation, horizon, dispersion } = noise;
  const shared = correlation[(k - 1) * horizon + l - 1] * Math.sqrt(path[k - 1] * path[l - 1]);
  return shared + planTolerance ** 2 + dispersion / Math.max(half, expectedLater);
}

function cumulate(values: ArrayLike<number>): Float64Array {
  let sum = 0;
  return Float64Array.from(values, (value) => {
    sum += value;
    return sum;
  });
}

/**
 * Dispersion by the differences of neighbouring weeks, in which a launch's own level and pace nearly cancel: their squares are regressed on
 * 1 / mean + 1 / mean of the two weeks (slope: dispersion), with a constant for what has nothing to do with counting. The first week is left out (partial).
 */
function measureDispersion(
  launches: readonly { readonly total: number; readonly path: Float64Array }[],
  shape: readonly number[],
): number {
  let count = 0;
  let sumX = 0;
  let sumY = 0;
  let sumXX = 0;
  let sumXY = 0;
  for (const { total, path } of launches) {
    for (let a = 2; a < shape.length; a++) {
      if (!(path[a] > 0) || !(path[a - 1] > 0)) continue;
      const x = 1 / (total * shape[a]) + 1 / (total * shape[a - 1]);
      const y = Math.min(4, Math.log(path[a] / shape[a] / (path[a - 1] / shape[a - 1])) ** 2);
      count++;
      sumX += x;
      sumY += y;
      sumXX += x * x;
      sumXY += x * y;
    }
  }
  const spread = sumXX - (sumX * sumX) / count;
  if (count < 20 || !(spread > 0)) return 2;
  return Math.min(mostDispersion, Math.max(leastDispersion, (sumXY - (sumX * sumY) / count) / spread));
}

function correlate(logs: readonly Float64Array[], horizon: number): Float64Array {
  const matrix = new Float64Array(horizon * horizon);
  const product = (k: number, l: number): number => logs.reduce((sum, log) => sum + log[k] * log[l], 0);
  const trust = logs.length >= launchesForCorrelation ? measuredShare : 0;
  for (let k = 0; k < horizon; k++) {
    for (let l = k; l < horizon; l++) {
      const scale = Math.sqrt(product(k, k) * product(l, l));
      const measured = scale > 1e-9 ? product(k, l) / scale : 0;
      const independent = Math.sqrt((k + 1) / (l + 1));
      const value = k === l ? 1 : trust * measured + (1 - trust) * independent;
      matrix[k * horizon + l] = value;
      matrix[l * horizon + k] = value;
    }
  }
  return matrix;
}
