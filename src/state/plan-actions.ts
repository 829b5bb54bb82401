import { type EpochDay, isoWeek, startOfWeek } from '#engine/calendar/epoch-day.ts';
import type { Issue } from '#engine/issue.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { LaunchInstance, LaunchWeeks, PlanLocks } from '#engine/planning/launch-instance.ts';
import type { PlanReading } from '#engine/planning/plan-figures.ts';
import { cancelCandidates } from '#state/candidates-actions.ts';
import { presentDataset } from '#state/dataset-store.ts';
import { inputHash } from '#state/input-hash.ts';
import { gatheredHash, gatherForecasts } from '#state/plan-inputs.ts';
import {
  noDecisions,
  type PlanDecisions,
  type PlanMoment,
  type PlanProgress,
  type PlanResult,
  type PlanSettings,
  usePlanStore,
} from '#state/plan-store.ts';
import { useSettingsStore } from '#state/settings-store.ts';
import { createCandidatesClient } from '#workers/candidates/client.ts';
import type { BuildInstanceOutput } from '#workers/candidates/contract.ts';
import { createPlanningClient } from '#workers/planning/client.ts';
import type { GenerationRecord } from '#workers/planning/contract.ts';
import type { JobResult } from '#workers/worker-client.ts';

const planningClient = createPlanningClient();
const candidatesClient = createCandidatesClient();

/** Futures drawn, tail of the risk figure, tolerance of the launch window. */
export const planScenarios = 200;
export const planAlpha = 0.9;
export const planWindowShare = 0.02;
/** Plans that can be put aside. */
export const mostSavedPlans = 6;

/** A chart that is drawn anew for every generation would keep the page from answering. */
const shownEveryMs = 250;

let running: AbortController | null = null;

/** Name of the present inputs of the plan; null: there is nothing to plan. */
export function planInputHash(): string | null {
  const dataset = presentDataset();
  const upstream = gatheredHash();
  if (!dataset?.panel || dataset.candidates.length === 0 || upstream === null) return null;
  const { settings } = usePlanStore.getState();
  const { seed } = useSettingsStore.getState();
  return inputHash({ data: dataset.fingerprint, upstream, settings, seed });
}

/** Effort that the manager's own plan puts into its fullest week; null: the candidates have no planned launches. */
export function ownPlanCapacity(candidates: readonly Candidate[], weekStart: number): number | null {
  const byWeek = new Map<EpochDay, number>();
  for (const { plannedLaunch, effort } of candidates) {
    if (plannedLaunch === undefined) continue;
    const week = startOfWeek(plannedLaunch, weekStart);
    byWeek.set(week, (byWeek.get(week) ?? 0) + effort);
  }
  return byWeek.size === 0 ? null : Math.max(...byWeek.values());
}

/** Forecasts the candidates where that is not done yet, builds the problem, searches, and reads the plan found. */
export async function runPlan(): Promise<void> {
  running?.abort();
  const hash = planInputHash();
  const dataset = presentDataset();
  if (hash === null || !dataset?.panel) return;
  const abort = new AbortController();
  running = abort;
  const startedAt = Date.now();
  const { settings, decisions } = usePlanStore.getState();
  const { seed } = useSettingsStore.getState();
  const isCurrent = (): boolean => running === abort;
  const show = (progress: PlanProgress): void => {
    if (isCurrent()) usePlanStore.setState({ job: { status: 'running', inputHash: hash, startedAt, progress } });
  };
  show(stageOf('forecasting', null));
  const before = usePlanStore.getState().present;

  const forecasts = await gatherForecasts();
  if (!isCurrent()) return;
  if (abort.signal.aborted || forecasts === null) return settle(hash, { kind: 'cancelled' });
  if ('code' in forecasts) {
    running = null;
    usePlanStore.setState({ job: { status: 'failed', inputHash: hash, issue: forecasts } });
    return;
  }
  show(stageOf('building', null));
  const { panel } = dataset;
  const built = await candidatesClient.run(
    'buildInstance',
    {
      panel,
      calendar: dataset.calendar,
      candidates: dataset.candidates,
      forecasts: forecasts.forecasts,
      outlooks: forecasts.outlooks,
      constraints: {
        ...settings.constraints,
        capacity: capacityOf(settings, dataset.candidates, panel.weekStart),
      },
      currency: dataset.currency,
      weeks: settings.weeks,
      start: null,
      scenarios: planScenarios,
      alpha: planAlpha,
      seed,
    },
    { signal: abort.signal },
  );
  if (!isCurrent()) return;
  if (built.kind !== 'done') return settle(hash, built);

  const history: GenerationRecord[] = [];
  let shownAt = 0;
  show(stageOf('searching', 0));
  const weights = weightsOf(settings);
  const found = await planningClient.run(
    'optimise',
    {
      instance: built.output.instance,
      objective: settings.objective,
      method: settings.objective === 'front' ? 'nsga2' : settings.method,
      weights,
      lambda: settings.lambda,
      seed,
      moves: null,
      locks: locksOf(decisions, built.output, settings.weeks),
    },
    {
      signal: abort.signal,
      graceMs: 2000,
      onProgress: (search) => {
        const { generation, moves, best, mean, phase } = search;
        if (phase === 'searching' && history.at(-1)?.generation !== generation)
          history.push({ generation, moves, best, mean });
        if (Date.now() - shownAt < shownEveryMs) return;
        shownAt = Date.now();
        show({ stage: 'searching', share: moves / search.movesTotal, search, history: [...history] });
      },
    },
  );
  if (!isCurrent()) return;
  if (found.kind !== 'done') return settle(hash, found, built.output);
  show(stageOf('reading', null));
  const { instance, baseline } = built.output;
  const locks = locksOf(decisions, built.output, settings.weeks);
  const read = (weeks: LaunchWeeks) =>
    planningClient.run('evaluatePlan', { instance, weeks, weights, locks, windowShare: planWindowShare });
  const reading = await read(found.output.weeks);
  const own = baseline ? await read(baseline) : null;
  if (!isCurrent()) return;
  if (reading.kind !== 'done') return settle(hash, reading, built.output);
  running = null;
  const result: PlanResult = {
    built: built.output,
    search: found.output,
    baseline: own?.kind === 'done' ? own.output : null,
    settings,
    seed,
    seconds: (Date.now() - startedAt) / 1000,
  };
  usePlanStore.setState((state) => ({
    job: { status: 'ready', inputHash: hash, result },
    present: { weeks: found.output.weeks, reading: reading.output },
    decisions: { ...state.decisions, moved: state.decisions.moved.filter((id) => id in state.decisions.locks) },
    past: before && state.job.status !== 'idle' ? [] : state.past,
    future: [],
  }));
  await stressPresent();
}

/** Tries the plan on screen in futures that it was not made for; a late answer for an earlier plan is dropped. */
async function stressPresent(): Promise<void> {
  const { job, present } = usePlanStore.getState();
  if (job.status !== 'ready' || !present) return;
  const { instance } = job.result.built;
  const answer = await planningClient.run('stressPlan', { instance, weeks: present.weeks });
  const now = usePlanStore.getState().present;
  if (answer.kind === 'done' && now?.weeks === present.weeks)
    usePlanStore.setState({ present: { ...now, stress: answer.output } });
}

function stageOf(stage: PlanProgress['stage'], share: number | null): PlanProgress {
  return { stage, share, search: null, history: [] };
}

/** Ends a run without an answer: a refusal is shown, a cancel leaves what was there. */
function settle(hash: string, result: JobResult<unknown>, built?: BuildInstanceOutput): void {
  running = null;
  if (result.kind === 'cancelled' || result.kind === 'done') {
    usePlanStore.setState({ job: lastReady ?? { status: 'idle' } });
    return;
  }
  const issue: Issue =
    result.kind === 'refused'
      ? { code: result.code, severity: 'error', params: withWeekNames(result.params, built?.startDay) }
      : { code: 'plan-crashed', severity: 'error', params: { reason: result.message } };
  usePlanStore.setState({ job: { status: 'failed', inputHash: hash, issue } });
}

/** The last finished plan, to go back to when a run is cancelled before it has one. */
let lastReady: Extract<ReturnType<typeof usePlanStore.getState>['job'], { status: 'ready' }> | null = null;
usePlanStore.subscribe(({ job }) => {
  if (job.status === 'ready') lastReady = job;
  if (job.status === 'idle') lastReady = null;
});

/** Launch weeks counted from 0 as calendar weeks: 2026-W20. */
function withWeekNames(params: NonNullable<Issue['params']>, startDay: EpochDay | undefined): Issue['params'] & object {
  if (startDay === undefined) return params;
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => {
      if (!['week', 'from', 'to'].includes(key) || typeof value !== 'number') return [key, value];
      const { year, week } = isoWeek(startDay + 7 * value);
      return [key, `${year}-W${String(week).padStart(2, '0')}`];
    }),
  );
}

export function cancelPlan(): void {
  const { job } = usePlanStore.getState();
  if (job.status === 'running' && job.progress?.stage === 'forecasting') cancelCandidates();
  running?.abort();
}

export function changePlanSettings(change: Partial<PlanSettings>): void {
  usePlanStore.setState(({ settings }) => ({ settings: { ...settings, ...change } }));
}

export function changePlanConstraints(change: Partial<PlanSettings['constraints']>): void {
  usePlanStore.setState(({ settings }) => ({
    settings: { ...settings, constraints: { ...settings.constraints, ...change } },
  }));
}

export function selectLaunch(candidateId: string | null): void {
  usePlanStore.setState({ selected: candidateId });
}

/**
 * Moves a launch to another week by hand (null: leaves it out), locks it there and prices the plan at once. The launched
 * members of its wave that stand in the same week go along.
 */
export async function moveLaunch(candidateId: string, week: number | null): Promise<void> {
  const { job, present, decisions } = usePlanStore.getState();
  if (job.status !== 'ready' || !present) return;
  const { instance, startDay } = job.result.built;
  const product = instance.products.findIndex(({ id }) => id === candidateId);
  if (product < 0) return;
  const along = week === null ? [product] : withWave(instance, present.weeks, product);
  const ids = along.map((i) => instance.products[i].id);
  const day = week === null ? null : startDay + 7 * week;
  await take({
    weeks: present.weeks.map((old, i) => (along.includes(i) ? (week ?? -1) : old)),
    decisions: {
      locks: { ...decisions.locks, ...Object.fromEntries(ids.map((id) => [id, day])) },
      moved: [...decisions.moved.filter((id) => !ids.includes(id)), ...ids],
    },
  });
}

function withWave({ constraints }: LaunchInstance, weeks: LaunchWeeks, product: number): number[] {
  const wave = constraints.waves?.find(({ members }) => members.includes(product));
  const others = wave?.members.filter((i) => i !== product && weeks[i] >= 0 && weeks[i] === weeks[product]) ?? [];
  return [product, ...others];
}

/** Locks a launch where it stands (or a candidate out of the plan), or lets the search choose again. */
export function toggleLock(candidateId: string): void {
  const { job, present, decisions } = usePlanStore.getState();
  if (job.status !== 'ready' || !present) return;
  const { built } = job.result;
  const product = built.instance.products.findIndex(({ id }) => id === candidateId);
  const { [candidateId]: known, ...others } = decisions.locks;
  const week = present.weeks[product];
  const day = week < 0 ? null : built.startDay + 7 * week;
  const locks = candidateId in decisions.locks && known !== undefined ? others : { ...others, [candidateId]: day };
  remember();
  usePlanStore.setState({ decisions: { ...decisions, locks } });
}

export function clearDecisions(): void {
  remember();
  usePlanStore.setState({ decisions: noDecisions });
}

/** Takes a plan of the front, or one put aside, as the present one. */
export async function takePlan(weeks: LaunchWeeks): Promise<void> {
  await take({ weeks, decisions: usePlanStore.getState().decisions });
}

export async function undoPlan(): Promise<void> {
  const { past, present, decisions, future } = usePlanStore.getState();
  const last = past.at(-1);
  if (!last || !present) return;
  usePlanStore.setState({ past: past.slice(0, -1), future: [...future, { weeks: present.weeks, decisions }] });
  await showMoment(last);
}

export async function redoPlan(): Promise<void> {
  const { past, present, decisions, future } = usePlanStore.getState();
  const next = future.at(-1);
  if (!next || !present) return;
  usePlanStore.setState({ future: future.slice(0, -1), past: [...past, { weeks: present.weeks, decisions }] });
  await showMoment(next);
}

/** Puts the present plan aside under a name. */
export function savePlan(name: string): void {
  const { job, present, saved } = usePlanStore.getState();
  if (job.status !== 'ready' || !present || saved.length >= mostSavedPlans) return;
  const { built } = job.result;
  const id = inputHash({ name, weeks: present.weeks, count: saved.length, last: saved.at(-1)?.id ?? '' });
  const candidates = built.instance.products.map((product) => product.id);
  usePlanStore.setState({
    saved: [
      ...saved,
      { id, name, weeks: present.weeks, reading: present.reading, startDay: built.startDay, candidates },
    ],
  });
}

export function removeSavedPlan(id: string): void {
  usePlanStore.setState(({ saved }) => ({ saved: saved.filter((plan) => plan.id !== id) }));
}

function remember(): void {
  const { present, decisions, past } = usePlanStore.getState();
  if (present) usePlanStore.setState({ past: [...past, { weeks: present.weeks, decisions }].slice(-100), future: [] });
}

async function take(moment: PlanMoment): Promise<void> {
  remember();
  await showMoment(moment);
}

/** Shows a plan with its reading; a late reading of an earlier plan is dropped. */
async function showMoment({ weeks, decisions }: PlanMoment): Promise<void> {
  const { job, present } = usePlanStore.getState();
  if (job.status !== 'ready' || !present) return;
  usePlanStore.setState({ decisions, present: { weeks, reading: present.reading } });
  const reading = await readPlan(job.result, weeks);
  const now = usePlanStore.getState();
  if (!reading || now.present?.weeks !== weeks) return;
  usePlanStore.setState({ present: { weeks, reading } });
  await stressPresent();
}

async function readPlan({ built, settings }: PlanResult, weeks: LaunchWeeks): Promise<PlanReading | null> {
  const result = await planningClient.run('evaluatePlan', {
    instance: built.instance,
    weeks,
    weights: weightsOf(settings),
    windowShare: planWindowShare,
  });
  return result.kind === 'done' ? result.output : null;
}

function weightsOf({ demandWeight }: PlanSettings): { readonly demand: number; readonly market: number } {
  return { demand: demandWeight, market: 1 - demandWeight };
}

function capacityOf({ capacity }: PlanSettings, candidates: readonly Candidate[], weekStart: number): number | null {
  if (capacity.kind === 'none') return null;
  return capacity.kind === 'limit' ? capacity.effort : ownPlanCapacity(candidates, weekStart);
}

/** Locks by candidate and day as locks of the instance; those of candidates that it does not hold are left aside. */
function locksOf({ locks }: PlanDecisions, built: BuildInstanceOutput, weeks: number): PlanLocks {
  const fixed: { product: number; week: number }[] = [];
  built.instance.products.forEach(({ id }, product) => {
    const day = locks[id];
    if (day === undefined) return;
    const week = day === null ? -1 : Math.floor((day - built.startDay) / 7);
    if (week < weeks && week >= -1) fixed.push({ product, week });
  });
  return { fixed, forbidden: [] };
}
