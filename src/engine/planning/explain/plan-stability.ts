import { paperValues } from '#engine/planning/evaluate/paper-fitness.ts';
import type { LaunchInstance, LaunchWeeks } from '#engine/planning/problem/launch-instance.ts';
import { type LaunchTables, weightedMeans } from '#engine/planning/problem/launch-tables.ts';
import { type PlanProblem, tiltTo } from '#engine/planning/problem/plan-problem.ts';
import type { LinearObjective, RiskObjective } from '#engine/planning/rules/plan-state.ts';
import { replan } from '#engine/planning/search/replan.ts';
import { createRandom } from '#engine/random.ts';

/** How often the launch weeks of a plan survive in plans made for scenarios drawn anew. M products, T weeks. */
export interface PlanStability {
  /** Plans made so far. */
  readonly rounds: number;
  /** Share of them in which the product has the plan's week (not selected: is not selected again), M. */
  readonly kept: Float64Array;
  /** Share in which it launches at most one week off it (not selected: as `kept`), M. */
  readonly near: Float64Array;
  /** Share in which it is launched at all, M. */
  readonly launched: Float64Array;
  /** Share in which it launches in week t, M x T. */
  readonly byWeek: Float64Array;
  /** Mean share of the plan's launches that keep their week; NaN without a launch. */
  readonly overall: number;
}

/** Moves of one round: enough to find a plan again that is the best. */
function movesOfRound({ products, weeks }: LaunchTables): number {
  return Math.max(200_000, 60 * products * weeks);
}

/**
 * Bootstrap of the scenarios: S of them drawn with replacement, the plan made anew from the present one on their mean (or on
 * their tail), `rounds` times, with the problem's own prices to guide the search. Ends by moves; each round has a seed of its
 * own, so that more rounds begin as fewer do. Yields after each round; send `true` to stop.
 *
 * Source: Efron, "Bootstrap methods" (1979), applied to the optimiser's input.
 */
export function* planStability(
  problem: PlanProblem,
  weeks: LaunchWeeks,
  rounds: number,
): Generator<PlanStability, PlanStability, boolean> {
  const { rules, request, tables } = problem;
  const counts = new Float64Array(rules.products * rules.weeks);
  const moves = movesOfRound(tables);
  let done = 0;
  const own = weeks.map((place) => (place < 0 ? place : rules.weekOf[place]));
  let stability = summarise(counts, own, rules.weeks, done);
  while (done < rounds) {
    const random = createRandom((request.seed ^ Math.imul(done + 1, 0x9e3779b1)) >>> 0);
    const picks = Int32Array.from({ length: tables.scenarios }, () => random.below(tables.scenarios));
    const found = replan(problem, {
      rules,
      ...objectiveOf(problem, picks, weeks),
      ...{ start: weeks, moves, seed: random.below(2 ** 32) },
    });
    found.places.forEach((place, i) => {
      if (place >= 0) counts[i * rules.weeks + rules.weekOf[place]] += 1;
    });
    done += 1;
    stability = summarise(counts, own, rules.weeks, done);
    if (yield stability) break;
  }
  return stability;
}

/** The problem's objective over the scenarios drawn. */
function objectiveOf(
  { instance, tables, rules, request, risk }: PlanProblem,
  picks: Int32Array,
  weeks: LaunchWeeks,
): { readonly linear: LinearObjective; readonly risk: RiskObjective | null } {
  if (request.objective === 'article')
    return { linear: { value: paperValues(meanScenario(instance, picks), request.weights), pairScale: 0 }, risk: null };
  const weight = new Float64Array(tables.scenarios);
  for (const s of picks) weight[s] += 1 / picks.length;
  let pairScale = 0;
  for (let s = 0; s < weight.length; s++) pairScale += weight[s] * tables.market[s];
  const linear = { value: weightedMeans(tables, weight, rules.openColumns), pairScale };
  if (!risk) return { linear, risk: null };
  const drawn = { ...risk, tables: drawnTables(tables, picks) };
  return { linear: tiltTo(drawn.tables, drawn, rules, linear, weeks), risk: drawn };
}

function drawnTables(tables: LaunchTables, picks: Int32Array): LaunchTables {
  const drawn = new Map<number, Float64Array>();
  const profitOf = (i: number, place: number): Float64Array => {
    const column = tables.row[i] + place;
    const profit = tables.profitOf(i, place);
    const known = drawn.get(column) ?? profit.map((_, s) => profit[picks[s]]);
    drawn.set(column, known);
    return known;
  };
  const market = tables.market.map((_, s) => tables.market[picks[s]]);
  return { ...tables, profitOf, market };
}

/** The paper's fitness knows no scenarios: it is judged in the mean of those drawn. */
function meanScenario(instance: LaunchInstance, picks: Int32Array): LaunchInstance {
  const { scenarios } = instance;
  const mean = (of: (s: number) => number): number => {
    let sum = 0;
    for (const s of picks) sum += of(s);
    return sum / picks.length;
  };
  const promotions = mean((s) => scenarios.promoScale[s]);
  return {
    ...instance,
    products: instance.products.map((product, i) => ({
      ...product,
      peakDemand: product.peakDemand * mean((s) => scenarios.demand[s][i]),
      promoSensitivity: product.promoSensitivity * promotions,
    })),
    categories: instance.categories.map((category, c) => ({
      ...category,
      season: category.season.map((level, w) => mean((s) => category.season[w + scenarios.seasonShift[s][c]] ?? level)),
    })),
  };
}

function summarise(counts: Float64Array, weeks: LaunchWeeks, count: number, rounds: number): PlanStability {
  const products = weeks.length;
  const share = (i: number, t: number): number =>
    t < 0 || t >= count || rounds === 0 ? 0 : counts[i * count + t] / rounds;
  const launched = new Float64Array(products);
  const kept = new Float64Array(products);
  const near = new Float64Array(products);
  let launches = 0;
  let survived = 0;
  for (let i = 0; i < products; i++) {
    const week = weeks[i];
    for (let t = 0; t < count; t++) launched[i] += share(i, t);
    kept[i] = week >= 0 ? share(i, week) : 1 - launched[i];
    near[i] = week >= 0 ? share(i, week - 1) + share(i, week) + share(i, week + 1) : kept[i];
    if (week < 0) continue;
    launches += 1;
    survived += kept[i];
  }
  const byWeek = counts.map((times) => (rounds === 0 ? 0 : times / rounds));
  return { rounds, kept, near, launched, byWeek, overall: launches === 0 ? Number.NaN : survived / launches };
}
