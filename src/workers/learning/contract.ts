import type { Issue } from '#engine/issue.ts';
import type { Dataset } from '#engine/panel/dataset.ts';
import type { ExecutorName } from '#learning/executor.ts';
import type { LayersModelFiles } from '#learning/export-layers-model.ts';
import type { Score } from '#learning/holdout-score.ts';
import type { ForecastSet, SeriesForecast } from '#learning/network-forecast.ts';
import type { EpochLosses, TrainingEvent } from '#learning/train-network.ts';
import type { RunState } from '#learning/train-run.ts';
import type { TrainingSettings } from '#learning/training-settings.ts';
import type { ForecastParts, GroupImportance } from '#learning/tuned/explain.ts';
import type { Vocabulary } from '#learning/tuned/tuned-series.ts';
import type { JobHandler } from '#workers/job-control.ts';
import type { Regressor, SeriesInput } from '#workers/statistics/contract.ts';

/**
 * A series as the statistics worker takes it, and whether its forecasts are cut at 0 (demand: true, an index: false).
 * Series of one training share `frequency`; regressors (known in the future) are matched by name, one that a series does
 * not have counts as 0 there.
 */
export interface LearningSeries extends SeriesInput {
  readonly nonNegative: boolean;
  /** Columns of the length of `values`, known only as time goes by. */
  readonly observed?: readonly Regressor[];
  /** What the series belongs to: where there are many, networks tell groups apart. */
  readonly group?: string;
}

/** What is learnt from: the same for training, forecasting and checking. */
export interface LearningData {
  readonly series: readonly LearningSeries[];
  /** Periods ahead. */
  readonly horizon: number;
  /** The last periods of each series, held out from training and validation and scored: those of the statistics. */
  readonly holdout: number;
}

/** A dataset from which the worker makes the series (engine/features/dataset-series.ts says which, and their ids). */
export interface DatasetToLearn {
  readonly dataset: Dataset;
  readonly horizon: number;
  readonly holdout: number;
  /** Products that get a series of their own, best sellers first. */
  readonly topProducts: number;
}

/** A training at the end of an epoch: the same executor goes on from it bit for bit. */
export interface TrainingCheckpoint {
  readonly settings: TrainingSettings;
  readonly executor: ExecutorName;
  /** Weights of one network. */
  readonly size: number;
  readonly state: RunState;
}

export interface TrainInput {
  readonly data: LearningData | DatasetToLearn;
  readonly settings: Partial<TrainingSettings>;
  /** 'auto': hardware WebGL if it can be had, else the next; a name forces that one (refused if it can't be had). */
  readonly executor: ExecutorName | 'auto';
  /** With 'auto': what was measured to be the best here; it comes first as long as it can be had. */
  readonly measuredBest?: ExecutorName;
  /** Goes on from these weights instead of fresh ones (fine-tuning). */
  readonly initialWeights?: Float32Array;
  /** With initial weights: what the inputs of that network mean. */
  readonly vocabulary?: Vocabulary;
  /** Takes up a training of the same data and settings. */
  readonly resume?: TrainingCheckpoint;
}

/**
 * Why an executor can't or shouldn't be taken: `no-webgl`, `software-renderer` (works, but is slower than the next one),
 * `no-float-textures`, `no-wasm-simd`, `not-built`,
 * `device-lost` (in this worker, before), `slower-here` (measured on this machine), `failed` (its start threw; `detail`
 * says what).
 */
export type ExecutorTrouble =
  | 'no-webgl'
  | 'software-renderer'
  | 'no-float-textures'
  | 'no-wasm-simd'
  | 'not-built'
  | 'device-lost'
  | 'slower-here'
  | 'failed';

export interface ExecutorOffer {
  readonly name: ExecutorName;
  /** Can be had when asked for. */
  readonly available: boolean;
  /** Null = nothing speaks against it. */
  readonly trouble: ExecutorTrouble | null;
  /** Renderer of WebGL (UNMASKED_RENDERER), variant of WASM; '' when unknown. */
  readonly device: string;
  readonly detail: string;
}

/** What computes and why. Never silent: the screen shows it. */
export interface ExecutorChoice {
  readonly name: ExecutorName;
  /** TensorFlow.js' own `getBackend()` in the worker after the start; '' for the kernel without TensorFlow.js. */
  readonly backend: string;
  readonly device: string;
  /** `measured`: the fastest here; `preferred`: first in the order; `next-best`: those in `passedOver` could not be taken. */
  readonly reason: 'measured' | 'preferred' | 'next-best' | 'asked-for';
  /** Those that come before it in the order, with what spoke against them. */
  readonly passedOver: readonly ExecutorOffer[];
}

export type TrainProgress =
  | {
      readonly kind: 'started';
      readonly settings: TrainingSettings;
      readonly choice: ExecutorChoice;
      readonly seriesUsed: number;
      /** Windows that training may draw from. */
      readonly windows: number;
      readonly stepsPerEpoch: number;
      /** Validation loss of the predictor that always says the training mean of each series. */
      readonly meanPredictorLoss: number;
      /** Where a resumed training goes on, and its epochs so far. */
      readonly resumedFrom: { readonly member: number; readonly epoch: number } | null;
      readonly history: readonly EpochLosses[];
    }
  /** Network `member` of `members` begins; 0 is the one that the validation block judges. */
  | { readonly kind: 'member'; readonly member: number; readonly members: number }
  /** Keep it: a training that was cut off goes on from there. */
  | { readonly kind: 'checkpoint'; readonly checkpoint: TrainingCheckpoint }
  | TrainingEvent
  /** The device went away; training goes on with `choice` from the last checkpoint. */
  | { readonly kind: 'moved'; readonly choice: ExecutorChoice };

export interface TrainOutput {
  readonly choice: ExecutorChoice;
  readonly settings: TrainingSettings;
  /** `diverged`: the loss became infinite after an improvement; the weights are those from before. */
  readonly stop: 'early-stop' | 'time-budget' | 'all-epochs' | 'cancelled' | 'diverged';
  /** Weights of the best epoch (flat, layout of learning/network.ts); those of the members follow one after the other. */
  readonly weights: Float32Array;
  /** Members that learnt from everything; 0: the validated network forecasts. */
  readonly members: number;
  /** What the inputs of a tuned network mean: a forecast on other data needs it. */
  readonly vocabulary: Vocabulary | null;
  readonly bestEpoch: number;
  readonly bestValidationLoss: number;
  readonly meanPredictorLoss: number;
  /** Loss of the very first batch at the initial weights, with the dropout masks of the first step. */
  readonly firstLoss: number;
  readonly history: readonly EpochLosses[];
  readonly steps: number;
  readonly seconds: number;
  readonly samplesPerSecond: number;
  readonly windows: number;
  /** Distinct windows drawn at least once, of `windows`. */
  readonly windowsSeen: number;
  readonly leftOut: readonly SeriesLeftOut[];
}

/** A series that the network can't learn from: `series-too-short-to-learn` (known, needed), `series-constant`. */
export interface SeriesLeftOut {
  readonly seriesId: string;
  readonly issue: Issue;
}

export interface NetworkForecastInput {
  readonly data: LearningData | DatasetToLearn;
  readonly settings: Partial<TrainingSettings>;
  readonly executor: ExecutorName | 'auto';
  readonly weights: Float32Array;
  readonly vocabulary?: Vocabulary | null;
}

/** Formulas: reference/accuracy/README.md, section 1. WAPE, bias and coverage in percent, NaN where undefined. */
export type HoldoutScore = Score;

export type NetworkSeriesForecast = SeriesForecast;

export interface NetworkForecastOutput extends ForecastSet {
  readonly choice: ExecutorChoice;
  readonly leftOut: readonly SeriesLeftOut[];
}

export interface ProbeInput {
  /**
   * Also times a few warm steps of the reference network: on those that may be taken without asking (`candidates`: nothing
   * speaks against them, and TensorFlow.js on the CPU only where there is no kernel), or on all that can be had.
   */
  readonly measure: 'none' | 'candidates' | 'all';
}

export interface ProbeOutput {
  /** In the order in which they are taken. */
  readonly offers: readonly (ExecutorOffer & { readonly stepMilliseconds: number | null })[];
  /** What 'auto' takes: by the times measured where there are any. */
  readonly automatic: ExecutorName;
}

export interface FirstLossInput {
  readonly data: LearningData | DatasetToLearn;
  readonly settings: Partial<TrainingSettings>;
  readonly executors: readonly ExecutorName[];
}

export interface FirstLossOutput {
  readonly losses: readonly {
    readonly executor: ExecutorName;
    /** `getBackend()` at the time. */
    readonly backend: string;
    readonly device: string;
    /** Loss of the first training batch, with the dropout masks of the first step. */
    readonly loss: number;
  }[];
}

export interface ExplainInput {
  readonly data: LearningData | DatasetToLearn;
  readonly settings: Partial<TrainingSettings>;
  readonly weights: Float32Array;
  readonly vocabulary: Vocabulary | null;
  /** The series whose forecast is taken apart; null: importance alone. */
  readonly seriesId: string | null;
  /** Importance takes a second or two and does not depend on the series. */
  readonly withImportance: boolean;
}

export interface ExplainOutput {
  /** Most important first; null when it was not asked for. */
  readonly importance: readonly GroupImportance[] | null;
  /** Parts that add up to the forecast; null without a series. */
  readonly parts: ForecastParts | null;
}

export interface ExportInput {
  readonly data: LearningData | DatasetToLearn;
  readonly settings: Partial<TrainingSettings>;
  readonly weights: Float32Array;
  readonly vocabulary: Vocabulary | null;
}

/**
 * The learning worker. Refusals: `no-series-to-learn`, `executor-unavailable` (executor, trouble), `training-diverged`,
 * `horizon-out-of-range`, `weights-mismatch`.
 */
export type LearningHandlers = {
  probe: JobHandler<ProbeInput, never, ProbeOutput>;
  /** Cancelled after the first improvement it answers with the best weights, before that with `cancelled`. */
  train: JobHandler<TrainInput, TrainProgress, TrainOutput>;
  /** Forecasts, intervals and holdout scores from trained weights; after a cancel or a crash too. */
  forecast: JobHandler<NetworkForecastInput, never, NetworkForecastOutput>;
  /** The first batch of a training on several executors: the same number within their tolerance. */
  compareFirstLoss: JobHandler<FirstLossInput, never, FirstLossOutput>;
  /** What a tuned network goes by, and the parts of one forecast; refused for the paper's (`not-explainable`). */
  explain: JobHandler<ExplainInput, never, ExplainOutput>;
  /** The networks that forecast, in TensorFlow.js' layers format. */
  exportModel: JobHandler<ExportInput, never, LayersModelFiles>;
};
