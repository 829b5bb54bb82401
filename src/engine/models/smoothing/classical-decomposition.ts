import { sumOf } from '#engine/kernels/statistics.ts';

/** Seasonal figure of a classical decomposition; `figure[i]` belongs to periods i, i + m, ... Sums to 0 or averages 1. */
export interface ClassicalDecomposition {
  readonly figure: Float64Array;
  /** The series less (or over) its season. */
  readonly adjusted: Float64Array;
}

/**
 * R's `decompose`: centred moving average over one season, mean of the detrended values by phase, normalised. Needs two
 * full seasons and no NaN.
 */
export function decomposeClassically(y: Float64Array, period: number, multiplicative: boolean): ClassicalDecomposition {
  const n = y.length;
  const half = period % 2 === 0 ? period / 2 : (period - 1) / 2;
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  for (let t = half; t < n - half; t++) {
    let sum = 0;
    for (let k = -half; k <= half; k++) {
      const weight = period % 2 === 0 && Math.abs(k) === half ? 0.5 : 1;
      sum += weight * y[t + k];
    }
    const trend = sum / period;
    sums[t % period] += multiplicative ? y[t] / trend : y[t] - trend;
    counts[t % period]++;
  }
  const raw = sums.map((s, i) => s / counts[i]);
  const mean = sumOf(raw) / period;
  const figure = raw.map((v) => (multiplicative ? v / mean : v - mean));
  const adjusted = y.map((v, t) => (multiplicative ? v / figure[t % period] : v - figure[t % period]));
  return { figure, adjusted };
}
