import type { Forecast } from '#engine/forecast.ts';
import { meanOf, quantileOf, sumOf } from '#engine/kernels/statistics.ts';
import type { CurveName } from '#engine/launch/shape/curve-library.ts';
import type { TotalDraws } from './total-distribution.ts';

/** What the manager says of one candidate's demand instead of the forecast; null leaves that part as it is. */
export interface DemandOverride {
  readonly candidateId: string;
  /** Expected units within the horizon. */
  readonly total: number | null;
  /** Width of the interval on the logarithmic scale as a multiple of the forecast's: 0.5 = half as wide. */
  readonly spread: number | null;
  /** Typical curve that it is to follow, as it was when it was chosen (shares by week, sum 1). */
  readonly curve: { readonly name: CurveName; readonly shape: Float64Array } | null;
}

/** The forecast as it was before the manager changed it. */
export interface ForecastBefore {
  readonly total: number;
  readonly totalLo80: number;
  readonly totalHi80: number;
  readonly hitProbability: number;
  readonly weekly: Forecast;
}

/**
 * Totals as the manager sees them: distances from the median on the logarithm of 1 + total times `spread`, then scaled so that their mean
 * is the manager's total, or what it was. Ascending as `draws` are.
 */
export function overrideDraws(draws: TotalDraws, { spread, total }: DemandOverride): TotalDraws {
  const before = meanOf(draws);
  const centre = Math.log1p(quantileOf(draws, 0.5));
  const spreadOut =
    spread === null ? draws : draws.map((draw) => Math.expm1(centre + spread * (Math.log1p(draw) - centre)));
  const mean = meanOf(spreadOut);
  const target = total ?? before;
  if (!(mean > 0)) return new Float64Array(draws.length).fill(target);
  return spreadOut.map((draw) => Math.max(0, draw) * (target / mean));
}

/** The manager's curve stretched or cut to `horizon` weeks; sums to 1. */
export function overrideShape(shape: Float64Array, horizon: number): Float64Array {
  const last = shape[shape.length - 1];
  const fitted = Float64Array.from({ length: horizon }, (_, a) => (a < shape.length ? shape[a] : last));
  const sum = sumOf(fitted);
  return fitted.map((share) => share / sum);
}
