import type { PriceResponse } from '#engine/demand-effects/price-response.ts';

/** Expected units of a candidate at one price; `lo`, `hi`: over the 95 % range of the price effect. */
export interface PriceRow {
  readonly price: number;
  readonly units: number;
  readonly lo: number;
  readonly hi: number;
  readonly isPresent: boolean;
}

const steps = [0.8, 0.9, 1, 1.1, 1.2];

/** Demand at 80 to 120 % of the candidate's price: total x (price / present price)^elasticity. Empty without an effect. */
export function toPriceRows(price: number, total: number, response: PriceResponse | undefined): PriceRow[] {
  if (!response?.identifiable || !(price > 0)) return [];
  return steps.map((step) => {
    const ends = [response.lo95, response.hi95].map((elasticity) => total * step ** elasticity);
    return {
      price: price * step,
      units: total * step ** response.elasticity,
      lo: Math.min(...ends),
      hi: Math.max(...ends),
      isPresent: step === 1,
    };
  });
}
