import { expose } from 'comlink';
import { afterAll, expect, test } from 'vitest';
import { plantPanel, withLaunchPrices } from '#engine/launch/testing/simulated-panel.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import { createWorkerApi } from '#workers/expose-handlers.ts';
import { createWorkerClient, type WorkerLike } from '#workers/worker-client.ts';
import { quickHandlers as handlers } from '../../../scripts/engine/node-candidates.ts';
import type { CandidatesHandlers, ForecastCandidatesInput } from './contract.ts';

/** Candidates and histories that say little, through the worker: a usable answer with a wide range and the reason. */
const simulated = plantPanel(2);
const { calendar } = simulated;
const panel = {
  ...withLaunchPrices(simulated.panel),
  products: simulated.panel.products.map((product, row) => ({
    ...product,
    attributes: { material: row % 2 ? 'glass' : 'steel' },
  })),
};
const plain: Candidate = {
  id: 'plain',
  name: '灯具 Lighting 99',
  category: panel.categories[0],
  attributes: { material: 'steel' },
  price: 80,
  unitCost: 30,
  mustLaunch: false,
  effort: 1,
  row: 2,
};
const odd: readonly Candidate[] = [
  plain,
  { ...plain, id: 'twin' },
  { ...plain, id: 'unpriced', price: Number.NaN },
  { ...plain, id: 'unseen category', category: '风筝' },
  { ...plain, id: 'unseen attribute', attributes: { material: 'titanium' } },
  {
    ...plain,
    id: 'stranger',
    name: 'Kite 风筝',
    category: 'Kites',
    attributes: { material: 'paper' },
    price: 4000,
  },
];
const input: ForecastCandidatesInput = {
  panel,
  calendar,
  candidates: odd,
  horizon: 13,
  hitThreshold: null,
  preferences: [],
};

const client = createWorkerClient<CandidatesHandlers>(() => {
  const { port1, port2 } = new MessageChannel();
  expose(createWorkerApi(handlers), port2);
  return Object.assign(port1, {
    terminate: () => {
      port1.close();
      port2.close();
    },
  }) as unknown as WorkerLike;
});
afterAll(() => client.terminate());

async function forecast(own: Partial<ForecastCandidatesInput> = {}) {
  const answer = await client.run('forecastCandidates', { ...input, ...own });
  if (answer.kind !== 'done') throw new Error(`${answer.kind} ${'code' in answer ? answer.code : ''}`);
  return answer.output;
}

const output = await forecast();
const of = (id: string) => {
  const found = output.forecasts.find((entry) => entry.id === id);
  if (!found) throw new Error(`no forecast of ${id}`);
  return found;
};
const reasons = (id: string): string[] => of(id).issues.map(({ code }) => code);

test('every odd candidate is forecast: finite, in order, never below zero', () => {
  for (const each of output.forecasts) {
    const ascending = [each.totalLo95, each.totalLo80, each.totalMedian, each.totalHi80, each.totalHi95];
    expect(ascending.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
    expect(ascending).toEqual([...ascending].sort((a, b) => a - b));
    expect(each.total).toBeGreaterThan(0);
  }
});

test('identical candidates: the same forecast to the last bit', () => {
  expect({ ...of('twin'), id: 'plain' }).toEqual(of('plain'));
  expect(reasons('plain')).toEqual([]);
});

test.each([
  ['unpriced', 'missing-price', 1],
  ['unseen category', 'unseen-category', 1],
  ['unseen attribute', 'unseen-attribute', 0.9],
  ['stranger', 'no-similar-launch', 1],
] as const)('%s: says %s, its range is as wide or wider', (id, code, width) => {
  expect(reasons(id)).toContain(code);
  expect(of(id).logSpread).toBeGreaterThan(width * of('plain').logSpread);
});

test('the plan takes those with a price, and says which it leaves out', async () => {
  const answer = await client.run('buildInstance', {
    panel,
    calendar,
    candidates: odd,
    forecasts: output.forecasts,
    outlooks: [],
    constraints: { capacity: 2, capacityByWeek: [], budget: null, budgetPeriods: [], blackouts: [], categories: [] },
    currency: 'CNY',
    weeks: 12,
    start: null,
    scenarios: 20,
    alpha: 0.9,
    seed: 1,
  });
  if (answer.kind !== 'done') throw new Error(answer.kind);
  expect(answer.output.instance.products.map(({ id }) => id)).toEqual(
    odd.map(({ id }) => id).filter((id) => id !== 'unpriced'),
  );
  expect(answer.output.issues.map(({ code }) => code)).toContain('candidate-without-price');
});

test('one launch: a wide range that says so, no hit, no backtest', async () => {
  const [first, ...others] = output.findings.filter(({ exclusion }) => exclusion === null);
  const corrections = { excluded: others.map(({ productId }) => productId), included: [], firstWeek: {} };
  const one = await forecast({ corrections });
  expect([one.launchesUsed, one.backtest, one.hitThreshold]).toEqual([1, null, Number.NaN]);
  const found = one.forecasts.find(({ id }) => id === 'plain');
  expect(found?.hitProbability).toBeNaN();
  expect(found?.issues).toContainEqual(
    expect.objectContaining({ code: 'one-launch', params: { candidate: 'plain', launch: first.name } }),
  );
  expect((found?.totalHi80 ?? 0) / (found?.totalLo80 ?? 1)).toBeGreaterThan(6);
  const [none] = (
    await forecast({ corrections: { ...corrections, excluded: [...corrections.excluded, first.productId] } })
  ).issues;
  expect(none.code).toBe('no-launches-fallback');
});
