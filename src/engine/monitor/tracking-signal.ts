import { factorCholesky } from '#engine/kernels/cholesky.ts';
import { selectInPlace } from '#engine/kernels/select-in-place.ts';
import type { TrackingSignal } from '#engine/monitor/tracking.ts';
import {
  logRatio,
  noiseCovariance,
  noiseVariance,
  soldAt,
  type TrackingNoise,
} from '#engine/monitor/tracking-noise.ts';
import { createRandom } from '#engine/random.ts';

/** One week since the launch: units, and whether they say anything about demand. */
export interface SignalWeek {
  readonly expected: number;
  readonly sold: number;
  readonly known: boolean;
}

/** What is stated: of the launches that sell as planned at most so many raise the signal over the horizon. */
export const falseAlarmRate = 0.05;
/**
 * What the boundaries are set for, less than is stated because the earlier launches measure the noise only so well; and how it is divided: stock that does not sell is
 * the costlier surprise.
 */
const rateBelow = 0.03;
const rateAbove = 0.006;
/** Weeks that have to be known before a signal may be raised: one alone is mostly the weekday of the launch. */
const firstLook = 2;
/**
 * Height of the lower boundary by known weeks, from `firstLook` on; later weeks as the last. Most of the alarms allowed are spent where the sum of sales tells most and the manager can still act: in the weeks 4
 * to 8. The upper boundary has the same height throughout: a success has to be seen while a reorder still arrives in time.
 */
const heightsBelow = [1.5, 1.35, 1.15, 1.2, 1.15, 1.05, 0.95, 1.2];
const draws = 8000;
/** A raised signal goes out once the statistic is back within this share of the boundary. */
const goneShare = 0.5;
/** It is too early to tell while even half the demand would not be seen. */
const visibleLog = Math.LN2;

/** Boundaries of the statistic by known weeks (place k - 1); infinite where no signal may be raised yet. */
export interface SignalBoundaries {
  readonly above: Float64Array;
  readonly below: Float64Array;
}

/** Of a launch that is not on sale. */
export const noBoundaries: SignalBoundaries = { above: new Float64Array(0), below: new Float64Array(0) };

function heightBelow(known: number): number {
  return heightsBelow[Math.min(known - firstLook, heightsBelow.length - 1)];
}

/**
 * Boundaries for a launch that sells as planned, by 8000 seeded draws of the joint normal distribution of its cumulative log ratios: quantiles of the largest
 * statistic over the horizon, upwards, and downwards over the height of each week. `expected`: units by week since the launch.
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
      lowest[draw] = Math.max(lowest[draw], -value / (deviation[l] * heightBelow(l + 1)));
    }
  }
  const quantile = (values: Float64Array, rate: number): number =>
    selectInPlace(values, Math.ceil((1 - rate) * draws) - 1);
  const [top, bottom] = [quantile(highest, rateAbove), quantile(lowest, rateBelow)];
  const boundary = (at: (known: number) => number): Float64Array =>
    Float64Array.from({ length: n }, (_, k) => (k + 1 < firstLook ? Number.POSITIVE_INFINITY : at(k + 1)));
  return { above: boundary(() => top), below: boundary((known) => bottom * heightBelow(known)) };
}

export interface SignalReading extends TrackingSignal {
  /** Even a demand of half of what is planned would not have been seen so far. */
  readonly tooEarly: boolean;
}

/**
 * Reads the signal week by week: statistic = ln(sold / expected) over the known weeks so far, divided by its standard deviation. Unknown weeks, and weeks
 * after the last selling day in which nothing was sold, leave it as it was. Raised beyond a boundary, gone within half of it.
 */
export function readSignal(
  noise: TrackingNoise,
  weeks: readonly SignalWeek[],
  boundaries: SignalBoundaries,
): SignalReading {
  const statistic: number[] = [];
  const limits: TrackingSignal['limits'][number][] = [];
  let sold = 0;
  let expected = 0;
  let known = 0;
  let last = Number.NaN;
  let limit: TrackingSignal['limits'][number] = { low: null, high: null };
  let isEarly = true;
  let direction: TrackingSignal['direction'] = null;
  let raisedAt: number | null = null;
  weeks.slice(0, noise.horizon).forEach((week, age) => {
    if (week.known && (week.expected > 0 || week.sold > 0)) {
      sold += week.sold;
      expected += week.expected;
      known++;
      const deviation = Math.sqrt(noiseVariance(noise, known, expected));
      last = logRatio(sold, expected) / deviation;
      if (known >= firstLook) {
        const [above, below] = [boundaries.above[known - 1], boundaries.below[known - 1]];
        isEarly = below * deviation > visibleLog;
        limit = {
          low: ratioAt(-below * deviation, expected),
          high: ratioAt(above * deviation, expected),
        };
        if (last > above || last < -below) {
          direction = last > 0 ? 'above' : 'below';
          raisedAt ??= age;
        } else if (Math.abs(last) < goneShare * (last > 0 ? above : below)) direction = null;
      }
    }
    statistic.push(last);
    limits.push(limit);
  });
  return { statistic, limits, falseAlarmRate, weeks: noise.horizon, direction, raisedAt, tooEarly: isEarly };
}

/** Sold over expected at which {@link logRatio} is `log`; null where not even nothing sold is so low. */
function ratioAt(log: number, expected: number): number | null {
  const sold = soldAt(log, expected);
  return sold >= 0 && expected > 0 ? sold / expected : null;
}
