import { type LaunchInstance, notLaunched } from '#engine/planning/problem/launch-instance.ts';
import type { BindingRule, EntryChange } from '#engine/planning/rules/plan-figures.ts';
import type { PlanState } from '#engine/planning/rules/plan-state.ts';
import { blocksAt } from './explain-block.ts';

/** Ways in that are listed for a candidate. */
const mostChanges = 5;

/**
 * Ways in for a candidate that is not selected: for each set of rules the week in which the plan gains the most once they give way,
 * fewest rules first, then the greatest gain; only ways that gain.
 */
export function entryChangesOf(instance: LaunchInstance, state: PlanState, i: number): EntryChange[] {
  if (state.rules.fixed[i] === notLaunched) return [];
  const best = new Map<string, EntryChange>();
  for (let t = 0; t < instance.weeks; t++) {
    const gain = state.gain(i, state.bestPlace(i, t));
    if (!(gain > 0)) continue;
    const reliefs = blocksAt(instance, state, i, t);
    if (reliefs.length === 0 || reliefs.some(({ by }) => Number.isNaN(by))) continue;
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
