import type { PlanProblem } from '#engine/planning/problem/plan-problem.ts';
import { listPlaces, type PlanRules } from '#engine/planning/rules/plan-rules.ts';
import { type LinearObjective, PlanState, type RiskObjective } from '#engine/planning/rules/plan-state.ts';
import { createRandom } from '#engine/random.ts';
import { anneal } from './anneal.ts';
import { worthOfLaunch } from './memetic-search.ts';
import { PlanMoves } from './plan-moves.ts';
import { construct, type Individual, isBetter, snapshot } from './plan-population.ts';
import { buildSearchGuide } from './search-guide.ts';

/** A variation of a problem: other rules or another objective, priced with the prices of the problem itself. */
export interface Variation {
  readonly rules: PlanRules;
  readonly linear: LinearObjective;
  readonly risk: RiskObjective | null;
  readonly start: ArrayLike<number>;
  readonly moves: number;
  readonly seed: number;
}

/** Temperatures as shares of the mean worth of a launch: warm enough to leave a hollow, too cold to lose the plan. */
const warm = 0.03;
const cold = 0.002;
const guideShare = 0.02;

/** Moves that settle a small change of a plan of this size. */
export function replanMoves(rules: PlanRules): number {
  return Math.max(20_000, Math.min(150_000, 6 * rules.products * rules.weeks));
}

/**
 * The best plan near a given one for a variation of the problem: repair, then one short annealing guided by the prices that
 * are known. Not proven; the same seed gives the same plan. About 10 million moves a second.
 */
export function replan(problem: PlanProblem, variation: Variation): Individual {
  const { rules, linear, risk, start } = variation;
  const random = createRandom(variation.seed);
  const state = new PlanState(rules, linear, risk);
  const reduced = repriced(problem, variation);
  const tolerance = Math.abs(problem.firstBound) * guideShare;
  const guide = buildSearchGuide(rules, reduced, rules.products <= 40 ? Number.POSITIVE_INFINITY : tolerance);
  const moves = new PlanMoves(state, guide, random);
  construct(state, moves, guide, start, random, 0);
  const repaired = snapshot(state);
  const unit = worthOfLaunch(repaired, linear.value, rules.row);
  const steps = anneal(state, moves, random, variation.moves, warm * unit, cold * unit);
  for (let step = steps.next(false); ; step = steps.next(false))
    if (step.done) return isBetter(repaired, step.value) ? repaired : step.value;
}

/** Reduced values of a variation: its own values less the problem's prices; an unpriced week counts at its full value. */
function repriced({ reduced, linear: known }: PlanProblem, { rules, linear }: Variation): Float64Array {
  return reduced.map((value, column) => {
    if (rules.openColumns[column] === 0) return Number.NEGATIVE_INFINITY;
    return value === Number.NEGATIVE_INFINITY
      ? linear.value[column]
      : value + linear.value[column] - known.value[column];
  });
}

/** The rules with product i held in week t (-1: held out). */
export function holding(rules: PlanRules, i: number, t: number): PlanRules {
  const fixed = rules.fixed.slice();
  const columns = rules.openColumns.slice();
  fixed[i] = t;
  for (let column = rules.row[i]; column < rules.row[i + 1]; column++)
    if (rules.weekOf[column - rules.row[i]] !== t) columns[column] = 0;
  return { ...rules, fixed, ...listPlaces(rules.row, rules.weeks, columns) };
}
