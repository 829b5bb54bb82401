import { notLaunched } from '#engine/planning/problem/launch-instance.ts';
import { free, type PlanRules } from '#engine/planning/rules/plan-rules.ts';
import type { PlanState } from '#engine/planning/rules/plan-state.ts';
import type { Random } from '#engine/random.ts';
import type { PlanMoves } from './plan-moves.ts';
import type { SearchGuide } from './search-guide.ts';

/** A plan in a population, as places: `missing` counts unmet lower limits (0 = feasible). */
export interface Individual {
  readonly places: Int32Array;
  readonly score: number;
  readonly missing: number;
}

/** True when a is the better plan: fewer unmet limits, then the higher score. */
export function isBetter(a: Individual, b: Individual): boolean {
  return a.missing === b.missing ? a.score > b.score : a.missing < b.missing;
}

export function snapshot(state: PlanState): Individual {
  return { places: state.places.slice(), score: state.score(), missing: state.missing };
}

/**
 * Builds a feasible plan from preferred places (by product, -1 = none): required launches first, then by falling value less
 * prices, each at the preferred place if it still fits; then everything left looks for its best open one. `shake` > 0
 * disturbs the order (as a share of the values' spread) for variety.
 */
export function construct(
  state: PlanState,
  moves: PlanMoves,
  guide: SearchGuide,
  preferred: ArrayLike<number> | null,
  random: Random,
  shake: number,
): void {
  const { rules } = state;
  state.clear();
  const rank = new Float64Array(rules.products);
  const order: number[] = [];
  for (let i = 0; i < rules.products; i++) {
    if (rules.fixed[i] === notLaunched) continue;
    const preference = preferred ? preferred[i] : notLaunched;
    const top = guide.start[i + 1] > guide.start[i] ? guide.placeOf[guide.start[i]] : notLaunched;
    const isLocked = rules.fixed[i] !== free && (preference < 0 || rules.weekOf[preference] !== rules.fixed[i]);
    const place = isLocked ? lockedPlace(rules, i, top) : preference >= 0 ? preference : top;
    if (place < 0) continue;
    const reduced = guide.reduced[rules.row[i] + place];
    const base = reduced > Number.NEGATIVE_INFINITY ? reduced : 0;
    rank[i] = base + shake * random.next() * Math.abs(state.valueOf(i, place)) + (state.isRequired(i) ? 1e15 : 0);
    order.push(i);
  }
  order.sort((a, b) => rank[b] - rank[a] || a - b);
  if (preferred) {
    for (const i of order) if (preferred[i] >= 0 && state.weeks[i] < 0) moves.tryPlace(i, preferred[i]);
  }
  for (const i of order) if (state.weeks[i] < 0) moves.settle(i);
  moves.commit();
}

/** The best place in the locked week; the week with the first option where it is closed. */
function lockedPlace({ fixed, weekOf }: PlanRules, i: number, top: number): number {
  return top >= 0 && weekOf[top] === fixed[i] ? top : fixed[i];
}

/**
 * Preferred places of a child: the first parent's launches in a band of weeks and the second's outside it, or product by product
 * from either, at equal odds.
 */
export function crossOver(a: Int32Array, b: Int32Array, weeks: number, random: Random): Int32Array {
  const child = new Int32Array(a.length);
  if (random.next() < 0.5) {
    const from = random.below(weeks);
    const width = 1 + random.below(weeks >> 1);
    const isInBand = (place: number): boolean => (place - from + weeks) % weeks < width;
    for (let i = 0; i < a.length; i++) {
      if (a[i] >= 0 && isInBand(a[i])) child[i] = a[i];
      else child[i] = b[i] >= 0 && !isInBand(b[i]) ? b[i] : notLaunched;
    }
    return child;
  }
  for (let i = 0; i < a.length; i++) child[i] = random.next() < 0.5 ? a[i] : b[i];
  return child;
}

/** Number of products whose place differs. */
export function distanceBetween(a: Int32Array, b: Int32Array): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) count += 1;
  return count;
}
