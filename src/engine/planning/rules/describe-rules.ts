import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import { describeEvents } from '#engine/planning/problem/event-slots.ts';
import type {
  LaunchCategory,
  LaunchConstraints,
  LaunchInstance,
  LaunchProduct,
} from '#engine/planning/problem/launch-instance.ts';
import type { PlanConstraints } from '#engine/planning/problem/plan-request.ts';
import { launchWindow } from '#engine/planning/problem/planning-weeks.ts';
import { describeLimits } from './category/category-rule.ts';
import type { RuleSources } from './define-rule.ts';
import { planningRules } from './planning-rules.ts';

/**
 * The shared rules in the instance's indices, each by its declaration. Limits that are not set become numbers that nothing
 * reaches: the sum over all candidates.
 */
export function describeConstraints(sources: RuleSources): LaunchConstraints {
  const none: LaunchConstraints = {
    capacity: [],
    blackoutWeeks: [],
    budget: { total: Number.POSITIVE_INFINITY, periods: [] },
    exclusive: [],
  };
  return Object.assign(none, ...planningRules.map((rule) => rule.constraints?.(sources)));
}

/** The parts of an instance that rules can change. */
export type RuledParts = Pick<LaunchInstance, 'products' | 'categories' | 'constraints' | 'events'>;

/**
 * An instance under other rules: the same products with the same initial orders, forecasts and scenarios, so that a plan can be
 * priced at once. What a rule changes in an initial order (its window) shows with the next search; an order that the manager names
 * shows at once. O(products).
 */
export function applyRules(
  instance: Pick<LaunchInstance, 'products' | 'categories' | 'weeks' | 'promo'>,
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
    const { sellsUntil: _, ...endless } = withOrder(product, candidate);
    const window = launchWindow(candidate, start, weeks);
    return { ...endless, ...window, must: candidate.mustLaunch, effort: candidate.effort };
  });
  const categories = instance.categories.map((category, c): LaunchCategory => {
    const own = products.filter((product) => product.category === c).length;
    return { ...category, ...describeLimits(category.name, own, { constraints, start, weeks }) };
  });
  const events = describeEvents(constraints, instance.promo.name, start);
  return {
    products,
    categories,
    ...(events.length > 0 ? { events } : {}),
    constraints: describeConstraints({ constraints, candidates: ordered, products, start, weeks }),
  };
}

/** With the initial order that the manager names; without one, as it is. */
function withOrder(product: LaunchProduct, { stock }: Candidate): LaunchProduct {
  const { options } = product;
  // Of several offers the search chooses one; each already has its orders.
  if (stock === undefined || stock <= 0 || (options && options.length > 1)) return product;
  const { stockByWeek: _, ...flat } = product;
  return { ...flat, stock, ...(options ? { options: options.map((own) => ({ ...own, firstBuy: stock })) } : {}) };
}
