import { free, type PlanRules, requiredOf } from '#engine/planning/rules/plan-rules.ts';

/**
 * Where a search should look, from Lagrangian prices. The regret of launching i at a place is what the bound loses by
 * it: best reduced value of i (0 for 'not launched') less that of the launch. A launch whose regret exceeds bound - incumbent is
 * in no better plan (reduced-cost fixing), so it is no candidate.
 *
 * Places of product i by falling reduced value: `placeOf[start[i] .. start[i + 1] - 1]`. Products of week t likewise:
 * `productOf[startOfWeek[t] ..]`, each at `placeInWeek`. `movable`: products with a choice left. M products, T weeks.
 */
export interface SearchGuide {
  /** Value less prices, by column. */
  readonly reduced: Float64Array;
  readonly start: Int32Array;
  readonly placeOf: Int32Array;
  readonly startOfWeek: Int32Array;
  readonly productOf: Int32Array;
  readonly placeInWeek: Int32Array;
  readonly movable: Int32Array;
}

/**
 * Builds the guide for regrets up to `tolerance` (bound less incumbent). Required products keep their three best weeks. A
 * bundle is looked at as one: each of its members has the reduced value of all of them, and only their common weeks.
 */
export function buildSearchGuide(rules: PlanRules, own: Float64Array, tolerance: number): SearchGuide {
  const { products, weeks, cellStart, places } = rules;
  const reduced = sumOverBundles(rules, own);
  const required = requiredOf(rules);
  const start = new Int32Array(products + 1);
  const placeOf: number[] = [];
  const byWeek: { readonly product: number; readonly place: number; readonly worth: number }[][] = Array.from(
    { length: weeks },
    () => [],
  );
  const movable: number[] = [];
  for (let i = 0; i < products; i++) {
    const row = rules.row[i];
    const order: number[] = [];
    const mates = rules.bundleMembers[rules.bundleOf[i]] ?? [i];
    for (let t = 0; t < weeks; t++) {
      const cell = i * weeks + t;
      if (mates.every((mate) => rules.open[mate * weeks + t] === 1))
        for (let k = cellStart[cell]; k < cellStart[cell + 1]; k++) order.push(places[k]);
    }
    const isRequired = required[i] === 1;
    let best = isRequired ? Number.NEGATIVE_INFINITY : 0;
    for (const place of order) best = Math.max(best, reduced[row + place]);
    const byWorth = (a: number, b: number): number => reduced[row + b] - reduced[row + a] || a - b;
    // Few are near enough: only those are put in order.
    const near = order.filter((place) => best - reduced[row + place] <= tolerance);
    const kept = (isRequired && near.length < 3 ? order : near).sort(byWorth);
    if (isRequired && near.length < 3) kept.length = Math.min(3, kept.length);
    for (const place of kept) {
      placeOf.push(place);
      byWeek[rules.weekOf[place]].push({ product: i, place, worth: reduced[row + place] });
    }
    start[i + 1] = placeOf.length;
    if (kept.length > 0 && rules.fixed[i] === free) movable.push(i);
  }
  const startOfWeek = new Int32Array(weeks + 1);
  const ranked = byWeek.flatMap((inside, t) => {
    inside.sort((a, b) => b.worth - a.worth || a.product - b.product || a.place - b.place);
    startOfWeek[t + 1] = startOfWeek[t] + inside.length;
    return inside;
  });
  return {
    reduced,
    start,
    placeOf: Int32Array.from(placeOf),
    startOfWeek,
    productOf: Int32Array.from(ranked, ({ product }) => product),
    placeInWeek: Int32Array.from(ranked, ({ place }) => place),
    movable: Int32Array.from(movable),
  };
}

/** The members of a bundle share a week: each launch has its own value and the best of the others in its week. */
function sumOverBundles({ bundleMembers, weeks, row, cellStart, places }: PlanRules, own: Float64Array): Float64Array {
  if (bundleMembers.length === 0) return own;
  const summed = own.slice();
  for (const members of bundleMembers) {
    for (let t = 0; t < weeks; t++) {
      const best = members.map((i) => {
        let most = Number.NEGATIVE_INFINITY;
        for (let k = cellStart[i * weeks + t]; k < cellStart[i * weeks + t + 1]; k++)
          most = Math.max(most, own[row[i] + places[k]]);
        return most;
      });
      const sum = best.reduce((total, worth) => total + worth, 0);
      members.forEach((i, m) => {
        for (let place = t; place < row[i + 1] - row[i]; place += weeks)
          summed[row[i] + place] = sum - best[m] + own[row[i] + place];
      });
    }
  }
  return summed;
}
