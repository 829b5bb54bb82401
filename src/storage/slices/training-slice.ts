import * as v from 'valibot';
import type { ExternalForecast, ExternalModel } from '#engine/combination/add-external-forecasts.ts';
import type { ExecutorName } from '#learning/executor.ts';
import type { EpochLosses } from '#learning/train-network.ts';
import type { NetworkDesign, TrainingSettings } from '#learning/training-settings.ts';
import type { Vocabulary } from '#learning/tuned/tuned-series.ts';
import type {
  ExecutorChoice,
  ExecutorOffer,
  HoldoutScore,
  NetworkForecastOutput,
  NetworkSeriesForecast,
  SeriesLeftOut,
} from '#workers/learning/contract.ts';
import { frequencySchema, horizonSchema } from './demand-slice.ts';
import { forecastSchema, issueSchema, jobSchema } from './forecast-schema.ts';
import * as s from './schema.ts';
import { defineSlice, renamed } from './slice.ts';

const executor: s.Schema<ExecutorName> = s.oneOf('tfjs-webgl', 'wasm-simd', 'tfjs-wasm', 'tfjs-cpu');
const design: s.Schema<NetworkDesign> = s.oneOf('article', 'lstm', 'mlp');

const settingsSchema = s.objectOf<TrainingSettings>({
  design,
  windowLength: s.count,
  lstmUnits: s.listOf(s.count),
  dropoutRate: s.finite,
  learningRate: s.finite,
  ...s.each(s.count, 'batchSize', 'maximumEpochs', 'patience'),
  timeBudgetSeconds: s.finite,
  seed: s.finite,
  members: s.count,
});

const choiceSchema = s.objectOf<ExecutorChoice>({
  name: executor,
  backend: s.text,
  device: s.text,
  reason: s.oneOf('measured', 'preferred', 'next-best', 'asked-for'),
  passedOver: s.listOf(
    s.objectOf<ExecutorOffer>({
      name: executor,
      available: s.flag,
      trouble: s.orNull(s.word<NonNullable<ExecutorOffer['trouble']>>()),
      device: s.text,
      detail: s.text,
    }),
  ),
});

const summary = s.object({
  choice: choiceSchema,
  settings: settingsSchema,
  ...s.each(s.count, 'members', 'bestEpoch'),
  ...s.each(s.figure, 'bestValidationLoss', 'meanPredictorLoss'),
  history: s.listOf(s.objectOf<EpochLosses>({ epoch: s.count, loss: s.figure, validationLoss: s.figure })),
  ...s.each(s.count, 'steps', 'windows'),
  /** `interrupted`: its worker was ended or died, and the best weights posted before were taken. */
  stop: s.oneOf('early-stop', 'time-budget', 'all-epochs', 'cancelled', 'diverged', 'interrupted'),
  ...s.each(s.figure, 'seconds', 'samplesPerSecond'),
  /** Share of the windows that were drawn at least once. */
  shareSeen: s.figure,
  firstLoss: s.figure,
});

const scoreSchema = s.objectOf<HoldoutScore>({
  ...s.each(s.figure, 'mase', 'wape', 'bias', 'coverage80', 'coverage95'),
});

const holdoutSchema = s.objectOf<NonNullable<NetworkSeriesForecast['holdout']>>({
  forecast: forecastSchema,
  actual: s.column,
  score: scoreSchema,
  baseline: s.oneOf('snaive', 'naive'),
  baselineScore: scoreSchema,
});

const seriesSchema = s.objectOf<NetworkSeriesForecast>({
  seriesId: s.text,
  values: s.column,
  // NaN: the data gave no day.
  start: s.figure,
  frequency: frequencySchema,
  forecast: forecastSchema,
  holdout: s.orNull(holdoutSchema),
});

const scores = s.objectOf<NonNullable<NetworkForecastOutput['score']>>({ network: scoreSchema, baseline: scoreSchema });

const outlookSchema = s.objectOf<NetworkForecastOutput>({
  choice: choiceSchema,
  forecasts: s.listOf(seriesSchema),
  leftOut: s.listOf(s.objectOf<SeriesLeftOut>({ seriesId: s.text, issue: issueSchema })),
  score: s.orNull(scores),
  share: s.optional(s.figure),
});

const vocabularySchema = s.objectOf<Vocabulary>({
  regressors: s.listOf(s.text),
  identities: s.listOf(s.text),
  observed: s.optional(s.listOf(s.text)),
});

const externalModelSchema = s.objectOf<ExternalModel>({
  method: s.oneOf('mlp', 'lstm'),
  label: s.text,
  forecasts: v.map(
    s.text,
    s.objectOf<ExternalForecast>({
      forecast: forecastSchema,
      folds: s.listOf(s.object({ cut: s.count, forecast: forecastSchema })),
    }),
  ),
});

const result = s.object({
  summary,
  weights: s.singles,
  vocabulary: s.orNull(vocabularySchema),
  outlook: outlookSchema,
  /** Periods ahead. */
  horizon: horizonSchema,
  /** Horizons held out from the network that forecasts; 0 = it was fitted on everything. */
  fold: s.count,
  /** The designs that were evaluated, best first, with their mean scores over the horizons held out; the first one forecasts. */
  standings: s.listOf(s.object({ design, folds: s.count, network: scoreSchema, baseline: scoreSchema })),
  /** What each design tells the demand forecasts; none for the paper's network, a saved one, or an evaluation cut short. */
  externalModels: s.listOf(externalModelSchema),
  /** When the training ended: tells one training from another. */
  trainedAt: s.moment,
  /** A saved model that forecast without being trained again; null: trained on this data. */
  reused: s.orNull(s.object({ name: s.text, savedAt: s.moment })),
});

/** Milliseconds of one step of the reference network, measured on this machine; kept until measured again. */
const measured = s.object({
  best: executor,
  stepMilliseconds: s.object(s.each(s.optional(s.figure), 'tfjs-webgl', 'wasm-simd', 'tfjs-wasm', 'tfjs-cpu')),
  /** Devices at the time: others make the figures worthless. */
  devices: s.text,
  measuredAt: s.moment,
});

/** The network and its forecasts. */
export const trainingSlice = defineSlice(
  s.object({
    job: jobSchema(result),
    choices: s.object({
      /** `tuned`: MLP and LSTM are evaluated; `article`: the paper's network alone. */
      network: s.oneOf('tuned', 'article'),
      /** 'auto': hardware WebGL where it can be had, else the next best; a name is the user's preference. */
      executor: s.oneOf('auto', 'tfjs-webgl', 'wasm-simd', 'tfjs-wasm', 'tfjs-cpu'),
      timeBudgetSeconds: v.pipe(v.number(), v.minValue(1), v.maxValue(86_400)),
    }),
    measured: s.orNull(measured),
  }),
  // One network, the paper's, whose result had another shape: it is trained again.
  ({ choices, measured: speeds = null }) => ({
    job: { status: 'idle' },
    choices: { ...choices, network: 'tuned' },
    measured: speeds,
  }),
  // An evaluation said nothing to the demand forecasts: it is done again.
  ({ choices, measured: speeds = null }) => ({ job: { status: 'idle' }, choices, measured: speeds }),
  // What the designs tell the demand forecasts had another name.
  ({ job, ...facts }) => ({
    ...facts,
    job: job.status === 'ready' ? { ...job, result: renamed('contestants', 'externalModels')(job.result) } : job,
  }),
);
