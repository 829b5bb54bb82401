import type { Issue } from '#engine/issue.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { LaunchInstance, LaunchWeeks, PlanLocks } from '#engine/planning/problem/launch-instance.ts';
import type { PlanReport } from '#engine/planning/rules/plan-figures.ts';
import { useCandidatesStore } from '#state/candidates/candidates-store.ts';
import { type OwnFacts, withOwnFacts } from '#state/candidates/own-facts.ts';
import { withPlanPrices } from '#state/candidates/plan-prices.ts';
import { currentDataset } from '#state/data/dataset-store.ts';
import { createCatchUp } from '#state/runtime/catch-up.ts';
import { createCounter } from '#state/runtime/counter.ts';
import { offeredInstance } from './plan-offers.ts';
import { constraintsOf, forbiddenWeeks, locksOf, weightsOf, withOwnRules, withWeekNames } from './plan-problem.ts';
import { type CurrentPlan, currentResult, type PlanResult, type PlanSettings, usePlanStore } from './plan-store.ts';
import { planningClient } from './plan-workers.ts';

/** Tolerance of the launch window. */
export const planWindowShare = 0.02;

/**
 * Prices the plan on screen under the current rules and locks, without a search: figures, reasons, broken rules and rules
 * that contradict each other. Weeks, rules and locks may be changed faster than answers come: what is under way is dropped
 * and the last state is priced. Resolves when the plan on screen is priced, unusual scenarios included.
 */
export const priceCurrent = createCatchUp(async (hasChanged) => {
  await priceOnce(hasChanged);
  if (!hasChanged()) await stressCurrent();
});

async function priceOnce(hasChanged: () => boolean): Promise<void> {
  const { current, settings, decisions } = usePlanStore.getState();
  const result = currentResult();
  if (!result || !current) return;
  const isCurrent = (): boolean => !hasChanged() && currentResult() === result;
  const { startDay } = result.built;
  const candidates = ownCandidates(settings);
  const locks = locksOf(decisions, result.built.instance, startDay, candidates);
  const { weeks } = current;
  const priced = await priceUnderRules(result, current, settings, candidates, {
    fixed: [],
    forbidden: locks.forbidden,
  });
  if (!priced || !isCurrent()) return;
  const { instance, reading } = priced;
  const { contradictions: told, stress } = current;
  // The same weeks fare the same in scenarios that were not planned for, whatever the rules.
  const isSamePlan = isStressOf(stress, weeks, instance);
  usePlanStore.setState({
    current: {
      ...{ weeks, reading, instance, contradictions: told },
      ...(current.offers ? { offers: current.offers } : {}),
      ...(stress && isSamePlan ? { stress } : {}),
    },
    trial: null,
  });
  await tellGains(result, candidates, () => isCurrent() && usePlanStore.getState().current?.reading === reading);
  if (!isCurrent()) return;
  // What rules say to each other takes no part in the figures: they are shown meanwhile.
  const contradictions = await findContradictions(instance, locks, startDay);
  const now = usePlanStore.getState().current;
  if (!isCurrent() || now?.reading !== reading) return;
  if (JSON.stringify(now.contradictions) !== JSON.stringify(contradictions))
    usePlanStore.setState({ current: { ...now, contradictions } });
}

/** Puts beside the plan on screen what its offers bring over the manager's. */
async function tellGains(result: PlanResult, candidates: readonly Candidate[], isWanted: () => boolean): Promise<void> {
  const { current } = usePlanStore.getState();
  if (!current?.offers?.some((offer) => offer > 0)) return;
  const gains = await gainsOf(result.built.instance, current.instance, current.weeks, candidates);
  const now = usePlanStore.getState().current;
  if (now && isWanted()) usePlanStore.setState({ current: { ...now, ...gains } });
}

/** What each launch's prices bring over the manager's in its week, and what all offers add to the plan; nothing where that could not be told. */
export async function gainsOf(
  built: LaunchInstance,
  offered: LaunchInstance,
  weeks: LaunchWeeks,
  candidates: readonly Candidate[],
) {
  const managers = offeredInstance(built, undefined, candidates);
  const answer = await planningClient.run('offerGains', { instance: offered, managers, weeks }, { again: true });
  return answer.kind === 'done' ? answer.output : {};
}

/** The candidates of the data with what the manager says of them and the manager's rules; the same list for the same ones. */
export function ownCandidates({ products }: Pick<PlanSettings, 'products'>): readonly Candidate[] {
  const candidates = currentDataset()?.candidates ?? none;
  const { choices, planPrices } = useCandidatesStore.getState();
  const known = ownLists.get(products);
  if (known?.candidates === candidates && known.choices === choices && known.planPrices === planPrices)
    return known.list;
  const list = withOwnRules(withPlanPrices(withOwnFacts(candidates, choices), planPrices), products);
  ownLists.set(products, { candidates, choices, planPrices, list });
  return list;
}

const none: readonly Candidate[] = [];
interface OwnList {
  readonly candidates: readonly Candidate[];
  readonly choices: OwnFacts;
  readonly planPrices: Readonly<Record<string, number>> | undefined;
  readonly list: readonly Candidate[];
}
const ownLists = new WeakMap<PlanSettings['products'], OwnList>();

/** Names of reports, as the worker knows them; those of earlier pages, or made another way, have none. */
const names = new WeakMap<PlanReport, number>();
const nextName = createCounter();

/** The plan's report under the current rules, and the problem that they make. Parts and entries that are as before stay the same objects. */
async function priceUnderRules(
  { built }: PlanResult,
  current: CurrentPlan,
  settings: PlanSettings,
  candidates: readonly Candidate[],
  locks: PlanLocks,
): Promise<{ readonly instance: LaunchInstance; readonly reading: PlanReport } | null> {
  const panel = currentDataset()?.panel;
  const offered = offeredInstance(built.instance, current.offers, candidates);
  const before = madeFrom.get(current.instance) === offered ? withBuiltOrders(current.instance, offered) : offered;
  const constraints = panel ? constraintsOf(settings, candidates, panel.weekStart) : null;
  const known = names.get(current.reading) ?? 0;
  const name = nextName();
  const input = {
    // Rules are written anew each time: it does not matter which were written into it before.
    instance: before,
    weeks: current.weeks,
    locks,
    // A plan whose data has gone keeps the rules that it was found under.
    rules: constraints ? { startDay: built.startDay, candidates, constraints } : null,
    weights: weightsOf(settings),
    windowShare: planWindowShare,
    name,
    known,
  };
  const answer = await planningClient.run('pricePlan', input, { again: true });
  if (answer.kind !== 'done') return null;
  const { ruled, reading: change } = answer.output;
  const isRuled =
    ruled.products !== null || ruled.categories !== null || ruled.constraints !== null || ruled.events !== null;
  const instance: LaunchInstance = isRuled
    ? {
        ...before,
        products: ruled.products ?? before.products,
        categories: ruled.categories ?? before.categories,
        constraints: ruled.constraints ?? before.constraints,
        ...(ruled.events ? { events: ruled.events } : {}),
      }
    : before;
  const reading: PlanReport = {
    figures: change.figures,
    launches: change.launches.map((entry) => (typeof entry === 'number' ? current.reading.launches[entry] : entry)),
    notSelected: change.notSelected.map((entry) =>
      typeof entry === 'number' ? current.reading.notSelected[entry] : entry,
    ),
  };
  names.set(reading, name);
  madeFrom.set(instance, offered);
  return { instance, reading };
}

/** Offers that a problem under other rules was made with: while they stay, only what the rules change is sent. */
const madeFrom = new WeakMap<LaunchInstance, LaunchInstance>();

/** With the initial orders that were worked out, where the manager has named others; the same object where nobody has. */
function withBuiltOrders(instance: LaunchInstance, built: LaunchInstance): LaunchInstance {
  const isOther = (i: number): boolean => {
    const [now, found] = [instance.products[i], built.products[i]];
    return now.stock !== found.stock || (now.stockByWeek === undefined) !== (found.stockByWeek === undefined);
  };
  if (!instance.products.some((_, i) => isOther(i))) return instance;
  const products = instance.products.map((product, i) => {
    const { stock, stockByWeek, options } = built.products[i];
    return isOther(i)
      ? { ...product, stock, ...(stockByWeek ? { stockByWeek } : {}), ...(options ? { options } : {}) }
      : product;
  });
  return { ...instance, products };
}

/**
 * The report of a plan. Locks are left aside: they bind the search, and what a locked launch would earn elsewhere is just what
 * the manager wants to know; only weeks that are closed to a candidate count.
 */
export async function reportPlan(
  instance: LaunchInstance,
  weeks: LaunchWeeks,
  settings: PlanSettings,
  locks: PlanLocks,
): Promise<PlanReport | null> {
  const answer = await planningClient.run(
    'evaluatePlan',
    {
      instance,
      weeks,
      locks,
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

/** What scenarios on screen were worked out for. */
const stressedPlans = new WeakMap<
  NonNullable<CurrentPlan['stress']>,
  { readonly weeks: LaunchWeeks; readonly scenarios: LaunchInstance['scenarios']; readonly offered: string }
>();

/** What is ordered and at which prices. */
function offeredKey({ products }: LaunchInstance): string {
  return JSON.stringify(products.map(({ options, stock, stockByWeek }) => [options, stock, stockByWeek]));
}

function isStressOf(stress: CurrentPlan['stress'], weeks: LaunchWeeks, instance: LaunchInstance): boolean {
  const known = stress && stressedPlans.get(stress);
  return known?.weeks === weeks && known.scenarios === instance.scenarios && known.offered === offeredKey(instance);
}

/** Tries the plan on screen in scenarios that it was not made for; a late answer for an earlier plan is dropped. */
export async function stressCurrent(): Promise<void> {
  const { current } = usePlanStore.getState();
  if (!current) return;
  const { instance, weeks } = current;
  if (isStressOf(current.stress, weeks, instance)) return;
  const answer = await planningClient.run('stressPlan', { instance, weeks }, { again: true });
  const now = usePlanStore.getState().current;
  if (answer.kind !== 'done' || now?.weeks !== weeks || now.instance !== instance) return;
  stressedPlans.set(answer.output, { weeks, scenarios: instance.scenarios, offered: offeredKey(instance) });
  usePlanStore.setState({ current: { ...now, stress: answer.output } });
}

/**
 * What the plan would be worth with a launch in another week (its wave along with it); shown while it is tried. A pointer
 * passes over weeks faster than they are priced: only the one it has come to is asked about next.
 */
export async function tryLaunch(candidateId: string, week: number): Promise<void> {
  const { current } = usePlanStore.getState();
  const product = current?.instance.products.findIndex(({ id }) => id === candidateId) ?? -1;
  if (!current || product < 0) return;
  const weeks = movedTogether(current.instance, current.weeks, product, week);
  usePlanStore.setState({ trial: { candidateId, product, week, weeks, figures: null, neighbours: [] } });
  await priceTrial();
}

/** Prices the move that is tried now. */
const priceTrial = createCatchUp(async () => {
  const { current, settings, trial } = usePlanStore.getState();
  if (!current || !trial || trial.figures) return;
  const { instance, weeks } = current;
  const startDay = currentResult()?.built.startDay ?? 0;
  const answer = await planningClient.run(
    'priceMove',
    {
      instance,
      weeks,
      product: trial.product,
      week: trial.week,
      locks: { fixed: [], forbidden: forbiddenWeeks(instance, startDay, ownCandidates(settings)) },
      weights: weightsOf(settings),
    },
    { again: true },
  );
  const now = usePlanStore.getState().trial;
  if (answer.kind !== 'done') return;
  const { after, neighbours } = answer.output;
  if (now?.weeks === trial.weeks) usePlanStore.setState({ trial: { ...now, figures: after, neighbours } });
});

export function stopTrying(): void {
  if (usePlanStore.getState().trial) usePlanStore.setState({ trial: null });
}

/**
 * The plan with a launch in another week; -1 takes it out of the plan, alone. What shares its week by a rule goes along: launched members
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
