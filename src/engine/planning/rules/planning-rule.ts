import type { Issue } from '#engine/issue.ts';
import type { DualRows } from '#engine/planning/bound/dual-rows.ts';
import type { LaunchDomains } from '#engine/planning/feasibility/launch-domains.ts';
import type { LaunchConstraints, LaunchInstance, PlanLocks } from '#engine/planning/problem/launch-instance.ts';
import type { RuleSources } from './define-rule.ts';
import type { LedgerPart, ReorderedUnits } from './ledger.ts';
import type { BindingRule, PlanRule, RuleRelief } from './plan-figures.ts';
import type { PlanRules } from './plan-rules.ts';
import type { PlanState } from './plan-state.ts';

/** A problem with the manager's own decisions. */
export interface RuledProblem {
  readonly instance: LaunchInstance;
  readonly locks: PlanLocks;
}

/**
 * One kind of rule, said once: what it writes into a problem, what it keeps a launch from and by how much, how it gives way,
 * which of its limits can be lifted one by one, what it closes in a partial plan, and its rows in the bound. Each part is
 * there where the rule has one. The search's own loops ({@link PlanState}, `plan-moves.ts`) count built-in rules by hand;
 * `check-plan.ts` reads every rule for itself.
 */
export interface PlanningRule {
  /** Breaches that carry its name. */
  readonly names: readonly PlanRule[];
  /** Its part of the shared constraints, in the problem's indices. */
  readonly constraints?: (sources: RuleSources) => Partial<LaunchConstraints>;
  /** Why the unlaunched product i may not go to week t beside the launches of `state`; null: it may, for this rule. */
  readonly block?: (instance: LaunchInstance, state: PlanState, i: number, t: number) => BindingRule | null;
  /** The same with the smallest amounts by which it must give way (NaN: none helps). */
  readonly reliefs?: (instance: LaunchInstance, state: PlanState, i: number, t: number) => readonly RuleRelief[];
  /** The problem after the rule has given way for one product by the amount named. */
  readonly relax?: (problem: RuledProblem, product: number, relief: RuleRelief) => RuledProblem;
  /** The part of the constraints that is left when only some products are; `place`: their new index. */
  readonly restrict?: (
    constraints: LaunchConstraints,
    place: ReadonlyMap<number, number>,
  ) => Partial<LaunchConstraints>;
  readonly liftables?: readonly Liftable[];
  readonly propagators?: readonly Propagator[];
  readonly spanLimit?: (domains: LaunchDomains) => SpanLimit;
  readonly rows?: (rules: PlanRules) => RowBlock;
  /** Its sums over launches, which search and bound count for it; null: nothing is limited. `columns`: first one of each product. */
  readonly ledger?: (instance: LaunchInstance, columns: Int32Array, reordered: ReorderedUnits) => LedgerPart | null;
  /** The rule by which an option may not be taken in week t, by itself; null: it may. */
  readonly forbids?: (instance: LaunchInstance, i: number, t: number, k: number) => PlanRule | null;
}

/** Limits of one kind, each of which can be lifted for itself: products, categories, weeks or entries of a list, by number. */
export interface Liftable {
  /** Limits are tried to be lifted by rising block, then by number. */
  readonly block: number;
  /** The limits that are set: lifting another changes nothing. */
  readonly list: (problem: RuledProblem) => readonly number[];
  /** The problem with only these of its limits. */
  readonly keep: (problem: RuledProblem, kept: ReadonlySet<number>) => RuledProblem;
  /** Limits of a conflict as issues of their own; given one by one where `rank` is 0, else all at once. */
  readonly words: (problem: RuledProblem, limits: readonly number[]) => readonly Pick<Issue, 'code' | 'params'>[];
  /** Below 0: said before the others; above 0: after them. */
  readonly rank: number;
}

/** Closes weeks and decides products of a partial plan; null: the rule can't be kept any more. */
export interface Propagator {
  /** Propagators of one phase see the same measures of the partial plan; those of the next see what this one has closed. */
  readonly phase: number;
  readonly create: (domains: LaunchDomains) => () => boolean | null;
}

/** Most that what must launch within a span of weeks may need. */
export interface SpanLimit {
  begin(from: number): void;
  /** Counts the launch too, the last so far to end; true: more than the span holds. */
  isExceededWith(launch: number, from: number): boolean;
}

/** Rows of the bound that belong together, in the order of the registry. `at`: number of the first of them. */
export interface RowBlock {
  readonly count: number;
  /** Writes right sides, units and which rows are lower limits. */
  readonly fill: (rows: DualRows, at: number) => void;
  /** Takes the prices of the rows off the value of every launch, M x T. */
  readonly charge: (prices: Float64Array, at: number, reduced: Float64Array) => void;
  /** Adds what the launches of the weeks chosen use. */
  readonly countUse: (choice: Int32Array, at: number, usage: Float64Array) => void;
}

/** Blocks that say no more than a rule and a week, by rule and week + 1. */
const ofWeek = new Map<PlanRule, BindingRule[]>();

/** The same object each time: a plan of 300 candidates has ten thousand of them, which are compared and sent to the page. */
export function inWeek(rule: PlanRule, week: number): BindingRule {
  let known = ofWeek.get(rule);
  if (!known) {
    known = [];
    ofWeek.set(rule, known);
  }
  known[week + 1] ??= { rule, week };
  return known[week + 1];
}

/** The problem with other constraints in part. */
export function withConstraints(problem: RuledProblem, changes: Partial<LaunchConstraints>): RuledProblem {
  const { instance } = problem;
  return { ...problem, instance: { ...instance, constraints: { ...instance.constraints, ...changes } } };
}

/** Limits that stand in a list: lifted by taking them out of it. */
export function listLiftable<Item>(
  block: number,
  of: (problem: RuledProblem) => readonly Item[],
  put: (problem: RuledProblem, items: readonly Item[]) => RuledProblem,
  words: (item: Item, problem: RuledProblem) => Pick<Issue, 'code' | 'params'>,
): Liftable {
  return {
    block,
    rank: 0,
    list: (problem) => [...of(problem).keys()],
    keep: (problem, kept) =>
      put(
        problem,
        of(problem).filter((_, at) => kept.has(at)),
      ),
    words: (problem, limits) => limits.map((at) => words(of(problem)[at], problem)),
  };
}

/** Names of products, for an issue. */
export function idsOf({ instance }: RuledProblem, members: Iterable<number>): string {
  return [...new Set(members)].map((i) => instance.products[i].id).join(', ');
}
