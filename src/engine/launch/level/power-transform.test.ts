import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { choosePowerScale, fromScale, toScale } from './power-transform.ts';

test('fromScale inverts toScale', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.constantFrom(0, 0.05, 0.2, 0.5), (total, lambda) => {
      expect(fromScale({ lambda }, toScale({ lambda }, total))).toBeCloseTo(
        total,
        6 - Math.ceil(Math.log10(1 + total)),
      );
    }),
  );
});

test('finds the power that the totals were made with', () => {
  const random = createRandom(5);
  const made = (lambda: number) =>
    Array.from({ length: 400 }, () => fromScale({ lambda }, toScale({ lambda }, 400) * (1 + 0.25 * random.normal())));
  expect(choosePowerScale(made(0.4)).lambda).toBeGreaterThanOrEqual(0.3);
  expect(choosePowerScale(made(0)).lambda).toBeLessThanOrEqual(0.1);
});

test('a single launch leaves the prior', () => {
  expect(choosePowerScale([120]).lambda).toBe(0.2);
});
