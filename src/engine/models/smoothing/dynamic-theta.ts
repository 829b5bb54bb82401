import type { Outcome } from '#engine/issue.ts';
import { minimiseBfgs } from '#engine/kernels/minimise-bfgs.ts';
import { removeThetaSeason } from './theta.ts';

export interface DynamicThetaForecast {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
  readonly alpha: number;
  readonly theta: number;
  readonly sigma2: number;
}

/**
 * The dynamic optimised Theta model (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler 2016, section 3.2): level,
 * theta (1 to 100) and alpha (0.1 to 0.99) by least squares of the one-step errors; the regression on time is updated with every observation.
 * Beyond the series the forecasts take the place of observations; the deviation is that of the underlying smoothing,
 * sigma sqrt(1 + (h - 1) alpha^2), times the season's factor. `y` has no NaN.
 */
export function forecastDynamicTheta(y: Float64Array, period: number, horizon: number): Outcome<DynamicThetaForecast> {
  if (y.length < 5)
    return {
      ok: false,
      issue: { code: 'series-too-short', severity: 'error', params: { observations: y.length, needed: 5 } },
    };
  const season = removeThetaSeason(y, period);
  const x = season.adjusted;
  const n = x.length;
  const scale = Math.max(1e-12, Math.abs(x[0]), x.reduce((a, v) => a + Math.abs(v), 0) / n);
  const unpack = (p: Float64Array): Parameters => ({
    level: scale * p[0],
    alpha: 0.1 + 0.89 / (1 + Math.exp(-p[1])),
    theta: 1 + 99 / (1 + Math.exp(4.5 - p[2])),
  });
  const objective = (p: Float64Array): number => Math.log(runDynamicTheta(x, unpack(p), 0).squares + 1e-300);
  const starts = [
    [0, 0.7],
    [-2, 0],
    [1.5, 1.5],
  ].map(([alpha, theta]) => Float64Array.of(x[0] / scale / 2, alpha, theta));
  const best = starts
    .map((start) => minimiseBfgs(objective, start, { maxIterations: 200, tolerance: 1e-9 }))
    .filter((minimum) => Number.isFinite(minimum.value))
    .sort((a, b) => a.value - b.value)[0];
  if (!best) return { ok: false, issue: { code: 'no-finite-likelihood', severity: 'error' } };
  const parameters = unpack(best.x);
  const { squares, path } = runDynamicTheta(x, parameters, horizon);
  const sigma2 = squares / Math.max(1, n - 3);
  const mean = path.map((v, h) => v * season.factorAhead(h));
  const deviation = mean.map(
    (_, h) => Math.sqrt(sigma2 * (1 + h * parameters.alpha ** 2)) * Math.abs(season.factorAhead(h)),
  );
  return { ok: true, value: { mean, deviation, alpha: parameters.alpha, theta: parameters.theta, sigma2 } };
}

interface Parameters {
  readonly level: number;
  readonly alpha: number;
  readonly theta: number;
}

/** One pass; squares of the errors from the third period on (the line needs two points), then `horizon` steps ahead. */
function runDynamicTheta(
  x: Float64Array,
  { level, alpha, theta }: Parameters,
  horizon: number,
): { readonly squares: number; readonly path: Float64Array } {
  const n = x.length;
  const share = 1 - 1 / theta;
  const path = new Float64Array(horizon);
  let l = level;
  let a = 0;
  let b = 0;
  let mean = 0;
  let power = 1;
  let squares = 0;
  for (let t = 1; t <= n + horizon; t++) {
    const nextPower = power * (1 - alpha);
    const mu = l + share * (power * a + ((1 - nextPower) / alpha) * b);
    const y = t <= n ? x[t - 1] : mu;
    if (t > n) path[t - n - 1] = mu;
    else if (t > 2) squares += (y - mu) ** 2;
    l = alpha * y + (1 - alpha) * l;
    b = t > 1 ? ((t - 2) * b + (6 / t) * (y - mean)) / (t + 1) : 0;
    mean = ((t - 1) * mean + y) / t;
    a = mean - ((t + 1) / 2) * b;
    power = nextPower;
  }
  return { squares, path };
}
