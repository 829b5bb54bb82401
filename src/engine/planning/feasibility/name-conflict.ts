import type { Issue } from '#engine/issue.ts';
import type { LaunchInstance, PlanLocks } from '#engine/planning/problem/launch-instance.ts';
import { compileRules } from '#engine/planning/rules/compile-rules.ts';
import { neededProducts, type PlanRules } from '#engine/planning/rules/plan-rules.ts';
import type { RuledProblem } from '#engine/planning/rules/planning-rule.ts';
import { planningRules } from '#engine/planning/rules/planning-rules.ts';
import { decideFeasibility } from './decide-feasibility.ts';

/** One limit that may be lifted for itself: the number of its kind in {@link liftables}, and its own number. */
interface Limit {
  readonly kind: number;
  readonly at: number;
}

const liftables = planningRules.flatMap((rule) => rule.liftables ?? []);

/** Cells that the proof may look at: some tens of milliseconds. */
const mostWork = 1.5e6;
/** Cells for finding out which of the rules it takes. */
const mostWorkToName = 4e6;

/**
 * Proof, before any search, that no plan keeps the rules, and the rules that it takes: none of them can be left out
 * (deletion filter, Chinneck and Dravnieks 1991), as far as the work allowed reaches. Null: there is a plan, or none of
 * this could be decided within the work allowed. `params.parts`: the rules as issues of their own, as JSON.
 */
export function nameConflict(instance: LaunchInstance, locks: PlanLocks, rules: PlanRules): Issue | null {
  if (decideFeasibility(rules, mostWork).verdict !== 'impossible') return null;
  const core = restrictTo({ instance, locks }, neededProducts(rules));
  const parts = wordsOf(core, smallestConflict(core));
  return { code: 'plan-rules-conflict', severity: 'error', params: { parts: JSON.stringify(parts) } };
}

/** The problem with some of its products only, and without what no rule asks about. */
function restrictTo({ instance, locks }: RuledProblem, kept: readonly number[]): RuledProblem {
  const place = new Map(kept.map((product, k) => [product, k]));
  let { constraints } = instance;
  for (const { restrict } of planningRules)
    if (restrict) constraints = { ...constraints, ...restrict(constraints, place) };
  const placed = (list: PlanLocks['fixed']): PlanLocks['fixed'] =>
    list.flatMap((lock) => {
      const product = place.get(lock.product);
      return product === undefined ? [] : [{ ...lock, product }];
    });
  return {
    instance: {
      ...instance,
      products: kept.map((product) => instance.products[product]),
      cannibalisation: { decay: [], pairs: [] },
      constraints,
    },
    locks: { fixed: placed(locks.fixed), forbidden: placed(locks.forbidden) },
  };
}

/** The problem under some of its limits only. */
function under(problem: RuledProblem, kept: readonly Limit[]): PlanRules {
  const ofKind = liftables.map(() => new Set<number>());
  for (const { kind, at } of kept) ofKind[kind].add(at);
  const { instance, locks } = liftables.reduce((left, { keep }, kind) => keep(left, ofKind[kind]), problem);
  return compileRules(instance, locks);
}

/** Limits of which no plan keeps all, and, while the work lasts, none of which can be left out. */
function smallestConflict(problem: RuledProblem): Limit[] {
  const { products, weeks } = problem.instance;
  let kept = liftables.flatMap(({ list }, kind) => list(problem).map((at): Limit => ({ kind, at })));
  kept.sort((a, b) => liftables[a.kind].block - liftables[b.kind].block || a.at - b.at || a.kind - b.kind);
  let left = mostWorkToName;
  // Large pieces first: most rules have no part in it.
  for (let piece = kept.length >> 1; piece >= 1 && left > 0; piece >>= 1) {
    for (let from = 0; from < kept.length && left > 0; ) {
      const fewer = [...kept.slice(0, from), ...kept.slice(from + piece)];
      const { verdict, work } = decideFeasibility(under(problem, fewer), Math.min(mostWork, left));
      left -= work + products.length * weeks;
      if (verdict === 'impossible') kept = fewer;
      else from += piece;
    }
  }
  return kept;
}

/** The limits in an order that reads well: what is asked for first, then what it meets. */
function wordsOf(problem: RuledProblem, conflict: readonly Limit[]): Pick<Issue, 'code' | 'params'>[] {
  const together = liftables.flatMap(({ rank, words }, kind) => {
    const limits = conflict.filter((limit) => limit.kind === kind).map(({ at }) => at);
    return rank === 0 || limits.length === 0 ? [] : [{ rank, found: words(problem, limits) }];
  });
  together.sort((a, b) => a.rank - b.rank);
  const one = conflict.flatMap(({ kind, at }) =>
    liftables[kind].rank === 0 ? liftables[kind].words(problem, [at]) : [],
  );
  return [
    ...together.flatMap(({ rank, found }) => (rank < 0 ? found : [])),
    ...one,
    ...together.flatMap(({ rank, found }) => (rank > 0 ? found : [])),
  ];
}
