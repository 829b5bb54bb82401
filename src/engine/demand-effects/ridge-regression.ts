import { factorCholesky, invertPositiveDefinite, solveLower, solveUpper } from '#engine/kernels/cholesky.ts';

/** A linear regression with independent normal priors of mean 0 on its coefficients. */
export interface RidgeFit {
  readonly coefficients: Float64Array;
  /** Posterior variances of the coefficients. */
  readonly variances: Float64Array;
  /** Residual variance. */
  readonly sigma2: number;
}

const rounds = 3;

/**
 * Posterior mean of y = X b + e, b_k ~ N(0, priorSd_k^2), e ~ N(0, sigma2), sigma2 from the residuals in three rounds.
 * `columns`: arrays of the length of `y`; rows where `y` is NaN are left out. Infinite `priorSd`: no prior.
 */
export function fitRidge(columns: readonly Float64Array[], y: Float64Array, priorSd: readonly number[]): RidgeFit {
  const k = columns.length;
  const rows = Array.from(y.keys()).filter((t) => !Number.isNaN(y[t]));
  const gram = new Float64Array(k * k);
  const moment = new Float64Array(k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (const t of rows) sum += columns[i][t] * columns[j][t];
      gram[i * k + j] = sum;
      gram[j * k + i] = sum;
    }
    for (const t of rows) moment[i] += columns[i][t] * y[t];
  }
  const centre = rows.reduce((sum, t) => sum + y[t], 0) / rows.length;
  let sigma2 = Math.max(1e-6, rows.reduce((sum, t) => sum + (y[t] - centre) ** 2, 0) / rows.length / 2);
  let coefficients = new Float64Array(k);
  let matrix = gram;
  for (let round = 0; round < rounds; round++) {
    matrix = Float64Array.from(gram);
    for (let i = 0; i < k; i++) matrix[i * k + i] += sigma2 / priorSd[i] ** 2 + 1e-9;
    const factor = Float64Array.from(matrix);
    if (factorCholesky(factor, k, 1e-14) >= 0) throw new Error('ridge matrix is not positive definite');
    coefficients = Float64Array.from(moment);
    solveLower(factor, k, coefficients);
    solveUpper(factor, k, coefficients);
    let squares = 0;
    for (const t of rows) {
      const fitted = columns.reduce((sum, column, i) => sum + coefficients[i] * column[t], 0);
      squares += (y[t] - fitted) ** 2;
    }
    sigma2 = Math.max(1e-6, squares / Math.max(1, rows.length - 0.5 * k));
  }
  const inverse = invertPositiveDefinite(matrix, k);
  const variances = Float64Array.from({ length: k }, (_, i) => (inverse ? sigma2 * inverse[i * k + i] : Number.NaN));
  return { coefficients, variances, sigma2 };
}
