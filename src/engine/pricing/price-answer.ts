import type { PriceResponse } from './price-response.ts';

/** What a price does to demand, and what keeps that from being known: the response, or how far prices were seen. */
export interface PriceAnswer {
  /** Demand at the price over demand at the plan price. */
  readonly factor: number;
  readonly issue: 'price-response-unknown' | 'price-beyond-seen' | null;
}

/** Expected units of a candidate at one price; `lo`, `hi`: over the 95 % range of the response. */
export interface PriceRow {
  readonly price: number;
  readonly units: number;
  readonly lo: number;
  readonly hi: number;
  readonly isPresent: boolean;
}

const steps = [0.8, 0.9, 1, 1.1, 1.2];

/**
 * The one answer to a price change (decision 24): the level is forecast at the plan price, any other price acts through the
 * response of a product without history alone, (price / plan price)^elasticity. Without a response demand stays as it is and that
 * is said. Below the lowest price seen demand is that at the lowest; above the highest it falls on as the response says: cautious both ways.
 */
export function answerToPrice(response: PriceResponse | undefined, planPrice: number, price: number): PriceAnswer {
  if (!(price > 0) || !(planPrice > 0) || price === planPrice) return { factor: 1, issue: null };
  const elasticity = elasticityOf(response);
  if (!response || !elasticity) return { factor: 1, issue: 'price-response-unknown' };
  const ratio = price / planPrice;
  const { seenFrom, seenTo } = response.evidence;
  return {
    factor: Math.max(ratio, Math.min(1, seenFrom)) ** elasticity.value,
    issue: ratio < seenFrom || ratio > seenTo ? 'price-beyond-seen' : null,
  };
}

/** Elasticity of a product without history; null where the prices of its category say none. */
export function elasticityOf(response: PriceResponse | undefined): PriceResponse['newProduct'] {
  return response?.verdict === 'estimate' ? response.newProduct : null;
}

/**
 * Demand at 80 to 120 % of a candidate's price and at the price itself, as far as such prices were seen; `total`: at `price`. Empty without
 * a response.
 */
export function priceRows(
  response: PriceResponse | undefined,
  planPrice: number,
  price: number,
  total: number,
): PriceRow[] {
  const elasticity = elasticityOf(response);
  if (!response || !elasticity || !(price > 0)) return [];
  const { seenFrom, seenTo } = response.evidence;
  const { factor } = answerToPrice(response, planPrice, price);
  return steps
    .map((step) => step * price)
    .filter((own) => own === price || (own / planPrice >= seenFrom && own / planPrice <= seenTo))
    .map((own) => {
      const ends = [elasticity.lo95, elasticity.hi95].map((slope) => total * (own / price) ** slope);
      return {
        price: own,
        units: (total / factor) * answerToPrice(response, planPrice, own).factor,
        lo: Math.min(...ends),
        hi: Math.max(...ends),
        isPresent: own === price,
      };
    });
}
