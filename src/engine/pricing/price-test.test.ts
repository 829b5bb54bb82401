import { expect, it } from 'vitest';
import type { Panel } from '#engine/panel/panel.ts';
import { createRandom } from '#engine/random.ts';
import type { PriceHistory } from './price-history.ts';
import { learnCategoryResponse } from './price-response.ts';
import { designPriceTest } from './price-test.ts';
import { readPriceTests } from './read-price-test.ts';

const truth = -2;
const noise = 0.3;
const before = 60;

/** Twelve products at constant prices for 60 weeks, then at those of `factors`; `discounts`: what the elasticity at a price below that of the weeks before is more than at a lasting one. */
function simulate(
  seed: number,
  factors: (product: number, week: number) => number,
  later: number,
  deviation = noise,
  discounts = 0,
): PriceHistory {
  const random = createRandom(seed);
  const weeks = before + later;
  const shocks = Array.from({ length: weeks }, () => 0.15 * random.normal());
  const cells = Array.from({ length: 12 * weeks }, (_, at) => {
    const [product, week] = [Math.floor(at / weeks), at % weeks];
    const factor = week < before ? 1 : factors(product, week - before);
    const log =
      4 +
      0.2 * product +
      shocks[week] +
      truth * Math.log(factor) +
      discounts * Math.min(0, Math.log(factor / 1.1)) * Number(factor < 1) +
      deviation * random.normal();
    return { product, week, price: 10 * factor, demand: Math.exp(log) };
  });
  const column = (name: 'price' | 'demand'): Float64Array => Float64Array.from(cells, (cell) => cell[name]);
  return {
    ...{ categories: ['a'], weeks, price: column('price'), demand: column('demand') },
    products: Array.from({ length: 12 }, (_, product) => ({ id: String(product), category: 0 })),
    product: Int32Array.from(cells, ({ product }) => product),
    week: Int32Array.from(cells, ({ week }) => week),
    unitsPerOrder: new Float64Array(cells.length).fill(Number.NaN),
    ...{ deal: null, feature: null, tiers: null },
  };
}

it('designs a test that settles what was refused, as exactly as it says', () => {
  const found = Array.from({ length: 12 }, (_, seed) => {
    const history = simulate(seed + 1, () => 1, 0);
    expect(learnCategoryResponse(history, 0).response.reason).toBe('no-price-moves');
    const test = designPriceTest(history, 0);
    if (!test) throw new Error('no test');
    expect(test.noise).toBeGreaterThan(0.8 * noise);
    expect(test.noise).toBeLessThan(1.2 * noise);
    expect(test.error).toBeLessThanOrEqual(0.45);
    const factors = new Map(test.products.map(({ id, factors: own }) => [id, own] as const));
    // How discounts differ from lasting prices, as far as the response's prior expects.
    const discounts = 0.3 * createRandom(100 + seed).normal();
    const prices = (product: number, week: number): number => factors.get(String(product))?.[week] ?? 1;
    const carriedOut = simulate(seed + 1, prices, test.weeks, noise, discounts);
    const { verdict, regular } = learnCategoryResponse(carriedOut, 0).response;
    expect(verdict).toBe('estimate');
    return ((regular?.value ?? 0) - truth) / test.error;
  });
  // Errors in units of the stated one: about standard normal over twelve worlds.
  const spread = Math.sqrt(found.reduce((sum, z) => sum + z * z, 0) / found.length);
  expect(spread).toBeGreaterThan(0.5);
  expect(spread).toBeLessThan(1.5);
});

it('asks for as many product-weeks as the response needs, where little noise would settle it sooner', () => {
  const steady = simulate(2, () => 1, 0, 0.05);
  const test = designPriceTest(steady, 0);
  if (!test) throw new Error('no test');
  expect(test.products.length * test.weeks).toBeGreaterThanOrEqual(24);
  const factors = new Map(test.products.map(({ id, factors: own }) => [id, own] as const));
  const carriedOut = simulate(2, (product, week) => factors.get(String(product))?.[week] ?? 1, test.weeks, 0.05);
  expect(learnCategoryResponse(carriedOut, 0).response.verdict).toBe('estimate');
});

/** The same as a panel that begins on a Monday. */
function toPanel({ product, demand, price, products, weeks }: PriceHistory): Panel {
  const cells = new Float64Array(products.length * weeks);
  const { units, prices } = { units: cells.slice(), prices: cells.slice() };
  product.forEach((p, row) => {
    units[p * weeks + (row % weeks)] = demand[row];
    prices[p * weeks + (row % weeks)] = price[row];
  });
  const none = { promotion: null, views: null, visitors: null, dwellSeconds: null, carts: null, favourites: null };
  return {
    ...{ period: 'week', start: 4, periods: weeks, weekStart: 0, categories: ['a'], stockOut: null, ...none },
    ...{
      units,
      price: prices,
      revenue: units.map((value, at) => value * prices[at]),
      completeFrom: 0,
      completeTo: weeks,
    },
    products: products.map(({ id }) => ({ id, name: id, category: 0, firstSale: 4, lastSale: 4 + 7 * weeks - 1 })),
  };
}

it('is read back from the sales that follow: what it told, or that it told nothing', () => {
  const test = designPriceTest(
    simulate(1, () => 1, 0),
    0,
  );
  if (!test) throw new Error('no test');
  const factors = new Map(test.products.map(({ id, factors: own }) => [id, own] as const));
  const carriedOut = simulate(1, (product, week) => factors.get(String(product))?.[week] ?? 1, test.weeks);
  const since = 4 + 7 * before;
  const [told, ...others] = readPriceTests(toPanel(carriedOut), since);
  expect(others).toEqual([]);
  expect(told.code).toBe('price-test-told');
  expect(told.params).toMatchObject({ category: 'a', products: test.products.length, weeks: test.weeks });
  const { lo, hi } = told.params as Record<string, string>;
  expect(Number(lo)).toBeLessThan(-truth);
  expect(Number(hi)).toBeGreaterThan(-truth);
  // Nobody's demand answers: a test, and no response.
  const deaf = carriedOut.demand.map((_, row) => 60 + (row % 7));
  expect(readPriceTests(toPanel({ ...carriedOut, demand: deaf }), since)[0].code).toBe('price-test-untold');
  expect(readPriceTests(toPanel(simulate(1, () => 1, 8)), since)).toEqual([]);
});

it('is balanced: each product stands as long above its price as below, and in each week as many do', () => {
  const test = designPriceTest(
    simulate(3, () => 1, 0),
    0,
  );
  if (!test) throw new Error('no test');
  const up = (factors: readonly number[]): number => factors.filter((factor) => factor > 1).length;
  for (const { factors, price } of test.products) {
    expect(up(factors)).toBe(test.weeks / 2);
    expect(price).toBe(10);
  }
  const inWeek = test.products.filter(({ factors }) => factors[0] > 1).length;
  expect(Math.abs(2 * inWeek - test.products.length)).toBeLessThanOrEqual(1);
});

it('needs four products that sell in most weeks', () => {
  const history = simulate(1, () => 1, 0);
  const few = history.demand.map((value, row) => (history.product[row] < 3 ? value : 0));
  expect(designPriceTest({ ...history, demand: few }, 0)).toBeNull();
});
