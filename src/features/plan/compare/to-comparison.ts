import type { LaunchInstance, LaunchWeeks } from '#engine/planning/problem/launch-instance.ts';
import type { PlanFigures } from '#engine/planning/rules/plan-figures.ts';
import { weeksOfSaved } from '#state/plan/plan-problem.ts';
import type { CurrentPlan, PlanResult, SavedPlan } from '#state/plan/plan-store.ts';

/** One plan beside others, in the weeks and products of the plan on screen. */
export interface ComparedPlan {
  readonly id: string;
  readonly name: string;
  readonly weeks: LaunchWeeks;
  /** Options of the products; absent: the manager's offers. */
  readonly offers?: readonly number[];
  readonly figures: PlanFigures;
  readonly isSaved: boolean;
  /** Units in initial orders. */
  readonly stock: number;
  /** Products that launch in another week than in the plan on screen. */
  readonly different: number;
  /** Proven: at most so much better is possible under its rules, as a share; NaN: not proven. */
  readonly room: number;
}

/** A product on which the plans do not agree: its week in each, -1 where it is not selected. */
export interface DifferentProduct {
  readonly product: number;
  readonly weeks: readonly number[];
}

/**
 * The plan on screen first, then the one found (where it is another), the manager's own and the saved ones. Saved figures
 * are those of the rules under which the plan was saved.
 */
export function toComparison(
  result: PlanResult,
  current: CurrentPlan,
  saved: readonly SavedPlan[],
  names: Readonly<Record<'current' | 'found' | 'own', string>>,
  upperBound: number | null,
): { readonly plans: readonly ComparedPlan[]; readonly different: readonly DifferentProduct[] } {
  const { instance } = current;
  const { startDay, baseline } = result.built;
  const plan = (
    id: string,
    name: string,
    weeks: LaunchWeeks,
    figures: PlanFigures,
    own?: SavedPlan,
    offers?: readonly number[],
  ): ComparedPlan => ({
    id,
    name,
    weeks,
    figures,
    isSaved: own !== undefined,
    room: roomLeft(own ? own.upperBound : upperBound, figures),
    stock: stockOf(instance, weeks),
    different: weeks.filter((week, i) => week !== current.weeks[i]).length,
    ...(offers ? { offers } : {}),
  });
  const { search } = result;
  const isFound = search.weeks.every((week, i) => week === current.weeks[i]);
  const plans = [
    plan('current', names.current, current.weeks, current.reading.figures, undefined, current.offers),
    ...(isFound ? [] : [plan('found', names.found, search.weeks, search.figures, undefined, search.offers)]),
    ...(baseline && result.baseline ? [plan('own', names.own, baseline, result.baseline.figures)] : []),
    ...saved.map((each) => {
      const weeks = weeksOfSaved(each, instance.products, startDay, instance.weeks);
      return plan(each.id, each.name, weeks, each.reading.figures, each);
    }),
  ];
  const different = instance.products
    .map((_, product) => ({ product, weeks: plans.map(({ weeks }) => weeks[product]) }))
    .filter(({ weeks }) => weeks.some((week) => week !== weeks[0]));
  return { plans, different };
}

function roomLeft(upperBound: number | null, { profit, violations }: PlanFigures): number {
  // A plan that breaks rules may earn more than any that keeps them: the bound says nothing about it.
  return upperBound === null || profit <= 0 || violations.length > 0
    ? Number.NaN
    : Math.max(0, upperBound / profit - 1);
}

function stockOf({ products }: LaunchInstance, weeks: LaunchWeeks): number {
  return products.reduce((sum, { stock, stockByWeek }, i) => {
    const week = weeks[i];
    return week < 0 ? sum : sum + (stockByWeek?.[week] ?? stock);
  }, 0);
}
