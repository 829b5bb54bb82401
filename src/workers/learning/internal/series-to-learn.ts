import { seriesOfDataset } from '#engine/features/dataset-series.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { unitsAsOf } from '#engine/panel/units-as-of.ts';
import type { DatasetToLearn, LearningData, LearningSeries } from '#workers/learning/contract.ts';

/**
 * The series of a job. Of a dataset: the sum of the categories (`total`, as the demand forecasts have it; a lone category
 * is the total), then those of the engine; money where no file counts units. What is learnt from is as it was known when
 * the hold-out periods began.
 */
export function seriesToLearn(data: LearningData | DatasetToLearn): LearningData {
  const { horizon, holdout } = data;
  const all = 'series' in data ? data.series : seriesOfTotal(data);
  return { horizon, holdout, series: all.map((one) => asKnown(one, holdout)) };
}

function seriesOfTotal({ dataset, horizon, holdout, topProducts }: DatasetToLearn): readonly LearningSeries[] {
  const { panel } = dataset;
  const measured = panel && panel.unitsKnown === false ? { ...panel, units: panel.revenue } : panel;
  const series = seriesOfDataset({ ...dataset, panel: measured }, horizon, holdout, topProducts);
  const categories = series.filter(({ id }) => id.startsWith('category:'));
  if (!measured || categories.length === 0) return series;
  const total = totalOf(categories, measured);
  return categories.length > 1 ? [total, ...series] : [total, ...series.filter((one) => one !== categories[0])];
}

function totalOf(categories: readonly LearningSeries[], { views }: Panel): LearningSeries {
  const sum = (columns: readonly Float64Array[]): Float64Array =>
    columns[0].map((_, t) => columns.reduce((total, column) => total + column[t], 0));
  const browsing = categories.flatMap(({ observed = [] }) => observed.map(({ values }) => values));
  return {
    ...categories[0],
    id: 'total',
    group: '',
    values: sum(categories.map(({ values }) => values)),
    ...(views ? { observed: [{ name: 'browsing', values: sum(browsing) }] } : {}),
  };
}

/** Stock-outs that only later weeks gave away were zeros then. The hold-out values stay: they are what is scored. */
function asKnown(series: LearningSeries, holdout: number): LearningSeries {
  const { values, vintage } = series;
  if (!vintage || holdout === 0) return series;
  const seen = values.slice();
  seen.set(unitsAsOf(values, vintage, values.length - holdout));
  return { ...series, values: seen };
}
