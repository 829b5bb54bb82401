import type { Issue } from '#engine/issue.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { LaunchInstance, LaunchWeeks } from '#engine/planning/problem/launch-instance.ts';
import { cancelCandidates } from '#state/candidates/candidates-actions.ts';
import { currentDataset } from '#state/data/dataset-store.ts';
import { inputHash } from '#state/runtime/input-hash.ts';
import { useSettingsStore } from '#state/runtime/settings-store.ts';
import type { BuildInstanceOutput } from '#workers/candidates/contract.ts';
import type { GenerationRecord } from '#workers/planning/contract.ts';
import type { JobResult } from '#workers/worker-client.ts';
import { planHistory } from './plan-history.ts';
import { gatheredHash, gatherForecasts } from './plan-inputs.ts';
import { priceCurrent, reportPlan, stressCurrent } from './plan-pricing.ts';
import { constraintsOf, locksOf, weightsOf, withOwnRules, withWeekNames } from './plan-problem.ts';
import { lastReadyJob, type PlanProgress, type PlanResult, type PlanSettings, usePlanStore } from './plan-store.ts';
import { candidatesClient, planningClient } from './plan-workers.ts';

/** Futures drawn, tail of the risk figure. */
const planScenarios = 200;
const planAlpha = 0.9;

/** A chart that is drawn anew for every generation would keep the page from answering. */
const shownEveryMs = 250;

let running: AbortController | null = null;

/** Name of the present inputs of the plan; null: there is nothing to plan. */
export function planInputHash(): string | null {
  return planHashUnder(usePlanStore.getState().settings, useSettingsStore.getState().seed);
}

/** The same under other settings: says whether a plan that was found under them is of the present data and forecasts. */
export function planHashUnder(settings: PlanSettings, seed: number): string | null {
  const dataset = currentDataset();
  const upstream = gatheredHash();
  if (!dataset?.panel || dataset.candidates.length === 0 || upstream === null) return null;
  return inputHash({ data: dataset.fingerprint, upstream, settings, seed });
}

/** Forecasts the candidates where that is not done yet, builds the problem, searches, and reads the plan found. */
export async function runPlan(): Promise<void> {
  running?.abort();
  const hash = planInputHash();
  const dataset = currentDataset();
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
  const before = usePlanStore.getState().current;

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
  const candidates = withOwnRules(dataset.candidates, settings.products);
  const built = await candidatesClient.run(
    'buildInstance',
    {
      panel,
      calendar: dataset.calendar,
      candidates,
      forecasts: forecasts.forecasts,
      outlooks: forecasts.outlooks,
      constraints: constraintsOf(settings, candidates, panel.weekStart),
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
  const { instance, startDay, baseline } = built.output;
  const locks = locksOf(decisions, instance, startDay, candidates);
  const found = await planningClient.run(
    'optimise',
    {
      instance,
      objective: settings.objective,
      method: settings.objective === 'front' ? 'nsga2' : settings.method,
      weights,
      lambda: settings.lambda,
      seed,
      moves: null,
      locks,
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
  const closed = { fixed: [], forbidden: locks.forbidden };
  const read = (weeks: LaunchWeeks) => reportPlan(instance, weeks, settings, closed);
  const reading = await read(found.output.weeks);
  const own = baseline ? await read(baseline) : null;
  if (!isCurrent()) return;
  if (!reading) return settle(hash, { kind: 'crashed', message: 'plan-unread' });
  running = null;
  const result: PlanResult = {
    built: built.output,
    search: found.output,
    baseline: own,
    settings,
    locks: decisions.locks,
    hasOutlooks: forecasts.outlooks.length > 0,
    networksTrainedAt: forecasts.networksTrainedAt,
    names: namesOf(instance, candidates),
    seed,
    seconds: (Date.now() - startedAt) / 1000,
  };
  if (before && fitsBefore(before.instance, instance)) planHistory.remember(`search ${startedAt}`);
  else planHistory.forget();
  const { weeks } = found.output;
  usePlanStore.setState((state) => ({
    job: { status: 'ready', inputHash: hash, result },
    current: { weeks, reading, instance, contradictions: [] },
    decisions: { ...state.decisions, moved: state.decisions.moved.filter((id) => id in state.decisions.locks) },
    trial: null,
  }));
  // A rule that was changed while the search ran: the plan is priced under it, and shown as out of date.
  if (usePlanStore.getState().settings !== settings) await priceCurrent();
  else await stressCurrent();
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

/** Ends a run without an answer: a refusal is shown, a cancel leaves what was there. */
function settle(hash: string, result: JobResult<unknown>, built?: BuildInstanceOutput): void {
  running = null;
  if (result.kind === 'cancelled' || result.kind === 'done') {
    usePlanStore.setState({ job: lastReadyJob() });
    return;
  }
  const issue: Issue =
    result.kind === 'refused'
      ? { code: result.code, severity: 'error', params: withWeekNames(result.params, built?.startDay) }
      : { code: 'plan-crashed', severity: 'error', params: { reason: result.message } };
  usePlanStore.setState({ job: { status: 'failed', inputHash: hash, issue } });
}

export function cancelPlan(): void {
  const { job } = usePlanStore.getState();
  if (job.status === 'running' && job.progress?.stage === 'forecasting') cancelCandidates();
  running?.abort();
}
