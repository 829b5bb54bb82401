import type { EtsFit } from './fit-ets.ts';

export interface EtsForecast {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/**
 * Analytic mean and variance of an ETS forecast (Hyndman et al. 2008, chapter 6): class 1 (additive), class 2
 * (multiplicative error, additive parts) and class 3 (multiplicative season). Parameter uncertainty is ignored.
 */
export function forecastEts(fit: EtsFit, horizon: number): EtsForecast {
  return fit.form.season === 'M' ? forecastClass3(fit, horizon) : forecastAdditive(fit, horizon);
}

function forecastAdditive(fit: EtsFit, horizon: number): EtsForecast {
  const { form, smoothing, sigma2, period } = fit;
  const { alpha, beta, gamma, phi } = smoothing;
  const mean = new Float64Array(horizon);
  // c[j - 1] weighs an error on the forecast j steps later; the slope carries phi + ... + phi^j of it.
  const c = new Float64Array(horizon);
  let damp = 0;
  let power = 1;
  for (let h = 0; h < horizon; h++) {
    power *= phi;
    damp += form.trend === 'A' ? power : 0;
    mean[h] = fit.level + damp * fit.slope;
    if (form.season === 'A') mean[h] += fit.phases[(fit.observations + h) % period];
    c[h] = alpha + beta * damp + (form.season === 'A' && (h + 1) % period === 0 ? gamma : 0);
  }
  const variance = new Float64Array(horizon);
  if (form.error === 'A') {
    let sum = 1;
    for (let h = 0; h < horizon; h++) {
      variance[h] = sigma2 * sum;
      sum += c[h] * c[h];
    }
    return { mean, variance };
  }
  const theta = new Float64Array(horizon);
  for (let h = 0; h < horizon; h++) {
    theta[h] = mean[h] * mean[h];
    for (let j = 1; j <= h; j++) theta[h] += sigma2 * c[j - 1] * c[j - 1] * theta[h - j];
    variance[h] = (1 + sigma2) * theta[h] - mean[h] * mean[h];
  }
  return { mean, variance };
}

/**
 * Class 3. For one phase of the season with factor s the vector z = (level, slope) s is all that its forecasts need:
 * z' = (F + G e)(1 + gamma e) z at the steps where the phase is visited, (F + G e) z at the others, with F = [1 phi; 0 phi]
 * and G = (alpha, beta)' (1, phi). Means and second moments of z are carried on exactly for normal e.
 */
function forecastClass3(fit: EtsFit, horizon: number): EtsForecast {
  const { form, smoothing, sigma2, period } = fit;
  const phi = form.trend === 'A' ? smoothing.phi : 0;
  const transition = [1, phi, 0, phi];
  const impact = [smoothing.alpha, smoothing.alpha * phi, smoothing.beta, smoothing.beta * phi];
  const mean = new Float64Array(horizon);
  const variance = new Float64Array(horizon);
  for (let phase = 0; phase < Math.min(period, horizon); phase++) {
    const season = fit.phases[(fit.observations + phase) % period];
    let z = [fit.level * season, fit.slope * season];
    let second = [z[0] * z[0], z[0] * z[1], z[0] * z[1], z[1] * z[1]];
    for (let h = 0; h < horizon; h++) {
      const visited = h % period === phase;
      if (visited) {
        const expected = z[0] + phi * z[1];
        const square = second[0] + 2 * phi * second[1] + phi * phi * second[3];
        mean[h] = expected;
        variance[h] = (1 + sigma2) * square - expected * expected;
      }
      const gamma = visited ? smoothing.gamma : 0;
      const linear = impact.map((g, i) => g + gamma * transition[i]);
      const drift = transition.map((f, i) => f + gamma * sigma2 * impact[i]);
      z = [drift[0] * z[0] + drift[1] * z[1], drift[2] * z[0] + drift[3] * z[1]];
      const parts = [
        sandwich(transition, second, transition),
        sandwich(linear, second, linear).map((v) => v * sigma2),
        sandwich(transition, second, impact).map((v) => v * gamma * sigma2),
        sandwich(impact, second, transition).map((v) => v * gamma * sigma2),
        sandwich(impact, second, impact).map((v) => v * 3 * sigma2 * sigma2 * gamma * gamma),
      ];
      second = [0, 1, 2, 3].map((i) => parts.reduce((sum, part) => sum + part[i], 0));
    }
  }
  return { mean, variance };
}

/** A Q B' for 2 x 2 matrices, row-major. */
function sandwich(a: readonly number[], q: readonly number[], b: readonly number[]): number[] {
  const left = [
    a[0] * q[0] + a[1] * q[2],
    a[0] * q[1] + a[1] * q[3],
    a[2] * q[0] + a[3] * q[2],
    a[2] * q[1] + a[3] * q[3],
  ];
  return [
    left[0] * b[0] + left[1] * b[1],
    left[0] * b[2] + left[1] * b[3],
    left[2] * b[0] + left[3] * b[1],
    left[2] * b[2] + left[3] * b[3],
  ];
}
