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
import { frequencyShape, horizonShape } from './demand-shape.ts';
import { forecastShape, issueShape, jobShape } from './issue-shape.ts';
import {
  column,
  count,
  figure,
  finite,
  flag,
  listOf,
  moment,
  objectOf,
  oneOf,
  optional,
  orNull,
  type Shape,
  singles,
  text,
  word,
} from './shapes.ts';

const executor: Shape<ExecutorName> = oneOf('tfjs-webgl', 'wasm-simd', 'tfjs-wasm', 'tfjs-cpu');
const design: Shape<NetworkDesign> = oneOf('article', 'lstm', 'mlp');

const settingsShape = objectOf<TrainingSettings>({
  design,
  windowLength: count,
  lstmUnits: listOf(count),
  dropoutRate: finite,
  learningRate: finite,
  batchSize: count,
  maximumEpochs: count,
  patience: count,
  timeBudgetSeconds: finite,
  seed: finite,
  members: count,
});

const choiceShape = objectOf<ExecutorChoice>({
  name: executor,
  backend: text,
  device: text,
  reason: oneOf('measured', 'preferred', 'next-best', 'asked-for'),
  passedOver: listOf(
    objectOf<ExecutorOffer>({
      name: executor,
      available: flag,
      trouble: orNull(word<NonNullable<ExecutorOffer['trouble']>>()),
      device: text,
      detail: text,
    }),
  ),
});

const summaryShape = v.object({
  choice: choiceShape,
  settings: settingsShape,
  members: count,
  bestEpoch: count,
  bestValidationLoss: figure,
  meanPredictorLoss: figure,
  history: listOf(objectOf<EpochLosses>({ epoch: count, loss: figure, validationLoss: figure })),
  steps: count,
  windows: count,
  stop: oneOf('early-stop', 'time-budget', 'all-epochs', 'cancelled', 'diverged', 'interrupted'),
  seconds: figure,
  samplesPerSecond: figure,
  shareSeen: figure,
  firstLoss: figure,
});

const scoreShape = objectOf<HoldoutScore>({
  mase: figure,
  wape: figure,
  bias: figure,
  coverage80: figure,
  coverage95: figure,
});

const holdoutShape = objectOf<NonNullable<NetworkSeriesForecast['holdout']>>({
  forecast: forecastShape,
  actual: column,
  score: scoreShape,
  baseline: oneOf('snaive', 'naive'),
  baselineScore: scoreShape,
});

const seriesShape = objectOf<NetworkSeriesForecast>({
  seriesId: text,
  values: column,
  // NaN: the data gave no day.
  start: figure,
  frequency: frequencyShape,
  forecast: forecastShape,
  holdout: orNull(holdoutShape),
});

const scores = objectOf<NonNullable<NetworkForecastOutput['score']>>({ network: scoreShape, baseline: scoreShape });

const outlookShape = objectOf<NetworkForecastOutput>({
  choice: choiceShape,
  forecasts: listOf(seriesShape),
  leftOut: listOf(objectOf<SeriesLeftOut>({ seriesId: text, issue: issueShape })),
  score: orNull(scores),
  share: optional(figure),
});

const vocabularyShape = objectOf<Vocabulary>({
  regressors: listOf(text),
  identities: listOf(text),
  observed: optional(listOf(text)),
});

const externalModelShape = objectOf<ExternalModel>({
  method: oneOf('mlp', 'lstm'),
  label: text,
  forecasts: v.map(
    text,
    objectOf<ExternalForecast>({
      forecast: forecastShape,
      folds: listOf(v.object({ cut: count, forecast: forecastShape })),
    }),
  ),
});

const resultShape = v.object({
  summary: summaryShape,
  weights: singles,
  vocabulary: orNull(vocabularyShape),
  outlook: outlookShape,
  horizon: horizonShape,
  fold: count,
  contestants: listOf(externalModelShape),
  trainedAt: moment,
  standings: listOf(v.object({ design, folds: count, network: scoreShape, baseline: scoreShape })),
  reused: orNull(v.object({ name: text, savedAt: moment })),
});

const partial = <T>(shape: Shape<T>) => v.exactOptional(shape);

/** The network and its forecasts: `persistedTraining` of the stores. */
export const trainingPart = v.object({
  job: jobShape(resultShape),
  choices: v.object({
    network: oneOf('tuned', 'article'),
    executor: oneOf('auto', 'tfjs-webgl', 'wasm-simd', 'tfjs-wasm', 'tfjs-cpu'),
    timeBudgetSeconds: v.pipe(v.number(), v.minValue(1), v.maxValue(86_400)),
  }),
  measured: orNull(
    v.object({
      best: executor,
      stepMilliseconds: v.object({
        'tfjs-webgl': partial(figure),
        'wasm-simd': partial(figure),
        'tfjs-wasm': partial(figure),
        'tfjs-cpu': partial(figure),
      }),
      devices: text,
      measuredAt: moment,
    }),
  ),
});
