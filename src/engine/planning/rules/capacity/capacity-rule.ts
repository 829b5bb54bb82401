import type { LaunchDomains } from '#engine/planning/feasibility/launch-domains.ts';
import { weekOf } from '#engine/planning/problem/planning-weeks.ts';
import type { RuleSources } from '#engine/planning/rules/define-rule.ts';
import { inWeek, type PlanningRule, withConstraints } from '#engine/planning/rules/planning-rule.ts';

/** Effort that can be launched in each week. */
export const capacityRule: PlanningRule = {
  names: ['capacity'],
  constraints: (sources) => ({ capacity: capacityByWeek(sources) }),
  block: (_, { load, rules }, i, t) => (load[t] + rules.effort[i] > rules.capacity[t] ? inWeek('capacity', t) : null),
  reliefs: (_, { load, rules }, i, t) => {
    const by = load[t] + rules.effort[i] - rules.capacity[t];
    return by > 0 ? [{ rule: 'capacity', week: t, by }] : [];
  },
  relax: (problem, _, { week, by }) =>
    withConstraints(problem, {
      capacity: problem.instance.constraints.capacity.map((room, t) => (t === week ? room + by : room)),
    }),
  liftables: [
    {
      block: 3,
      rank: 3,
      list: ({ instance }) => [...instance.constraints.capacity.keys()],
      keep: (problem, kept) =>
        withConstraints(problem, {
          capacity: problem.instance.constraints.capacity.map((room, week) =>
            kept.has(week) ? room : Number.POSITIVE_INFINITY,
          ),
        }),
      words: ({ instance }, weeks) =>
        runsOf(weeks, instance.constraints.capacity).map(({ from, to, room }) =>
          from === to
            ? { code: 'plan-rule-capacity', params: { week: from, room } }
            : { code: 'plan-rule-capacity-span', params: { from, to, room } },
        ),
    },
  ],
  propagators: [{ phase: 5, create: keepRoom }],
  spanLimit: (domains) => {
    const { rules, effort, last, count, weeks } = domains;
    const room = new Float64Array(weeks + 1);
    for (let t = 0; t < weeks; t++) {
      let isUsed = false;
      for (let k = 0; k < count && !isUsed; k++) isUsed = domains.isIn(k) && domains.isOpen(k, t);
      room[t + 1] = room[t] + (isUsed ? rules.capacity[t] : 0);
    }
    let needed = 0;
    return {
      begin() {
        needed = 0;
      },
      isExceededWith(k, from) {
        needed += effort[k];
        return needed > room[last[k] + 1] - room[from];
      },
    };
  },
  rows: ({ products, weeks, capacity, effort }) => ({
    count: weeks,
    fill({ rightSide }, at) {
      rightSide.set(capacity, at);
    },
    charge(prices, at, reduced) {
      for (let i = 0; i < products; i++)
        for (let t = 0; t < weeks; t++) reduced[i * weeks + t] -= effort[i] * prices[at + t];
    },
    countUse(choice, at, usage) {
      for (let i = 0; i < products; i++) if (choice[i] >= 0) usage[at + choice[i]] += effort[i];
    },
  }),
};

/** Where no limit is set, one that nothing reaches: the effort of all. */
function capacityByWeek({ constraints, products, start, weeks }: RuleSources): number[] {
  const effort = products.reduce((sum, product) => sum + product.effort, 0);
  const capacity = new Array<number>(weeks).fill(constraints.capacity ?? Math.max(1, effort));
  for (const { week, capacity: own } of constraints.capacityByWeek) {
    const w = weekOf(week, start);
    if (w >= 0 && w < weeks) capacity[w] = own;
  }
  return capacity;
}

/** Launches whose week is settled fill weeks; the others keep to what is left. */
function keepRoom(domains: LaunchDomains): () => boolean | null {
  const { rules, count, effort, size, first, load } = domains;
  return () => {
    load.fill(0);
    for (let k = 0; k < count; k++) {
      if (!domains.isIn(k) || size[k] !== 1) continue;
      load[first[k]] += effort[k];
      if (load[first[k]] > rules.capacity[first[k]]) {
        domains.failedAt = k;
        return null;
      }
    }
    let changed = false;
    for (let k = 0; k < count; k++) {
      if (domains.isOut(k) || (domains.isIn(k) && size[k] === 1)) continue;
      changed = domains.close(k, (t) => load[t] + effort[k] > rules.capacity[t]) || changed;
    }
    return changed;
  };
}

/** Consecutive weeks of the same capacity as one. */
function runsOf(weeks: readonly number[], capacity: readonly number[]) {
  const runs: { from: number; to: number; room: number }[] = [];
  for (const week of [...weeks].sort((a, b) => a - b)) {
    const known = runs.at(-1);
    if (known && known.to === week - 1 && known.room === capacity[week]) known.to = week;
    else runs.push({ from: week, to: week, room: capacity[week] });
  }
  return runs;
}
