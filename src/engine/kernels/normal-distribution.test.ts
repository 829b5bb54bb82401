import { expect, test } from 'vitest';
import { normalCumulative, normalQuantile } from './normal-distribution.ts';

test('published quantiles', () => {
  expect(normalQuantile(0.5)).toBe(0);
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
  expect(normalQuantile(0.1)).toBeCloseTo(-1.2815515655446004, 14);
  // Wichura (1988), table of check values
  expect(normalQuantile(0.25)).toBeCloseTo(-0.6744897501960817, 14);
  expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306167814, 13);
  expect(normalQuantile(1e-20)).toBeCloseTo(-9.2623400897984, 12);
});

test('inverts the distribution function', () => {
  for (const p of [1e-9, 1e-4, 0.02, 0.07, 0.3, 0.63, 0.92, 0.9999]) {
    expect(Math.abs(normalCumulative(normalQuantile(p)) / p - 1)).toBeLessThan(1e-12);
  }
});
