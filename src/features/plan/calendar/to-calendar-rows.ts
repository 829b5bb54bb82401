import type { Candidate } from '#engine/panel/candidate.ts';
import type {
  BindingRule,
  LaunchReport,
  NotSelectedReport,
  PlanReport,
  PlanViolation,
} from '#engine/planning/rules/plan-figures.ts';
import { weeksTouched } from '#state/plan/plan-problem.ts';
import type { CurrentPlan, LaunchVerdict, PlanDecisions, PlanResult } from '#state/plan/plan-store.ts';

/** One candidate's line in the launch calendar. Weeks are launch weeks counted from 0. */
export interface CalendarRow {
  readonly product: number;
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly isMust: boolean;
  /** -1: it is not selected. */
  readonly week: number;
  readonly windowFrom: number;
  readonly windowTo: number;
  /** The manager's own week; null: none. */
  readonly ownWeek: number | null;
  readonly isLocked: boolean;
  readonly isMoved: boolean;
  readonly isBroken: boolean;
  /** The manager's word on it; null: none yet. */
  readonly verdict: LaunchVerdict | null;
  /** Name of its wave; '' = none. */
  readonly wave: string;
  /** First and last week that its own rules allow, and single weeks between that are closed to it. */
  readonly earliest: number;
  readonly latest: number;
  readonly closedWeeks: readonly number[];
  /** Share of plans on resampled scenarios in which its week survives; NaN: not known. */
  readonly kept: number;
  /** Expected units by week since launch. */
  readonly weekly: ArrayLike<number>;
  /** Its sales in the worst and the best tenth of the scenarios, as shares of what is expected; null: nothing is. */
  readonly range: { readonly low: number; readonly high: number } | null;
  /** Where a launch would be tried first. */
  readonly restWeek: number;
  readonly launch: LaunchReport | null;
  readonly notSelected: NotSelectedReport | null;
}

/**
 * Lines in the order in which the search launches the products, those not selected last: a move by hand does not shuffle
 * them.
 */
export function toCalendarRows(
  result: PlanResult,
  current: CurrentPlan,
  decisions: PlanDecisions,
  candidates: readonly Candidate[],
): CalendarRow[] {
  const { baseline, startDay } = result.built;
  const { instance } = current;
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const launches = new Map(current.reading.launches.map((launch) => [launch.product, launch]));
  const notSelected = new Map(current.reading.notSelected.map((reading) => [reading.product, reading]));
  const broken = brokenProducts(current.reading.figures.violations, current.weeks, instance.products);
  const moved = new Set(decisions.moved);
  const place = (week: number): number => (week < 0 ? Number.POSITIVE_INFINITY : week);
  return instance.products
    .map((product, i): CalendarRow => {
      const launch = launches.get(i) ?? null;
      const left = notSelected.get(i) ?? null;
      const week = current.weeks[i];
      const candidate = byId.get(product.id);
      return {
        product: i,
        id: product.id,
        name: candidate?.name ?? product.id,
        category: instance.categories[product.category].name,
        isMust: product.must,
        week,
        windowFrom: launch?.windowFrom ?? week,
        windowTo: launch?.windowTo ?? week,
        ownWeek: baseline && baseline[i] >= 0 ? baseline[i] : null,
        isLocked: product.id in decisions.locks,
        isMoved: moved.has(product.id),
        isBroken: broken.has(i),
        verdict: decisions.made[product.id] ?? null,
        wave: candidate?.wave ?? '',
        earliest: product.earliest,
        latest: product.latest,
        closedWeeks: weeksTouched(candidate?.closed ?? [], startDay, instance.weeks),
        kept: current.stability?.found?.kept[i] ?? Number.NaN,
        weekly: launch?.weekly ?? [],
        range:
          launch && launch.units > 0
            ? { low: launch.unitsLo80 / launch.units, high: launch.unitsHi80 / launch.units }
            : null,
        restWeek: week >= 0 ? week : (left?.bestWeek ?? -1),
        launch,
        notSelected: left,
      };
    })
    .sort(
      (a, b) => place(result.search.weeks[a.product]) - place(result.search.weeks[b.product]) || a.product - b.product,
    );
}

/** What a launch in another week would change, as the present reading has it. */
export interface WeekCosts {
  /** Change of the plan's profit by week; NaN where a rule of its own forbids it. */
  readonly costByWeek: readonly number[];
  readonly blockedBy: readonly (BindingRule | null)[];
}

/** Looked up when it is asked for: lines are not drawn anew because another launch has changed what theirs would cost. */
export function weekCostsOf({ figures, launches, notSelected }: PlanReport, product: number): WeekCosts {
  const launch = launches.find((reading) => reading.product === product);
  if (launch)
    return {
      costByWeek: Array.from(launch.profitByWeek, (value) => value - figures.profit),
      blockedBy: launch.blockedBy,
    };
  const left = notSelected.find((reading) => reading.product === product);
  return { costByWeek: Array.from(left?.gainByWeek ?? []), blockedBy: left?.blockedByWeek ?? [] };
}

/** True when two lines of one product are drawn alike. */
export function isSameRow(a: CalendarRow, b: CalendarRow): boolean {
  return (
    a.week === b.week &&
    a.restWeek === b.restWeek &&
    a.windowFrom === b.windowFrom &&
    a.windowTo === b.windowTo &&
    a.range?.low === b.range?.low &&
    a.range?.high === b.range?.high &&
    isSameCurve(a.weekly, b.weekly) &&
    a.ownWeek === b.ownWeek &&
    a.isMust === b.isMust &&
    a.isLocked === b.isLocked &&
    a.isMoved === b.isMoved &&
    a.isBroken === b.isBroken &&
    a.verdict === b.verdict &&
    a.earliest === b.earliest &&
    a.latest === b.latest &&
    Object.is(a.kept, b.kept) &&
    isSameCurve(a.closedWeeks, b.closedWeeks)
  );
}

function isSameCurve(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}

/** How the calendar's lines are put together. */
export type Grouping = 'week' | 'category' | 'wave';

/** Lines under one heading; '' = without one (`week`) or of no wave. */
export interface CalendarGroup {
  readonly name: string;
  readonly rows: readonly CalendarRow[];
}

/** Groups in the order of their first launch; lines keep their order. */
export function groupRows(rows: readonly CalendarRow[], by: Grouping): CalendarGroup[] {
  if (by === 'week') return [{ name: '', rows }];
  const groups = new Map<string, CalendarRow[]>();
  for (const row of rows) {
    const name = row[by];
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  const found = [...groups].map(([name, own]): CalendarGroup => ({ name, rows: own }));
  return by === 'category' ? found : [...found.filter(({ name }) => name), ...found.filter(({ name }) => !name)];
}

/** Products that a broken rule concerns: the one it names, or those that launch in the week it names. */
function brokenProducts(
  violations: readonly PlanViolation[],
  weeks: readonly number[],
  products: readonly { readonly category: number }[],
): Set<number> {
  const found = new Set<number>();
  for (const { product, rule, week, from, to, category } of violations) {
    if (product !== undefined) found.add(product);
    else
      weeks.forEach((launched, i) => {
        const inWeek = week !== undefined && launched === week;
        const inSpan = from !== undefined && to !== undefined && launched >= from && launched <= to;
        const ofCategory = category === undefined || products[i].category === category;
        if (launched >= 0 && rule !== 'category-min' && (inWeek || inSpan) && ofCategory) found.add(i);
      });
  }
  return found;
}
