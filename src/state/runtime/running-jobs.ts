import { cancelCandidates } from '#state/candidates/candidates-actions.ts';
import { useCandidatesStore } from '#state/candidates/candidates-store.ts';
import { cancelImport } from '#state/data/dataset-actions.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { cancelDemand } from '#state/demand/demand-actions.ts';
import { useDemandStore } from '#state/demand/demand-store.ts';
import { useMonitorStore } from '#state/monitor/monitor-store.ts';
import { cancelPlan } from '#state/plan/plan-actions.ts';
import { usePlanStore } from '#state/plan/plan-store.ts';
import { cancelTraining } from '#state/training/training-actions.ts';
import { useTrainingStore } from '#state/training/training-store.ts';
import { cancelTrends } from '#state/trends/trends-actions.ts';
import { useTrendsStore } from '#state/trends/trends-store.ts';
import type { JobState } from './job-state.ts';
import { planShare } from './journey.ts';
import type { StepId } from './settings-store.ts';

/** A computation under way, whichever step it belongs to. */
export interface RunningWork {
  readonly id: 'import' | 'demand' | 'joining' | 'candidates' | 'plan' | 'trends' | 'training' | 'replan';
  /** Where it can be watched closely. */
  readonly step: StepId;
  readonly startedAt: number;
  /** Share done, 0 to 1; null: not known. */
  readonly share: number | null;
  readonly cancel: () => void;
}

/** Everything that computes now, in the order of the journey. */
export function useRunningWork(): readonly RunningWork[] {
  const data = useDatasetStore((state) => state.import);
  const demand = useDemandStore((state) => state.job);
  const joining = useDemandStore((state) => state.joining);
  const candidates = useCandidatesStore((state) => state.job);
  const plan = usePlanStore((state) => state.job);
  const trends = useTrendsStore((state) => state.job);
  const training = useTrainingStore((state) => state.job);
  const replan = useMonitorStore((state) => state.replan);
  const work: (RunningWork | null)[] = [
    data.status === 'importing'
      ? {
          id: 'import',
          step: 'data',
          startedAt: data.startedAt,
          share: data.progress?.share ?? null,
          cancel: cancelImport,
        }
      : null,
    workOf('demand', 'demand', demand, ({ done }) => done, cancelDemand),
    joining
      ? { id: 'joining', step: 'demand', startedAt: joining.startedAt, share: joining.done, cancel: cancelDemand }
      : null,
    workOf('candidates', 'demand', candidates, ({ done }) => done, cancelCandidates),
    workOf('plan', 'plan', plan, planShare, cancelPlan),
    workOf('trends', 'trends', trends, ({ done }) => done, cancelTrends),
    workOf('training', 'demand', training, () => null, cancelTraining),
    workOf('replan', 'monitor', replan, ({ moves, movesTotal }) => moves / movesTotal, cancelReplanning),
  ];
  return work.filter((job) => job !== null);
}

/** The monitor's code is only there once a plan is committed. */
function cancelReplanning(): void {
  void import('#state/monitor/monitor-actions.ts').then(({ cancelReplan }) => cancelReplan());
}

function workOf<Progress>(
  id: RunningWork['id'],
  step: StepId,
  job: JobState<Progress, unknown>,
  shareOf: (progress: Progress) => number | null,
  cancel: () => void,
): RunningWork | null {
  if (job.status !== 'running') return null;
  const { startedAt, progress } = job;
  return { id, step, startedAt, share: progress ? shareOf(progress) : null, cancel };
}
