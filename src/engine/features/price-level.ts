import type { Panel } from '#engine/panel/panel.ts';

/**
 * Price level of the products of a category (or of all) by complete period, free of the mix: the logarithm of each
 * product's price against its own mean over the periods in which it sold, averaged with the products' revenue as fixed
 * weights. A product without a sale keeps its last price; before its first and after its last sale it does not count.
 * Geometric mean of price relatives with fixed weights (Young index in logarithms; ILO CPI Manual 2020, chapter 8).
 * Returns exp of that mean, 1 = usual; NaN where no product counts. Length completeTo - completeFrom.
 */
export function priceLevel(panel: Panel, category?: number): Float64Array {
  const length = panel.completeTo - panel.completeFrom;
  const sum = new Float64Array(length);
  const weight = new Float64Array(length);
  panel.products.forEach((product, row) => {
    if (category !== undefined && product.category !== category) return;
    const from = row * panel.periods + panel.completeFrom;
    const prices = panel.price.subarray(from, from + length);
    const known = prices.reduce((count, p) => count + (p > 0 ? 1 : 0), 0);
    if (known < 2) return;
    const mean = prices.reduce((total, p) => total + (p > 0 ? Math.log(p) : 0), 0) / known;
    const revenue = panel.revenue
      .subarray(from, from + length)
      .reduce((total, r) => total + (Number.isNaN(r) ? 0 : Math.max(r, 0)), 0);
    const last = prices.findLastIndex((p) => p > 0);
    let price = Number.NaN;
    for (let t = 0; t <= last; t++) {
      if (prices[t] > 0) price = prices[t];
      if (Number.isNaN(price)) continue;
      sum[t] += revenue * (Math.log(price) - mean);
      weight[t] += revenue;
    }
  });
  return sum.map((total, t) => (weight[t] > 0 ? Math.exp(total / weight[t]) : Number.NaN));
}
