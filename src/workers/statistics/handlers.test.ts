import { describe, expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { exposeHandlers } from '#workers/expose-handlers.ts';
import { createFreeControl, JobRefused } from '#workers/job-control.ts';
import type { ForecastSeriesInput, ForecastSeriesProgress, StatisticsHandlers } from '#workers/statistics/contract.ts';
import { forecastSeries, handlers } from '#workers/statistics/handlers.ts';
import { createWorkerClient, type WorkerLike } from '#workers/worker-client.ts';

const weeks = 156;
const season = (t: number): number => 40 * Math.sin((2 * Math.PI * t) / 52);

/** Three years of weekly demand with a season, a promotion that lifts sales by 60 %, and noise. */
function plantWeekly(seed: number): { values: Float64Array; promotion: Float64Array; newPromotion: Float64Array } {
  const random = createRandom(seed);
  const whole = Float64Array.from({ length: weeks + 13 }, (_, t) => (t % 17 === 4 ? 1 : 0));
  const values = Float64Array.from({ length: weeks }, (_, t) => {
    const level = (200 + season(t)) * (whole[t] === 1 ? 1.6 : 1);
    return Math.round(level * Math.exp(0.06 * random.normal()));
  });
  return { values, promotion: whole.slice(0, weeks), newPromotion: whole.slice(weeks) };
}

function job(overrides: Partial<ForecastSeriesInput> = {}): ForecastSeriesInput {
  const { values, promotion, newPromotion } = plantWeekly(3);
  return {
    series: [
      {
        id: 'mugs',
        values,
        frequency: 52,
        xreg: [{ name: 'promotion', values: promotion }],
        newXreg: [{ name: 'promotion', values: newPromotion }],
      },
    ],
    horizon: 13,
    methods: 'auto',
    origins: 2,
    seed: 1,
    ...overrides,
  };
}

describe('forecastSeries', () => {
  it('beats seasonal naive on planted weekly demand and says by how much; naive arrives first', async () => {
    const seen: ForecastSeriesProgress[] = [];
    const { results, refused } = await forecastSeries(
      job(),
      createFreeControl((p) => {
        seen.push(p);
      }),
    );
    expect(refused).toEqual([]);
    const [result] = results;
    expect(result.reason).toBe('won-backtest');
    expect(result.baseline).toBe('snaive');
    const own = result.scores.find(({ method }) => method === result.chosen);
    expect(own?.valueAdded).toBeGreaterThan(30);
    expect(own?.coverage95).toBeGreaterThan(75);
    expect(result.forecasts[0].method).toBe(result.chosen);
    expect(result.folds.filter((f) => f.method === result.chosen)).toHaveLength(2);
    const [first] = seen;
    expect(first.kind === 'forecast' && first.forecast.method).toBe('snaive');
    expect(seen.at(-1)).toMatchObject({ kind: 'series', done: 1 });
  });

  it('gives bit-identical fold forecasts when everything after the cut changes', async () => {
    const original = job({ origins: 1 });
    const [series] = original.series;
    const cut = weeks - 13;
    const changed = series.values.map((v, t) => (t < cut ? v : 9 * v + 1e4));
    const other = { ...original, series: [{ ...series, values: changed }] };
    const run = async (input: ForecastSeriesInput): Promise<string> => {
      const single = { ...input, methods: ['auto-arima'] as const };
      const { results } = await forecastSeries(single, createFreeControl());
      const fold = results[0].folds.find((f) => f.method === 'auto-arima');
      return JSON.stringify([fold?.trainingLength, Array.from(fold?.forecast.mean ?? [])]);
    };
    expect(await run(other)).toBe(await run(original));
  });

  it('says no skill on a random walk that nothing beats, or a claim backed by a positive gain', async () => {
    const random = createRandom(5);
    let level = 1000;
    const values = Float64Array.from({ length: 120 }, () => {
      level += 10 * random.normal();
      return level;
    });
    const { results } = await forecastSeries(
      { series: [{ id: 'walk', values, frequency: 1 }], horizon: 8, methods: ['mean13', 'naive'], origins: 3, seed: 1 },
      createFreeControl(),
    );
    expect(results[0].chosen).toBe('naive');
    expect(results[0].reason).toBe('no-skill');
  });

  it.each([
    ['all zeros', new Float64Array(80)],
    ['one observation', Float64Array.of(12)],
    ['ten million in one week', Float64Array.from({ length: 80 }, (_, t) => (t === 40 ? 1e7 : 20 + (t % 5)))],
    ['holes', Float64Array.from({ length: 80 }, (_, t) => (t % 3 === 0 ? Number.NaN : 20 + (t % 5)))],
    ['negative demand', Float64Array.from({ length: 80 }, (_, t) => (t % 9 === 0 ? -4 : 20 + (t % 5)))],
    ['mostly zero', Float64Array.from({ length: 80 }, (_, t) => (t % 11 === 0 ? 3 : 0))],
  ])('%s: an answer without NaN', async (_, values) => {
    const { results } = await forecastSeries(
      { series: [{ id: 'a', values, frequency: 52 }], horizon: 13, methods: 'auto', origins: 2, seed: 1 },
      createFreeControl(),
    );
    const [{ forecast }] = results[0].forecasts;
    for (const column of Object.values(forecast) as Float64Array[]) {
      expect(column).toHaveLength(13);
      expect(column.every((v) => Number.isFinite(v) && v >= 0)).toBe(true);
    }
  });

  it('measures a product younger than a season against naive, with scores that are numbers', async () => {
    const { values } = plantWeekly(9);
    const young = values.map((v, t) => (t < 110 ? Number.NaN : v));
    const { results } = await forecastSeries(
      { series: [{ id: 'young', values: young, frequency: 52 }], horizon: 8, methods: 'auto', origins: 2, seed: 1 },
      createFreeControl(),
    );
    expect(results[0].baseline).toBe('naive');
    for (const score of results[0].scores) expect(Number.isFinite(score.mase)).toBe(true);
  });

  it('pools the evidence of like series: a choice within a job of many follows what is best for most', async () => {
    const series = [1, 2, 3, 4, 5, 6].map((seed) => ({
      ...job().series[0],
      id: String(seed),
      values: plantWeekly(seed).values,
    }));
    const methods = ['naive', 'mean13', 'dynreg-log'] as const;
    const { results } = await forecastSeries(job({ series, methods, origins: 1 }), createFreeControl());
    for (const result of results) expect(result.chosen).toBe('dynreg-log');
  });

  it('refuses a series of infinite or no values by name and goes on with the others', async () => {
    const { results, refused } = await forecastSeries(
      {
        series: [
          { id: 'infinite', values: Float64Array.of(1, Number.POSITIVE_INFINITY, 2), frequency: 1 },
          { id: 'empty', values: Float64Array.of(Number.NaN, Number.NaN), frequency: 1 },
          { id: 'fine', values: Float64Array.from({ length: 40 }, (_, t) => 5 + (t % 3)), frequency: 1 },
        ],
        horizon: 4,
        methods: ['mean4'],
        origins: 1,
        seed: 1,
      },
      createFreeControl(),
    );
    expect(refused.map((r) => [r.seriesId, r.issue.code])).toEqual([
      ['infinite', 'infinite-value'],
      ['empty', 'no-observation'],
    ]);
    expect(results.map((r) => r.seriesId)).toEqual(['fine']);
  });

  it('refuses a job without series', async () => {
    await expect(forecastSeries(job({ series: [] }), createFreeControl())).rejects.toBeInstanceOf(JobRefused);
  });

  it('runs and cancels through a real message channel', async () => {
    const client = createWorkerClient<StatisticsHandlers>(() => {
      const { port1, port2 } = new MessageChannel();
      exposeHandlers(handlers, port2 as never);
      port1.start();
      const terminate = (): void => {
        port1.close();
        port2.close();
      };
      return Object.assign(port1, { terminate }) as unknown as WorkerLike;
    });
    const abort = new AbortController();
    const many = Array.from({ length: 40 }, (_, i) => ({ ...job().series[0], id: String(i) }));
    const running = client.run('forecastSeries', job({ series: many }), {
      signal: abort.signal,
      onProgress: () => abort.abort(),
    });
    expect(await running).toEqual({ kind: 'cancelled' });
    client.terminate();
  });
});

describe('estimateEffects', () => {
  it('finds the planted promotion', async () => {
    const { values, promotion } = plantWeekly(4);
    const { effects, model } = await handlers.estimateEffects(
      {
        series: { id: 'a', values, frequency: 52, xreg: [{ name: 'promotion', values: promotion }] },
        readings: { promotion: 'dummy' },
      },
      createFreeControl(),
    );
    expect(effects).toHaveLength(1);
    expect(effects[0].lo95).toBeLessThan(60);
    expect(effects[0].hi95).toBeGreaterThan(60);
    expect(effects[0].hi95 - effects[0].lo95).toBeLessThan(30);
    expect(effects[0].pValue).toBeLessThan(1e-6);
    expect(model.label).toContain('ARIMA');
  });
});

describe('decomposeSeries', () => {
  it('gives parts that add up and finds the season', async () => {
    const { values } = plantWeekly(6);
    const parts = await handlers.decomposeSeries(
      { values, frequencies: [52], multiplicative: false },
      createFreeControl(),
    );
    for (let t = 0; t < weeks; t++)
      expect(parts.trend[t] + parts.seasonal[0].values[t] + parts.remainder[t]).toBeCloseTo(values[t], 6);
    expect(parts.seasonalStrength).toBeGreaterThan(0.5);
  });
});
