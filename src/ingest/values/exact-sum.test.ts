import { expect, it } from 'vitest';
import { ExactSum, microToPence, multiplyMicro } from './exact-sum.ts';

it('adds beyond what a double holds, to the last millionth', () => {
  const sum = new ExactSum();
  for (let k = 0; k < 9; k++) sum.add(2 ** 52 + 1);
  sum.add(1);
  expect(sum.toBigInt()).toBe(9n * (2n ** 52n + 1n) + 1n);
  const other = new ExactSum();
  other.add(-1);
  sum.addSum(other);
  expect(sum.toBigInt()).toBe(9n * (2n ** 52n + 1n));
  // Addends that a double holds, and sums of them that none does.
  const small = new ExactSum();
  for (let k = 0; k < 9; k++) small.add(2 ** 52 - 1);
  expect(small.toBigInt()).toBe(9n * (2n ** 52n - 1n));
});

it('multiplies a price by a part of a piece, rounded half away from zero once', () => {
  expect(multiplyMicro(2_550_000, 3e6)).toBe(7_650_000);
  expect(multiplyMicro(1, 500_000)).toBe(1);
  expect(multiplyMicro(-1, 500_000)).toBe(-1);
  expect(Object.is(multiplyMicro(0, -3e6), 0)).toBe(true);
});

it('writes pence with half a penny rounded up, away from zero', () => {
  expect(microToPence(12_345_000n)).toBe('12.35');
  expect(microToPence(-12_345_000n)).toBe('-12.35');
  expect(microToPence(12_344_999n)).toBe('12.34');
  expect(microToPence(-4_000n)).toBe('0.00');
});
