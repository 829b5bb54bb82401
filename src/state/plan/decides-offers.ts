import type { PlanResult } from './plan-store.ts';

/** The search chose among offers, not among weeks alone. */
export function decidesOffers({ built }: PlanResult): boolean {
  return built.instance.products.some(({ options = [] }) => options.length > 1);
}
