import type { PlanRules } from '#engine/planning/rules/plan-rules.ts';
import { type LinearObjective, PlanState, type RiskObjective } from '#engine/planning/rules/plan-state.ts';
import type { Random } from '#engine/random.ts';
import { anneal } from './anneal.ts';
import { PlanMoves } from './plan-moves.ts';
import { construct, crossOver, distanceBetween, type Individual, isBetter, snapshot } from './plan-population.ts';
import type { SearchGuide } from './search-guide.ts';

/** What every search works on. */
export interface SearchProblem {
  readonly rules: PlanRules;
  readonly linear: LinearObjective;
  readonly risk: RiskObjective | null;
  readonly random: Random;
  /** Guide for an incumbent with this score; called again as the incumbent rises. */
  readonly guideFor: (incumbent: number) => SearchGuide;
  /** A plan to start from; may break rules. */
  readonly start: ArrayLike<number> | null;
  readonly moves: number;
}

/**
 * What a search tells on its way. `missing`: lower limits that the best plan does not meet yet; `improved`: the best plan,
 * when it is new since the last report.
 */
export interface SearchReport {
  readonly missing: number;
  readonly generation: number;
  readonly moves: number;
  readonly best: number;
  readonly mean: number;
  readonly improved: Int32Array | null;
}

export interface SearchResult {
  readonly best: Individual;
  readonly moves: number;
  readonly generations: number;
  /** Whole plans built or repaired. */
  readonly evaluations: number;
  readonly stopped: boolean;
}

/** A search: yields reports (at least every few milliseconds), takes `true` to stop, returns the best so far. */
export type PlanSearch = Generator<SearchReport, SearchResult, boolean | undefined>;

/** Settings of {@link memeticSearch}. */
export interface MemeticSettings {
  readonly population: number;
  /** Share of all moves spent on the first population. */
  readonly firstShare: number;
  /** Moves of local search for each child. */
  readonly movesPerChild: number;
  /** Temperatures of the annealing as shares of the mean worth of a launch. */
  readonly hot: number;
  readonly warm: number;
  readonly cold: number;
}

/** One generation, for the convergence chart. */
export interface Generation {
  readonly generation: number;
  readonly moves: number;
  readonly best: number;
  readonly mean: number;
}

/** A population between two stretches of its search: plain data, so that any core can go on with it. */
export interface Population extends SearchResult {
  readonly members: readonly Individual[];
  /** Mean worth of a launch: the scale of temperatures. */
  readonly unit: number;
  readonly history: readonly Generation[];
}

/**
 * Genetic algorithm with local search: population, tournament selection, crossover by weeks or by products, repair,
 * mutation by the hot end of an annealing, replacement of the worst without twins. The child's local search is the
 * annealing of {@link anneal} on delta evaluation. `from`: goes on with a population, up to `problem.moves` in all.
 * Ends by moves, hence the same plan for the same seed.
 */
export function* memeticSearch(
  problem: SearchProblem,
  settings: MemeticSettings,
  from: Population | null = null,
): Generator<SearchReport, Population, boolean | undefined> {
  const { rules, linear, random } = problem;
  let guide = problem.guideFor(from && from.best.missing === 0 ? from.best.score : Number.NEGATIVE_INFINITY);
  const state = new PlanState(rules, linear, problem.risk);
  const moves = new PlanMoves(state, guide, random);
  moves.tried = from?.moves ?? 0;
  const population: Individual[] = [...(from?.members ?? [])];
  const history: Generation[] = [...(from?.history ?? [])];
  if (!from) construct(state, moves, guide, problem.start, random, 0);
  let best = from?.best ?? snapshot(state);
  const unit = from?.unit ?? worthOfLaunch(best, linear.value, rules.row);
  let evaluations = from?.evaluations ?? 1;
  let generation = from?.generations ?? 0;
  let stopped = false;
  let announced: Individual | null = from?.best ?? null;

  const report = (): SearchReport => {
    const improved = announced === best ? null : best.places;
    announced = best;
    const { score, missing } = best;
    return { generation, moves: moves.tried, best: score, missing, mean: meanScore(population, best), improved };
  };

  function* improve(budget: number, hot: number): Generator<SearchReport, Individual, boolean | undefined> {
    if (budget <= 0) return snapshot(state);
    const search = anneal(state, moves, random, budget, hot * unit, settings.cold * unit);
    for (let step = search.next(); ; step = search.next(stopped)) {
      if (step.done) return step.value;
      if (isBetter(step.value, best)) best = step.value;
      if (yield report()) stopped = true;
    }
  }

  const record = (): void => {
    history.push({ generation, moves: moves.tried, best: best.score, mean: meanScore(population, best) });
  };

  const firstBudget = Math.floor((problem.moves * settings.firstShare) / settings.population);
  // Where every candidate is locked or has no open week, one plan is all there is: moves would never run out.
  const isOpen = (): boolean => guide.movable.length > 0;
  while (!from && population.length < (isOpen() ? settings.population : 1) && !stopped) {
    const isStart = population.length === 0;
    if (!isStart) construct(state, moves, guide, null, random, 0.3);
    evaluations += 1;
    // A plan to start from is worth keeping: it is only warmed.
    const individual = yield* improve(firstBudget, isStart && problem.start ? settings.warm : settings.hot);
    population.push(individual);
    if (isBetter(individual, best)) best = individual;
    if (yield report()) stopped = true;
  }
  if (!from) record();
  while (!stopped && isOpen() && moves.tried < problem.moves) {
    generation += 1;
    if (best.missing === 0) {
      guide = problem.guideFor(best.score);
      moves.setGuide(guide);
    }
    for (let k = 0; k < settings.population && !stopped && moves.tried < problem.moves; k++) {
      const a = tournament(population, random);
      const b = tournament(population, random);
      const preferred = a === b ? a.places : crossOver(a.places, b.places, rules.weeks, random);
      construct(state, moves, guide, preferred, random, 0.05);
      evaluations += 1;
      const left = problem.moves - moves.tried;
      const child = yield* improve(Math.min(Math.max(0, left), settings.movesPerChild), settings.warm);
      replaceWorst(population, child);
      if (isBetter(child, best)) best = child;
    }
    record();
    if (yield report()) stopped = true;
  }
  return {
    ...{ best, moves: moves.tried, generations: generation, evaluations, stopped },
    ...{ members: population, unit, history },
  };
}

/** A population that has taken in plans from elsewhere, each in place of its worst unless it is a twin. */
export function receive(population: Population, immigrants: readonly Individual[]): Population {
  const members = [...population.members];
  let { best } = population;
  for (const immigrant of immigrants) {
    replaceWorst(members, immigrant);
    if (isBetter(immigrant, best)) best = immigrant;
  }
  return { ...population, members, best };
}

function tournament(population: readonly Individual[], random: Random): Individual {
  const a = population[random.below(population.length)];
  const b = population[random.below(population.length)];
  return isBetter(b, a) ? b : a;
}

/** The child takes the place of its twin or of the worst, if it is better than that one. */
function replaceWorst(population: Individual[], child: Individual): void {
  let target = 0;
  for (let k = 0; k < population.length; k++) {
    if (distanceBetween(population[k].places, child.places) === 0) return;
    if (isBetter(population[target], population[k])) target = k;
  }
  if (isBetter(child, population[target])) population[target] = child;
}

function meanScore(population: readonly Individual[], fallback: Individual): number {
  if (population.length === 0) return fallback.score;
  let sum = 0;
  for (const { score } of population) sum += score;
  return sum / population.length;
}

/** Mean value of the plan's launches: the scale of temperatures. */
export function worthOfLaunch(plan: Individual, value: Float64Array, row: Int32Array): number {
  let sum = 0;
  let launched = 0;
  plan.places.forEach((place, i) => {
    if (place < 0) return;
    launched += 1;
    sum += Math.abs(value[row[i] + place]);
  });
  if (launched > 0 && sum > 0) return sum / launched;
  let most = 0;
  for (const v of value) if (v > most) most = v;
  return most > 0 ? most : 1;
}
