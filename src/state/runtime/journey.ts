import { useSyncExternalStore } from 'react';
import { type ImportState, useDatasetStore } from '#state/data/dataset-store.ts';
import { type MonitorState, useMonitorStore } from '#state/monitor/monitor-store.ts';
import { planComputation } from '#state/plan/plan-actions.ts';
import { areOutlooksEarly } from '#state/plan/plan-inputs.ts';
import { usePlanStore } from '#state/plan/plan-store.ts';
import { subscribeAll, type Work } from './computation.ts';
import { computations } from './computations.ts';
import type { StepId } from './settings-store.ts';
import { joinStepStates, type StepState, stepStateOfJob } from './step-state.ts';

type Journey = Readonly<Record<StepId, StepState>>;

function dataState(state: ImportState): StepState {
  if (state.status === 'empty') return { kind: 'empty' };
  if (state.status === 'failed') return { kind: 'failed' };
  if (state.status === 'ready') return { kind: 'done' };
  const { progress } = state;
  return { kind: 'running', share: progress?.share ?? null };
}

/** Overview and report show the plan: they are as good as that. */
function stateOfReport(plan: StepState, hasPlan: boolean, isRefined: boolean): StepState {
  if (!hasPlan) return { kind: 'empty' };
  if (isRefined) return plan;
  return { kind: plan.kind === 'done' ? 'ready' : 'stale' };
}

/** Ready to commit a plan, or to hear more; a revision or a question of what a product is waits for the manager's word. */
function monitorState({ versions, job, replan }: MonitorState, hasPlan: boolean): StepState {
  if (job.status === 'running') return { kind: 'running', share: null };
  if (replan.status === 'running') {
    const { progress } = replan;
    return { kind: 'running', share: progress ? progress.moves / progress.movesTotal : null };
  }
  if (versions.some(({ isOpen, revised }) => isOpen && revised !== null) || job.status === 'failed')
    return { kind: 'failed' };
  if (job.status === 'ready') return { kind: 'done' };
  return { kind: versions.length > 0 || hasPlan ? 'ready' : 'empty' };
}

/** State of a computation in the rail; null where it says nothing about its step. */
function stateOf({ job, hash, underWay, countsInRail = () => true }: Work): StepState | null {
  if (!job || !hash || !countsInRail(job(), hash())) return null;
  return stepStateOfJob(job(), hash(), () => underWay()?.share ?? null);
}

function journeyNow(): Journey {
  const of = (step: StepId, ...own: readonly StepState[]): StepState => {
    const works: readonly Work[] = computations.filter((work) => work.step === step);
    return joinStepStates([...own, ...works.map(stateOf).filter((state) => state !== null)]);
  };
  const { import: data, facts } = useDatasetStore.getState();
  const hasPlan = usePlanStore.getState().current !== null;
  // A plan that is made once more as soon as all forecasts are there is not done yet.
  const isRefined = planComputation.current() !== null && areOutlooksEarly();
  const plan: StepState = isRefined ? { kind: 'running', share: null } : of('plan');
  return {
    overview: of('overview', stateOfReport(plan, hasPlan, isRefined)),
    // A file that waits for an answer is not read.
    data: of('data', facts.files.some(({ state }) => state === 'question') ? { kind: 'failed' } : dataState(data)),
    explore: of('explore', facts.dataset?.panel ? { kind: 'done' } : { kind: 'empty' }),
    demand: of('demand'),
    trends: of('trends'),
    plan,
    report: of('report', stateOfReport(plan, hasPlan, isRefined)),
    monitor: of('monitor', monitorState(useMonitorStore.getState(), hasPlan)),
  };
}

const stores = [...new Set(computations.flatMap((work: Work) => work.stores))];

/** The same object as long as no step has changed: the rail is drawn anew only then. */
function createSnapshot(): () => Journey {
  let last: { readonly name: string; readonly journey: Journey } | null = null;
  return () => {
    const journey = journeyNow();
    // Shares in whole percents, as they are shown.
    const name = JSON.stringify(journey, (_, value) => (typeof value === 'number' ? Math.round(value * 100) : value));
    if (last?.name !== name) last = { name, journey };
    return last.journey;
  };
}

const snapshot = createSnapshot();
const follow = (onChange: () => void): (() => void) => subscribeAll(stores, onChange);

/** State of every step, live, for the rail. */
export function useJourney(): Journey {
  return useSyncExternalStore(follow, snapshot, snapshot);
}
