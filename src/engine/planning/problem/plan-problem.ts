import { hasCliques } from '#engine/planning/bound/dual-cliques.ts';
import { LagrangianDual, type ShadowPrices } from '#engine/planning/bound/lagrangian-dual.ts';
import { tailCountOf } from '#engine/planning/evaluate/evaluate-plan.ts';
import { type FitnessWeights, paperValues } from '#engine/planning/evaluate/paper-fitness.ts';
import { decideFeasibility } from '#engine/planning/feasibility/decide-feasibility.ts';
import { pruneOptions } from '#engine/planning/offers/prune-options.ts';
import { compileRules } from '#engine/planning/rules/compile-rules.ts';
import type { PlanRules } from '#engine/planning/rules/plan-rules.ts';
import { type LinearObjective, PlanState, type RiskObjective } from '#engine/planning/rules/plan-state.ts';
import { PlanMoves } from '#engine/planning/search/plan-moves.ts';
import { construct } from '#engine/planning/search/plan-population.ts';
import { buildSearchGuide, type SearchGuide } from '#engine/planning/search/search-guide.ts';
import { createRandom } from '#engine/random.ts';
import type { LaunchInstance, LaunchWeeks, PlanLocks } from './launch-instance.ts';
import { type LaunchTables, weightedMeans } from './launch-tables.ts';

/** What is searched for and how. */
export interface OptimiseRequest {
  /** `article`: the paper's fitness; `front`: profit against risk, many plans. */
  readonly objective: 'profit' | 'article' | 'profit-less-risk' | 'front';
  /**
   * `memetic`: genetic algorithm with local search (the default); `pso`: particle swarm; `nsga2`: the efficient frontier (the
   * only method of objective `front`).
   */
  readonly method: 'memetic' | 'pso' | 'nsga2';
  /** w1 (demand return) and w2 (market return) of the paper's fitness; both also used to report it. */
  readonly weights: FitnessWeights;
  /** Price of one unit of CVaR deviation in `profit-less-risk`. */
  readonly lambda: number;
  readonly seed: number;
  /** The search ends after this many moves tried. `null`: as many as the size asks for. */
  readonly moves: number | null;
  readonly locks: PlanLocks;
  /** A plan to start from (repaired where it breaks a rule). */
  readonly start: LaunchWeeks | null;
}

export interface OptimiseReport {
  readonly phase: 'bounding' | 'searching';
  readonly generation: number;
  readonly moves: number;
  readonly movesTotal: number;
  /** Value of the objective, best so far and mean of the generation; NaN before there is one. */
  readonly best: number;
  readonly mean: number;
  readonly improved: Int32Array | null;
}

/** A problem made ready for a search: rules, objectives, prices. Follows from instance and request alone. */
export interface PlanProblem {
  readonly instance: LaunchInstance;
  readonly tables: LaunchTables;
  readonly request: OptimiseRequest;
  readonly rules: PlanRules;
  /** Expected profit, or the paper's f. */
  readonly plain: LinearObjective;
  /** What search and bound work on: `plain`, or the linear function that touches profit less risk from above. */
  readonly linear: LinearObjective;
  /** Judges scenario by scenario where the objective asks for it; else null. */
  readonly risk: RiskObjective | null;
  readonly movesTotal: number;
  readonly dual: LagrangianDual;
  /** Part of the losses within cliques that the bound counts clique by clique. */
  readonly cliqueShare: number;
  /** Value less prices, by column. */
  readonly reduced: Float64Array;
  /** The bound that `reduced` belongs to. */
  readonly firstBound: number;
  /** Value of the best plan built on the way; NaN: none was feasible. */
  readonly incumbent: number;
}

/** Moves that bring an instance of this size within about 0.3 % of the best known; see docs/methods/planning.md. */
export function defaultMoves(
  { products, weeks, scenarios }: LaunchTables,
  objective: OptimiseRequest['objective'],
): number {
  const moves = 2e6 + 4000 * products * weeks;
  if (objective === 'profit' || objective === 'article') return moves;
  // These are judged scenario by scenario: a move costs more the more of them there are.
  const share = Math.min(1, 60 / scenarios);
  return Math.ceil(moves * (objective === 'front' ? share : share / 3));
}

const firstDualSteps = 100;
const pairDualSteps = 300;
/** Part of the losses within cliques that is tried beside none and all of it, and rounds of steps until one is chosen. */
const cliquePart = 0.4;
const cliqueRounds = 6;
/** Pairs times weeks beyond which pairs are not looked at one by one. */
const mostPairWeeks = 200_000;
/** Steps between two reports. */
const stepsPerReport = 20;
/** Cells that may be looked at for a plan to start from: some tens of milliseconds. */
const mostWorkToStart = 1.5e6;
/** After the search, with its plan as the target: fewer where a step is dear. */
const lastDualSteps = (products: number): number => (products <= 120 ? 1000 : 400);
/** Share of bound - incumbent up to which a launch's regret makes it a candidate: 1 is exact, less is faster at scale. */
const guideShareOf = (products: number): number => (products <= 40 ? 1 : 0.2);

/** Rules, bound and prices, before any search. A generator so that whoever runs it can let messages in between. */
export function* preparePlan(
  instance: LaunchInstance,
  tables: LaunchTables,
  asked: OptimiseRequest,
): Generator<OptimiseReport, PlanProblem, boolean | undefined> {
  const ruled = compileRules(instance, asked.locks, tables.reordered);
  const movesTotal = asked.moves ?? defaultMoves(tables, asked.objective);
  const lambda = asked.objective === 'profit-less-risk' ? asked.lambda : 0;
  const risk: RiskObjective | null = lambda === 0 ? null : { tables, lambda, tailCount: tailCountOf(instance) };
  const plain: LinearObjective =
    asked.objective === 'article'
      ? { value: paperValues(instance, asked.weights), pairScale: 0 }
      : { value: tables.mean, pairScale: tables.meanMarket };
  const rules = pruneOptions(ruled, tables, plain.value, asked.objective);
  let told = yield boundReport(movesTotal, Number.NaN);
  const greedy = buildGreedily(rules, plain, plain.value, asked.seed);
  // Where lower limits are hard to meet, a plan that meets them is found by other means: the search only has to better it.
  const known = greedy.missing > 0 && asked.start === null ? decideFeasibility(rules, mostWorkToStart) : null;
  const request = known?.verdict === 'possible' ? { ...asked, start: Array.from(known.places) } : asked;
  if (yield boundReport(movesTotal, Number.NaN)) told = true;
  const linear = risk ? tiltTo(tables, risk, rules, plain, greedy.places) : plain;
  let incumbent = greedy.missing === 0 ? scoreOf(rules, plain, risk, greedy.places) : Number.NaN;
  const begun = yield* beginDual(rules, linear, incumbent, movesTotal);
  let { dual, cliqueShare } = begun;
  if (begun.told) told = true;
  const rounds = (firstDualSteps + pairDualSteps) / stepsPerReport;
  for (let round = begun.rounds; round < rounds && !told; round++) {
    if (round * stepsPerReport === firstDualSteps) dual.admitPairs();
    told = yield* lower(dual, incumbent, boundReport(movesTotal, incumbent));
    if (round % 5 === 4 && !told) {
      const found = buildGreedily(rules, linear, dual.reducedValues(), request.seed);
      const value = scoreOf(rules, plain, risk, found.places);
      if (found.missing === 0 && !(value <= incumbent)) incumbent = value;
    }
    if (yield boundReport(movesTotal, incumbent)) told = true;
  }
  const { whole } = begun;
  if (whole && whole !== dual) {
    for (let round = begun.rounds; round < rounds && !told; round++)
      told = yield* lower(whole, incumbent, boundReport(movesTotal, incumbent));
    if (whole.bound() < dual.bound()) {
      dual = whole;
      cliqueShare = 1;
    }
  }
  // Prices and a bound there must be, however soon it was told to stop.
  if (dual.bound() === Number.POSITIVE_INFINITY) yield* lower(dual, incumbent, null);
  const reduced = dual.reducedValues();
  return {
    ...{ instance, tables, request, rules, plain, linear, risk, movesTotal, dual, cliqueShare, reduced, incumbent },
    firstBound: dual.bound(),
  };
}

/** What the bound is begun with. */
interface BegunDual {
  readonly dual: LagrangianDual;
  /** Part of the losses within cliques that it counts clique by clique. */
  readonly cliqueShare: number;
  /** Counts all of them so; it may yet come out lower. Null: products take from few. */
  readonly whole: LagrangianDual | null;
  /** Rounds of steps that each has had. */
  readonly rounds: number;
  readonly told: boolean;
}

/**
 * Where products take from many others, part of that may be better counted clique by clique than pair by pair: none, some and
 * all of it are tried for some rounds. The bound is convex in the part; three of them miss little. Where pairs are many, all
 * of it at once: looking at each of them would take longer than the search.
 */
function* beginDual(
  rules: PlanRules,
  linear: LinearObjective,
  incumbent: number,
  movesTotal: number,
): Generator<OptimiseReport, BegunDual, boolean | undefined> {
  if (linear.pairScale <= 0 || !hasCliques(rules)) {
    const dual = new LagrangianDual(rules, linear);
    return { dual, cliqueShare: 0, whole: null, rounds: 0, told: false };
  }
  const whole = new LagrangianDual(rules, linear, 1);
  const isInClique = (rules.pairOther.length / 2) * rules.weeks > mostPairWeeks;
  const parts = isInClique ? [] : [0, cliquePart];
  const duals = parts.map((part) => new LagrangianDual(rules, linear, part));
  let best = { dual: whole, cliqueShare: 1 };
  for (const dual of [whole, ...duals])
    for (let round = 0; round < cliqueRounds; round++) {
      if (round === 2) dual.admitPairs();
      const told = yield* lower(dual, incumbent, boundReport(movesTotal, incumbent));
      if (told) return { ...best, whole, rounds: cliqueRounds, told };
    }
  duals.forEach((dual, k) => {
    if (best.dual === whole || dual.bound() < best.dual.bound()) best = { dual, cliqueShare: parts[k] };
  });
  return { ...best, whole, rounds: cliqueRounds, told: false };
}

/** Lowers the bound again with the plan found as its target; `value` NaN: no feasible plan was found. */
export function* finishBound(
  problem: PlanProblem,
  found: { readonly weeks: Int32Array; readonly value: number; readonly moves: number; readonly generations: number },
): Generator<
  OptimiseReport,
  { readonly upperBound: number; readonly shadowPrices: ShadowPrices },
  boolean | undefined
> {
  const { rules, risk, tables, plain, cliqueShare } = problem;
  const dual = risk
    ? new LagrangianDual(rules, tiltTo(tables, risk, rules, plain, found.weeks), cliqueShare)
    : problem.dual;
  dual.admitPairs();
  const target = Number.isNaN(found.value) ? problem.incumbent : found.value;
  const { moves, generations: generation } = found;
  const report = { ...boundReport(problem.movesTotal, found.value), moves, generation };
  for (let round = 0; round < lastDualSteps(rules.products) / stepsPerReport; round++) {
    if (yield* lower(dual, target, report)) break;
    if (yield report) break;
  }
  const proven = Math.min(problem.firstBound, dual.bound());
  return {
    upperBound: Number.isNaN(found.value) ? proven : closedBound(found.value, proven, plain.value),
    shadowPrices: dual.shadowPrices(),
  };
}

/** The bound, or the plan's value where only rounding lies between them, as measured by the dearest launch. */
function closedBound(value: number, bound: number, worths: Float64Array): number {
  let scale = 0;
  for (const worth of worths) scale = Math.max(scale, Math.abs(worth));
  return bound - value <= 1e-9 * scale ? value : bound;
}

function boundReport(movesTotal: number, best: number): OptimiseReport {
  return { phase: 'bounding', generation: 0, moves: 0, movesTotal, best, mean: Number.NaN, improved: null };
}

/** Where a search should look while its best plan has this score. */
export function guideFor({ rules, reduced, firstBound }: PlanProblem, score: number): SearchGuide {
  const share = guideShareOf(rules.products);
  const spread = share === 1 ? Number.POSITIVE_INFINITY : Math.abs(firstBound) * 0.02;
  const room = score === Number.NEGATIVE_INFINITY ? spread / share : Math.max(0, firstBound - score);
  return buildSearchGuide(rules, reduced, room * share + Math.abs(firstBound) * 1e-6);
}

/** Steps between two yields: each may take 10 ms on a busy core where candidates are many. */
const stepsPerChunk = 4;

/**
 * {@link stepsPerReport} subgradient steps towards the incumbent (5 % below the bound while there is none); true: told to
 * stop on the way, after some of them. `report`: what is told meanwhile; null: nothing, and no stopping.
 */
function* lower(
  dual: LagrangianDual,
  incumbent: number,
  report: OptimiseReport | null,
): Generator<OptimiseReport, boolean, boolean | undefined> {
  for (let k = 1; k <= stepsPerReport; k++) {
    const bound = dual.bound();
    const target = Number.isNaN(incumbent) ? bound - 0.05 * Math.abs(bound) : incumbent;
    dual.step(bound === Number.POSITIVE_INFINITY ? (Number.isNaN(incumbent) ? 0 : incumbent) : target);
    if (report === null) return false;
    if (k % stepsPerChunk === 0 && k < stepsPerReport && (yield report)) return true;
  }
  return false;
}

function buildGreedily(rules: PlanRules, linear: LinearObjective, reduced: Float64Array, seed: number) {
  const state = new PlanState(rules, linear);
  const random = createRandom(seed);
  const guide = buildSearchGuide(rules, maskClosed(rules, reduced), Number.POSITIVE_INFINITY);
  construct(state, new PlanMoves(state, guide, random), guide, null, random, 0);
  return { places: state.places, missing: state.missing };
}

function maskClosed(rules: PlanRules, value: Float64Array): Float64Array {
  return value.map((v, column) => (rules.openColumns[column] ? v : Number.NEGATIVE_INFINITY));
}

/** Value of the objective for a plan that keeps every upper limit. */
export function scoreOf(
  rules: PlanRules,
  linear: LinearObjective,
  risk: RiskObjective | null,
  places: ArrayLike<number>,
): number {
  const state = new PlanState(rules, linear, risk);
  state.adopt(places);
  return state.score();
}

/**
 * Linear objective that touches profit less lambda x CVaR deviation from above at a plan: the tail's scenarios weigh
 * (1 - lambda) / S + lambda / k, the others (1 - lambda) / S. The objective is concave in the scenario profits, so that
 * a bound of this one is a bound of that.
 */
export function tiltTo(
  tables: LaunchTables,
  risk: RiskObjective,
  rules: PlanRules,
  linear: LinearObjective,
  places: ArrayLike<number>,
): LinearObjective {
  const state = new PlanState(rules, linear, risk);
  state.adopt(places);
  const profits = state.scenarioProfits();
  const order = Array.from(profits.keys()).sort((a, b) => profits[a] - profits[b] || a - b);
  const weight = new Float64Array(tables.scenarios).fill((1 - risk.lambda) / tables.scenarios);
  for (let k = 0; k < risk.tailCount; k++) weight[order[k]] += risk.lambda / risk.tailCount;
  let pairScale = 0;
  for (let s = 0; s < weight.length; s++) pairScale += weight[s] * tables.market[s];
  return { value: weightedMeans(tables, weight, rules.openColumns), pairScale };
}
