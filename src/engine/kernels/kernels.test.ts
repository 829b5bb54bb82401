import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factorCholesky, invertPositiveDefinite } from '#engine/kernels/cholesky.ts';
import { solveLeastSquares } from '#engine/kernels/least-squares.ts';
import { minimiseBfgs } from '#engine/kernels/minimise-bfgs.ts';
import { chiSquaredTail, normalCumulative, z50, z80, z95 } from '#engine/kernels/normal-distribution.ts';
import { inverseRoots, largestInverseRoot, reflectOutside } from '#engine/kernels/polynomial-roots.ts';

describe('normal and chi-squared', () => {
  it('have the published quantiles', () => {
    for (const [z, p] of [
      [z50, 0.75],
      [z80, 0.9],
      [z95, 0.975],
      [-1.6448536269514722, 0.05],
    ])
      expect(normalCumulative(z)).toBeCloseTo(p, 12);
    // Upper 5 % points of chi-squared, Abramowitz and Stegun table 26.8.
    expect(chiSquaredTail(3.841459, 1)).toBeCloseTo(0.05, 6);
    expect(chiSquaredTail(18.30704, 10)).toBeCloseTo(0.05, 6);
  });
});

describe('polynomial roots', () => {
  it('finds those of (1 - 0.5 B)(1 + 0.8 B)(1 - 1.25 B)', () => {
    const { real } = inverseRoots([0.5 * -1 + 0.8 - 1.25, -0.4 - 1.25 * 0.3, 0.5]);
    expect(Array.from(real).sort((a, b) => a - b)).toEqual([
      expect.closeTo(-0.8, 8),
      expect.closeTo(0.5, 8),
      expect.closeTo(1.25, 8),
    ]);
  });

  it('reflects to an invertible polynomial with the same spectrum', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 1, maxLength: 4 }), (c) => {
        const reflected = reflectOutside(c);
        expect(largestInverseRoot(reflected)).toBeLessThan(1 + 1e-6);
        // Autocorrelations of the moving averages agree.
        const correlations = (theta: ArrayLike<number>): number[] => {
          const full = [1, ...Array.from(theta)];
          const at = (lag: number): number => full.reduce((sum, v, i) => sum + v * (full[i + lag] ?? 0), 0);
          return full.map((_, lag) => at(lag) / at(0));
        };
        correlations(c).forEach((r, lag) => {
          expect(correlations(reflected)[lag]).toBeCloseTo(r, 4);
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe('linear algebra', () => {
  it('inverts, and names the column that depends on others', () => {
    const inverse = invertPositiveDefinite(Float64Array.of(4, 1, 1, 3), 2);
    expect(Array.from(inverse ?? [])).toEqual([3, -1, -1, 4].map((v) => expect.closeTo(v / 11, 12)));
    expect(factorCholesky(Float64Array.of(1, 2, 2, 4), 2)).toBe(1);
    // More rows than are taken at a time: min(i, j) + 1, whose inverse is that of second differences.
    const n = 11;
    const least = Float64Array.from({ length: n * n }, (_, at) => Math.min(Math.floor(at / n), at % n) + 1);
    const differences = Array.from(least, (_, at) => {
      const [i, j] = [Math.floor(at / n), at % n];
      if (i === j) return i === n - 1 ? 1 : 2;
      return Math.abs(i - j) === 1 ? -1 : 0;
    });
    expect(Array.from(invertPositiveDefinite(least, n) ?? [])).toEqual(differences.map((v) => expect.closeTo(v, 10)));
  });

  it('fits a line exactly and drops a collinear column', () => {
    const time = Float64Array.of(0, 1, 2, 3);
    const columns = [new Float64Array(4).fill(1), time, time.map((t) => 2 * t - 1)];
    const { coefficients, dependent, residualSumOfSquares } = solveLeastSquares(
      columns,
      time.map((t) => 5 - 3 * t),
    );
    expect(coefficients[0]).toBeCloseTo(5, 10);
    expect(coefficients[1]).toBeCloseTo(-3, 10);
    expect(dependent).toEqual([2]);
    expect(residualSumOfSquares).toBeLessThan(1e-20);
  });
});

describe('BFGS', () => {
  it('finds the bottom of Rosenbrock’s valley', () => {
    const valley = (x: Float64Array): number => 100 * (x[1] - x[0] ** 2) ** 2 + (1 - x[0]) ** 2;
    const { x, converged } = minimiseBfgs(valley, Float64Array.of(-1.2, 1), { maxIterations: 200, tolerance: 1e-14 });
    expect(converged).toBe(true);
    expect(x[0]).toBeCloseTo(1, 3);
    expect(x[1]).toBeCloseTo(1, 3);
  });

  it('stays inside a domain that ends', () => {
    const edge = (x: Float64Array): number => (x[0] <= 0 ? Number.POSITIVE_INFINITY : x[0] - Math.log(x[0]));
    const { x } = minimiseBfgs(edge, Float64Array.of(0.01), { maxIterations: 100, tolerance: 1e-12 });
    expect(x[0]).toBeCloseTo(1, 4);
  });
});
