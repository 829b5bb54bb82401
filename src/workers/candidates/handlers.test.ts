import { expose } from 'comlink';
import { expect, test } from 'vitest';
import { quickTrainer } from '#engine/launch/testing/quick-trainer.ts';
import { plantPanel, withLaunchPrices } from '#engine/launch/testing/simulated-panel.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { CandidatesHandlers, ColdStartProgress, ForecastCandidatesInput } from '#workers/candidates/contract.ts';
import { createCandidatesHandlers } from '#workers/candidates/handlers.ts';
import { createWorkerApi } from '#workers/expose-handlers.ts';
import { createFreeControl, JobRefused } from '#workers/job-control.ts';
import { createWorkerClient, type WorkerLike } from '#workers/worker-client.ts';
import { quickHandlers as handlers, handlers as kernelHandlers } from '../../../scripts/engine/node-candidates.ts';

const { panel: planted, calendar } = plantPanel(2);
const panel = withLaunchPrices(planted);
const candidate: Candidate = {
  id: 'N1',
  name: '灯具 Lighting 99',
  category: panel.categories[0],
  attributes: {},
  price: 80,
  unitCost: 30,
  mustLaunch: false,
  effort: 1,
  row: 2,
};
const input: ForecastCandidatesInput = {
  panel,
  calendar,
  candidates: [candidate],
  horizon: 13,
  hitThreshold: null,
  preferences: [],
};

async function refusal(run: Promise<unknown>): Promise<string> {
  try {
    await run;
    return 'answered';
  } catch (error) {
    return error instanceof JobRefused ? error.code : String(error);
  }
}

/** The worker's table behind a real MessageChannel. */
function startClient() {
  return createWorkerClient<CandidatesHandlers>(() => {
    const { port1, port2 } = new MessageChannel();
    expose(createWorkerApi(handlers), port2);
    return Object.assign(port1, {
      terminate: () => {
        port1.close();
        port2.close();
      },
    }) as unknown as WorkerLike;
  });
}

test('from a dataset to forecasts and an instance, through the worker', async () => {
  const client = startClient();
  const seen: ColdStartProgress[] = [];
  const answer = await client.run('forecastCandidates', input, { onProgress: (progress) => seen.push(progress) });
  expect(answer.kind).toBe('done');
  if (answer.kind !== 'done') return;
  const { forecasts, byLaunchWeek, findings, launchesUsed } = answer.output;
  expect([forecasts.length, findings.length, launchesUsed > 8]).toEqual([1, 60, true]);
  expect(byLaunchWeek[0].total).toHaveLength(52);
  // the season of the first category peaks at New Year, the sums over 13 weeks differ by its waves
  const { total } = byLaunchWeek[0];
  expect(Math.max(...total) / Math.min(...total)).toBeGreaterThan(1.4);
  expect(total[0]).toBe(Math.round(forecasts[0].total * 100) / 100);
  const instance = await client.run('buildInstance', {
    panel,
    calendar,
    candidates: [candidate],
    forecasts,
    outlooks: [],
    constraints: { capacity: 1, capacityByWeek: [], budget: null, budgetPeriods: [], blackouts: [], categories: [] },
    currency: 'CNY',
    weeks: 12,
    start: null,
    scenarios: 40,
    alpha: 0.9,
    seed: 1,
  });
  expect(instance.kind === 'done' && instance.output.instance.products[0].id).toBe('N1');
  await expect.poll(() => seen.map(({ phase }) => phase)).toContain('forecast');
  client.terminate();
});

test('a cancel stops it', async () => {
  const client = startClient();
  const stop = new AbortController();
  const answer = client.run('forecastCandidates', input, { signal: stop.signal });
  stop.abort();
  expect((await answer).kind).toBe('cancelled');
  client.terminate();
});

test('refusals say what is missing', async () => {
  const run = (own: Partial<ForecastCandidatesInput>) =>
    refusal(handlers.forecastCandidates({ ...input, ...own }, createFreeControl()));
  expect(await run({ panel: { ...panel, period: 'month' } })).toBe('monthly-panel');
  expect(await run({ panel: { ...panel, products: [] } })).toBe('no-launches');
  expect(await run({ candidates: [] })).toBe('no-candidates');
  expect(await run({ horizon: 0 })).toBe('launch-horizon-out-of-range');
});

test('a pin is answered from what the data taught before: by far fewer trainings, and to the last bit the same', async () => {
  let trainings = 0;
  const counted = createCandidatesHandlers(
    () => Promise.reject(new Error('asked for the kernel')),
    async () => ({
      ...quickTrainer,
      train: (...given) => {
        trainings += 1;
        return quickTrainer.train(...given);
      },
    }),
  );
  const run = async (own: Partial<ForecastCandidatesInput>) => {
    trainings = 0;
    const output = await counted.forecastCandidates({ ...input, ...own }, createFreeControl());
    return { output, trainings };
  };
  const key = 'planted';
  const before = await run({ key });
  const [first] = before.output.forecasts[0].analogues;
  const preferences = [{ candidateId: 'N1', launchId: first.launchId, wish: 'pin' }] as const;
  const after = await run({ key, preferences });
  expect(before.trainings).toBeGreaterThan(20);
  expect(after.trainings).toBeLessThan(0.2 * before.trainings);
  expect(after.output.forecasts[0].total).not.toBe(before.output.forecasts[0].total);
  expect(after.output).toEqual((await run({ preferences })).output);
  const corrections = { excluded: [first.launchId], included: [], firstWeek: {} };
  const other = await run({ key, corrections });
  expect(other.output.launchesUsed).toBe(before.output.launchesUsed - 1);
});

test('a candidate that has begun to sell is updated by its first weeks', async () => {
  const row = panel.products.findIndex(({ id }) => id === 'P59');
  const first = (panel.products[row].firstSale - panel.start) / 7;
  const begun = { ...candidate, id: 'P59', name: panel.products[row].name, category: panel.categories[1], price: 109 };
  const run = async (weeks: number) => {
    const cut = { ...panel, completeTo: first + weeks };
    const { forecasts } = await handlers.forecastCandidates(
      { ...input, panel: cut, candidates: [begun] },
      createFreeControl(),
    );
    return forecasts[0];
  };
  const units = panel.units.slice(row * panel.periods + first, row * panel.periods + first + 13);
  const actual = units.reduce((a, b) => a + b, 0);
  const [after1, after8] = [await run(1), await run(8)];
  expect([after1.observedWeeks, after8.observedWeeks, after8.launchWeek]).toEqual([
    1,
    8,
    panel.products[row].firstSale,
  ]);
  expect(Math.abs(after8.total / actual - 1)).toBeLessThan(0.15);
  // The error of 8 weeks' extrapolation lies in the 5 weeks to come: ranges that cover are not half as wide yet.
  expect(after8.logSpread).toBeLessThan(0.65 * after1.logSpread);
  expect(after8.contributions.some(({ source }) => source === 'observed')).toBe(true);
});

/** The first weeks of the panel, none of them wholly covered by the log. */
function firstWeeks(weeks: number): ForecastCandidatesInput['panel'] {
  const sold = panel.products
    .map((product, row) => ({ product, row }))
    .filter(({ product }) => product.firstSale < panel.start + 7 * weeks);
  const cut = (column: Float64Array) =>
    Float64Array.from(sold.flatMap(({ row }) => [...column.slice(row * panel.periods, row * panel.periods + weeks)]));
  return {
    ...panel,
    periods: weeks,
    products: sold.map(({ product }) => ({
      ...product,
      lastSale: Math.min(product.lastSale, panel.start + 7 * weeks - 1),
    })),
    units: cut(panel.units),
    revenue: cut(panel.revenue),
    price: cut(panel.price),
    promotion: null,
    views: null,
    visitors: null,
    dwellSeconds: null,
    carts: null,
    favourites: null,
    stockOut: null,
    completeFrom: 1,
    completeTo: 1,
  };
}

test.each([
  ['too few weeks', { ...panel, completeTo: 12 }],
  ['no week that the log covers wholly', firstWeeks(2)],
])('without a launch in the history, forecasts from what the range sells and says so: %s', async (_, short) => {
  const output = await handlers.forecastCandidates({ ...input, panel: short }, createFreeControl());
  expect(output.issues[0]).toMatchObject({ code: 'no-launches-fallback', severity: 'warning' });
  expect([output.hitThreshold, output.backtest]).toEqual([Number.NaN, null]);
  for (const { total, totalLo80, totalHi80, hitProbability } of output.forecasts) {
    // What a hit is can't be known without a launch.
    expect(hitProbability).toBeNaN();
    expect(total).toBeGreaterThan(0);
    // Nothing but the spread between products is known: the range is wide.
    expect(totalHi80 / totalLo80).toBeGreaterThan(1.5);
  }
});

test('where the kernel cannot be had, plain loops train: the answer says so, and the figures are those of the kernel', async () => {
  let reads = 0;
  const poor = createCandidatesHandlers(() => {
    reads += 1;
    return Promise.reject(new Error('offline'));
  });
  const named = { ...input, key: 'poor' };
  const own = await poor.forecastCandidates(named, createFreeControl());
  expect(own.issues.map(({ code }) => code)).toContain('perceptron-in-loops');
  const theirs = await kernelHandlers.forecastCandidates(named, createFreeControl());
  expect(theirs.issues.map(({ code }) => code)).not.toContain('perceptron-in-loops');
  const levelOf = ({ forecasts }: typeof own) =>
    forecasts[0].levelByModel.find(({ model }) => model === 'perceptron')?.median ?? Number.NaN;
  // Two answers, not one taken from the other's memory.
  expect(levelOf(own)).not.toBe(levelOf(theirs));
  expect(Math.abs(levelOf(own) / levelOf(theirs) - 1)).toBeLessThan(1e-3);
  expect(Math.abs(own.forecasts[0].total / theirs.forecasts[0].total - 1)).toBeLessThan(1e-3);
  await poor.forecastCandidates(named, createFreeControl());
  expect(reads).toBe(2);
});
