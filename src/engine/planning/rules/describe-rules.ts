import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { LaunchCategory, LaunchInstance, LaunchProduct } from '#engine/planning/problem/launch-instance.ts';
import type { PlanConstraints } from '#engine/planning/problem/plan-request.ts';
import { budgetPeriods, capacityByWeek, launchWindow, weeksWithin } from '#engine/planning/problem/planning-weeks.ts';

/** What the rules of an instance are written from. `candidates[i]` is product i; undefined where its file has gone. */
export interface RuleSources {
  readonly constraints: PlanConstraints;
  readonly candidates: readonly (Candidate | undefined)[];
  readonly products: readonly LaunchProduct[];
  /** First day of launch week 0, and the number of launch weeks. */
  readonly start: EpochDay;
  readonly weeks: number;
}

/**
 * The shared rules in the instance's indices: capacity, closed weeks, budgets, exclusive groups, precedence, waves. Limits that
 * are not set become numbers that nothing reaches: the sum over all candidates. A group of one, and a predecessor that is
 * not in the plan, bind nothing and are left out.
 */
export function describeConstraints(sources: RuleSources): LaunchInstance['constraints'] {
  const { constraints, candidates, products, start, weeks } = sources;
  const groups = (key: (candidate: Candidate) => string | undefined): [string, number[]][] => {
    const members = new Map<string, number[]>();
    candidates.forEach((candidate, i) => {
      const group = candidate && key(candidate);
      if (group) members.set(group, [...(members.get(group) ?? []), i]);
    });
    return [...members].filter(([, list]) => list.length > 1);
  };
  const effort = products.reduce((sum, product) => sum + product.effort, 0);
  const money = products.reduce((sum, product) => sum + mostStock(product) * product.unitCost, 0);
  const mostOf = (id: string): number => constraints.groups?.find((group) => group.id === id)?.max ?? 1;
  return {
    capacity: capacityByWeek(constraints, start, weeks, Math.max(1, effort)),
    blackoutWeeks: weeksWithin(constraints.blackouts, start, weeks),
    budget: {
      total: constraints.budget ?? Math.ceil(money) + 1,
      periods: budgetPeriods(constraints, start, weeks),
    },
    exclusive: groups(({ exclusiveGroup }) => exclusiveGroup).map(([id, members]) => ({
      id,
      members,
      max: mostOf(id),
    })),
    precedence: describePrecedence(candidates),
    waves: groups(({ wave }) => wave).map(([id, members]) => ({ id, members })),
  };
}

function mostStock({ stock, stockByWeek }: LaunchProduct): number {
  return Math.max(stock, ...(stockByWeek ?? []));
}

function describePrecedence(
  candidates: RuleSources['candidates'],
): NonNullable<LaunchInstance['constraints']['precedence']> {
  const place = new Map(candidates.map((candidate, i) => [candidate?.id, i]));
  return candidates.flatMap((candidate, after) =>
    (candidate?.after ?? []).flatMap(({ candidate: first, weeks }) => {
      const before = place.get(first);
      return before === undefined || before === after ? [] : [{ before, after, minWeeks: weeks }];
    }),
  );
}

/** Limits of one category; a category that nothing is said about has none. `own`: candidates that belong to it. */
export function describeLimits(
  name: string,
  own: number,
  constraints: PlanConstraints,
  start: EpochDay,
  weeks: number,
): Pick<LaunchCategory, 'min' | 'max' | 'spacingWeeks' | 'spacingMax' | 'blackoutWeeks'> {
  const limit = constraints.categories.find(({ category }) => category === name);
  return {
    min: Math.max(0, limit?.min ?? 0),
    max: limit?.max ?? own,
    spacingWeeks: Math.max(1, limit?.spacingWeeks ?? 1),
    spacingMax: limit?.spacingMax ?? own,
    blackoutWeeks: weeksWithin(limit?.blackouts ?? [], start, weeks),
  };
}

/** The parts of an instance that rules can change. */
export type RuledParts = Pick<LaunchInstance, 'products' | 'categories' | 'constraints'>;

/**
 * An instance under other rules: the same products with the same first buys, forecasts and futures, so that a plan can be
 * priced at once. What a rule changes in a first buy (its window) shows with the next search. O(products).
 */
export function applyRules(
  instance: Pick<LaunchInstance, 'products' | 'categories' | 'weeks'>,
  start: EpochDay,
  candidates: readonly Candidate[],
  constraints: PlanConstraints,
): RuledParts {
  const { weeks } = instance;
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const ordered = instance.products.map(({ id }) => byId.get(id));
  const products = instance.products.map((product, i): LaunchProduct => {
    const candidate = ordered[i];
    if (!candidate) return product;
    const window = launchWindow(candidate.earliest, candidate.latest, start, weeks);
    return { ...product, ...window, must: candidate.mustLaunch, effort: candidate.effort };
  });
  const categories = instance.categories.map((category, c): LaunchCategory => {
    const own = products.filter((product) => product.category === c).length;
    return { ...category, ...describeLimits(category.name, own, constraints, start, weeks) };
  });
  return {
    products,
    categories,
    constraints: describeConstraints({ constraints, candidates: ordered, products, start, weeks }),
  };
}
