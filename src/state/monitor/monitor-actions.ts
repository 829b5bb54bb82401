import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { ReplanReport } from '#engine/monitor/replan-report.ts';
import type { ReviewRecord } from '#engine/reviews/feedback.ts';
import { currentDataset, type DatasetFacts, useDatasetStore } from '#state/data/dataset-store.ts';
import { gatherForecasts } from '#state/plan/plan-inputs.ts';
import { defineComputation, type Input, inputFrom, type Outcome } from '#state/runtime/computation.ts';
import { inputHash } from '#state/runtime/input-hash.ts';
import { useSettingsStore } from '#state/runtime/settings-store.ts';
import { freshId } from '#storage/slices/fresh-id.ts';
import { ingestClient } from '#workers/ingest/client.ts';
import type { ReadFeedbackInput, ReadFeedbackProgress, TrackPlanInput } from '#workers/monitor/contract.ts';
import type { OptimiseProgress } from '#workers/planning/contract.ts';
import { answerRevision, changeCommitment, decideMatch, followActuals, noteStock } from './monitor-actuals.ts';
import { issueOf } from './monitor-issue.ts';
import {
  type Commitment,
  currentCommitment,
  freshCommitment,
  type MonitorResult,
  type MonitorState,
  useMonitorStore,
} from './monitor-store.ts';
import { feedbackClient, monitorClient } from './monitor-workers.ts';

/** Names of known sales: they are large, and the same object as long as they have not changed. */
const names = new WeakMap<object, string>();

function nameOf(facts: object): string {
  const known = names.get(facts) ?? inputHash(facts);
  names.set(facts, known);
  return known;
}

function isReviewFile({ kind, state }: DatasetFacts['files'][number]): boolean {
  return kind === 'reviews' && state === 'imported';
}

/** A fact of the version on screen; missing where there is none, or nothing is known since its commitment. */
function versionInput<Value>(select: (version: Commitment) => Value, named?: (value: Value) => unknown): Input<Value> {
  const read = (state: MonitorState): Value | undefined => {
    const version = currentCommitment(state);
    return version?.actuals ? select(version) : undefined;
  };
  return inputFrom(useMonitorStore, read, named);
}

/** What the version on screen is tracked from. */
const trackingInputs = {
  seal: versionInput(({ plan }) => plan.seal),
  actuals: versionInput(({ actuals }) => actuals ?? {}, nameOf),
  decisions: versionInput(({ decisions }) => decisions),
  stock: versionInput(({ stock }) => stock),
  reviews: inputFrom(
    useDatasetStore,
    ({ facts }) => facts.files,
    (files) => files.filter(isReviewFile).map(({ hash }) => hash),
  ),
  use: inputFrom(useMonitorStore, ({ useReviews }) => useReviews),
};

/** Reviews of the files and choices that they were read from. */
const readReviews = new WeakMap<DatasetFacts['files'], { readonly name: string; readonly records: ReviewRecord[] }>();

/** All reviews of the current files, one by one. */
async function currentReviews(): Promise<readonly ReviewRecord[]> {
  const { sources, facts } = useDatasetStore.getState();
  const files = facts.files.filter(isReviewFile);
  const name = inputHash({ files: files.map(({ name, hash }) => [name, hash]), choices: facts.choices });
  const known = readReviews.get(facts.files);
  if (known?.name === name) return known.records;
  const records: ReviewRecord[] = [];
  for (const report of files) {
    const file = sources.find((source) => source.name === report.source);
    if (!file) continue;
    const choices = { ...facts.remembered[report.layout], ...facts.choices[report.name] };
    const result = await ingestClient.run('readReviews', { file, report, choices }, { again: true });
    if (result.kind === 'done') records.push(...result.output);
  }
  readReviews.set(facts.files, { name, records });
  return records;
}

/** Reads what is new for all open versions, then tracks the one on screen. After new data, and when the screen is opened. */
export async function followData(): Promise<void> {
  if (useMonitorStore.getState().versions.length === 0) return;
  await followActuals();
  await runTracking();
}

/** Tracks the version on screen: states, signals, the rest, advice, what was learnt. */
export const trackingComputation = defineComputation({
  id: 'tracking',
  step: 'monitor',
  store: useMonitorStore,
  job: ({ job }) => job,
  put: (job) => ({ job }),
  inputs: trackingInputs,
  share: () => null,
  crashed: 'monitor-crashed',
  onCancel: 'drop',
  run: async ({ signal, isCurrent }): Promise<Outcome<MonitorResult>> => {
    const version = currentCommitment(useMonitorStore.getState());
    const reviews = await currentReviews();
    if (!isCurrent() || !version?.actuals) return { kind: 'cancelled' };
    const { useReviews } = useMonitorStore.getState();
    const input: TrackPlanInput = {
      ...questionOf(version, version.actuals),
      ...(reviews.length > 0 ? { reviews, useReviews } : {}),
    };
    const tracked = await monitorClient.run('trackPlan', input, { signal, again: true });
    if (tracked.kind !== 'done' || !isCurrent()) return tracked as Exclude<typeof tracked, { kind: 'done' }>;
    const { plan } = version;
    const learnt = await monitorClient.run('learnLessons', { plan, tracking: tracked.output.tracking });
    if (learnt.kind !== 'done') return learnt;
    return { kind: 'done', output: { versionId: plan.id, ...tracked.output, lessons: learnt.output } };
  },
  afterwards: (result) => readFeedback(result),
});

/** Tracks the version on screen where that is not done. */
export async function runTracking(): Promise<void> {
  const hash = trackingComputation.hash();
  const { job } = useMonitorStore.getState();
  if (hash === null) {
    trackingComputation.cancel();
    useMonitorStore.setState({ job: { status: 'idle' }, feedback: { status: 'idle' } });
  } else if (job.status === 'idle' || job.inputHash !== hash || job.status === 'failed')
    await trackingComputation.start();
}

function questionOf({ plan, decisions, stock }: Commitment, actuals: NonNullable<Commitment['actuals']>) {
  return { plan, actuals, decisions, stock };
}

/** Learns to read reviews from all rated ones and reads those of the launches. */
export const feedbackComputation = defineComputation({
  id: 'feedback',
  step: 'monitor',
  store: useMonitorStore,
  job: ({ feedback }) => feedback,
  put: (feedback) => ({ feedback }),
  inputs: trackingInputs,
  share: ({ done }: ReadFeedbackProgress) => done,
  crashed: 'monitor-crashed',
  onCancel: 'finish',
  run: ({ signal, show }, question?: Pick<ReadFeedbackInput, 'reviews' | 'launches' | 'asOf'>) => {
    const { seed } = useSettingsStore.getState();
    const input = { reviews: [], launches: [], asOf: 0, ...question, seed };
    return feedbackClient.run('readFeedback', input, { signal, onProgress: show });
  },
});

async function readFeedback({ tracking: { launches, asOf } }: MonitorResult): Promise<void> {
  const reviews = await currentReviews();
  const launched = launches.flatMap(({ candidateId, productIds, actualDay }) =>
    actualDay === null ? [] : [{ candidateId, productIds, from: actualDay }],
  );
  if (reviews.length > 0 && launched.length > 0)
    return feedbackComputation.start({ reviews, launches: launched, asOf });
  feedbackComputation.cancel();
  useMonitorStore.setState({ feedback: { status: 'idle' } });
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
export const replanComputation = defineComputation({
  id: 'replan',
  step: 'monitor',
  store: useMonitorStore,
  job: ({ replan }) => replan,
  put: (replan) => ({
    replan,
    ...(replan.status === 'running' && replan.progress === null ? { accepted: null, violations: [] } : {}),
  }),
  inputs: trackingInputs,
  share: ({ moves, movesTotal }: OptimiseProgress) => moves / movesTotal,
  crashed: 'monitor-crashed',
  onCancel: 'finish',
  run: async ({ signal, show, isCurrent }): Promise<Outcome<ReplanReport>> => {
    const version = currentCommitment(useMonitorStore.getState());
    if (!version?.actuals) return { kind: 'cancelled' };
    const { seed } = useSettingsStore.getState();
    const forecasts = await freshForecasts(version, signal);
    if (signal.aborted || !isCurrent()) return { kind: 'cancelled' };
    return monitorClient.run(
      'replan',
      { ...questionOf(version, version.actuals), ...(forecasts ? { forecasts } : {}), seed, moves: null },
      { signal, graceMs: 2000, onProgress: show },
    );
  },
});

/**
 * Forecasts of the candidates made with the later sales, in which the launches so far count among the earlier ones. Undefined where the data at hand is not the one that the version was read from, or
 * none can be made: the re-plan then says that levels move with the launches so far.
 */
async function freshForecasts(
  version: Commitment,
  signal: AbortSignal,
): Promise<readonly CandidateForecast[] | undefined> {
  if (currentDataset()?.fingerprint !== version.readFrom) return undefined;
  const gathered = await gatherForecasts(signal);
  return gathered !== null && !('code' in gathered) ? gathered : undefined;
}

/** Takes the re-plan off the screen: the committed plan stays. */
export function dropReplan(): void {
  replanComputation.drop();
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
  if (replan.status !== 'ready' || !version || replan.inputHash !== trackingComputation.hash()) return false;
  useMonitorStore.setState({ committing: true, refusal: null });
  const result = await monitorClient.run('commitReplan', {
    plan: version.plan,
    report: replan.result,
    candidateIds: accepted ?? ('all' as const),
    id: freshId(),
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
