import { budgetRule } from './budget/budget-rule.ts';
import { capacityRule } from './capacity/capacity-rule.ts';
import { categoryRule } from './category/category-rule.ts';
import { exclusiveRule } from './exclusive/exclusive-rule.ts';
import { limitRule } from './limits/limit-rule.ts';
import { mustRule } from './must/must-rule.ts';
import { offerRule } from './offer/offer-rule.ts';
import type { PlanRule, RuleRelief } from './plan-figures.ts';
import type { PlanningRule, RuledProblem } from './planning-rule.ts';
import { precedenceRule } from './precedence/precedence-rule.ts';
import { priceOrderRule } from './price-order/price-order-rule.ts';
import { promotionBudgetRule } from './promotion-budget/promotion-budget-rule.ts';
import { slotsRule } from './slots/slots-rule.ts';
import { waveRule } from './waves/wave-rule.ts';
import { weekRule } from './weeks/week-rule.ts';

/** Every rule that a plan can be under. Of several that are in the way the first is named; rows of the bound stand in this order. */
export const planningRules: readonly PlanningRule[] = [
  capacityRule,
  weekRule,
  budgetRule,
  categoryRule,
  exclusiveRule,
  precedenceRule,
  waveRule,
  mustRule,
  limitRule,
  offerRule,
  slotsRule,
  promotionBudgetRule,
  priceOrderRule,
];

/** The rule that a breach is named after; declared rules are all limits. */
function ruleNamed(name: PlanRule): PlanningRule {
  return planningRules.find(({ names }) => names.includes(name)) ?? limitRule;
}

/**
 * The problem with rules that give way for one product by the amounts named. A blackout is lifted for everyone, a wave only
 * lets this product go; all others become looser by just the amount.
 */
export function relaxRules(problem: RuledProblem, product: number, reliefs: readonly RuleRelief[]): RuledProblem {
  return reliefs.reduce(
    (relaxed, relief) => ruleNamed(relief.rule).relax?.(relaxed, product, relief) ?? relaxed,
    problem,
  );
}
