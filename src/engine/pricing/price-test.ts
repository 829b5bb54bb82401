import { z95 } from '#engine/kernels/normal-distribution.ts';
import { meanOf, quantileOf } from '#engine/kernels/statistics.ts';
import { leastWeeks } from './price-evidence.ts';
import type { PriceHistory } from './price-history.ts';
import { widestError } from './price-response.ts';
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
/** Standard error wanted: an elasticity of -2 is then known to lie between -2.8 and -1.2. */
const wanted = 0.4;
export const priceTestFewest = 4;
/** A test of fewer product-weeks than the response asks for would be refused, however exact; some fall away, in a promotion or sold out. */
const spare = 1.2;
const most = 12;
/** Weeks that tell the noise, and the share of them in which a product has to have sold. */
const recent = 26;
const leastSold = 2 / 3;

/**
 * The shortest test of at most 12 products and 12 weeks after which the mean elasticity of a category is known to a standard error of 0.4, or the
 * longest that is still an answer: with n products that stand half the time at +10 % and half at -10 %, se = noise / (0.1 sqrt(n weeks)) (the products'
 * levels and the weeks' being estimated beside it, to which a balanced plan is orthogonal). null: fewer than four products
 * sell often enough, or none of these tests would settle it.
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
  const noise = noiseOf(
    history,
    chosen.map(({ used }) => used),
  );
  const cells = Math.max(spare * leastWeeks, (noise / (priceTestStep * wanted)) ** 2);
  const weeks = lengths.find((length) => cells <= length * chosen.length) ?? lengths[lengths.length - 1];
  const count = Math.min(chosen.length, Math.max(priceTestFewest, Math.ceil(cells / weeks)));
  const error = noise / (priceTestStep * Math.sqrt(count * weeks));
  if (error > widestError) return null;
  return {
    ...{ category: history.categories[category], weeks, noise, error, halfWidth95: z95 * error },
    products: chosen.slice(0, count).map(({ p, used }, k) => ({
      id: history.products[p].id,
      price: quantileOf(
        used.map((row) => history.price[row]).sort((a, b) => a - b),
        0.5,
      ),
      factors: Array.from({ length: weeks }, (_, w) =>
        (Math.floor(w / stand) + k) % 2 === 0 ? 1 + priceTestStep : 1 - priceTestStep,
      ),
    })),
  };
}

/** Two-way residuals of ln demand: without the mean of the product and of the week, over the degrees of freedom. */
function noiseOf(history: PriceHistory, products: readonly (readonly number[])[]): number {
  const byWeek = new Map<number, number[]>();
  const left = products.map((rows) => {
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
