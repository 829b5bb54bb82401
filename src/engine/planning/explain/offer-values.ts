import {
  type LaunchInstance,
  type LaunchWeeks,
  noLocks,
  notLaunched,
  type PlanLocks,
} from '#engine/planning/problem/launch-instance.ts';
import type { LaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { compileRules } from '#engine/planning/rules/compile-rules.ts';
import type { BindingRule } from '#engine/planning/rules/plan-figures.ts';
import { PlanState } from '#engine/planning/rules/plan-state.ts';
import { planningRules } from '#engine/planning/rules/planning-rules.ts';

/** One way to offer a product, everything else of the plan in place. */
export interface OfferValue {
  readonly week: number;
  readonly option: number;
  /** Expected profit of the plan with it, and how much that is more than with the product as it stands. */
  readonly value: number;
  readonly gain: number;
  /** First rule that it would break; null: none. */
  readonly blockedBy: BindingRule | null;
}

export interface OfferValues {
  /** Expected profit of the plan as it is, and without the product. */
  readonly value: number;
  readonly notLaunched: number;
  /** By option, then week. */
  readonly offers: readonly OfferValue[];
}

/** What every option and week of a product makes of a plan, priced like the plan itself. O(options x T x (rules + pairs)). */
export function offerValues(
  instance: LaunchInstance,
  tables: LaunchTables,
  places: LaunchWeeks,
  product: number,
  locks: PlanLocks = noLocks,
): OfferValues {
  const rules = compileRules(instance, locks, tables.reordered);
  const state = new PlanState(rules, { value: tables.mean, pairScale: tables.meanMarket });
  state.adopt(places);
  const value = state.total;
  if (places[product] !== notLaunched) state.remove(product);
  const without = state.total;
  const blockOf = (place: number): BindingRule | null => {
    const t = rules.weekOf[place];
    for (const { forbids, ledger, block } of planningRules) {
      const forbidden = forbids?.(instance, product, t, Math.floor(place / rules.weeks));
      if (forbidden) return { rule: forbidden };
      const found = ledger ? null : block?.(instance, state, product, t);
      if (found) return found;
    }
    const short = state.shortRow(product, place);
    return short < 0 ? null : rules.ledger.bindings[short];
  };
  const offers = Array.from({ length: rules.row[product + 1] - rules.row[product] }, (_, place): OfferValue => {
    const own = without + state.gain(product, place);
    return {
      week: rules.weekOf[place],
      option: Math.floor(place / rules.weeks),
      ...{ value: own, gain: own - value, blockedBy: blockOf(place) },
    };
  });
  return { value, notLaunched: without, offers };
}
