/** Share of the rules of the last items beside the plain transition, and how many of the last items have a say. */
const ruleShare = 0.3;
const ruleItems = 2;
/** Items ahead that a rule reaches, with weight 1 / distance. */
const reach = 5;

/** Sessions of indices of items in the order of the clicks, repeats in a row left out. */
export type Sessions = readonly (readonly number[])[];

/** What is looked at next. */
export interface NextView {
  /** Transitions from one item to the next, by item: how often each followed. */
  readonly following: readonly ReadonlyMap<number, number>[];
  /** Views by item. */
  readonly views: Float64Array;
  /** The `most` likeliest next items after these, best first; the last one itself is none. */
  readonly predict: (seen: readonly number[], most: number) => number[];
}

/**
 * First-order transitions (0.7) with sequential rules of the last two items (0.3): an item within five clicks counts
 * 1 / distance (Kamehkhosh, Jannach and Ludewig 2017). Items that never followed come by their views.
 */
export function learnNextView(sessions: Sessions, items: number): NextView {
  const following = Array.from({ length: items }, () => new Map<number, number>());
  const rules = Array.from({ length: items }, () => new Map<number, number>());
  const views = new Float64Array(items);
  for (const session of sessions) {
    session.forEach((item, at) => {
      views[item]++;
      if (at > 0) add(following[session[at - 1]], item, 1);
      for (let gap = 1; gap <= Math.min(reach, at); gap++) add(rules[session[at - gap]], item, 1 / gap);
    });
  }
  const followed = following.map(sumOf);
  const ruled = rules.map(sumOf);
  const all = Math.max(1, sumOf(views));
  const predict = (seen: readonly number[], most: number): number[] => {
    const last = seen[seen.length - 1];
    const scores = views.map((count) => (1 - ruleShare) * (count / all / (followed[last] + 1)));
    for (const [item, count] of following[last]) scores[item] += ((1 - ruleShare) * count) / (followed[last] + 1);
    const recent = seen.slice(-ruleItems).reverse();
    const weights = recent.reduce((sum, _, back) => sum + 1 / (back + 1), 0);
    recent.forEach((item, back) => {
      const weight = ruleShare / (back + 1) / weights / (ruled[item] + 1);
      for (const [next, count] of rules[item]) scores[next] += weight * count;
    });
    return Array.from(scores.keys())
      .filter((item) => item !== last && scores[item] > 0)
      .sort((a, b) => scores[b] - scores[a] || a - b)
      .slice(0, most);
  };
  return { following, views, predict };
}

function add(counts: Map<number, number>, item: number, weight: number): void {
  counts.set(item, (counts.get(item) ?? 0) + weight);
}

export function sumOf(counts: ReadonlyMap<unknown, number> | Float64Array): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}
