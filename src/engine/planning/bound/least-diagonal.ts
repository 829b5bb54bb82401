import { createRandom } from '#engine/random.ts';

/** Multiplications that the sweeps of one matrix may take: some tens of milliseconds. */
const mostWork = 3e7;
const mostSweeps = 60;

/** A symmetric matrix with nothing on its diagonal (n x n), and what is known of the diagonal that makes it convex. */
export interface DiagonalSearch {
  /**
   * A diagonal that makes the matrix positive semidefinite, its sum weighted by `weight` (all above 0) as small as the sweeps
   * bring it. What they leave open is added on top, so that a Cholesky factor exists: the answer always holds.
   */
  fit(weight: Float64Array): Float64Array;
}

/**
 * The dual of the relaxation max -<L, X>, X positive semidefinite with X[a][a] = weight[a], solved over vectors of few
 * components, one at a time: Wang, Chang, Kolter, "The mixing method" (2017). Seeded; a later fit starts from the last one.
 */
export function createDiagonalSearch(matrix: Float64Array, n: number): DiagonalSearch {
  const width = Math.ceil(Math.sqrt(2 * n)) + 1;
  const random = createRandom(1);
  const vectors = Float64Array.from({ length: n * width }, () => random.next() - 0.5);
  const pull = new Float64Array(width);
  const sweeps = Math.max(4, Math.min(mostSweeps, Math.floor(mostWork / (n * n * width))));

  const sweep = (diagonal: Float64Array, weight: Float64Array): void => {
    for (let a = 0; a < n; a++) {
      pull.fill(0);
      for (let b = 0; b < n; b++) {
        const entry = matrix[a * n + b];
        if (entry !== 0) for (let c = 0; c < width; c++) pull[c] += entry * vectors[b * width + c];
      }
      let square = 0;
      for (let c = 0; c < width; c++) square += pull[c] * pull[c];
      const length = Math.sqrt(square);
      const norm = Math.sqrt(weight[a]);
      diagonal[a] = length / norm;
      if (length > 0) for (let c = 0; c < width; c++) vectors[a * width + c] = (-norm * pull[c]) / length;
    }
  };

  return {
    fit(weight) {
      const diagonal = new Float64Array(n);
      for (let k = 0; k < sweeps; k++) sweep(diagonal, weight);
      let heaviest = 0;
      let mean = 0;
      for (let a = 0; a < n; a++) {
        heaviest = Math.max(heaviest, weight[a]);
        mean += diagonal[a] / n;
      }
      // Cheapest where the weight is small. Twice as much until it holds: four times the largest entry times n always does.
      const filled = matrix.slice();
      for (let extra = 1e-4 * mean; ; extra *= 2) {
        for (let a = 0; a < n; a++) filled[a * n + a] = diagonal[a] + (extra * heaviest) / weight[a];
        if (hasFactor(filled, n) || mean === 0) break;
      }
      return diagonal.map((_, a) => filled[a * n + a]);
    },
  };
}

/** True when a symmetric matrix (n x n) has a Cholesky factor: it is positive definite. */
export function hasFactor(matrix: Float64Array, n: number): boolean {
  const factor = new Float64Array(n * n);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = matrix[a * n + b];
      for (let c = 0; c < b; c++) sum -= factor[a * n + c] * factor[b * n + c];
      if (a !== b) factor[a * n + b] = sum / factor[b * n + b];
      else if (sum > 0) factor[a * n + a] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}
