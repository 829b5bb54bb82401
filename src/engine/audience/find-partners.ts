import type { AsOf, LaunchAffinity } from './affinity.ts';
import { countShared, createHoldersOfAny, holdersBefore } from './baskets.ts';
import { highest } from './relatives.ts';

/** Baskets that a product must be in before it is named as a partner. */
export const fewestBaskets = 10;
/** Relatives named as evidence. */
const evidenceFrom = 3;

/** A product that the launch's buyers are expected to buy with it. */
export interface Partner {
  /** Index among the products of the baskets. */
  readonly product: number;
  /** Weighted cosine with the launch's relatives, the highest is 1. */
  readonly score: number;
  /** The launch's three nearest relatives, the partner itself not among them. */
  readonly nearest: readonly number[];
  /** Baskets that hold any of these, and how many of them hold the partner too. */
  readonly baskets: number;
  readonly together: number;
  /** Share of all baskets that hold the partner: what `together / baskets` would be by chance. */
  readonly share: number;
}

/** The `most` products that are bought together with the launch's relatives, best first. */
export function findPartners(known: AsOf, affinity: LaunchAffinity, most: number): Partner[] {
  const { index, end, counts } = known;
  const { together, nearest } = affinity;
  const found = highest(together, most, (product) => counts[product] >= fewestBaskets && together[product] > 0);
  const holdersOfAny = createHoldersOfAny(index, end);
  return found.map((product) => {
    const relatives = nearest.filter((relative) => relative !== product).slice(0, evidenceFrom);
    const baskets = holdersOfAny(relatives);
    return {
      product,
      score: together[product],
      nearest: relatives,
      baskets: baskets.length,
      together: countShared(holdersBefore(index, product, end), baskets),
      share: end > 0 ? counts[product] / end : 0,
    };
  });
}
