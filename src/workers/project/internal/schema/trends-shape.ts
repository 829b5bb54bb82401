import * as v from 'valibot';
import type { YearlyGrowth } from '#engine/decomposition/yearly-growth.ts';
import type { Issue } from '#engine/issue.ts';
import type {
  DecomposeSeriesOutput,
  EstimateEffectsOutput,
  PrepareEffectsOutput,
  RegressionEffect,
} from '#workers/statistics/contract.ts';
import { frequencyShape, horizonShape, modelShape, seriesForecastShape } from './demand-shape.ts';
import { issueShape, jobShape } from './issue-shape.ts';
import {
  anyOf,
  bytes,
  column,
  count,
  day,
  figure,
  flag,
  listOf,
  objectOf,
  oneOf,
  orNull,
  recordOf,
  type Shape,
  text,
} from './shapes.ts';

type Part<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issue: Issue };

function partShape<T>(value: Shape<T>): Shape<Part<T>> {
  return anyOf(
    objectOf<{ readonly ok: true; readonly value: T }>({ ok: v.literal(true), value }),
    objectOf<{ readonly ok: false; readonly issue: Issue }>({ ok: v.literal(false), issue: issueShape }),
  );
}

const growthShape = objectOf<YearlyGrowth>({ share: figure, lo95: figure, hi95: figure, pairs: figure });

const decompositionShape = objectOf<DecomposeSeriesOutput>({
  trend: column,
  seasonal: listOf(objectOf<DecomposeSeriesOutput['seasonal'][number]>({ frequency: frequencyShape, values: column })),
  remainder: column,
  interpolated: bytes,
  trendStrength: figure,
  seasonalStrength: figure,
  seasonless: flag,
  growth: orNull(growthShape),
});

const effectShape = objectOf<RegressionEffect>({
  name: text,
  reading: oneOf('dummy', 'log', 'unit'),
  percent: figure,
  lo95: figure,
  hi95: figure,
  pValue: figure,
  periods: figure,
});

const estimateShape = objectOf<EstimateEffectsOutput>({
  effects: listOf(effectShape),
  model: modelShape,
  observations: count,
  logPlusOne: flag,
  issues: listOf(issueShape),
});

const roles: Shape<PrepareEffectsOutput['roles']> = recordOf(oneOf('promotion', 'holiday', 'price'));

const effectsShape = v.object({ estimate: estimateShape, roles, builtInEvents: v.exactOptional(flag) });

const seriesShape = v.object({
  id: text,
  measure: v.exactOptional(oneOf('units', 'revenue')),
  start: day,
  frequency: frequencyShape,
  values: column,
  multiplicative: flag,
  decomposition: partShape(decompositionShape),
  events: partShape(effectsShape),
  price: partShape(effectsShape),
});

const marketShape = v.object({
  id: oneOf('market:price-index', 'market:season-index'),
  start: day,
  frequency: frequencyShape,
  values: column,
  forecast: partShape(seriesForecastShape),
});

const resultShape = v.object({ series: listOf(seriesShape), market: listOf(marketShape), horizon: horizonShape });

/** Trends, effects and the market: `persistedTrends` of the stores. */
export const trendsPart = jobShape(resultShape);
