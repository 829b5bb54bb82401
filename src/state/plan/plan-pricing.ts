import type { Issue } from '#engine/issue.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { LaunchInstance, LaunchWeeks, PlanLocks } from '#engine/planning/problem/launch-instance.ts';
import type { PlanReading } from '#engine/planning/rules/plan-figures.ts';
import { presentDataset } from '#state/data/dataset-store.ts';
import { constraintsOf, forbiddenWeeks, locksOf, weightsOf, withOwnRules, withWeekNames } from './plan-problem.ts';
import { lastReadyJob, type PlanResult, type PlanSettings, type PresentPlan, usePlanStore } from './plan-store.ts';
import { planningClient } from './plan-workers.ts';

/** Tolerance of the launch window. */
export const planWindowShare = 0.02;

/** The pricing under way, and whether something has changed since it began. */
let pricing: Promise<void> | null = null;
let hasChanged = false;

/**
 * Prices the plan on screen under the present rules and locks, without a search: figures, reasons, broken rules and rules
 * that contradict each other. Weeks, rules and locks may be changed faster than answers come: what is under way is dropped
 * and the last state is priced. Resolves when the plan on screen is priced, unusual futures included.
 */
export function pricePresent(): Promise<void> {
  hasChanged = true;
  pricing ??= priceUntilSettled().finally(() => {
    pricing = null;
  });
  return pricing;
}

async function priceUntilSettled(): Promise<void> {
  while (hasChanged) {
    while (hasChanged) {
      hasChanged = false;
      await priceOnce();
    }
    await stressPresent();
  }
}

async function priceOnce(): Promise<void> {
  const { present, settings, decisions } = usePlanStore.getState();
  const result = presentResult();
  if (!result || !present) return;
  const isCurrent = (): boolean => !hasChanged && presentResult() === result;
  const { startDay } = result.built;
  const candidates = ownCandidates(settings);
  const locks = locksOf(decisions, result.built.instance, startDay, candidates);
  const { weeks } = present;
  const priced = await priceUnderRules(result, present, settings, candidates, {
    fixed: [],
    forbidden: locks.forbidden,
  });
  if (!priced || !isCurrent()) return;
  const { instance, reading } = priced;
  const { contradictions: told, stress } = present;
  // The same weeks fare the same in futures that were not planned for, whatever the rules.
  const isSamePlan = stressed?.weeks === weeks && stressed.scenarios === instance.scenarios;
  usePlanStore.setState({
    present: { ...{ weeks, reading, instance, contradictions: told }, ...(isSamePlan && stress ? { stress } : {}) },
    trial: null,
  });
  // What rules say to each other takes no part in the figures: they are shown meanwhile.
  const contradictions = await findContradictions(instance, locks, startDay);
  const now = usePlanStore.getState().present;
  if (!isCurrent() || now?.reading !== reading) return;
  if (JSON.stringify(now.contradictions) !== JSON.stringify(contradictions))
    usePlanStore.setState({ present: { ...now, contradictions } });
}

/** The candidates of the data with the manager's own rules; the same list for the same rules. */
export function ownCandidates({ products }: Pick<PlanSettings, 'products'>): readonly Candidate[] {
  const candidates = presentDataset()?.candidates ?? none;
  if (own?.candidates !== candidates || own.products !== products)
    own = { candidates, products, list: withOwnRules(candidates, products) };
  return own.list;
}

const none: readonly Candidate[] = [];
let own: {
  readonly candidates: readonly Candidate[];
  readonly products: PlanSettings['products'];
  readonly list: readonly Candidate[];
} | null = null;

/** Names of readings, as the worker knows them; those of earlier pages, or read another way, have none. */
const names = new WeakMap<PlanReading, number>();
let lastName = 0;

/** The plan's reading under the present rules, and the problem that they make. Parts and entries that are as before stay the same objects. */
async function priceUnderRules(
  { built }: PlanResult,
  present: PresentPlan,
  settings: PlanSettings,
  candidates: readonly Candidate[],
  locks: PlanLocks,
): Promise<{ readonly instance: LaunchInstance; readonly reading: PlanReading } | null> {
  const panel = presentDataset()?.panel;
  const before = present.instance ?? built.instance;
  const constraints = panel ? constraintsOf(settings, candidates, panel.weekStart) : null;
  lastName += 1;
  const name = lastName;
  const input = {
    // Rules are written anew each time: it does not matter which were written into it before.
    ...{ instance: before, weeks: present.weeks, locks },
    // A plan whose data has gone keeps the rules that it was found under.
    rules: constraints ? { startDay: built.startDay, candidates, constraints } : null,
    weights: weightsOf(settings),
    windowShare: planWindowShare,
    ...{ name, known: present.reading ? (names.get(present.reading) ?? 0) : 0 },
  };
  const answer = await planningClient.run('pricePlan', input, { again: true });
  if (answer.kind !== 'done') return null;
  const { ruled, reading: change } = answer.output;
  const isRuled = ruled.products !== null || ruled.categories !== null || ruled.constraints !== null;
  const instance: LaunchInstance = isRuled
    ? {
        ...before,
        products: ruled.products ?? before.products,
        categories: ruled.categories ?? before.categories,
        constraints: ruled.constraints ?? before.constraints,
      }
    : before;
  const reading: PlanReading = {
    figures: change.figures,
    launches: change.launches.map((entry) => (typeof entry === 'number' ? present.reading.launches[entry] : entry)),
    leftOut: change.leftOut.map((entry) => (typeof entry === 'number' ? present.reading.leftOut[entry] : entry)),
  };
  names.set(reading, name);
  return { instance, reading };
}

/**
 * A plan read aloud. Locks are left aside: they bind the search, and what a locked launch would earn elsewhere is just what
 * the manager wants to know; only weeks that are closed to a candidate count.
 */
export async function readPlan(
  instance: LaunchInstance,
  weeks: LaunchWeeks,
  settings: PlanSettings,
  locks: PlanLocks,
): Promise<PlanReading | null> {
  const answer = await planningClient.run(
    'evaluatePlan',
    {
      ...{ instance, weeks, locks },
      weights: weightsOf(settings),
      windowShare: planWindowShare,
    },
    { again: true },
  );
  return answer.kind === 'done' ? answer.output : null;
}

async function findContradictions(
  instance: LaunchInstance,
  locks: PlanLocks,
  startDay: number,
): Promise<readonly Issue[]> {
  const answer = await planningClient.run('checkInstance', { instance, locks }, { again: true });
  if (answer.kind !== 'done') return [];
  return answer.output.map((issue) => ({ ...issue, params: withWeekNames(issue.params ?? {}, startDay) }));
}

/** What the futures on screen were worked out for. */
let stressed: { readonly weeks: LaunchWeeks; readonly scenarios: LaunchInstance['scenarios'] } | null = null;

/** Tries the plan on screen in futures that it was not made for; a late answer for an earlier plan is dropped. */
export async function stressPresent(): Promise<void> {
  const { present } = usePlanStore.getState();
  if (!present) return;
  const { instance, weeks } = present;
  const isKnown = stressed?.weeks === weeks && stressed.scenarios === instance.scenarios;
  if (present.stress && isKnown) return;
  const answer = await planningClient.run('stressPlan', { instance, weeks }, { again: true });
  const now = usePlanStore.getState().present;
  if (answer.kind !== 'done' || now?.weeks !== weeks || now.instance !== instance) return;
  stressed = { weeks, scenarios: instance.scenarios };
  usePlanStore.setState({ present: { ...now, stress: answer.output } });
}

let isTrying = false;

/**
 * What the plan would be worth with a launch in another week (its wave along with it); shown while it is tried. A hand
 * passes over weeks faster than they are priced: only the one it has come to is asked about next.
 */
export async function tryLaunch(candidateId: string, week: number): Promise<void> {
  const { present } = usePlanStore.getState();
  const product = present?.instance.products.findIndex(({ id }) => id === candidateId) ?? -1;
  if (!present || product < 0) return;
  const weeks = movedTogether(present.instance, present.weeks, product, week);
  usePlanStore.setState({ trial: { ...{ candidateId, product, week, weeks }, figures: null, neighbours: [] } });
  if (isTrying) return;
  isTrying = true;
  try {
    while (await priceTrial());
  } finally {
    isTrying = false;
  }
}

/** Prices the move that is tried now; false when there is none that is not priced. */
async function priceTrial(): Promise<boolean> {
  const { present, settings, trial } = usePlanStore.getState();
  if (!present || !trial || trial.figures) return false;
  const { instance, weeks } = present;
  const startDay = presentResult()?.built.startDay ?? 0;
  const answer = await planningClient.run(
    'priceMove',
    {
      ...{ instance, weeks, product: trial.product, week: trial.week },
      locks: { fixed: [], forbidden: forbiddenWeeks(instance, startDay, ownCandidates(settings)) },
      weights: weightsOf(settings),
    },
    { again: true },
  );
  const now = usePlanStore.getState().trial;
  if (answer.kind !== 'done') return false;
  const { after, neighbours } = answer.output;
  if (now?.weeks === trial.weeks) usePlanStore.setState({ trial: { ...now, figures: after, neighbours } });
  return true;
}

export function stopTrying(): void {
  if (usePlanStore.getState().trial) usePlanStore.setState({ trial: null });
}

/**
 * The plan with a launch in another week; -1 leaves it out, alone. What shares its week by a rule goes along: launched members
 * of its waves that stand beside it, and products that must each follow the other at no distance.
 */
export function movedTogether(
  instance: LaunchInstance,
  weeks: LaunchWeeks,
  product: number,
  week: number,
): LaunchWeeks {
  const { waves = [], precedence = [] } = instance.constraints;
  const along = new Set([product]);
  if (week >= 0 && weeks[product] >= 0)
    for (const one of along)
      for (const members of [...waves.map((wave) => wave.members), circleOf(precedence, one)])
        if (members.includes(one))
          for (const member of members) if (weeks[member] === weeks[product]) along.add(member);
  return weeks.map((old, i) => (along.has(i) ? week : old));
}

/** Products that a product reaches along rules of order without any week between, and that reach it. */
function circleOf(precedence: NonNullable<LaunchInstance['constraints']['precedence']>, product: number): number[] {
  const reach = (forward: boolean): Set<number> => {
    const reached = new Set([product]);
    for (const one of reached)
      for (const { before, after, minWeeks } of precedence)
        if (minWeeks === 0 && (forward ? before : after) === one) reached.add(forward ? after : before);
    return reached;
  };
  const back = reach(false);
  return [...reach(true)].filter((other) => back.has(other));
}

/** The problem and the search behind the plan on screen; a search under way, or one that was refused, leaves them. */
export function presentResult(): PlanResult | null {
  const { job } = usePlanStore.getState();
  const known = job.status === 'ready' ? job : lastReadyJob();
  return known.status === 'ready' ? known.result : null;
}
