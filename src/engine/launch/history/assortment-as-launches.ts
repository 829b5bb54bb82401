import { sumOfKnown } from '#engine/kernels/statistics.ts';
import type { Panel } from '#engine/panel/panel.ts';
import type { ProductHistory } from './launch.ts';
import { factsOfProduct } from './panel-histories.ts';

/** Products taken at most: evenly over the range from slow to fast sellers, so that the spread is that of the assortment. */
const mostProducts = 400;

/**
 * What can be learnt where the sales hold no launch: every product that sells, as if it had been launched and had sold its
 * mean weekly units of the log in each of `horizon` weeks. The level then rests on what similar products sell, the shape is
 * flat, and the spread between products is the range of the forecast. Mean weekly units = net units / (days of the log / 7),
 * so that a log of nine days counts as nine days and not as two weeks. A makeshift, and reported as one by its caller.
 */
export function assortmentAsLaunches(panel: Panel, horizon: number): ProductHistory[] {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const product of panel.products) {
    first = Math.min(first, product.firstSale);
    last = Math.max(last, product.lastSale);
  }
  const weeks = (last - first + 1) / 7;
  const sold = panel.products.flatMap((product, row) => {
    const [units, revenue] = [panel.units, panel.revenue].map((column) =>
      sumOfKnown(column.subarray(row * panel.periods, (row + 1) * panel.periods)),
    ) as [number, number];
    return units > 0 ? [{ product, units, price: revenue > 0 ? revenue / units : Number.NaN }] : [];
  });
  sold.sort((a, b) => a.units - b.units || (a.product.id < b.product.id ? -1 : 1));
  const step = Math.max(1, sold.length / mostProducts);
  const taken = Array.from(
    { length: Math.min(sold.length, mostProducts) },
    (_, k) => sold[Math.floor((k + 0.5) * step)],
  );
  return taken.map(({ product, units, price }) => ({
    ...factsOfProduct(panel, product, price),
    firstWeek: panel.start - 7 * horizon,
    weekly: new Float64Array(horizon).fill(units / weeks),
  }));
}
