import type { LaunchDomains } from '#engine/planning/feasibility/launch-domains.ts';
import type { LaunchConstraints } from '#engine/planning/problem/launch-instance.ts';
import { groupProducts } from '#engine/planning/rules/define-rule.ts';
import type { PlanState } from '#engine/planning/rules/plan-state.ts';
import { idsOf, listLiftable, type PlanningRule, withConstraints } from '#engine/planning/rules/planning-rule.ts';

type Waves = NonNullable<LaunchConstraints['waves']>;

/** Members of a wave that launch share one week. A wave of one binds nothing. */
export const waveRule: PlanningRule = {
  names: ['wave'],
  constraints: ({ candidates }) => ({
    waves: [...groupProducts(candidates, ({ wave }) => wave)]
      .filter(([, members]) => members.length > 1)
      .map(([id, members]) => ({ id, members })),
  }),
  block: (instance, state, i, t) => {
    for (const wave of state.rules.wavesOf[i]) {
      const other = memberElsewhere(state, wave, i, t);
      const group = instance.constraints.waves?.[wave].id ?? '';
      if (other !== undefined) return { rule: 'wave', group, other, week: state.weeks[other] };
    }
    return null;
  },
  reliefs: (instance, state, i, t) =>
    state.rules.wavesOf[i].flatMap((wave) => {
      const other = memberElsewhere(state, wave, i, t);
      if (other === undefined) return [];
      const group = instance.constraints.waves?.[wave].id ?? '';
      const week = state.weeks[other];
      return [{ rule: 'wave', group, other, week, by: Math.abs(week - t) }];
    }),
  relax: (problem, product, { group }) =>
    withConstraints(problem, {
      waves: (problem.instance.constraints.waves ?? []).map((known) =>
        known.id === group ? { ...known, members: known.members.filter((member) => member !== product) } : known,
      ),
    }),
  restrict: ({ waves = [] }, place) => ({
    waves: waves.map((wave) => ({ ...wave, members: wave.members.flatMap((i) => place.get(i) ?? []) })),
  }),
  liftables: [
    listLiftable<Waves[number]>(
      7,
      ({ instance }) => instance.constraints.waves ?? [],
      (problem, waves) => withConstraints(problem, { waves }),
      ({ id, members }, problem) => ({
        code: 'plan-rule-wave',
        params: { wave: id, products: idsOf(problem, members) },
      }),
    ),
  ],
  propagators: [{ phase: 3, create: keepWaves }],
};

/** The first launched member of a wave, other than i, that stands in another week. */
function memberElsewhere({ rules, weeks }: PlanState, wave: number, i: number, t: number): number | undefined {
  return rules.waveMembers[wave].find((member) => member !== i && weeks[member] >= 0 && weeks[member] !== t);
}

/** Members keep to the weeks that what must launch of the wave can share. */
function keepWaves(domains: LaunchDomains): () => boolean | null {
  const { rules, effort } = domains;
  const waves = rules.waveMembers
    .map((members) => [...new Set(members)].flatMap((member) => domains.localOf(member) ?? []))
    .filter((members) => members.length > 1);
  return () => {
    let changed = false;
    for (const members of waves) {
      const launched = members.filter((k) => domains.isIn(k));
      if (launched.length === 0) continue;
      const together = launched.reduce((sum, k) => sum + effort[k], 0);
      const isShared = (t: number): boolean =>
        together <= rules.capacity[t] && launched.every((k) => domains.isOpen(k, t));
      for (const k of members) if (!domains.isOut(k)) changed = domains.close(k, (t) => !isShared(t)) || changed;
    }
    return changed;
  };
}
