import { currentDataset } from '#state/data/dataset-store.ts';
import { horizonPeriods, planBacktest } from '#state/demand/backtest-plan.ts';
import { defineComputation, type Outcome, type Run } from '#state/runtime/computation.ts';
import { useSettingsStore } from '#state/runtime/settings-store.ts';
import { horizonInput, salesInput, seedInput, versionInput } from '#state/runtime/shared-inputs.ts';
import { issueOf, type StatisticsClient, StatisticsPool, workersForCores } from '#state/runtime/statistics-pool.ts';
import { createStatisticsClient } from '#workers/statistics/client.ts';
import type { PreparedSeries, PrepareEffectsOutput } from '#workers/statistics/contract.ts';
import type { JobResult } from '#workers/worker-client.ts';
import {
  type Effects,
  type MarketSeries,
  type Part,
  persistedTrends,
  type TrendSeries,
  type TrendsProgress,
  type TrendsResult,
  useTrendsStore,
} from './trends-store.ts';

const pool = new StatisticsPool(createStatisticsClient, workersForCores(globalThis.navigator?.hardwareConcurrency));

/** Trend, season, event and price effects of the total and of each category, and the market's indices with forecasts. */
export const trendsComputation = defineComputation({
  id: 'trends',
  step: 'trends',
  store: useTrendsStore,
  job: ({ job }) => job,
  put: (job) => ({ job }),
  inputs: { trends: versionInput(3), data: salesInput, horizonWeeks: horizonInput, seed: seedInput },
  share: ({ done }: TrendsProgress) => done,
  crashed: 'worker-crashed',
  onCancel: 'drop',
  turn: { after: [{ id: 'demand' }, { id: 'plan' }] },
  slice: persistedTrends,
  run: describeAll,
});

async function describeAll({ signal, isCurrent, show }: Run<TrendsProgress>): Promise<Outcome<TrendsResult>> {
  const dataset = currentDataset();
  if (!dataset?.panel) return { kind: 'cancelled' };
  const report = (done: number): void => show({ done });
  report(0);
  const { horizonWeeks, seed } = useSettingsStore.getState();
  const horizon = horizonPeriods(dataset, horizonWeeks);
  const prepared = await pool.run('prepareSeries', { dataset, horizon, holdout: horizon, products: 0 }, { signal });
  if (prepared.kind !== 'done') return prepared;
  const own = prepared.output.filter(({ id }) => !id.startsWith('market:'));
  const market = prepared.output.filter(({ id }) => id.startsWith('market:'));
  const steps = own.length + market.length;

  const measured = pool.run('measurePromotions', { dataset }, { signal });
  const wanted = own.flatMap(({ id }) => [false, true].map((price) => ({ category: categoryOf(id), price })));
  const effects = await pool.run('prepareEffects', { dataset, wanted }, { signal });
  const described = new Map<string, TrendSeries>();
  const waiting = [...own.entries()];
  await pool.each(
    () => waiting.shift(),
    async ([at, one], client) => {
      if (signal.aborted) return;
      described.set(one.id, await describeSeries(client, one, effects, 2 * at, signal));
      if (isCurrent()) report(described.size / steps);
    },
  );
  if (!isCurrent()) return { kind: 'cancelled' };
  const series = own.flatMap(({ id }) => described.get(id) ?? []);
  const answered = await pool.forecast(
    market,
    { horizon, origins: planBacktest(dataset, horizon).origins, methods: 'index', seed },
    { signal, onProgress: (done) => report((own.length + done * market.length) / steps) },
  );
  if (!answered) return { kind: 'cancelled' };
  const indices = market.map(({ id, start, frequency, values }, i): MarketSeries => {
    const answer = answered.answers[i];
    const forecast: MarketSeries['forecast'] = answer.ok ? { ok: true, value: answer.result } : answer;
    return { id: id as MarketSeries['id'], start, frequency, values, forecast };
  });
  const promotions = await measured;
  const taking = promotions.kind === 'done' ? { promotions: promotions.output } : {};
  return { kind: 'done', output: { series, market: indices, horizon, ...taking } };
}

/** Category of a series by its name; null for the total. */
function categoryOf(id: string): string | null {
  return id === 'total' ? null : id.slice('category:'.length);
}

/** `at`: place of the series' effects among those prepared, without the price; with it they come next. */
async function describeSeries(
  client: StatisticsClient,
  { id, start, frequency, values, measure }: PreparedSeries,
  prepared: JobResult<readonly PrepareEffectsOutput[]>,
  at: number,
  signal: AbortSignal,
): Promise<TrendSeries> {
  // Effects multiply demand; a week without a sale has no logarithm.
  const multiplicative = values.every((v) => Number.isNaN(v) || v > 0);
  const decomposition = await client.run(
    'decomposeSeries',
    { values, frequencies: [frequency], multiplicative },
    { signal },
  );
  const events = await measureEffects(client, prepared, at, signal);
  const price = await measureEffects(client, prepared, at + 1, signal);
  return { id, start, frequency, measure, values, multiplicative, decomposition: toPart(decomposition), events, price };
}

async function measureEffects(
  client: StatisticsClient,
  prepared: JobResult<readonly PrepareEffectsOutput[]>,
  at: number,
  signal: AbortSignal,
): Promise<Part<Effects>> {
  if (prepared.kind !== 'done') return { ok: false, issue: issueOf(prepared) };
  const { series, readings, roles, builtInEvents } = prepared.output[at];
  if (Object.keys(roles).length === 0) return { ok: false, issue: { code: 'no-drivers', severity: 'info' } };
  const estimate = await client.run('estimateEffects', { series, readings }, { signal });
  return estimate.kind === 'done'
    ? { ok: true, value: { estimate: estimate.output, roles, builtInEvents } }
    : { ok: false, issue: issueOf(estimate) };
}

function toPart<T>(result: JobResult<T>): Part<T> {
  return result.kind === 'done' ? { ok: true, value: result.output } : { ok: false, issue: issueOf(result) };
}
