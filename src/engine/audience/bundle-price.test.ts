import { expect, it } from 'vitest';
import { bundlePrice } from './bundle-price.ts';

it('a bundle costs less than both and more than each, at a price that the shop has', () => {
  const points = [49, 99, 129, 149, 155];
  expect(bundlePrice(109, 49, points)).toEqual({ sum: 158, point: 149 });
  // Nothing of the shop's own is near the sum, or what is would give the second one away.
  expect(bundlePrice(300, 49, points)).toBeNull();
  expect(bundlePrice(129, 5, [...points, 128])).toBeNull();
  expect(bundlePrice(109, Number.NaN, points)).toBeNull();
});
