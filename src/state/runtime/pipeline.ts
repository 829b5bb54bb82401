import type { StoreApi } from 'zustand';
import { candidatesInputHash, runCandidates } from '#state/candidates/candidates-actions.ts';
import { useCandidatesStore } from '#state/candidates/candidates-store.ts';
import { releaseHeld } from '#state/data/dataset-actions.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { demandInputHash, joinNetworks, runDemand } from '#state/demand/demand-actions.ts';
import { useDemandStore } from '#state/demand/demand-store.ts';
import { useMonitorStore } from '#state/monitor/monitor-store.ts';
import { planInputHash, runPlan } from '#state/plan/plan-actions.ts';
import { usePlanStore } from '#state/plan/plan-store.ts';
import { runTraining, trainingInputHash } from '#state/training/training-actions.ts';
import { useTrainingStore } from '#state/training/training-store.ts';
import { runTrends, trendsInputHash } from '#state/trends/trends-actions.ts';
import { useTrendsStore } from '#state/trends/trends-store.ts';
import type { JobState } from './job-state.ts';
import { addPending, dropPending, setPending, usePendingStore, type WorkId } from './pending-store.ts';
import { saveNow } from './persist-slice.ts';

type SelfStarting = Exclude<WorkId, 'joining'>;

interface Work {
  readonly store: StoreApi<{ readonly job: JobState<unknown, unknown> }>;
  readonly hash: () => string | null;
  readonly run: () => Promise<void>;
}

const works: Readonly<Record<SelfStarting, Work>> = {
  demand: { store: anyJob(useDemandStore), hash: demandInputHash, run: runDemand },
  candidates: { store: anyJob(useCandidatesStore), hash: candidatesInputHash, run: runCandidates },
  plan: { store: anyJob(usePlanStore), hash: planInputHash, run: runPlan },
  trends: { store: anyJob(useTrendsStore), hash: trendsInputHash, run: runTrends },
  training: { store: anyJob(useTrainingStore), hash: trainingInputHash, run: runTraining },
};
const workIds = Object.keys(works) as SelfStarting[];

// biome-ignore lint/suspicious/noExplicitAny: stores of different computations, of which only the job's state is read here
function anyJob(store: StoreApi<any>): Work['store'] {
  return store;
}

/**
 * What new data makes the page compute by itself. What was made from figures that have changed since waits for the user's
 * word (`held`); what was under way from them starts anew.
 */
function isMissing(id: SelfStarting): boolean {
  const isReady = works[id].store.getState().job.status === 'ready';
  return isUndone(id) && !(isReady && useDatasetStore.getState().facts.held);
}

/**
 * What the page goes on with by itself after a reload: what was under way or waited for its turn. A result whose inputs were
 * changed since stays, marked as out of date, and what was cancelled stays so, until the manager asks for it. Where it is not
 * known what was under way, what is not there at all.
 */
function isLeftOver(id: SelfStarting): boolean {
  const { pending } = usePendingStore.getState();
  if (pending === null) return isUndone(id) && works[id].store.getState().job.status === 'idle';
  return pending.includes(id) && isUndone(id);
}

/** There are inputs, and neither a result for them nor a refusal of them. */
function isUndone(id: SelfStarting): boolean {
  const { store, hash } = works[id];
  const { job } = store.getState();
  const current = hash();
  return current !== null && (job.status === 'idle' || job.inputHash !== current);
}

let round = 0;

/**
 * Computes what is left to do: demand and candidates side by side, then the plan, then trends, last the networks, which take
 * longest and then contest for their place in the demand forecasts. New data starts a new round; the old one stops after
 * the step it is in.
 */
async function compute(left: readonly SelfStarting[], joins: boolean): Promise<void> {
  round += 1;
  const mine = round;
  setPending([...left, ...(joins ? (['joining'] as const) : [])]);
  const step = async (id: SelfStarting): Promise<void> => {
    if (round !== mine) return;
    if (left.includes(id) && isUndone(id)) await works[id].run();
    if (round === mine && left.includes(id)) void putDone(id);
  };
  await Promise.all([step('demand'), step('candidates')]);
  await step('plan');
  await step('trends');
  await step('training');
  if (round !== mine) return;
  if (joins) await joinNetworks();
  if (round === mine) dropPending('joining');
}

/** Computes what the data makes possible and what is not there yet, without being asked. */
async function computeMissing(): Promise<void> {
  await compute(workIds.filter(isMissing), true);
}

/** Goes on with what a reload cut off. */
async function computeLeftOver(): Promise<void> {
  const { pending } = usePendingStore.getState();
  const left = workIds.filter(isLeftOver);
  await compute(left, pending === null || pending.includes('joining') || left.includes('training'));
}

/** Trains the networks anew and lets them contest. A plan that is there stays as it is until it is asked for again. */
export async function trainNetworks(): Promise<void> {
  addPending('joining');
  await runTraining();
  await joinNetworks();
  dropPending('joining');
}

/** Makes anew what was made from earlier figures, and whatever else is missing. */
export async function refreshAll(): Promise<void> {
  releaseHeld();
  await computeMissing();
}

/** What has come to its end is due until its result is kept: a crash in between would leave neither. */
async function putDone(id: SelfStarting): Promise<void> {
  await saveNow();
  if (works[id].store.getState().job.status !== 'running') dropPending(id);
}

/** From now on it is known what is under way; what the manager cancels is not taken up again. */
function followWork(): void {
  for (const id of workIds) {
    const { store, hash } = works[id];
    store.subscribe(({ job }, { job: before }) => {
      if (job.status === before.status) return;
      if (job.status === 'running') addPending(id);
      // One that stopped since its inputs have changed waits for its turn in the round that they began.
      else if (before.status === 'running' && job.status !== 'idle') void putDone(id);
      else if (before.status === 'running' && before.inputHash === hash()) dropPending(id);
    });
  }
  useDemandStore.subscribe(({ joining }, { joining: before }) => {
    if (before !== null && joining === null) dropPending('joining');
  });
}

/** Committed plans are held against new data, which may hold later sales; most projects have none, and need none of the code. */
async function followCommitments(): Promise<void> {
  if (useMonitorStore.getState().versions.length === 0) return;
  const { followData } = await import('#state/monitor/monitor-actions.ts');
  await followData();
}

/** From now on new data is computed at once; work that a reload interrupted is taken up again. */
export function startPipeline(): void {
  let fingerprint: string | null = null;
  const onData = (isStart: boolean): void => {
    const { facts, import: state } = useDatasetStore.getState();
    if (state.status !== 'ready') return;
    const current = facts.dataset?.fingerprint ?? null;
    if (current === fingerprint) return;
    fingerprint = current;
    if (current === null) return;
    void (isStart ? computeLeftOver() : computeMissing());
    void followCommitments();
  };
  followWork();
  useDatasetStore.subscribe(() => onData(false));
  onData(true);
}
