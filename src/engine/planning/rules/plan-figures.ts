import type { LaunchLimit } from '#engine/planning/problem/launch-instance.ts';

/** Rules that every plan may be under. */
export type BuiltInRule =
  | 'capacity'
  | 'blackout'
  | 'category-blackout'
  | 'earliest'
  | 'latest'
  | 'must-launch'
  | 'budget'
  | 'category-min'
  | 'category-max'
  | 'category-spacing'
  | 'exclusive-group'
  | 'precedence'
  | 'wave'
  | 'not-advised'
  | 'lead-time'
  | 'minimum-first-buy'
  | 'lot'
  | 'slots'
  | 'promotion-budget'
  | 'price-order'
  | 'locked'
  | 'forbidden-week';

/** The rules a plan can break; declared rules by their id. */
export type PlanRule = BuiltInRule | LaunchLimit['rule'];

/**
 * One breach of one rule: by how much (effort, weeks, launches or money) and where. `product`, `category`, `week`,
 * `group` (id of an exclusive group, wave or event, what a declared limit is about) are there where the rule has one; `from`, `to` are the weeks of a budget period,
 * of a spacing window or of a declared limit.
 */
export interface PlanViolation {
  readonly rule: PlanRule;
  readonly by: number;
  readonly product?: number;
  readonly other?: number;
  readonly category?: number;
  readonly week?: number;
  readonly from?: number;
  readonly to?: number;
  readonly group?: string;
}

/** What a plan is worth. Money in the currency's major unit. */
export interface PlanFigures {
  /** Mean profit over the scenarios. */
  readonly profit: number;
  /** CVaR deviation: expected profit less the mean of the worst (1 - alpha) scenarios; >= 0. */
  readonly risk: number;
  readonly tailMean: number;
  readonly stdev: number;
  /** Share of scenarios with a loss. */
  readonly lossProbability: number;
  /** Mean absolute deviation of the weekly effort from its mean, over weeks that are not blacked out. */
  readonly unevenness: number;
  readonly launched: number;
  /** Money spent on stock. */
  readonly investment: number;
  readonly cannibalisation: number;
  readonly expectedUnits: number;
  readonly expectedRevenue: number;
  readonly expectedLeftover: number;
  /** The paper's fitness: mean demand return d, mean market return p, f = w1 d + w2 p. */
  readonly article: { readonly d: number; readonly p: number; readonly f: number };
  /** Effort by launch week. */
  readonly load: Float64Array;
  /** By scenario. */
  readonly scenarioProfits: Float64Array;
  readonly violations: readonly PlanViolation[];
}

/** A rule that keeps a product from a week. `from`, `to`: budget period or spacing window; `other`: who is in the way. */
export type BindingRule = Omit<PlanViolation, 'by'>;

/** What must give way in one rule: effort (capacity), money (budgets), launches (maxima, spacing, groups) or weeks (others). */
export interface RuleRelief extends BindingRule {
  readonly by: number;
}

/**
 * A way in for a candidate that is not selected, everything else in place: the week, all that must give way at once, and the
 * change of the plan's profit once it does.
 */
export interface EntryChange {
  readonly week: number;
  readonly gain: number;
  readonly reliefs: readonly RuleRelief[];
}

/** A week in which a launch would earn `gain` more if the rule were not there. */
export interface BindingWeek {
  readonly week: number;
  readonly gain: number;
  readonly rule: BindingRule;
}

/**
 * The neighbour that keeps a launch from the week in which it would earn the most by itself: there the two would take
 * `loss` from each other.
 */
export interface AvoidedNeighbour {
  readonly product: number;
  readonly week: number;
  readonly loss: number;
}

/** One launched product, everything else of the plan in place. */
export interface LaunchReport {
  readonly product: number;
  readonly week: number;
  /** What the plan would lose without it: own profit less the cannibalisation it takes part in. */
  readonly contribution: number;
  /** Own expected profit, cannibalisation left aside. */
  readonly ownProfit: number;
  /** Expected units sold, with the 10 and 90 % quantiles over the scenarios. */
  readonly units: number;
  readonly unitsLo80: number;
  readonly unitsHi80: number;
  readonly revenue: number;
  /** Range of `contribution`: the 10 and 90 % quantiles of the own profit over the scenarios, less the mean cannibalisation. */
  readonly profitLo80: number;
  readonly profitHi80: number;
  /** Chance that the launch itself makes a loss. */
  readonly lossProbability: number;
  /** Share of its stock that is expected to sell. */
  readonly sellThrough: number;
  /** Expected sales by age in weeks. */
  readonly weekly: Float64Array;
  /** Plan's expected profit if this product launched in week t instead, by t; NaN where a rule of its own forbids it. */
  readonly profitByWeek: Float64Array;
  /** First rule that keeps it from week t, everything else in place; null where it may go. */
  readonly blockedBy: readonly (BindingRule | null)[];
  /**
   * First and last week around the chosen one in which it may launch, everything else in place, and the plan's profit
   * stays within the tolerance of the best that moving this launch alone can reach.
   */
  readonly windowFrom: number;
  readonly windowTo: number;
  /**
   * Launches that move along in the window, since they share its week by a rule (its wave); absent: it moves alone. Weeks
   * and costs above and below are those of moving it alone.
   */
  readonly windowWith?: readonly number[];
  /** Change of the plan's profit when it launches one week earlier or later; NaN where it cannot. */
  readonly costEarlier: number;
  readonly costLater: number;
  /** Launched products that it takes sales from or loses sales to, at their present distance. */
  readonly neighbours: readonly { readonly product: number; readonly loss: number }[];
  /** Weeks in which it would earn more but for a rule, best first; at most three, one for each rule. */
  readonly binds: readonly BindingWeek[];
  readonly avoids: AvoidedNeighbour | null;
}

/** One product that the plan does not select. */
export interface NotSelectedReport {
  readonly product: number;
  /**
   * Best week for the plan's profit when it alone is added: of those that no rule blocks; else the week of its wave where
   * that has launched; else, of its own open weeks, of those that the fewest rules block.
   */
  readonly bestWeek: number;
  /** Change of the plan's profit if it were launched then; NaN without an open week. */
  readonly gain: number;
  /**
   * `unprofitable`: it earns nothing in any open week; `blocked`: a rule is in the way wherever it would earn something;
   * `would-pay`: nothing is in the way (a plan that was not optimised, or for another objective).
   */
  readonly reason: 'unprofitable' | 'blocked' | 'no-open-week' | 'locked-out' | 'would-pay';
  /** First rule that keeps it from that week; null where none does. */
  readonly blockedBy: BindingRule | null;
  /** Every rule that keeps it from that week: it gains what is said once all give way. Absent in plans from before it was told. */
  readonly blocks?: readonly BindingRule[];
  /** Change of the plan's profit if it were launched in week t, by t; NaN where a rule of its own forbids it. */
  readonly gainByWeek: Float64Array;
  /** First rule that keeps it from week t, everything else in place. */
  readonly blockedByWeek: readonly (BindingRule | null)[];
  /**
   * What would let it in with a gain, fewest rules first, then the best gain; one for each set of rules, at most five.
   * Empty when it earns nothing anywhere: then it takes more demand or margin, see the job `explainCandidate`.
   */
  readonly entryChanges: readonly EntryChange[];
}

/** A plan read aloud. */
export interface PlanReport {
  readonly figures: PlanFigures;
  readonly launches: readonly LaunchReport[];
  readonly notSelected: readonly NotSelectedReport[];
}
