import type { PlanRules } from '#engine/planning/rules/plan-rules.ts';

/**
 * Pairs of products that the bound may look at together: those that take from each other or help each other (`market`), those
 * of which one must come first (`order`, `leastWeeks` from the first to the second), and those of one wave (`wave`). `loss`:
 * money at distance 0, 0 for the others.
 */
export interface DualPairs {
  readonly count: number;
  readonly first: readonly number[];
  readonly second: readonly number[];
  readonly kind: readonly ('market' | 'order' | 'wave')[];
  readonly loss: readonly number[];
  readonly leastWeeks: readonly number[];
}

/** `shareOf`: part of a pair's loss that is counted elsewhere, 1 = all of it. */
export function listPairs(
  rules: PlanRules,
  pairScale: number,
  shareOf: (i: number, j: number, loss: number) => number,
): DualPairs {
  const first: number[] = [];
  const second: number[] = [];
  const kind: ('market' | 'order' | 'wave')[] = [];
  const loss: number[] = [];
  const leastWeeks: number[] = [];
  const add = (i: number, j: number, what: DualPairs['kind'][number], money: number, least: number): void => {
    first.push(i);
    second.push(j);
    kind.push(what);
    loss.push(money);
    leastWeeks.push(least);
  };
  for (let i = 0; i < rules.products; i++) {
    for (let k = rules.pairStart[i]; k < rules.pairStart[i + 1]; k++) {
      const j = rules.pairOther[k];
      const whole = rules.pairLoss[k] * pairScale;
      const money = whole * (1 - shareOf(i, j, whole));
      if (j >= i && money !== 0 && rules.fixed[i] !== -1 && rules.fixed[j] !== -1) add(i, j, 'market', money, 0);
    }
    for (const { after, minWeeks } of rules.follows[i]) add(i, after, 'order', 0, minWeeks);
  }
  rules.waveMembers.forEach((members, wave) => {
    // Two products whose first wave this is already pick their week as one.
    for (const i of members)
      for (const j of members)
        if (i < j && (rules.wavesOf[i][0] !== wave || rules.wavesOf[j][0] !== wave)) add(i, j, 'wave', 0, 0);
  });
  return { count: first.length, first, second, kind, loss, leastWeeks };
}

/** What a pair that is not looked at adds to the bound: its greatest gain, if the two help each other. */
export function creditOf(loss: number, decay: Float64Array): number {
  return loss < 0 ? -loss * largest(decay) : 0;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, value);
  return most;
}

/** max of a(t), b(t), a(t) + b(t) over the weeks, or 0: launched together or not both. See {@link bestInOrder}. */
export function bestTogether(
  messages: Float64Array,
  at: number,
  weeks: number,
  chosen: Int32Array,
  slot: number,
): number {
  let best = 0;
  let week = -1;
  for (let t = 0; t < weeks; t++) {
    const worth = Math.max(0, messages[at + t]) + Math.max(0, messages[at + weeks + t]);
    if (worth <= best) continue;
    best = worth;
    week = t;
  }
  chosen[slot] = week >= 0 && messages[at + week] > 0 ? week : -1;
  chosen[slot + 1] = week >= 0 && messages[at + weeks + week] > 0 ? week : -1;
  return best;
}

/**
 * max over weeks of a(t) + b(u) where the second is launched only with the first, at least `leastWeeks` after it; 0 for
 * neither. a = messages[at..], b = messages[at + T..]. Writes the two weeks (-1: not launched). O(T).
 */
export function bestInOrder(
  messages: Float64Array,
  at: number,
  weeks: number,
  leastWeeks: number,
  chosen: Int32Array,
  slot: number,
): number {
  let best = 0;
  chosen[slot] = -1;
  chosen[slot + 1] = -1;
  for (let t = 0; t < weeks; t++) {
    if (messages[at + t] <= best) continue;
    best = messages[at + t];
    chosen[slot] = t;
  }
  let known = -1;
  let next = 0;
  for (let u = 0; u < weeks; u++) {
    for (; next < weeks && next + leastWeeks <= u; next++)
      if (known < 0 || messages[at + next] > messages[at + known]) known = next;
    if (known < 0) continue;
    const worth = messages[at + known] + messages[at + weeks + u];
    if (worth <= best) continue;
    best = worth;
    chosen[slot] = known;
    chosen[slot + 1] = u;
  }
  return best;
}

/**
 * max over weeks t, u (or 'not launched', worth 0) of a(t) + b(u) - loss * decay[|t - u|], with a = messages[at..],
 * b = messages[at + T..]. Writes the two weeks (-1: not launched). O(T x length of decay).
 */
export function bestOfPair(
  messages: Float64Array,
  at: number,
  weeks: number,
  decay: Float64Array,
  loss: number,
  scratch: { prefix: Float64Array; suffix: Float64Array },
  chosen: Int32Array,
  slot: number,
): number {
  const { prefix, suffix } = scratch;
  const b = at + weeks;
  const reach = decay.length;
  const mostGain = loss < 0 ? -loss * largest(decay) : 0;
  prefix[0] = Number.NEGATIVE_INFINITY;
  for (let u = 0; u < weeks; u++) prefix[u + 1] = Math.max(prefix[u], messages[b + u]);
  suffix[weeks] = Number.NEGATIVE_INFINITY;
  for (let u = weeks - 1; u >= 0; u--) suffix[u] = Math.max(suffix[u + 1], messages[b + u]);
  let best = 0;
  let bestFirst = -1;
  let partner = Number.NaN;
  if (prefix[weeks] > best) {
    best = prefix[weeks];
    partner = prefix[weeks];
  }
  for (let t = 0; t < weeks; t++) {
    const own = messages[at + t];
    if (own + Math.max(0, prefix[weeks]) + mostGain <= best) continue;
    let other = Math.max(0, prefix[Math.max(0, t - reach + 1)], suffix[Math.min(weeks, t + reach)]);
    const last = Math.min(weeks - 1, t + reach - 1);
    for (let u = Math.max(0, t - reach + 1); u <= last; u++) {
      const value = messages[b + u] - loss * decay[u > t ? u - t : t - u];
      if (value > other) other = value;
    }
    if (own + other > best) {
      best = own + other;
      bestFirst = t;
      partner = other;
    }
  }
  chosen[slot] = bestFirst;
  chosen[slot + 1] = -1;
  if (Number.isNaN(partner) || partner === 0) return best;
  for (let u = 0; u < weeks; u++) {
    const distance = Math.abs(u - bestFirst);
    const cost = bestFirst >= 0 && distance < reach ? loss * decay[distance] : 0;
    if (messages[b + u] - cost === partner) {
      chosen[slot + 1] = u;
      break;
    }
  }
  return best;
}
