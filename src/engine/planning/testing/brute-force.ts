import { evaluatePlan } from '#engine/planning/evaluate/evaluate-plan.ts';
import { paperReturns } from '#engine/planning/evaluate/paper-fitness.ts';
import {
  type LaunchInstance,
  noLocks,
  optionCount,
  type PlanLocks,
  weekOfPlace,
} from '#engine/planning/problem/launch-instance.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { createSalesCache } from '#engine/planning/problem/sales-cache.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';
import type { PlanFigures } from '#engine/planning/rules/plan-figures.ts';

/** A plan and what it was judged at. */
export interface JudgedPlan {
  readonly weeks: readonly number[];
  readonly value: number;
}

const evenly = { demand: 0.5, market: 0.5 };

/**
 * The best of all plans that keep every rule, by looking at each of them: (T x options + 1)^M, for small instances only, against which
 * search, bound and explanations are tested. Rules as {@link checkPlan} reads them, figures by the full evaluation. Null:
 * no plan keeps them.
 */
export function bestByEnumeration(
  instance: LaunchInstance,
  scoreOf: (figures: PlanFigures, weeks: readonly number[]) => number = (figures) => figures.profit,
  locks: PlanLocks = noLocks,
): JudgedPlan | null {
  const tables = buildLaunchTables(instance);
  const returns = paperReturns(instance);
  // Each launch is simulated once for a place, not once for each of the plans that it is in.
  const sales = createSalesCache(instance, tables);
  const weeks = instance.products.map(() => -1);
  let best: JudgedPlan | null = null;
  const visit = (i: number): void => {
    if (i < weeks.length) {
      const { earliest, latest } = instance.products[i];
      for (let place = -1; place < instance.weeks * optionCount(instance.products[i]); place++) {
        const t = weekOfPlace(instance, place);
        if (t >= 0 && (t < earliest || t > latest)) continue;
        weeks[i] = place;
        visit(i + 1);
      }
      return;
    }
    if (checkPlan(instance, weeks, locks, tables).length > 0) return;
    const value = scoreOf(evaluatePlan(instance, weeks, { tables, returns, sales, weights: evenly, locks }), weeks);
    if (best === null || value > best.value) best = { weeks: weeks.slice(), value };
  };
  visit(0);
  return best;
}
