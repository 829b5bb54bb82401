import { chiSquaredTail } from '#engine/kernels/normal-distribution.ts';

export interface LjungBox {
  readonly statistic: number;
  readonly lags: number;
  readonly degrees: number;
  /** Below 0.05: the residuals are not white noise. NaN when there are too few. */
  readonly pValue: number;
}

/** Autocorrelations 1..`lags` of the observed values (NaN pairs left out). */
export function autocorrelations(x: Float64Array, lags: number): Float64Array {
  let sum = 0;
  let count = 0;
  for (const v of x)
    if (!Number.isNaN(v)) {
      sum += v;
      count++;
    }
  const mean = sum / count;
  let denominator = 0;
  for (const v of x) if (!Number.isNaN(v)) denominator += (v - mean) ** 2;
  return Float64Array.from({ length: lags }, (_, i) => {
    let numerator = 0;
    for (let t = i + 1; t < x.length; t++) {
      const product = (x[t] - mean) * (x[t - i - 1] - mean);
      if (!Number.isNaN(product)) numerator += product;
    }
    return numerator / denominator;
  });
}

/**
 * Ljung and Box (1978) on `residuals`: lags min(2 m, n / 5) for a season m, else min(10, n / 5), as
 * `forecast::checkresiduals`; degrees of freedom less the `fitted` ARMA coefficients, with lags added so that three stay.
 */
export function testLjungBox(residuals: Float64Array, period: number, fitted: number): LjungBox {
  const n = residuals.reduce((count, v) => count + (Number.isNaN(v) ? 0 : 1), 0);
  const wanted = Math.trunc(Math.min(period > 1 ? 2 * period : 10, n / 5));
  const lags = Math.min(Math.max(fitted + 3, wanted), n - 1);
  const degrees = lags - fitted;
  if (degrees < 1 || n < 6) return { statistic: Number.NaN, lags, degrees, pValue: Number.NaN };
  const r = autocorrelations(residuals, lags);
  let statistic = 0;
  for (let k = 1; k <= lags; k++) statistic += (r[k - 1] * r[k - 1]) / (n - k);
  statistic *= n * (n + 2);
  return { statistic, lags, degrees, pValue: chiSquaredTail(statistic, degrees) };
}
