import { expect, test } from 'vitest';
import { sumOf } from '#engine/kernels/statistics.ts';
import { shapleyValues } from './shapley.ts';

test('the glove game: one left glove and two right ones', () => {
  // Shapley values 2/3, 1/6, 1/6 (Osborne and Rubinstein 1994, exercise 295.5).
  const worth = (mask: number): number => ((mask & 1) === 1 && (mask & 6) !== 0 ? 1 : 0);
  const [left, right, other] = shapleyValues(3, worth);
  expect([left, right, other].map((value) => Number(value.toFixed(12)))).toEqual([
    Number((2 / 3).toFixed(12)),
    Number((1 / 6).toFixed(12)),
    Number((1 / 6).toFixed(12)),
  ]);
});

test('values sum to the worth of all, and of a sum each gets its own', () => {
  const own = [0.4, -1.2, 3, 0.05, 0];
  const sum = (mask: number): number => own.reduce((all, value, i) => all + ((mask >> i) & 1 ? value : 0), 0);
  shapleyValues(5, sum).forEach((value, i) => {
    expect(value).toBeCloseTo(own[i], 12);
  });
  const curved = (mask: number): number => Math.log(2 + sum(mask) ** 2);
  const values = shapleyValues(5, curved);
  expect(sumOf(values)).toBeCloseTo(curved(31) - curved(0), 12);
  expect(values[4]).toBeCloseTo(0, 12);
});
