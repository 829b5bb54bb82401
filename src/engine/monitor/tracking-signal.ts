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

/** Chance of a false alarm over the horizon that the boundaries are set for, and how it is divided: stock that does not sell is the costlier surprise. */
export const falseAlarmRate = 0.05;
const rateBelow = 0.04;
const rateAbove = falseAlarmRate - rateBelow;
/** Weeks that have to be known before a signal may be raised: one alone is mostly the weekday of the launch. */
const firstLook = 2;
const draws = 4000;
/** A raised signal goes out once the statistic is back within this share of the boundary. */
const goneShare = 0.5;
/** It is too early to tell while even half the demand would not be seen. */
const visibleLog = Math.LN2;

/** The signal is raised above `above` and below -`below`. */
export interface SignalBoundaries {
  readonly above: number;
  readonly below: number;
}

/**
 * Boundaries: the 99 % quantile of the largest statistic over the weeks of the horizon, and the 96 % quantile of the largest one downwards, for a launch that sells as planned,
 * by 4000 seeded draws of the joint normal distribution of its cumulative log ratios. `expected`: pieces by week since the launch.
 */
export function signalBoundaries(noise: TrackingNoise, expected: ArrayLike<number>, seed: number): SignalBoundaries {
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
  const highest = new Float64Array(draws);
  const lowest = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    for (let k = 0; k < n; k++) normal[k] = random.normal();
    for (let l = firstLook - 1; l < n; l++) {
      let value = 0;
      for (let k = 0; k <= l; k++) value += matrix[l * n + k] * normal[k];
      highest[draw] = Math.max(highest[draw], value / deviation[l]);
      lowest[draw] = Math.max(lowest[draw], -value / deviation[l]);
    }
  }
  const quantile = (values: Float64Array, rate: number): number => values.sort()[Math.ceil((1 - rate) * draws) - 1];
  return { above: quantile(highest, rateAbove), below: quantile(lowest, rateBelow) };
}

export interface SignalReading extends TrackingSignal {
  /** Even a demand of half of what is planned would not have been seen so far. */
  readonly tooEarly: boolean;
}

/**
 * Reads the signal week by week: statistic = ln(sold / expected) over the known weeks so far, divided by its standard deviation. Unknown weeks leave it as it
 * was. Raised beyond a boundary, gone within half of it.
 */
export function readSignal(
  noise: TrackingNoise,
  weeks: readonly SignalWeek[],
  boundaries: SignalBoundaries,
): SignalReading {
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
        if (last > boundaries.above || last < -boundaries.below) {
          direction = last > 0 ? 'above' : 'below';
          raisedAt ??= age;
        } else if (Math.abs(last) < goneShare * (last > 0 ? boundaries.above : boundaries.below)) direction = null;
      }
    }
    statistic.push(last);
  });
  const tooEarly = known < firstLook || boundaries.below * deviation > visibleLog;
  return { statistic, boundaries, falseAlarmRate, weeks: noise.horizon, direction, raisedAt, tooEarly };
}
