import type { Issue } from '#engine/issue.ts';
import { evaluatePlan as pricePlan } from '#engine/planning/evaluate/evaluate-plan.ts';
import { type PaperReturns, paperReturns } from '#engine/planning/evaluate/paper-fitness.ts';
import type { StressCache } from '#engine/planning/explain/stress-plan.ts';
import { findContradictions } from '#engine/planning/feasibility/find-contradictions.ts';
import {
  type LaunchInstance,
  type LaunchWeeks,
  noLocks,
  notLaunched,
  optionCount,
} from '#engine/planning/problem/launch-instance.ts';
import { buildLaunchTables, type LaunchTables, launchTablesInSteps } from '#engine/planning/problem/launch-tables.ts';
import { type OptimiseRequest, type PlanProblem, preparePlan } from '#engine/planning/problem/plan-problem.ts';
import { createSalesCache, type SalesCache } from '#engine/planning/problem/sales-cache.ts';
import { validateInstance } from '#engine/planning/problem/validate-instance.ts';
import type { PlanFigures } from '#engine/planning/rules/plan-figures.ts';
import { JobCancelled, type JobControl, JobRefused } from '#workers/job-control.ts';
import type { EvaluatePlanInput, ExaminePlanInput, OptimiseInput, PlanMethod } from '#workers/planning/contract.ts';

/** True when two plain values hold the same numbers and words: cheaper than any text made of them. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a === 'number' && typeof b === 'number') return Number.isNaN(a) && Number.isNaN(b);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (ArrayBuffer.isView(a))
    return ArrayBuffer.isView(b) && isSameList(a as unknown as ArrayLike<number>, b as unknown as ArrayLike<number>);
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((entry, k) => isSame(entry, b[k]));
  const left = a as Readonly<Record<string, unknown>>;
  const right = b as Readonly<Record<string, unknown>>;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => isSame(left[key], right[key]));
}

function isSameList(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (!Object.is(a[k], b[k]) && a[k] !== b[k]) return false;
  return true;
}

/** The part of an instance that the profit of a launch follows from. */
function pricedPart(instance: LaunchInstance) {
  const { weeks, horizon, seasonOffset, curves, promo, scenarios, categories, products } = instance;
  return {
    ...{ weeks, horizon, seasonOffset, curves, promo, scenarios },
    ...{ weeklyDiscountRate: instance.weeklyDiscountRate, events: instance.events },
    seasons: categories.map(({ season }) => season),
    products: products.map(
      ({ effort: _effort, earliest: _earliest, latest: _latest, must: _must, ...priced }) => priced,
    ),
  };
}

/** What follows from the priced part of an instance: made once, grown as plans are asked about. */
export interface PricedCaches {
  readonly tables: LaunchTables;
  readonly returns: PaperReturns;
  readonly sales: SalesCache;
  readonly stress: StressCache;
}

/**
 * Books of the last instance: a drag asks about the same one again and again, and a changed rule changes no profit. The
 * instance itself is kept too: most questions bring the same parts, which need not be compared.
 */
let cached: { readonly instance: LaunchInstance; readonly part: unknown; readonly caches: PricedCaches } | null = null;

function knownCaches(instance: LaunchInstance, part: () => unknown): PricedCaches | null {
  if (!cached) return null;
  const { instance: last } = cached;
  const isUntouched =
    last.weeks === instance.weeks &&
    last.horizon === instance.horizon &&
    last.seasonOffset === instance.seasonOffset &&
    last.weeklyDiscountRate === instance.weeklyDiscountRate &&
    (['curves', 'promo', 'events', 'scenarios', 'categories', 'products'] as const).every(
      (key) => last[key] === instance[key],
    );
  if (isUntouched) return cached.caches;
  if (!isSame(cached.part, part())) return null;
  // The paper's returns are scaled within the windows, which are rules.
  cached = { instance, part: cached.part, caches: { ...cached.caches, returns: paperReturns(instance) } };
  return cached.caches;
}

function keepCaches(instance: LaunchInstance, part: unknown, tables: LaunchTables): PricedCaches {
  const sales = createSalesCache(instance, tables);
  const caches: PricedCaches = { tables, returns: paperReturns(instance), sales, stress: new Map() };
  cached = { instance, part, caches };
  return caches;
}

export function cachesOf(instance: LaunchInstance): PricedCaches {
  const part = (): unknown => pricedPart(instance);
  return knownCaches(instance, part) ?? keepCaches(instance, part(), buildLaunchTables(instance));
}

export const tablesOf = (instance: LaunchInstance): LaunchTables => cachesOf(instance).tables;

/** The tables, for a job that may be cancelled meanwhile. */
export async function tablesFor(instance: LaunchInstance, control: JobControl<unknown>): Promise<LaunchTables> {
  const part = (): unknown => pricedPart(instance);
  const known = knownCaches(instance, part);
  if (known) return known.tables;
  const steps = untilCancelled(launchTablesInSteps(instance), control);
  const tables = await drive(steps, control, () => {});
  return keepCaches(instance, part(), tables).tables;
}

/** A part of a job that is worth nothing until it is whole. */
function* untilCancelled<Step, Result>(
  steps: Generator<Step, Result, unknown>,
  control: JobControl<unknown>,
): Generator<Step, Result, boolean> {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    yield step.value;
    if (control.cancelled()) throw new JobCancelled();
  }
}

/** The last instance that was well formed. */
let formed: LaunchInstance | null = null;

/** Faults of an instance; parts that were well formed a question ago are not read again. */
export function faultsOf(instance: LaunchInstance): Issue[] {
  const faults = validateInstance(instance, formed);
  if (faults.length === 0) formed = instance;
  return faults;
}

export function refuseMalformed(instance: LaunchInstance): void {
  const [fault] = faultsOf(instance);
  if (fault) throw new JobRefused(fault.code, fault.params);
  if (instance.products.length === 0) throw new JobRefused('plan-without-candidates');
}

export function refuseMisfit(instance: LaunchInstance, weeks: LaunchWeeks): void {
  const fits = weeks.every(
    (place, i) =>
      Number.isInteger(place) &&
      place >= notLaunched &&
      (place < instance.weeks || place < instance.weeks * optionCount(instance.products[i])),
  );
  if (weeks.length !== instance.products.length || !fits)
    throw new JobRefused('plan-does-not-fit', { entries: weeks.length, candidates: instance.products.length });
}

export function refuseUnknown(instance: LaunchInstance, product: number): void {
  if (!Number.isInteger(product) || product < 0 || product >= instance.products.length)
    throw new JobRefused('plan-unknown-candidate', { entry: product, candidates: instance.products.length });
}

export function figuresOf(
  { instance, weights, locks }: Omit<EvaluatePlanInput, 'weeks'>,
  weeks: LaunchWeeks,
): PlanFigures {
  return pricePlan(instance, weeks, { ...cachesOf(instance), weights, ...(locks ? { locks } : {}) });
}

/** The method that an objective is searched with: the frontier has its own, and only it. */
export function methodOf({ objective, method }: Pick<OptimiseInput, 'objective' | 'method'>): PlanMethod {
  if (objective === 'front') return 'nsga2';
  return method === 'nsga2' ? 'memetic' : method;
}

/** The search's request; refused when the instance is malformed or its constraints exclude every plan. */
export async function requestOf(input: OptimiseInput, control: JobControl<unknown>): Promise<OptimiseRequest> {
  const { instance, locks = noLocks, start } = input;
  refuseMalformed(instance);
  if (start) refuseMisfit(instance, start);
  await yieldNow(control);
  const contradiction = findContradictions(instance, locks).find(({ severity }) => severity === 'error');
  if (contradiction) throw new JobRefused(contradiction.code, contradiction.params);
  await yieldNow(control);
  const { objective, weights, lambda, seed, moves } = input;
  return { objective, method: methodOf(input), weights, lambda, seed, moves, locks, start: start ?? null };
}

/** Lets messages in, and ends a job that was cancelled before it has anything to show. */
async function yieldNow(control: JobControl<unknown>): Promise<void> {
  await control.pause();
  if (control.cancelled()) throw new JobCancelled();
}

/** A pause lets a cancel in; each costs a turn of the event loop, so not after every step of a search. */
const chunkMs = 25;

/** Runs a generator to its end, reporting each step, letting messages in, and telling it when the job is cancelled. */
export async function drive<Step, Result, Progress>(
  steps: Generator<Step, Result, boolean>,
  control: JobControl<Progress>,
  report: (step: Step) => void,
): Promise<Result> {
  let yielded = performance.now();
  let step = steps.next(control.cancelled());
  while (!step.done) {
    report(step.value);
    if (performance.now() - yielded > chunkMs) {
      await control.pause();
      yielded = performance.now();
    }
    step = steps.next(control.cancelled());
  }
  return step.value;
}

/** The last problem examined, with its prices: looking at one candidate after another asks for the same. */
let examined: { readonly key: unknown; readonly problem: PlanProblem } | null = null;

/** The problem that a plan belongs to, made ready to plan anew around it. */
export async function problemOf(input: ExaminePlanInput, control: JobControl<unknown>): Promise<PlanProblem> {
  const { instance, weeks, weights, lambda, seed, locks = noLocks } = input;
  refuseMalformed(instance);
  refuseMisfit(instance, weeks);
  const objective = input.objective === 'front' ? 'profit' : input.objective;
  const key = { instance, objective, weights, lambda, seed, locks };
  if (examined && isSame(examined.key, key)) return examined.problem;
  const request: OptimiseRequest = {
    ...{ objective, method: 'memetic', weights, lambda, seed, locks },
    ...{ moves: null, start: null },
  };
  const steps = preparePlan(instance, await tablesFor(instance, control), request);
  const problem = await drive(steps, control, () => {});
  if (!control.cancelled()) examined = { key, problem };
  return problem;
}
