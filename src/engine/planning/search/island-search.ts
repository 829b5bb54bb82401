import { meanAndTail, scenarioProfits, tailCountOf } from '#engine/planning/evaluate/evaluate-plan.ts';
import type { LaunchInstance } from '#engine/planning/problem/launch-instance.ts';
import { guideFor, type PlanProblem } from '#engine/planning/problem/plan-problem.ts';
import type { RiskObjective } from '#engine/planning/rules/plan-state.ts';
import { createRandom } from '#engine/random.ts';
import { FrontSearch } from './frontier-search.ts';
import {
  type Generation,
  type MemeticSettings,
  memeticSearch,
  type Population,
  receive,
  type SearchProblem,
  type SearchReport,
  type SearchResult,
} from './memetic-search.ts';
import type { ArchivedPlan } from './pareto-archive.ts';
import { type Individual, isBetter } from './plan-population.ts';
import { buildSearchGuide } from './search-guide.ts';
import { swarmSearch } from './swarm-search.ts';

/**
 * How a search is cut into islands and epochs. Both follow from the problem alone, never from the number of cores: an
 * island's epoch is a function of plain data, so that one core or several compute the same plans.
 */
export interface IslandLayout {
  readonly islands: number;
  readonly epochs: number;
}

/** An island between two epochs: plain data. */
export interface IslandState {
  readonly population: Population;
  /** For objective `front`. */
  readonly front: readonly ArchivedPlan[];
}

const islandCount = 4;
/** Migrations after the first population is there. */
const migrations = 6;
/** Below this many moves in all a search is too short to be divided. */
const leastMoves = 1e6;

export function buildIslands({ request, movesTotal }: PlanProblem): IslandLayout {
  const isDivided = request.objective !== 'front' && request.method === 'memetic' && movesTotal >= leastMoves;
  return isDivided ? { islands: islandCount, epochs: migrations + 1 } : { islands: 1, epochs: 1 };
}

/**
 * One epoch of one island. `state`: the island after the epoch before it, null in the first; `emigrants`: every island's
 * best plan after that epoch, of which it takes in its neighbour's on the ring. Yields reports of its own moves; send
 * `true` to stop.
 */
export function* runIsland(
  problem: PlanProblem,
  layout: IslandLayout,
  island: number,
  epoch: number,
  state: IslandState | null,
  emigrants: readonly Individual[],
): Generator<SearchReport, IslandState, boolean | undefined> {
  const { rules, linear, risk, request } = problem;
  const known = emigrants.reduce<number>(
    (most, { missing, score }) => (missing === 0 && score > most ? score : most),
    Number.NEGATIVE_INFINITY,
  );
  const movesOfIsland = Math.ceil(problem.movesTotal / layout.islands);
  const search: SearchProblem = {
    ...{ rules, linear, risk },
    random: createRandom(streamSeed(request.seed, island, epoch)),
    start: request.start,
    moves: movesOfIsland,
    guideFor: (score) => guideFor(problem, Math.max(score, known)),
  };
  if (request.objective === 'front') return yield* runFront(problem, search);
  if (request.method === 'pso') return asIsland(yield* withHistory(swarmSearch(search, 40)));
  const settings = settingsOf(problem, layout);
  if (layout.islands === 1) return { population: yield* memeticSearch(search, settings), front: [] };
  const first = Math.floor(movesOfIsland * settings.firstShare);
  const until = first + Math.ceil(((movesOfIsland - first) * epoch) / (layout.epochs - 1));
  if (!state) {
    const founding = { ...settings, firstShare: 1 };
    return { population: yield* memeticSearch({ ...search, moves: first }, founding), front: [] };
  }
  const neighbour = emigrants[(island + layout.islands - 1) % layout.islands];
  const population = receive(state.population, neighbour ? [neighbour] : []);
  return { population: yield* memeticSearch({ ...search, moves: until }, settings, population), front: [] };
}

/** The islands as one result: the best plan of all, sums of the counts, generations side by side. */
export function mergeIslands(states: readonly (IslandState | null)[]): SearchResult & {
  readonly history: readonly Generation[];
  readonly front: readonly ArchivedPlan[];
} {
  const populations = states.flatMap((state) => (state ? [state.population] : []));
  const sum = (of: (population: Population) => number): number =>
    populations.reduce((total, population) => total + of(population), 0);
  const history: Generation[] = [];
  const longest = populations.reduce((most, { history: known }) => Math.max(most, known.length), 0);
  for (let k = 0; k < longest; k++) {
    const rows = populations.map(({ history: known }) => known[Math.min(k, known.length - 1)]);
    history.push({
      generation: k,
      moves: rows.reduce((total, { moves }) => total + moves, 0),
      best: rows.reduce((most, { best }) => Math.max(most, best), Number.NEGATIVE_INFINITY),
      mean: rows.reduce((total, { mean }) => total + mean, 0) / rows.length,
    });
  }
  return {
    best: populations.map(({ best }) => best).reduce((a, b) => (isBetter(b, a) ? b : a)),
    moves: sum(({ moves }) => moves),
    generations: sum(({ generations }) => generations),
    evaluations: sum(({ evaluations }) => evaluations),
    stopped: populations.some(({ stopped }) => stopped),
    history,
    front: states[0]?.front ?? [],
  };
}

/** Settings found by trials on the reference instances. */
function settingsOf({ rules }: PlanProblem, { islands }: IslandLayout): MemeticSettings {
  return {
    population: islands === 1 ? 10 : 5,
    firstShare: 0.25,
    movesPerChild: rules.products <= 200 ? 50_000 : 100_000,
    hot: 0.2,
    warm: 0.03,
    cold: 0.003,
  };
}

function* runFront(
  problem: PlanProblem,
  search: SearchProblem,
): Generator<SearchReport, IslandState, boolean | undefined> {
  const { instance, tables, movesTotal } = problem;
  const risk: RiskObjective = { tables, lambda: 0, tailCount: tailCountOf(instance) };
  const settings = settingsOf(problem, { islands: 1, epochs: 1 });
  const first = yield* memeticSearch({ ...search, moves: Math.floor(movesTotal * 0.2) }, settings);
  const guide = problem.reduced;
  const second = {
    ...search,
    start: first.best.places,
    moves: movesTotal - first.moves,
    // For the frontier every week is a candidate: what is poor in profit may be good in risk.
    guideFor: () => buildSearchGuide(problem.rules, guide, Number.POSITIVE_INFINITY),
  };
  const movesPerChild = Math.min(600 * problem.rules.products, Math.ceil(second.moves / 100));
  const steps = withHistory(new FrontSearch(second, risk, { population: 24, movesPerChild }).run(), first);
  const found = first.stopped ? null : yield* steps;
  const plans = found?.archive.plans ?? (first.best.missing === 0 ? [first.best] : []);
  const front = plans.map(({ places }) => exactPoint(instance, risk, places));
  return {
    front,
    population: {
      ...first,
      best: front.length > 0 ? { places: front[0].places, score: front[0].profit, missing: 0 } : first.best,
      moves: first.moves + (found?.moves ?? 0),
      generations: first.generations + (found?.generations ?? 0),
      evaluations: first.evaluations + (found?.evaluations ?? 0),
      stopped: first.stopped || found?.stopped === true,
      history: found?.history ?? first.history,
    },
  };
}

/** Figures of a plan of the frontier from the tables, free of the search's rounding. */
function exactPoint(instance: LaunchInstance, risk: RiskObjective, places: Int32Array): ArchivedPlan {
  const { mean, tailMean } = meanAndTail(scenarioProfits(instance, risk.tables, Array.from(places)), risk.tailCount);
  return { profit: mean, risk: mean - tailMean, places };
}

/** Keeps each generation that a search reports; counts go on from those of `before`. */
function* withHistory<Result>(
  steps: Generator<SearchReport, Result, boolean | undefined>,
  before: { readonly moves: number; readonly generations: number; readonly history: readonly Generation[] } = {
    ...{ moves: 0, generations: 0, history: [] },
  },
): Generator<SearchReport, Result & { readonly history: readonly Generation[] }, boolean | undefined> {
  const history = [...before.history];
  let stop: boolean | undefined = false;
  for (;;) {
    const step = steps.next(stop);
    if (step.done) return { ...step.value, history };
    const generation = step.value.generation + before.generations;
    const moves = step.value.moves + before.moves;
    const { best, mean } = step.value;
    if (history.at(-1)?.generation !== generation) history.push({ generation, moves, best, mean });
    stop = yield { ...step.value, generation, moves };
  }
}

/** A search without islands as one: a population of its best plan. */
function asIsland(result: SearchResult & { readonly history: readonly Generation[] }): IslandState {
  return { population: { ...result, members: [result.best], unit: 1 }, front: [] };
}

/** Seeds of the islands' streams, unrelated for neighbouring seeds, islands and epochs (integers only). */
function streamSeed(seed: number, island: number, epoch: number): number {
  if (island === 0 && epoch === 0) return seed;
  let mixed = (seed ^ Math.imul(island + 1, 0x9e3779b1) ^ Math.imul(epoch + 1, 0x85ebca6b)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 0;
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
