import type { Panel } from '#engine/panel/panel.ts';

/** Weeks since its first sale after which a product's own launch curve no longer shapes its demand. */
const settledWeeks = 13;
/** Settled weeks with known demand that a product needs. */
const leastWeeks = 26;

/** Log demand index by complete week, 0 on average: composition of the assortment taken out. NaN where no product counts. */
export interface DemandIndex {
  readonly log: Float64Array;
  /** Units behind each week's figure: weights for what is fitted to it. */
  readonly products: number;
}

/**
 * ln(units sold / units expected) of the settled products of one category (all when undefined), by complete week: expected = sum
 * of the products' own mean weekly units over the weeks in which they were on sale and not out of stock, each mean taken
 * relative to `profile` (factor by week of an earlier round; 1 at first), so that a product that was there in winter only is
 * not taken for a small one.
 */
export function demandIndex(panel: Panel, category: number | undefined, profile: Float64Array): DemandIndex {
  const { periods, completeFrom, completeTo } = panel;
  const n = completeTo - completeFrom;
  const sold = new Float64Array(n);
  const expected = new Float64Array(n);
  let products = 0;
  panel.products.forEach((product, row) => {
    if (category !== undefined && product.category !== category) return;
    const first = Math.floor((product.firstSale - panel.start) / 7);
    const from = first <= completeFrom ? completeFrom : Math.max(completeFrom, first + settledWeeks);
    const last = Math.min(completeTo, Math.floor((product.lastSale - panel.start) / 7) + 1);
    let units = 0;
    let weeks = 0;
    let known = 0;
    for (let t = from; t < last; t++) {
      const value = panel.units[row * periods + t];
      if (Number.isNaN(value)) continue;
      units += value;
      weeks += profile[t - completeFrom];
      known++;
    }
    if (known < leastWeeks || units <= 0) return;
    products++;
    const mean = units / weeks;
    for (let t = from; t < last; t++) {
      const value = panel.units[row * periods + t];
      if (Number.isNaN(value)) continue;
      sold[t - completeFrom] += value;
      expected[t - completeFrom] += mean;
    }
  });
  const log = sold.map((value, t) => (expected[t] > 0 ? Math.log((value + 0.5) / (expected[t] + 0.5)) : Number.NaN));
  return { log, products };
}
