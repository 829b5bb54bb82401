import type { LaunchDomains } from '#engine/planning/feasibility/launch-domains.ts';
import type { LaunchConstraints } from '#engine/planning/problem/launch-instance.ts';
import { groupProducts } from '#engine/planning/rules/define-rule.ts';
import { idsOf, listLiftable, type PlanningRule, withConstraints } from '#engine/planning/rules/planning-rule.ts';

type Groups = LaunchConstraints['exclusive'];

/** How many of a group of candidates may launch: one, unless the manager says otherwise. A group of one binds nothing. */
export const exclusiveRule: PlanningRule = {
  names: ['exclusive-group'],
  constraints: ({ constraints, candidates }) => ({
    exclusive: [...groupProducts(candidates, ({ exclusiveGroup }) => exclusiveGroup)]
      .filter(([, members]) => members.length > 1)
      .map(([id, members]) => ({ id, members, max: constraints.groups?.find((group) => group.id === id)?.max ?? 1 })),
  }),
  block: (instance, { rules, weeks, groupCount }, i) => {
    for (const g of rules.groupsOf[i]) {
      if (groupCount[g] < rules.groupMax[g]) continue;
      const other = rules.groupMembers[g].find((member) => weeks[member] >= 0);
      const group = instance.constraints.exclusive[g].id;
      return { rule: 'exclusive-group', group, ...(other === undefined ? {} : { other }) };
    }
    return null;
  },
  reliefs: (instance, { rules, weeks, groupCount }, i) =>
    rules.groupsOf[i].flatMap((g) => {
      const by = groupCount[g] + 1 - rules.groupMax[g];
      if (by <= 0) return [];
      const other = rules.groupMembers[g].find((member) => weeks[member] >= 0);
      const group = instance.constraints.exclusive[g].id;
      return [{ rule: 'exclusive-group', group, by, ...(other === undefined ? {} : { other }) }];
    }),
  relax: (problem, _, { group, by }) =>
    withConstraints(problem, {
      exclusive: problem.instance.constraints.exclusive.map((known) =>
        known.id === group ? { ...known, max: known.max + by } : known,
      ),
    }),
  restrict: ({ exclusive }, place) => ({
    exclusive: exclusive.map((group) => ({ ...group, members: group.members.flatMap((i) => place.get(i) ?? []) })),
  }),
  liftables: [
    listLiftable<Groups[number]>(
      5,
      ({ instance }) => instance.constraints.exclusive,
      (problem, exclusive) => withConstraints(problem, { exclusive }),
      ({ id, max, members }, problem) => ({
        code: 'plan-rule-group',
        params: { group: id, products: idsOf(problem, members), max },
      }),
    ),
  ],
  propagators: [{ phase: 1, create: keepGroups }],
  rows: ({ products, weeks, groupsOf, groupMax }) => ({
    count: groupMax.length,
    fill({ rightSide }, at) {
      rightSide.set(groupMax, at);
    },
    charge(prices, at, reduced) {
      for (let i = 0; i < products; i++) {
        let own = 0;
        for (const g of groupsOf[i]) own += prices[at + g];
        for (let t = 0; t < weeks; t++) reduced[i * weeks + t] -= own;
      }
    },
    countUse(choice, at, usage) {
      for (let i = 0; i < products; i++) if (choice[i] >= 0) for (const g of groupsOf[i]) usage[at + g] += 1;
    },
  }),
};

/** A group that names a product twice counts it twice, as the checker does. */
function keepGroups(domains: LaunchDomains): () => boolean | null {
  const { rules } = domains;
  const groups = rules.groupMembers.map((members) => members.flatMap((member) => domains.localOf(member) ?? []));
  return () => {
    let changed = false;
    for (const [g, members] of groups.entries()) {
      const outcome = domains.keepAtMost(members, rules.groupMax[g]);
      if (outcome === null) return null;
      changed = outcome || changed;
    }
    return changed;
  };
}
