import { type LaunchInstance, reordersAt, stockAt } from '#engine/planning/problem/launch-instance.ts';
import type { PlanRule } from '#engine/planning/rules/plan-figures.ts';
import type { PlanningRule } from '#engine/planning/rules/planning-rule.ts';

/** What an option must keep by itself: it is offered in its week, its reorders arrive no sooner than they can, its initial order is large enough and of whole lots. */
export const offerRule: PlanningRule = {
  names: ['not-advised', 'lead-time', 'minimum-first-buy', 'lot'],
  relax: (problem) => problem,
  forbids: ({ products }: LaunchInstance, i: number, t: number, k: number): PlanRule | null => {
    const product = products[i];
    if (!product.options) return null;
    const { leadTimeWeeks = 0, minimumFirstBuy = 0, lot = 1 } = product;
    if (product.options[k].closed?.[t] === 1) return 'not-advised';
    if (reordersAt(product, t, k).some(({ reviewAge, arrivalAge }) => arrivalAge - reviewAge < leadTimeWeeks))
      return 'lead-time';
    const firstBuy = stockAt(product, t, k);
    if (firstBuy < minimumFirstBuy) return 'minimum-first-buy';
    return Math.abs(firstBuy - lot * Math.round(firstBuy / lot)) > 1e-9 ? 'lot' : null;
  },
};
