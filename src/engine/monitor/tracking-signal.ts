import { factorCholesky } from '#engine/kernels/cholesky.ts';
import type { TrackingSignal } from '#engine/monitor/tracking.ts';
import { logRatio, noiseCovariance, noiseVariance, type TrackingNoise } from '#engine/monitor/tracking-noise.ts';
import { createRandom } from '#engine/random.ts';

/** One week since the launch: pieces, and whether they say anything about demand. */
export interface SignalWeek {
  readonly expected: number;
  readonly sold: number;
  readonly known: boolean;
}

/** Chance of a false alarm over the horizon that the boundary is set for. */
export const falseAlarmRate = 0.05;
/** Weeks that have to be known before a signal may be raised: one alone is mostly the weekday of the launch. */
const firstLook = 2;
const draws = 4000;
/** A raised signal goes out once the statistic is back within this share of the boundary. */
const goneShare = 0.5;
/** It is too early to tell while even half or twice the demand would not be seen. */
const visibleLog = Math.LN2;

/**
 * Boundary c: the 95 % quantile of max |statistic| over the weeks of the horizon for a launch that sells as planned, by 4000 seeded draws of the joint
 * normal distribution of its cumulative log ratios. `expected`: pieces by week since the launch.
 */
export function signalBoundary(noise: TrackingNoise, expected: ArrayLike<number>, seed: number): number {
  const n = noise.horizon;
  const cumulative = new Float64Array(n);
  for (let k = 0, sum = 0; k < n; k++) {
    sum += expected[k] ?? 0;
    cumulative[k] = sum;
  }
  const matrix = new Float64Array(n * n);
  const deviation = cumulative.map((pieces, k) => Math.sqrt(noiseVariance(noise, k + 1, pieces)));
  for (let l = 0; l < n; l++) {
    for (let k = 0; k <= l; k++) {
      const value = k === l ? deviation[k] ** 2 * (1 + 1e-6) : noiseCovariance(noise, k + 1, l + 1, cumulative[l]);
      matrix[l * n + k] = value;
      matrix[k * n + l] = value;
    }
  }
  if (factorCholesky(matrix, n, 1e-9) !== -1)
    throw new Error('the covariance of the tracking signal is not positive definite');
  const random = createRandom(seed);
  const normal = new Float64Array(n);
  const largest = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    for (let k = 0; k < n; k++) normal[k] = random.normal();
    let most = 0;
    for (let l = firstLook - 1; l < n; l++) {
      let value = 0;
      for (let k = 0; k <= l; k++) value += matrix[l * n + k] * normal[k];
      most = Math.max(most, Math.abs(value) / deviation[l]);
    }
    largest[draw] = most;
  }
  largest.sort();
  return largest[Math.ceil((1 - falseAlarmRate) * draws) - 1];
}

export interface SignalReading extends TrackingSignal {
  /** Even a demand of half or twice what is planned would not have been seen so far. */
  readonly tooEarly: boolean;
}

/**
 * Reads the signal week by week: statistic = ln(sold / expected) over the known weeks so far, divided by its standard deviation. Unknown weeks leave it as it
 * was. Raised outside +-boundary, gone within half of it.
 */
export function readSignal(noise: TrackingNoise, weeks: readonly SignalWeek[], boundary: number): SignalReading {
  const statistic: number[] = [];
  let sold = 0;
  let expected = 0;
  let known = 0;
  let last = Number.NaN;
  let deviation = Number.POSITIVE_INFINITY;
  let direction: TrackingSignal['direction'] = null;
  let raisedAt: number | null = null;
  weeks.slice(0, noise.horizon).forEach((week, age) => {
    if (week.known) {
      sold += week.sold;
      expected += week.expected;
      known++;
      deviation = Math.sqrt(noiseVariance(noise, known, expected));
      last = logRatio(sold, expected) / deviation;
      if (known >= firstLook) {
        if (Math.abs(last) > boundary) {
          direction = last > 0 ? 'above' : 'below';
          raisedAt ??= age;
        } else if (Math.abs(last) < goneShare * boundary) direction = null;
      }
    }
    statistic.push(last);
  });
  const tooEarly = known < firstLook || boundary * deviation > visibleLog;
  return { statistic, boundary, falseAlarmRate, weeks: noise.horizon, direction, raisedAt, tooEarly };
}
