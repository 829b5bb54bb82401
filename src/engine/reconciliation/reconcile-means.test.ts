import { describe, expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { type Hierarchy, reconcileMinTrace, sumBottomUp } from '#engine/reconciliation/reconcile-means.ts';
import { shrinkCovariance } from '#engine/reconciliation/shrink-covariance.ts';

/** Total and two categories over five products. */
const hierarchy: Hierarchy = {
  bottoms: 5,
  aggregates: [
    [0, 1, 2, 3, 4],
    [0, 1, 2],
    [3, 4],
  ],
};
const size = 8;

/** Gauss-Jordan inverse of a dense matrix: other code than the engine's. */
function invert(matrix: readonly (readonly number[])[]): number[][] {
  const n = matrix.length;
  const work = matrix.map((row, i) => [...row, ...row.map((_, j) => Number(i === j))]);
  for (let c = 0; c < n; c++) {
    let pivot = c;
    for (let r = c; r < n; r++) if (Math.abs(work[r][c]) > Math.abs(work[pivot][c])) pivot = r;
    [work[c], work[pivot]] = [work[pivot], work[c]];
    const head = work[c][c];
    work[c] = work[c].map((v) => v / head);
    for (let r = 0; r < n; r++) if (r !== c) work[r] = work[r].map((v, j) => v - work[r][c] * work[c][j]);
  }
  return work.map((row) => row.slice(n));
}

const multiply = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] =>
  a.map((row) => b[0].map((_, j) => row.reduce((sum, v, k) => sum + v * b[k][j], 0)));
const transpose = (a: readonly (readonly number[])[]): number[][] => a[0].map((_, j) => a.map((row) => row[j]));

/** S (S' W^-1 S)^-1 S' W^-1 base, as in the paper, over the bottoms that may differ from zero. */
function denseMinTrace(base: Float64Array, covariance: Float64Array, free: readonly number[]): number[] {
  const sums = Array.from({ length: size }, (_, i) =>
    free.map((b) => Number(i < 3 ? hierarchy.aggregates[i].includes(b) : i - 3 === b)),
  );
  const w = Array.from({ length: size }, (_, i) => Array.from(covariance.subarray(i * size, (i + 1) * size)));
  const left = multiply(transpose(sums), invert(w));
  const bottoms = multiply(invert(multiply(left, sums)), multiply(left, transpose([Array.from(base)])));
  return multiply(sums, bottoms).map(([v]) => v);
}

function drawErrors(seed: number, length: number): Float64Array[] {
  const random = createRandom(seed);
  const common = Float64Array.from({ length }, () => random.normal());
  const bottoms = Array.from({ length: 5 }, (_, i) => common.map((c) => (1 + i) * (0.6 * c + random.normal())));
  const aggregates = hierarchy.aggregates.map((parts) =>
    common.map((_, t) => parts.reduce((sum, i) => sum + bottoms[i][t], 0) + random.normal()),
  );
  return [...aggregates, ...bottoms];
}

describe('bottom-up', () => {
  it('sums the products', () => {
    expect(Array.from(sumBottomUp(hierarchy, Float64Array.of(9, 9, 9, 1, 2, 3, 4, 5)))).toEqual([
      15, 6, 9, 1, 2, 3, 4, 5,
    ]);
  });
});

describe('MinT', () => {
  it('spreads a gap of 10 by hand: variances 1 give each a third, a sure product keeps its forecast', () => {
    const two: Hierarchy = { bottoms: 2, aggregates: [[0, 1]] };
    const base = Float64Array.of(100, 40, 50);
    const equal = reconcileMinTrace(two, base, Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1), true);
    expect(Array.from(equal ?? [])).toEqual([
      expect.closeTo(290 / 3, 10),
      expect.closeTo(130 / 3, 10),
      expect.closeTo(160 / 3, 10),
    ]);
    // Variances 2, 3, 5: the gap 10 is shared 2 : 3 : 5.
    const weighted = reconcileMinTrace(two, base, Float64Array.of(2, 0, 0, 0, 3, 0, 0, 0, 5), true);
    expect(Array.from(weighted ?? [])).toEqual([
      expect.closeTo(98, 10),
      expect.closeTo(43, 10),
      expect.closeTo(55, 10),
    ]);
  });

  it.each([1, 2, 3])('equals the dense formula of the paper with a shrunk covariance (seed %i)', (seed) => {
    const { matrix } = shrinkCovariance(drawErrors(seed, 30));
    const base = Float64Array.of(160, 70, 80, 20, 25, 30, 35, 40);
    const found = reconcileMinTrace(hierarchy, base, matrix, true);
    denseMinTrace(base, matrix, [0, 1, 2, 3, 4]).forEach((v, i) => {
      expect(found?.[i]).toBeCloseTo(v, 8);
    });
  });

  it.each([4, 5, 6, 7])(
    'without negative demand it is the best of all choices of products at zero (seed %i)',
    (seed) => {
      const { matrix } = shrinkCovariance(drawErrors(seed, 30));
      const base = Float64Array.of(20, 2, 9, 8, -6, 1, -2, 12);
      const found = Array.from(reconcileMinTrace(hierarchy, base, matrix, true) ?? []);
      const inverse = invert(
        Array.from({ length: size }, (_, i) => Array.from(matrix.subarray(i * size, (i + 1) * size))),
      );
      const cost = (x: readonly number[]): number => {
        const d = x.map((v, i) => v - base[i]);
        return d.reduce((sum, v, i) => sum + v * d.reduce((s, u, j) => s + inverse[i][j] * u, 0), 0);
      };
      let best = Number.POSITIVE_INFINITY;
      for (let choice = 1; choice < 32; choice++) {
        const free = [0, 1, 2, 3, 4].filter((b) => choice & (1 << b));
        const x = denseMinTrace(base, matrix, free);
        if (x.every((v) => v >= -1e-9)) best = Math.min(best, cost(x));
      }
      expect(found.every((v) => v >= 0)).toBe(true);
      expect(found[0]).toBeCloseTo(
        found.slice(3).reduce((a, b) => a + b, 0),
        10,
      );
      expect(cost(found)).toBeCloseTo(best, 6);
    },
  );
});

describe('shrinkage of the covariance', () => {
  it('is full for independent short errors, little for long dependent ones', () => {
    const random = createRandom(8);
    const noise = Array.from({ length: 6 }, () => Float64Array.from({ length: 8 }, () => random.normal()));
    expect(shrinkCovariance(noise).intensity).toBeGreaterThan(0.5);
    expect(shrinkCovariance(drawErrors(9, 400)).intensity).toBeLessThan(0.05);
  });

  it('keeps the variances and stays positive definite with fewer errors than series', () => {
    const errors = drawErrors(3, 4);
    const { matrix } = shrinkCovariance(errors);
    errors.forEach((x, i) => {
      expect(matrix[i * size + i]).toBeCloseTo(x.reduce((sum, v) => sum + v * v, 0) / 4, 10);
    });
    expect(reconcileMinTrace(hierarchy, new Float64Array(size).fill(5), matrix, true)).not.toBeNull();
  });
});
