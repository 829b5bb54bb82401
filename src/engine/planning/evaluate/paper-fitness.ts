import { type LaunchInstance, type LaunchWeeks, sellingShareAt } from '#engine/planning/problem/launch-instance.ts';

/** Weights of the paper's fitness. */
export interface FitnessWeights {
  /** w1, of the mean predicted demand return d. */
  readonly demand: number;
  /** w2, of the mean predicted market return p. */
  readonly market: number;
}

/**
 * The paper's fitness f(x) = w1 d(x) + w2 p(x), split into launches. `demand[i]`: gross margin of the product's own
 * expected demand (season and promotion neutral, limited by stock), `market[i * T + t]`: market level that its curve meets
 * from week t on; each scaled by its largest value, so that a mean over all M products lies in [0, 1] where margins are
 * positive. Definition: `paperFitness` of the reference evaluator.
 */
export interface PaperReturns {
  readonly demand: Float64Array;
  readonly market: Float64Array;
}

export function paperReturns(instance: LaunchInstance): PaperReturns {
  const { products, weeks } = instance;
  const demand = new Float64Array(products.length);
  const market = new Float64Array(products.length * weeks);
  let mostDemand = Number.NEGATIVE_INFINITY;
  let mostMarket = 0;
  products.forEach((product, i) => {
    demand[i] = ownMargin(instance, i);
    mostDemand = Math.max(mostDemand, demand[i]);
    for (let t = 0; t < weeks; t++) {
      const level = marketLevel(instance, i, t);
      market[i * weeks + t] = level;
      if (t >= product.earliest && t <= product.latest) mostMarket = Math.max(mostMarket, level);
    }
  });
  return {
    demand: demand.map((d) => (mostDemand === 0 ? 0 : d / mostDemand)),
    market: market.map((p) => (mostMarket === 0 ? 0 : p / mostMarket)),
  };
}

function ownMargin(instance: LaunchInstance, i: number): number {
  const { curve, peakDemand, stock, price, unitCost } = instance.products[i];
  let left = stock;
  let sold = 0;
  for (const share of instance.curves[curve]) {
    const units = Math.min(left, peakDemand * share);
    left -= units;
    sold += units;
  }
  return sold * (price - unitCost);
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

/** Value of launching product i in week t for f(x), M x T: the fitness is a plain sum of these. */
export function paperValues(instance: LaunchInstance, weights: FitnessWeights): Float64Array {
  const { demand, market } = paperReturns(instance);
  const { weeks } = instance;
  const count = instance.products.length;
  return market.map((p, cell) => (weights.demand * demand[Math.floor(cell / weeks)] + weights.market * p) / count);
}

/** d, p and f of a plan. */
export function paperFitness(
  instance: LaunchInstance,
  returns: PaperReturns,
  weeks: LaunchWeeks,
  weights: FitnessWeights,
): { d: number; p: number; f: number } {
  const count = instance.products.length;
  let d = 0;
  let p = 0;
  for (let i = 0; i < count; i++) {
    if (weeks[i] < 0) continue;
    d += returns.demand[i] / count;
    p += returns.market[i * instance.weeks + weeks[i]] / count;
  }
  return { d, p, f: weights.demand * d + weights.market * p };
}
