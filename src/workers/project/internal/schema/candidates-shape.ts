import * as v from 'valibot';
import type { PriceResponse } from '#engine/demand-effects/price-response.ts';
import type {
  Analogue,
  AnaloguePreference,
  BacktestLaunch,
  CandidateForecast,
  HitEvaluation,
  HitScore,
  HitSource,
  LaunchBacktest,
  LevelContribution,
  LevelModel,
  LevelScore,
} from '#engine/launch/forecast/cold-start-forecast.ts';
import type { ForecastBefore } from '#engine/launch/forecast/demand-override.ts';
import type { LaunchCorrections, LaunchExclusion, LaunchFinding } from '#engine/launch/history/launch-finding.ts';
import type { CurveForm } from '#engine/launch/shape/curve-form.ts';
import type { CurveName, TypicalCurve } from '#engine/launch/shape/curve-library.ts';
import type { CategorySeason, EventEffect } from '#engine/planning/problem/plan-request.ts';
import type { ForecastCandidatesOutput, LaunchWeekOutlook } from '#workers/candidates/contract.ts';
import { forecastShape, issueShape, jobShape } from './issue-shape.ts';
import {
  column,
  count,
  day,
  figure,
  finite,
  flag,
  listOf,
  moment,
  objectOf,
  oneOf,
  optional,
  orNull,
  recordOf,
  type Shape,
  text,
  word,
} from './shapes.ts';

const model = word<LevelModel>();
const curveName: Shape<CurveName> = oneOf('quick', 'steady', 'slow');

const analogueShape = objectOf<Analogue>({
  launchId: text,
  description: text,
  category: text,
  price: figure,
  firstWeek: day,
  similarity: figure,
  weight: figure,
  wish: oneOf('pin', 'exclude', null),
  total: figure,
  weekly: column,
});

const beforeShape = objectOf<ForecastBefore>({
  total: figure,
  totalLo80: figure,
  totalHi80: figure,
  hitProbability: figure,
  weekly: forecastShape,
});

interface ModelMedian {
  readonly model: LevelModel;
  readonly median: number;
  readonly weight: number;
}

interface CurveChance {
  readonly name: CurveName;
  readonly probability: number;
}

const candidateForecastShape = objectOf<CandidateForecast>({
  id: text,
  launchWeek: day,
  total: figure,
  totalMedian: figure,
  totalLo50: figure,
  totalHi50: figure,
  totalLo80: figure,
  totalHi80: figure,
  totalLo95: figure,
  totalHi95: figure,
  weekly: forecastShape,
  logSpread: figure,
  neutralTotal: figure,
  shape: column,
  hitProbability: figure,
  hitThreshold: figure,
  levelByModel: listOf(objectOf<ModelMedian>({ model, median: figure, weight: figure })),
  contributions: listOf(objectOf<LevelContribution>({ source: word<LevelContribution['source']>(), value: figure })),
  analogues: listOf(analogueShape),
  beforeWishes: optional(figure),
  curves: listOf(objectOf<CurveChance>({ name: curveName, probability: figure })),
  before: orNull(beforeShape),
  observedWeeks: count,
  issues: listOf(issueShape),
});

const levelScoreShape = objectOf<LevelScore>({
  model,
  wapeTotal: figure,
  maeLog: figure,
  bias: figure,
  auc: figure,
  brier: figure,
  weight: figure,
});

const backtestLaunchShape = objectOf<BacktestLaunch>({
  launchId: text,
  description: text,
  firstWeek: day,
  actual: figure,
  mean: figure,
  median: figure,
  lo80: figure,
  hi80: figure,
  hitProbability: figure,
  hit: flag,
});

const hitSource: Shape<HitSource> = oneOf('distribution', 'perceptron', 'both');

const backtestShape = objectOf<LaunchBacktest>({
  scores: listOf(levelScoreShape),
  launches: listOf(backtestLaunchShape),
  wapeTotal: figure,
  wapePath: figure,
  bias: figure,
  maeLog: figure,
  coverage80: figure,
  auc: figure,
  brier: figure,
  precision: figure,
  recall: figure,
  f1: figure,
  accuracy: figure,
  calibration: listOf(
    objectOf<LaunchBacktest['calibration'][number]>({ forecast: figure, observed: figure, count: figure }),
  ),
  hitContest: optional(
    objectOf<HitEvaluation>({
      used: hitSource,
      scores: listOf(objectOf<HitScore>({ source: hitSource, brier: figure, auc: figure })),
    }),
  ),
  trainedOnAtLeast: figure,
});

const formShape = objectOf<CurveForm>({
  form: oneOf('triangle', 'trapezoid'),
  from: figure,
  to: figure,
  explained: figure,
  values: column,
});

const curveShape = objectOf<TypicalCurve>({
  name: curveName,
  shape: column,
  share: figure,
  launches: figure,
  form: orNull(formShape),
});

const findingShape = objectOf<LaunchFinding>({
  productId: text,
  name: text,
  category: text,
  firstWeek: day,
  dateSetByHand: flag,
  exclusion: orNull(word<LaunchExclusion>()),
  continues: orNull(text),
  total: figure,
  stockOutWeeks: figure,
  promotionWeeks: figure,
  weekly: column,
});

export const seasonShape: Shape<CategorySeason> = objectOf<CategorySeason>({
  category: text,
  byWeek: column,
  credibility: figure,
});

export const eventEffectShape: Shape<EventEffect> = objectOf<EventEffect>({
  name: text,
  uplift: figure,
  discount: figure,
  weeks: figure,
});

const priceResponseShape = objectOf<PriceResponse>({
  category: text,
  identifiable: flag,
  elasticity: figure,
  lo95: figure,
  hi95: figure,
  products: figure,
});

const resultShape = objectOf<ForecastCandidatesOutput>({
  forecasts: listOf(candidateForecastShape),
  backtest: orNull(backtestShape),
  shape: column,
  curves: listOf(curveShape),
  hitThreshold: figure,
  launchesUsed: figure,
  youngUsed: figure,
  issues: listOf(issueShape),
  findings: listOf(findingShape),
  seasons: listOf(seasonShape),
  events: listOf(eventEffectShape),
  byLaunchWeek: listOf(
    objectOf<LaunchWeekOutlook>({ candidateId: text, start: day, total: column, seasonOnly: optional(column) }),
  ),
  priceResponse: listOf(priceResponseShape),
});

const choicesShape = v.object({
  wishes: listOf(objectOf<AnaloguePreference>({ candidateId: text, launchId: text, wish: oneOf('pin', 'exclude') })),
  corrections: objectOf<LaunchCorrections>({
    excluded: listOf(text),
    included: listOf(text),
    firstWeek: recordOf(day),
  }),
  hitThreshold: orNull(finite),
});

const figuresShape = v.object({
  launchWeek: day,
  total: figure,
  totalLo80: figure,
  totalHi80: figure,
  hitProbability: figure,
  weekly: column,
});

const settingShape = v.object({
  total: orNull(finite),
  spread: orNull(finite),
  curve: orNull(v.object({ name: curveName, shape: column })),
});

const planEffectShape = v.object({
  profitBefore: figure,
  profitAfter: figure,
  ifForecastRight: figure,
  weekBefore: orNull(day),
  weekAfter: orNull(day),
  stockBefore: figure,
  stockAfter: figure,
  othersMoved: figure,
});

const overrideShape = v.object({
  id: text,
  candidateId: text,
  kind: oneOf('change', 'withdraw', 'undo'),
  who: text,
  at: moment,
  reason: text,
  setting: orNull(settingShape),
  before: figuresShape,
  model: figuresShape,
  after: orNull(figuresShape),
  plan: orNull(planEffectShape),
});

/** Forecasts of the candidates, corrections and overrides: `persistedCandidates` of the stores. */
export const candidatesPart = v.object({
  choices: choicesShape,
  job: jobShape(resultShape),
  overrideLog: listOf(overrideShape),
  who: text,
});
