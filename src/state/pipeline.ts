import { candidatesInputHash, runCandidates } from '#state/candidates-actions.ts';
import { useCandidatesStore } from '#state/candidates-store.ts';
import { releaseHeld } from '#state/dataset-actions.ts';
import { useDatasetStore } from '#state/dataset-store.ts';
import { demandInputHash, joinNetworks, runDemand } from '#state/demand-actions.ts';
import { useDemandStore } from '#state/demand-store.ts';
import type { JobState } from '#state/job-state.ts';
import { useMonitorStore } from '#state/monitor-store.ts';
import { planInputHash, runPlan } from '#state/plan-actions.ts';
import { usePlanStore } from '#state/plan-store.ts';
import { runTraining, trainingInputHash } from '#state/training-actions.ts';
import { useTrainingStore } from '#state/training-store.ts';
import { runTrends, trendsInputHash } from '#state/trends-actions.ts';
import { useTrendsStore } from '#state/trends-store.ts';

/**
 * True when a computation has all its inputs and neither a result for them nor a refusal of them. What was made from
 * figures that have changed since waits for the user's word (`held`); what was under way from them starts anew.
 */
function isMissing(job: JobState<unknown, unknown>, hash: string | null): boolean {
  if (hash === null) return false;
  if (job.status === 'idle') return true;
  if (job.inputHash === hash) return false;
  return job.status !== 'ready' || !useDatasetStore.getState().facts.held;
}

let round = 0;

/**
 * Computes what the data makes possible and what is not there yet, without being asked: demand and candidates side by
 * side, then the plan, then trends, last the networks, which take longest and then contest for their place in the demand
 * forecasts. New data starts a new round; the old one stops after the step it is in.
 */
async function computeMissing(): Promise<void> {
  round += 1;
  const mine = round;
  const isCurrent = (): boolean => round === mine;
  const demand = isMissing(useDemandStore.getState().job, demandInputHash()) ? runDemand() : null;
  const candidates = isMissing(useCandidatesStore.getState().job, candidatesInputHash()) ? runCandidates() : null;
  await Promise.all([demand, candidates]);
  if (isCurrent() && isMissing(usePlanStore.getState().job, planInputHash())) await runPlan();
  if (isCurrent() && isMissing(useTrendsStore.getState().job, trendsInputHash())) await runTrends();
  if (isCurrent() && isMissing(useTrainingStore.getState().job, trainingInputHash())) await runTraining();
  if (isCurrent()) await joinNetworks();
}

/** Trains the networks anew and lets them contest. A plan that is there stays as it is until it is asked for again. */
export async function trainNetworks(): Promise<void> {
  await runTraining();
  await joinNetworks();
}

/** Makes anew what was made from earlier figures, and whatever else is missing. */
export async function refreshAll(): Promise<void> {
  releaseHeld();
  await computeMissing();
}

/** Committed plans are held against new data, which may hold later sales; most projects have none, and need none of the code. */
async function followCommitments(): Promise<void> {
  if (useMonitorStore.getState().versions.length === 0) return;
  const { followData } = await import('#state/monitor-actions.ts');
  await followData();
}

/** From now on new data is computed at once; work that a reload interrupted is taken up again. */
export function startPipeline(): void {
  let fingerprint: string | null = null;
  const onData = (): void => {
    const { facts, import: state } = useDatasetStore.getState();
    if (state.status !== 'ready') return;
    const present = facts.dataset?.fingerprint ?? null;
    if (present === fingerprint) return;
    fingerprint = present;
    if (present === null) return;
    void computeMissing();
    void followCommitments();
  };
  useDatasetStore.subscribe(onData);
  onData();
}
