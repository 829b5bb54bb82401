import { create } from 'zustand';
import type { ExternalModel } from '#engine/combination/add-external-forecasts.ts';
import type { ExecutorName } from '#learning/executor.ts';
import type { EpochLosses } from '#learning/train-network.ts';
import type { TrainingSettings } from '#learning/training-settings.ts';
import { afterReload, type JobState } from '#state/runtime/job-state.ts';
import { type PersistedSlice, pickFacts } from '#state/runtime/persist-slice.ts';
import type {
  ExecutorChoice,
  ExplainOutput,
  FirstLossOutput,
  NetworkForecastOutput,
  ProbeOutput,
  TrainOutput,
} from '#workers/learning/contract.ts';
import type { EvaluationRun, ModelStanding } from './training-evaluation.ts';

/** 'auto': hardware WebGL where it can be had, else the next best; a name is the user's choice. */
export type WantedExecutor = ExecutorName | 'auto';

export interface TrainingChoices {
  /** `tuned`: MLP and LSTM are compared; `article`: the paper's network alone. */
  readonly network: 'tuned' | 'article';
  readonly executor: WantedExecutor;
  readonly timeBudgetSeconds: number;
}

/** What can compute here, as far as it was asked. */
export type ProbeState =
  | { readonly status: 'unknown' | 'failed' }
  | { readonly status: 'asking'; readonly offers: ProbeOutput | null }
  | { readonly status: 'known'; readonly offers: ProbeOutput };

/** Milliseconds of one step of the reference network, measured on this machine; kept until measured again. */
export interface MeasuredSpeeds {
  readonly best: ExecutorName;
  readonly stepMilliseconds: Readonly<Partial<Record<ExecutorName, number>>>;
  /** Devices at the time: others make the figures worthless. */
  readonly devices: string;
  readonly measuredAt: number;
}

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

/** How a training ended; `interrupted`: its worker was ended or died, and the best weights posted before were taken. */
export type TrainingStop = TrainOutput['stop'] | 'interrupted';

export interface TrainingSummary
  extends Pick<
    TrainOutput,
    | 'choice'
    | 'settings'
    | 'members'
    | 'bestEpoch'
    | 'bestValidationLoss'
    | 'meanPredictorLoss'
    | 'history'
    | 'steps'
    | 'windows'
  > {
  readonly stop: TrainingStop;
  readonly seconds: number;
  readonly samplesPerSecond: number;
  /** Share of the windows that were drawn at least once. */
  readonly shareSeen: number;
  readonly firstLoss: number;
}

/** One training of an evaluation that is over. */
export interface TrainingRunResult {
  readonly run: EvaluationRun;
  readonly summary: TrainingSummary;
  readonly weights: Float32Array;
  readonly vocabulary: TrainOutput['vocabulary'];
  readonly outlook: NetworkForecastOutput;
}

export interface TrainingResult {
  readonly summary: TrainingSummary;
  readonly weights: Float32Array;
  readonly vocabulary: TrainOutput['vocabulary'];
  readonly outlook: NetworkForecastOutput;
  /** Periods ahead. */
  readonly horizon: number;
  /** Horizons of the hold-out of the network that forecasts; 0 = it learnt from everything. */
  readonly fold: number;
  /** The designs compared, best first, over the hold-outs; the first one forecasts. */
  readonly standings: readonly ModelStanding[];
  /** What each design tells the demand forecasts; none for the paper's network, a saved one, or an evaluation cut short. */
  readonly contestants: readonly ExternalModel[];
  /** When the training ended: tells one training from another. */
  readonly trainedAt: number;
  /** A saved model that forecast without being trained again; null: trained on this data. */
  readonly reused: { readonly name: string; readonly savedAt: number } | null;
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
  // On two free cores the sample's evaluation stops by itself within a minute; a slower machine gets half as long again.
  choices: { network: 'tuned', executor: 'auto', timeBudgetSeconds: 90 },
  probe: { status: 'unknown' },
  check: { status: 'none' },
  measured: null,
  models: { status: 'unread' },
  explanation: { status: 'none' },
}));

type Persisted = Pick<TrainingState, 'job' | 'choices' | 'measured'>;

export const persistedTraining: PersistedSlice<TrainingState, Persisted> = {
  key: 'training',
  version: 3,
  store: useTrainingStore,
  // A training under way changes several times a second: it is kept as idle, and taken up from its checkpoint.
  pick: pickFacts(({ job, choices, measured }) => ({ job: afterReload(job), choices, measured })),
  accept: (stored, version) => {
    if (version > 3 || !stored || typeof stored !== 'object') return null;
    const { job, choices, measured } = stored as Partial<Persisted>;
    if (job?.status === undefined || typeof choices?.timeBudgetSeconds !== 'number') return null;
    // Before version 2 there was one network, the paper's, and its result had another shape.
    if (version < 2) return { choices: { ...choices, network: 'tuned' } };
    // Before version 3 an evaluation said nothing to the demand forecasts.
    if (version < 3) return { choices, measured: measured ?? null };
    return { job: afterReload(job), choices, measured: measured ?? null };
  },
};
