import { free, type PlanRules, requiredOf } from '#engine/planning/rules/plan-rules.ts';

/**
 * Where a search should look, from Lagrangian prices. The regret of launching i in week t is what the bound loses by
 * it: best reduced value of i (0 for 'left out') less that of (i, t). A launch whose regret exceeds bound - incumbent is
 * in no better plan (reduced-cost fixing), so it is no candidate.
 *
 * Weeks of product i by falling reduced value: `weekOf[start[i] .. start[i + 1] - 1]`. Products of week t likewise:
 * `productOf[startOfWeek[t] ..]`. `movable`: products with a choice left. M products, T weeks.
 */
export interface SearchGuide {
  /** Value less prices, M x T. */
  readonly reduced: Float64Array;
  readonly start: Int32Array;
  readonly weekOf: Int32Array;
  readonly startOfWeek: Int32Array;
  readonly productOf: Int32Array;
  readonly movable: Int32Array;
}

/**
 * Builds the guide for regrets up to `tolerance` (bound less incumbent). Required products keep their three best weeks. A
 * bundle is looked at as one: each of its members has the reduced value of all of them, and only their common weeks.
 */
export function buildSearchGuide(rules: PlanRules, own: Float64Array, tolerance: number): SearchGuide {
  const { products, weeks } = rules;
  const reduced = sumOverBundles(rules, own);
  const required = requiredOf(rules);
  const start = new Int32Array(products + 1);
  const weekOf: number[] = [];
  const byWeek: number[][] = Array.from({ length: weeks }, () => []);
  const movable: number[] = [];
  for (let i = 0; i < products; i++) {
    const row = i * weeks;
    const order: number[] = [];
    const mates = rules.bundleMembers[rules.bundleOf[i]] ?? [i];
    for (let t = 0; t < weeks; t++) if (mates.every((mate) => rules.open[mate * weeks + t] === 1)) order.push(t);
    order.sort((a, b) => reduced[row + b] - reduced[row + a] || a - b);
    const isRequired = required[i] === 1;
    const top = order.length > 0 ? reduced[row + order[0]] : Number.NEGATIVE_INFINITY;
    const best = isRequired ? top : Math.max(0, top);
    const kept = order.filter((t, rank) => best - reduced[row + t] <= tolerance || (isRequired && rank < 3));
    for (const t of kept) {
      weekOf.push(t);
      byWeek[t].push(i);
    }
    start[i + 1] = weekOf.length;
    if (kept.length > 0 && rules.fixed[i] === free) movable.push(i);
  }
  const startOfWeek = new Int32Array(weeks + 1);
  const productOf: number[] = [];
  for (let t = 0; t < weeks; t++) {
    byWeek[t].sort((a, b) => reduced[b * weeks + t] - reduced[a * weeks + t] || a - b);
    for (const i of byWeek[t]) productOf.push(i);
    startOfWeek[t + 1] = productOf.length;
  }
  return {
    reduced,
    start,
    weekOf: Int32Array.from(weekOf),
    startOfWeek,
    productOf: Int32Array.from(productOf),
    movable: Int32Array.from(movable),
  };
}

function sumOverBundles({ bundleMembers, weeks }: PlanRules, own: Float64Array): Float64Array {
  if (bundleMembers.length === 0) return own;
  const summed = own.slice();
  for (const members of bundleMembers) {
    for (let t = 0; t < weeks; t++) {
      const sum = members.reduce((total, i) => total + own[i * weeks + t], 0);
      for (const i of members) summed[i * weeks + t] = sum;
    }
  }
  return summed;
}
