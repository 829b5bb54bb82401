import { expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import type { PriceHistory } from './price-history.ts';
import { forecastAtPrices, learnCategoryResponse, slopeOf } from './price-response.ts';

const weeks = 60;
const products = 6;
const elasticities = [-1.2, -1.6, -2, -2.2, -2.6, -3];

type Pricing = (product: number, week: number, chance: () => number) => { readonly log: number; readonly deal: number };

/** Weekly orders of one category: levels, a season, a week's shock, the planted elasticities, and +30 % in a promotion. */
function simulate(pricing: Pricing, seed = 7): PriceHistory {
  const random = createRandom(seed);
  const chance = (): number => random.next();
  const shocks = Array.from({ length: weeks }, () => 0.1 * random.normal());
  const cells = Array.from({ length: products * weeks }, (_, at) => {
    const [product, week] = [Math.floor(at / weeks), at % weeks];
    const { log, deal } = pricing(product, week, chance);
    const mean = 5 + 0.2 * product + 0.3 * Math.sin((2 * Math.PI * week) / 52) + shocks[week];
    const demand = Math.exp(mean + elasticities[product] * log + 0.26 * deal + 0.15 * random.normal());
    return { product, week, price: 10 * Math.exp(log), deal, demand: Math.round(demand) };
  });
  const column = (name: 'price' | 'deal' | 'demand'): Float64Array => Float64Array.from(cells, (cell) => cell[name]);
  return {
    categories: ['a'],
    products: elasticities.map((_, product) => ({ id: String(product), category: 0 })),
    weeks,
    product: Int32Array.from(cells, ({ product }) => product),
    week: Int32Array.from(cells, ({ week }) => week),
    price: column('price'),
    demand: column('demand'),
    unitsPerOrder: new Float64Array(cells.length).fill(Number.NaN),
    deal: column('deal'),
    feature: null,
    tiers: null,
  };
}

const ownMoves: Pricing = (_, __, chance) => ({ log: chance() < 0.3 ? 0.3 * (chance() - 0.5) : 0, deal: 0 });

it('recovers the elasticity of each product within its interval, and a new product’s by the spread between them', () => {
  const response = learnCategoryResponse(simulate(ownMoves), 0);
  expect(response.response.verdict).toBe('estimate');
  const slopes = elasticities.map((_, product) => slopeOf(response, product, 'price'));
  const covered = slopes.filter((slope, i) => slope && slope.lo95 <= elasticities[i] && elasticities[i] <= slope.hi95);
  expect(covered.length).toBeGreaterThanOrEqual(5);
  const { regular, newProduct } = response.response;
  expect(Math.abs((regular?.value ?? 0) + 2.1)).toBeLessThan(0.5);
  expect(newProduct?.error).toBeGreaterThan(1.5 * (regular?.error ?? 0));
});

it.each<[string, Pricing, string, string]>([
  ['prices never move', () => ({ log: 0, deal: 0 }), 'refused', 'no-price-moves'],
  [
    'one product moves',
    (product, week) => ({ log: product === 0 && week % 4 === 0 ? 0.1 : 0, deal: 0 }),
    'refused',
    'too-few-moves',
  ],
  ['all move together', (_, week) => ({ log: 0.1 * ((week * 7) % 5), deal: 0 }), 'category-only', 'common-moves'],
  [
    'prices move in promotions alone',
    (product, week) => ((week + 3 * product) % 7 === 0 ? { log: -0.2, deal: 1 } : { log: 0, deal: 0 }),
    'promotional-only',
    'deal-collinear',
  ],
])('%s: %s, %s', (_, pricing, verdict, reason) => {
  const { response } = learnCategoryResponse(simulate(pricing), 0);
  expect([response.verdict, response.reason, response.regular]).toEqual([verdict, reason, null]);
});

it('tells the whole effect of a promotion where price and promotion cannot be told apart', () => {
  const pricing: Pricing = (product, week) =>
    (week + 3 * product) % 7 === 0 ? { log: -0.2, deal: 1 } : { log: 0, deal: 0 };
  const response = learnCategoryResponse(simulate(pricing), 0);
  const inside = elasticities.filter((elasticity, product) => {
    const deal = slopeOf(response, product, 'deal');
    const truth = -0.2 * elasticity + 0.26;
    return deal && deal.lo95 <= truth && truth <= deal.hi95;
  });
  expect(inside.length).toBeGreaterThanOrEqual(5);
});

it('forecasts rows of unknown demand at their prices, wider than the weeks that were seen', () => {
  const history = simulate(ownMoves);
  const later = history.week.map((week) => (week >= 50 ? 1 : 0));
  const known = { ...history, demand: history.demand.map((value, row) => (later[row] ? Number.NaN : value)) };
  const forecasts = forecastAtPrices(known, 0, learnCategoryResponse(known, 0)).filter(({ row }) => later[row]);
  const scores = forecasts.map(
    ({ row, logMean, logVariance }) => (Math.log(history.demand[row]) - logMean) / Math.sqrt(logVariance),
  );
  expect(forecasts).toHaveLength(10 * products);
  expect(Math.abs(scores.reduce((a, b) => a + b, 0) / scores.length)).toBeLessThan(0.8);
  expect(scores.filter((score) => Math.abs(score) < 1.28).length / scores.length).toBeGreaterThan(0.65);
});

it('a tiered price is no price move: the response is refused whatever the orders do', () => {
  const history = simulate(ownMoves);
  const squares = new Float64Array(products).fill(40);
  const tiers = { squares, products: squares.map((value, product) => -(0.08 + 0.001 * product) * value) };
  const { response } = learnCategoryResponse({ ...history, tiers }, 0);
  expect([response.verdict, response.reason]).toEqual(['refused', 'quantity-tiers']);
  expect(response.evidence.tierSlope).toBeLessThan(-0.05);
});
