import type {
  Analogue,
  AnaloguePreference,
  CandidateForecast,
  ForecastParts,
  HitEvaluation,
  HitScore,
  HitSource,
  LaunchBacktest,
  LevelContribution,
  LevelModel,
  LevelScore,
} from '#engine/launch/forecast/cold-start-forecast.ts';
import type { DemandOverride, ForecastBefore } from '#engine/launch/forecast/demand-override.ts';
import type { LaunchCorrections, LaunchExclusion, LaunchFinding } from '#engine/launch/history/launch-finding.ts';
import type { CurveForm } from '#engine/launch/shape/curve-form.ts';
import type { CurveName, TypicalCurve } from '#engine/launch/shape/curve-library.ts';
import type { CategorySeason, EventEffect } from '#engine/planning/problem/plan-request.ts';
import type { PriceRow } from '#engine/pricing/price-answer.ts';
import type { PriceEvidence } from '#engine/pricing/price-evidence.ts';
import type { Estimate, PriceResponse } from '#engine/pricing/price-response.ts';
import type { ForecastCandidatesOutput, LaunchWeekOutlook } from '#workers/candidates/contract.ts';
import { forecastSchema, issueSchema, jobSchema } from './forecast-schema.ts';
import { launchFigures } from './launch-backtest-slice.ts';
import * as s from './schema.ts';
import { defineSlice, renamed } from './slice.ts';

const model = s.word<LevelModel>();
const curveName: s.Schema<CurveName> = s.oneOf('quick', 'steady', 'slow');

const analogueSchema = s.objectOf<Analogue>({
  ...s.each(s.text, 'launchId', 'description', 'category'),
  price: s.figure,
  firstWeek: s.day,
  similarity: s.figure,
  weight: s.figure,
  wish: s.oneOf('pin', 'exclude', null),
  total: s.figure,
  weekly: s.column,
});

const beforeSchema = s.objectOf<ForecastBefore>({
  ...s.each(s.figure, 'total', 'totalLo80', 'totalHi80', 'hitProbability'),
  weekly: forecastSchema,
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

const partsSchema = s.objectOf<ForecastParts>({
  flopTotal: s.figure,
  sold: s.listOf(s.objectOf<ForecastParts['sold'][number]>({ probability: s.figure, total: s.figure })),
});

const candidateForecastSchema = s.objectOf<CandidateForecast>({
  id: s.text,
  launchWeek: s.day,
  ...s.each(s.figure, 'total', 'totalMedian', 'totalLo50', 'totalHi50', 'totalLo80', 'totalHi80', 'totalLo95'),
  totalHi95: s.figure,
  weekly: forecastSchema,
  logSpread: s.figure,
  neutralTotal: s.figure,
  shape: s.column,
  hitProbability: s.figure,
  hitThreshold: s.figure,
  flopProbability: s.figure,
  parts: partsSchema,
  levelByModel: s.listOf(s.objectOf<ModelMedian>({ model, median: s.figure, weight: s.figure })),
  contributions: s.listOf(
    s.objectOf<LevelContribution>({ source: s.word<LevelContribution['source']>(), value: s.figure }),
  ),
  analogues: s.listOf(analogueSchema),
  beforePreferences: s.optional(s.figure),
  curves: s.listOf(s.objectOf<CurveChance>({ name: curveName, probability: s.figure })),
  before: s.orNull(beforeSchema),
  observedWeeks: s.count,
  issues: s.listOf(issueSchema),
});

const levelScoreSchema = s.objectOf<LevelScore>({
  model,
  ...s.each(s.figure, 'wapeTotal', 'maeLog', 'bias', 'auc', 'brier', 'weight'),
});

const hitSource: s.Schema<HitSource> = s.oneOf('distribution', 'perceptron', 'both');

const backtestSchema = s.objectOf<LaunchBacktest>({
  scores: s.listOf(levelScoreSchema),
  ...launchFigures,
  hitEvaluation: s.optional(
    s.objectOf<HitEvaluation>({
      used: hitSource,
      scores: s.listOf(s.objectOf<HitScore>({ source: hitSource, brier: s.figure, auc: s.figure })),
    }),
  ),
  trainedOnAtLeast: s.figure,
});

const formSchema = s.objectOf<CurveForm>({
  form: s.oneOf('triangle', 'trapezoid'),
  ...s.each(s.figure, 'from', 'to', 'explained'),
  values: s.column,
});

const curveSchema = s.objectOf<TypicalCurve>({
  name: curveName,
  shape: s.column,
  share: s.figure,
  launches: s.figure,
  form: s.orNull(formSchema),
});

const findingSchema = s.objectOf<LaunchFinding>({
  ...s.each(s.text, 'productId', 'name', 'category'),
  firstWeek: s.day,
  dateSetByHand: s.flag,
  exclusion: s.orNull(s.word<LaunchExclusion>()),
  isSingleOrder: s.flag,
  continues: s.orNull(s.text),
  ...s.each(s.figure, 'total', 'stockOutWeeks', 'promotionWeeks'),
  weekly: s.column,
});

export const seasonSchema: s.Schema<CategorySeason> = s.objectOf<CategorySeason>({
  category: s.text,
  byWeek: s.column,
  credibility: s.figure,
});

export const eventEffectSchema: s.Schema<EventEffect> = s.objectOf<EventEffect>({
  name: s.text,
  ...s.each(s.figure, 'uplift', 'discount', 'weeks'),
});

export const priceEstimateSchema = s.orNull(s.objectOf<Estimate>(s.each(s.figure, 'value', 'error', 'lo95', 'hi95')));

const evidenceSchema = s.objectOf<PriceEvidence>({
  ...s.each(s.figure, 'products', 'weeks', 'movedProducts', 'movedWeeks', 'ownMovedProducts', 'ownMovedWeeks'),
  ...s.each(s.figure, 'regularMovedProducts', 'regularMovedWeeks', 'seenFrom', 'seenTo', 'shareCommon'),
  ...s.each(s.figure, 'shareDiscount', 'tierSlope', 'tierError'),
});

const priceResponseSchema = s.objectOf<PriceResponse>({
  category: s.text,
  verdict: s.oneOf('estimate', 'promotional-only', 'category-only', 'refused'),
  reason: s.oneOf(
    'no-price-moves',
    'too-few-moves',
    'quantity-tiers',
    'common-moves',
    'deal-collinear',
    'wrong-sign',
    'imprecise',
    null,
  ),
  evidence: evidenceSchema,
  ...s.each(priceEstimateSchema, 'regular', 'newProduct', 'promotional', 'rivals', 'together', 'deal'),
});

const resultSchema = s.objectOf<ForecastCandidatesOutput>({
  forecasts: s.listOf(candidateForecastSchema),
  backtest: s.orNull(backtestSchema),
  shape: s.column,
  curves: s.listOf(curveSchema),
  ...s.each(s.figure, 'hitThreshold', 'launchesUsed', 'youngUsed'),
  issues: s.listOf(issueSchema),
  findings: s.listOf(findingSchema),
  seasons: s.listOf(seasonSchema),
  events: s.listOf(eventEffectSchema),
  byLaunchWeek: s.listOf(
    s.objectOf<LaunchWeekOutlook>({
      candidateId: s.text,
      start: s.day,
      total: s.column,
      seasonOnly: s.optional(s.column),
    }),
  ),
  priceResponse: s.listOf(priceResponseSchema),
  prices: s.optional(
    s.listOf(
      s.objectOf<NonNullable<ForecastCandidatesOutput['prices']>[number]>({
        candidateId: s.text,
        rows: s.listOf(s.objectOf<PriceRow>({ ...s.each(s.figure, 'price', 'units', 'lo', 'hi'), isPresent: s.flag })),
      }),
    ),
  ),
});

/** What the manager knows better than the data. A change makes the candidates' forecasts stale. */
const choices = s.object({
  preferences: s.listOf(
    s.objectOf<AnaloguePreference>({ candidateId: s.text, launchId: s.text, wish: s.oneOf('pin', 'exclude') }),
  ),
  corrections: s.objectOf<LaunchCorrections>({
    excluded: s.listOf(s.text),
    included: s.listOf(s.text),
    firstWeek: s.recordOf(s.day),
  }),
  /** A hit sells at least this many units within the horizon; null: the top quartile of the earlier launches. */
  hitThreshold: s.orNull(s.finite),
  /** Last selling day by candidate, in place of what file or name say; null: it sells on. Who is asked once is here. */
  lastDays: s.optional(s.recordOf(s.orNull(s.day))),
  /** Category by candidate, in place of what the file says. */
  categories: s.optional(s.recordOf(s.text)),
});

/** A forecast as it stood at one moment. Units; `weekly` is the expected value by week since `launchWeek`. */
const figures = s.object({
  launchWeek: s.day,
  ...s.each(s.figure, 'total', 'totalLo80', 'totalHi80', 'hitProbability'),
  weekly: s.column,
});

/** What the manager says of one candidate. */
const setting = s.objectOf<Omit<DemandOverride, 'candidateId'>>({
  total: s.orNull(s.finite),
  spread: s.orNull(s.finite),
  curve: s.orNull(s.object({ name: curveName, shape: s.column })),
});

/** What an override did to the plan. Money in the data's currency; NaN where it could not be priced. */
const planEffect = s.object({
  ...s.each(s.figure, 'profitBefore', 'profitAfter'),
  /** Change of the plan's profit if the forecast is right after all and the plan follows the manager. */
  ifForecastRight: s.figure,
  /** First day of the candidate's launch week; null: not selected. */
  ...s.each(s.orNull(s.day), 'weekBefore', 'weekAfter'),
  /** Its initial order in units; 0: none. */
  ...s.each(s.figure, 'stockBefore', 'stockAfter'),
  /** Other launches that moved, came in or went out. */
  othersMoved: s.figure,
});

/**
 * One line of the log: a change, a return to the forecast (`withdraw`), or an undo of the line before. Lines are only ever added;
 * `after` and `plan` are filled in once they are computed.
 */
const override = s.object({
  ...s.each(s.text, 'id', 'candidateId'),
  kind: s.oneOf('change', 'withdraw', 'undo'),
  who: s.text,
  at: s.moment,
  reason: s.text,
  /** In force after this line; null: the forecast as computed. */
  setting: s.orNull(setting),
  before: figures,
  /** What the forecast says without the manager. */
  model: figures,
  after: s.orNull(figures),
  plan: s.orNull(planEffect),
});

/** Forecasts of the candidates, corrections and overrides. */
export const candidatesSlice = defineSlice(
  s.object({
    choices,
    job: jobSchema(resultSchema),
    /** Every change that the manager made to a forecast, oldest first; never shortened. */
    overrideLog: s.listOf(override),
    /** Price at which each candidate's demand was first forecast: the level stays that of then whatever the file's price is later. */
    planPrices: s.optional(s.recordOf(s.finite)),
    /** Name that the last change was signed with. */
    who: s.text,
  }),
  // The first two versions had forecasts without the typical curves: choices stay, the forecasts are made again.
  ({ choices: made }) => ({ choices: made }),
  ({ choices: made }) => ({ choices: made, job: { status: 'idle' }, overrideLog: [], who: '' }),
  // The third called preferences wishes, and the evaluation of hits a contest.
  ({ choices: made, job, ...facts }) => ({
    ...facts,
    choices: renamed('wishes', 'preferences')(made),
    job: job.status === 'ready' ? { ...job, result: withPreferences(job.result) } : job,
  }),
  // The fourth knew no flops and called price responses identifiable without evidence: the forecasts are made again.
  ({ job: _, ...facts }) => ({ ...facts, job: { status: 'idle' } }),
  // The fifth scored no classes of flops, and hits without a baseline.
  ({ job, ...facts }) => ({
    ...facts,
    job: job.status === 'ready' ? { ...job, result: withoutClasses(job.result) } : job,
  }),
);

// biome-ignore lint/suspicious/noExplicitAny: as in the fifth version, which has no type any more
function withoutClasses({ backtest, ...others }: any): unknown {
  return { ...others, backtest: backtest && { ...backtest, classes: null } };
}

// biome-ignore lint/suspicious/noExplicitAny: as in the third version, which has no type any more
function withPreferences({ forecasts, backtest, ...others }: any): unknown {
  return {
    ...others,
    forecasts: forecasts.map(renamed('beforeWishes', 'beforePreferences')),
    backtest: backtest && renamed('hitContest', 'hitEvaluation')(backtest),
  };
}
