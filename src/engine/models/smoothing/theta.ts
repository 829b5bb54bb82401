import type { Outcome } from '#engine/issue.ts';
import { solveLeastSquares } from '#engine/kernels/least-squares.ts';
import { autocorrelations } from '#engine/models/sarima/residual-diagnostics.ts';
import { decomposeClassically } from './classical-decomposition.ts';
import { fitEts } from './fit-ets.ts';

/** Multiplicative season of a series, where the Theta methods see one. */
export interface ThetaSeason {
  readonly adjusted: Float64Array;
  /** Factor of step h (0 = the first beyond the series). */
  readonly factorAhead: (h: number) => number;
}

/**
 * Deseasonalises as `forecast::thetaf`: when the autocorrelation at lag m is significant at 90 % (two-sided), by
 * classical multiplicative decomposition. Left alone when a factor would be near 0 or a value is not positive.
 */
export function removeThetaSeason(y: Float64Array, period: number): ThetaSeason {
  const plain: ThetaSeason = { adjusted: y, factorAhead: () => 1 };
  const n = y.length;
  if (period <= 1 || n <= 2 * period || y.every((v) => v === y[0])) return plain;
  const r = autocorrelations(y, period);
  const squares = r.subarray(0, period - 1).reduce((sum, v) => sum + v * v, 0);
  const error = Math.sqrt((1 + 2 * squares) / n);
  if (!(Math.abs(r[period - 1]) / error > 1.6448536269514722)) return plain;
  const { figure, adjusted } = decomposeClassically(y, period, true);
  if (!figure.every((v) => v > 1e-4) || !adjusted.every(Number.isFinite)) return plain;
  return { adjusted, factorAhead: (h) => figure[(n + h) % period] };
}

export interface ThetaForecast {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
  readonly alpha: number;
  /** Slope of the straight line (the theta line of 0), per period. */
  readonly slope: number;
}

/**
 * The standard Theta method (Assimakopoulos and Nikolopoulos 2000) in the form of Hyndman and Billah (2003), as R's
 * `thetaf`: simple exponential smoothing with half the slope of the regression on time. `y` has no NaN.
 */
export function forecastTheta(y: Float64Array, period: number, horizon: number): Outcome<ThetaForecast> {
  const season = removeThetaSeason(y, period);
  const x = season.adjusted;
  const n = x.length;
  const smoothed = fitEts(x, { error: 'A', trend: 'N', damped: false, season: 'N' }, 1);
  if (!smoothed.ok) return smoothed;
  const time = Float64Array.from({ length: n }, (_, t) => t);
  const slope = solveLeastSquares([new Float64Array(n).fill(1), time], x).coefficients[1] / 2;
  const { level, sigma2, smoothing } = smoothed.value;
  const { alpha } = smoothing;
  const mean = new Float64Array(horizon);
  const deviation = new Float64Array(horizon);
  const sigma = Math.sqrt(sigma2);
  for (let h = 0; h < horizon; h++) {
    mean[h] = (level + slope * (h + (1 - (1 - alpha) ** n) / alpha)) * season.factorAhead(h);
    deviation[h] = sigma * Math.sqrt(h * alpha * alpha + 1);
  }
  return { ok: true, value: { mean, deviation, alpha, slope } };
}
