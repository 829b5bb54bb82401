import {
  type LaunchInstance,
  type LaunchWeeks,
  optionCount,
  sellingShareAt,
  stockAt,
  weekOfPlace,
} from '#engine/planning/problem/launch-instance.ts';
import { columnRows } from '#engine/planning/problem/launch-tables.ts';
import { portablePower } from '#engine/planning/problem/portable-exp.ts';

/** Weights of the paper's fitness. */
export interface FitnessWeights {
  /** w1, of the mean predicted demand return d. */
  readonly demand: number;
  /** w2, of the mean predicted market return p. */
  readonly market: number;
}

/**
 * The paper's fitness f(x) = w1 d(x) + w2 p(x), split into launches. `demand` (by column, `row[i] + place`): gross margin of the
 * product's own expected demand at the option's prices and mean elasticity (season and promotion neutral, limited by the initial
 * order), `market[i * T + t]`: market level that its curve meets from week t on; each scaled by its largest value, so that a mean
 * over all M products lies in [0, 1] where margins are positive. Definition: `articleFitness` of the reference evaluator,
 * which knows no last selling day: here the market of the weeks after one counts nothing.
 */
export interface PaperReturns {
  readonly row: Int32Array;
  readonly demand: Float64Array;
  readonly market: Float64Array;
}

export function paperReturns(instance: LaunchInstance): PaperReturns {
  const { products, weeks } = instance;
  const row = columnRows(instance);
  const demand = new Float64Array(row[products.length]);
  const market = new Float64Array(products.length * weeks);
  let mostDemand = Number.NEGATIVE_INFINITY;
  let mostMarket = 0;
  products.forEach((product, i) => {
    const { earliest, latest } = product;
    const isWithin = (t: number): boolean => t >= earliest && t <= latest;
    ownMargins(instance, i).forEach((margin, place) => {
      demand[row[i] + place] = margin;
      if (isWithin(place % weeks)) mostDemand = Math.max(mostDemand, margin);
    });
    for (let t = 0; t < weeks; t++) {
      const level = marketLevel(instance, i, t);
      market[i * weeks + t] = level;
      if (isWithin(t)) mostMarket = Math.max(mostMarket, level);
    }
  });
  return {
    row,
    demand: demand.map((d) => (mostDemand === 0 || mostDemand === Number.NEGATIVE_INFINITY ? 0 : d / mostDemand)),
    market: market.map((p) => (mostMarket === 0 ? 0 : p / mostMarket)),
  };
}

/** By place. */
function ownMargins(instance: LaunchInstance, i: number): number[] {
  const product = instance.products[i];
  const { weeks, curves, scenarios } = instance;
  const { curve, peakDemand, stock, price, unitCost, options } = product;
  const slope = (scenarios.elasticity ?? []).reduce((sum, row) => sum + row[i], 0) / scenarios.count;
  const marginOf = (firstBuy: number, k: number): number => {
    const prices = options?.[k].priceByAge;
    let left = firstBuy;
    let full = 0;
    let reduced = 0;
    let factor = 1;
    curves[curve].forEach((share, age) => {
      if (prices && prices[age] !== prices[age - 1]) factor = portablePower(prices[age] / price, slope);
      const units = Math.min(left, peakDemand * share * factor);
      left -= units;
      if (prices && prices[age] !== prices[0]) reduced += units;
      else full += units;
    });
    return full * ((prices?.[0] ?? price) - unitCost) + reduced * ((prices?.at(-1) ?? price) - unitCost);
  };
  return Array.from({ length: optionCount(product) }, (_, k) => {
    const known = new Map<number, number>();
    return Array.from({ length: weeks }, (_week, t) => {
      const firstBuy = options ? stockAt(product, t, k) : stock;
      const margin = known.get(firstBuy) ?? marginOf(firstBuy, k);
      known.set(firstBuy, margin);
      return margin;
    });
  }).flat();
}

function marketLevel(instance: LaunchInstance, i: number, t: number): number {
  const product = instance.products[i];
  const { season } = instance.categories[product.category];
  let sum = 0;
  let weight = 0;
  instance.curves[product.curve].forEach((share, age) => {
    const w = t + age;
    if (w >= instance.horizon) return;
    const market = season[w + instance.seasonOffset] * (1 + product.promoSensitivity * instance.promo.uplift[w]);
    sum += share * market * sellingShareAt(product, w);
    weight += share;
  });
  return weight > 0 ? sum / weight : 0;
}

/** Value of every launch for f(x), by column: the fitness is a plain sum of these. */
export function paperValues(instance: LaunchInstance, weights: FitnessWeights): Float64Array {
  const { demand, market, row } = paperReturns(instance);
  const { weeks } = instance;
  const count = instance.products.length;
  const values = new Float64Array(demand.length);
  for (let i = 0; i < count; i++)
    for (let column = row[i]; column < row[i + 1]; column++) {
      const p = market[i * weeks + ((column - row[i]) % weeks)];
      values[column] = (weights.demand * demand[column] + weights.market * p) / count;
    }
  return values;
}

/** d, p and f of a plan. */
export function paperFitness(
  instance: LaunchInstance,
  { demand, market, row }: PaperReturns,
  places: LaunchWeeks,
  weights: FitnessWeights,
): { d: number; p: number; f: number } {
  const count = instance.products.length;
  let d = 0;
  let p = 0;
  for (let i = 0; i < count; i++) {
    if (places[i] < 0) continue;
    d += demand[row[i] + places[i]] / count;
    p += market[i * instance.weeks + weekOfPlace(instance, places[i])] / count;
  }
  return { d, p, f: weights.demand * d + weights.market * p };
}
