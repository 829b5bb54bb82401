import type { Panel } from '#engine/panel/panel.ts';

/** Mean price paid by product over the whole panel: revenue by piece where both are known; NaN where nothing was sold. */
export function meanPrices({ products, periods, units, revenue }: Panel): Float64Array {
  const prices = new Float64Array(products.length);
  for (let p = 0; p < products.length; p++) {
    let money = 0;
    let pieces = 0;
    for (let cell = p * periods; cell < (p + 1) * periods; cell++) {
      if (!(units[cell] > 0) || !(revenue[cell] > 0)) continue;
      money += revenue[cell];
      pieces += units[cell];
    }
    prices[p] = pieces > 0 ? money / pieces : Number.NaN;
  }
  return prices;
}

/**
 * Edges between four price bands: the quartiles of the products' mean prices, rounded to two significant digits, those that
 * coincide once. Band i holds prices in [edge i-1, edge i). Empty without prices.
 */
export function priceBandEdges(prices: Float64Array): number[] {
  const sorted = prices.filter((price) => !Number.isNaN(price)).sort();
  if (sorted.length === 0) return [];
  const quartiles = [0.25, 0.5, 0.75].map((share) => sorted[Math.floor(share * (sorted.length - 1))]);
  return [...new Set(quartiles.map((price) => Number(price.toPrecision(2))))];
}

/** Band of a price; -1 for one that is not known. */
export function priceBandOf(price: number, edges: readonly number[]): number {
  if (Number.isNaN(price)) return -1;
  let band = 0;
  while (band < edges.length && price >= edges[band]) band += 1;
  return band;
}
