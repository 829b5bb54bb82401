import type { LaunchWeeks } from '#engine/planning/problem/launch-instance.ts';
import type { PlanResult } from './plan-store.ts';

/** A change of the manager's weeks that the plan found makes. */
export interface BridgeChange {
  /** What changes together, by product. */
  readonly moves: readonly { readonly product: number; readonly from: number; readonly to: number }[];
  readonly gain: number;
  readonly isForRules: boolean;
  /** The plan on screen has it: false where the manager has left it. */
  readonly isTaken: boolean;
}

/** The way from what the manager's weeks earn to what the plan found earns; the gains add up to the difference. */
export interface PlanBridge {
  readonly own: number;
  readonly plan: number;
  /** Rules that the manager's weeks break. */
  readonly broken: number;
  /** The changes that carry the gain, the most money first. */
  readonly named: readonly BridgeChange[];
  readonly others: readonly BridgeChange[];
  /** Launches that keep the manager's week. */
  readonly kept: number;
}

/** So many changes are named; the others are summed up. */
const mostNamed = 5;

/** Null where the manager has no plan, or the search knew of none. */
export function toBridge({ built, search, baseline, bridge }: PlanResult, weeks: LaunchWeeks): PlanBridge | null {
  const own = built.baseline;
  if (!own || !baseline || !bridge) return null;
  const changes = bridge
    .map(({ products, gain, isForRules }): BridgeChange => {
      const moves = products.map((product) => ({ product, from: own[product], to: search.weeks[product] }));
      return { moves, gain, isForRules, isTaken: moves.every(({ product, to }) => weeks[product] === to) };
    })
    .sort((a, b) => Math.abs(b.gain) - Math.abs(a.gain));
  return {
    own: baseline.figures.profit,
    plan: search.figures.profit,
    broken: baseline.figures.violations.length,
    named: changes.slice(0, mostNamed),
    others: changes.slice(mostNamed),
    kept: own.filter((week, i) => week >= 0 && week === search.weeks[i]).length,
  };
}
