import { JobRefused } from '#workers/job-control.ts';

/** Squares of larger values, and sums of them, are no longer numbers. */
const largest = 1e100;

/** True where every value is unknown (NaN) or can be computed with. */
export function canBeComputed(values: Float64Array): boolean {
  return values.every((v) => Number.isNaN(v) || Math.abs(v) <= largest);
}

/** Refuses (`infinite-value`) a series with an infinite value, or one whose square would be. */
export function refuseInfinite(values: Float64Array): void {
  if (!canBeComputed(values)) throw new JobRefused('infinite-value');
}
