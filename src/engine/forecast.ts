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
