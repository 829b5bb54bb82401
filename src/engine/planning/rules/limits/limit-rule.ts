import type { LaunchDomains } from '#engine/planning/feasibility/launch-domains.ts';
import type { LaunchConstraints, LaunchLimit } from '#engine/planning/problem/launch-instance.ts';
import { declaredRules } from '#engine/planning/rules/declared-rules.ts';
import type { DeclaredRule, RuleSources } from '#engine/planning/rules/define-rule.ts';
import type { BindingRule } from '#engine/planning/rules/plan-figures.ts';
import { idsOf, listLiftable, type PlanningRule, withConstraints } from '#engine/planning/rules/planning-rule.ts';

/** Limits of all declared rules: at most so many of the members launch within the limit's weeks. */
export const limitRule: PlanningRule = {
  names: [],
  constraints: (sources) => {
    const limits = describeLimits(sources, declaredRules);
    return limits.length > 0 ? { limits } : {};
  },
  block: (instance, state, i, t) => {
    const limit = state.fullLimit(i, t);
    return limit < 0 ? null : bindingOf(instance.constraints.limits?.[limit]);
  },
  reliefs: (instance, { rules, limitCount }, i, t) =>
    rules.limitsOf[i].flatMap((limit) => {
      if (t < rules.limitFrom[limit] || t > rules.limitTo[limit]) return [];
      const by = limitCount[limit] + 1 - rules.limitMax[limit];
      return by > 0 ? [{ ...bindingOf(instance.constraints.limits?.[limit]), by }] : [];
    }),
  relax: (problem, _, { rule, group, from, to, by }) =>
    withConstraints(problem, {
      limits: (problem.instance.constraints.limits ?? []).map((known) =>
        known.rule === rule && known.name === group && known.from === from && known.to === to
          ? { ...known, max: known.max + by }
          : known,
      ),
    }),
  restrict: ({ limits }, place): Partial<LaunchConstraints> =>
    limits
      ? { limits: limits.map((limit) => ({ ...limit, members: limit.members.flatMap((i) => place.get(i) ?? []) })) }
      : {},
  liftables: [
    listLiftable<LaunchLimit>(
      8,
      ({ instance }) => instance.constraints.limits ?? [],
      (problem, limits) => withConstraints(problem, { limits }),
      ({ rule, name, members, from, to, max }, problem) => ({
        code: `plan-rule-${rule}`,
        params: { name, from, to, max, products: idsOf(problem, members) },
      }),
    ),
  ],
  propagators: [{ phase: 5, create: keepLimits }],
  rows: ({ products, weeks, limitsOf, limitFrom, limitTo, limitMax }) => ({
    count: limitMax.length,
    fill({ rightSide }, at) {
      rightSide.set(limitMax, at);
    },
    charge(prices, at, reduced) {
      for (let i = 0; i < products; i++)
        for (const limit of limitsOf[i]) {
          const price = prices[at + limit];
          if (price > 0) for (let t = limitFrom[limit]; t <= limitTo[limit]; t++) reduced[i * weeks + t] -= price;
        }
    },
    countUse(choice, at, usage) {
      for (let i = 0; i < products; i++)
        for (const limit of limitsOf[i])
          if (choice[i] >= limitFrom[limit] && choice[i] <= limitTo[limit]) usage[at + limit] += 1;
    },
  }),
};

/** Within the problem's weeks, and only where more members could launch than the limit allows. */
export function describeLimits(sources: RuleSources, rules: readonly DeclaredRule[]): LaunchLimit[] {
  const { declared = {} } = sources.constraints;
  return rules.flatMap(({ id, limits }) => {
    const settings = declared[id] ?? {};
    if (Object.values(settings).every((value) => value === null)) return [];
    return limits(settings, sources)
      .map((limit) => ({
        ...limit,
        rule: id,
        from: Math.max(0, limit.from),
        to: Math.min(sources.weeks - 1, limit.to),
      }))
      .filter(({ from, to, members, max }) => from <= to && members.length > max);
  });
}

function bindingOf(limit: LaunchLimit | undefined): BindingRule {
  if (!limit) throw new RangeError('a limit of another problem');
  const { rule, name, from, to } = limit;
  return { rule, group: name, from, to };
}

/** Where what launches for certain within the limit's weeks fills it, these are closed to the other members. */
function keepLimits(domains: LaunchDomains): () => boolean | null {
  const { rules } = domains;
  const limits = rules.limitMembers.map((members) => members.flatMap((member) => domains.localOf(member) ?? []));
  return () => {
    let changed = false;
    for (const [limit, members] of limits.entries()) {
      const from = rules.limitFrom[limit];
      const to = rules.limitTo[limit];
      const within = members.filter((k) => domains.isWithin(k, from, to));
      if (within.length > rules.limitMax[limit]) return null;
      if (within.length < rules.limitMax[limit]) continue;
      for (const k of members)
        if (!domains.isOut(k) && !within.includes(k))
          changed = domains.close(k, (t) => t >= from && t <= to) || changed;
    }
    return changed;
  };
}
