import { type LaunchInstance, notLaunched } from '#engine/planning/problem/launch-instance.ts';
import type { BindingRule, EntryChange, RuleRelief } from '#engine/planning/rules/plan-figures.ts';
import { free } from '#engine/planning/rules/plan-rules.ts';
import type { PlanState } from '#engine/planning/rules/plan-state.ts';
import { explainOwnBlock } from './explain-block.ts';

/** Ways in that are listed for a candidate. */
const mostChanges = 5;

/**
 * Everything that keeps the unlaunched product i from week t beside the launches of `state`, each with the smallest
 * amount by which it must give way, everything else in place. Empty: it may go there. Null: no amount helps (an effort
 * that no capacity ever takes is an amount; a category or group that may hold nothing is one too; a predecessor that is
 * not launched is not).
 */
export function reliefsNeeded(instance: LaunchInstance, state: PlanState, i: number, t: number): RuleRelief[] | null {
  const found = blocksAt(instance, state, i, t);
  return found.some(({ by }) => Number.isNaN(by)) ? null : found;
}

/** The same with what no amount helps against: `by` is NaN there. */
export function blocksAt(instance: LaunchInstance, state: PlanState, i: number, t: number): RuleRelief[] {
  const { rules } = state;
  const found: RuleRelief[] = ownReliefs(instance, state, i, t);
  const effort = state.load[t] + rules.effort[i] - rules.capacity[t];
  if (effort > 0) found.push({ rule: 'capacity', week: t, by: effort });
  for (const { from, to, by } of state.budgetsExceeded(rules.spend[i * rules.weeks + t], t))
    found.push({ rule: 'budget', by, ...(from === undefined ? {} : { from, to }) });
  const category = rules.category[i];
  const overCategory = state.categoryCount[category] + 1 - rules.categoryMax[category];
  if (overCategory > 0) found.push({ rule: 'category-max', category, by: overCategory });
  const crowded = state.spacingExceeded(category, t);
  if (crowded > 0) found.push({ rule: 'category-spacing', category, week: t, by: crowded });
  for (const g of rules.groupsOf[i]) {
    const over = state.groupCount[g] + 1 - rules.groupMax[g];
    if (over <= 0) continue;
    const other = rules.groupMembers[g].find((member) => state.weeks[member] >= 0);
    const group = instance.constraints.exclusive[g].id;
    found.push({ rule: 'exclusive-group', group, by: over, ...(other === undefined ? {} : { other }) });
  }
  for (const { before, minWeeks } of rules.precedes[i]) {
    const short = state.weeks[before] < 0 ? Number.NaN : minWeeks - (t - state.weeks[before]);
    if (!(short <= 0)) found.push({ rule: 'precedence', other: before, by: short });
  }
  for (const { after, minWeeks } of rules.follows[i]) {
    const short = state.weeks[after] < 0 ? 0 : minWeeks - (state.weeks[after] - t);
    if (short > 0) found.push({ rule: 'precedence', other: after, by: short });
  }
  for (const wave of rules.wavesOf[i]) {
    const group = instance.constraints.waves?.[wave].id ?? '';
    const other = rules.waveMembers[wave].find((member) => member !== i && ![-1, t].includes(state.weeks[member]));
    if (other !== undefined)
      found.push({ rule: 'wave', group, other, week: state.weeks[other], by: Math.abs(state.weeks[other] - t) });
  }
  return found;
}

/** All of the product's own rules against the week, not only the first. */
function ownReliefs(instance: LaunchInstance, state: PlanState, i: number, t: number): RuleRelief[] {
  if (explainOwnBlock(instance, state, i, t) === null) return [];
  const { rules } = state;
  const { category, earliest, latest } = instance.products[i];
  const found: RuleRelief[] = [];
  if (t < earliest) found.push({ rule: 'earliest', week: earliest, by: earliest - t });
  if (t > latest) found.push({ rule: 'latest', week: latest, by: t - latest });
  if (instance.constraints.blackoutWeeks.includes(t)) found.push({ rule: 'blackout', week: t, by: 1 });
  if (instance.categories[category].blackoutWeeks.includes(t))
    found.push({ rule: 'category-blackout', week: t, category, by: 1 });
  if (rules.fixed[i] !== free && rules.fixed[i] !== t) found.push({ rule: 'locked', week: rules.fixed[i], by: 1 });
  else if (found.length === 0) found.push({ rule: 'forbidden-week', week: t, by: 1 });
  return found;
}

/**
 * Ways in for a candidate left out: for each set of rules the week in which the plan gains the most once they give way,
 * fewest rules first, then the greatest gain; only ways that gain.
 */
export function entryChangesOf(instance: LaunchInstance, state: PlanState, i: number): EntryChange[] {
  if (state.rules.fixed[i] === notLaunched) return [];
  const best = new Map<string, EntryChange>();
  for (let t = 0; t < instance.weeks; t++) {
    const gain = state.gain(i, t);
    if (!(gain > 0)) continue;
    const reliefs = reliefsNeeded(instance, state, i, t);
    if (reliefs === null || reliefs.length === 0) continue;
    const key = reliefs.map(keyOf).join('+');
    const known = best.get(key);
    if (!known || gain > known.gain) best.set(key, { week: t, gain, reliefs });
  }
  return [...best.values()]
    .sort((a, b) => a.reliefs.length - b.reliefs.length || b.gain - a.gain || a.week - b.week)
    .slice(0, mostChanges);
}

/** Rules are one kind whatever their week, so that "more capacity" is offered once, in the best week for it. */
function keyOf({ rule, from, to, group, category, other }: BindingRule): string {
  return [rule, from, to, group, category, rule === 'precedence' ? other : ''].join('/');
}
