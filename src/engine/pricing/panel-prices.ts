import type { Panel } from '#engine/panel/panel.ts';
import type { PriceHistory } from './price-history.ts';

/** A launch's first weeks say more of its launch than of its price. */
const settledWeeks = 13;
const leastWeeks = 26;
/** Most products of a category that are learnt from, and of all together where there are many: those that sold most. */
const mostProducts = 300;
const mostInAll = 2000;
const fewestOfMany = 30;
const partlyPromoted = 0.1;

/**
 * The weekly panel as a price history. Left out: the first 13 weeks of a launch, weeks without sales or with an unknown
 * demand, products with fewer than 26 weeks left, and weeks that a promotion begins or ends in, which mix two prices in the proportion that they sold.
 */
export function pricesOfPanel(panel: Panel): PriceHistory {
  const rows = panel.products.map((_, row) => settledCells(panel, row));
  const most = Math.min(mostProducts, Math.max(fewestOfMany, Math.floor(mostInAll / panel.categories.length)));
  const isKept = panel.categories.map((_, c) => {
    const mine = [...panel.products.keys()].filter((row) => panel.products[row].category === c && rows[row].length > 0);
    const sold = (row: number): number => rows[row].reduce((sum, t) => sum + panel.revenue[row * panel.periods + t], 0);
    const ranked = mine.map((row) => ({ row, sold: sold(row) })).sort((a, b) => b.sold - a.sold || a.row - b.row);
    return new Set(ranked.slice(0, most).map(({ row }) => row));
  });
  const cells = panel.products.flatMap((product, row) =>
    isKept[product.category].has(row) ? rows[row].map((t) => ({ row, t, at: row * panel.periods + t })) : [],
  );
  const lines = panel.orderLines;
  const hasOrders = panel.products.some(({ tiers }) => tiers);
  return {
    categories: panel.categories,
    products: panel.products,
    weeks: panel.completeTo - panel.completeFrom,
    product: Int32Array.from(cells, ({ row }) => row),
    week: Int32Array.from(cells, ({ t }) => t - panel.completeFrom),
    price: Float64Array.from(cells, ({ at }) => panel.price[at]),
    demand: Float64Array.from(cells, ({ at }) => panel.units[at]),
    unitsPerOrder: Float64Array.from(cells, ({ at }) =>
      hasOrders && lines && lines[at] > 0 ? panel.units[at] / lines[at] : Number.NaN,
    ),
    deal: panel.promotion && Float64Array.from(cells, ({ at }) => panel.promotion?.[at] ?? 0),
    feature: null,
    tiers: hasOrders
      ? {
          squares: Float64Array.from(panel.products, ({ tiers }) => tiers?.squares ?? 0),
          products: Float64Array.from(panel.products, ({ tiers }) => tiers?.products ?? 0),
        }
      : null,
  };
}

/** Complete weeks of a product with a price and a demand. */
function settledCells(panel: Panel, row: number): number[] {
  const first = Math.floor((panel.products[row].firstSale - panel.start) / 7);
  const from = first <= panel.completeFrom ? panel.completeFrom : first + settledWeeks;
  const cells: number[] = [];
  for (let t = from; t < panel.completeTo; t++) {
    const at = row * panel.periods + t;
    const promoted = panel.promotion?.[at] ?? 0;
    if (!(panel.units[at] > 0) || !(panel.price[at] > 0)) continue;
    if (promoted > partlyPromoted && promoted < 1 - partlyPromoted) continue;
    cells.push(t);
  }
  return cells.length >= leastWeeks ? cells : [];
}
