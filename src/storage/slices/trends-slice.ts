import type { YearlyGrowth } from '#engine/decomposition/yearly-growth.ts';
import type { PromotionEffect, PromotionKind } from '#engine/pricing/promotion-effect.ts';
import type {
  DecomposeSeriesOutput,
  EstimateEffectsOutput,
  PrepareEffectsOutput,
  RegressionEffect,
} from '#workers/statistics/contract.ts';
import { priceEstimateSchema } from './candidates-slice.ts';
import { frequencySchema, horizonSchema, modelSchema, seriesForecastSchema } from './demand-slice.ts';
import { issueSchema, jobSchema } from './forecast-schema.ts';
import * as s from './schema.ts';
import { defineSlice } from './slice.ts';

/** A part of a trend that could be computed, or why not. */
function partSchema<T>(value: s.Schema<T>) {
  return s.anyOf(s.object({ ok: s.oneOf(true), value }), s.object({ ok: s.oneOf(false), issue: issueSchema }));
}

const growthSchema = s.objectOf<YearlyGrowth>({ share: s.figure, lo95: s.figure, hi95: s.figure, pairs: s.figure });

const decompositionSchema = s.objectOf<DecomposeSeriesOutput>({
  trend: s.column,
  seasonal: s.listOf(
    s.objectOf<DecomposeSeriesOutput['seasonal'][number]>({ frequency: frequencySchema, values: s.column }),
  ),
  remainder: s.column,
  interpolated: s.bytes,
  trendStrength: s.figure,
  seasonalStrength: s.figure,
  seasonless: s.flag,
  growth: s.orNull(growthSchema),
});

const effectSchema = s.objectOf<RegressionEffect>({
  name: s.text,
  reading: s.oneOf('dummy', 'log', 'unit'),
  ...s.each(s.figure, 'percent', 'lo95', 'hi95', 'pValue', 'periods'),
});

const estimateSchema = s.objectOf<EstimateEffectsOutput>({
  effects: s.listOf(effectSchema),
  model: modelSchema,
  observations: s.count,
  logPlusOne: s.flag,
  issues: s.listOf(issueSchema),
});

const roles: s.Schema<PrepareEffectsOutput['roles']> = s.recordOf(s.oneOf('promotion', 'holiday', 'price'));

const effects = s.object({ estimate: estimateSchema, roles, builtInEvents: s.optional(s.flag) });

/** Trend, season and effects of all products or of one category. */
const series = s.object({
  /** `total` or `category:NAME`. */
  id: s.text,
  /** Absent: units. */
  measure: s.optional(s.oneOf('units', 'revenue')),
  start: s.day,
  frequency: frequencySchema,
  values: s.column,
  multiplicative: s.flag,
  decomposition: partSchema(decompositionSchema),
  /** Promotions and holidays, with their usual discount. */
  events: partSchema(effects),
  /** The price, with promotions and holidays held constant. */
  price: partSchema(effects),
});

/** An index of the market calendar with its forecast. */
const market = s.object({
  id: s.oneOf('market:price-index', 'market:season-index'),
  start: s.day,
  frequency: frequencySchema,
  values: s.column,
  forecast: partSchema(seriesForecastSchema),
});

const promotionReason = s.oneOf('promotion-unknown', 'nobody-takes-part', 'all-take-part', 'too-imprecise', null);

const promotionsSchema = s.objectOf<PromotionEffect>({
  reason: promotionReason,
  kinds: s.listOf(
    s.objectOf<PromotionKind>({
      ...{ name: s.text, reason: promotionReason, gross: priceEstimateSchema, net: priceEstimateSchema },
      ...s.each(s.count, 'takers', 'apart'),
    }),
  ),
  ...s.each(priceEstimateSchema, 'switched', 'before', 'after'),
});

/** Trends, effects and the market. */
export const trendsSlice = defineSlice(
  jobSchema(
    s.object({
      ...{ series: s.listOf(series), market: s.listOf(market), horizon: horizonSchema },
      /** What taking part in promotions brings; absent in what was made before it was measured. */
      promotions: s.optional(promotionsSchema),
    }),
  ),
  // What the first version had was computed over less than two years, too: it is made again.
  () => ({ status: 'idle' }),
);
