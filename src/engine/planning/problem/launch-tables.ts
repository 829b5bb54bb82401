import { type LaunchInstance, sellingShareAt, stockAt } from './launch-instance.ts';

/**
 * Profit of every launch decided once: whatever is non-linear inside a launch (stock, season shift, promotion), v[i,t,s]
 * is a plain number, so that a plan is priced by adding numbers.
 *
 * M products, T launch weeks, S scenarios. `profit[(i * T + t) * S + s]` and `mean[i * T + t]` in money, cannibalisation
 * left aside. `meanMarket`: mean of the market factor, by which the loss of a pair is multiplied on average.
 */
export interface LaunchTables {
  readonly products: number;
  readonly weeks: number;
  readonly scenarios: number;
  readonly profit: Float64Array;
  readonly mean: Float64Array;
  readonly market: Float64Array;
  readonly meanMarket: number;
}

/** Launches simulated between two yields: some milliseconds. */
const cellsPerChunk = 20_000;

/** Sales of one launch in one scenario; `sold` (length of the curve) is filled where given. */
export interface LaunchOutcome {
  profit: number;
  units: number;
  revenue: number;
  left: number;
}

/**
 * Product i launched in week t under scenario s: demand by age
 * `peak * curve * season * (1 + sensitivity * uplift * promoScale) * demandFactor * share of the week that it sells in`, oldest week first out of the stock
 * bought at launch, the rest sold at salvage value. Adds the weekly sales times `weight` to `weekly` where given.
 * Source: reference formulation `launch-plan/1`, section 1.
 */
export function simulateLaunch(
  instance: LaunchInstance,
  i: number,
  t: number,
  s: number,
  weekly?: Float64Array,
  weight = 1,
): LaunchOutcome {
  const product = instance.products[i];
  const curve = instance.curves[product.curve];
  const { season } = instance.categories[product.category];
  const { uplift, discount } = instance.promo;
  const seasonStart = instance.seasonOffset + instance.scenarios.seasonShift[s][product.category];
  const promoScale = instance.scenarios.promoScale[s];
  const factor = instance.scenarios.demand[s][i];
  const ages = Math.min(curve.length, instance.horizon - t);
  const stock = stockAt(product, t);
  let left = stock;
  let revenue = 0;
  let profit = -product.fixedCost;
  for (let age = 0; age < ages; age++) {
    const w = t + age;
    const promotion = 1 + product.promoSensitivity * uplift[w] * promoScale;
    const share = sellingShareAt(product, w);
    const demand = product.peakDemand * curve[age] * season[w + seasonStart] * promotion * factor * share;
    const sold = Math.min(left, demand);
    const price = product.price * (1 - discount[w]);
    profit += sold * (price - product.unitCost);
    revenue += sold * price;
    left -= sold;
    if (weekly) weekly[age] += sold * weight;
  }
  profit -= left * (product.unitCost - product.salvage);
  return { profit, units: stock - left, revenue, left };
}

/** Builds the tables: O(M T S x length of the curves), about 0.1 s at 500 x 52 x 40. */
export function buildLaunchTables(instance: LaunchInstance): LaunchTables {
  const steps = launchTablesInSteps(instance);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** The same, yielding after every few products, so that whoever waits for them can let messages in between. */
export function* launchTablesInSteps(instance: LaunchInstance): Generator<undefined, LaunchTables, unknown> {
  const products = instance.products.length;
  const { weeks, horizon } = instance;
  const { count: scenarios, promoScale } = instance.scenarios;
  const profit = new Float64Array(products * weeks * scenarios);
  const mean = new Float64Array(products * weeks);
  const { uplift, discount } = instance.promo;
  const perPiece = new Float64Array(horizon);
  const selling = new Float64Array(horizon);
  let cells = 0;
  for (let i = 0; i < products; i++) {
    const product = instance.products[i];
    const curve = instance.curves[product.curve];
    const { season } = instance.categories[product.category];
    for (let w = 0; w < horizon; w++) {
      perPiece[w] = product.price * (1 - discount[w]) - product.unitCost;
      selling[w] = sellingShareAt(product, w);
    }
    const lossPerLeftover = product.unitCost - product.salvage;
    for (let s = 0; s < scenarios; s++) {
      const seasonStart = instance.seasonOffset + instance.scenarios.seasonShift[s][product.category];
      const peak = product.peakDemand * instance.scenarios.demand[s][i];
      const response = product.promoSensitivity * promoScale[s];
      for (let t = 0; t < weeks; t++) {
        const ages = Math.min(curve.length, horizon - t);
        let left = stockAt(product, t);
        let sum = -product.fixedCost;
        for (let age = 0; age < ages && left > 0; age++) {
          const w = t + age;
          const demand = peak * curve[age] * season[w + seasonStart] * (1 + response * uplift[w]) * selling[w];
          const sold = Math.min(left, demand);
          sum += sold * perPiece[w];
          left -= sold;
        }
        sum -= left * lossPerLeftover;
        profit[(i * weeks + t) * scenarios + s] = sum;
        mean[i * weeks + t] += sum / scenarios;
      }
    }
    cells += weeks * scenarios;
    if (cells < cellsPerChunk) continue;
    cells = 0;
    yield;
  }
  const market = Float64Array.from(instance.scenarios.market);
  return { products, weeks, scenarios, profit, mean, market, meanMarket: meanOf(market) };
}

/**
 * Value of every launch when scenario s counts `weight[s]` (weights sum to 1): the linear part of a risk-averse
 * objective. Shape M x T.
 */
export function weightedMeans(tables: LaunchTables, weight: Float64Array): Float64Array {
  const { products, weeks, scenarios, profit } = tables;
  const value = new Float64Array(products * weeks);
  for (let cell = 0; cell < products * weeks; cell++) {
    let sum = 0;
    for (let s = 0; s < scenarios; s++) sum += weight[s] * profit[cell * scenarios + s];
    value[cell] = sum;
  }
  return value;
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
