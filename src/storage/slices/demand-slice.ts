import * as v from 'valibot';
import type { ChoiceReason, MethodForecast } from '#engine/backtest/backtest-series.ts';
import type { HeldOut } from '#engine/backtest/hold-out.ts';
import type { BacktestScore, FoldForecast } from '#engine/backtest/score-forecast.ts';
import type { ModelCoefficient, ModelDescription } from '#engine/models/define-model.ts';
import type { ModelId } from '#engine/models/model-registry.ts';
import type { ReconciliationReport, SeriesForecast } from '#workers/statistics/contract.ts';
import { forecastSchema, issueSchema, jobSchema } from './forecast-schema.ts';
import * as s from './schema.ts';
import { defineSlice } from './slice.ts';

const method = s.word<ModelId>();

export const modelSchema: s.Schema<ModelDescription> = s.objectOf<ModelDescription>({
  label: s.text,
  coefficients: s.listOf(s.objectOf<ModelCoefficient>({ name: s.text, value: s.figure, standardError: s.figure })),
  ...s.each(s.figure, 'logLikelihood', 'aicc', 'sigma2'),
  logarithm: s.flag,
  ljungBoxP: s.figure,
  modelsTried: s.figure,
  residuals: s.optional(
    s.objectOf<NonNullable<ModelDescription['residuals']>>({ correlations: s.column, observations: s.figure }),
  ),
});

const methodForecastSchema = s.objectOf<MethodForecast>({ method, forecast: forecastSchema, model: modelSchema });

const scoreSchema = s.objectOf<BacktestScore>({
  method,
  ...s.each(s.figure, 'mase', 'rmsse', 'wape', 'bias', 'pinball', 'coverage80', 'coverage95', 'width80', 'width95'),
  valueAdded: s.figure,
  origins: s.count,
});

const foldSchema = s.objectOf<FoldForecast>({
  method,
  trainingLength: s.count,
  forecast: forecastSchema,
  actual: s.column,
});

const heldSchema = s.objectOf<HeldOut>({ method, valueAdded: s.figure, origins: s.optional(s.count) });

export const seriesForecastSchema: s.Schema<SeriesForecast> = s.objectOf<SeriesForecast>({
  seriesId: s.text,
  chosen: method,
  reason: s.word<ChoiceReason>(),
  baseline: s.oneOf('snaive', 'naive'),
  forecasts: s.checked(s.listOf(methodForecastSchema), 'at least one forecast', ({ length }) => length > 0),
  scores: s.listOf(scoreSchema),
  folds: s.listOf(foldSchema),
  issues: s.listOf(issueSchema),
  held: s.optional(heldSchema),
  moved: s.optional(s.figure),
});

/** Periods a season: at least 1, at most what a year of days has. */
export const frequencySchema: s.Schema<number> = v.pipe(v.number(), v.minValue(1), v.maxValue(366));
/** Periods ahead; more than ten years is nobody's. */
export const horizonSchema: s.Schema<number> = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(520));

/**
 * What the screens show and the stores keep of one series' model selection. Of the methods that were not selected, scores and
 * models stand in tables; their figures are drawn nowhere, and would be most of what a project file holds.
 */
export const demandForecast = s.object({
  seriesId: s.text,
  chosen: method,
  reason: s.word<ChoiceReason>(),
  baseline: s.oneOf('snaive', 'naive'),
  /** The chosen one first, then the baseline where that is another. */
  forecasts: s.checked(s.listOf(methodForecastSchema), 'at least one forecast', ({ length }) => length > 0),
  /** Of every method that could be fitted: the chosen one first, then by MASE. */
  models: s.listOf(s.object({ method, model: modelSchema })),
  scores: s.listOf(scoreSchema),
  /** Hold-out periods: the forecast beside the actuals. */
  folds: s.listOf(
    s.object({ method, trainingLength: s.count, forecast: s.object({ mean: s.column }), actual: s.column }),
  ),
  issues: s.listOf(issueSchema),
  /** What origins say of the choices before them, and by what percent adding up moved the forecast; absent: nothing. */
  held: s.optional(heldSchema),
  moved: s.optional(s.figure),
});

/** One series with its forecast and what the backtest said. */
const series = s.object({
  /** `total`, `category:NAME`, `product:ID`. */
  id: s.text,
  start: s.day,
  /** Periods a season: 52 weeks or 12 months. */
  frequency: frequencySchema,
  /** Absent: units. */
  measure: s.optional(s.oneOf('units', 'revenue')),
  /** Observed units (or money) by period; NaN = unknown. */
  values: s.column,
  /** Null while it is being computed, and where there is no forecast: `issue` then says why. */
  forecast: s.orNull(demandForecast),
  issue: s.orNull(issueSchema),
  /** Absent when final: `first` = the naive forecast, untested yet; `own` = chosen, though not yet beside all series. */
  stage: s.optional(s.oneOf('first', 'own')),
});

const result = s.object({
  series: s.listOf(series),
  /** Periods ahead. */
  horizon: horizonSchema,
  /** Backtest origins asked for. */
  origins: s.count,
  /** Periods from one to the next, about; absent: the horizon. */
  apart: s.optional(s.count),
  /** What all series together said about each method: counts for a product that is looked at later. */
  evidence: s.optional(v.map(method, s.figure) as s.Schema<ReadonlyMap<ModelId, number>>),
  /** Whether and how the forecasts were made to add up; absent in results persisted by an older version. */
  reconciliation: s.optional(
    s.objectOf<ReconciliationReport>({
      method: s.oneOf('min-trace', 'bottom-up', 'none'),
      ...s.each(s.figure, 'gain', 'moved'),
    }),
  ),
  /**
   * The trained networks that took part in the model selection, by the time of their training, and how many series are forecast by
   * one, wholly or in a combination. Absent: none has yet.
   */
  networks: s.optional(
    s.object({
      trainedAt: s.moment,
      used: s.count,
      /** Expected total over the horizon before they joined; absent: it was made with them. */
      totalBefore: s.optional(s.figure),
    }),
  ),
  /** Whose forecasts these are, where they were made elsewhere. */
  elsewhere: s.optional(s.object({ engine: s.text, seed: s.figure })),
});

export const demandSlice = defineSlice(
  jobSchema(result),
  // The first version kept the figures of every method, selected or not.
  (job) =>
    job.status === 'ready' ? { ...job, result: { ...job.result, series: job.result.series.map(withoutOthers) } } : job,
);

// biome-ignore lint/suspicious/noExplicitAny: as in the first version, which has no type any more
function withoutOthers({ forecast, ...one }: any): unknown {
  if (forecast === null) return { ...one, forecast };
  const { forecasts, folds, chosen, baseline } = forecast;
  const isKept = ({ method: name }: { method: string }, i: number) => i === 0 || name === chosen || name === baseline;
  return {
    ...one,
    forecast: {
      ...forecast,
      forecasts: forecasts.filter(isKept),
      models: forecasts.map(({ method: name, model }: Record<string, unknown>) => ({ method: name, model })),
      folds: folds.map((fold: { forecast: { mean: unknown } }) => ({
        ...fold,
        forecast: { mean: fold.forecast.mean },
      })),
    },
  };
}
