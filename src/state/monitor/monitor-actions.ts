import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { ReviewRecord } from '#engine/reviews/feedback.ts';
import { cancelCandidates } from '#state/candidates/candidates-actions.ts';
import { currentDataset, useDatasetStore } from '#state/data/dataset-store.ts';
import { gatherForecasts } from '#state/plan/plan-inputs.ts';
import { inputHash } from '#state/runtime/input-hash.ts';
import { useSettingsStore } from '#state/runtime/settings-store.ts';
import { ingestClient } from '#workers/ingest/client.ts';
import type { TrackPlanInput } from '#workers/monitor/contract.ts';
import type { JobResult } from '#workers/worker-client.ts';
import { answerRevision, changeCommitment, decideMatch, followActuals, noteStock } from './monitor-actuals.ts';
import { issueOf } from './monitor-issue.ts';
import {
  type Commitment,
  currentCommitment,
  freshCommitment,
  type MonitorResult,
  useMonitorStore,
} from './monitor-store.ts';
import { feedbackClient, monitorClient } from './monitor-workers.ts';

let tracking: AbortController | null = null;
let reading: AbortController | null = null;
let replanning: AbortController | null = null;

/** Names of known sales: they are large, and the same object as long as they have not changed. */
const names = new WeakMap<object, string>();

function nameOf(facts: object): string {
  const known = names.get(facts) ?? inputHash(facts);
  names.set(facts, known);
  return known;
}

/** Name of what the chosen version is tracked from; null: no version, or nothing known since its commitment. */
export function monitorInputHash(): string | null {
  const state = useMonitorStore.getState();
  const version = currentCommitment(state);
  if (!version?.actuals) return null;
  const { plan, actuals, decisions, stock } = version;
  const reviews = reviewFiles().map(({ hash }) => hash);
  return inputHash({ seal: plan.seal, actuals: nameOf(actuals), decisions, stock, reviews, use: state.useReviews });
}

function reviewFiles() {
  return useDatasetStore.getState().facts.files.filter(({ kind, state }) => kind === 'reviews' && state === 'imported');
}

let readReviews: { readonly name: string; readonly records: readonly ReviewRecord[] } | null = null;

/** All reviews of the present files, one by one. */
async function currentReviews(): Promise<readonly ReviewRecord[]> {
  const { sources, facts } = useDatasetStore.getState();
  const files = reviewFiles();
  const name = inputHash({ files: files.map(({ name, hash }) => [name, hash]), choices: facts.choices });
  if (readReviews?.name === name) return readReviews.records;
  const records: ReviewRecord[] = [];
  for (const report of files) {
    const file = sources.find((source) => source.name === report.source);
    if (!file) continue;
    const choices = { ...facts.remembered[report.layout], ...facts.choices[report.name] };
    const result = await ingestClient.run('readReviews', { file, report, choices }, { again: true });
    if (result.kind === 'done') records.push(...result.output);
  }
  readReviews = { name, records };
  return records;
}

/** Reads what is new for all open versions, then tracks the one on screen. After new data, and when the screen is opened. */
export async function followData(): Promise<void> {
  if (useMonitorStore.getState().versions.length === 0) return;
  await followActuals();
  await runTracking();
}

/** Tracks the chosen version where that is not done: states, signals, the rest, advice, what was learnt; then reads the reviews. */
export async function runTracking(): Promise<void> {
  const hash = monitorInputHash();
  const { job } = useMonitorStore.getState();
  if (hash === null) {
    tracking?.abort();
    tracking = null;
    useMonitorStore.setState({ job: { status: 'idle' }, feedback: { status: 'idle' } });
    return;
  }
  if (job.status !== 'idle' && job.inputHash === hash && job.status !== 'failed') return;
  tracking?.abort();
  const abort = new AbortController();
  tracking = abort;
  useMonitorStore.setState({ job: { status: 'running', inputHash: hash, startedAt: Date.now(), progress: null } });
  const version = currentCommitment(useMonitorStore.getState());
  const reviews = await currentReviews();
  if (tracking !== abort || !version?.actuals) return;
  const { useReviews } = useMonitorStore.getState();
  const input: TrackPlanInput = {
    ...questionOf(version, version.actuals),
    ...(reviews.length > 0 ? { reviews, useReviews } : {}),
  };
  const tracked = await monitorClient.run('trackPlan', input, { signal: abort.signal, again: true });
  if (tracking !== abort) return;
  if (tracked.kind !== 'done') return settle(hash, tracked);
  const { plan } = version;
  const learnt = await monitorClient.run('learnLessons', { plan, tracking: tracked.output.tracking });
  if (tracking !== abort) return;
  if (learnt.kind !== 'done') return settle(hash, learnt);
  tracking = null;
  const result: MonitorResult = { versionId: plan.id, ...tracked.output, lessons: learnt.output };
  useMonitorStore.setState({ job: { status: 'ready', inputHash: hash, result } });
  await readFeedback(hash, result, reviews);
}

/** Ends the tracking without an answer. */
function settle(hash: string, result: JobResult<unknown>): void {
  tracking = null;
  const issue = issueOf(result);
  useMonitorStore.setState({ job: issue ? { status: 'failed', inputHash: hash, issue } : { status: 'idle' } });
}

function questionOf({ plan, decisions, stock }: Commitment, actuals: NonNullable<Commitment['actuals']>) {
  return { plan, actuals, decisions, stock };
}

/** Learns to read reviews from all rated ones and reads those of the launches. */
async function readFeedback(hash: string, result: MonitorResult, reviews: readonly ReviewRecord[]): Promise<void> {
  reading?.abort();
  reading = null;
  const launches = result.tracking.launches.flatMap(({ candidateId, productIds, actualDay }) =>
    actualDay === null ? [] : [{ candidateId, productIds, from: actualDay }],
  );
  if (reviews.length === 0 || launches.length === 0) return useMonitorStore.setState({ feedback: { status: 'idle' } });
  const abort = new AbortController();
  reading = abort;
  const startedAt = Date.now();
  const show = (
    progress: { readonly phase: 'reading' | 'training' | 'topics'; readonly done: number } | null,
  ): void => {
    if (reading === abort)
      useMonitorStore.setState({ feedback: { status: 'running', inputHash: hash, startedAt, progress } });
  };
  show(null);
  const { asOf } = result.tracking;
  const { seed } = useSettingsStore.getState();
  const found = await feedbackClient.run(
    'readFeedback',
    { reviews, launches, asOf, seed },
    { signal: abort.signal, onProgress: show },
  );
  if (reading !== abort) return;
  reading = null;
  const issue = issueOf(found);
  if (found.kind === 'done')
    useMonitorStore.setState({ feedback: { status: 'ready', inputHash: hash, result: found.output } });
  else
    useMonitorStore.setState({ feedback: issue ? { status: 'failed', inputHash: hash, issue } : { status: 'idle' } });
}

export function cancelFeedback(): void {
  reading?.abort();
}

/** Shows another version. */
export async function selectVersion(id: string): Promise<void> {
  dropReplan();
  useMonitorStore.setState({ selected: id, compared: null, launch: null });
  await followData();
}

/** A closed version is kept as it is, and not held against new files any more. */
export async function openVersion(id: string, isOpen: boolean): Promise<void> {
  changeCommitment(id, () => ({ isOpen }));
  await followData();
}

/** The difference of two versions, launch by launch. */
export async function compareVersions(before: string, after: string): Promise<void> {
  const { versions } = useMonitorStore.getState();
  const [first, second] = [before, after].map((id) => versions.find(({ plan }) => plan.id === id)?.plan);
  if (!first || !second) return;
  const result = await monitorClient.run('compareVersions', { before: first, after: second });
  if (result.kind === 'done')
    useMonitorStore.setState({ compared: { before, after, found: result.output }, refusal: null });
  else useMonitorStore.setState({ compared: null, refusal: issueOf(result) });
}

/** What the manager said about a version; the figures follow. */
export async function say(change: () => void): Promise<void> {
  change();
  await runTracking();
}

export const takeRevision = (id: string, taken: boolean): Promise<void> => say(() => answerRevision(id, taken));
export const answerMatch = (id: string, productId: string, candidateId: string | null | undefined): Promise<void> =>
  say(() => decideMatch(id, productId, candidateId));
export const tellStock = (id: string, candidateId: string, note: Parameters<typeof noteStock>[2]): Promise<void> =>
  say(() => noteStock(id, candidateId, note));

/** Whether ratings may change the forecasts of the rest. */
export function followRatings(isOn: boolean): Promise<void> {
  return say(() => useMonitorStore.setState({ useReviews: isOn }));
}

export function selectTrackedLaunch(candidateId: string | null): void {
  useMonitorStore.setState({ launch: candidateId });
}

/** Plans anew what has not launched; what has stays where it is. Nothing is changed until lines are accepted. */
export async function runReplan(): Promise<void> {
  replanning?.abort();
  const hash = monitorInputHash();
  const version = currentCommitment(useMonitorStore.getState());
  if (hash === null || !version?.actuals) return;
  const abort = new AbortController();
  replanning = abort;
  const startedAt = Date.now();
  useMonitorStore.setState({
    replan: { status: 'running', inputHash: hash, startedAt, progress: null },
    accepted: null,
    violations: [],
  });
  const { seed } = useSettingsStore.getState();
  const forecasts = await freshForecasts(version, abort.signal);
  if (replanning !== abort) return;
  if (abort.signal.aborted) {
    replanning = null;
    return useMonitorStore.setState({ replan: { status: 'idle' } });
  }
  const result = await monitorClient.run(
    'replan',
    { ...questionOf(version, version.actuals), ...(forecasts ? { forecasts } : {}), seed, moves: null },
    {
      signal: abort.signal,
      graceMs: 2000,
      onProgress: (progress) => {
        if (replanning === abort)
          useMonitorStore.setState({ replan: { status: 'running', inputHash: hash, startedAt, progress } });
      },
    },
  );
  if (replanning !== abort) return;
  replanning = null;
  const issue = issueOf(result);
  if (result.kind === 'done')
    useMonitorStore.setState({ replan: { status: 'ready', inputHash: hash, result: result.output } });
  else useMonitorStore.setState({ replan: issue ? { status: 'failed', inputHash: hash, issue } : { status: 'idle' } });
}

/**
 * Forecasts of the candidates made with the later sales, in which the launches so far count among the earlier ones. Undefined where the data at hand is not the one that the version was read from, or
 * none can be made: the re-plan then says that levels move with the launches so far.
 */
async function freshForecasts(
  version: Commitment,
  signal: AbortSignal,
): Promise<readonly CandidateForecast[] | undefined> {
  if (currentDataset()?.fingerprint !== version.readFrom) return undefined;
  signal.addEventListener('abort', cancelCandidates);
  const gathered = await gatherForecasts();
  signal.removeEventListener('abort', cancelCandidates);
  return gathered !== null && 'forecasts' in gathered ? gathered.forecasts : undefined;
}

export function cancelReplan(): void {
  replanning?.abort();
}

/** Takes the re-plan off the screen: the committed plan stays. */
export function dropReplan(): void {
  replanning?.abort();
  replanning = null;
  useMonitorStore.setState({ replan: { status: 'idle' }, accepted: null, violations: [] });
}

/** Ticks the lines that are to be accepted, and says which rules just these would break. */
export async function tickReplan(candidateIds: readonly string[] | null): Promise<void> {
  const { replan } = useMonitorStore.getState();
  const version = currentCommitment(useMonitorStore.getState());
  if (replan.status !== 'ready' || !version) return;
  useMonitorStore.setState({ accepted: candidateIds });
  const result = await monitorClient.run('checkReplan', {
    plan: version.plan,
    report: replan.result,
    candidateIds: candidateIds ?? 'all',
  });
  if (result.kind === 'done' && useMonitorStore.getState().accepted === candidateIds)
    useMonitorStore.setState({ violations: result.output });
}

/** The ticked lines become a new version, which follows the one on screen with all that is known of it. The old one stays, closed. */
export async function acceptReplan(name: string, note: string): Promise<boolean> {
  const { replan, accepted } = useMonitorStore.getState();
  const version = currentCommitment(useMonitorStore.getState());
  if (replan.status !== 'ready' || !version || replan.inputHash !== monitorInputHash()) return false;
  useMonitorStore.setState({ committing: true, refusal: null });
  const result = await monitorClient.run('commitReplan', {
    plan: version.plan,
    report: replan.result,
    candidateIds: accepted ?? ('all' as const),
    id: crypto.randomUUID(),
    name,
    note,
    committedAt: Date.now(),
  });
  if (result.kind !== 'done') {
    useMonitorStore.setState({ committing: false, refusal: issueOf(result) });
    return false;
  }
  const { plan: _plan, ...known } = version;
  const next: Commitment = { ...freshCommitment(result.output), ...known };
  useMonitorStore.setState(({ versions }) => ({
    versions: [...versions.map((each) => (each === version ? { ...each, isOpen: false } : each)), next],
    selected: next.plan.id,
    committing: false,
  }));
  dropReplan();
  await runTracking();
  return true;
}
