import type { Outcome } from '#engine/issue.ts';
import { factorCholesky, solveLower, solveUpper } from '#engine/kernels/cholesky.ts';
import { columnProducts } from '#engine/kernels/column-products.ts';
import {
  dotProduct,
  type Orthogonalised,
  orthogonaliseColumns,
  solveForColumns,
} from '#engine/kernels/least-squares.ts';
import { ArmaFilter } from './arma-filter.ts';
import { armaCount, expandPolynomials } from './arma-parameters.ts';
import { filterConditionally } from './conditional-filter.ts';
import { GapFilter, prefersGapFilter, startLevelColumns } from './gap-filter.ts';
import { differenceSeries, lostToDifferencing, type SarimaOrder } from './sarima-order.ts';

/** A regressor in sample; same length as the series, no NaN. */
export interface NamedColumn {
  readonly name: string;
  readonly values: Float64Array;
}

/** What is to be fitted: y = X beta + u, u a seasonal ARIMA process. */
export interface SarimaSpec {
  readonly order: SarimaOrder;
  /** Intercept; only when nothing is differenced. */
  readonly includeMean: boolean;
  /** Regressor 1..n, the slope of the level; only with one difference in all or none. */
  readonly includeDrift: boolean;
}

/** With more regressors, such as the Fourier pairs of a long season, starting values are looked for beside their ordinary regression. */
const mostConcentrated = 4;

/** Exact innovations of all columns at the coefficients in `phi` and `theta`. */
interface InnovationsFilter {
  readonly phi: Float64Array;
  readonly theta: Float64Array;
  readonly innovations: Float64Array;
  readonly sumLog: number;
  run(data: Float64Array): boolean;
}

/**
 * The exact Gaussian likelihood of a seasonal ARIMA with regressors as a function of the ARMA coefficients alone: the
 * series and the regressors are differenced, filtered together ({@link ArmaFilter}), and the regression coefficients and
 * sigma2 are concentrated out by generalised least squares. Missing observations are additive outliers: a gap is filled
 * with any number and gets a dummy regressor; the determinant of the dummies' block corrects the likelihood, which is
 * then exactly that of the observations (Gomez, Maravall and Pena 1999). Where a dummy for each gap would cost more, the
 * levels go through {@link GapFilter}, which skips the gaps; the unknown start levels take the dummies' place. NaN = missing.
 *
 * Cost of one evaluation: O(n r c + n c^2) with r the state dimension and c = 1 + regressors + gaps.
 */
export class SarimaProblem {
  readonly spec: SarimaSpec;
  /** Names of the regression coefficients: `intercept`, `drift`, then the regressors. */
  readonly regressionNames: readonly string[];
  /** Observations that count: non-missing, less those lost to differencing. */
  readonly nobs: number;
  /** ARMA coefficients, regression coefficients and sigma2. */
  readonly parameterCount: number;
  /** Differenced series with gaps filled, less its ordinary regression: for starting values. Unit variance not assumed. */
  readonly differenced: Float64Array;
  private readonly filter: InnovationsFilter;
  private readonly data: Float64Array;
  /** Rows of the innovations. */
  private readonly rows: number;
  /** Differenced columns, gaps interpolated, for starting values: dummies (if any), regressors (where they are few), y. */
  private readonly conditionalData: Float64Array;
  private readonly conditionalInnovations: Float64Array;
  private readonly conditionalRows: number;
  private readonly conditionalGaps: number;
  private readonly conditionalRegressors: number;
  private readonly firstRows: Int32Array;
  /** Columns whose determinant corrects the likelihood: dummies of gaps, or start levels. They stand first. */
  private readonly gaps: number;
  private readonly regressors: number;
  private readonly orthogonalised: Orthogonalised;
  private readonly olsProjection: Float64Array;
  private readonly cross: Float64Array;
  private readonly rightSide: Float64Array;
  private residualSumOfSquares = 0;
  private halfLogDeterminant = 0;

  private constructor(prepared: Prepared, spec: SarimaSpec) {
    const { order } = spec;
    this.spec = spec;
    this.regressionNames = prepared.names;
    this.regressors = prepared.names.length;
    this.nobs = prepared.y.length - prepared.missing;
    this.parameterCount = armaCount(order) + this.regressors + 1;
    this.orthogonalised = prepared.orthogonalised;
    this.olsProjection = prepared.projection;
    this.differenced = prepared.y;
    const basis = prepared.orthogonalised.basis.flatMap((column) => (column ? [column] : []));
    this.conditionalRows = prepared.y.length;
    this.conditionalGaps = prepared.levels ? 0 : prepared.gaps.length;
    this.conditionalRegressors = this.regressors > mostConcentrated ? 0 : this.regressors;
    const gaps = prepared.levels ? [] : prepared.gaps;
    this.conditionalData = packColumns([...gaps, ...basis.slice(0, this.conditionalRegressors), prepared.y]);
    const p = order.p + order.period * order.seasonalP;
    const q = order.q + order.period * order.seasonalQ;
    if (prepared.levels) {
      const { levels } = prepared;
      const columns = [...levels.startLevels, ...levels.basis, levels.y];
      this.gaps = levels.startLevels.length;
      this.firstRows = new Int32Array(columns.length);
      this.rows = this.nobs + lostToDifferencing(order);
      this.data = packColumns(columns);
      this.filter = new GapFilter(p, q, order, levels.observed, columns.length);
      this.conditionalInnovations = new Float64Array(this.conditionalData.length);
    } else {
      const columns = prepared.gaps.length + this.regressors + 1;
      this.gaps = prepared.gaps.length;
      this.rows = prepared.y.length;
      this.firstRows = new Int32Array(columns);
      prepared.gaps.forEach((dummy, c) => {
        const first = dummy.findIndex((v) => v !== 0);
        this.firstRows[c] = Math.max(0, first);
      });
      this.data = packColumns([...gaps, ...basis, prepared.y]);
      this.filter = new ArmaFilter(p, q, this.rows, columns, this.firstRows);
      this.conditionalInnovations = new Float64Array(this.conditionalData.length);
    }
    const size = Math.max(this.gaps, this.conditionalGaps) + this.regressors;
    this.cross = new Float64Array(size * size);
    this.rightSide = new Float64Array(size);
  }

  /** Checks the input and prepares it; `y` must be finite or NaN. Refusals are values. `gapMethod`: the cheaper one. */
  static create(
    y: Float64Array,
    xreg: readonly NamedColumn[],
    spec: SarimaSpec,
    gapMethod?: GapMethod,
  ): Outcome<SarimaProblem> {
    const prepared = prepare(y, xreg, spec, gapMethod);
    return prepared.ok ? { ok: true, value: new SarimaProblem(prepared.value, spec) } : prepared;
  }

  /**
   * (log(ssq / n) + sumlog / n) / 2 at the given ARMA coefficients (layout of arma-parameters.ts): what R minimises.
   * Infinity where phi is not stationary.
   */
  evaluate(coefficients: Float64Array): number {
    const { filter } = this;
    expandPolynomials(coefficients, this.spec.order, filter.phi, filter.theta);
    if (!filter.run(this.data)) return Number.POSITIVE_INFINITY;
    const ssq = this.concentrate(filter.innovations, this.rows, this.gaps, this.regressors, 0);
    if (!(ssq > 0)) return Number.POSITIVE_INFINITY;
    this.residualSumOfSquares = ssq;
    return this.valueOf(ssq);
  }

  /** Residual sum of squares of the innovations from row `from` on, regressors and gaps projected out; NaN if singular. */
  private concentrate(inn: Float64Array, rows: number, gaps: number, regressors: number, from: number): number {
    const { cross, rightSide } = this;
    const k = gaps + regressors;
    const yAt = k * rows;
    let ssq = 0;
    for (let t = from; t < rows; t++) ssq += inn[yAt + t] * inn[yAt + t];
    this.halfLogDeterminant = 0;
    if (k === 0) return ssq;
    for (let i = 0; i < k; i++) columnProducts(inn, rows, i, i + 1, this.firstRows, from, cross, i * k);
    columnProducts(inn, rows, k, k, this.firstRows, from, rightSide, 0);
    if (factorCholesky(cross, k) >= 0) return Number.NaN;
    solveLower(cross, k, rightSide);
    for (let i = 0; i < k; i++) ssq -= rightSide[i] * rightSide[i];
    for (let i = 0; i < gaps; i++) this.halfLogDeterminant += Math.log(cross[i * k + i]);
    return ssq;
  }

  /**
   * Conditional stand-in for {@link evaluate}: log of the mean square of the innovations that follow from zero ones
   * before the sample (R's CSS), halved. O(n c) times the number of non-zero lags: for starting values only. Many regressors
   * stay at their ordinary regression, which the last column is already without.
   */
  evaluateConditional(coefficients: Float64Array): number {
    const { filter, conditionalRows: rows, conditionalGaps: gaps, conditionalInnovations: into } = this;
    expandPolynomials(coefficients, this.spec.order, filter.phi, filter.theta);
    const regressors = this.conditionalRegressors;
    const k = gaps + regressors;
    const from = Math.min(filter.phi.length, rows >> 1);
    filterConditionally(this.conditionalData, rows, k + 1, filter.phi, filter.theta, from, into);
    return 0.5 * Math.log(this.concentrate(into, rows, gaps, regressors, from) / (rows - gaps - from));
  }

  /**
   * The last {@link evaluate} with only the first 0, 1, ... of the regressors: each takes off what those before it left. What the
   * ordinary regression took off beforehand is put back.
   */
  valuesOfFirst(): Float64Array {
    const { cross, rightSide, gaps, regressors, olsProjection } = this;
    const width = gaps + regressors;
    const values = new Float64Array(regressors + 1);
    let ssq = this.residualSumOfSquares;
    values[regressors] = this.valueOf(ssq);
    for (let i = width - 1; i >= gaps; i--) {
      let share = rightSide[i];
      for (let j = i; j < width; j++) share += cross[j * width + i] * olsProjection[j - gaps];
      ssq += share * share;
      values[i - gaps] = this.valueOf(ssq);
    }
    return values;
  }

  private valueOf(ssq: number): number {
    const n = this.nobs;
    return 0.5 * (Math.log(ssq / n) + (this.filter.sumLog + 2 * this.halfLogDeterminant) / n);
  }

  /** sigma2 (maximum likelihood: ssq / n) of the last evaluation. */
  get sigma2(): number {
    return this.residualSumOfSquares / this.nobs;
  }

  /** Log-likelihood that belongs to a value of {@link evaluate}. */
  toLogLikelihood(value: number): number {
    return -this.nobs * (value + 0.5 * Math.log(2 * Math.PI) + 0.5);
  }

  /** Regression coefficients (order of `regressionNames`) of the last evaluation; consumes its factor. */
  regressionCoefficients(): Float64Array {
    const k = this.gaps + this.regressors;
    const solved = Float64Array.from(this.rightSide);
    solveUpper(this.cross, k, solved);
    const projected = solved.subarray(this.gaps).map((value, j) => value + this.olsProjection[j]);
    return solveForColumns(this.orthogonalised, projected);
  }

  /** Covariance / sigma2 of the regression coefficients given the ARMA part, row-major, of the last evaluation. */
  regressionCovariance(): Float64Array {
    const k = this.gaps + this.regressors;
    const m = this.regressors;
    // Column j of inverse(R) inverse(L') restricted to the regressors' block, which stands last in the factor.
    const half = new Float64Array(m * k);
    for (let j = 0; j < k; j++) {
      const unit = new Float64Array(k);
      unit[j] = 1;
      solveUpper(this.cross, k, unit);
      const column = solveForColumns(this.orthogonalised, unit.subarray(this.gaps));
      for (let i = 0; i < m; i++) half[i * k + j] = column[i];
    }
    const covariance = new Float64Array(m * m);
    for (let i = 0; i < m; i++)
      for (let j = 0; j < m; j++) {
        let sum = 0;
        for (let l = 0; l < k; l++) sum += half[i * k + l] * half[j * k + l];
        covariance[i * m + j] = sum;
      }
    return covariance;
  }
}

interface Prepared {
  readonly y: Float64Array;
  readonly gaps: readonly Float64Array[];
  readonly names: readonly string[];
  readonly orthogonalised: Orthogonalised;
  readonly projection: Float64Array;
  /** Missing values between the first and the last observation. */
  readonly missing: number;
  /** The same columns undifferenced, where the gaps are left to {@link GapFilter}. */
  readonly levels: LevelColumns | null;
}

interface LevelColumns {
  readonly observed: Uint8Array;
  readonly startLevels: readonly Float64Array[];
  readonly basis: readonly Float64Array[];
  readonly y: Float64Array;
}

/** How missing values are treated; both are exact. */
export type GapMethod = 'dummies' | 'levels';

function prepare(
  y: Float64Array,
  xreg: readonly NamedColumn[],
  spec: SarimaSpec,
  gapMethod?: GapMethod,
): Outcome<Prepared> {
  const refuse = (code: string, params: Record<string, string | number> = {}, column?: string): Outcome<Prepared> => ({
    ok: false,
    issue: { code, severity: 'error', params, ...(column === undefined ? {} : { column }) },
  });
  const { order } = spec;
  let first = 0;
  let last = y.length;
  while (first < last && Number.isNaN(y[first])) first++;
  while (last > first && Number.isNaN(y[last - 1])) last--;
  for (let t = first; t < last; t++) if (Math.abs(y[t]) === Number.POSITIVE_INFINITY) return refuse('infinite-value');
  const columns = regressionColumns(y.length, xreg, spec);
  for (const column of columns) {
    if (column.values.length !== y.length) return refuse('regressor-length', {}, column.name);
    if (!column.values.subarray(first, last).every(Number.isFinite))
      return refuse('regressor-missing', {}, column.name);
  }
  const missing: number[] = [];
  for (let t = first; t < last; t++) if (Number.isNaN(y[t])) missing.push(t - first);
  const nobs = last - first - missing.length - lostToDifferencing(order);
  const needed = armaCount(order) + columns.length + 2;
  if (nobs < needed) return refuse('series-too-short', { observations: Math.max(0, nobs), needed });

  const filled = fillLinearly(y.subarray(first, last));
  const differenced = differenceSeries(filled, order);
  const design = columns.map((c) => differenceSeries(c.values.subarray(first, last), order));
  for (let j = 0; j < design.length; j++)
    if (design[j].every((v) => Math.abs(v) < 1e-12)) return refuse('constant-regressor', {}, columns[j].name);
  const orthogonalised = orthogonaliseColumns(design);
  if (orthogonalised.dependent.length > 0)
    return refuse('collinear-regressor', {}, columns[orthogonalised.dependent[0]].name);
  const before = dotProduct(differenced, differenced);
  const projection = new Float64Array(design.length);
  const residual = Float64Array.from(differenced);
  orthogonalised.basis.forEach((b, j) => {
    if (!b) return;
    projection[j] = dotProduct(b, residual);
    for (let t = 0; t < residual.length; t++) residual[t] -= projection[j] * b[t];
  });
  const scale = filled.reduce((sum, v) => sum + v * v, 0);
  if (dotProduct(residual, residual) <= 1e-20 * Math.max(before, scale)) return refuse('constant-series');
  const regressors = columns.map((c) => c.values.subarray(first, last));
  const method = gapMethod ?? (prefersGapFilter(order, missing.length, columns.length) ? 'levels' : 'dummies');
  const levels =
    method === 'levels'
      ? undifference(y.subarray(first, last), filled, regressors, orthogonalised, projection, order)
      : null;
  const gaps = (levels ? [] : missing).map((t) => {
    const dummy = new Float64Array(filled.length);
    dummy[t] = 1;
    return differenceSeries(dummy, order);
  });
  return {
    ok: true,
    value: {
      y: residual,
      gaps,
      names: columns.map((c) => c.name),
      orthogonalised,
      projection,
      missing: missing.length,
      levels,
    },
  };
}

/** The orthogonalised regressors and the regression residual as they are before differencing, which is linear. */
function undifference(
  y: Float64Array,
  filled: Float64Array,
  regressors: readonly Float64Array[],
  { upper }: Orthogonalised,
  projection: Float64Array,
  order: SarimaOrder,
): LevelColumns {
  const k = regressors.length;
  const basis: Float64Array[] = [];
  regressors.forEach((column, j) => {
    const level = Float64Array.from(column);
    for (let i = 0; i < j; i++) for (let t = 0; t < level.length; t++) level[t] -= upper[i * k + j] * basis[i][t];
    for (let t = 0; t < level.length; t++) level[t] /= upper[j * k + j];
    basis.push(level);
  });
  // A differenced series doesn't know its level: the first one is taken off, which keeps the numbers small.
  const base = lostToDifferencing(order) > 0 ? filled[0] : 0;
  const rest = filled.map((v) => v - base);
  basis.forEach((column, j) => {
    for (let t = 0; t < rest.length; t++) rest[t] -= projection[j] * column[t];
  });
  return {
    observed: Uint8Array.from(y, (v) => (Number.isNaN(v) ? 0 : 1)),
    startLevels: startLevelColumns(order, y.length),
    basis,
    y: rest,
  };
}

function packColumns(columns: readonly Float64Array[]): Float64Array {
  const rows = columns[0].length;
  const packed = new Float64Array(columns.length * rows);
  columns.forEach((column, c) => {
    packed.set(column, c * rows);
  });
  return packed;
}

/** All regression columns over `n` periods from period `from` (0 = the first observation): intercept, drift, regressors. */
export function regressionColumns(n: number, xreg: readonly NamedColumn[], spec: SarimaSpec, from = 0): NamedColumn[] {
  const columns: NamedColumn[] = [];
  if (spec.includeMean) columns.push({ name: 'intercept', values: new Float64Array(n).fill(1) });
  if (spec.includeDrift)
    columns.push({ name: 'drift', values: Float64Array.from({ length: n }, (_, t) => from + t + 1) });
  return [...columns, ...xreg];
}

/** Gaps filled on a straight line between their neighbours; the first and last values must be there. */
function fillLinearly(values: Float64Array): Float64Array {
  const filled = Float64Array.from(values);
  let before = 0;
  for (let t = 1; t < filled.length; t++) {
    if (Number.isNaN(filled[t])) continue;
    for (let g = before + 1; g < t; g++)
      filled[g] = filled[before] + ((filled[t] - filled[before]) * (g - before)) / (t - before);
    before = t;
  }
  return filled;
}
