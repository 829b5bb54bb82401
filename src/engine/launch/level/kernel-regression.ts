import { factorCholesky, solveLower, solveUpper } from '#engine/kernels/cholesky.ts';
import { minimiseBfgs } from '#engine/kernels/minimise-bfgs.ts';

/** One reason for two items to be alike: a positive semi-definite function of their indices, about 1 on the diagonal. */
export interface KernelPart<Name extends string = string> {
  readonly name: Name;
  between(a: number, b: number): number;
}

/** How much each part explains: variances by part, then that of the noise. Units of the (standardised) target. */
export type KernelVariances = Float64Array;

export interface KernelFit {
  readonly parts: readonly KernelPart[];
  readonly items: readonly number[];
  readonly variances: KernelVariances;
  /** Lower Cholesky factor of the covariance of the targets, and its inverse applied to them. */
  readonly factor: Float64Array;
  readonly weights: Float64Array;
}

export interface KernelPrediction {
  readonly mean: number;
  /** Of the quantity itself, noise included; `latentVariance` is that of its level. */
  readonly variance: number;
  readonly latentVariance: number;
  /** What the constant and each part add to the mean: `mean` = constant + sum of `byPart`. */
  readonly constant: number;
  readonly byPart: Float64Array;
}

/** Prior variance of the level common to all items, in units of the target's variance. */
const constantVariance = 2;
/** Log-normal prior of each variance: median 0.2, factor e^1.5 either way; of the noise: median 0.5. */
const priorVariance = 0.2;
const priorNoise = 0.5;
const priorLogSpread = 1.5;

/** More items than this are not needed to learn a few variances; the last ones are taken. */
const tuningItems = 240;

/** Variances before any data: what {@link tuneVariances} starts from. */
export function priorVariances(parts: readonly KernelPart[]): KernelVariances {
  return Float64Array.from([...parts.map(() => priorVariance), priorNoise]);
}

/**
 * Variances that maximise the marginal likelihood of Gaussian-process regression (Rasmussen and Williams 2006, eq. 5.8)
 * with independent log-normal priors; covariance = 2 + sum of variance x part + noise on the diagonal.
 * `target`: standardised, one for each of `items`; no NaN. `ownNoise`: further noise variance by item. Cost: iterations x parts x n^3 / 3.
 */
export function tuneVariances(
  parts: readonly KernelPart[],
  items: readonly number[],
  target: Float64Array,
  start: KernelVariances = priorVariances(parts),
  maxIterations = 12,
  ownNoise?: Float64Array,
): KernelVariances {
  const objective = createObjective(parts, items, target, ownNoise);
  return minimiseBfgs(objective, start.map(Math.log), { maxIterations, tolerance: 1e-5 }).x.map(Math.exp);
}

/** Log of likelihood x priors at given variances, but for a constant of the targets: differences between sets of parts compare them. */
export function logEvidence(
  parts: readonly KernelPart[],
  items: readonly number[],
  target: Float64Array,
  variances: KernelVariances,
  ownNoise?: Float64Array,
): number {
  return -createObjective(parts, items, target, ownNoise)(variances.map(Math.log));
}

/** Of the logarithms of the variances; to be minimised. */
function createObjective(
  parts: readonly KernelPart[],
  items: readonly number[],
  target: Float64Array,
  ownNoise?: Float64Array,
): (logs: Float64Array) => number {
  const from = Math.max(0, items.length - tuningItems);
  const used = items.slice(from);
  const y = target.subarray(from);
  const n = used.length;
  const bases = parts.map((part) => {
    const base = new Float64Array(n * n);
    for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) base[i * n + j] = part.between(used[i], used[j]);
    return base;
  });
  const covariance = new Float64Array(n * n);
  const solved = new Float64Array(n);
  return (logs) => {
    covariance.fill(constantVariance);
    bases.forEach((base, m) => {
      const variance = Math.exp(logs[m]);
      for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) covariance[i * n + j] += variance * base[i * n + j];
    });
    const noise = Math.exp(logs[parts.length]);
    for (let i = 0; i < n; i++) covariance[i * n + i] += noise + (ownNoise?.[from + i] ?? 0);
    if (factorCholesky(covariance, n, 1e-14) >= 0) return Number.POSITIVE_INFINITY;
    solved.set(y);
    solveLower(covariance, n, solved);
    let value = 0;
    for (let i = 0; i < n; i++) value += 0.5 * solved[i] * solved[i] + Math.log(covariance[i * n + i]);
    logs.forEach((log, m) => {
      const centre = Math.log(m < parts.length ? priorVariance : priorNoise);
      value += 0.5 * ((log - centre) / priorLogSpread) ** 2;
    });
    return value;
  };
}

/** Conditions on the targets of `items` at given variances. */
export function conditionKernel(
  parts: readonly KernelPart[],
  items: readonly number[],
  target: Float64Array,
  variances: KernelVariances,
  ownNoise?: Float64Array,
): KernelFit {
  const n = items.length;
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = constantVariance;
      parts.forEach((part, m) => {
        sum += variances[m] * part.between(items[i], items[j]);
      });
      factor[i * n + j] = sum;
    }
    factor[i * n + i] += variances[parts.length] + (ownNoise?.[i] ?? 0);
  }
  if (factorCholesky(factor, n, 1e-14) >= 0) throw new Error('covariance is not positive definite');
  const weights = Float64Array.from(target);
  solveLower(factor, n, weights);
  solveUpper(factor, n, weights);
  return { parts, items, variances, factor, weights };
}

/** Distribution of one item's target (eq. 2.25 and 2.26 there). */
export function predictKernel(fit: KernelFit, item: number): KernelPrediction {
  const { parts, items, variances, factor, weights } = fit;
  const n = items.length;
  const cross = new Float64Array(n).fill(constantVariance);
  const byPart = new Float64Array(parts.length);
  let own = constantVariance;
  parts.forEach((part, m) => {
    own += variances[m] * part.between(item, item);
    for (let j = 0; j < n; j++) {
      const covariance = variances[m] * part.between(item, items[j]);
      cross[j] += covariance;
      byPart[m] += covariance * weights[j];
    }
  });
  let constant = 0;
  for (let j = 0; j < n; j++) constant += constantVariance * weights[j];
  solveLower(factor, n, cross);
  let explained = 0;
  for (let j = 0; j < n; j++) explained += cross[j] * cross[j];
  const latentVariance = Math.max(1e-12, own - explained);
  return {
    mean: byPart.reduce((sum, value) => sum + value, constant),
    variance: latentVariance + variances[parts.length],
    latentVariance,
    constant,
    byPart,
  };
}
