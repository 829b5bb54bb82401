/** The gain counts as constant once one step changes a variance by less than this share: 1e-8 in a log-likelihood. */
const steadyTolerance = 1e-12;

/**
 * Exact innovations of a Gaussian ARMA process by the Chandrasekhar recursions of Morf, Sidhu and Kailath (1974), in
 * the form of Herbst (2015, eq. 11-14), on Harvey's state space of dimension r = max(p, q + 1):
 *
 *   a_(t+1) = T a_t + K_t e_t / F_t,   e_t = w_t - a_t[0],   T = shift up plus phi in the first column
 *   F_(t+1) = F_t + W L0^2,  K_(t+1) = K_t + W L0 T L,  L_(t+1) = (T - K_(t+1)/F_(t+1) z') L,  W_(t+1) = W + (W L0)^2 / F_t
 *
 * started from the stationary covariance P: F = P00, K = L = T P z', W = -1/F. One step costs O(r) instead of the O(r^2)
 * to O(r^3) of the covariance recursion. Once W L L' is below rounding the gain is constant and only a is updated.
 *
 * All columns of `data` (data and regressors) go through the same filter. Arrays are allocated once, here.
 */
export class ArmaFilter {
  readonly phi: Float64Array;
  readonly theta: Float64Array;
  /** Column-major standardised innovations e_t / sqrt(F_t); `columns` x `rows`. */
  readonly innovations: Float64Array;
  /** Sum of log F_t of the last run. */
  sumLog = 0;
  private readonly r: number;
  private readonly rows: number;
  private readonly columns: number;
  private readonly padded: Float64Array;
  private readonly gain: Float64Array;
  private readonly factor: Float64Array;
  private readonly states: Float64Array;
  private readonly autocovariances: StationaryStart;

  private readonly firstRows: Int32Array;
  private readonly arAt: Int32Array;
  private readonly maAt: Int32Array;
  private readonly arWeights: Float64Array;
  private readonly maWeights: Float64Array;

  /**
   * `p` and `q` are the expanded orders, e.g. q + m Q. `firstRows[c]`: rows of column c before it are all zero and
   * need no work (dummies of gaps).
   */
  constructor(p: number, q: number, rows: number, columns: number, firstRows: Int32Array = new Int32Array(columns)) {
    this.firstRows = firstRows;
    this.r = Math.max(p, q + 1);
    this.rows = rows;
    this.columns = columns;
    this.phi = new Float64Array(p);
    this.theta = new Float64Array(q);
    this.innovations = new Float64Array(rows * columns);
    this.padded = new Float64Array(this.r);
    this.gain = new Float64Array(this.r);
    this.factor = new Float64Array(this.r + 1);
    this.states = new Float64Array((this.r + 1) * columns);
    this.autocovariances = new StationaryStart(p, q);
    this.arAt = new Int32Array(p);
    this.maAt = new Int32Array(q);
    this.arWeights = new Float64Array(p);
    this.maWeights = new Float64Array(q);
  }

  /**
   * Filters the columns of `data` (column-major, `columns` x `rows`, no NaN) at the current `phi` and `theta`.
   * False when phi is not stationary or the variances break down; `innovations` and `sumLog` are then meaningless.
   */
  run(data: Float64Array): boolean {
    const { r, rows, columns, padded: phi, gain, factor, states, innovations, firstRows } = this;
    phi.fill(0);
    phi.set(this.phi);
    if (!this.autocovariances.compute(this.phi, this.theta)) return false;
    const start = this.autocovariances.stateCovariance;
    let variance = start[0];
    if (!(variance > 0) || variance > 1e15) return false;
    for (let i = 0; i < r; i++) {
      const next = i + 1 < r ? start[i + 1] : 0;
      gain[i] = phi[i] * variance + next;
      factor[i] = gain[i];
    }
    factor[r] = 0;
    states.fill(0);
    let weight = -1 / variance;
    let product = 1;
    let sumLog = 0;
    let t = 0;
    const single = columns === 1;
    for (; t < rows; t++) {
      product *= variance;
      if (product > 1e250 || product < 1e-250) {
        sumLog += Math.log(product);
        product = 1;
      }
      const root = 1 / Math.sqrt(variance);
      const inverse = 1 / variance;
      const head = factor[0];
      const pull = weight * head;
      const nextVariance = variance + pull * head;
      if (!(nextVariance > 0)) return false;
      const ratio = head / nextVariance;
      let largest = 0;
      if (single) {
        // One loop for the state and the gain: the case that order searches spend their time in.
        const first = states[0];
        const e = data[t] - first;
        innovations[t] = e * root;
        const scaled = e * inverse;
        for (let i = 0; i < r; i++) {
          const f = phi[i];
          const k = gain[i];
          states[i] = states[i + 1] + f * first + k * scaled;
          const shifted = f * head + factor[i + 1];
          const next = k + pull * shifted;
          gain[i] = next;
          const l = shifted - next * ratio;
          factor[i] = l;
          if (l > largest) largest = l;
          else if (-l > largest) largest = -l;
        }
      } else {
        for (let c = 0; c < columns; c++) {
          if (t < firstRows[c]) continue;
          const base = c * (r + 1);
          const first = states[base];
          const e = data[c * rows + t] - first;
          innovations[c * rows + t] = e * root;
          const scaled = e * inverse;
          for (let i = 0; i < r; i++) states[base + i] = states[base + i + 1] + phi[i] * first + gain[i] * scaled;
        }
        for (let i = 0; i < r; i++) {
          const shifted = phi[i] * head + factor[i + 1];
          const k = gain[i] + pull * shifted;
          gain[i] = k;
          const l = shifted - k * ratio;
          factor[i] = l;
          if (l > largest) largest = l;
          else if (-l > largest) largest = -l;
        }
      }
      weight += (pull * pull) / variance;
      variance = nextVariance;
      if (-weight * largest * largest < steadyTolerance * variance) {
        t++;
        break;
      }
    }
    sumLog += Math.log(product);
    if (t < rows) {
      sumLog += (rows - t) * Math.log(variance);
      this.runSteady(data, t, variance);
    }
    this.sumLog = sumLog;
    return Number.isFinite(sumLog);
  }

  /**
   * The rest of the series at a gain that no longer changes. The filter is then the difference equation
   * e_t = w_t - sum phi_i w_(t-i) - sum theta_j e_(t-j), theta_j = gain_j / F - phi_j (the invertible one of the two
   * moving averages with this likelihood), and only the lags of the model's polynomials count: a multiplicative seasonal
   * model has few.
   */
  private runSteady(data: Float64Array, from: number, variance: number): void {
    const { rows, columns, gain, innovations, firstRows } = this;
    const inverse = 1 / variance;
    for (let i = 0; i < this.r; i++) gain[i] *= inverse;
    const sparseFrom = Math.max(from, this.phi.length, this.theta.length);
    if (sparseFrom > from) this.runSteadyStates(data, from, Math.min(rows, sparseFrom), variance);
    if (sparseFrom >= rows) return;
    const arLags = this.collectLags(this.phi);
    const maLags = this.collectLags(this.theta);
    const ar = this.arWeights;
    const ma = this.maWeights;
    for (let i = 0; i < arLags; i++) ar[i] = this.phi[this.arAt[i] - 1];
    for (let i = 0; i < maLags; i++) ma[i] = gain[this.maAt[i] - 1] - this.padded[this.maAt[i] - 1];
    const root = 1 / Math.sqrt(variance);
    const scaled = this.arAt;
    for (let c = 0; c < columns; c++) {
      const base = c * rows;
      // Innovations stand divided by their deviation, which is constant here: the recursion is linear in them.
      for (let t = Math.max(sparseFrom, firstRows[c]); t < rows; t++) {
        let e = data[base + t];
        for (let i = 0; i < arLags; i++) e -= ar[i] * data[base + t - scaled[i]];
        e *= root;
        for (let i = 0; i < maLags; i++) e -= ma[i] * innovations[base + t - this.maAt[i]];
        innovations[base + t] = e;
      }
    }
  }

  /** Non-zero lags of a polynomial into the list that belongs to it; answers how many. */
  private collectLags(weights: Float64Array): number {
    const into = weights === this.phi ? this.arAt : this.maAt;
    let count = 0;
    for (let i = 0; i < weights.length; i++) if (weights[i] !== 0) into[count++] = i + 1;
    return count;
  }

  /** Rows [from, to) by the state recursion; `gain` is already divided by the variance. */
  private runSteadyStates(data: Float64Array, from: number, to: number, variance: number): void {
    const { r, rows, columns, padded: phi, gain, states, innovations } = this;
    const root = 1 / Math.sqrt(variance);
    for (let c = 0; c < columns; c++) {
      const base = c * (r + 1);
      for (let t = Math.max(from, this.firstRows[c]); t < to; t++) {
        const first = states[base];
        const e = data[c * rows + t] - first;
        innovations[c * rows + t] = e * root;
        for (let i = 0; i < r; i++) states[base + i] = states[base + i + 1] + phi[i] * first + gain[i] * e;
      }
    }
  }
}

/**
 * First column of the stationary state covariance, P z' = cov(state, w_t), for unit innovation variance.
 *
 * AR autocovariances by the step-down recursion (reflection coefficients from phi, then Levinson upwards), O(p^2); the
 * moving average is applied to them: gamma(k) = sum_l c(l) gamma_AR(k - l) with c the autocovariances of theta. Only
 * non-zero coefficients of a multiplicative model are visited.
 */
class StationaryStart {
  readonly stateCovariance: Float64Array;
  private readonly p: number;
  private readonly q: number;
  private readonly reflection: Float64Array;
  private readonly down: Float64Array;
  private readonly swap: Float64Array;
  private readonly arGamma: Float64Array;
  private readonly gamma: Float64Array;
  private readonly psi: Float64Array;
  private readonly maGamma: Float64Array;

  constructor(p: number, q: number) {
    this.p = p;
    this.q = q;
    this.stateCovariance = new Float64Array(Math.max(p, q + 1));
    this.reflection = new Float64Array(p);
    this.down = new Float64Array(p);
    this.swap = new Float64Array(p);
    this.arGamma = new Float64Array(p + q + 1);
    this.gamma = new Float64Array(p + 1);
    this.psi = new Float64Array(q + 1);
    this.maGamma = new Float64Array(q + 1);
  }

  /** False when phi is not stationary. */
  compute(phi: Float64Array, theta: Float64Array): boolean {
    const { p, q, gamma, psi, stateCovariance } = this;
    if (!this.computeArGamma(phi)) return false;
    this.computeGamma(theta);
    psi[0] = 1;
    for (let j = 1; j <= q; j++) {
      let sum = theta[j - 1];
      for (let i = 1; i <= Math.min(p, j); i++) if (phi[i - 1] !== 0) sum += phi[i - 1] * psi[j - i];
      psi[j] = sum;
    }
    stateCovariance.fill(0);
    stateCovariance[0] = gamma[0];
    for (let a = 1; a <= p; a++) {
      const c = phi[a - 1];
      if (c !== 0) for (let i = 1; i < a; i++) stateCovariance[i] += c * gamma[a - i];
    }
    for (let b = 1; b <= q; b++) {
      const c = theta[b - 1];
      if (c !== 0) for (let i = 1; i <= b; i++) stateCovariance[i] += c * psi[b - i];
    }
    return true;
  }

  private computeArGamma(phi: Float64Array): boolean {
    const { p, reflection, down, swap, arGamma } = this;
    down.set(phi);
    let product = 1;
    for (let j = p - 1; j >= 0; j--) {
      const k = down[j];
      if (!(Math.abs(k) < 1)) return false;
      reflection[j] = k;
      const scale = 1 - k * k;
      product *= scale;
      if (k === 0) continue;
      const inverse = 1 / scale;
      for (let i = 0; i < j; i++) swap[i] = (down[i] + k * down[j - 1 - i]) * inverse;
      for (let i = 0; i < j; i++) down[i] = swap[i];
    }
    let error = 1 / product;
    arGamma.fill(0);
    arGamma[0] = error;
    for (let j = 0; j < p; j++) {
      const k = reflection[j];
      let sum = k * error;
      for (let i = 0; i < j; i++) sum += down[i] * arGamma[j - i];
      arGamma[j + 1] = sum;
      if (k !== 0) {
        for (let i = 0; i < j; i++) swap[i] = down[i] - k * down[j - 1 - i];
        for (let i = 0; i < j; i++) down[i] = swap[i];
      }
      down[j] = k;
      error *= 1 - k * k;
    }
    for (let lag = p + 1; lag < arGamma.length; lag++) {
      let sum = 0;
      for (let i = 0; i < p; i++) if (phi[i] !== 0) sum += phi[i] * arGamma[lag - 1 - i];
      arGamma[lag] = sum;
    }
    return true;
  }

  private computeGamma(theta: Float64Array): void {
    const { p, q, arGamma, gamma, maGamma } = this;
    maGamma.fill(0);
    for (let i = 0; i <= q; i++) {
      const a = i === 0 ? 1 : theta[i - 1];
      if (a === 0) continue;
      for (let j = i; j <= q; j++) maGamma[j - i] += a * (j === 0 ? 1 : theta[j - 1]);
    }
    for (let k = 0; k <= p; k++) gamma[k] = maGamma[0] * arGamma[k];
    for (let l = 1; l <= q; l++) {
      const c = maGamma[l];
      if (c === 0) continue;
      for (let k = 0; k <= p; k++) gamma[k] += c * (arGamma[Math.abs(k - l)] + arGamma[k + l]);
    }
  }

  /** Autocovariances gamma(0..p) of the ARMA process of the last `compute`. */
  get processAutocovariances(): Float64Array {
    return this.gamma;
  }
}

/** Autocovariances 0..p of an ARMA process with unit innovations and cov(state, w_t); null when not stationary. */
export function stationaryMoments(
  phi: Float64Array,
  theta: Float64Array,
): { readonly autocovariances: Float64Array; readonly stateCovariance: Float64Array } | null {
  const start = new StationaryStart(phi.length, theta.length);
  if (!start.compute(phi, theta)) return null;
  return { autocovariances: start.processAutocovariances, stateCovariance: start.stateCovariance };
}
