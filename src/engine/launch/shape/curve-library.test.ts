import { expect, test } from 'vitest';
import { sumOf } from '#engine/kernels/statistics.ts';
import { createRandom } from '#engine/random.ts';
import { fitCurveForm } from './curve-form.ts';
import { learnCurveLibrary, libraryOf } from './curve-library.ts';

const horizon = 13;
const normalised = (curve: readonly number[]): Float64Array => {
  const sum = sumOf(curve);
  return Float64Array.from(curve, (value) => value / sum);
};
const simulated = {
  quick: normalised(Array.from({ length: horizon }, (_, a) => Math.max(0.1, 1 - a / 8))),
  steady: normalised(Array.from({ length: horizon }, (_, a) => Math.min(1, 0.4 + a / 5, (17 - a) / 8))),
  slow: normalised(Array.from({ length: horizon }, (_, a) => 0.2 + a / 9)),
};
const kinds = ['quick', 'steady', 'slow'] as const;

function plantShares(count: number, noise: number) {
  const random = createRandom(5);
  return Array.from({ length: count }, (_, i) =>
    normalised(Array.from(simulated[kinds[i % 3]], (share) => share * Math.exp(noise * random.normal()))),
  );
}

const shares = plantShares(90, 0.25);
const mean = normalised(Array.from({ length: horizon }, (_, a) => shares.reduce((sum, path) => sum + path[a], 0)));
const library = learnCurveLibrary(
  shares,
  shares.map(() => 1),
  mean,
  // The launches before and after of the same kind are alike.
  (launch) => new Map([launch - 3, launch + 3].filter((i) => i >= 0 && i < 90).map((i) => [i, 0.5])),
);
const slow = [2, 5, 8, 11, 14];

test('recovers planted curves, their shares, and which launch followed which', () => {
  expect(library.curves.map(({ name }) => name)).toEqual(kinds);
  for (const { name, shape, share } of library.curves) {
    const distance = shape.reduce((sum, value, a) => sum + Math.abs(value - simulated[name][a]), 0);
    // Half the sum of absolute differences is the share of the units that would stand in a wrong week.
    expect(distance / 2).toBeLessThan(0.06);
    expect(share).toBeCloseTo(1 / 3, 1);
    expect(sumOf(shape)).toBeCloseTo(1, 12);
  }
  const right = library.memberships.filter((membership, i) => membership[i % 3] > 0.5).length;
  expect(right / shares.length).toBeGreaterThan(0.9);
});

test('first weeks tell the curve: the probability of the true one rises with every week', () => {
  for (const [c, kind] of kinds.entries()) {
    const after = [0, 2, 4, 8].map((weeks) => {
      const path = Float64Array.from(simulated[kind], (share, a) => (a < weeks ? 500 * share : Number.NaN));
      return library.posterior(library.prior(new Map()), path)[c];
    });
    expect(after[1]).toBeGreaterThan(after[0]);
    expect(after[3]).toBeGreaterThan(Math.max(0.5, after[2]));
  }
});

test('without evidence the shape stays as it is; with it the shape moves to the curve', () => {
  const overall = library.prior(new Map());
  library.shape(mean, overall).forEach((share, a) => {
    expect(share).toBeCloseTo(mean[a], 12);
  });
  const sure = Float64Array.from([0, 0, 1]);
  const moved = library.shape(mean, sure);
  expect(moved[horizon - 1]).toBeGreaterThan(1.3 * mean[horizon - 1]);
  expect(sumOf(moved)).toBeCloseTo(1, 12);
  const alike = library.prior(new Map(slow.map((launch) => [launch, 1 / slow.length])));
  expect(alike[2]).toBeGreaterThan(overall[2] + 0.3);
});

test('triangles and trapezoids are recognised', () => {
  const triangle = fitCurveForm(Float64Array.from({ length: 13 }, (_, a) => (a <= 4 ? 1 + a : 5 - (a - 4) / 2)));
  expect(triangle).toMatchObject({ form: 'triangle', from: 4, to: 4 });
  expect(triangle?.explained).toBeCloseTo(1, 9);
  const trapezoid = fitCurveForm(
    Float64Array.from({ length: 13 }, (_, a) => (a < 3 ? 1 + a : a <= 8 ? 4 : 4 - (a - 8) / 2)),
  );
  expect(trapezoid).toMatchObject({ form: 'trapezoid', from: 3, to: 8 });
  expect(fitCurveForm(Float64Array.from([1, 2, 3]))).toBeNull();
});

test('few launches make few curves, none the mean curve', () => {
  expect(
    learnCurveLibrary(shares.slice(0, 8), new Array<number>(8).fill(1), mean).curves.map(({ name }) => name),
  ).toEqual(['steady']);
  libraryOf([], mean).curves[0].shape.forEach((share, a) => {
    expect(share).toBeCloseTo(mean[a], 12);
  });
});
