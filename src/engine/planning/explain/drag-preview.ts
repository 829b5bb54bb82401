import { meanAndTail, scenarioProfits, tailCountOf } from '#engine/planning/evaluate/evaluate-plan.ts';
import {
  type LaunchInstance,
  type LaunchWeeks,
  noLocks,
  notLaunched,
  optionOfPlace,
  type PlanLocks,
  weekOfPlace,
} from '#engine/planning/problem/launch-instance.ts';
import type { LaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';
import { bundlesOf } from '#engine/planning/rules/compile-rules.ts';
import type { PlanViolation } from '#engine/planning/rules/plan-figures.ts';

/** What dropping one launch on one week would make of the plan. */
export interface DropPreview {
  readonly profit: number;
  readonly risk: number;
  /** Breaches that the plan has after the drop and did not have before. */
  readonly breaches: readonly PlanViolation[];
}

/** Every drop of one launch: by week, and off the calendar. */
export interface DragPreview {
  readonly product: number;
  /** Products that are moved, the one dragged first. */
  readonly along: readonly number[];
  readonly byWeek: readonly DropPreview[];
  /** The one dragged alone leaves the plan. */
  readonly notSelected: DropPreview;
}

/**
 * The product and what shares its week by a rule: the launched members of its waves, and products that must each follow the
 * other at no distance. They move as one.
 */
export function movedAlong(instance: LaunchInstance, weeks: LaunchWeeks, product: number): number[] {
  const along = [product];
  if (weeks[product] < 0) return along;
  const weekOf = (i: number): number => weekOfPlace(instance, weeks[i]);
  const sets = [...(instance.constraints.waves ?? []).map(({ members }) => members), ...bundlesOf(instance)];
  for (let k = 0; k < along.length; k++)
    for (const members of sets)
      if (members.includes(along[k]))
        for (const member of members)
          if (weekOf(member) === weekOf(product) && !along.includes(member)) along.push(member);
  return along;
}

/** The plan after a drop, each launch with its option; -1: the product is not launched, its wave stays where it is. */
export function dropOn(instance: LaunchInstance, weeks: LaunchWeeks, product: number, week: number): number[] {
  const along = week === notLaunched ? [product] : movedAlong(instance, weeks, product);
  const moved = weeks.slice();
  for (const member of along) {
    const option = Math.max(0, optionOfPlace(instance, weeks[member]));
    moved[member] = week === notLaunched ? week : option * instance.weeks + week;
  }
  return moved;
}

/**
 * Profit, risk and new breaches of every drop, each by the full evaluation of the plan that it makes: exact with waves,
 * precedence and every other rule. O(T x (launches x S + rules)).
 */
export function previewDrag(
  instance: LaunchInstance,
  tables: LaunchTables,
  weeks: LaunchWeeks,
  product: number,
  locks: PlanLocks = noLocks,
): DragPreview {
  const known = new Set(checkPlan(instance, weeks, locks, tables).map(keyOf));
  const tailCount = tailCountOf(instance);
  const preview = (week: number): DropPreview => {
    const moved = dropOn(instance, weeks, product, week);
    const { mean, tailMean } = meanAndTail(scenarioProfits(instance, tables, moved), tailCount);
    const breaches = checkPlan(instance, moved, locks, tables).filter((breach) => !known.has(keyOf(breach)));
    return { profit: mean, risk: mean - tailMean, breaches };
  };
  return {
    product,
    along: movedAlong(instance, weeks, product),
    byWeek: Array.from({ length: instance.weeks }, (_, week) => preview(week)),
    notSelected: preview(notLaunched),
  };
}

/** A breach that gets worse is a new one. */
function keyOf({ rule, by, product, other, category, week, from, to, group }: PlanViolation): string {
  return [rule, by, product, other, category, week, from, to, group].join('/');
}

/** What a pair of launches takes from each other before and after a change of the plan. */
export interface ChangedLoss {
  readonly product: number;
  readonly other: number;
  readonly before: number;
  readonly after: number;
}

/** Pairs whose expected loss differs between two plans, the largest change first. */
export function changedLosses(
  instance: LaunchInstance,
  { meanMarket }: LaunchTables,
  before: LaunchWeeks,
  after: LaunchWeeks,
): ChangedLoss[] {
  const { pairs, decay } = instance.cannibalisation;
  const lossIn = (weeks: LaunchWeeks, i: number, j: number, loss: number): number => {
    const distance = Math.abs(weekOfPlace(instance, weeks[i]) - weekOfPlace(instance, weeks[j]));
    return weeks[i] < 0 || weeks[j] < 0 || distance >= decay.length ? 0 : loss * decay[distance] * meanMarket;
  };
  return pairs
    .map(({ i, j, loss }) => ({
      product: i,
      other: j,
      before: lossIn(before, i, j, loss),
      after: lossIn(after, i, j, loss),
    }))
    .filter((pair) => pair.before !== pair.after)
    .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || a.product - b.product);
}
