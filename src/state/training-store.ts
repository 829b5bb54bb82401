import { create } from 'zustand';
import type { ExecutorName } from '#learning/executor.ts';
import { afterReload, type JobState } from '#state/job-state.ts';
import type { KeptSlice } from '#state/keep-slice.ts';
import type {
  EpochRecord,
  ExecutorChoice,
  FirstLossOutput,
  NetworkForecastOutput,
  ProbeOutput,
  TrainingSettings,
  TrainOutput,
} from '#workers/learning/contract.ts';

/** 'auto': hardware WebGL where it can be had, else the next best; a name is the user's wish. */
export type WantedExecutor = ExecutorName | 'auto';

export interface TrainingChoices {
  readonly executor: WantedExecutor;
  readonly timeBudgetSeconds: number;
}

/** What can compute here, as far as it was asked. */
export type ProbeState =
  | { readonly status: 'unknown' }
  | { readonly status: 'asking'; readonly offers: ProbeOutput | null }
  | { readonly status: 'known'; readonly offers: ProbeOutput };

/** Mean loss of the steps up to `step` of the whole training. */
export interface StepLoss {
  readonly step: number;
  readonly loss: number;
}

/** A training as it runs. */
export interface TrainingProgress {
  readonly stage: 'starting' | 'training' | 'forecasting';
  readonly choice: ExecutorChoice | null;
  /** Executors that were lost on the way, in order. */
  readonly lost: readonly ExecutorName[];
  readonly settings: TrainingSettings | null;
  readonly seriesUsed: number;
  readonly windows: number;
  readonly stepsPerEpoch: number;
  readonly meanPredictorLoss: number;
  readonly epoch: number;
  /** Steps of the whole training. */
  readonly step: number;
  readonly loss: number;
  readonly samplesPerSecond: number;
  readonly secondsLeft: number;
  readonly shareSeen: number;
  readonly stepLosses: readonly StepLoss[];
  readonly history: readonly EpochRecord[];
  readonly best: { readonly epoch: number; readonly validationLoss: number } | null;
  /** Network in training: 0 is judged by later weeks, 1 to `members` learn from everything and are averaged. */
  readonly member: number;
  readonly members: number;
  /** Where a training that was cut off was taken up. */
  readonly resumedFrom: { readonly member: number; readonly epoch: number } | null;
}

/** How a training ended; `interrupted`: its worker was ended or died, and the best weights posted before were taken. */
export type TrainingStop = TrainOutput['stop'] | 'interrupted';

export interface TrainingSummary
  extends Pick<
    TrainOutput,
    'choice' | 'settings' | 'bestEpoch' | 'bestValidationLoss' | 'meanPredictorLoss' | 'history' | 'steps' | 'windows'
  > {
  readonly stop: TrainingStop;
  readonly seconds: number;
  readonly samplesPerSecond: number;
  /** Share of the windows that were drawn at least once. */
  readonly shareSeen: number;
  readonly firstLoss: number;
}

export interface TrainingResult {
  readonly summary: TrainingSummary;
  readonly weights: Float32Array;
  readonly outlook: NetworkForecastOutput;
  readonly horizon: number;
}

/** The first batch's loss on the training's executor and in plain JavaScript: the same number within rounding. */
export type FirstLossCheck =
  | { readonly status: 'none' | 'running' | 'failed' }
  | { readonly status: 'done'; readonly losses: FirstLossOutput['losses'] };

export interface TrainingState {
  readonly job: JobState<TrainingProgress, TrainingResult>;
  readonly choices: TrainingChoices;
  readonly probe: ProbeState;
  readonly check: FirstLossCheck;
}

export const useTrainingStore = create<TrainingState>(() => ({
  job: { status: 'idle' },
  choices: { executor: 'auto', timeBudgetSeconds: 60 },
  probe: { status: 'unknown' },
  check: { status: 'none' },
}));

type Kept = Pick<TrainingState, 'job' | 'choices'>;

let picked: Kept | null = null;

export const keptTraining: KeptSlice<TrainingState, Kept> = {
  key: 'training',
  version: 1,
  store: useTrainingStore,
  // A training under way changes several times a second and can't be taken up after a reload: it is kept as idle.
  pick: ({ job, choices }) => {
    const settled = afterReload(job);
    const same = picked?.choices === choices && (picked.job === settled || bothIdle(picked.job, settled));
    if (!picked || !same) picked = { job: settled, choices };
    return picked;
  },
  accept: (stored, version) => {
    if (version !== 1 || !stored || typeof stored !== 'object') return null;
    const { job, choices } = stored as Partial<Kept>;
    const usable = job?.status !== undefined && typeof choices?.timeBudgetSeconds === 'number';
    return usable ? { job: afterReload(job), choices } : null;
  },
};

function bothIdle(a: Kept['job'], b: Kept['job']): boolean {
  return a.status === 'idle' && b.status === 'idle';
}
