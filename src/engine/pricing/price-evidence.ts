import { meanOf, medianOf, quantileOf } from '#engine/kernels/statistics.ts';
import type { PriceHistory, TierSums } from './price-history.ts';
import { discountDepths, rowsByProduct } from './response-columns.ts';

/** What the prices of a category can say, before any response is estimated. */
export interface PriceEvidence {
  /** Products with a price and a demand, and their weeks. */
  readonly products: number;
  readonly weeks: number;
  /** Products and product-weeks at 5 % or more from the product's usual price. */
  readonly movedProducts: number;
  readonly movedWeeks: number;
  /** The same for what is left when the moves that the category makes together are taken out. */
  readonly ownMovedProducts: number;
  readonly ownMovedWeeks: number;
  /** The same outside promotions. */
  readonly regularMovedProducts: number;
  readonly regularMovedWeeks: number;
  /** Lowest and highest price relative to the product's usual one: 1 and 99 % of the product-weeks. */
  readonly seenFrom: number;
  readonly seenTo: number;
  /** Share of the variance of ln price within products that the whole category shares week by week, and that discounts from the highest price of eight weeks make. */
  readonly shareCommon: number;
  readonly shareDiscount: number;
  /** Change of ln price a unit for ln quantity of the order line, and its standard error; NaN without orders. */
  readonly tierSlope: number;
  readonly tierError: number;
}

/** Why prices say nothing, or less than was asked. */
export type PriceRefusal =
  | 'no-price-moves'
  | 'too-few-moves'
  | 'quantity-tiers'
  | 'common-moves'
  | 'deal-collinear'
  | 'wrong-sign'
  | 'imprecise';

const move = Math.log(1.05);
const leastProducts = 3;
export const leastWeeks = 20;
/** A line of ten times the quantity is 5 % cheaper a unit: from there on the mean price paid is not a price set. */
export const tierSlope = -0.02;
/** With weekly figures only: units react to the mean price by so much more than orders do. */
const quantityGap = -0.5;
const leastOwnShare = 0.05;
/** Weeks of which a promotion covers more count as promoted. */
const promoted = 0.1;

/** Evidence of one category. */
export function weighEvidence(history: PriceHistory, category: number): PriceEvidence {
  const lists = rowsByProduct(history, history.products.length);
  const depth = discountDepths(history, history.products.length);
  const relative = new Map<number, number>();
  const discounts = new Map<number, number>();
  const regular = new Set<number>();
  let products = 0;
  lists.forEach((all, p) => {
    if (history.products[p].category !== category) return;
    const list = all.filter((row) => history.price[row] > 0 && history.demand[row] >= 0);
    if (list.length < 2) return;
    products++;
    const isPlain = (row: number): boolean =>
      !(history.deal && history.deal[row] > promoted) && !(history.feature && history.feature[row] > promoted);
    const plain = list.filter(isPlain);
    const usual = medianOf((plain.length > 0 ? plain : list).map((row) => Math.log(history.price[row])));
    const meanDepth = meanOf(list.map((row) => depth[row]));
    for (const row of list) {
      relative.set(row, Math.log(history.price[row]) - usual);
      discounts.set(row, depth[row] - meanDepth);
      if (isPlain(row)) regular.add(row);
    }
  });
  const rows = [...relative.keys()];
  const own = withoutWeeks(history, relative);
  const within = centred(history, relative);
  const squares = sumOfSquares(rows.map((row) => within.get(row) ?? 0));
  const left = sumOfSquares([...own.values()]);
  const count = (values: ReadonlyMap<number, number>): { products: number; weeks: number } => {
    const moved = rows.filter((row) => Math.abs(values.get(row) ?? 0) >= move);
    return { products: new Set(moved.map((row) => history.product[row])).size, weeks: moved.length };
  };
  const sorted = [...relative.values()].sort((a, b) => a - b);
  const seen = (p: number): number => Math.exp(quantileOf(sorted, p));
  const any = count(relative);
  const alone = count(own);
  const outside = count(withoutWeeks(history, new Map([...relative].filter(([row]) => regular.has(row)))));
  return {
    products,
    weeks: rows.length,
    movedProducts: any.products,
    movedWeeks: any.weeks,
    ownMovedProducts: alone.products,
    ownMovedWeeks: alone.weeks,
    regularMovedProducts: outside.products,
    regularMovedWeeks: outside.weeks,
    seenFrom: seen(0.01),
    seenTo: seen(0.99),
    shareCommon: squares > 0 ? Math.max(0, 1 - left / squares) : 0,
    shareDiscount: squares > 0 ? sumOfSquares([...discounts.values()]) / squares : 0,
    ...(history.tiers ? lineTiers(history, history.tiers, category) : weeklyTiers(history, rows)),
  };
}

/** The reason why the evidence does not carry a response to the regular price; null where it does. */
export function refuseEvidence(evidence: PriceEvidence, hasLines: boolean): PriceRefusal | null {
  const { movedProducts, movedWeeks, ownMovedProducts, ownMovedWeeks, regularMovedProducts, regularMovedWeeks } =
    evidence;
  if (evidence.tierSlope < (hasLines ? tierSlope : quantityGap) && evidence.tierSlope < -3 * evidence.tierError)
    return 'quantity-tiers';
  if (movedWeeks === 0) return 'no-price-moves';
  if (movedProducts < leastProducts || movedWeeks < leastWeeks) return 'too-few-moves';
  if (1 - evidence.shareCommon < leastOwnShare || ownMovedProducts < leastProducts || ownMovedWeeks < leastWeeks) {
    return 'common-moves';
  }
  if (regularMovedProducts < leastProducts || regularMovedWeeks < leastWeeks) return 'deal-collinear';
  return null;
}

function sumOfSquares(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

/** Values less the means of a key's rows. */
function less(values: ReadonlyMap<number, number>, key: (row: number) => number): Map<number, number> {
  const sums = new Map<number, [number, number]>();
  for (const [row, value] of values) {
    const sum = sums.get(key(row)) ?? [0, 0];
    sum[0] += value;
    sum[1]++;
    sums.set(key(row), sum);
  }
  return new Map(
    [...values].map(([row, value]) => {
      const [total, n] = sums.get(key(row)) ?? [0, 1];
      return [row, value - total / n];
    }),
  );
}

const centred = (history: PriceHistory, values: ReadonlyMap<number, number>): Map<number, number> =>
  less(values, (row) => history.product[row]);

/** Product and week means taken out in turn. */
function withoutWeeks(history: PriceHistory, values: ReadonlyMap<number, number>): Map<number, number> {
  let left: Map<number, number> = new Map(values);
  for (let round = 0; round < 20; round++)
    left = centred(
      history,
      less(left, (row) => history.week[row]),
    );
  return left;
}

/** Slope of ln price a unit on ln quantity between the lines of a product in a week, its error clustered by product. */
function lineTiers(
  { products }: PriceHistory,
  sums: TierSums,
  category: number,
): { readonly tierSlope: number; readonly tierError: number } {
  const mine = [...products.keys()].filter((p) => products[p].category === category && sums.squares[p] > 0);
  const squares = mine.reduce((sum, p) => sum + sums.squares[p], 0);
  if (!(squares > 0)) return { tierSlope: Number.NaN, tierError: Number.NaN };
  const slope = mine.reduce((sum, p) => sum + sums.products[p], 0) / squares;
  const scores = mine.map((p) => sums.products[p] - slope * sums.squares[p]);
  const error = Math.sqrt((mine.length / Math.max(1, mine.length - 1)) * sumOfSquares(scores)) / squares;
  return { tierSlope: slope, tierError: error };
}

/** The same from weekly means: by how much more units react to the price paid than orders do. */
function weeklyTiers(history: PriceHistory, rows: readonly number[]): { tierSlope: number; tierError: number } {
  const price = new Map<number, number>();
  const pieces = new Map<number, number>();
  for (const row of rows) {
    if (!(history.unitsPerOrder[row] >= 1)) continue;
    price.set(row, Math.log(history.price[row]));
    pieces.set(row, Math.log(history.unitsPerOrder[row]));
  }
  return clusteredSlope(withoutWeeks(history, price), withoutWeeks(history, pieces), (row) => history.product[row]);
}

function clusteredSlope(
  x: ReadonlyMap<number, number>,
  y: ReadonlyMap<number, number>,
  cluster: (key: number) => number,
): { tierSlope: number; tierError: number } {
  let xx = 0;
  let xy = 0;
  for (const [key, value] of x) {
    xx += value * value;
    xy += value * (y.get(key) ?? 0);
  }
  if (!(xx > 1e-9)) return { tierSlope: Number.NaN, tierError: Number.NaN };
  const slope = xy / xx;
  const scores = new Map<number, number>();
  for (const [key, value] of x) {
    scores.set(cluster(key), (scores.get(cluster(key)) ?? 0) + value * ((y.get(key) ?? 0) - slope * value));
  }
  const n = scores.size;
  return { tierSlope: slope, tierError: Math.sqrt((n / Math.max(1, n - 1)) * sumOfSquares([...scores.values()])) / xx };
}
