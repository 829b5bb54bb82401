import { commonest } from '#engine/kernels/statistics.ts';
import { describeSimply } from '#engine/models/define-model.ts';
import type { ModelId } from '#engine/models/model-registry.ts';
import type { ForecastAnswers } from '#engine/panel/forecast-answers.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { heldOutOf, sumAnswers } from '#engine/reconciliation/sum-answers.ts';
import { JobRefused } from '#workers/job-control.ts';
import type { PreparedSeries, SeriesForecast, StatisticsHandlers } from '#workers/statistics/contract.ts';
import { prepareSeries } from '#workers/statistics/internal/prepare-series.ts';

/** The series of a dataset with the forecasts that were made of them elsewhere, or with the sums of those of their products. */
export const answerSeries: StatisticsHandlers['answerSeries'] = async (input, control) => {
  const { answers, panel } = input.dataset;
  if (!answers || !panel) throw new JobRefused('no-series');
  if (answers.horizon < input.horizon)
    throw new JobRefused('answers-too-short', { weeks: answers.horizon, needed: input.horizon });
  const prepared = (await prepareSeries(input, control)).filter(({ id }) => !/^(market|rest):/.test(id));
  return prepared.map((series) => ({ series, result: answerOf(series, panel, answers, input.horizon) }));
};

function answerOf(
  { id }: PreparedSeries,
  panel: Panel,
  answers: ForecastAnswers,
  horizon: number,
): SeriesForecast | null {
  const rows = rowsOf(id, panel);
  const column = panel.unitsKnown === false ? panel.revenue : panel.units;
  const held = heldOutOf(answers, rows, (row) =>
    column.subarray(row * panel.periods + panel.completeFrom, row * panel.periods + panel.completeTo),
  );
  const forecast = sumAnswers(answers, rows, horizon, held);
  if (!forecast) return null;
  const chosen = commonest(rows.map((row) => answers.methods[row]).filter((method) => method !== '')) as ModelId;
  const folds = held.map(({ known, mean, actual }) => ({
    method: chosen,
    trainingLength: known,
    forecast: { ...forecast, mean: mean.slice(0, horizon) },
    actual: actual.slice(0, horizon),
  }));
  return {
    seriesId: id,
    chosen,
    reason: 'made-elsewhere',
    baseline: 'naive',
    forecasts: [{ method: chosen, forecast, model: describeSimply(answers.engine) }],
    scores: [],
    folds,
    issues: [],
  };
}

function rowsOf(id: string, { products, categories }: Panel): number[] {
  const all = [...products.keys()];
  if (id === 'total') return all;
  return all.filter((row) =>
    id.startsWith('category:')
      ? `category:${categories[products[row].category]}` === id
      : `product:${products[row].id}` === id,
  );
}
