import { normalCumulative, normalQuantile } from '#engine/kernels/normal-distribution.ts';
import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import { relativeQuantile } from './demand-quantile.ts';

export interface BuyTerms {
  readonly price: number;
  readonly unitCost: number;
  readonly salvage: number;
  readonly minimumOrder: number;
}

export interface InitialOrder {
  readonly stock: number;
  /** (price - cost) / (price - salvage); below 0 when every unit loses money. */
  readonly criticalRatio: number;
  /** Chance that demand until the reorder stays within the stock. */
  readonly serviceLevel: number;
}

const least = 0.02;
const most = 0.98;

/**
 * Initial order of one launch: the newsvendor quantile (price - cost) / (price - salvage) of demand until the first reorder can arrive (Arrow,
 * Harris and Marschak 1951), rounded to the nearest multiple of the minimum order and at least one of it. The quantile is held
 * within 2 and 98 %. `coveredMean`: expected units until the reorder; their relative spread is taken to be that of the total.
 */
export function initialOrder(forecast: CandidateForecast, coveredMean: number, terms: BuyTerms): InitialOrder {
  const { price, unitCost, salvage, minimumOrder } = terms;
  const criticalRatio = price > salvage ? (price - unitCost) / (price - salvage) : 0;
  const quantile = relativeQuantile(forecast);
  const wanted = coveredMean * quantile(normalQuantile(Math.min(most, Math.max(least, criticalRatio))));
  const lot = Math.max(1, minimumOrder);
  const stock = lot * Math.max(1, Math.round(wanted / lot));
  return { stock, criticalRatio, serviceLevel: probabilityWithin(quantile, coveredMean, stock) };
}

/** P(demand <= stock), by bisection on the deviate. */
function probabilityWithin(quantile: (u: number) => number, mean: number, stock: number): number {
  let low = -8;
  let high = 8;
  for (let step = 0; step < 50; step++) {
    const u = (low + high) / 2;
    if (mean * quantile(u) <= stock) low = u;
    else high = u;
  }
  return normalCumulative(low);
}
