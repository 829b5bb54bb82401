import { seriesOfDataset } from '#engine/features/dataset-series.ts';
import { effectColumns } from '#engine/features/effect-regressors.ts';
import { knownEvents } from '#engine/features/known-events.ts';
import type { Dataset } from '#engine/panel/dataset.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { JobRefused } from '#workers/job-control.ts';
import type {
  EffectsWanted,
  EstimateEffectsInput,
  PreparedSeries,
  PrepareEffectsOutput,
  StatisticsHandlers,
} from '#workers/statistics/contract.ts';
import { arrangeHierarchy } from '#workers/statistics/internal/arrange-hierarchy.ts';

/** The total is the sum of the categories; a dataset without categories has the total only. */
export const prepareSeries: StatisticsHandlers['prepareSeries'] = async ({ dataset, horizon, holdout, products }) => {
  const { panel, measure } = readyPanel(dataset);
  const every = typeof products === 'number' ? products : panel.products.length;
  // A product that is asked for by its id may be younger than the hold-out weeks.
  const before = typeof products === 'number' ? holdout : 0;
  const series = seriesOfDataset({ ...dataset, panel }, horizon, before, every).map(
    ({ observed: _observed, group: _group, ...one }): PreparedSeries => ({ ...one, measure }),
  );
  const categories = series.filter(({ id }) => id.startsWith('category:'));
  const wanted = (id: string): boolean =>
    typeof products === 'number' || products.includes(id.slice('product:'.length));
  const rest = series.filter(({ id }) => (id.startsWith('product:') ? wanted(id) : !id.startsWith('category:')));
  const named = categories.filter(({ id }) => id !== 'category:');
  const prepared = [totalOf(categories), ...(categories.length > 1 ? named : []), ...rest];
  // A product asked for by itself has nothing to add up with.
  return typeof products === 'number' && products > 0 ? arrangeHierarchy(prepared, panel) : prepared;
};

function totalOf(categories: readonly PreparedSeries[]): PreparedSeries {
  const [first] = categories;
  const values = first.values.map((_, t) => categories.reduce((sum, { values: own }) => sum + own[t], 0));
  return { ...first, id: 'total', values };
}

export const prepareEffects: StatisticsHandlers['prepareEffects'] = async ({ dataset, wanted }, control) => {
  const { panel } = readyPanel(dataset);
  const series = await prepareSeries({ dataset, horizon: 1, holdout: 0, products: 0 }, control);
  const prepared: PrepareEffectsOutput[] = [];
  for (const each of wanted) {
    prepared.push(effectsOf(each, series, dataset, panel));
    await control.pause();
  }
  return prepared;
};

function effectsOf(
  { category, price }: EffectsWanted,
  series: readonly PreparedSeries[],
  dataset: Dataset,
  panel: Panel,
): PrepareEffectsOutput {
  const row = category === null ? undefined : panel.categories.indexOf(category);
  if (row === -1) throw new JobRefused('unknown-category', { category: category ?? '' });
  const own = series.find(({ id }) => id === (category === null ? 'total' : `category:${category}`)) ?? series[0];
  const columns = effectColumns(dataset, panel, row, price);
  const readings: Record<string, EstimateEffectsInput['readings'][string]> = {};
  const roles: Record<string, PrepareEffectsOutput['roles'][string]> = {};
  for (const column of columns) {
    readings[column.name] = column.reading;
    if (column.role !== 'season') roles[column.name] = column.role;
  }
  // The season is among the columns, so the errors have none.
  const xreg = columns.map(({ name, values }) => ({ name, values }));
  const builtInEvents = knownEvents(dataset, own.start, own.start).builtIn;
  const effectSeries = { id: own.id, values: own.values, start: own.start, frequency: 1, xreg };
  return { series: effectSeries, readings, roles, builtInEvents };
}

/** The panel whose `units` are what is forecast: units, or revenue where no file counts units. */
function readyPanel({ panel }: Dataset): { readonly panel: Panel; readonly measure: PreparedSeries['measure'] } {
  if (!panel) throw new JobRefused('no-units');
  if (panel.completeTo <= panel.completeFrom) throw new JobRefused('no-complete-week');
  if (panel.unitsKnown !== false) return { panel, measure: 'units' };
  if (!panel.revenue.some((value) => value > 0)) throw new JobRefused('no-units');
  return { panel: { ...panel, units: panel.revenue }, measure: 'revenue' };
}
