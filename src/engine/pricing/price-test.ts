import { z95 } from '#engine/kernels/normal-distribution.ts';
import { meanOf, medianOf } from '#engine/kernels/statistics.ts';
import { createRandom } from '#engine/random.ts';
import { leastWeeks } from './price-evidence.ts';
import type { PriceHistory } from './price-history.ts';
import { learnCategoryResponse, widestError } from './price-response.ts';
import { rowsByProduct } from './response-columns.ts';

/** A price test of a category: products ask more and less by turns, each out of step with the next. */
export interface PriceTest {
  readonly category: string;
  readonly weeks: number;
  /** Standard deviation of a product's ln weekly demand around its own level and the week that all share. */
  readonly noise: number;
  /** Standard error of the mean elasticity of these products after it. */
  readonly error: number;
  /** Half of its 95 % interval. */
  readonly halfWidth95: number;
  /** `price`: the product's usual one; `factors`: what it asks in each week of the test, over that. */
  readonly products: readonly { readonly id: string; readonly price: number; readonly factors: readonly number[] }[];
}

/** Prices go up and down by so much; each stands for a few weeks, since a week alone sells what others put off. */
export const priceTestStep = 0.1;
const stand = 2;
/** Lengths tried, from the shortest; each gives a product as many dear weeks as cheap ones. */
const lengths = [4, 8, 12];
/**
 * Standard error wanted: an elasticity of -2 is then known to lie between -2.9 and -1.1. How far a lasting price differs from a discount, which no such test
 * tells, is 0.3 of it.
 */
const wanted = 0.45;
export const priceTestFewest = 4;
/** A test of fewer product-weeks than the response asks for would be refused, however exact; some fall away, in a promotion or sold out. */
const spare = 1.2;
const most = 12;
/** Weeks that tell the noise, and the share of them in which a product has to have sold. */
const recent = 26;
const leastSold = 2 / 3;

/** Elasticity in the simulated sales in which a test is carried out before it is proposed. */
const rehearsed = -1.5;

type Products = PriceTest['products'];

/**
 * The shortest test of at most 12 products and 12 weeks after which the mean elasticity of a category is known to a standard error of 0.45, or the
 * most exact that is still an answer. With n products that stand half the time at +10 % and half at -10 %, the error is at least noise / (0.1 sqrt(n weeks)),
 * from which the number of products tried begins; what is stated is the error of the response itself after the test was carried out in simulated sales
 * that go on from the history (elasticity -1.5): discounts, rivals' prices and promotions of the past are in it as they will be then.
 * null: fewer than four products sell often enough, or none of these tests would settle it.
 */
export function designPriceTest(history: PriceHistory, category: number): PriceTest | null {
  const from = history.weeks - recent;
  const sold = rowsByProduct(history, history.products.length).flatMap((rows, p) => {
    if (history.products[p].category !== category) return [];
    const used = rows.filter((row) => history.week[row] >= from && history.demand[row] > 0 && history.price[row] > 0);
    return used.length >= leastSold * recent
      ? [{ p, used, demand: used.reduce((sum, row) => sum + history.demand[row], 0) }]
      : [];
  });
  if (sold.length < priceTestFewest) return null;
  const chosen = sold.sort((a, b) => b.demand - a.demand).slice(0, most);
  const noise = noiseOf(history, chosen);
  const cells = Math.max(spare * leastWeeks, (noise / (priceTestStep * wanted)) ** 2);
  const productsFor = (count: number, weeks: number): Products =>
    chosen.slice(0, count).map(({ p, used }, k) => ({
      id: history.products[p].id,
      price: medianOf(used.map((row) => history.price[row])),
      factors: Array.from({ length: weeks }, (_, w) =>
        (Math.floor(w / stand) + k) % 2 === 0 ? 1 + priceTestStep : 1 - priceTestStep,
      ),
    }));
  let best: PriceTest | null = null;
  for (const weeks of lengths) {
    const fewest = Math.max(priceTestFewest, Math.ceil(cells / weeks));
    for (const count of new Set([fewest, Math.ceil(1.5 * fewest), chosen.length])) {
      if (count > chosen.length || count * weeks < spare * leastWeeks) continue;
      const products = productsFor(count, weeks);
      const error = errorAfter(history, category, products, noise);
      if (error > widestError || (best && error >= best.error)) continue;
      best = { category: history.categories[category], weeks, noise, error, halfWidth95: z95 * error, products };
      if (error <= wanted) return best;
    }
  }
  return best;
}

/** Standard error of the category's response once a test was carried out; infinite where it gives none. */
function errorAfter(history: PriceHistory, category: number, products: Products, noise: number): number {
  const after = carryOut(history, category, products, noise, createRandom(1));
  return learnCategoryResponse(after, category).response.regular?.error ?? Number.POSITIVE_INFINITY;
}

/** The history with the weeks of a test behind it: products outside of it go on at their last price, nothing is promoted. */
function carryOut(
  history: PriceHistory,
  category: number,
  products: Products,
  noise: number,
  random: ReturnType<typeof createRandom>,
): PriceHistory {
  const tested = new Map(products.map((product) => [product.id, product]));
  const weeks = products[0].factors.length;
  const shared = Array.from({ length: weeks }, () => noise * random.normal());
  const cells = rowsByProduct(history, history.products.length).flatMap((rows, p) => {
    const last = rows.filter((row) => history.week[row] >= history.weeks - recent && history.demand[row] > 0);
    if (history.products[p].category !== category || last.length === 0) return [];
    const level = meanOf(last.map((row) => Math.log(history.demand[row])));
    const test = tested.get(history.products[p].id);
    const price = test?.price ?? history.price[last[last.length - 1]];
    return shared.map((common, w) => {
      const factor = test?.factors[w] ?? 1;
      const log = level + rehearsed * Math.log(factor) + common + noise * random.normal();
      return { product: p, week: history.weeks + w, price: price * factor, demand: Math.exp(log) };
    });
  });
  const longer = (values: Float64Array, own: (cell: (typeof cells)[number]) => number): Float64Array =>
    Float64Array.from([...values, ...cells.map(own)]);
  return {
    ...history,
    weeks: history.weeks + weeks,
    product: Int32Array.from([...history.product, ...cells.map(({ product }) => product)]),
    week: Int32Array.from([...history.week, ...cells.map(({ week }) => week)]),
    price: longer(history.price, ({ price }) => price),
    demand: longer(history.demand, ({ demand }) => demand),
    unitsPerOrder: longer(history.unitsPerOrder, () => Number.NaN),
    deal: history.deal && longer(history.deal, () => 0),
    feature: history.feature && longer(history.feature, () => 0),
  };
}

/** Two-way residuals of ln demand: without the mean of the product and of the week, over the degrees of freedom. */
function noiseOf(history: PriceHistory, products: readonly { readonly used: readonly number[] }[]): number {
  const byWeek = new Map<number, number[]>();
  const left = products.map(({ used: rows }) => {
    const logs = rows.map((row) => Math.log(history.demand[row]));
    const mean = meanOf(logs);
    return rows.map((row, at) => ({ week: history.week[row], value: logs[at] - mean }));
  });
  for (const { week, value } of left.flat()) byWeek.set(week, [...(byWeek.get(week) ?? []), value]);
  let squares = 0;
  for (const values of byWeek.values()) {
    const mean = meanOf(values);
    for (const value of values) squares += (value - mean) ** 2;
  }
  return Math.sqrt(squares / Math.max(1, left.flat().length - products.length - byWeek.size + 1));
}
