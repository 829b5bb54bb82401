import * as v from 'valibot';
import type { ChoiceReason, MethodForecast } from '#engine/backtest/backtest-series.ts';
import type { BacktestScore, FoldForecast } from '#engine/backtest/score-forecast.ts';
import type { ModelCoefficient, ModelDescription } from '#engine/models/define-model.ts';
import type { ModelId } from '#engine/models/model-registry.ts';
import type { SeriesForecast } from '#workers/statistics/contract.ts';
import { forecastShape, issueShape, jobShape } from './issue-shape.ts';
import {
  checked,
  column,
  count,
  day,
  figure,
  flag,
  listOf,
  moment,
  objectOf,
  oneOf,
  optional,
  orNull,
  type Shape,
  text,
  word,
} from './shapes.ts';

const method = word<ModelId>();

export const modelShape: Shape<ModelDescription> = objectOf<ModelDescription>({
  label: text,
  coefficients: listOf(objectOf<ModelCoefficient>({ name: text, value: figure, standardError: figure })),
  logLikelihood: figure,
  aicc: figure,
  sigma2: figure,
  logarithm: flag,
  ljungBoxP: figure,
  modelsTried: figure,
  residuals: optional(
    objectOf<NonNullable<ModelDescription['residuals']>>({ correlations: column, observations: figure }),
  ),
});

const methodForecastShape = objectOf<MethodForecast>({ method, forecast: forecastShape, model: modelShape });

const scoreShape = objectOf<BacktestScore>({
  method,
  mase: figure,
  rmsse: figure,
  wape: figure,
  bias: figure,
  pinball: figure,
  coverage80: figure,
  coverage95: figure,
  width80: figure,
  width95: figure,
  valueAdded: figure,
  origins: count,
});

const foldShape = objectOf<FoldForecast>({ method, trainingLength: count, forecast: forecastShape, actual: column });

export const seriesForecastShape: Shape<SeriesForecast> = objectOf<SeriesForecast>({
  seriesId: text,
  chosen: method,
  reason: word<ChoiceReason>(),
  baseline: oneOf('snaive', 'naive'),
  forecasts: checked(listOf(methodForecastShape), 'at least one forecast', ({ length }) => length > 0),
  scores: listOf(scoreShape),
  folds: listOf(foldShape),
  issues: listOf(issueShape),
});

/** Periods a season: at least 1, at most what a year of days has. */
export const frequencyShape: Shape<number> = v.pipe(v.number(), v.minValue(1), v.maxValue(366));
/** Periods ahead; more than ten years is nobody's. */
export const horizonShape: Shape<number> = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(520));

/** What the stores keep of a contest; `DemandForecast` of the stores. */
export const demandForecastShape = v.object({
  seriesId: text,
  chosen: method,
  reason: word<ChoiceReason>(),
  baseline: oneOf('snaive', 'naive'),
  forecasts: checked(listOf(methodForecastShape), 'at least one forecast', ({ length }) => length > 0),
  models: listOf(v.object({ method, model: modelShape })),
  scores: listOf(scoreShape),
  folds: listOf(v.object({ method, trainingLength: count, forecast: v.object({ mean: column }), actual: column })),
  issues: listOf(issueShape),
});

const seriesShape = v.object({
  id: text,
  start: day,
  frequency: frequencyShape,
  measure: v.exactOptional(oneOf('units', 'revenue')),
  values: column,
  forecast: orNull(demandForecastShape),
  issue: orNull(issueShape),
  stage: v.exactOptional(oneOf('first', 'own')),
});

const evidence = v.map(method, figure);

const resultShape = v.object({
  series: listOf(seriesShape),
  horizon: horizonShape,
  origins: count,
  evidence: v.exactOptional(evidence),
  networks: v.exactOptional(v.object({ trainedAt: moment, used: count })),
});

/** The demand forecasts: `persistedDemand` of the stores. */
export const demandPart = jobShape(resultShape);
