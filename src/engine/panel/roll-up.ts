import type { ProductReviews } from '#engine/panel/dataset.ts';
import type { Panel } from '#engine/panel/panel.ts';

/** Sums and means of one category, or of all products, over all periods of a panel. NaN = no file says. */
export interface RollUp {
  /** Name of the category; null for all products together. */
  readonly category: string | null;
  readonly products: number;
  readonly units: number;
  readonly revenue: number;
  /** Revenue by piece. */
  readonly price: number;
  /** Share of the pieces sold under a promotion, 0 to 1. */
  readonly promotion: number;
  readonly views: number;
  /** Visitors of a product in a period, summed: who looks at two products counts twice. */
  readonly visitors: number;
  /** Mean over the views whose dwell time is known, seconds. */
  readonly dwellSeconds: number;
  readonly carts: number;
  readonly favourites: number;
  /** Order lines: how often something was bought. */
  readonly purchases: number;
  /** Revenue by order line. */
  readonly purchaseAmount: number;
  /** Views by visitor. */
  readonly browsingFrequency: number;
  readonly reviews: number;
  /** Mean over the reviews, 1 to 5. */
  readonly meanRating: number;
}

interface Sums {
  products: number;
  units: number;
  revenue: number;
  /** Of cells where both are known. */
  pricedRevenue: number;
  pricedUnits: number;
  promoted: number;
  promotedOf: number;
  views: number;
  visitors: number;
  visitedViews: number;
  dwell: number;
  dwellViews: number;
  carts: number;
  favourites: number;
  purchases: number;
  reviews: number;
  rating: number;
  rated: number;
}

/**
 * Roll-ups of a panel: the total first, then each category in the panel's order. Every product is in one category, so
 * whatever is a sum adds up. Unknown demand (NaN) adds nothing. Cost: one pass over the columns.
 */
export function rollUp(panel: Panel, reviews: readonly ProductReviews[]): RollUp[] {
  const categories = panel.categories.map(emptySums);
  const { periods } = panel;
  panel.products.forEach((product, row) => {
    const sums = categories[product.category];
    sums.products += 1;
    for (let at = row * periods; at < (row + 1) * periods; at++) addCell(sums, panel, at);
  });
  const rowOf = new Map(panel.products.map(({ id }, row) => [id, row]));
  for (const { productId, count, meanRating } of reviews) {
    const row = rowOf.get(productId);
    if (row === undefined) continue;
    const sums = categories[panel.products[row].category];
    sums.reviews += count;
    if (Number.isNaN(meanRating)) continue;
    sums.rating += meanRating * count;
    sums.rated += count;
  }
  const total = categories.reduce(addSums, emptySums());
  const summed = (sums: Sums, category: string | null): RollUp => describeSums(sums, category, panel, reviews.length);
  return [summed(total, null), ...categories.map((sums, index) => summed(sums, panel.categories[index]))];
}

function emptySums(): Sums {
  return {
    products: 0,
    units: 0,
    revenue: 0,
    pricedRevenue: 0,
    pricedUnits: 0,
    promoted: 0,
    promotedOf: 0,
    views: 0,
    visitors: 0,
    visitedViews: 0,
    dwell: 0,
    dwellViews: 0,
    carts: 0,
    favourites: 0,
    purchases: 0,
    reviews: 0,
    rating: 0,
    rated: 0,
  };
}

function addSums(total: Sums, other: Sums): Sums {
  for (const key of Object.keys(other) as (keyof Sums)[]) total[key] += other[key];
  return total;
}

function addCell(sums: Sums, panel: Panel, at: number): void {
  const known = (column: Float64Array | null | undefined): number => {
    const value = column ? column[at] : 0;
    return Number.isNaN(value) ? 0 : value;
  };
  const units = known(panel.units);
  const revenue = known(panel.revenue);
  sums.units += units;
  sums.revenue += revenue;
  if (units > 0) {
    sums.pricedUnits += units;
    sums.pricedRevenue += revenue;
  }
  if (panel.promotion) {
    const weight = units > 0 ? units : panel.unitsKnown === false ? revenue : 0;
    sums.promoted += known(panel.promotion) * weight;
    sums.promotedOf += weight;
  }
  const views = known(panel.views);
  const visitors = known(panel.visitors);
  sums.views += views;
  sums.visitors += visitors;
  if (visitors > 0) sums.visitedViews += views;
  if (panel.dwellSeconds && !Number.isNaN(panel.dwellSeconds[at])) {
    sums.dwell += panel.dwellSeconds[at] * views;
    sums.dwellViews += views;
  }
  sums.carts += known(panel.carts);
  sums.favourites += known(panel.favourites);
  sums.purchases += known(panel.orderLines);
}

function describeSums(sums: Sums, category: string | null, panel: Panel, reviewed: number): RollUp {
  const where = (present: unknown, value: number): number => (present ? value : Number.NaN);
  const ratio = (sum: number, of: number): number => (of > 0 ? sum / of : Number.NaN);
  const hasUnits = panel.unitsKnown !== false;
  const hasRevenue = panel.revenue.some((value) => !Number.isNaN(value));
  return {
    category,
    products: sums.products,
    units: where(hasUnits, sums.units),
    revenue: where(hasRevenue, sums.revenue),
    price: where(hasUnits && hasRevenue, ratio(sums.pricedRevenue, sums.pricedUnits)),
    promotion: where(panel.promotion, ratio(sums.promoted, sums.promotedOf)),
    views: where(panel.views, sums.views),
    visitors: where(panel.visitors, sums.visitors),
    dwellSeconds: where(panel.dwellSeconds, ratio(sums.dwell, sums.dwellViews)),
    carts: where(panel.carts, sums.carts),
    favourites: where(panel.favourites, sums.favourites),
    purchases: where(panel.orderLines, sums.purchases),
    purchaseAmount: where(panel.orderLines && hasRevenue, ratio(sums.revenue, sums.purchases)),
    browsingFrequency: where(panel.views && panel.visitors, ratio(sums.visitedViews, sums.visitors)),
    reviews: where(reviewed > 0, sums.reviews),
    meanRating: where(reviewed > 0, ratio(sums.rating, sums.rated)),
  };
}
