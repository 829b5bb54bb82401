/**
 * Lower Cholesky factor of a symmetric matrix, in place over the lower triangle of the row-major `matrix` (n x n).
 * Answers the index of the first pivot that is not above `relativeTolerance` times its own diagonal entry (the column
 * depends linearly on those before it), or -1 when the matrix is positive definite.
 */
export function factorCholesky(matrix: Float64Array, n: number, relativeTolerance = 1e-12): number {
  for (let j = 0; j < n; j++) {
    const rowJ = j * n;
    let pivot = matrix[rowJ + j];
    const own = pivot;
    for (let k = 0; k < j; k++) pivot -= matrix[rowJ + k] * matrix[rowJ + k];
    if (!(pivot > relativeTolerance * own)) return j;
    const root = Math.sqrt(pivot);
    matrix[rowJ + j] = root;
    for (let i = j + 1; i < n; i++) {
      const rowI = i * n;
      let sum = matrix[rowI + j];
      for (let k = 0; k < j; k++) sum -= matrix[rowI + k] * matrix[rowJ + k];
      matrix[rowI + j] = sum / root;
    }
  }
  return -1;
}

/** Solves L z = b in place. */
export function solveLower(factor: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= factor[i * n + k] * b[k];
    b[i] = sum / factor[i * n + i];
  }
}

/** Solves L' x = z in place. */
export function solveUpper(factor: Float64Array, n: number, z: Float64Array): void {
  for (let i = n - 1; i >= 0; i--) {
    let sum = z[i];
    for (let k = i + 1; k < n; k++) sum -= factor[k * n + i] * z[k];
    z[i] = sum / factor[i * n + i];
  }
}

/** Inverse of a symmetric positive definite matrix (row-major), or null when it is not positive definite. */
export function invertPositiveDefinite(matrix: Float64Array, n: number): Float64Array | null {
  const factor = Float64Array.from(matrix);
  if (factorCholesky(factor, n, 1e-14) >= 0) return null;
  const inverse = new Float64Array(n * n);
  const column = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    column.fill(0);
    column[j] = 1;
    solveLower(factor, n, column);
    solveUpper(factor, n, column);
    for (let i = 0; i < n; i++) inverse[i * n + j] = column[i];
  }
  return inverse;
}
