import type { Dataset } from '#engine/panel/dataset.ts';
import { currentDataset } from '#state/data/dataset-store.ts';
import { horizonPeriods } from '#state/demand/backtest-plan.ts';
import { inputHash } from '#state/runtime/input-hash.ts';
import { useSettingsStore } from '#state/runtime/settings-store.ts';
import { issueOf, type StatisticsClient, StatisticsPool, workersForCores } from '#state/runtime/statistics-pool.ts';
import { createStatisticsClient } from '#workers/statistics/client.ts';
import type { ForecastMethod, PreparedSeries } from '#workers/statistics/contract.ts';
import type { JobResult } from '#workers/worker-client.ts';
import { type Effects, type MarketSeries, type Part, type TrendSeries, useTrendsStore } from './trends-store.ts';

const marketOrigins = 3;
/** ModelsById for the market's indices; ARIMA and seasonal naive among them always. */
const marketMethods: readonly ForecastMethod[] = [
  'naive',
  'snaive',
  'ets',
  'theta',
  'stlm',
  'auto-arima',
  'combination',
];

const pool = new StatisticsPool(createStatisticsClient, workersForCores(navigator.hardwareConcurrency));
let running: AbortController | null = null;

export function trendsInputHash(): string | null {
  const dataset = currentDataset();
  if (!dataset?.panel) return null;
  const { horizonWeeks, seed } = useSettingsStore.getState();
  return inputHash({ trends: 2, data: dataset.fingerprint, horizonWeeks, seed });
}

/** Trend, season, event and price effects of the total and of each category, and the market's indices with forecasts. */
export async function runTrends(): Promise<void> {
  const hash = trendsInputHash();
  const dataset = currentDataset();
  if (hash === null || !dataset?.panel) return;
  running?.abort();
  const abort = new AbortController();
  running = abort;
  const { signal } = abort;
  /** False once a newer run has begun or the inputs have changed: the answer is then dropped. */
  const current = (): boolean => {
    if (running !== abort) return false;
    if (trendsInputHash() === hash) return true;
    cancelTrends();
    return false;
  };
  const startedAt = Date.now();
  const report = (done: number): void =>
    useTrendsStore.setState({ job: { status: 'running', inputHash: hash, startedAt, progress: { done } } });
  report(0);

  const { horizonWeeks, seed } = useSettingsStore.getState();
  const horizon = horizonPeriods(dataset, horizonWeeks);
  const length = dataset.panel.completeTo - dataset.panel.completeFrom;
  const origins = Math.max(0, Math.min(marketOrigins, Math.floor(length / horizon) - 2));
  const prepared = await pool.run('prepareSeries', { dataset, horizon, holdout: horizon, products: 0 }, { signal });
  if (!current()) return;
  if (prepared.kind !== 'done') {
    useTrendsStore.setState({ job: { status: 'failed', inputHash: hash, issue: issueOf(prepared) } });
    return;
  }
  const own = prepared.output.filter(({ id }) => !id.startsWith('market:'));
  const market = prepared.output.filter(({ id }) => id.startsWith('market:'));
  const steps = own.length + market.length;

  const described = new Map<string, TrendSeries>();
  const waiting = [...own];
  await pool.each(
    () => waiting.shift(),
    async (one, client) => {
      if (signal.aborted) return;
      described.set(one.id, await describeSeries(client, dataset, one, signal));
      if (current()) report(described.size / steps);
    },
  );
  if (!current()) return;
  const series = own.flatMap(({ id }) => described.get(id) ?? []);
  const answered = await pool.forecast(
    market,
    { horizon, origins, methods: marketMethods, seed },
    { signal, onProgress: (done) => current() && report((own.length + done * market.length) / steps) },
  );
  if (!current() || !answered) return;
  running = null;
  const indices = market.map(({ id, start, frequency, values }, i): MarketSeries => {
    const answer = answered.answers[i];
    const forecast: MarketSeries['forecast'] = answer.ok ? { ok: true, value: answer.result } : answer;
    return { id: id as MarketSeries['id'], start, frequency, values, forecast };
  });
  useTrendsStore.setState({ job: { status: 'ready', inputHash: hash, result: { series, market: indices, horizon } } });
}

export function cancelTrends(): void {
  running?.abort();
  running = null;
  if (useTrendsStore.getState().job.status === 'running') useTrendsStore.setState({ job: { status: 'idle' } });
}

async function describeSeries(
  client: StatisticsClient,
  dataset: Dataset,
  prepared: PreparedSeries,
  signal: AbortSignal,
): Promise<TrendSeries> {
  const { id, start, frequency, values, measure } = prepared;
  const category = id === 'total' ? null : id.slice('category:'.length);
  // Effects multiply demand; a week without a sale has no logarithm.
  const multiplicative = values.every((v) => Number.isNaN(v) || v > 0);
  const decomposition = await client.run(
    'decomposeSeries',
    { values, frequencies: [frequency], multiplicative },
    { signal },
  );
  const events = await measureEffects(client, dataset, category, false, signal);
  const price = await measureEffects(client, dataset, category, true, signal);
  return { id, start, frequency, measure, values, multiplicative, decomposition: toPart(decomposition), events, price };
}

async function measureEffects(
  client: StatisticsClient,
  dataset: Dataset,
  category: string | null,
  price: boolean,
  signal: AbortSignal,
): Promise<Part<Effects>> {
  const prepared = await client.run('prepareEffects', { dataset, category, price }, { signal });
  if (prepared.kind !== 'done') return { ok: false, issue: issueOf(prepared) };
  const { series, readings, roles, builtInEvents } = prepared.output;
  if (Object.keys(roles).length === 0) return { ok: false, issue: { code: 'no-drivers', severity: 'info' } };
  const estimate = await client.run('estimateEffects', { series, readings }, { signal });
  return estimate.kind === 'done'
    ? { ok: true, value: { estimate: estimate.output, roles, builtInEvents } }
    : { ok: false, issue: issueOf(estimate) };
}

function toPart<T>(result: JobResult<T>): Part<T> {
  return result.kind === 'done' ? { ok: true, value: result.output } : { ok: false, issue: issueOf(result) };
}
