import { periodStart } from '#engine/calendar/period-start.ts';
import type { Issue } from '#engine/issue.ts';
import type { Dataset } from '#engine/panel/dataset.ts';
import { currentDataset } from '#state/data/dataset-store.ts';
import { afterPaint } from '#state/runtime/after-paint.ts';
import { inputHash } from '#state/runtime/input-hash.ts';
import { useSettingsStore } from '#state/runtime/settings-store.ts';
import {
  type ArrivedAnswer,
  issueOf,
  type PoolForecast,
  type SeriesAnswer,
  StatisticsPool,
  workersForCores,
} from '#state/runtime/statistics-pool.ts';
import { createStatisticsClient } from '#workers/statistics/client.ts';
import type { PreparedSeries } from '#workers/statistics/contract.ts';
import { backtestOrigins, horizonPeriods } from './backtest-plan.ts';
import { toDemandForecast } from './demand-forecast.ts';
import { type CurrentNetworks, countUses, currentNetworks } from './demand-networks.ts';
import { type DemandResult, type DemandSeries, useDemandStore } from './demand-store.ts';

/** Best sellers with a forecast of their own from the start; any other product is forecast when it is looked at. */
const topProducts = 12;

const pool = new StatisticsPool(createStatisticsClient, workersForCores(navigator.hardwareConcurrency));
let running: AbortController | null = null;

export function demandInputHash(): string | null {
  const dataset = currentDataset();
  if (!dataset?.panel) return null;
  const { horizonWeeks, seed } = useSettingsStore.getState();
  return inputHash({ demand: 1, data: dataset.fingerprint, horizonWeeks, seed });
}

/** Forecasts the total, every category and the best sellers, each scored on weeks held back. */
export async function runDemand(): Promise<void> {
  const startedAt = Date.now();
  await forecastAll((inputHash, progress, series) => {
    const streamed = series ? { done: progress, series } : null;
    const asked = series ? {} : { asked: [] };
    useDemandStore.setState({
      job: { status: 'running', inputHash, startedAt, progress: streamed },
      joining: null,
      ...asked,
    });
  });
}

/** The same beside the forecasts on screen, which stay, and stay in force, until the new ones take their place. */
async function forecastAgain(): Promise<void> {
  const startedAt = Date.now();
  await forecastAll((_, done) => useDemandStore.setState({ joining: { startedAt, done } }));
}

/** Computes all forecasts and puts them in force. `show` hears of the start (without series) and of each step. */
async function forecastAll(
  show: (hash: string, done: number, series: readonly DemandSeries[] | null) => void,
): Promise<void> {
  const hash = demandInputHash();
  const dataset = currentDataset();
  if (hash === null || !dataset) return;
  running?.abort();
  const abort = new AbortController();
  running = abort;
  /** False once a newer run has begun or the inputs have changed: the answer is then dropped. */
  const current = (): boolean => {
    if (running !== abort) return false;
    if (demandInputHash() === hash) return true;
    cancelDemand();
    return false;
  };
  show(hash, 0, null);

  const settings = forecastSettings(dataset);
  const holdout = settings.horizon * settings.origins;
  const prepared = await pool.run(
    'prepareSeries',
    { dataset, horizon: settings.horizon, holdout, products: topProducts },
    { signal: abort.signal },
  );
  if (!current()) return;
  if (prepared.kind !== 'done') {
    // Forecasts that are in force stay so when it was only to be made anew.
    if (useDemandStore.getState().joining) return cancelDemand();
    useDemandStore.setState({ job: { status: 'failed', inputHash: hash, issue: issueOf(prepared) } });
    return;
  }
  const series = prepared.output.filter(({ id }) => !id.startsWith('market:'));
  const networks = currentNetworks();
  let shown = series.filter(isVisible).map((one) => toDemandSeries(one, null));
  const forecast = await pool.forecast(series, settings, {
    signal: abort.signal,
    networks: networks?.contestants,
    onProgress: (done, arrived) => {
      if (!current()) return;
      if (arrived.length > 0) shown = putArrived(shown, arrived);
      show(hash, done, shown);
    },
  });
  if (!current() || !forecast) return;
  running = null;
  settle({ hash, series, settings, forecast }, networks);
}

/** A computation as it ended: what a later choice needs of it. */
interface Decided {
  readonly hash: string;
  readonly series: readonly PreparedSeries[];
  readonly settings: ReturnType<typeof forecastSettings>;
  readonly forecast: PoolForecast;
}

/** Too large to be kept over a reload. */
let latest: Decided | null = null;

function settle(decided: Decided, networks: CurrentNetworks | null): void {
  latest = decided;
  const { hash, series, settings, forecast } = decided;
  const shown = series.map((one, i) => toDemandSeries(one, forecast.answers[i])).filter(isVisible);
  const result: DemandResult = {
    series: shown,
    horizon: settings.horizon,
    origins: settings.origins,
    evidence: forecast.evidence,
    ...(networks ? { networks: { trainedAt: networks.trainedAt, used: countUses(shown) } } : {}),
  };
  useDemandStore.setState({ job: { status: 'ready', inputHash: hash, result }, joining: null });
}

/** What is left of a category helps the forecasts to add up; it is nobody's product. */
function isVisible({ id }: { readonly id: string }): boolean {
  return !id.startsWith('rest:');
}

/**
 * Chooses once more with the networks that have been trained since: they contest like any other method, scored on the same
 * periods held back, and take part where that pays.
 */
export async function joinNetworks(): Promise<void> {
  const { job } = useDemandStore.getState();
  const networks = currentNetworks();
  const hash = demandInputHash();
  if (!networks || job.status !== 'ready' || job.inputHash !== hash) return;
  if (job.result.networks?.trainedAt === networks.trainedAt) return;
  // After a reload what the choice needs is gone: it is made anew, and the forecasts at hand stay until then.
  if (latest?.hash !== hash) return forecastAgain();
  const decided = latest;
  const { contestants } = networks;
  const options = { signal: new AbortController().signal, onProgress: () => {}, networks: contestants };
  const forecast = await pool.decideAgain(decided.series, decided.forecast, options);
  if (forecast && useDemandStore.getState().job === job && demandInputHash() === hash)
    settle({ ...decided, forecast }, networks);
}

export function cancelDemand(): void {
  running?.abort();
  running = null;
  useDemandStore.setState({ joining: null });
  if (useDemandStore.getState().job.status === 'running') useDemandStore.setState({ job: { status: 'idle' } });
}

/** Forecasts one product more, when it is looked at. */
export async function askForProduct(productId: string): Promise<void> {
  const hash = demandInputHash();
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
  const holdout = settings.horizon * settings.origins;
  const wanted = { dataset, horizon: settings.horizon, holdout, products: [productId] };
  const prepared = await pool.run('prepareSeries', wanted);
  if (demandInputHash() !== hash) return;
  const series = prepared.kind === 'done' ? prepared.output.find(({ id }) => id === `product:${productId}`) : undefined;
  if (!series) {
    const issue: Issue = prepared.kind === 'done' ? { code: 'no-recent-sales', severity: 'info' } : issueOf(prepared);
    put('ready', history ? { ...history, issue } : null);
    return;
  }
  const signal = new AbortController().signal;
  const { job } = useDemandStore.getState();
  const evidence = job.status === 'ready' && job.inputHash === hash ? job.result.evidence : undefined;
  const networks = currentNetworks()?.contestants;
  const forecast = await pool.forecast([series], settings, { signal, onProgress: () => {}, evidence, networks });
  if (demandInputHash() === hash && forecast) put('ready', toDemandSeries(series, forecast.answers[0]));
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
  return { horizon, origins: backtestOrigins(dataset, horizon), methods: 'auto' as const, seed };
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
