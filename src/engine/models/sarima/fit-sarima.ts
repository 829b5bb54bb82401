import type { Outcome } from '#engine/issue.ts';
import { invertPositiveDefinite } from '#engine/kernels/cholesky.ts';
import { minimiseBfgs } from '#engine/kernels/minimise-bfgs.ts';
import { reflectOutside } from '#engine/kernels/polynomial-roots.ts';
import { armaCount, armaNames, toCoefficients, toRaw } from './arma-parameters.ts';
import { hannanRissanenStart } from './hannan-rissanen.ts';
import { type NamedColumn, regressionColumns, SarimaProblem, type SarimaSpec } from './sarima-problem.ts';

/** A fitted seasonal ARIMA with regressors. `coefficients` = ARMA (ar, ma, sar, sma), then `intercept`, `drift`, regressors. */
export interface SarimaFit {
  readonly spec: SarimaSpec;
  readonly names: readonly string[];
  readonly coefficients: Float64Array;
  /** NaN where the curvature is not positive definite or nothing was estimated. */
  readonly standardErrors: Float64Array;
  readonly armaCount: number;
  /** ssq / nobs. */
  readonly sigma2: number;
  /** ssq / (nobs - parameters + 1): R's `forecast::Arima` uses it for intervals. */
  readonly sigma2Unbiased: number;
  readonly logLikelihood: number;
  readonly aic: number;
  readonly aicc: number;
  readonly bic: number;
  readonly nobs: number;
  readonly parameterCount: number;
  /** False when the Hessian is not positive definite: R calls such a fit failed. */
  readonly curvatureOk: boolean;
}

export interface SarimaFitOptions {
  /** Raw vectors (arma-parameters.ts) tried besides zero and Hannan-Rissanen. */
  readonly starts?: readonly Float64Array[];
  /** Skip the Hessian: order searches need the likelihood only. */
  readonly withoutErrors?: boolean;
  /** From the likeliest of the starts and the conditional optimum only; for searches that refit the winner. */
  readonly quick?: boolean;
  /** With `quick`: AICc to beat. A model that is hopelessly above it at its conditional optimum is refused. */
  readonly toBeat?: number;
  /** Refine the given starts and try no other. */
  readonly polish?: boolean;
}

/** The exact optimum is hardly ever this much of AICc below the conditional one. */
const hopeless = 3;

const loose = { maxIterations: 40, tolerance: 1e-5, forward: true };
const tight = { maxIterations: 200, tolerance: 1e-8 };
const conditionally = { maxIterations: 20, tolerance: 1e-5, forward: true };
const quickly = { maxIterations: 60, tolerance: 1e-7, forward: true };

/**
 * Maximum likelihood. Every start (zero, Hannan-Rissanen, those given) is brought near its optimum, the best is
 * refined, MA blocks are reflected outside the unit circle. Refusals: `series-too-short`, `constant-series`,
 * `collinear-regressor`, `constant-regressor`, `regressor-missing`, `infinite-value`, `no-finite-likelihood`.
 */
export function fitSarima(
  y: Float64Array,
  xreg: readonly NamedColumn[],
  spec: SarimaSpec,
  options: SarimaFitOptions = {},
): Outcome<SarimaFit> {
  const created = SarimaProblem.create(y, xreg, spec);
  if (!created.ok) return created;
  const problem = created.value;
  const raw = searchOptimum(problem, options);
  if (!raw) return { ok: false, issue: { code: 'no-finite-likelihood', severity: 'error' } };
  return { ok: true, value: summarise(problem, raw, options.withoutErrors !== true) };
}

function searchOptimum(problem: SarimaProblem, options: SarimaFitOptions): Float64Array | null {
  const { order } = problem.spec;
  const k = armaCount(order);
  const coefficients = new Float64Array(k);
  const objective = (raw: Float64Array): number => {
    toCoefficients(raw, order, coefficients);
    return problem.evaluate(coefficients);
  };
  const starts: Float64Array[] = [...(options.starts ?? [])];
  const informed = options.polish && starts.length > 0 ? null : hannanRissanenStart(problem.differenced, order);
  if (options.quick) {
    if (informed) starts.push(informed);
    if (starts.length < 2) starts.push(new Float64Array(k));
    const start = likeliestStart(problem, starts, objective);
    const { aicc } = criteria(problem, objective(start), problem.parameterCount, k);
    if (aicc > (options.toBeat ?? Number.POSITIVE_INFINITY) + hopeless) return null;
    const best = minimiseBfgs(objective, start, quickly);
    return Number.isFinite(best.value) ? reflectMovingAverage(problem, best.x, best.value, objective) : null;
  }
  if (informed) starts.push(informed);
  if (!options.polish || starts.length === 0) starts.push(new Float64Array(k));
  const near = starts
    .map((start) => minimiseBfgs(objective, start, loose))
    .filter((minimum) => Number.isFinite(minimum.value))
    .sort((a, b) => a.value - b.value);
  if (near.length === 0) return null;
  const best = minimiseBfgs(objective, near[0].x, tight);
  return reflectMovingAverage(problem, best.x, best.value, objective);
}

/**
 * Every start is brought to an optimum of the conditional sum of squares, which costs a fraction of the exact likelihood:
 * the starts and these optima stand for the basins that there are, and the likeliest of them is answered.
 */
function likeliestStart(
  problem: SarimaProblem,
  starts: readonly Float64Array[],
  objective: (raw: Float64Array) => number,
): Float64Array {
  const coefficients = new Float64Array(starts[0].length);
  const conditional = (raw: Float64Array): number => {
    toCoefficients(raw, problem.spec.order, coefficients);
    return problem.evaluateConditional(coefficients);
  };
  const optima = starts.map((start) => minimiseBfgs(conditional, start, conditionally).x);
  const candidates = [...starts, ...optima];
  const values = candidates.map(objective);
  let likeliest = 0;
  values.forEach((value, i) => {
    if (value < values[likeliest]) likeliest = i;
  });
  return candidates[likeliest];
}

/** The same likelihood with invertible MA blocks; kept as found when rounding makes the reflection worse. */
function reflectMovingAverage(
  problem: SarimaProblem,
  raw: Float64Array,
  value: number,
  objective: (raw: Float64Array) => number,
): Float64Array {
  const { p, q, seasonalP, seasonalQ } = problem.spec.order;
  const reflected = Float64Array.from(raw);
  reflected.set(reflectOutside(raw.subarray(p, p + q)), p);
  const at = p + q + seasonalP;
  reflected.set(reflectOutside(raw.subarray(at, at + seasonalQ)), at);
  return objective(reflected) <= value + 1e-6 ? reflected : raw;
}

/** The likelihood and its by-products at given coefficients; nothing is optimised. Regression coefficients included. */
export function evaluateSarima(
  y: Float64Array,
  xreg: readonly NamedColumn[],
  spec: SarimaSpec,
  coefficients: Float64Array,
): Outcome<SarimaFit> {
  const k = armaCount(spec.order);
  const columns = regressionColumns(y.length, xreg, spec);
  const rest = Float64Array.from(y);
  columns.forEach((column, j) => {
    for (let t = 0; t < rest.length; t++) rest[t] -= coefficients[k + j] * column.values[t];
  });
  const bare: SarimaSpec = { ...spec, includeMean: false, includeDrift: false };
  const created = SarimaProblem.create(rest, [], bare);
  if (!created.ok) return created;
  const value = created.value.evaluate(coefficients.subarray(0, k));
  if (!Number.isFinite(value)) return { ok: false, issue: { code: 'no-finite-likelihood', severity: 'error' } };
  const parameterCount = k + columns.length + 1;
  const names = [...armaNames(spec.order), ...columns.map((c) => c.name)];
  return {
    ok: true,
    value: {
      spec,
      names,
      coefficients: Float64Array.from(coefficients),
      standardErrors: new Float64Array(names.length).fill(Number.NaN),
      curvatureOk: true,
      ...criteria(created.value, value, parameterCount, k),
    },
  };
}

/** Figures of a fit from a value of the problem at which `parameterCount` parameters were estimated. */
export function criteria(
  problem: SarimaProblem,
  value: number,
  parameterCount: number,
  armaCoefficients: number,
): Omit<SarimaFit, 'spec' | 'names' | 'coefficients' | 'standardErrors' | 'curvatureOk'> {
  const n = problem.nobs;
  const logLikelihood = problem.toLogLikelihood(value);
  const aic = -2 * logLikelihood + 2 * parameterCount;
  const spare = n - parameterCount - 1;
  return {
    armaCount: armaCoefficients,
    sigma2: problem.sigma2,
    sigma2Unbiased: (problem.sigma2 * n) / Math.max(1, n - parameterCount + 1),
    logLikelihood,
    aic,
    aicc: spare > 0 ? aic + (2 * parameterCount * (parameterCount + 1)) / spare : Number.POSITIVE_INFINITY,
    bic: -2 * logLikelihood + parameterCount * Math.log(n),
    nobs: n,
    parameterCount,
  };
}

function summarise(problem: SarimaProblem, raw: Float64Array, withErrors: boolean): SarimaFit {
  const { spec } = problem;
  const k = raw.length;
  const arma = new Float64Array(k);
  toCoefficients(raw, spec.order, arma);
  const value = problem.evaluate(arma);
  const figures = criteria(problem, value, problem.parameterCount, k);
  const beta = problem.regressionCoefficients();
  const names = [...armaNames(spec.order), ...problem.regressionNames];
  const coefficients = new Float64Array(names.length);
  coefficients.set(arma);
  coefficients.set(beta, k);
  const standardErrors = new Float64Array(names.length).fill(Number.NaN);
  let curvatureOk = true;
  if (withErrors) {
    const betaCovariance = problem.regressionCovariance();
    curvatureOk = fillStandardErrors(problem, raw, value, betaCovariance, figures.sigma2, standardErrors);
  }
  return { spec, names, coefficients, standardErrors, curvatureOk, ...figures };
}

/**
 * Standard errors from the numerical Hessian of the concentrated likelihood, by the delta method from raw parameters to
 * coefficients. Regression coefficients: their generalised least squares covariance plus the part that comes from
 * estimating the ARMA coefficients, which together are the block of the joint inverse Hessian. False when the Hessian
 * is not positive definite.
 */
function fillStandardErrors(
  problem: SarimaProblem,
  raw: Float64Array,
  value: number,
  betaCovariance: Float64Array,
  sigma2: number,
  into: Float64Array,
): boolean {
  const { order } = problem.spec;
  const k = raw.length;
  const m = problem.regressionNames.length;
  for (let i = 0; i < m; i++) into[k + i] = Math.sqrt(betaCovariance[i * m + i] * sigma2);
  if (k === 0) return true;
  const coefficients = new Float64Array(k);
  const at = (x: Float64Array): number => {
    toCoefficients(x, order, coefficients);
    return problem.evaluate(coefficients);
  };
  const covariance = invertPositiveDefinite(hessian(at, raw, value, problem.nobs), k);
  if (!covariance) return false;
  const width = k + m;
  const jacobian = new Float64Array(width * k);
  const x = Float64Array.from(raw);
  const h = 1e-4;
  for (let j = 0; j < k; j++) {
    for (const side of [1, -1]) {
      x[j] = raw[j] + side * h;
      const usable = Number.isFinite(at(x));
      const beta = usable ? problem.regressionCoefficients() : new Float64Array(m);
      for (let i = 0; i < k; i++) jacobian[i * k + j] += (side * coefficients[i]) / (2 * h);
      for (let i = 0; i < m; i++) jacobian[(k + i) * k + j] += (side * beta[i]) / (2 * h);
    }
    x[j] = raw[j];
  }
  for (let i = 0; i < width; i++) {
    let sum = 0;
    for (let a = 0; a < k; a++)
      for (let b = 0; b < k; b++) sum += jacobian[i * k + a] * covariance[a * k + b] * jacobian[i * k + b];
    into[i] = Math.sqrt(i < k ? sum : into[i] * into[i] + sum);
  }
  return true;
}

/**
 * Central second differences of n times the objective: differences with step 1e-3 of central first differences with the
 * same step, as R's `optimHess`. The diagonal thus spans 2e-3 to either side: its truncation error then matches that of
 * the mixed differences, without which the matrix loses its sign where an MA root lies close to the unit circle.
 */
function hessian(at: (x: Float64Array) => number, raw: Float64Array, value: number, n: number): Float64Array {
  const k = raw.length;
  const h = 1e-3;
  const matrix = new Float64Array(k * k);
  const x = Float64Array.from(raw);
  const shifted = (i: number, a: number, j: number, b: number): number => {
    x[i] += a;
    x[j] += b;
    const result = at(x);
    x[i] = raw[i];
    x[j] = raw[j];
    return result;
  };
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < i; j++) {
      const sum = shifted(i, h, j, h) - shifted(i, h, j, -h) - shifted(i, -h, j, h) + shifted(i, -h, j, -h);
      matrix[i * k + j] = (n * sum) / (4 * h * h);
      matrix[j * k + i] = matrix[i * k + j];
    }
    matrix[i * k + i] = (n * (shifted(i, h, i, h) - 2 * value + shifted(i, -h, i, -h))) / (4 * h * h);
  }
  return matrix;
}

/** True when the Hessian at a fit is positive definite: what R demands of a model in its order search. */
export function hasCurvature(y: Float64Array, xreg: readonly NamedColumn[], fit: SarimaFit): boolean {
  const raw = rawVector(fit);
  const created = SarimaProblem.create(y, xreg, fit.spec);
  if (!raw || !created.ok) return false;
  if (raw.length === 0) return true;
  const coefficients = new Float64Array(raw.length);
  const at = (x: Float64Array): number => {
    toCoefficients(x, fit.spec.order, coefficients);
    return created.value.evaluate(coefficients);
  };
  return invertPositiveDefinite(hessian(at, raw, at(raw), fit.nobs), raw.length) !== null;
}

/** Raw vector of a fit, as a warm start for a neighbour of the same orders. */
export function rawVector(fit: SarimaFit): Float64Array | null {
  return toRaw(fit.coefficients.slice(0, fit.armaCount), fit.spec.order);
}
