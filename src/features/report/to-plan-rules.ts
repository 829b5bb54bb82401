import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { LaunchInstance } from '#engine/planning/problem/launch-instance.ts';
import type { PlanConstraints } from '#engine/planning/problem/plan-request.ts';
import type { BothNames, PlanAssumptions, PlanRuleLine } from '#export/plan-document.ts';
import type { CandidatesResult } from '#state/candidates/candidates-store.ts';
import type { PlanResult } from '#state/plan/plan-store.ts';

interface RuledPlan {
  /** The problem under the present rules. */
  readonly instance: LaunchInstance;
  /** Launch week of each product; -1: not launched. */
  readonly weeks: readonly number[];
  readonly startDay: EpochDay;
  /** Launch work allowed by week; infinite where no limit was set. */
  readonly capacity: readonly number[];
  /** Capacity of most weeks; null: none. */
  readonly usualCapacity: number | null;
  /** With the manager's own rules. */
  readonly candidates: readonly Candidate[];
  readonly namesOf: (product: number) => BothNames;
  /** Settings of declared rules and of what advised prices keep to. */
  readonly constraints: Pick<PlanConstraints, 'declared' | 'floorMargin' | 'markdownWeek'>;
}

/** Every rule beside the usual capacity, the whole budget, products that must launch and weeks closed to all. */
export function toPlanRules(plan: RuledPlan): readonly PlanRuleLine[] {
  const { instance, candidates } = plan;
  const { weeks } = instance;
  const day = (week: number): EpochDay => plan.startDay + 7 * week;
  const inside = (week: number): boolean => week >= 0 && week < weeks;
  const { budget, exclusive, precedence = [], waves = [], promotionBudget, priceOrder = [] } = instance.constraints;
  const { declared, floorMargin, markdownWeek } = plan.constraints;
  const named = (members: readonly number[]): readonly BothNames[] => members.map(plan.namesOf);
  const dated = candidates.filter(({ earliest, latest }) => earliest !== undefined || latest !== undefined).length;
  const closed = candidates.filter((candidate) => (candidate.closed ?? []).length > 0).length;
  return [
    ...plan.capacity.flatMap((value, week): PlanRuleLine[] =>
      value === (plan.usualCapacity ?? Number.POSITIVE_INFINITY) || instance.constraints.blackoutWeeks.includes(week)
        ? []
        : [{ kind: 'capacity', week: day(week), value }],
    ),
    ...budget.periods.map(
      ({ from, to, amount }): PlanRuleLine => ({ kind: 'budget', from: day(from), to: day(to), amount }),
    ),
    ...instance.categories.flatMap((category): PlanRuleLine[] =>
      categoryRules(category, instance, (week) => (inside(week) ? [day(week)] : [])),
    ),
    ...exclusive.map(
      ({ id, members, max }): PlanRuleLine => ({ kind: 'group', name: id, members: named(members), count: max }),
    ),
    ...waves.map(({ id, members }): PlanRuleLine => ({ kind: 'wave', name: id, members: named(members) })),
    ...precedence.map(
      ({ before, after, minWeeks }): PlanRuleLine => ({
        kind: 'order',
        first: plan.namesOf(before),
        second: plan.namesOf(after),
        weeks: minWeeks,
      }),
    ),
    ...Object.entries(declared ?? {}).flatMap(([rule, settings]): PlanRuleLine[] =>
      Object.values(settings).some((value) => value !== null) ? [{ kind: 'declared', rule, settings }] : [],
    ),
    ...(typeof promotionBudget === 'number' ? [{ kind: 'promotion-budget' as const, amount: promotionBudget }] : []),
    ...priceOrder.map(
      ({ cheaper, dearer }): PlanRuleLine => ({
        ...{ kind: 'price-order', cheaper: plan.namesOf(cheaper), dearer: plan.namesOf(dearer) },
      }),
    ),
    ...(floorMargin ? [{ kind: 'floor-margin' as const, share: floorMargin }] : []),
    ...(markdownWeek === undefined ? [] : [{ kind: 'markdown-week' as const, week: markdownWeek }]),
    ...(dated > 0 ? [{ kind: 'dates' as const, count: dated }] : []),
    ...(closed > 0 ? [{ kind: 'closed' as const, count: closed }] : []),
  ];
}

/** A limit that all launches of the category together cannot reach is none. */
function categoryRules(
  { id, name, min, max, spacingMax, spacingWeeks, blackoutWeeks }: LaunchInstance['categories'][number],
  { products, categories, constraints }: LaunchInstance,
  dayOf: (week: number) => EpochDay[],
): PlanRuleLine[] {
  const closed = blackoutWeeks.filter((week) => !constraints.blackoutWeeks.includes(week)).flatMap(dayOf);
  const own = products.filter(({ category }) => categories[category].id === id).length;
  const isReached = (limit: number): boolean => limit < own;
  return [
    ...(min > 0 ? [{ kind: 'least' as const, category: name, count: min }] : []),
    ...(isReached(max) ? [{ kind: 'most' as const, category: name, count: max }] : []),
    ...(isReached(spacingMax) && spacingWeeks > 0
      ? [{ kind: 'spacing' as const, category: name, count: spacingMax, weeks: spacingWeeks }]
      : []),
    ...(closed.length > 0 ? [{ kind: 'category-closed' as const, category: name, weeks: closed }] : []),
  ];
}

/** What the figures take for granted, counted over the problem and what it was built from. */
export function toAssumptions(
  { built, hasOutlooks = true }: PlanResult,
  instance: LaunchInstance,
  candidates: CandidatesResult | null,
): PlanAssumptions {
  const stock = (source: string): number => built.products.filter(({ stockSource }) => stockSource === source).length;
  const covers = built.products
    .filter(({ stockSource }) => stockSource !== 'given')
    .map(({ coverWeeks }) => coverWeeks);
  const selling = instance.products.map(({ curve }) => instance.curves[curve].length);
  const assumed = (code: string): number =>
    built.issues.reduce((sum, issue) => sum + (issue.code === code ? Number(issue.params?.candidates ?? 0) : 0), 0);
  return {
    sellingWeeks: [Math.min(...selling), Math.max(...selling)],
    scenarios: instance.scenarios.count,
    moneyRate: (1 + (instance.weeklyDiscountRate ?? 0)) ** 52 - 1,
    initialOrders: { given: stock('given'), newsvendor: stock('newsvendor'), expected: stock('expected-demand') },
    coverWeeks: covers.length > 0 ? [Math.min(...covers), Math.max(...covers)] : null,
    costsAssumed: assumed('costs-assumed'),
    salvageAssumed: assumed('salvage-assumed'),
    withoutOutlooks: !hasOutlooks,
    rivalPairs: instance.cannibalisation.pairs.filter(({ loss }) => loss > 0).length,
    forecastsChanged: candidates?.forecasts.filter(({ before }) => before !== null).length ?? 0,
    notPlanned: built.issues.filter(({ code }) => code.startsWith('candidate-without-')).length,
  };
}
