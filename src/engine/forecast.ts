import { z50, z80, z95 } from '#engine/kernels/normal-distribution.ts';

/**
 * A forecast of h periods with its uncertainty. All arrays have length h. `mean` is the expected value, `median` the
 * 50 % quantile; lo80/hi80 are the 10 and 90 % quantiles, lo95/hi95 the 2.5 and 97.5 % ones, lo50/hi50 the 25 and 75 %.
 */
export interface Forecast {
  readonly mean: Float64Array;
  readonly median: Float64Array;
  readonly lo50: Float64Array;
  readonly hi50: Float64Array;
  readonly lo80: Float64Array;
  readonly hi80: Float64Array;
  readonly lo95: Float64Array;
  readonly hi95: Float64Array;
}

/** Its columns. */
export const forecastColumns = ['mean', 'median', 'lo50', 'hi50', 'lo80', 'hi80', 'lo95', 'hi95'] as const;

/** A forecast by its mean and its quantiles at the probabilities that a forecast has. */
export function forecastOf(mean: Float64Array, quantile: (p: number) => Float64Array): Forecast {
  return {
    mean,
    median: quantile(0.5),
    lo50: quantile(0.25),
    hi50: quantile(0.75),
    lo80: quantile(0.1),
    hi80: quantile(0.9),
    lo95: quantile(0.025),
    hi95: quantile(0.975),
  };
}

/** The same by the quantiles of normal deviates `z`: 0 for the median, below 0 for lower limits. */
export function forecastByDeviate(mean: Float64Array, at: (z: number) => Float64Array): Forecast {
  return {
    mean,
    median: at(0),
    lo50: at(-z50),
    hi50: at(z50),
    lo80: at(-z80),
    hi80: at(z80),
    lo95: at(-z95),
    hi95: at(z95),
  };
}
