import type { LaunchInstance } from '#engine/planning/problem/launch-instance.ts';
import type { BindingRule } from '#engine/planning/rules/plan-figures.ts';
import { free } from '#engine/planning/rules/plan-rules.ts';
import type { PlanState } from '#engine/planning/rules/plan-state.ts';

/**
 * First rule that keeps the unlaunched product i from week t beside the launches of `state`; null where it may go. Own
 * rules come first (window, blackouts, locks), then those shared with others.
 */
export function explainBlock(instance: LaunchInstance, state: PlanState, i: number, t: number): BindingRule | null {
  return explainOwnBlock(instance, state, i, t) ?? explainSharedBlock(instance, state, i, t);
}

/** Blocks that say no more than a rule and a week, by rule and week + 1. */
const ofWeek = new Map<BindingRule['rule'], BindingRule[]>();

/** The same object each time: a plan of 300 candidates has ten thousand of them, which are compared and sent to the page. */
function inWeek(rule: BindingRule['rule'], week: number): BindingRule {
  let known = ofWeek.get(rule);
  if (!known) {
    known = [];
    ofWeek.set(rule, known);
  }
  known[week + 1] ??= { rule, week };
  return known[week + 1];
}

const noMoney: BindingRule = { rule: 'budget' };

/** The part that no other launch has a hand in. */
export function explainOwnBlock(instance: LaunchInstance, state: PlanState, i: number, t: number): BindingRule | null {
  const { rules } = state;
  if (rules.open[i * rules.weeks + t] === 1) return null;
  const product = instance.products[i];
  const { category } = product;
  if (t < product.earliest) return inWeek('earliest', product.earliest);
  if (t > product.latest) return inWeek('latest', product.latest);
  if (instance.constraints.blackoutWeeks.includes(t)) return inWeek('blackout', t);
  if (instance.categories[category].blackoutWeeks.includes(t)) return { rule: 'category-blackout', week: t, category };
  if (rules.fixed[i] !== free) return inWeek('locked', rules.fixed[i]);
  return inWeek('forbidden-week', t);
}

function explainSharedBlock(instance: LaunchInstance, state: PlanState, i: number, t: number): BindingRule | null {
  const { rules } = state;
  if (state.load[t] + rules.effort[i] > rules.capacity[t]) return inWeek('capacity', t);
  const short = state.shortBudget(rules.spend[i * rules.weeks + t], t);
  if (short === -1) return noMoney;
  if (short >= 0) return { rule: 'budget', from: rules.periodFrom[short], to: rules.periodTo[short] };
  const category = rules.category[i];
  if (state.categoryCount[category] >= rules.categoryMax[category]) return { rule: 'category-max', category };
  if (!state.hasSpace(category, t)) {
    const span = rules.spacingWeeks[category];
    const other = firstOfCategory(state, category, t - span + 1, t + span - 1);
    return { rule: 'category-spacing', category, ...(other < 0 ? {} : { other, week: state.weeks[other] }) };
  }
  for (const g of rules.groupsOf[i]) {
    if (state.groupCount[g] < rules.groupMax[g]) continue;
    const other = rules.groupMembers[g].find((member) => state.weeks[member] >= 0);
    const group = instance.constraints.exclusive[g].id;
    return { rule: 'exclusive-group', group, ...(other === undefined ? {} : { other }) };
  }
  for (const { before, minWeeks } of rules.precedes[i])
    if (state.weeks[before] < 0 || t - state.weeks[before] < minWeeks) return { rule: 'precedence', other: before };
  for (const { after, minWeeks } of rules.follows[i])
    if (state.weeks[after] >= 0 && state.weeks[after] - t < minWeeks) return { rule: 'precedence', other: after };
  for (const wave of rules.wavesOf[i]) {
    const other = rules.waveMembers[wave].find((member) => member !== i && ![-1, t].includes(state.weeks[member]));
    const group = instance.constraints.waves?.[wave].id ?? '';
    if (other !== undefined) return { rule: 'wave', group, other, week: state.weeks[other] };
  }
  return null;
}

function firstOfCategory(state: PlanState, category: number, from: number, to: number): number {
  const { rules } = state;
  for (let w = Math.max(0, from); w <= Math.min(rules.weeks - 1, to); w++)
    for (let i = state.firstInWeek[w]; i >= 0; i = state.nextInWeek[i]) if (rules.category[i] === category) return i;
  return -1;
}
