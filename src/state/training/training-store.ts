import { create } from 'zustand';
import type { ExecutorName } from '#learning/executor.ts';
import type { EpochLosses } from '#learning/train-network.ts';
import type { TrainingSettings } from '#learning/training-settings.ts';
import { afterReload, type JobState } from '#state/runtime/job-state.ts';
import type { PersistedSlice } from '#state/saving/persist-slice.ts';
import type { FactsIn, ResultIn } from '#storage/slices/slices.ts';
import type {
  ExecutorChoice,
  ExplainOutput,
  FirstLossOutput,
  NetworkForecastOutput,
  ProbeOutput,
  TrainOutput,
} from '#workers/learning/contract.ts';
import type { EvaluationRun, ForecastBetween, ModelStanding } from './training-evaluation.ts';

type TrainingFacts = FactsIn<'training'>;
export type TrainingChoices = TrainingFacts['choices'];
/** 'auto': hardware WebGL where it can be had, else the next best; a name is the user's preference. */
export type WantedExecutor = TrainingChoices['executor'];

/** What can compute here, as far as it was asked. */
export type ProbeState =
  | { readonly status: 'unknown' | 'failed' }
  | { readonly status: 'asking'; readonly offers: ProbeOutput | null }
  | { readonly status: 'known'; readonly offers: ProbeOutput };

export type MeasuredSpeeds = NonNullable<TrainingFacts['measured']>;

/** Mean loss of the steps up to `step` of the whole training. */
export interface StepLoss {
  readonly step: number;
  readonly loss: number;
}

/** A training as it runs. */
export interface TrainingProgress {
  readonly stage: 'measuring' | 'starting' | 'training' | 'forecasting';
  /** The training under way of those that an evaluation takes. */
  readonly contest: (EvaluationRun & { readonly number: number; readonly of: number }) | null;
  /** Times that the worker died or hung and the training was taken up from its last checkpoint. */
  readonly restarts: number;
  /** Why checkpoints can't be kept on this machine; null: they are. */
  readonly checkpointTrouble: string | null;
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
  readonly history: readonly EpochLosses[];
  readonly best: { readonly epoch: number; readonly validationLoss: number } | null;
  /** Network in training: 0 is judged by later weeks, 1 to `members` learn from everything and are averaged. */
  readonly member: number;
  readonly members: number;
  /** Where a training that was cut off was taken up. */
  readonly resumedFrom: { readonly member: number; readonly epoch: number } | null;
}

export type TrainingResult = ResultIn<'training'>;
export type TrainingSummary = TrainingResult['summary'];
/** One training of an evaluation that is over. */
export interface TrainingRunResult {
  readonly run: EvaluationRun;
  readonly summary: TrainingSummary;
  readonly weights: Float32Array;
  readonly vocabulary: TrainOutput['vocabulary'];
  readonly outlook: NetworkForecastOutput;
  readonly between?: readonly ForecastBetween[];
}

/** The first batch's loss on the training's executor and in plain JavaScript: the same number within rounding. */
export type FirstLossCheck =
  | { readonly status: 'none' | 'running' | 'failed' }
  | { readonly status: 'done'; readonly losses: FirstLossOutput['losses'] };

/** A saved model without its weights. */
export interface SavedModel {
  readonly id: string;
  readonly name: string;
  readonly savedAt: number;
  readonly settings: TrainingSettings;
  readonly horizon: number;
  readonly standing: ModelStanding | null;
}

export type SavedModels =
  | { readonly status: 'unread' | 'failed' }
  | { readonly status: 'read'; readonly models: readonly SavedModel[] };

/** What the network went by: importance over all series, and the parts of one series' forecast. */
export type ExplanationState =
  | { readonly status: 'none' | 'running' | 'failed' }
  | { readonly status: 'done'; readonly explanation: ExplainOutput };

export interface TrainingState {
  readonly job: JobState<TrainingProgress, TrainingResult>;
  readonly choices: TrainingChoices;
  readonly probe: ProbeState;
  readonly check: FirstLossCheck;
  readonly measured: MeasuredSpeeds | null;
  readonly models: SavedModels;
  readonly explanation: ExplanationState;
}

export const useTrainingStore = create<TrainingState>(() => ({
  job: { status: 'idle' },
  // On two free cores the sample's evaluation over three horizons stopped by itself within a minute; a fourth adds a quarter.
  choices: { network: 'tuned', executor: 'auto', timeBudgetSeconds: 90 },
  probe: { status: 'unknown' },
  check: { status: 'none' },
  measured: null,
  models: { status: 'unread' },
  explanation: { status: 'none' },
}));

export const persistedTraining: PersistedSlice<TrainingState, 'training'> = {
  key: 'training',
  store: useTrainingStore,
  // A training under way changes several times a second: it is persisted as idle, and taken up from its checkpoint.
  pick: ({ job, choices, measured }) => ({ job: afterReload(job), choices, measured }),
  restore: (facts) => facts,
};
