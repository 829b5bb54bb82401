import { type LaunchWeeks, notLaunched, weekOfPlace } from '#engine/planning/problem/launch-instance.ts';
import { LaunchSimulation } from '#engine/planning/problem/launch-simulation.ts';
import { type PlanProblem, scoreOf } from '#engine/planning/problem/plan-problem.ts';
import { compileRules } from '#engine/planning/rules/compile-rules.ts';
import type { EntryChange } from '#engine/planning/rules/plan-figures.ts';
import { free, type PlanRules } from '#engine/planning/rules/plan-rules.ts';
import { PlanState } from '#engine/planning/rules/plan-state.ts';
import { relaxRules } from '#engine/planning/rules/planning-rules.ts';
import type { Individual } from '#engine/planning/search/plan-population.ts';
import { holding, replan, replanMoves } from '#engine/planning/search/replan.ts';
import { entryChangesOf } from './entry-changes.ts';

/** A way in, tried: the plan made anew with those rules relaxed by that much. */
export interface TriedChange extends EntryChange {
  /** Gain of the best plan found, in the objective's unit. */
  readonly worth: number;
  /** True when the candidate is launched in it. */
  readonly enters: boolean;
}

/** By how much a candidate's own figures must rise so that the best plan launches it; NaN: not within ten times as much. */
export interface NeededUplift {
  /** Objective's unit: what the best plan that launches it falls short of the best plan. */
  readonly money: number;
  /** Factor on its demand, initial order unchanged. */
  readonly demandFactor: number;
  /** Factor on its price. */
  readonly priceFactor: number;
}

/** One candidate, everything else planned anew around each case. In the objective's unit. */
export interface CandidateExplanation {
  readonly product: number;
  /** Gain of planning anew without any condition: 0 when the plan is as good as the search finds. */
  readonly replanned: number;
  /** Value of the best plan found with it launched in week t, less that of the best plan found at all; NaN: closed. */
  readonly byWeek: Float64Array;
  /** The same without it; NaN: it must launch. */
  readonly notSelected: number;
  /** For a candidate that is not selected: ways in, tried, those that let it in first. */
  readonly changes: readonly TriedChange[];
  /** For a candidate that is not selected; null where no week is open at all. */
  readonly uplift: NeededUplift | null;
}

const mostUplift = 10;

/**
 * What one candidate costs the plan wherever it is put, with the others planned anew around it, and what would have to change
 * to let it in. Yields between two plans (send `true` to stop: the rest stays NaN). O(T x {@link replanMoves}).
 */
export function* explainCandidate(
  problem: PlanProblem,
  weeks: LaunchWeeks,
  product: number,
): Generator<undefined, CandidateExplanation, boolean> {
  const { instance, request, rules, linear, risk, plain, tables } = problem;
  const moves = replanMoves(rules);
  const plan = (changed: PlanRules, start: ArrayLike<number>): Individual =>
    replan(problem, { rules: changed, linear, risk, start, moves, seed: request.seed });
  const judge = (found: Individual, mark: Individual): number =>
    found.missing > mark.missing ? Number.NaN : scoreOf(rules, plain, risk, found.places);
  const moved = (plan: ArrayLike<number>, week: number): number[] =>
    Array.from(plan, (known, i) => (i === product ? week : known));

  const base = plan(rules, weeks);
  const before = scoreOf(rules, plain, risk, weeks);
  let best = scoreOf(rules, plain, risk, base.places);
  const baseWeek = weekOfPlace(instance, base.places[product]);
  const baseValue = best;
  const value = new Float64Array(instance.weeks).fill(Number.NaN);
  let without = Number.NaN;
  let stopped = false;
  for (let t = 0; t < instance.weeks && !stopped; t++) {
    if (rules.open[product * rules.weeks + t] === 0) continue;
    value[t] = baseWeek === t ? baseValue : judge(plan(holding(rules, product, t), moved(base.places, t)), base);
    if (value[t] > best) best = value[t];
    if (yield) stopped = true;
  }
  if (baseWeek < 0) without = baseValue;
  else if (rules.must[product] === 0 && rules.fixed[product] === free)
    without = judge(plan(holding(rules, product, notLaunched), moved(base.places, notLaunched)), base);
  if (without > best) best = without;

  const changes: TriedChange[] = [];
  if (weeks[product] < 0 && !stopped) {
    const state = new PlanState(rules, { value: tables.mean, pairScale: tables.meanMarket });
    state.adopt(weeks);
    for (const change of entryChangesOf(instance, state, product)) {
      const relaxed = relaxRules({ instance, locks: request.locks }, product, change.reliefs);
      const looser = compileRules(relaxed.instance, relaxed.locks, tables.reordered);
      const tried = [moved(base.places, change.week), base.places].map((start) => plan(looser, start));
      const found = tried.reduce((a, b) =>
        b.missing < a.missing || (b.missing === a.missing && b.score > a.score) ? b : a,
      );
      const worth = Math.max(0, scoreOf(rules, plain, risk, found.places) - best);
      changes.push({ ...change, worth, enters: found.places[product] >= 0 });
      if (yield) break;
    }
    changes.sort(
      (a, b) => Number(b.enters) - Number(a.enters) || a.reliefs.length - b.reliefs.length || b.worth - a.worth,
    );
  }
  const byWeek = value.map((v) => v - best);
  return {
    product,
    replanned: best - before,
    byWeek,
    notSelected: without - best,
    changes,
    uplift: weeks[product] < 0 ? neededUplift(problem, product, byWeek) : null,
  };
}

/**
 * A launch in week t enters the best plan once its own expected profit there rises by -byWeek[t]: the rest of that plan is
 * untouched by the product's own figures.
 */
function neededUplift(
  { instance, tables, request }: PlanProblem,
  i: number,
  byWeek: Float64Array,
): NeededUplift | null {
  const weeks = Array.from(byWeek.keys()).filter((t) => !Number.isNaN(byWeek[t]));
  if (weeks.length === 0) return null;
  const money = weeks.reduce((least, t) => Math.min(least, -byWeek[t]), Number.POSITIVE_INFINITY);
  // f is no sum of money: its d and p are scaled by the largest of all candidates.
  if (request.objective === 'article') return { money, demandFactor: Number.NaN, priceFactor: Number.NaN };
  const { scenarios, weeks: count } = tables;
  const options = tables.row[i + 1] - tables.row[i];
  /** Of the options in week t the one that is worth the most. */
  const optionAt = (t: number): number => {
    let best = 0;
    for (let place = t; place < options; place += count)
      if (tables.mean[tables.row[i] + place] > tables.mean[tables.row[i] + best * count + t])
        best = Math.floor(place / count);
    return best;
  };
  const expected = (t: number, factor: number): { profit: number; revenue: number } => {
    const products = instance.products.map((known, k) =>
      k === i ? { ...known, peakDemand: known.peakDemand * factor } : known,
    );
    const simulation = new LaunchSimulation({ ...instance, products }, i);
    simulation.run(t, optionAt(t));
    const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value / scenarios, 0);
    return { profit: mean(simulation.profit), revenue: mean(simulation.revenue) };
  };
  const now = new Map(weeks.map((t) => [t, expected(t, 1)]));
  const enters = (factor: number): boolean =>
    weeks.some((t) => expected(t, factor).profit - (now.get(t)?.profit ?? 0) + byWeek[t] >= 0);
  let demandFactor = Number.NaN;
  if (enters(1)) demandFactor = 1;
  else if (enters(mostUplift)) {
    let low = 1;
    let high = mostUplift;
    for (let k = 0; k < 16; k++) {
      const middle = (low + high) / 2;
      if (enters(middle)) high = middle;
      else low = middle;
    }
    demandFactor = high;
  }
  const priceFactor = weeks.reduce((least, t) => {
    const revenue = now.get(t)?.revenue ?? 0;
    return revenue > 0 ? Math.min(least, 1 - byWeek[t] / revenue) : least;
  }, Number.POSITIVE_INFINITY);
  return { money, demandFactor, priceFactor: priceFactor <= mostUplift ? priceFactor : Number.NaN };
}
