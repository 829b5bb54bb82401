import type { Issue } from '#engine/issue.ts';
import { articleReturns } from '#engine/planning/article-fitness.ts';
import { evaluatePlan as pricePlan } from '#engine/planning/evaluate-plan.ts';
import { findContradictions } from '#engine/planning/find-contradictions.ts';
import { type LaunchInstance, type LaunchWeeks, noLocks, notLaunched } from '#engine/planning/launch-instance.ts';
import { buildLaunchTables, type LaunchTables } from '#engine/planning/launch-tables.ts';
import { optimise as searchPlan } from '#engine/planning/optimise.ts';
import type { PlanFigures } from '#engine/planning/plan-figures.ts';
import { readPlan } from '#engine/planning/read-plan.ts';
import { stressPlan as stress } from '#engine/planning/stress-plan.ts';
import { validateInstance } from '#engine/planning/validate-instance.ts';
import { JobCancelled, JobRefused } from '#workers/job-control.ts';
import type {
  EvaluatePlanInput,
  GenerationRecord,
  OptimiseOutput,
  OptimiseProgress,
  PlanningHandlers,
} from '#workers/planning/contract.ts';

const defaultWindowShare = 0.02;
/** A pause lets a cancel in; each costs a turn of the event loop, so not after every step of the search. */
const breathMs = 25;

/** Tables of the last instance: a drag asks about the same one again and again, and a changed rule changes no profit. */
let cached: { readonly key: string; readonly tables: LaunchTables } | null = null;

function tablesOf(instance: LaunchInstance): LaunchTables {
  const { weeks, horizon, seasonOffset, curves, promo, scenarios } = instance;
  const key = JSON.stringify([
    [weeks, horizon, seasonOffset, curves, promo, scenarios],
    instance.categories.map(({ season }) => season),
    instance.products.map(
      ({ effort: _effort, earliest: _earliest, latest: _latest, must: _must, ...priced }) => priced,
    ),
  ]);
  if (cached?.key !== key) cached = { key, tables: buildLaunchTables(instance) };
  return cached.tables;
}

function refuseMalformed(instance: LaunchInstance): void {
  const [fault] = validateInstance(instance);
  if (fault) throw new JobRefused(fault.code, fault.params);
  if (instance.products.length === 0) throw new JobRefused('plan-without-candidates');
}

function refuseMisfit(instance: LaunchInstance, weeks: LaunchWeeks): void {
  const fits = weeks.every((week) => Number.isInteger(week) && week >= notLaunched && week < instance.weeks);
  if (weeks.length !== instance.products.length || !fits)
    throw new JobRefused('plan-does-not-fit', { entries: weeks.length, candidates: instance.products.length });
}

const checkInstance: PlanningHandlers['checkInstance'] = async ({ instance, locks = noLocks }) => {
  const faults: Issue[] = validateInstance(instance);
  return faults.length > 0 ? faults : findContradictions(instance, locks);
};

const evaluatePlan: PlanningHandlers['evaluatePlan'] = async ({ instance, weeks, weights, locks, windowShare }) => {
  refuseMalformed(instance);
  refuseMisfit(instance, weeks);
  return readPlan(instance, tablesOf(instance), weeks, {
    weights,
    windowShare: windowShare ?? defaultWindowShare,
    ...(locks ? { locks } : {}),
  });
};

const priceMove: PlanningHandlers['priceMove'] = async (input) => {
  const { instance, weeks, product, week } = input;
  refuseMalformed(instance);
  refuseMisfit(instance, weeks);
  const moved = weeks.map((old, i) => (i === product ? week : old));
  refuseMisfit(instance, moved);
  return { before: figuresOf(input, weeks), after: figuresOf(input, moved), weeks: moved };
};

function figuresOf({ instance, weights, locks }: Omit<EvaluatePlanInput, 'weeks'>, weeks: LaunchWeeks): PlanFigures {
  return pricePlan(instance, tablesOf(instance), articleReturns(instance), weeks, weights, locks);
}

const optimise: PlanningHandlers['optimise'] = async (input, control) => {
  const { instance, locks = noLocks, objective, seed, start } = input;
  refuseMalformed(instance);
  if (start) refuseMisfit(instance, start);
  const [contradiction] = findContradictions(instance, locks);
  if (contradiction) throw new JobRefused(contradiction.code, contradiction.params);
  const method = objective === 'front' ? 'nsga2' : input.method === 'nsga2' ? 'memetic' : input.method;
  const tables = tablesOf(instance);
  const steps = searchPlan(instance, tables, { ...input, method, locks, start: start ?? null });
  const history: GenerationRecord[] = [];
  let generation = -1;
  let breathed = performance.now();
  let step = steps.next(false);
  while (!step.done) {
    const { phase, moves, movesTotal, best, mean, improved } = step.value;
    const isNewGeneration = phase === 'searching' && step.value.generation !== generation;
    if (isNewGeneration) generation = step.value.generation;
    if (isNewGeneration) history.push({ generation, moves, best, mean });
    if (isNewGeneration || improved || phase === 'bounding') {
      const improvedWeeks = improved ? Array.from(improved) : null;
      control.report({
        phase,
        generation: step.value.generation,
        moves,
        movesTotal,
        best,
        mean,
        improvedWeeks,
      } satisfies OptimiseProgress);
    }
    if (performance.now() - breathed > breathMs) {
      await control.pause();
      breathed = performance.now();
    }
    step = steps.next(control.cancelled());
  }
  const found = step.value;
  if (found.missing > 0) {
    if (found.stopped) throw new JobCancelled();
    throw new JobRefused('plan-not-found', { missing: found.missing });
  }
  const weeks = Array.from(found.weeks);
  return {
    weeks,
    objective,
    method,
    seed,
    value: found.value,
    upperBound: found.upperBound,
    gap: (found.upperBound - found.value) / Math.abs(found.value),
    moves: found.moves,
    generations: found.generations,
    evaluations: found.evaluations,
    stopped: found.stopped,
    history,
    front: found.front.map((point) => ({ profit: point.profit, risk: point.risk, weeks: Array.from(point.weeks) })),
    figures: figuresOf(input, weeks),
    shadowPrices: found.shadowPrices,
  } satisfies OptimiseOutput;
};

const stressPlan: PlanningHandlers['stressPlan'] = async ({ instance, weeks }) => {
  refuseMalformed(instance);
  refuseMisfit(instance, weeks);
  return stress(instance, weeks);
};

export const handlers: PlanningHandlers = { optimise, evaluatePlan, priceMove, stressPlan, checkInstance };
