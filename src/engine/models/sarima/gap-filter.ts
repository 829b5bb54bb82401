import { stationaryMoments } from './arma-filter.ts';
import { moveCovariance, moveState, startCovariance } from './level-filter.ts';
import { differencingWeights, lostToDifferencing, type SarimaOrder } from './sarima-order.ts';

/**
 * Kalman filter on the undifferenced columns that skips the missing rows: the likelihood of a series with so many gaps
 * that a dummy for each would cost more. Columns start from levels of zero; the true start levels are columns of their
 * own ({@link startLevelColumns}), concentrated out with their determinant like the dummies of gaps, which is the exact
 * diffuse likelihood (de Jong 1991), equal to that of the differenced series. One step costs O(s^2) for the covariance,
 * s = r + d + m D, and O(s) a column. Same reading as ArmaFilter: set `phi` and `theta`, `run`, take `innovations`.
 */
export class GapFilter {
  readonly phi: Float64Array;
  readonly theta: Float64Array;
  /** Column-major standardised innovations of the observed rows; `columns` x observed rows. */
  readonly innovations: Float64Array;
  sumLog = 0;
  private readonly observed: Uint8Array;
  private readonly rows: number;
  private readonly columns: number;
  private readonly r: number;
  private readonly delta: Float64Array;
  private readonly padded: Float64Array;
  private readonly impact: Float64Array;
  private readonly product: Float64Array;
  private readonly gain: Float64Array;
  private readonly states: Float64Array[];
  private readonly ahead: Float64Array;

  /** `p` and `q` are the expanded orders; `observed`: 1 where a row counts. */
  constructor(p: number, q: number, order: SarimaOrder, observed: Uint8Array, columns: number) {
    this.phi = new Float64Array(p);
    this.theta = new Float64Array(q);
    this.observed = observed;
    this.rows = observed.reduce((count, v) => count + v, 0);
    this.columns = columns;
    this.r = Math.max(p, q + 1);
    this.delta = differencingWeights(order);
    const s = this.r + this.delta.length;
    this.innovations = new Float64Array(columns * this.rows);
    this.padded = new Float64Array(this.r);
    this.impact = new Float64Array(s);
    this.product = new Float64Array(s * s);
    this.gain = new Float64Array(s);
    this.ahead = new Float64Array(s);
    this.states = Array.from({ length: columns }, () => new Float64Array(s));
  }

  /** Filters the columns of `data` (column-major, as many rows as `observed`). False when phi is not stationary. */
  run(data: Float64Array): boolean {
    const { r, delta, padded, impact, product, gain, states, ahead, innovations, rows, columns } = this;
    const d = delta.length;
    const s = r + d;
    const total = this.observed.length;
    const moments = stationaryMoments(this.phi, this.theta);
    if (!moments) return false;
    padded.fill(0);
    padded.set(this.phi);
    impact.fill(0);
    impact[0] = 1;
    impact.set(this.theta, 1);
    const covariance = startCovariance(moments.stateCovariance, padded, impact, r, s, 0);
    for (const state of states) state.fill(0);
    let sumLog = 0;
    let row = 0;
    for (let t = 0; t < total; t++) {
      if (t > 0) moveCovariance(covariance, product, padded, delta, impact, r, s);
      const seen = this.observed[t] === 1;
      let inverse = 0;
      let root = 0;
      if (seen) {
        for (let i = 0; i < s; i++) {
          let sum = covariance[i * s];
          for (let j = 0; j < d; j++) if (delta[j] !== 0) sum += covariance[i * s + r + j] * delta[j];
          gain[i] = sum;
        }
        let f = gain[0];
        for (let j = 0; j < d; j++) f += delta[j] * gain[r + j];
        if (!(f > 0)) return false;
        sumLog += Math.log(f);
        inverse = 1 / f;
        root = Math.sqrt(inverse);
        for (let i = 0; i < s; i++) {
          const g = gain[i] * inverse;
          for (let j = 0; j < s; j++) covariance[i * s + j] -= g * gain[j];
        }
      }
      for (let c = 0; c < columns; c++) {
        const state = states[c];
        moveState(state, ahead, padded, delta, r);
        if (!seen) {
          state.set(ahead);
          continue;
        }
        let predicted = ahead[0];
        for (let j = 0; j < d; j++) predicted += delta[j] * ahead[r + j];
        const innovation = data[c * total + t] - predicted;
        innovations[c * rows + row] = innovation * root;
        const scaled = innovation * inverse;
        for (let i = 0; i < s; i++) state[i] = ahead[i] + gain[i] * scaled;
      }
      if (seen) row++;
    }
    this.sumLog = sumLog;
    return Number.isFinite(sumLog);
  }
}

/** The d + m D columns that a unit of each start level adds to the levels when nothing else moves; n rows each. */
export function startLevelColumns(order: SarimaOrder, n: number): Float64Array[] {
  const delta = differencingWeights(order);
  const d = delta.length;
  return Array.from({ length: lostToDifferencing(order) }, (_, i) => {
    const levels = new Float64Array(d + n);
    levels[d - 1 - i] = 1;
    for (let t = d; t < d + n; t++) for (let j = 0; j < d; j++) levels[t] += delta[j] * levels[t - 1 - j];
    return levels.slice(d);
  });
}

/** True where a dummy for each gap would cost more than the filter on the levels (operations a row). */
export function prefersGapFilter(order: SarimaOrder, gaps: number, regressors: number): boolean {
  if (gaps === 0) return false;
  const p = order.p + order.period * order.seasonalP;
  const q = order.q + order.period * order.seasonalQ;
  const r = Math.max(p, q + 1);
  const d = lostToDifferencing(order);
  const s = r + d;
  const dummies = (1 + regressors + gaps / 2) * 3 * r + (regressors + gaps) ** 2 / 4;
  const levels = 4 * s * s + (1 + regressors + d) * 4 * s + (regressors + d) ** 2 / 2;
  return levels < dummies;
}
