import type { LaunchDomains } from '#engine/planning/feasibility/launch-domains.ts';
import type { LaunchConstraints } from '#engine/planning/problem/launch-instance.ts';
import type { RuleSources } from '#engine/planning/rules/define-rule.ts';
import { listLiftable, type PlanningRule, withConstraints } from '#engine/planning/rules/planning-rule.ts';

type Precedence = NonNullable<LaunchConstraints['precedence']>;

/** Launches that need another before them, some weeks earlier. A predecessor that is not in the plan binds nothing. */
export const precedenceRule: PlanningRule = {
  names: ['precedence'],
  constraints: ({ candidates }) => ({ precedence: describePrecedence(candidates) }),
  block: (_, { rules, weeks }, i, t) => {
    for (const { before, minWeeks } of rules.precedes[i])
      if (weeks[before] < 0 || t - weeks[before] < minWeeks) return { rule: 'precedence', other: before };
    for (const { after, minWeeks } of rules.follows[i])
      if (weeks[after] >= 0 && weeks[after] - t < minWeeks) return { rule: 'precedence', other: after };
    return null;
  },
  reliefs: (_, { rules, weeks }, i, t) => [
    ...rules.precedes[i].flatMap(({ before, minWeeks }) => {
      const by = weeks[before] < 0 ? Number.NaN : minWeeks - (t - weeks[before]);
      return by <= 0 ? [] : [{ rule: 'precedence' as const, other: before, by }];
    }),
    ...rules.follows[i].flatMap(({ after, minWeeks }) => {
      const by = weeks[after] < 0 ? 0 : minWeeks - (weeks[after] - t);
      return by > 0 ? [{ rule: 'precedence' as const, other: after, by }] : [];
    }),
  ],
  relax: (problem, product, { other, by }) =>
    withConstraints(problem, {
      precedence: (problem.instance.constraints.precedence ?? []).map((known) => {
        const isMeant =
          (known.before === other && known.after === product) || (known.before === product && known.after === other);
        return isMeant ? { ...known, minWeeks: known.minWeeks - by } : known;
      }),
    }),
  restrict: ({ precedence = [] }, place) => ({
    precedence: precedence.flatMap((rule) => {
      const before = place.get(rule.before);
      const after = place.get(rule.after);
      return before === undefined || after === undefined ? [] : [{ ...rule, before, after }];
    }),
  }),
  liftables: [
    listLiftable<Precedence[number]>(
      6,
      ({ instance }) => instance.constraints.precedence ?? [],
      (problem, precedence) => withConstraints(problem, { precedence }),
      ({ before, after, minWeeks }, { instance: { products } }) => ({
        code: 'plan-rule-order',
        params: { product: products[after].id, before: products[before].id, weeks: minWeeks },
      }),
    ),
  ],
  propagators: [{ phase: 0, create: keepOrder }],
};

function describePrecedence(candidates: RuleSources['candidates']): Precedence {
  const place = new Map(candidates.map((candidate, i) => [candidate?.id, i]));
  return candidates.flatMap((candidate, after) =>
    (candidate?.after ?? []).flatMap(({ candidate: first, weeks }) => {
      const before = place.get(first);
      return before === undefined || before === after ? [] : [{ before, after, minWeeks: weeks }];
    }),
  );
}

function keepOrder(domains: LaunchDomains): () => boolean | null {
  const { rules, products, first, last } = domains;
  const edges = products.flatMap((product, after) =>
    rules.precedes[product].map(({ before, minWeeks }) => ({ before: domains.localOf(before) ?? -1, after, minWeeks })),
  );
  return () => {
    let changed = false;
    for (const { before, after, minWeeks } of edges) {
      if (domains.isOut(after)) continue;
      if (domains.isOut(before)) {
        if (domains.isIn(after)) {
          domains.failedAt = after;
          return null;
        }
        changed = domains.decide(after, false) || changed;
        continue;
      }
      if (domains.isIn(after)) {
        changed = domains.decide(before, true) || changed;
        const latest = last[after] - minWeeks;
        if (last[before] > latest) changed = domains.close(before, (t) => t > latest) || changed;
      }
      const earliest = first[before] + minWeeks;
      if (first[after] < earliest) changed = domains.close(after, (t) => t < earliest) || changed;
    }
    return changed;
  };
}
