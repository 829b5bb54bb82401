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
  for (let i = 0; i < n; i++) for (let k = 0; k < i; k++) factor[k * n + i] = factor[i * n + k];
  for (let i = 0; i < n; i++) inverse[i * n + i] = 1;
  // All columns at once: L Y = I, then L' X = Y in the same place.
  for (let i = 0; i < n; i++) solveRow(factor, n, inverse, i, 0, i);
  for (let i = n - 1; i >= 0; i--) solveRow(factor, n, inverse, i, i + 1, n);
  return inverse;
}

/** Row i of `x`, less its rows `from` .. `to` - 1 (their first `to` entries, four at a time) times their factors, over the diagonal. */
function solveRow(factor: Float64Array, n: number, x: Float64Array, i: number, from: number, to: number): void {
  const row = i * n;
  let k = from;
  for (; k + 3 < to; k += 4) {
    const [a, b, c, d] = [factor[row + k], factor[row + k + 1], factor[row + k + 2], factor[row + k + 3]];
    const at = k * n;
    for (let j = 0; j < to; j++)
      x[row + j] = x[row + j] - a * x[at + j] - b * x[at + n + j] - c * x[at + 2 * n + j] - d * x[at + 3 * n + j];
  }
  for (; k < to; k++) for (let j = 0; j < to; j++) x[row + j] -= factor[row + k] * x[k * n + j];
  for (let j = 0; j < n; j++) x[row + j] /= factor[row + i];
}
