import { afterEach, describe, expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { createChannelClient } from '#state/testing/channel-client.ts';
import type { HandlerTable } from '#workers/expose-handlers.ts';
import { createFreeControl } from '#workers/job-control.ts';
import type { PreparedSeries, StatisticsHandlers } from '#workers/statistics/contract.ts';
import { handlers } from '#workers/statistics/handlers.ts';
import { toBatches } from './series-batches.ts';
import { type ArrivedAnswer, StatisticsPool, workersForCores } from './statistics-pool.ts';

const open: MessagePort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

/** Workers made of real MessageChannels around the real handlers. */
function channelPool(size: number, table: HandlerTable = handlers): StatisticsPool {
  return new StatisticsPool(() => createChannelClient(table, (ports) => open.push(...ports)), size);
}

/** Like series with a level, a trend and noise; the last one without any observation, the one before intermittent. */
function plantShop(): PreparedSeries[] {
  const random = createRandom(11);
  const make = (id: string, values: Float64Array): PreparedSeries => ({
    id,
    values,
    frequency: 1,
    start: 18_000,
    measure: 'units',
    nonNegative: true,
  });
  const steady = Array.from({ length: 6 }, (_, i) =>
    make(
      `product:${i}`,
      Float64Array.from({ length: 40 }, (_v, t) => Math.max(0, 20 + t + 4 * random.normal())),
    ),
  );
  const rare = Float64Array.from({ length: 40 }, () => (random.next() < 0.3 ? 3 : 0));
  return [...steady, make('product:rare', rare), make('product:none', new Float64Array(40).fill(Number.NaN))];
}

/** Enough series for a model over all of them. */
function plantMany(): PreparedSeries[] {
  const random = createRandom(4);
  const [shop] = plantShop();
  return Array.from({ length: 22 }, (_, i) => {
    const values = Float64Array.from({ length: 40 }, (_v, t) => 20 + i + 5 * (t % 4) + 2 * random.normal());
    return { ...shop, id: `product:${i}`, values };
  });
}

const settings = {
  horizon: 4,
  origins: 2,
  between: 1,
  methods: ['naive', 'mean4', 'theta', 'combination'] as const,
  seed: 1,
};
const signal = (): AbortSignal => new AbortController().signal;

describe('StatisticsPool', () => {
  it('answers exactly as one job over all series does, whatever the number of workers', async () => {
    const series = plantShop();
    const whole = await handlers.forecastSeries({ ...settings, series, nonNegative: true }, createFreeControl());
    expect(whole.evidence.size).toBeGreaterThan(0);
    for (const size of [1, 3]) {
      const pooled = await channelPool(size).forecast(series, settings, { signal: signal(), onProgress: () => {} });
      const results = pooled?.answers.flatMap((answer) => (answer.ok ? [answer.result] : []));
      expect(results).toEqual(whole.results);
      expect(pooled?.evidence).toEqual(whole.evidence);
      expect(pooled?.answers.at(-1)).toMatchObject({ ok: false, issue: { code: 'no-observation' } });
    }
  });

  it('shows the naive forecast of every series first, then each series chosen by its own backtest', async () => {
    const arrived: ArrivedAnswer[] = [];
    const shares: number[] = [];
    await channelPool(2).forecast(plantShop(), settings, {
      signal: signal(),
      onProgress: (done, news) => {
        shares.push(done);
        arrived.push(...news);
      },
    });
    const first = arrived.slice(0, 7);
    expect(first.every(({ stage, answer }) => stage === 'first' && answer.ok && answer.result.chosen === 'naive')).toBe(
      true,
    );
    expect(new Set(arrived.slice(7).map(({ stage }) => stage))).toEqual(new Set(['own']));
    expect(arrived.slice(7)).toHaveLength(8);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(Math.max(...shares)).toBeLessThanOrEqual(1);
  });

  it('goes on in its progress while one model learns from all series, and keeps it for a later choice', async () => {
    const many = plantMany();
    const options = { ...settings, methods: ['naive', 'mean4', 'gbm', 'combination'] as const };
    const pool = channelPool(2);
    const shares: number[] = [];
    let seen = 0;
    const answer = await pool.forecast(many, options, {
      signal: signal(),
      onProgress: (done, arrived) => {
        seen += arrived.filter(({ stage }) => stage === 'own').length;
        if (seen === many.length) shares.push(done);
      },
    });
    // Every series has arrived and the rest of the way is still shown, in steps.
    expect(shares[0]).toBeLessThan(0.9);
    expect(new Set(shares).size).toBeGreaterThan(3);
    expect(shares.at(-1)).toBeCloseTo(1, 9);
    const scored = (found: typeof answer): boolean =>
      found?.answers.every(
        ({ ok, ...one }) => ok && 'result' in one && one.result.scores.some((s) => s.method === 'gbm'),
      ) ?? false;
    expect(scored(answer)).toBe(true);
    if (answer)
      expect(scored(await pool.decideAgain(many, answer, { signal: signal(), onProgress: () => {} }))).toBe(true);
    const whole = await handlers.forecastSeries({ ...options, series: many, nonNegative: true }, createFreeControl());
    expect(answer?.answers.map((one) => one.ok && one.result)).toEqual(whole.results);
  });

  it('does without the model over all series, and nothing else, when a worker dies on one of its fits', async () => {
    const many = plantMany();
    const table = {
      ...handlers,
      fitPooledModel: async (fit) => {
        if (fit.cut === 4) throw new Error('out of memory');
        return handlers.fitPooledModel(fit, createFreeControl());
      },
    } satisfies StatisticsHandlers;
    const forecast = { ...settings, methods: ['naive', 'mean4', 'gbm', 'combination'] as const };
    const options = { signal: signal(), onProgress: () => {} };
    const answer = await channelPool(2, table).forecast(many, forecast, options);
    const scored = answer?.answers.map((one) => one.ok && one.result.scores.map(({ method }) => method));
    for (const methods of scored ?? []) expect(methods).toEqual(expect.not.arrayContaining(['gbm']));
    for (const methods of scored ?? []) expect(methods).toContain('mean4');
    expect(scored).toHaveLength(many.length);
  });

  it('uses what an earlier computation found for a single series asked for later', async () => {
    const series = plantShop();
    const evidence = new Map([
      ['mean4', -3],
      ['theta', 1],
      ['combination', 1],
    ] as const);
    const own = { ...settings, between: 0 };
    const options = { signal: signal(), onProgress: () => {}, evidence };
    const swayed = await channelPool(1).forecast([series[0]], own, options);
    expect(swayed?.answers[0]).toMatchObject({ ok: true, result: { chosen: 'mean4' } });
    const alone = await channelPool(1).forecast([series[0]], own, { signal: signal(), onProgress: () => {} });
    expect(alone?.answers[0]).not.toMatchObject({ ok: true, result: { chosen: 'mean4' } });
  });

  it('loses one series, not its batch, when a worker dies on it', async () => {
    const table = {
      ...handlers,
      fitSeries: async (input, control) => {
        if (input.series.some(({ id }) => id === 'product:3')) throw new Error('out of memory');
        return handlers.fitSeries(input, control);
      },
    } satisfies StatisticsHandlers;
    const pooled = await channelPool(2, table).forecast(plantShop(), settings, {
      signal: signal(),
      onProgress: () => {},
    });
    const failed = plantShop().filter((_, i) => !pooled?.answers[i].ok);
    expect(failed.map(({ id }) => id)).toEqual(['product:3', 'product:none']);
    expect(pooled?.answers[3]).toMatchObject({ ok: false, issue: { code: 'worker-crashed' } });
  });

  it('answers null at once when cancelled', async () => {
    const abort = new AbortController();
    let seen = 0;
    const answer = channelPool(2).forecast(
      plantShop(),
      { ...settings, methods: 'auto', origins: 3 },
      {
        signal: abort.signal,
        onProgress: () => {
          seen++;
          abort.abort();
        },
      },
    );
    expect(await answer).toBeNull();
    expect(seen).toBeLessThan(6);
  });
});

describe('toBatches', () => {
  it('hands out every series once, the dearest first, no batch above its fair share', () => {
    const series = Array.from(
      { length: 200 },
      (_, i): PreparedSeries => ({
        id: String(i),
        values: new Float64Array(40 + i).fill(1),
        frequency: 52,
        start: 0,
        measure: 'units',
        nonNegative: i % 10 > 0,
      }),
    );
    const batches = toBatches(series, 2, 4);
    expect(new Set(batches.flatMap((batch) => batch.series.map(({ id }) => id))).size).toBe(200);
    expect(batches.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(Math.max(...batches.map(({ share }) => share))).toBeLessThan(1 / 32 + 1 / 200);
    expect(batches.every(({ series: own, nonNegative }) => own.every((one) => one.nonNegative === nonNegative))).toBe(
      true,
    );
    const shares = batches.map(({ share }) => share);
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
  });

  it('has one worker a core', () => {
    expect([1, 2, 4, 8, 64].map(workersForCores)).toEqual([1, 2, 4, 8, 8]);
  });
});
