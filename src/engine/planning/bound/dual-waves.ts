import { type PlanRules, requiredOf } from '#engine/planning/rules/plan-rules.ts';

/** Waves up to this size weigh every subset of their members against the capacity of the week. */
const mostSubsets = 8;

/** Members that can launch in one week, as bit masks, by what holds in every week: spacing, groups, order, what must launch. */
function listSubsets(rules: PlanRules, members: readonly number[], isRequired: Uint8Array) {
  const found: { readonly mask: number; readonly effort: number }[] = [];
  for (let mask = 0; mask < 1 << members.length; mask++) {
    const inside = members.filter((_, k) => (mask >> k) & 1);
    const leavesOut = members.some((i, k) => isRequired[i] === 1 && ((mask >> k) & 1) === 0);
    const cliques = inside.some((i) => {
      const c = rules.category[i];
      const ofCategory = inside.filter((j) => rules.category[j] === c).length;
      const clashes = rules.groupsOf[i].some(
        (g) => inside.filter((j) => rules.groupsOf[j].includes(g)).length > rules.groupMax[g],
      );
      const isLate = rules.precedes[i].some(({ before, minWeeks }) => minWeeks > 0 && inside.includes(before));
      return ofCategory > Math.min(rules.spacingMax[c], rules.categoryMax[c]) || clashes || isLate;
    });
    if (!leavesOut && !cliques) found.push({ mask, effort: inside.reduce((sum, i) => sum + rules.effort[i], 0) });
  }
  return found;
}

/**
 * The part of the relaxed problem without pairs: every product picks its best week alone, every wave its best week and
 * members as one. A product in several waves is bound by the first; in a wave of more than eight members capacity is left to
 * its price. Both keep the bound valid. `reduced`: M x T. Writes the weeks into `choice` (-1: not launched).
 */
export function createChooser(rules: PlanRules, reduced: Float64Array, choice: Int32Array) {
  const { products, weeks } = rules;
  const waveOf = Int32Array.from({ length: products }, (_, i) => rules.wavesOf[i][0] ?? -1);
  const waves = rules.waveMembers.map((members, wave) => members.filter((i) => waveOf[i] === wave));
  const isRequired = requiredOf(rules);

  const subsets = waves.map((members) => (members.length > mostSubsets ? [] : listSubsets(rules, members, isRequired)));

  /** Members that a small wave launches in week t at best, as a bit mask. */
  const bestSubset = (wave: number, t: number): { mask: number; worth: number } => {
    const members = waves[wave];
    let mask = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (const subset of subsets[wave]) {
      if (subset.effort > rules.capacity[t]) continue;
      let worth = 0;
      for (let k = 0; k < members.length; k++) if ((subset.mask >> k) & 1) worth += reduced[members[k] * weeks + t];
      if (worth <= most) continue;
      most = worth;
      mask = subset.mask;
    }
    return { mask, worth: most };
  };

  const smallWave = (wave: number): number => {
    const members = waves[wave];
    let best = { mask: 0, worth: members.some((i) => isRequired[i] === 1) ? Number.NEGATIVE_INFINITY : 0 };
    let week = -1;
    for (let t = 0; t < weeks; t++) {
      const here = bestSubset(wave, t);
      if (here.worth <= best.worth) continue;
      best = here;
      week = t;
    }
    members.forEach((i, k) => {
      choice[i] = week >= 0 && (best.mask >> k) & 1 ? week : -1;
    });
    return best.worth;
  };

  const takes = (i: number, t: number): boolean => isRequired[i] === 1 || reduced[i * weeks + t] > 0;

  const largeWave = (members: readonly number[]): number => {
    let best = members.some((i) => isRequired[i] === 1) ? Number.NEGATIVE_INFINITY : 0;
    let week = -1;
    for (let t = 0; t < weeks; t++) {
      let worth = 0;
      for (const i of members) if (takes(i, t)) worth += reduced[i * weeks + t];
      if (worth <= best) continue;
      best = worth;
      week = t;
    }
    for (const i of members) choice[i] = week >= 0 && takes(i, week) ? week : -1;
    return best;
  };

  const alone = (i: number): number => {
    const row = i * weeks;
    let best = isRequired[i] === 1 ? Number.NEGATIVE_INFINITY : 0;
    let week = -1;
    for (let t = 0; t < weeks; t++) {
      if (reduced[row + t] > best) {
        best = reduced[row + t];
        week = t;
      }
    }
    choice[i] = week;
    return best;
  };

  /** Sum of the best worths; a required product that never can is left out of it. */
  return (): number => {
    let sum = 0;
    const add = (worth: number): void => {
      if (worth > Number.NEGATIVE_INFINITY) sum += worth;
    };
    waves.forEach((members, wave) => {
      if (members.length > 0) add(members.length > mostSubsets ? largeWave(members) : smallWave(wave));
    });
    for (let i = 0; i < products; i++) if (waveOf[i] < 0) add(alone(i));
    return sum;
  };
}
