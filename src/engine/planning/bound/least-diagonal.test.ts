import { describe, expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { createDiagonalSearch, hasFactor } from './least-diagonal.ts';

describe('a diagonal that makes a matrix convex', () => {
  it('of a matrix of ones it is one for each, the least there is', () => {
    const n = 12;
    const ones = Float64Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? 0 : 1));
    const diagonal = createDiagonalSearch(ones, n).fit(new Float64Array(n).fill(1));
    for (const entry of diagonal) expect(entry).toBeCloseTo(1, 3);
  });

  it('always leaves a Cholesky factor, and costs less where the weights are small', () => {
    const random = createRandom(3);
    for (let round = 0; round < 20; round++) {
      const n = 3 + random.below(20);
      const matrix = new Float64Array(n * n);
      for (let a = 0; a < n; a++)
        for (let b = 0; b < a; b++) if (random.next() < 0.6) matrix[a * n + b] = matrix[b * n + a] = random.next();
      const weight = Float64Array.from({ length: n }, () => 0.03 + random.next());
      const search = createDiagonalSearch(matrix, n);
      const even = search.fit(new Float64Array(n).fill(1));
      const fitted = search.fit(weight);
      const filled = matrix.map((entry, k) => (k % (n + 1) === 0 ? fitted[k / (n + 1)] : entry));
      expect(hasFactor(filled, n)).toBe(true);
      const cost = (diagonal: Float64Array): number => diagonal.reduce((sum, entry, a) => sum + entry * weight[a], 0);
      expect(cost(fitted)).toBeLessThanOrEqual(cost(even) * 1.001);
    }
  });

  it('a matrix without entries needs none', () => {
    expect(Array.from(createDiagonalSearch(new Float64Array(9), 3).fit(new Float64Array(3).fill(1)))).toEqual([
      0, 0, 0,
    ]);
  });
});
