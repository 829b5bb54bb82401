import { articleValues, type FitnessWeights } from '#engine/planning/article-fitness.ts';
import { meanAndTail, scenarioProfits, tailCountOf } from '#engine/planning/evaluate-plan.ts';
import { frontSearch } from '#engine/planning/front-search.ts';
import { createLagrangianDual, type LagrangianDual } from '#engine/planning/lagrangian-dual.ts';
import type { LaunchInstance, LaunchWeeks, PlanLocks } from '#engine/planning/launch-instance.ts';
import { type LaunchTables, weightedMeans } from '#engine/planning/launch-tables.ts';
import {
  type MemeticSettings,
  memeticSearch,
  type PlanSearch,
  type SearchProblem,
} from '#engine/planning/memetic-search.ts';
import type { ArchivedPlan } from '#engine/planning/pareto-archive.ts';
import { PlanMoves } from '#engine/planning/plan-moves.ts';
import { construct } from '#engine/planning/plan-population.ts';
import { compileRules, type PlanRules } from '#engine/planning/plan-rules.ts';
import { type LinearObjective, PlanState, type RiskObjective } from '#engine/planning/plan-state.ts';
import { buildSearchGuide } from '#engine/planning/search-guide.ts';
import { swarmSearch } from '#engine/planning/swarm-search.ts';
import { createRandom } from '#engine/random.ts';

/** What is searched for and how. */
export interface OptimiseRequest {
  readonly objective: 'profit' | 'article' | 'profit-less-risk' | 'front';
  readonly method: 'memetic' | 'ga' | 'annealing' | 'pso' | 'nsga2';
  readonly weights: FitnessWeights;
  readonly lambda: number;
  readonly seed: number;
  readonly moves: number | null;
  readonly locks: PlanLocks;
  readonly start: LaunchWeeks | null;
}

export interface OptimiseReport {
  readonly phase: 'bounding' | 'searching';
  readonly generation: number;
  readonly moves: number;
  readonly movesTotal: number;
  readonly best: number;
  readonly mean: number;
  readonly improved: Int32Array | null;
}

export interface OptimiseAnswer {
  readonly weeks: Int32Array;
  /** Unmet lower limits; 0 = feasible. */
  readonly missing: number;
  readonly value: number;
  readonly upperBound: number;
  readonly moves: number;
  readonly generations: number;
  readonly evaluations: number;
  readonly stopped: boolean;
  readonly front: readonly ArchivedPlan[];
  readonly shadowPrices: ReturnType<LagrangianDual['shadowPrices']>;
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
/** After the search, with its plan as the target: fewer where a step is dear. */
const lastDualSteps = (products: number): number => (products <= 120 ? 1000 : 400);
/** Share of bound - incumbent up to which a launch's regret makes it a candidate: 1 is exact, less is faster at scale. */
const guideShareOf = (products: number): number => (products <= 40 ? 1 : 0.2);

/**
 * The whole search: bound and prices, then the chosen method guided by them, then the bound again with the plan found as
 * its target. A generator so that whoever runs it can let messages in between; send `true` to stop with the best so far.
 * Decisions use + - x /, square root and comparisons only: the same seed and moves give the same plan on every machine.
 */
export function* optimise(
  instance: LaunchInstance,
  tables: LaunchTables,
  request: OptimiseRequest,
): Generator<OptimiseReport, OptimiseAnswer, boolean | undefined> {
  const rules = compileRules(instance, request.locks);
  const random = createRandom(request.seed);
  const movesTotal = request.moves ?? defaultMoves(tables, request.objective);
  const lambda = request.objective === 'profit-less-risk' ? request.lambda : 0;
  const risk: RiskObjective = { tables, lambda, tailCount: tailCountOf(instance) };
  const isRisky = lambda !== 0;
  const plain: LinearObjective =
    request.objective === 'article'
      ? { value: articleValues(instance, request.weights), pairScale: 0 }
      : { value: tables.mean, pairScale: tables.meanMarket };
  const greedy = buildGreedily(rules, plain, plain.value, request.seed);
  const linear = isRisky ? tiltTo(tables, risk, rules, plain, greedy.weeks) : plain;

  const dual = createLagrangianDual(rules, linear);
  let incumbent = greedy.missing === 0 ? scoreOf(rules, plain, isRisky ? risk : null, greedy.weeks) : Number.NaN;
  let stopped = false;
  const reportBound = (): OptimiseReport => ({
    phase: 'bounding',
    generation: 0,
    moves: 0,
    movesTotal,
    best: incumbent,
    mean: Number.NaN,
    improved: null,
  });
  for (let round = 0; round < (firstDualSteps + pairDualSteps) / 20 && !stopped; round++) {
    if (round * 20 === firstDualSteps) dual.admitPairs();
    lower(dual, 20, incumbent);
    if (round % 5 === 4) {
      const found = buildGreedily(rules, linear, dual.reducedValues(), request.seed);
      const value = scoreOf(rules, plain, isRisky ? risk : null, found.weeks);
      if (found.missing === 0 && !(value <= incumbent)) incumbent = value;
    }
    if (yield reportBound()) stopped = true;
  }

  const reduced = dual.reducedValues();
  const firstBound = dual.bound();
  const guideShare = guideShareOf(rules.products);
  const spread = guideShare === 1 ? Number.POSITIVE_INFINITY : Math.abs(firstBound) * 0.02;
  const problem: SearchProblem = {
    rules,
    linear,
    risk: isRisky ? risk : null,
    random,
    start: request.start,
    moves: movesTotal,
    guideFor: (score) => {
      const room = score === Number.NEGATIVE_INFINITY ? spread / guideShare : Math.max(0, firstBound - score);
      return buildSearchGuide(rules, reduced, room * guideShare + Math.abs(firstBound) * 1e-6);
    },
  };

  const found = yield* search(instance, problem, plain, request, risk, movesTotal);
  stopped = stopped || found.stopped;
  const lastDual = isRisky ? createLagrangianDual(rules, tiltTo(tables, risk, rules, plain, found.weeks)) : dual;
  lastDual.admitPairs();
  for (let round = 0; round < lastDualSteps(rules.products) / 20 && !(stopped && round > 0); round++) {
    lower(lastDual, 20, found.missing === 0 ? found.value : incumbent);
    if (yield { ...reportBound(), moves: found.moves, best: found.value, generation: found.generations })
      stopped = true;
  }
  return {
    ...found,
    upperBound: Math.max(
      found.missing === 0 ? found.value : Number.NEGATIVE_INFINITY,
      Math.min(firstBound, lastDual.bound()),
    ),
    shadowPrices: lastDual.shadowPrices(),
  };
}

type Found = Omit<OptimiseAnswer, 'upperBound' | 'shadowPrices'>;

function* search(
  instance: LaunchInstance,
  problem: SearchProblem,
  plain: LinearObjective,
  request: OptimiseRequest,
  risk: RiskObjective,
  movesTotal: number,
): Generator<OptimiseReport, Found, boolean | undefined> {
  if (request.objective !== 'front') {
    const result = yield* relay(startSearch(problem, request), movesTotal, 0);
    const { best, ...counts } = result;
    return {
      ...counts,
      weeks: best.weeks,
      missing: best.missing,
      value: scoreOf(problem.rules, plain, problem.risk, best.weeks),
      front: [],
    };
  }
  const headStart = { ...problem, moves: Math.floor(movesTotal * 0.2) };
  const first = yield* relay(memeticSearch(headStart, memeticSettings(problem.rules.products)), movesTotal, 0);
  const second = { ...problem, start: first.best.weeks, moves: movesTotal - first.moves };
  const widened = { ...second, guideFor: () => wideGuide(problem) };
  const movesPerChild = Math.min(600 * problem.rules.products, Math.ceil(second.moves / 100));
  const steps = frontSearch(widened, risk, { population: 24, movesPerChild });
  const result = yield* relay(steps, movesTotal, first.moves);
  const top = result.archive.plans[0];
  return {
    weeks: top?.weeks ?? first.best.weeks,
    missing: top ? 0 : first.best.missing,
    value: top ? exactPoint(instance, risk, top.weeks).profit : first.best.score,
    moves: result.moves + first.moves,
    generations: result.generations + first.generations,
    evaluations: result.evaluations + first.evaluations,
    stopped: first.stopped || result.stopped,
    front: result.archive.plans.map(({ weeks }) => exactPoint(instance, risk, weeks)),
  };
}

/** Figures of a front's plan from the tables, free of the search's rounding. */
function exactPoint(instance: LaunchInstance, risk: RiskObjective, weeks: Int32Array): ArchivedPlan {
  const { mean, tailMean } = meanAndTail(scenarioProfits(instance, risk.tables, Array.from(weeks)), risk.tailCount);
  return { profit: mean, risk: mean - tailMean, weeks };
}

/** For the front every week is a candidate: what is poor in profit may be good in risk. */
function wideGuide(problem: SearchProblem) {
  const guide = problem.guideFor(Number.NEGATIVE_INFINITY);
  return buildSearchGuide(problem.rules, guide.reduced, Number.POSITIVE_INFINITY);
}

function startSearch(problem: SearchProblem, { method }: OptimiseRequest): PlanSearch {
  const { products } = problem.rules;
  const settings = memeticSettings(products);
  switch (method) {
    case 'pso':
      return swarmSearch(problem, 40);
    case 'ga':
      return memeticSearch(problem, { ...settings, population: 80, firstShare: 0, movesPerChild: 0, mutations: 2 });
    case 'annealing':
      return memeticSearch(problem, { ...settings, population: 1, firstShare: 1 });
    default:
      return memeticSearch(problem, settings);
  }
}

/** Settings found by trials on the reference instances. */
function memeticSettings(products: number): MemeticSettings {
  return {
    population: 10,
    firstShare: 0.25,
    movesPerChild: products <= 200 ? 50_000 : 100_000,
    mutations: 0,
    hot: 0.2,
    warm: 0.03,
    cold: 0.003,
  };
}

function* relay<Result>(
  steps: Generator<Omit<OptimiseReport, 'phase' | 'movesTotal'>, Result, boolean | undefined>,
  movesTotal: number,
  movesBefore: number,
): Generator<OptimiseReport, Result, boolean | undefined> {
  let stop: boolean | undefined = false;
  for (;;) {
    const step = steps.next(stop);
    if (step.done) return step.value;
    stop = yield { ...step.value, phase: 'searching', movesTotal, moves: step.value.moves + movesBefore };
  }
}

/** A number of subgradient steps towards the incumbent (5 % below the bound while there is none). */
function lower(dual: LagrangianDual, steps: number, incumbent: number): void {
  for (let k = 0; k < steps; k++) {
    const bound = dual.bound();
    const target = Number.isNaN(incumbent) ? bound - 0.05 * Math.abs(bound) : incumbent;
    dual.step(bound === Number.POSITIVE_INFINITY ? (Number.isNaN(incumbent) ? 0 : incumbent) : target);
  }
}

function buildGreedily(rules: PlanRules, linear: LinearObjective, reduced: Float64Array, seed: number) {
  const state = new PlanState(rules, linear);
  const random = createRandom(seed);
  const guide = buildSearchGuide(rules, maskClosed(rules, reduced), Number.POSITIVE_INFINITY);
  construct(state, new PlanMoves(state, guide, random), guide, null, random, 0);
  return { weeks: state.weeks, missing: state.missing };
}

function maskClosed(rules: PlanRules, value: Float64Array): Float64Array {
  return value.map((v, cell) => (rules.open[cell] ? v : Number.NEGATIVE_INFINITY));
}

function scoreOf(rules: PlanRules, linear: LinearObjective, risk: RiskObjective | null, weeks: Int32Array): number {
  const state = new PlanState(rules, linear, risk);
  state.adopt(weeks);
  return state.score();
}

/**
 * Linear objective that touches profit less lambda x CVaR deviation from above at a plan: the tail's scenarios weigh
 * (1 - lambda) / S + lambda / k, the others (1 - lambda) / S. The objective is concave in the scenario profits, so that
 * a bound of this one is a bound of that.
 */
function tiltTo(
  tables: LaunchTables,
  risk: RiskObjective,
  rules: PlanRules,
  linear: LinearObjective,
  weeks: Int32Array,
): LinearObjective {
  const state = new PlanState(rules, linear, risk);
  state.adopt(weeks);
  const profits = state.scenarioProfits();
  const order = Array.from(profits.keys()).sort((a, b) => profits[a] - profits[b] || a - b);
  const weight = new Float64Array(tables.scenarios).fill((1 - risk.lambda) / tables.scenarios);
  for (let k = 0; k < risk.tailCount; k++) weight[order[k]] += risk.lambda / risk.tailCount;
  let pairScale = 0;
  for (let s = 0; s < weight.length; s++) pairScale += weight[s] * tables.market[s];
  return { value: weightedMeans(tables, weight), pairScale };
}
