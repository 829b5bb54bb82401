import type { Candidate } from '#engine/panel/candidate.ts';
import type { PriceAdvice } from '#export/price-sentences.ts';
import type { CandidatesResult } from '#state/candidates/candidates-store.ts';
import type { CurrentPlan, PlanSettings } from '#state/plan/plan-store.ts';
import type { ResultIn } from '#storage/slices/slices.ts';

interface PriceSources {
  readonly candidates: CandidatesResult | null | undefined;
  readonly priceTests: ResultIn<'price-tests'> | null;
  readonly current: CurrentPlan;
  readonly settings: PlanSettings;
}

/** What the price of product i, a candidate, rests on. */
export function priceAdviceOf(
  candidate: Candidate,
  i: number,
  { candidates, priceTests, current: { gains, instance }, settings: { products } }: PriceSources,
): PriceAdvice {
  const { planPrice = candidate.price } = candidate;
  const { name: category } = instance.categories[instance.products[i].category];
  const test = priceTests?.find((each) => each.category === category);
  const gain = gains?.[i];
  const { price, keepPrice } = products[candidate.id] ?? {};
  return {
    response: candidates?.priceResponse?.find((each) => each.category === category) ?? null,
    planPrice,
    ...(gain ? { gain: { flipsAt: gain.flipsAt } } : {}),
    isKept: price !== undefined || keepPrice === true,
    test: test ? { products: test.products.length, weeks: test.weeks } : null,
  };
}
