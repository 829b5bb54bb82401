import { addOrigins as fitAtOrigins, runBacktest, scoreRecord, selectModel } from '#engine/backtest/backtest-series.ts';
import { addOutsideForecasts } from '#engine/combination/add-external-forecasts.ts';
import { addPooledForecasts, fitTogether, pooledFits } from '#engine/combination/add-pooled-forecasts.ts';
import { fitEnsembleWeights } from '#engine/combination/fit-ensemble-weights.ts';
import { poolEvidence } from '#engine/combination/pool-evidence.ts';
import type { Issue } from '#engine/issue.ts';
import type { ModelInput } from '#engine/models/define-model.ts';
import { findModel } from '#engine/models/model-registry.ts';
import { promotionEffectOf } from '#engine/pricing/promotion-rows.ts';
import { JobCancelled, JobRefused } from '#workers/job-control.ts';
import type {
  FittedSeries,
  ForecastSeriesInput,
  RefusedSeries,
  SeriesForecast,
  SeriesInput,
  StatisticsHandlers,
} from '#workers/statistics/contract.ts';
import { answerSeries } from '#workers/statistics/internal/answer-series.ts';
import { decomposeSeries } from '#workers/statistics/internal/decompose-series.ts';
import { estimateEffects } from '#workers/statistics/internal/estimate-effects.ts';
import { autoArima, fitArima } from '#workers/statistics/internal/fit-arima.ts';
import { fitEts } from '#workers/statistics/internal/fit-ets.ts';
import { prepareEffects, prepareSeries } from '#workers/statistics/internal/prepare-series.ts';
import { reconcileSeries } from '#workers/statistics/internal/reconcile-series.ts';
import { canBeComputed } from '#workers/statistics/internal/value-range.ts';

/**
 * Every model on every series, with its folds: what can be computed of a series by itself. Reports the forecasts as
 * they are ready, and each finished series as its own backtest decides it.
 */
export const fitSeries: StatisticsHandlers['fitSeries'] = async (input, control) => {
  checkJob(input);
  const records: FittedSeries[] = [];
  const results: SeriesForecast[] = [];
  const refused: RefusedSeries[] = [];
  for (const [index, series] of input.series.entries()) {
    const trouble = findTrouble(series, input.horizon);
    if (trouble) {
      refused.push({ seriesId: series.id, issue: trouble });
      continue;
    }
    const share = (done: number): number => (index + done) / input.series.length;
    const steps = runBacktest(toModelInput(series, input), {
      methods: input.methods,
      origins: input.origins,
      originStep: input.originStep ?? input.horizon,
    });
    let step = steps.next();
    while (!step.done) {
      const { forecast, done } = step.value;
      if (forecast) control.report({ kind: 'forecast', seriesId: series.id, forecast, done: share(done) });
      await control.pause();
      if (control.cancelled()) throw new JobCancelled();
      step = steps.next();
    }
    if (step.value === null) {
      refused.push({ seriesId: series.id, issue: { code: 'no-observation', severity: 'error' } });
      continue;
    }
    const within = series.within ? { within: series.within } : {};
    records.push({ seriesId: series.id, record: step.value, ...within });
    const result: SeriesForecast = { seriesId: series.id, ...selectModel(step.value, new Map()) };
    results.push(result);
    control.report({ kind: 'series', seriesId: series.id, result, done: share(1) });
  }
  return { records, results, refused };
};

/** Every model on every series at more origins than those of {@link fitSeries}. */
export const addOrigins: StatisticsHandlers['addOrigins'] = async ({ records, between, older }, control) => {
  const filled: FittedSeries[] = [];
  for (const [index, one] of records.entries()) {
    const steps = fitAtOrigins(one.record, between, older);
    let step = steps.next();
    while (!step.done) {
      control.report({ done: (index + step.value.done) / records.length });
      await control.pause();
      if (control.cancelled()) throw new JobCancelled();
      step = steps.next();
    }
    filled.push({ ...one, record: step.value });
  }
  return { records: filled };
};

/** The models over all series that {@link fitPooled} needs; they can be fitted side by side. */
export const listPooledFits: StatisticsHandlers['listPooledFits'] = async ({ records }) =>
  pooledFits(records.map(({ record }) => record));

/** One of the models over all series; the long part of what needs all of them at once. */
export const fitPooledModel: StatisticsHandlers['fitPooledModel'] = async (fit) => fitTogether(fit);

/** Adds the model that learns from all series together. */
export const fitPooled: StatisticsHandlers['fitPooled'] = async ({ records, fitted }, control) => {
  const steps = addPooledForecasts(
    records.map(({ record }) => record),
    fitted,
  );
  let step = steps.next();
  while (!step.done) {
    await control.pause();
    if (control.cancelled()) throw new JobCancelled();
    step = steps.next();
  }
  const pooled = step.value;
  return { records: records.map((one, i) => ({ ...one, record: pooled[i] })) };
};

/** The choice by the evidence of all series together; quick. */
export const decideSeries: StatisticsHandlers['decideSeries'] = async ({
  records: fitted,
  evidence: earlier,
  networks = [],
}) => {
  const ids = fitted.map(({ seriesId }) => seriesId);
  const weighted = fitEnsembleWeights(
    addOutsideForecasts(
      fitted.map(({ record }) => record),
      ids,
      networks,
    ),
  );
  const records = fitted.map((one, i) => ({ ...one, record: weighted[i] }));
  const own = poolEvidence(
    records.map(({ record }) => scoreRecord(record)),
    records.map(({ record }) => record.baseline),
  );
  const evidence = own.size > 0 ? own : (earlier ?? own);
  const chosen = records.map(({ seriesId, record }) => ({ seriesId, ...selectModel(record, evidence) }));
  return { ...reconcileSeries(records, chosen), evidence };
};

/** {@link fitSeries}, {@link addOrigins}, {@link fitPooled} and {@link decideSeries} in one job. The page hands them to a pool. */
export const forecastSeries: StatisticsHandlers['forecastSeries'] = async (input, control) => {
  const { records: single, refused } = await fitSeries(input, control);
  const silent = { ...control, report: () => {} };
  const { records: filled } = await addOrigins(
    { records: single, between: input.between ?? 0, older: input.older ?? 0 },
    silent,
  );
  const { records } = await fitPooled({ records: filled }, silent);
  const decided = await decideSeries({ records }, silent);
  return { ...decided, refused };
};

function checkJob(input: ForecastSeriesInput): void {
  if (input.series.length === 0) throw new JobRefused('no-series');
  if (!Number.isInteger(input.horizon) || input.horizon < 1 || input.horizon > 520)
    throw new JobRefused('horizon-out-of-range', { horizon: input.horizon });
  if (typeof input.methods === 'string') return;
  for (const method of input.methods)
    if ((findModel(method)?.fit ?? 'elsewhere') === 'elsewhere') throw new JobRefused('unknown-method', { method });
}

/** What makes a single series unusable; the job goes on with the others. */
function findTrouble(series: SeriesInput, horizon: number): Issue | null {
  const fail = (code: string, column?: string): Issue => ({
    code,
    severity: 'error',
    ...(column === undefined ? {} : { column }),
  });
  if (series.values.every(Number.isNaN)) return fail('no-observation');
  if (!canBeComputed(series.values)) return fail('infinite-value');
  if (!Number.isInteger(series.frequency) || series.frequency < 1) return fail('frequency-out-of-range');
  for (const column of series.xreg ?? []) {
    if (column.values.length !== series.values.length) return fail('regressor-length', column.name);
    const future = series.newXreg?.find((other) => other.name === column.name);
    if (future?.values.length !== horizon) return fail('regressor-length', column.name);
  }
  return null;
}

function toModelInput(series: SeriesInput, job: ForecastSeriesInput): ModelInput {
  return {
    values: series.values,
    frequency: series.frequency,
    horizon: job.horizon,
    xreg: series.xreg ?? [],
    newXreg: series.newXreg ?? [],
    nonNegative: job.nonNegative ?? true,
    seed: job.seed,
    ...(series.vintage ? { vintage: series.vintage } : {}),
    ...(series.start === undefined ? {} : { lastPeriod: lastPeriodOf(series, series.start) }),
  };
}

/** Number of the last period on a clock that all series share. Months are counted as such; every other frequency as weeks. */
export function lastPeriodOf({ values, frequency }: SeriesInput, start: number): number {
  const days = frequency === 12 ? 365.25 / 12 : 7;
  return Math.round(start / days) + values.length;
}

export const handlers: StatisticsHandlers = {
  fitSeries,
  addOrigins,
  listPooledFits,
  fitPooledModel,
  fitPooled,
  decideSeries,
  forecastSeries,
  decomposeSeries,
  estimateEffects,
  prepareSeries,
  answerSeries,
  prepareEffects,
  measurePromotions: async ({ dataset: { panel, calendar } }) => promotionEffectOf(panel, calendar),
  fitArima,
  autoArima,
  fitEts,
};
