import { useMemo } from 'react';
import { candidatesInputHash } from '#state/candidates/candidates-actions.ts';
import { useCandidatesStore } from '#state/candidates/candidates-store.ts';
import { type ImportState, useDatasetStore } from '#state/data/dataset-store.ts';
import { demandInputHash } from '#state/demand/demand-actions.ts';
import { useDemandStore } from '#state/demand/demand-store.ts';
import { type MonitorState, useMonitorStore } from '#state/monitor/monitor-store.ts';
import { planInputHash } from '#state/plan/plan-actions.ts';
import { type PlanProgress, usePlanStore } from '#state/plan/plan-store.ts';
import { trainingInputHash } from '#state/training/training-actions.ts';
import { useTrainingStore } from '#state/training/training-store.ts';
import { trendsInputHash } from '#state/trends/trends-actions.ts';
import { useTrendsStore } from '#state/trends/trends-store.ts';
import { type StepId, useSettingsStore } from './settings-store.ts';
import { joinStepStates, type StepState, stepStateOfJob } from './step-state.ts';

function dataState(state: ImportState): StepState {
  if (state.status === 'empty') return { kind: 'empty' };
  if (state.status === 'failed') return { kind: 'failed' };
  if (state.status === 'ready') return { kind: 'done' };
  const { progress } = state;
  return { kind: 'running', share: progress?.share ?? null };
}

/** Forecasting and building take about as long as a small search; the search's own share is the rest. */
export function planShare({ stage, share }: PlanProgress): number | null {
  if (stage === 'forecasting' || stage === 'building') return null;
  return stage === 'reading' ? 1 : share;
}

/** Overview and report show the plan: they are as good as that. */
function stateOfReading(plan: StepState, hasPlan: boolean): StepState {
  if (!hasPlan) return { kind: 'empty' };
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

/** State of every step, live, for the rail. */
export function useJourney(): Readonly<Record<StepId, StepState>> {
  const data = useDatasetStore((state) => state.import);
  const facts = useDatasetStore((state) => state.facts);
  const settings = useSettingsStore();
  const demand = useDemandStore((state) => state.job);
  const candidates = useCandidatesStore();
  // Its own progress is none of the rail's, and changes all the time.
  const training = useTrainingStore(({ job }) => (job.status === 'running' ? job.inputHash : job));
  const trainingChoices = useTrainingStore(({ choices }) => choices);
  const trends = useTrendsStore((state) => state.job);
  const plan = usePlanStore();
  const monitor = useMonitorStore();
  // The hashes read the stores above: whatever changes them changes one of the dependencies.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  return useMemo(() => {
    const planState = stepStateOfJob(plan.job, planInputHash(), planShare);
    const forecasts = [stepStateOfJob(demand, demandInputHash(), ({ done }) => done)];
    // Without candidates there is nothing to forecast there, and a network that was not asked for is not missing.
    if (candidatesInputHash() !== null) {
      forecasts.push(stepStateOfJob(candidates.job, candidatesInputHash(), ({ done }) => done));
    }
    // A network that has too little to learn from is told in its panel: the step's forecasts stand without it.
    const { job } = useTrainingStore.getState();
    if (job.status !== 'idle' && job.status !== 'failed') {
      forecasts.push(stepStateOfJob(job, trainingInputHash(), () => null));
    }
    return {
      overview: stateOfReading(planState, plan.current !== null),
      data: dataState(data),
      explore: facts.dataset?.panel ? { kind: 'ready' } : { kind: 'empty' },
      demand: joinStepStates(forecasts),
      trends: stepStateOfJob(trends, trendsInputHash(), ({ done }) => done),
      plan: planState,
      report: stateOfReading(planState, plan.current !== null),
      monitor: monitorState(monitor, plan.current !== null),
    };
  }, [data, facts, settings, demand, candidates, training, trainingChoices, trends, plan, monitor]);
}
