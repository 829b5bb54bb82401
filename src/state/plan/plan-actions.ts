import type { Candidate } from '#engine/panel/candidate.ts';
import type { LaunchInstance, LaunchWeeks, PlanLocks } from '#engine/planning/problem/launch-instance.ts';
import type { Generation } from '#engine/planning/search/memetic-search.ts';
import { candidatesComputation } from '#state/candidates/candidates-actions.ts';
import { currentDataset, useDatasetStore } from '#state/data/dataset-store.ts';
import { defineComputation, inputFrom, type Outcome, type Run } from '#state/runtime/computation.ts';
import { inputHash } from '#state/runtime/input-hash.ts';
import { useSettingsStore } from '#state/runtime/settings-store.ts';
import { seedInput } from '#state/runtime/shared-inputs.ts';
import { urgentWork } from '#state/runtime/urgent-work.ts';
import { ownersHistory, planHistory } from './plan-history.ts';
import { areOutlooksEarly, currentOutlooks, gatherForecasts, upstreamInput } from './plan-inputs.ts';
import { heldOffers, holdOffers, namesOfOffers, offeredInstance, offersNamed, splitPlaces } from './plan-offers.ts';
import { gainsOf, ownCandidates, priceCurrent, reportPlan, stressCurrent } from './plan-pricing.ts';
import { locksOf, problemInput, weightsOf, withWeekNames } from './plan-problem.ts';
import {
  currentResult,
  type PlanDecisions,
  type PlanProgress,
  type PlanResult,
  type PlanSettings,
  type PlanState,
  persistedPlan,
  usePlanStore,
} from './plan-store.ts';
import { candidatesClient, planningClient } from './plan-workers.ts';

/** A chart that is drawn anew for every generation would keep the page from answering. */
const shownEveryMs = 250;

/** Forecasts the candidates where that is not done yet, builds the problem, searches, and evaluates the plan found. */
export const planComputation = defineComputation({
  id: 'plan',
  step: 'plan',
  store: usePlanStore,
  job: ({ job }) => job,
  put: (job) => ({ job }),
  inputs: {
    data: inputFrom(useDatasetStore, ({ facts: { dataset } }) =>
      dataset?.panel && dataset.candidates.length > 0 ? dataset.fingerprint : undefined,
    ),
    upstream: upstreamInput,
    settings: inputFrom(usePlanStore, ({ settings }) => settings),
    seed: seedInput,
  },
  share: planShare,
  crashed: 'plan-crashed',
  onCancel: 'return',
  turn: {
    after: [{ id: 'candidates' }, { id: 'demand', enough: areOutlooksEarly }],
    mayRefine: isAsFound,
  },
  histories: [planHistory, ownersHistory],
  slice: persistedPlan,
  run: (run) => urgentWork.during(findPlan(run)),
  // A rule that was changed while the search ran: the plan is priced under it, and shown as out of date. So are decisions.
  afterwards: ({ settings, search }) => {
    const now = usePlanStore.getState();
    return now.settings === settings && now.current?.weeks === search.weeks ? stressCurrent() : priceCurrent();
  },
});

/** Name of the inputs under other settings: says whether a plan found under them is of the current data and forecasts. */
export function planHashUnder(settings: PlanSettings, seed: number): string | null {
  return planComputation.hash({ settings, seed });
}

/** Forecasting and building take about as long as a small search; the search's own share is the rest. */
function planShare({ stage, share }: PlanProgress): number | null {
  if (stage === 'forecasting' || stage === 'building') return null;
  return stage === 'reading' ? 1 : share;
}

/** Nothing of the plan on screen was changed by the manager since it was found, nor what it was asked for: by its values, since a reload restores them apart. */
function isAsFound(): boolean {
  const { current, decisions, settings } = usePlanStore.getState();
  const found = currentResult();
  if (!found || !current) return true;
  return (
    current.weeks.every((week, i) => week === found.search.weeks[i]) &&
    inputHash(current.offers ?? []) === inputHash(found.search.offers ?? []) &&
    inputHash(settings) === inputHash(found.settings) &&
    inputHash(decisions.locks) === inputHash(found.locks ?? {}) &&
    inputHash(decisions.offers ?? {}) === inputHash(found.held ?? {})
  );
}

type PlanRun = Run<PlanProgress>;

async function findPlan(run: PlanRun): Promise<Outcome<PlanResult, PlanState>> {
  const dataset = currentDataset();
  if (!dataset?.panel) return { kind: 'cancelled' };
  const { signal, startedAt, show } = run;
  const { settings, decisions, current: before } = usePlanStore.getState();
  const { seed } = useSettingsStore.getState();
  const { outlooks, networksTrainedAt } = currentOutlooks();
  show(stageOf('forecasting', null));
  const forecasts = await gatherForecasts(signal);
  if (signal.aborted || forecasts === null) return { kind: 'cancelled' };
  if ('code' in forecasts) return { kind: 'failed', issue: forecasts };
  show(stageOf('building', null));
  const candidates = ownCandidates(settings);
  const built = await candidatesClient.run(
    'buildInstance',
    problemInput({ ...dataset, panel: dataset.panel }, settings, {
      ...{ candidates, forecasts, outlooks, seed },
      priceResponse: candidatesComputation.current()?.priceResponse ?? [],
    }),
    { signal },
  );
  if (built.kind !== 'done') return built;
  const { instance, startDay, baseline } = built.output;
  const locks = locksOf(decisions, instance, startDay, candidates);
  const held = heldOffers(instance.products, decisions.offers);
  const asked = { instance: holdOffers(instance, held), settings, locks, seed };
  const found = await search(run, asked);
  if (found.kind === 'refused') return { ...found, params: withWeekNames(found.params, startDay) };
  if (found.kind !== 'done') return found;
  show(stageOf('reading', null));
  const few = baseline ? await fewestMoves(run, found.output, { ...asked, own: baseline }) : null;
  if (few !== null && 'kind' in few) return few;
  const searched = withWeeks(instance, few?.search ?? found.output, held);
  const { weeks, offers } = searched;
  const offered = offeredInstance(instance, offers, candidates);
  const closed = { fixed: [], forbidden: locks.forbidden };
  const reading = await reportPlan(offered, weeks, settings, closed);
  const managers = offeredInstance(instance, undefined, candidates);
  const own = baseline ? await reportPlan(managers, baseline, settings, closed) : null;
  const gains = offered === managers ? {} : await gainsOf(instance, offered, weeks, candidates);
  if (!reading) return { kind: 'crashed', message: 'plan-unread' };
  const { decisions: now } = usePlanStore.getState();
  const kept = withDecisionsSince(decisions, searched, built.output);
  if (run.isCurrent()) {
    if (!before || !fitsBefore(before.instance, instance)) planHistory.forget();
    // A launch decided meanwhile is the last edit, and its undo goes back to the plan before both.
    else if (kept.weeks === weeks) planHistory.remember(`search ${startedAt}`);
  }
  return {
    kind: 'done',
    output: {
      built: built.output,
      search: searched,
      baseline: own && { figures: own.figures },
      ...(few ? { bridge: few.steps } : {}),
      settings,
      locks: decisions.locks,
      ...(decisions.offers ? { held: decisions.offers } : {}),
      hasOutlooks: outlooks.length > 0,
      networksTrainedAt,
      names: namesOf(instance, candidates),
      seed,
      seconds: (Date.now() - startedAt) / 1000,
    },
    also: {
      current: { ...kept, reading, instance: offered, contradictions: [], ...gains },
      decisions: { ...now, moved: now.moved.filter((id) => id in now.locks) },
      trial: null,
    },
  };
}

/** Places as launch weeks and options. */
function withWeeks(instance: LaunchInstance, search: PlanResult['search'], held: readonly (number | null)[]) {
  const split = (places: LaunchWeeks) => splitPlaces(instance, places, held);
  const front = search.front.map((point) => ({ ...point, ...split(point.weeks) }));
  return { ...search, ...split(search.weeks), front };
}

/** A plan found, in which the launches that the manager has decided on since `before` stand as on screen; the same weeks without any. */
function withDecisionsSince(
  before: PlanDecisions,
  { weeks, offers }: PlanResult['search'],
  { instance, startDay }: PlanResult['built'],
) {
  const { current, decisions } = usePlanStore.getState();
  const last = currentResult()?.built;
  const fits = last?.startDay === startDay && fitsBefore(last.instance, instance);
  const isDecided = instance.products.map(
    ({ id }) => decisions.locks[id] !== before.locks[id] || decisions.offers?.[id] !== before.offers?.[id],
  );
  if (!current || !fits || !isDecided.includes(true)) return { weeks, ...(offers ? { offers } : {}) };
  const shown = offersNamed(instance.products, namesOfOffers(last.instance.products, current.offers ?? []));
  return {
    weeks: weeks.map((week, i) => (isDecided[i] ? current.weeks[i] : week)),
    ...(offers ? { offers: offers.map((offer, i) => (isDecided[i] ? shown[i] : offer)) } : {}),
  };
}

interface SearchInput {
  readonly instance: LaunchInstance;
  readonly settings: PlanSettings;
  readonly locks: PlanLocks;
  readonly seed: number;
}

/** Searches, and shows how far it is. */
function search({ signal, show }: PlanRun, { instance, settings, locks, seed }: SearchInput) {
  const history: Generation[] = [];
  let shownAt = 0;
  show(stageOf('searching', 0));
  const { objective, lambda } = settings;
  return planningClient.run(
    'optimise',
    {
      instance,
      objective,
      method: objective === 'front' ? 'nsga2' : settings.method,
      weights: weightsOf(settings),
      lambda,
      seed,
      moves: null,
      locks,
    },
    {
      signal,
      graceMs: 2000,
      onProgress: (progress) => {
        const { generation, moves, best, mean, phase } = progress;
        if (phase === 'searching' && history.at(-1)?.generation !== generation)
          history.push({ generation, moves, best, mean });
        if (Date.now() - shownAt < shownEveryMs) return;
        shownAt = Date.now();
        show({ stage: 'searching', share: moves / progress.movesTotal, search: progress, history: [...history] });
      },
    },
  );
}

/**
 * The plan found with the manager's own weeks wherever a change does not pay, and the changes that are left; null where another
 * objective than the profit was asked for, or the search or this was ended early: the plan found stands. A failure is passed on.
 */
async function fewestMoves(
  { signal }: PlanRun,
  found: PlanResult['search'],
  { instance, settings, locks, seed, own }: SearchInput & { readonly own: LaunchWeeks },
) {
  if (found.objective !== 'profit' || found.stopped) return null;
  const asked = {
    ...{ instance, weeks: found.weeks, objective: found.objective, weights: weightsOf(settings) },
    ...{ lambda: settings.lambda, seed, locks, own, leastGain: settings.leastGain ?? null },
  };
  const answer = await planningClient.run('chooseMoves', asked, { signal });
  if (answer.kind === 'cancelled') return null;
  if (answer.kind !== 'done') return answer;
  const { weeks, figures, steps } = answer.output;
  const value = figures.profit;
  const gap = (found.upperBound - value) / Math.abs(value);
  return { steps, search: { ...found, weeks, figures, value, gap } };
}

/** Names of the problem's products, in its order. */
function namesOf({ products }: LaunchInstance, candidates: readonly Candidate[]): NonNullable<PlanResult['names']> {
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  return products.map(({ id }) => {
    const { name = id, nameAlternative } = byId.get(id) ?? {};
    return nameAlternative === undefined ? { name } : { name, nameAlternative };
  });
}

/** Undo reaches back over a search where both problems hold the same products in the same weeks. */
function fitsBefore(before: LaunchInstance, now: LaunchInstance): boolean {
  const isSame = before.products.length === now.products.length && before.weeks === now.weeks;
  return isSame && before.products.every(({ id }, i) => id === now.products[i].id);
}

function stageOf(stage: PlanProgress['stage'], share: number | null): PlanProgress {
  return { stage, share, search: null, history: [] };
}
