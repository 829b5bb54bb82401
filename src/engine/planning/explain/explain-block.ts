import type { LaunchInstance } from '#engine/planning/problem/launch-instance.ts';
import type { BindingRule, RuleRelief } from '#engine/planning/rules/plan-figures.ts';
import type { PlanState } from '#engine/planning/rules/plan-state.ts';
import { planningRules } from '#engine/planning/rules/planning-rules.ts';
import { weekRule } from '#engine/planning/rules/weeks/week-rule.ts';

/** Rules in which other launches have a hand. */
const sharedRules = planningRules.filter((rule) => rule !== weekRule);

/**
 * First rule that keeps the unlaunched product i from week t beside the launches of `state`; null where it may go. Own
 * rules come first (window, blackouts, locks), then those shared with others.
 */
export function explainBlock(instance: LaunchInstance, state: PlanState, i: number, t: number): BindingRule | null {
  const own = explainOwnBlock(instance, state, i, t);
  if (own) return own;
  for (const { block } of sharedRules) {
    const found = block?.(instance, state, i, t);
    if (found) return found;
  }
  return null;
}

/** The part that no other launch has a hand in. */
export function explainOwnBlock(instance: LaunchInstance, state: PlanState, i: number, t: number): BindingRule | null {
  return weekRule.block(instance, state, i, t);
}

/**
 * Everything that keeps the unlaunched product i from week t beside the launches of `state`, each with the smallest amount by
 * which it must give way, everything else in place. Empty: it may go there. `by` is NaN where no amount helps: an effort that no
 * capacity ever takes, a category or group that may hold nothing have one; a predecessor that is not launched has none.
 */
export function blocksAt(instance: LaunchInstance, state: PlanState, i: number, t: number): RuleRelief[] {
  return [weekRule, ...sharedRules].flatMap(({ reliefs }) => reliefs?.(instance, state, i, t) ?? []);
}
