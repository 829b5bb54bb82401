import type { PriceResponse } from '#engine/pricing/price-response.ts';

/** Expected units of a candidate at one price; `lo`, `hi`: over the 95 % range of the price effect. */
export interface PriceRow {
  readonly price: number;
  readonly units: number;
  readonly lo: number;
  readonly hi: number;
  readonly isPresent: boolean;
}

const steps = [0.8, 0.9, 1, 1.1, 1.2];

/** Demand at 80 to 120 % of the candidate's price, as far as such prices were seen: total x (price / today's)^elasticity. Empty without a response. */
export function toPriceRows(price: number, total: number, response: PriceResponse | undefined): PriceRow[] {
  const elasticity = response?.verdict === 'estimate' ? response.newProduct : null;
  if (!response || !elasticity || !(price > 0)) return [];
  const { seenFrom, seenTo } = response.evidence;
  return steps
    .filter((step) => step === 1 || (step >= seenFrom && step <= seenTo))
    .map((step) => {
      const ends = [elasticity.lo95, elasticity.hi95].map((slope) => total * step ** slope);
      return {
        price: price * step,
        units: total * step ** elasticity.value,
        lo: Math.min(...ends),
        hi: Math.max(...ends),
        isPresent: step === 1,
      };
    });
}
