import { invertPositiveDefinite } from '#engine/kernels/cholesky.ts';
import { meanOf, varianceOf } from '#engine/kernels/statistics.ts';

/** One regressor with a slope of each product. */
export interface PooledColumn {
  readonly values: Float64Array;
  /** Prior of the mean slope over products, N(mean, sd²); an infinite `sd` leaves it to the data. */
  readonly mean: number;
  readonly sd: number;
  /** Spread of the slopes between products where the data is silent. */
  readonly spread: number;
  /** How many products that spread counts for beside those of the data. */
  readonly belief: number;
}

/** Rows of one category. All arrays are of the length of `product`. */
export interface PooledRows {
  readonly products: number;
  readonly product: Int32Array;
  readonly week: Int32Array;
  /** Weeks by what products share in them: rows of one group have one effect. */
  readonly groups: number;
  readonly group: Int32Array;
  /** Logarithm of demand; ignored where `perCount` is NaN. */
  readonly y: Float64Array;
  /** Variance of the demand over its mean that counting alone gives (1: Poisson); NaN where the demand is not known. */
  readonly perCount: Float64Array;
  readonly columns: readonly PooledColumn[];
  /** Columns by group that all products share, each with a prior standard deviation of its own learnt from the data. */
  readonly shared: readonly Float64Array[];
}

export interface PooledFit {
  /** Mean slope over products and its covariance, row-major over the columns. */
  readonly mean: Float64Array;
  readonly meanCovariance: Float64Array;
  /** Spread of the slopes between products (standard deviation). */
  readonly spread: Float64Array;
  /** Slopes of a product and their covariance. */
  readonly slopes: (product: number) => { readonly value: Float64Array; readonly covariance: Float64Array };
  /** Mean and variance of `y` in a row of the input, its own noise and that of an unknown week in it. */
  readonly predict: (row: number) => { readonly mean: number; readonly variance: number };
  /** Standard deviation of a week that all products share. */
  readonly weekSpread: number;
  /** By how much the weeks' hanging together lowers what they tell, 1 = not at all. */
  readonly dependence: number;
  /** Residual standard deviation of a product, counting noise not in it. */
  readonly residual: Float64Array;
}

const rounds = 20;
const tolerance = 1e-2;
/** Weeks' worth of belief in the pooled residual variance as each product's own. */
const residualBelief = 5;
const lags = 4;

interface Block {
  /** Rows of the product whose demand is known. */
  readonly rows: Int32Array;
  /** (Z'DZ + prior)^-1 over intercept and slopes, and F = that times Z'DG (row-major, (k + 1) x c). */
  inverse: Float64Array;
  toShared: Float64Array;
  /** Intercept and departures from the mean slopes. */
  value: Float64Array;
}

/**
 * Partial pooling by empirical Bayes. y = a_i + x'(m + u_i) + shared(t) + w_t + e with u_i ~ N(0, spread²) by column, week effects w_t ~ N(0, tau²)
 * and e ~ N(0, s_i² + noise): the posterior of all coefficients at once (products' blocks eliminated, Schur complement on the
 * common part), variances by EM on its moments (Dempster, Laird and Rubin 1977; Laird and Ware 1982). Where residuals of
 * neighbouring weeks hang together, the information is divided by the Newey-West factor (Bartlett, 4 lags) of the first column's
 * scores, so that intervals are not narrower than the weeks allow. Cost: rounds x products x weeks².
 */
export function fitPooled(rows: PooledRows): PooledFit {
  const state = new PooledState(rows);
  for (let round = 0; round < rounds; round++) if (state.iterate() < tolerance) break;
  state.discountDependence();
  return state.toFit();
}

class PooledState {
  private readonly rows: PooledRows;
  private readonly blocks: Block[];
  private readonly k: number;
  /** Length of the common part: mean slopes, shared columns, weeks. */
  private readonly size: number;
  private readonly spread2: Float64Array;
  private readonly sharedSpread2: Float64Array;
  private readonly residual2: Float64Array;
  private readonly hasWeek: Uint8Array;
  /** Variance of `y` from counting, at the demand fitted last. */
  private readonly noise: Float64Array;
  private weekSpread2: number;
  private dependence = 1;
  private common: Float64Array;
  private commonCovariance: Float64Array;

  constructor(rows: PooledRows) {
    this.rows = rows;
    this.k = rows.columns.length;
    this.size = this.k + rows.shared.length + rows.groups;
    const mine: number[][] = Array.from({ length: rows.products }, () => []);
    this.hasWeek = new Uint8Array(rows.groups);
    this.noise = rows.perCount.map((per, row) => per / Math.max(1, Math.exp(rows.y[row])));
    rows.product.forEach((product, row) => {
      if (Number.isNaN(rows.perCount[row])) return;
      mine[product].push(row);
      this.hasWeek[rows.group[row]] = 1;
    });
    const empty = new Float64Array(0);
    this.blocks = mine.map((list) => ({
      rows: Int32Array.from(list),
      inverse: empty,
      toShared: empty,
      value: new Float64Array(this.k + 1),
    }));
    this.spread2 = Float64Array.from(rows.columns, ({ spread }) => spread ** 2);
    this.sharedSpread2 = new Float64Array(rows.shared.length).fill(0.1);
    const known = mine.filter((list) => list.length > 2);
    const scatter = meanOf(known.map((list) => varianceOf(list.map((row) => rows.y[row]))));
    const start = Math.max(1e-4, Number.isNaN(scatter) ? 0.1 : scatter / 3);
    this.residual2 = new Float64Array(rows.products).fill(start);
    this.weekSpread2 = start / 3;
    this.common = new Float64Array(this.size);
    this.commonCovariance = empty;
  }

  /** One step of EM; the largest relative change of a standard deviation. */
  iterate(): number {
    this.solve();
    this.noise.forEach((_, row) => {
      this.noise[row] = this.rows.perCount[row] / Math.max(0.5, Math.exp(this.fitted(row)));
    });
    return this.learnVariances();
  }

  /** Values of the common part's columns that are not weeks, in a row. */
  private fixedAt(row: number, c: number): number {
    const { columns, shared, group } = this.rows;
    return c < this.k ? columns[c].values[row] : shared[c - this.k][group[row]];
  }

  private get fixed(): number {
    return this.k + this.rows.shared.length;
  }

  private precision(row: number): number {
    const { product } = this.rows;
    return 1 / ((this.residual2[product[row]] + this.noise[row]) * this.dependence);
  }

  private solve(): void {
    const { rows, k, size, fixed } = this;
    const gram = new Float64Array(size * size);
    const moment = new Float64Array(size);
    rows.columns.forEach(({ mean, sd }, c) => {
      gram[c * size + c] = 1 / sd ** 2 + 1e-9;
      moment[c] = mean / sd ** 2;
    });
    for (let c = k; c < fixed; c++) gram[c * size + c] = 1 / this.sharedSpread2[c - k];
    for (let t = 0; t < rows.groups; t++) gram[(fixed + t) * size + fixed + t] = 1 / this.weekSpread2;
    for (const block of this.blocks) this.addBlock(block, gram, moment);
    for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) gram[j * size + i] = gram[i * size + j];
    const covariance = invertPositiveDefinite(gram, size);
    if (!covariance) throw new Error('the pooled regression is not positive definite');
    this.commonCovariance = covariance;
    this.common = multiply(covariance, moment, size);
    for (const block of this.blocks) this.solveBlock(block);
  }

  /** Adds G'DG - G'DZ A^-1 Z'DG (lower triangle) and its moment; keeps A^-1 and A^-1 Z'DG. */
  private addBlock(block: Block, gram: Float64Array, moment: Float64Array): void {
    const { rows, k, size, fixed } = this;
    const width = k + 1;
    const a = new Float64Array(width * width);
    const zdg = new Float64Array(width * size);
    const zdy = new Float64Array(width);
    a[0] = 1e-6;
    for (let c = 0; c < k; c++) a[(c + 1) * width + c + 1] = 1 / this.spread2[c];
    const z = new Float64Array(width);
    for (const row of block.rows) {
      const d = this.precision(row);
      const y = rows.y[row];
      const week = fixed + rows.group[row];
      z[0] = 1;
      for (let c = 0; c < k; c++) z[c + 1] = rows.columns[c].values[row];
      for (let i = 0; i < width; i++) {
        const dz = d * z[i];
        for (let j = 0; j < width; j++) a[i * width + j] += dz * z[j];
        for (let c = 0; c < fixed; c++) zdg[i * size + c] += dz * this.fixedAt(row, c);
        zdg[i * size + week] += dz;
        zdy[i] += dz * y;
      }
      for (let c = 0; c < fixed; c++) {
        const dg = d * this.fixedAt(row, c);
        for (let e = 0; e <= c; e++) gram[c * size + e] += dg * this.fixedAt(row, e);
        gram[week * size + c] += dg;
        moment[c] += dg * y;
      }
      gram[week * size + week] += d;
      moment[week] += d * y;
    }
    const inverse = invertPositiveDefinite(a, width) ?? new Float64Array(width * width);
    block.inverse = inverse;
    block.toShared = new Float64Array(width * size);
    for (let i = 0; i < width; i++) {
      for (let j = 0; j < width; j++) {
        const v = inverse[i * width + j];
        for (let c = 0; c < size; c++) block.toShared[i * size + c] += v * zdg[j * size + c];
      }
    }
    for (let i = 0; i < width; i++) {
      for (let c = 0; c < size; c++) {
        moment[c] -= block.toShared[i * size + c] * zdy[i];
        const v = zdg[i * size + c];
        if (v === 0) continue;
        for (let e = 0; e <= c; e++) gram[c * size + e] -= v * block.toShared[i * size + e];
      }
    }
    block.value = multiply(inverse, zdy, width);
  }

  private solveBlock(block: Block): void {
    const { size, common } = this;
    for (let i = 0; i <= this.k; i++) {
      let sum = 0;
      for (let c = 0; c < size; c++) sum += block.toShared[i * size + c] * common[c];
      block.value[i] -= sum;
    }
  }

  private fitted(row: number): number {
    const { rows, k, fixed, common } = this;
    const { value } = this.blocks[rows.product[row]];
    let sum = value[0] + common[fixed + rows.group[row]];
    for (let c = 0; c < k; c++) sum += rows.columns[c].values[row] * (value[c + 1] + common[c]);
    for (let c = k; c < fixed; c++) sum += this.fixedAt(row, c) * common[c];
    return sum;
  }

  private learnVariances(): number {
    const { rows, k, size, fixed, common, commonCovariance } = this;
    const before = [...this.spread2, ...this.residual2, this.weekSpread2];
    // Variance of a product's departure from the mean slopes, what the common part leaves open included.
    const own = this.blocks.map((block) => {
      const spreadOut = sandwich(block.toShared.subarray(size), commonCovariance, k, size);
      return spreadOut.map((left, c) => block.inverse[(c + 1) * (k + 2)] + left);
    });
    for (let c = 0; c < k; c++) {
      let squares = rows.columns[c].belief * rows.columns[c].spread ** 2;
      this.blocks.forEach((block, i) => {
        squares += block.value[c + 1] ** 2 + own[i][c];
      });
      this.spread2[c] = Math.max(1e-6, squares / (rows.products + rows.columns[c].belief));
    }
    let weekSquares = 0;
    let open = 0;
    let weeks = 0;
    for (let t = 0; t < rows.groups; t++) {
      if (!this.hasWeek[t]) continue;
      const at = fixed + t;
      weekSquares += common[at] ** 2 + commonCovariance[at * size + at];
      open += commonCovariance[at * size + at];
      weeks++;
    }
    const used = weeks - open / this.weekSpread2;
    this.weekSpread2 = Math.max(1e-6, weekSquares / Math.max(1, weeks));
    for (let c = k; c < fixed; c++) {
      this.sharedSpread2[c - k] = Math.max(1e-6, common[c] ** 2 + commonCovariance[c * size + c]);
    }
    const known = this.blocks.reduce((sum, block) => sum + block.rows.length, 0);
    const freedom: number[] = [];
    const squares = this.blocks.map((block, i) => {
      let taken = 1 + (used * block.rows.length) / known;
      for (let c = 0; c < k; c++) taken += Math.max(0, 1 - block.inverse[(c + 1) * (k + 2)] * (1 / (before[c] || 1)));
      freedom[i] = Math.max(1, block.rows.length - taken);
      let sum = 0;
      for (const row of block.rows) {
        // The part of the squared residual that is not counting noise.
        const share = this.residual2[i] / (this.residual2[i] + this.noise[row]);
        sum +=
          share ** 2 * (rows.y[row] - this.fitted(row)) ** 2 +
          (this.residual2[i] * (1 - share) * freedom[i]) / block.rows.length;
      }
      return sum;
    });
    const pooled =
      squares.reduce((a, b) => a + b, 0) /
      Math.max(
        1,
        freedom.reduce((a, b) => a + b, 0),
      );
    squares.forEach((sum, i) => {
      const n = this.blocks[i].rows.length === 0 ? 0 : freedom[i];
      this.residual2[i] = Math.max(1e-6, ((n === 0 ? 0 : sum) + residualBelief * pooled) / (n + residualBelief));
    });
    const after = [...this.spread2, ...this.residual2, this.weekSpread2];
    return Math.max(...after.map((value, i) => Math.abs(Math.sqrt(value / before[i]) - 1)));
  }

  /** Newey-West factor of the first column's scores, and the posterior anew with it. */
  discountDependence(): void {
    const { rows } = this;
    let zero = 0;
    const lagged = new Float64Array(lags + 1);
    for (const block of this.blocks) {
      if (block.rows.length < 3) continue;
      const centre = meanOf(Array.from(block.rows, (row) => rows.columns[0].values[row]));
      const scores = new Map<number, number>();
      for (const row of block.rows) {
        scores.set(
          rows.week[row],
          (rows.columns[0].values[row] - centre) * this.precision(row) * (rows.y[row] - this.fitted(row)),
        );
      }
      for (const [week, score] of scores) {
        zero += score ** 2;
        for (let lag = 1; lag <= lags; lag++) lagged[lag] += score * (scores.get(week - lag) ?? 0);
      }
    }
    if (zero > 0) {
      for (let lag = 1; lag <= lags; lag++) this.dependence += (2 * (1 - lag / (lags + 1)) * lagged[lag]) / zero;
    }
    this.dependence = Math.min(4, Math.max(1, this.dependence));
    this.solve();
  }

  toFit(): PooledFit {
    const { rows, k, size, fixed, common, commonCovariance, blocks } = this;
    const width = k + 1;
    const slopes = (product: number): { value: Float64Array; covariance: Float64Array } => {
      const { inverse, toShared, value } = blocks[product];
      const covariance = new Float64Array(k * k);
      // Slope = mean + departure; given the common part c the departure is a constant - F c.
      const select = new Float64Array(k * size);
      for (let i = 0; i < k; i++) {
        for (let c = 0; c < size; c++) select[i * size + c] = (c === i ? 1 : 0) - toShared[(i + 1) * size + c];
      }
      for (let i = 0; i < k; i++) {
        const row = multiply(commonCovariance, select.subarray(i * size, (i + 1) * size), size);
        for (let j = 0; j < k; j++) {
          let sum = inverse[(i + 1) * width + j + 1];
          for (let c = 0; c < size; c++) sum += row[c] * select[j * size + c];
          covariance[i * k + j] = sum;
        }
      }
      return { value: Float64Array.from({ length: k }, (_, c) => common[c] + value[c + 1]), covariance };
    };
    const predict = (row: number): { mean: number; variance: number } => {
      const product = rows.product[row];
      const { inverse, toShared } = blocks[product];
      const isKnownWeek = this.hasWeek[rows.group[row]] === 1;
      const z = Float64Array.from({ length: width }, (_, c) => (c === 0 ? 1 : rows.columns[c - 1].values[row]));
      const g = new Float64Array(size);
      for (let c = 0; c < fixed; c++) g[c] = this.fixedAt(row, c);
      if (isKnownWeek) g[fixed + rows.group[row]] = 1;
      for (let i = 0; i < width; i++) for (let c = 0; c < size; c++) g[c] -= z[i] * toShared[i * size + c];
      let variance = this.residual2[product] + (isKnownWeek ? 0 : this.weekSpread2);
      const spread = multiply(commonCovariance, g, size);
      for (let c = 0; c < size; c++) variance += g[c] * spread[c];
      for (let i = 0; i < width; i++) for (let j = 0; j < width; j++) variance += z[i] * z[j] * inverse[i * width + j];
      return { mean: this.fitted(row), variance };
    };
    const meanCovariance = new Float64Array(k * k);
    for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) meanCovariance[i * k + j] = commonCovariance[i * size + j];
    return {
      mean: common.slice(0, k),
      meanCovariance,
      spread: this.spread2.map(Math.sqrt),
      slopes,
      predict,
      weekSpread: Math.sqrt(this.weekSpread2),
      dependence: this.dependence,
      residual: this.residual2.map(Math.sqrt),
    };
  }
}

function multiply(matrix: Float64Array, vector: ArrayLike<number>, n: number): Float64Array {
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += matrix[i * n + j] * vector[j];
    out[i] = sum;
  }
  return out;
}

/** Diagonal of F C F', F of `rows` x n; C is symmetric. */
function sandwich(f: Float64Array, covariance: Float64Array, rows: number, n: number): Float64Array {
  const out = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const row = f.subarray(i * n, (i + 1) * n);
    for (let c = 0; c < n; c++) {
      let sum = (covariance[c * n + c] * row[c]) / 2;
      for (let d = 0; d < c; d++) sum += covariance[c * n + d] * row[d];
      out[i] += 2 * row[c] * sum;
    }
  }
  return out;
}
