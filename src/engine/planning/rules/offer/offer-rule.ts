import { type LaunchInstance, stockAt } from '#engine/planning/problem/launch-instance.ts';
import type { PlanRule } from '#engine/planning/rules/plan-figures.ts';
import type { PlanningRule } from '#engine/planning/rules/planning-rule.ts';

/** What an option must keep by itself: its reorders arrive no sooner than they can, its initial order is large enough and of whole lots. */
export const offerRule: PlanningRule = {
  names: ['lead-time', 'minimum-first-buy', 'lot'],
  relax: (problem) => problem,
  forbids: ({ products }: LaunchInstance, i: number, t: number, k: number): PlanRule | null => {
    const product = products[i];
    if (!product.options) return null;
    const { leadTimeWeeks = 0, minimumFirstBuy = 0, lot = 1 } = product;
    const { reorders = [] } = product.options[k];
    if (reorders.some(({ reviewAge, arrivalAge }) => arrivalAge - reviewAge < leadTimeWeeks)) return 'lead-time';
    const firstBuy = stockAt(product, t, k);
    if (firstBuy < minimumFirstBuy) return 'minimum-first-buy';
    return Math.abs(firstBuy - lot * Math.round(firstBuy / lot)) > 1e-9 ? 'lot' : null;
  },
};
