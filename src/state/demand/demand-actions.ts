import { periodStart } from '#engine/calendar/period-start.ts';
import type { Issue } from '#engine/issue.ts';
import type { Dataset } from '#engine/panel/dataset.ts';
import { currentDataset } from '#state/data/dataset-store.ts';
import { afterPaint } from '#state/runtime/after-paint.ts';
import { defineComputation, type Outcome, type Run } from '#state/runtime/computation.ts';
import { useSettingsStore } from '#state/runtime/settings-store.ts';
import { horizonInput, salesInput, seedInput, versionInput } from '#state/runtime/shared-inputs.ts';
import {
  type ArrivedAnswer,
  issueOf,
  type PoolForecast,
  type SeriesAnswer,
  StatisticsPool,
  workersForCores,
} from '#state/runtime/statistics-pool.ts';
import { trainingComputation } from '#state/training/training-actions.ts';
import { createStatisticsClient } from '#workers/statistics/client.ts';
import type { PreparedSeries, PrepareSeriesInput, SeriesForecast } from '#workers/statistics/contract.ts';
import { horizonPeriods, planBacktest } from './backtest-plan.ts';
import { toDemandForecast } from './demand-forecast.ts';
import { type CurrentNetworks, countUses, currentNetworks } from './demand-networks.ts';
import {
  type DemandProgress,
  type DemandResult,
  type DemandSeries,
  type DemandState,
  persistedDemand,
  useDemandStore,
} from './demand-store.ts';

/** Best sellers with a forecast of their own from the start; any other product is forecast when it is looked at. */
const topProducts = 12;

const pool = new StatisticsPool(createStatisticsClient, workersForCores(globalThis.navigator?.hardwareConcurrency));

type Progress = (done: number, series: readonly DemandSeries[] | null) => void;

/** Forecasts the total, every category and the best sellers, each scored on a hold-out. */
export const demandComputation = defineComputation({
  id: 'demand',
  step: 'demand',
  store: useDemandStore,
  job: ({ job }) => job,
  put: (job) => ({ job, ...(job.status === 'running' && job.progress === null ? { asked: [] } : {}) }),
  inputs: { demand: versionInput(1), data: salesInput, horizonWeeks: horizonInput, seed: seedInput },
  share: ({ done }: DemandProgress) => done,
  crashed: 'worker-crashed',
  onCancel: 'drop',
  turn: { after: [] },
  slice: persistedDemand,
  run: async (run) => {
    const found = await forecastAll(run, (done, series) => run.show(series ? { done, series } : null));
    return found.kind === 'done' ? { kind: 'done', output: found.output } : found;
  },
});

/** A computation as it ended: what a later choice needs of it. Too large to be persisted. */
interface Selection {
  readonly hash: string;
  readonly series: readonly PreparedSeries[];
  readonly settings: ReturnType<typeof forecastSettings>;
  readonly forecast: PoolForecast;
}

/** Of the result at hand; after a reload there is none. */
const selections = new WeakMap<DemandResult, Selection>();

/** Computes all forecasts, those of the categories first. `show` hears of each step. */
async function forecastAll(run: Run<never>, show: Progress): Promise<Outcome<DemandResult>> {
  const dataset = currentDataset();
  if (!dataset) return { kind: 'cancelled' };
  const { hash, signal, isCurrent } = run;
  const settings = forecastSettings(dataset);
  const holdout = settings.horizon * (settings.origins + settings.older);
  const wanted = { dataset, horizon: settings.horizon, holdout, products: topProducts };
  if (dataset.answers) return answeredElsewhere(dataset.answers, wanted, settings, run);
  const prepared = await pool.run('prepareSeries', wanted, { signal });
  if (!isCurrent() || prepared.kind !== 'done') return prepared.kind === 'done' ? { kind: 'cancelled' } : prepared;
  const series = prepared.output.filter(({ id }) => !id.startsWith('market:'));
  const networks = currentNetworks();
  let shown = series.filter(isVisible).map((one) => toDemandSeries(one, null));
  const forecast = await pool.forecast(series, settings, {
    signal,
    networks: networks?.externalModels,
    isFirst: ({ id }) => id.startsWith('category:'),
    onProgress: (done, arrived) => {
      if (!isCurrent()) return;
      if (arrived.length > 0) shown = putArrived(shown, arrived);
      show(done, shown);
    },
  });
  if (!forecast) return { kind: 'cancelled' };
  return { kind: 'done', output: resultOf({ hash, series, settings, forecast }, networks) };
}

/** Nothing is computed anew where the forecasts came as a file. */
async function answeredElsewhere(
  { engine, seed }: NonNullable<Dataset['answers']>,
  wanted: PrepareSeriesInput,
  { horizon, origins }: Selection['settings'],
  { signal, isCurrent }: Run<never>,
): Promise<Outcome<DemandResult>> {
  const answered = await pool.run('answerSeries', wanted, { signal });
  if (!isCurrent() || answered.kind !== 'done') return answered.kind === 'done' ? { kind: 'cancelled' } : answered;
  const series = answered.output.map(({ series: one, result }) => toDemandSeries(one, elsewhereAnswer(result)));
  return { kind: 'done', output: { series, horizon, origins, elsewhere: { engine, seed } } };
}

function elsewhereAnswer(result: SeriesForecast | null): SeriesAnswer {
  return result ? { ok: true, result } : { ok: false, issue: { code: 'no-recent-sales', severity: 'info' } };
}

function resultOf(selection: Selection, networks: CurrentNetworks | null): DemandResult {
  const { series, settings, forecast } = selection;
  const { origins, older, between } = settings;
  const shown = series.map((one, i) => toDemandSeries(one, forecast.answers[i])).filter(isVisible);
  const result: DemandResult = {
    series: shown,
    horizon: settings.horizon,
    origins: origins > 0 ? 1 + (origins + older - 1) * (between + 1) : 0,
    apart: Math.floor(settings.horizon / (between + 1)),
    evidence: forecast.evidence,
    ...(forecast.reconciliation ? { reconciliation: forecast.reconciliation } : {}),
    ...(networks ? { networks: { trainedAt: networks.trainedAt, used: countUses(shown) } } : {}),
  };
  selections.set(result, selection);
  return result;
}

/** What is left of a category helps the forecasts to add up; it is nobody's product. */
function isVisible({ id }: { readonly id: string }): boolean {
  return !id.startsWith('rest:');
}

/** When the networks were trained that the demand forecasts have not been compared with yet. */
function newNetworks(): number | undefined {
  const networks = currentNetworks();
  const result = demandComputation.current();
  if (result?.elsewhere) return undefined;
  return networks && networks.trainedAt !== result?.networks?.trainedAt ? networks.trainedAt : undefined;
}

/**
 * Takes trained networks into the demand forecasts: they are compared like any other model, scored on the same hold-out, and
 * take part where that pays. The forecasts at hand stay in force until then.
 */
export const joiningComputation = defineComputation({
  id: 'joining',
  step: 'demand',
  store: useDemandStore,
  job: ({ joining }) => joining,
  put: (joining) => ({ joining }),
  inputs: {
    demand: {
      stores: demandComputation.stores,
      read: () => (demandComputation.current() ? (demandComputation.hash() ?? undefined) : undefined),
    },
    networks: { stores: trainingComputation.stores, read: newNetworks },
  },
  share: ({ done }: { readonly done: number }) => done,
  crashed: 'worker-crashed',
  onCancel: 'drop',
  countsInRail: () => false,
  turn: { after: [{ id: 'training' }], follows: ['training'] },
  run: async (run): Promise<Outcome<null, DemandState>> => {
    const before = demandComputation.current();
    const networks = currentNetworks();
    if (!before || !networks) return { kind: 'cancelled' };
    const found = await joined(before, networks, run);
    if (found.kind !== 'done') return { kind: 'cancelled' };
    const inputHash = demandComputation.hash() ?? '';
    const result = sayingChange(found.output, before);
    return { kind: 'done', output: null, also: { job: { status: 'ready', inputHash, result } } };
  },
});

/** Figures that change because networks joined say so: with the total that was expected before. */
function sayingChange(result: DemandResult, before: DemandResult): DemandResult {
  const totalBefore = expectedTotal(before);
  if (!result.networks || Number.isNaN(totalBefore)) return result;
  const said = { ...result, networks: { ...result.networks, totalBefore } };
  const selection = selections.get(result);
  if (selection) selections.set(said, selection);
  return said;
}

/** Units, or money, over the horizon of all products together; NaN where that has no forecast. */
export function expectedTotal({ series }: Pick<DemandResult, 'series'>): number {
  const total = series.find(({ id }) => id === 'total')?.forecast;
  const chosen = total?.forecasts.find(({ method }) => method === total.chosen);
  return chosen ? chosen.forecast.mean.reduce((sum, value) => sum + value, 0) : Number.NaN;
}

async function joined(
  before: DemandResult,
  networks: CurrentNetworks,
  run: Run<{ readonly done: number }>,
): Promise<Outcome<DemandResult>> {
  const selection = selections.get(before);
  // After a reload what the choice needs is gone: it is made anew.
  if (!selection) return forecastAll(run, (done) => run.show({ done }));
  const options = { signal: run.signal, onProgress: () => {}, networks: networks.externalModels };
  const forecast = await pool.decideAgain(selection.series, selection.forecast, options);
  if (!forecast) return { kind: 'cancelled' };
  return { kind: 'done', output: resultOf({ ...selection, forecast }, networks) };
}

/** Forecasts one product more, when it is looked at. */
export async function askForProduct(productId: string): Promise<void> {
  const hash = demandComputation.hash();
  const dataset = currentDataset();
  if (hash === null || !dataset) return;
  const known = useDemandStore.getState().asked.find((one) => one.productId === productId && one.inputHash === hash);
  if (known) return;
  const put = (state: 'running' | 'ready', series: DemandSeries | null): void =>
    useDemandStore.setState(({ asked }) => ({
      asked: [...asked.filter((one) => one.productId !== productId), { productId, inputHash: hash, state, series }],
    }));
  const history = historyOf(dataset, productId);
  put('running', history);
  // The panel goes to its worker once the product is on screen: copying a large one takes the time of a few frames.
  await afterPaint();
  const settings = forecastSettings(dataset);
  const holdout = settings.horizon * (settings.origins + settings.older);
  const wanted = { dataset, horizon: settings.horizon, holdout, products: [productId] };
  if (dataset.answers) {
    const answered = await pool.run('answerSeries', wanted);
    const found =
      answered.kind === 'done'
        ? answered.output.find(({ series: { id } }) => id === `product:${productId}`)
        : undefined;
    if (demandComputation.hash() === hash)
      put('ready', found ? toDemandSeries(found.series, elsewhereAnswer(found.result)) : history);
    return;
  }
  const prepared = await pool.run('prepareSeries', wanted);
  if (demandComputation.hash() !== hash) return;
  const series = prepared.kind === 'done' ? prepared.output.find(({ id }) => id === `product:${productId}`) : undefined;
  if (!series) {
    const issue: Issue = prepared.kind === 'done' ? { code: 'no-recent-sales', severity: 'info' } : issueOf(prepared);
    put('ready', history ? { ...history, issue } : null);
    return;
  }
  const signal = new AbortController().signal;
  const evidence = demandComputation.current()?.evidence;
  const networks = currentNetworks()?.externalModels;
  const forecast = await pool.forecast([series], settings, { signal, onProgress: () => {}, evidence, networks });
  if (demandComputation.hash() === hash && forecast) put('ready', toDemandSeries(series, forecast.answers[0]));
}

/** The product's sales as they are, for the screen until its forecast is there. */
function historyOf({ panel }: Dataset, productId: string): DemandSeries | null {
  const row = panel?.products.findIndex(({ id }) => id === productId) ?? -1;
  if (!panel || row < 0) return null;
  const from = row * panel.periods;
  const inUnits = panel.unitsKnown !== false;
  const frequency = panel.period === 'month' ? 12 : 52;
  return {
    id: `product:${productId}`,
    start: periodStart(panel.start, frequency, panel.completeFrom),
    frequency,
    measure: inUnits ? 'units' : 'revenue',
    values: (inUnits ? panel.units : panel.revenue).slice(from + panel.completeFrom, from + panel.completeTo),
    forecast: null,
    issue: null,
  };
}

function forecastSettings(dataset: Dataset) {
  const { horizonWeeks, seed } = useSettingsStore.getState();
  const horizon = horizonPeriods(dataset, horizonWeeks);
  return { horizon, ...planBacktest(dataset, horizon), methods: 'auto' as const, seed };
}

function toDemandSeries(prepared: PreparedSeries, answer: SeriesAnswer | null): DemandSeries {
  const { id, start, frequency, values, measure } = prepared;
  const series: DemandSeries = { id, start, frequency, measure, values, forecast: null, issue: null };
  return answer ? withAnswer(series, answer) : series;
}

function putArrived(series: readonly DemandSeries[], arrived: readonly ArrivedAnswer[]): DemandSeries[] {
  const byId = new Map(arrived.map((one) => [one.id, one]));
  return series.map((one) => {
    const news = byId.get(one.id);
    return news ? { ...withAnswer(one, news.answer), stage: news.stage } : one;
  });
}

function withAnswer(series: DemandSeries, answer: SeriesAnswer): DemandSeries {
  return answer.ok ? { ...series, forecast: toDemandForecast(answer.result) } : { ...series, issue: answer.issue };
}
