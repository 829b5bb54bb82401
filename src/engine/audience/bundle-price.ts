/** A bundle is at least, and at most, so much cheaper than what is in it. */
const shallowestBundle = 0.05;
const deepestBundle = 0.15;

export interface BundlePrice {
  /** Both at their prices. */
  readonly sum: number;
  readonly point: number;
}

/**
 * The highest of the shop's own prices that is 5 to 15 % under the sum of two prices and above the dearer of the two; null where there is none. NaN = price not known.
 */
export function bundlePrice(price: number, other: number, points: readonly number[]): BundlePrice | null {
  const sum = price + other;
  const near = points.filter(
    (point) =>
      point <= (1 - shallowestBundle) * sum && point >= (1 - deepestBundle) * sum && point > Math.max(price, other),
  );
  return near.length > 0 ? { sum, point: Math.max(...near) } : null;
}
