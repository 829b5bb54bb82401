import type { ShadowPrices } from '#engine/planning/bound/lagrangian-dual.ts';
import type { LaunchInstance } from '#engine/planning/problem/launch-instance.ts';
import type { LaunchTables } from '#engine/planning/problem/launch-tables.ts';
import {
  finishBound,
  type OptimiseReport,
  type OptimiseRequest,
  type PlanProblem,
  preparePlan,
  scoreOf,
} from '#engine/planning/problem/plan-problem.ts';
import { buildIslands, type IslandState, mergeIslands, runIsland } from './island-search.ts';
import type { Generation, SearchReport } from './memetic-search.ts';
import type { ArchivedPlan } from './pareto-archive.ts';
import { type Individual, isBetter } from './plan-population.ts';

export interface OptimiseAnswer {
  /** Places: launch weeks, with options. */
  readonly weeks: Int32Array;
  /** Unmet lower limits; 0 = feasible. */
  readonly missing: number;
  /** Value of the objective (for `front`: the profit of the most profitable point). */
  readonly value: number;
  /** Proven: no plan has a higher value of the objective (profit for `front`). */
  readonly upperBound: number;
  readonly moves: number;
  readonly generations: number;
  /** Whole plans evaluated. */
  readonly evaluations: number;
  /** True when a cancel ended the search: the best so far. */
  readonly stopped: boolean;
  readonly history: readonly Generation[];
  readonly front: readonly ArchivedPlan[];
  /** Money for one more unit. */
  readonly shadowPrices: ShadowPrices;
}

/**
 * The whole search: bound and prices, then the chosen method guided by them, island by island and epoch by epoch, then the
 * bound again with the plan found as its target. A generator so that whoever runs it can let messages in between; send
 * `true` to stop with the best so far. Decisions use + - x /, square root and comparisons only: the same seed and moves
 * give the same plan on every machine, and on one core or several ({@link runIsland}).
 */
export function* optimise(
  instance: LaunchInstance,
  tables: LaunchTables,
  request: OptimiseRequest,
): Generator<OptimiseReport, OptimiseAnswer, boolean | undefined> {
  const stop = { told: false };
  const problem = yield* heeding(stop, preparePlan(instance, tables, request));
  const layout = buildIslands(problem);
  const states: (IslandState | null)[] = Array.from({ length: layout.islands }, () => null);
  const progress = createProgress(problem);
  for (let epoch = 0; epoch < layout.epochs; epoch++) {
    const emigrants = emigrantsOf(states);
    for (let island = 0; island < layout.islands; island++) {
      if (stop.told && (epoch > 0 || island > 0)) break;
      const steps = runIsland(problem, layout, island, epoch, states[island], emigrants);
      states[island] = yield* heeding(stop, progress.relay(island, steps));
    }
  }
  return yield* concludePlan(problem, states, stop);
}

/** Best plan of every island that has one. */
export function emigrantsOf(states: readonly (IslandState | null)[]): Individual[] {
  return states.flatMap((state) => (state ? [state.population.best] : []));
}

/** What the islands found together, and the bound with that as its target. */
export function* concludePlan(
  problem: PlanProblem,
  states: readonly (IslandState | null)[],
  stop: { told: boolean },
): Generator<OptimiseReport, OptimiseAnswer, boolean | undefined> {
  const { best, ...counts } = mergeIslands(states);
  const isFront = problem.request.objective === 'front';
  const value = isFront ? best.score : scoreOf(problem.rules, problem.plain, problem.risk, best.places);
  const found = { weeks: best.places, value: best.missing === 0 ? value : Number.NaN };
  const bound = yield* heeding(stop, finishBound(problem, { ...found, ...counts }));
  const { places, missing } = best;
  return { ...counts, ...bound, weeks: places, missing, value, stopped: counts.stopped || stop.told };
}

/** Runs a part of the search; once told to stop, every further part is told at once. */
function* heeding<Report, Result>(
  stop: { told: boolean },
  steps: Generator<Report, Result, boolean | undefined>,
): Generator<Report, Result, boolean | undefined> {
  for (let step = steps.next(stop.told); ; step = steps.next(stop.told)) {
    if (step.done) return step.value;
    if (yield step.value) stop.told = true;
  }
}

/** Reports of single islands as reports of the whole search: sums of moves and generations, the best of all. */
export function createProgress(problem: Pick<PlanProblem, 'movesTotal'>) {
  const moves: number[] = [];
  const generations: number[] = [];
  let best: Individual | null = null;
  const relay = function* <Result>(
    island: number,
    steps: Generator<SearchReport, Result, boolean | undefined>,
  ): Generator<OptimiseReport, Result, boolean | undefined> {
    let told: boolean | undefined = false;
    for (;;) {
      const step = steps.next(told);
      if (step.done) return step.value;
      const report = step.value;
      moves[island] = report.moves;
      generations[island] = report.generation;
      const { improved, best: score, missing } = report;
      const found = improved && missing === 0 ? { places: improved, score, missing } : null;
      const isNew = found !== null && (best === null || isBetter(found, best));
      if (isNew) best = found;
      told = yield {
        phase: 'searching',
        generation: generations.reduce((sum, count) => sum + (count ?? 0), 0),
        moves: moves.reduce((sum, count) => sum + (count ?? 0), 0),
        movesTotal: problem.movesTotal,
        best: best?.score ?? Number.NaN,
        mean: report.mean,
        improved: isNew ? report.improved : null,
      };
    }
  };
  /** What an island has done before. */
  const note = (island: number, state: IslandState | null): void => {
    moves[island] = state?.population.moves ?? 0;
    generations[island] = state?.population.generations ?? 0;
  };
  return { relay, note };
}
