/** Columns made orthonormal: column_j = sum_(i <= j) upper[i * k + j] basis_i. */
export interface Orthogonalised {
  /** null for a column that depends on those before it. */
  readonly basis: readonly (Float64Array | null)[];
  /** k x k, row-major, upper triangular; the diagonal of a dependent column is 0. */
  readonly upper: Float64Array;
  readonly dependent: readonly number[];
}

/**
 * Modified Gram-Schmidt with one re-orthogonalisation. Nothing is mutated; no NaN allowed. A column is called dependent
 * when less than `tolerance` of its norm is left.
 */
export function orthogonaliseColumns(columns: readonly Float64Array[], tolerance = 1e-9): Orthogonalised {
  const k = columns.length;
  const basis: (Float64Array | null)[] = [];
  const upper = new Float64Array(k * k);
  const dependent: number[] = [];
  columns.forEach((column, j) => {
    const q = Float64Array.from(column);
    const before = Math.sqrt(dotProduct(q, q));
    for (let pass = 0; pass < 2; pass++) {
      basis.forEach((b, i) => {
        if (!b) return;
        const projection = dotProduct(b, q);
        upper[i * k + j] += projection;
        for (let t = 0; t < q.length; t++) q[t] -= projection * b[t];
      });
    }
    const after = Math.sqrt(dotProduct(q, q));
    if (!(after > tolerance * before)) {
      dependent.push(j);
      basis.push(null);
      return;
    }
    upper[j * k + j] = after;
    for (let t = 0; t < q.length; t++) q[t] /= after;
    basis.push(q);
  });
  return { basis, upper, dependent };
}

/** Coefficients of the columns from those of the basis; 0 for dependent columns. `projected` is not mutated. */
export function solveForColumns(orthogonalised: Orthogonalised, projected: Float64Array): Float64Array {
  const { basis, upper } = orthogonalised;
  const k = basis.length;
  const coefficients = new Float64Array(k);
  for (let j = k - 1; j >= 0; j--) {
    if (!basis[j]) continue;
    let sum = projected[j];
    for (let i = j + 1; i < k; i++) sum -= upper[j * k + i] * coefficients[i];
    coefficients[j] = sum / upper[j * k + j];
  }
  return coefficients;
}

/** Coefficients, residuals and the residual sum of squares of a linear regression. */
export interface LeastSquares {
  readonly coefficients: Float64Array;
  readonly residuals: Float64Array;
  readonly residualSumOfSquares: number;
  /** Columns that depend on those before them; their coefficient is 0. */
  readonly dependent: readonly number[];
}

/** Ordinary least squares of `y` on `columns` of its length. Nothing is mutated; no NaN allowed. */
export function solveLeastSquares(columns: readonly Float64Array[], y: Float64Array, tolerance = 1e-9): LeastSquares {
  const orthogonalised = orthogonaliseColumns(columns, tolerance);
  const residuals = Float64Array.from(y);
  const projected = new Float64Array(columns.length);
  orthogonalised.basis.forEach((b, j) => {
    if (!b) return;
    projected[j] = dotProduct(b, residuals);
    for (let t = 0; t < y.length; t++) residuals[t] -= projected[j] * b[t];
  });
  return {
    coefficients: solveForColumns(orthogonalised, projected),
    residuals,
    residualSumOfSquares: dotProduct(residuals, residuals),
    dependent: orthogonalised.dependent,
  };
}

export function dotProduct(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < a.length; t++) sum += a[t] * b[t];
  return sum;
}
