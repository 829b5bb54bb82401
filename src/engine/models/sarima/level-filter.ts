import { stationaryMoments } from './arma-filter.ts';
import { expandPolynomials } from './arma-parameters.ts';
import { differencingWeights, type SarimaOrder } from './sarima-order.ts';

/** What the filter on the levels gives. Variances are in units of sigma2. */
export interface LevelFilterResult {
  /** h expected values beyond the series. */
  readonly mean: Float64Array;
  /** Their variances / sigma2. */
  readonly variance: Float64Array;
  /** Innovations / sqrt(their variance); NaN at missing values. Length n. */
  readonly standardised: Float64Array;
  readonly ssq: number;
  readonly sumLog: number;
  /** Observations counted: prediction variance below 1e4. */
  readonly counted: number;
}

/** Prior variance / sigma2 of the d + m D start values, R's default `kappa`. */
const diffusePrior = 1e6;

/**
 * Kalman filter on the undifferenced series, as in R's `arima` (Gardner's state space, stationary block first, then the
 * d + m D past levels with prior variance 1e6 sigma2). NaN = missing, exactly. `y` is the series less its regression
 * part. One step costs O(s^2) with s = r + d + m D: used once a fit for forecasts and residuals, and as an independent
 * check of the fast likelihood. Null when phi is not stationary.
 */
export function filterLevels(
  y: Float64Array,
  coefficients: Float64Array,
  order: SarimaOrder,
  horizon: number,
): LevelFilterResult | null {
  const p = order.p + order.period * order.seasonalP;
  const q = order.q + order.period * order.seasonalQ;
  const phiBlock = new Float64Array(p);
  const thetaBlock = new Float64Array(q);
  expandPolynomials(coefficients, order, phiBlock, thetaBlock);
  const moments = stationaryMoments(phiBlock, thetaBlock);
  if (!moments) return null;
  const r = Math.max(p, q + 1);
  const delta = differencingWeights(order);
  const d = delta.length;
  const s = r + d;
  const phi = new Float64Array(r);
  phi.set(phiBlock);
  const impact = new Float64Array(s);
  impact[0] = 1;
  impact.set(thetaBlock, 1);

  const covariance = startCovariance(moments.stateCovariance, phi, impact, r, s, diffusePrior);
  const state = new Float64Array(s);
  const ahead = new Float64Array(s);
  const product = new Float64Array(s * s);
  const gain = new Float64Array(s);
  const standardised = new Float64Array(y.length);
  const mean = new Float64Array(horizon);
  const variance = new Float64Array(horizon);
  let ssq = 0;
  let sumLog = 0;
  let counted = 0;
  for (let t = 0; t < y.length + horizon; t++) {
    moveState(state, ahead, phi, delta, r);
    if (t > 0) moveCovariance(covariance, product, phi, delta, impact, r, s);
    let predicted = ahead[0];
    for (let i = 0; i < d; i++) predicted += delta[i] * ahead[r + i];
    for (let i = 0; i < s; i++) {
      let sum = covariance[i * s];
      for (let j = 0; j < d; j++) if (delta[j] !== 0) sum += covariance[i * s + r + j] * delta[j];
      gain[i] = sum;
    }
    let f = gain[0];
    for (let j = 0; j < d; j++) f += delta[j] * gain[r + j];
    const observed = t < y.length && !Number.isNaN(y[t]);
    if (!observed) {
      if (t < y.length) standardised[t] = Number.NaN;
      else {
        mean[t - y.length] = predicted;
        variance[t - y.length] = f;
      }
      state.set(ahead);
      continue;
    }
    const innovation = y[t] - predicted;
    standardised[t] = innovation / Math.sqrt(f);
    if (f < 1e4) {
      counted++;
      ssq += (innovation * innovation) / f;
      sumLog += Math.log(f);
    }
    const scaled = innovation / f;
    for (let i = 0; i < s; i++) {
      state[i] = ahead[i] + gain[i] * scaled;
      const g = gain[i] / f;
      for (let j = 0; j < s; j++) covariance[i * s + j] -= g * gain[j];
    }
  }
  return { mean, variance, standardised, ssq, sumLog, counted };
}

/** Stationary block from its first column (P = T P T' + R R', solved from the last corner inwards), levels of variance `prior`. */
export function startCovariance(
  firstColumn: Float64Array,
  phi: Float64Array,
  impact: Float64Array,
  r: number,
  s: number,
  prior: number,
): Float64Array {
  const p = new Float64Array(s * s);
  for (let i = r - 1; i >= 0; i--)
    for (let j = r - 1; j >= 0; j--) {
      if (i === 0 || j === 0) {
        p[i * s + j] = firstColumn[Math.max(i, j)];
        continue;
      }
      const rightFirst = j + 1 < r ? firstColumn[j + 1] : 0;
      const leftFirst = i + 1 < r ? firstColumn[i + 1] : 0;
      const corner = i + 1 < r && j + 1 < r ? p[(i + 1) * s + j + 1] : 0;
      p[i * s + j] =
        phi[i] * phi[j] * firstColumn[0] + phi[i] * rightFirst + phi[j] * leftFirst + corner + impact[i] * impact[j];
    }
  for (let i = r; i < s; i++) p[i * s + i] = prior;
  return p;
}

/** ahead = T state. */
export function moveState(
  state: Float64Array,
  ahead: Float64Array,
  phi: Float64Array,
  delta: Float64Array,
  r: number,
): void {
  for (let i = 0; i < r; i++) ahead[i] = phi[i] * state[0] + (i + 1 < r ? state[i + 1] : 0);
  if (delta.length === 0) return;
  let level = state[0];
  for (let i = 0; i < delta.length; i++) level += delta[i] * state[r + i];
  ahead[r] = level;
  for (let i = 1; i < delta.length; i++) ahead[r + i] = state[r + i - 1];
}

/** P becomes T P T' + R R', by the structure of T. */
export function moveCovariance(
  p: Float64Array,
  product: Float64Array,
  phi: Float64Array,
  delta: Float64Array,
  impact: Float64Array,
  r: number,
  s: number,
): void {
  const d = delta.length;
  for (let i = 0; i < r; i++)
    for (let j = 0; j < s; j++) product[i * s + j] = phi[i] * p[j] + (i + 1 < r ? p[(i + 1) * s + j] : 0);
  if (d > 0) {
    for (let j = 0; j < s; j++) {
      let sum = p[j];
      for (let i = 0; i < d; i++) if (delta[i] !== 0) sum += delta[i] * p[(r + i) * s + j];
      product[r * s + j] = sum;
    }
    for (let i = 1; i < d; i++) for (let j = 0; j < s; j++) product[(r + i) * s + j] = p[(r + i - 1) * s + j];
  }
  for (let i = 0; i < s; i++) {
    const row = i * s;
    for (let j = 0; j < r; j++) {
      const next = j + 1 < r ? product[row + j + 1] : 0;
      p[row + j] = phi[j] * product[row] + next + impact[i] * impact[j];
    }
    if (d === 0) continue;
    let sum = product[row];
    for (let j = 0; j < d; j++) if (delta[j] !== 0) sum += delta[j] * product[row + r + j];
    p[row + r] = sum;
    for (let j = 1; j < d; j++) p[row + r + j] = product[row + r + j - 1];
  }
}
