import { changedLosses, dropOn, movedAlong, previewDrag as preview } from '#engine/planning/explain/drag-preview.ts';
import { explainCandidate as explain } from '#engine/planning/explain/explain-candidate.ts';
import { launchOrder as orderOf } from '#engine/planning/explain/launch-order.ts';
import { marginalValues as tryLimits } from '#engine/planning/explain/marginal-values.ts';
import { partsOfOffers } from '#engine/planning/explain/offer-parts.ts';
import { offerValues as valueOffers } from '#engine/planning/explain/offer-values.ts';
import { reportPlan } from '#engine/planning/explain/plan-report.ts';
import { planStability } from '#engine/planning/explain/plan-stability.ts';
import { stressInSteps } from '#engine/planning/explain/stress-plan.ts';
import { findContradictions } from '#engine/planning/feasibility/find-contradictions.ts';
import { gainOfOffer } from '#engine/planning/offers/offer-gain.ts';
import { type LaunchInstance, noLocks, notLaunched } from '#engine/planning/problem/launch-instance.ts';
import {
  finishBound,
  type OptimiseReport,
  type PlanProblem,
  preparePlan,
  scoreOf,
} from '#engine/planning/problem/plan-problem.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';
import { applyRules } from '#engine/planning/rules/describe-rules.ts';
import type { PlanReport } from '#engine/planning/rules/plan-figures.ts';
import { bridgePlans, fewMoves } from '#engine/planning/search/few-moves.ts';
import { buildIslands, type IslandState, runIsland } from '#engine/planning/search/island-search.ts';
import {
  concludePlan,
  createProgress,
  emigrantsOf,
  type OptimiseAnswer,
  optimise as searchPlan,
} from '#engine/planning/search/optimise.ts';
import { JobCancelled, type JobControl, JobRefused } from '#workers/job-control.ts';
import type {
  EvaluatePlanInput,
  OptimiseInput,
  OptimiseOutput,
  OptimiseProgress,
  PlanningHandlers,
  PlanReportChange,
  PricePlanInput,
} from '#workers/planning/contract.ts';
import {
  cachesOf,
  drive,
  faultsOf,
  figuresOf,
  isSame,
  methodOf,
  problemOf,
  refuseMalformed,
  refuseMisfit,
  refuseUnknown,
  requestOf,
  tablesFor,
  tablesOf,
} from '#workers/planning/internal/ready-problems.ts';

const defaultWindowShare = 0.02;

const checkInstance: PlanningHandlers['checkInstance'] = async ({ instance, locks = noLocks }) => {
  const faults = faultsOf(instance);
  return faults.length > 0 ? faults : findContradictions(instance, locks);
};

function read({ instance, weeks, weights, locks, windowShare }: EvaluatePlanInput): PlanReport {
  refuseMalformed(instance);
  refuseMisfit(instance, weeks);
  const { tables, returns, sales } = cachesOf(instance);
  return reportPlan(instance, tables, weeks, {
    ...{ weights, returns, sales },
    windowShare: windowShare ?? defaultWindowShare,
    ...(locks ? { locks } : {}),
  });
}

const evaluatePlan: PlanningHandlers['evaluatePlan'] = async (input) => read(input);

/** Reports that pages hold. */
const mostReports = 3;

/** Answers with what differs from a report that the page holds; remembers the last few by the page's names for them. */
function createPlanPricing(): PlanningHandlers['pricePlan'] {
  const reports = new Map<number, PlanReport>();
  return async (input) => {
    const { instance, rules, name, known } = input;
    refuseMalformed(instance);
    const { ruled, changed } = rules
      ? underRules(instance, rules)
      : { ruled: instance, changed: { products: null, categories: null, constraints: null, events: null } };
    const reading = read({ ...input, instance: ruled });
    const before = reports.get(known);
    reports.set(name, reading);
    for (const old of reports.keys()) if (reports.size > mostReports && old !== name) reports.delete(old);
    return { ruled: changed, reading: before ? changeOf(before, reading) : reading };
  };
}

function underRules(instance: LaunchInstance, rules: NonNullable<PricePlanInput['rules']>) {
  const parts = applyRules(instance, rules.startDay, rules.candidates, rules.constraints);
  const changed = {
    products: isSame(parts.products, instance.products) ? null : parts.products,
    categories: isSame(parts.categories, instance.categories) ? null : parts.categories,
    constraints: isSame(parts.constraints, instance.constraints) ? null : parts.constraints,
    events: isSame(parts.events ?? [], instance.events ?? []) ? null : (parts.events ?? []),
  };
  const events = changed.events ?? instance.events;
  const ruled: LaunchInstance = {
    ...instance,
    ...(events ? { events } : {}),
    products: changed.products ?? instance.products,
    categories: changed.categories ?? instance.categories,
    constraints: changed.constraints ?? instance.constraints,
  };
  return { ruled, changed };
}

function changeOf(before: PlanReport, now: PlanReport): PlanReportChange {
  const change = <Entry extends { readonly product: number }>(
    old: readonly Entry[],
    entries: readonly Entry[],
  ): (Entry | number)[] => {
    const places = new Map(old.map(({ product }, place) => [product, place]));
    return entries.map((entry) => {
      const place = places.get(entry.product);
      return place !== undefined && isSame(old[place], entry) ? place : entry;
    });
  };
  return {
    figures: now.figures,
    launches: change(before.launches, now.launches),
    notSelected: change(before.notSelected, now.notSelected),
  };
}

const priceMove: PlanningHandlers['priceMove'] = async (input) => {
  const { instance, weeks, product, week } = input;
  refuseMalformed(instance);
  refuseMisfit(instance, weeks);
  refuseUnknown(instance, product);
  const after = dropOn(instance, weeks, product, week);
  refuseMisfit(instance, after);
  return {
    before: figuresOf(input, weeks),
    after: figuresOf(input, after),
    weeks: after,
    moved: week === notLaunched ? [product] : movedAlong(instance, weeks, product),
    neighbours: changedLosses(instance, tablesOf(instance), weeks, after),
  };
};

const previewDrag: PlanningHandlers['previewDrag'] = async ({ instance, weeks, product, locks }) => {
  refuseMalformed(instance);
  refuseMisfit(instance, weeks);
  refuseUnknown(instance, product);
  return preview(instance, tablesOf(instance), weeks, product, locks);
};

const launchOrder: PlanningHandlers['launchOrder'] = async ({ instance, product, place }) => {
  refuseMalformed(instance);
  refuseUnknown(instance, product);
  refuseMisfit(
    instance,
    instance.products.map((_, i) => (i === product ? place : notLaunched)),
  );
  return orderOf(instance, product, place);
};

const offerValues: PlanningHandlers['offerValues'] = async ({ instance, weeks, product, locks }) => {
  refuseMalformed(instance);
  refuseMisfit(instance, weeks);
  refuseUnknown(instance, product);
  return valueOffers(instance, tablesOf(instance), weeks, product, locks);
};

const offerGains: PlanningHandlers['offerGains'] = async ({ instance, managers, weeks }) => {
  refuseMalformed(instance);
  refuseMisfit(instance, weeks);
  refuseMisfit(managers, weeks);
  return {
    gains: weeks.map((week, i) => (week < 0 ? null : gainOfOffer(instance, managers, i, week))),
    added: partsOfOffers(instance, managers, weeks),
  };
};

const explainCandidate: PlanningHandlers['explainCandidate'] = async (input, control) => {
  refuseUnknown(input.instance, input.product);
  const problem = await problemOf(input, control);
  const answer = await drive(explain(problem, input.weeks, input.product), control, () => {});
  if (control.cancelled()) throw new JobCancelled();
  return answer;
};

const chooseMoves: PlanningHandlers['chooseMoves'] = async (input, control) => {
  const problem = await problemOf(input, control);
  if (control.cancelled()) throw new JobCancelled();
  const weeks = fewMoves(problem, input.own, input.weeks, input.leastGain);
  return { weeks, figures: figuresOf(input, weeks), steps: bridgePlans(problem, input.own, weeks) };
};

const stability: PlanningHandlers['stability'] = async (input, control) => {
  const problem = await problemOf(input, control);
  const steps = planStability(problem, input.weeks, input.rounds);
  const found = await drive(steps, control, (soFar) =>
    control.report({ rounds: soFar.rounds, roundsTotal: input.rounds, soFar }),
  );
  if (found.rounds === 0) throw new JobCancelled();
  return { ...found, stopped: found.rounds < input.rounds };
};

const marginalValues: PlanningHandlers['marginalValues'] = async (input, control) => {
  const problem = await problemOf(input, control);
  const steps = tryLimits(problem, input.weeks, input.shadowPrices, input.most);
  return await drive(steps, control, (progress) => control.report(progress));
};

/** Bounds are reported as they come; of the search every new generation and every improvement. */
function createReporter(control: JobControl<OptimiseProgress>): (report: OptimiseReport) => void {
  let generation = -1;
  return ({ improved, ...report }) => {
    const isNew = report.phase === 'bounding' || report.generation !== generation || improved !== null;
    generation = report.generation;
    if (isNew) control.report({ ...report, improvedWeeks: improved ? Array.from(improved) : null });
  };
}

/** Products and categories whose must-launch or minimum a plan does not meet, by name. */
function unmetOf({ instance, locks }: OptimiseInput, weeks: Int32Array): string {
  const unmet = checkPlan(instance, Array.from(weeks), locks).map(({ product, category }) =>
    product === undefined ? instance.categories[category ?? 0].name : instance.products[product].id,
  );
  return [...new Set(unmet)].join(', ');
}

function toOutput(input: OptimiseInput, found: OptimiseAnswer): OptimiseOutput {
  if (found.missing > 0) {
    if (found.stopped) throw new JobCancelled();
    throw new JobRefused('plan-not-found', { missing: found.missing, unmet: unmetOf(input, found.weeks) });
  }
  const { value, upperBound, moves, generations, evaluations, stopped, history, shadowPrices } = found;
  const weeks = Array.from(found.weeks);
  return {
    weeks,
    ...{ objective: input.objective, method: methodOf(input), seed: input.seed },
    ...{ value, upperBound, gap: gapOf(upperBound, value) },
    ...{ moves, generations, evaluations, stopped, history, shadowPrices },
    front: found.front.map((point) => ({ profit: point.profit, risk: point.risk, weeks: Array.from(point.places) })),
    figures: figuresOf(input, weeks),
  };
}

function gapOf(upperBound: number, value: number): number {
  return upperBound === value ? 0 : (upperBound - value) / Math.abs(value);
}

const optimise: PlanningHandlers['optimise'] = async (input, control) => {
  const request = await requestOf(input, control);
  const steps = searchPlan(input.instance, await tablesFor(input.instance, control), request);
  const found = await drive(steps, control, createReporter(control));
  return toOutput(input, found);
};

const priceAgain: PlanningHandlers['priceAgain'] = async ({ weeks, front, ...input }, control) => {
  const { instance, objective } = input;
  refuseMalformed(instance);
  for (const plan of [weeks, ...front]) refuseMisfit(instance, plan);
  const figures = figuresOf(input, weeks);
  const points = front.map((plan) => {
    const { profit, risk } = figuresOf(input, plan);
    return { weeks: plan, profit, risk };
  });
  const unproven = {
    upperBound: Number.POSITIVE_INFINITY,
    shadowPrices: {
      capacity: new Float64Array(instance.weeks),
      budgetPeriods: new Float64Array(instance.constraints.budget.periods.length),
      budgetTotal: 0,
    },
  };
  const answer = { figures, front: points };
  const isWithinRules =
    figures.violations.length === 0 && findContradictions(instance, input.locks ?? noLocks).length === 0;
  if (!isWithinRules) return { ...answer, ...unproven, value: figures.profit, gap: unproven.upperBound };
  const request = await requestOf(input, control);
  const steps = preparePlan(instance, await tablesFor(instance, control), request);
  const problem = await drive(steps, control, createReporter(control));
  const own = Int32Array.from(weeks);
  const value = objective === 'front' ? figures.profit : scoreOf(problem.rules, problem.plain, problem.risk, own);
  const found = { weeks: own, value, moves: 0, generations: 0 };
  const { upperBound, shadowPrices } = await drive(finishBound(problem, found), control, createReporter(control));
  return { ...answer, value, upperBound, gap: gapOf(upperBound, value), shadowPrices };
};

const stressPlan: PlanningHandlers['stressPlan'] = async ({ instance, weeks }, control) => {
  refuseMalformed(instance);
  refuseMisfit(instance, weeks);
  return await drive(stressInSteps(instance, weeks, cachesOf(instance).stress), control, () => {});
};

/** The three parts of a search on several workers; each worker has one search open, and a new one takes its place. */
function createSearchParts(): Pick<PlanningHandlers, 'openSearch' | 'searchIslands' | 'closeSearch'> {
  let open: { readonly session: number; readonly input: OptimiseInput; readonly problem: PlanProblem } | null = null;
  let sessions = 0;
  const openSession = (session: number) => {
    if (open?.session !== session) throw new Error(`search ${session} is not open in this worker`);
    return open;
  };
  return {
    async openSearch(input, control) {
      const request = await requestOf(input, control);
      const steps = preparePlan(input.instance, await tablesFor(input.instance, control), request);
      const problem = await drive(steps, control, createReporter(control));
      sessions += 1;
      open = { session: sessions, input, problem };
      return { session: sessions, movesTotal: problem.movesTotal, ...buildIslands(problem) };
    },
    async searchIslands({ session, epoch, islands, states }, control) {
      const { problem } = openSession(session);
      const layout = buildIslands(problem);
      const emigrants = emigrantsOf(states);
      const progress = createProgress(problem);
      for (const island of islands) progress.note(island, states[island]);
      const report = createReporter(control);
      const found: IslandState[] = [];
      for (const island of islands) {
        const steps = progress.relay(island, runIsland(problem, layout, island, epoch, states[island], emigrants));
        found.push(await drive(steps, control, report));
      }
      return found;
    },
    async closeSearch({ session, states, stopped }, control) {
      const { problem, input } = openSession(session);
      const found = await drive(concludePlan(problem, states, { told: stopped }), control, createReporter(control));
      open = null;
      return toOutput(input, found);
    },
  };
}

/** Handlers with a memory of their own: one set a worker. */
export function createHandlers(): PlanningHandlers {
  return {
    ...{ optimise, priceAgain, ...createSearchParts() },
    pricePlan: createPlanPricing(),
    ...{
      evaluatePlan,
      priceMove,
      previewDrag,
      offerValues,
      offerGains,
      launchOrder,
      explainCandidate,
      chooseMoves,
      stability,
    },
    ...{ marginalValues, stressPlan, checkInstance },
  };
}

export const handlers = createHandlers();
