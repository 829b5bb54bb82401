import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Candidate } from '#engine/panel/candidate.ts';
import { offeredCurve } from '#engine/planning/problem/launch-instance.ts';
import { LaunchSimulation } from '#engine/planning/problem/launch-simulation.ts';
import { validateInstance } from '#engine/planning/problem/validate-instance.ts';
import { pricesOfPanel } from '#engine/pricing/panel-prices.ts';
import { designPriceTest } from '#engine/pricing/price-test.ts';
import { readFacts } from '#storage/slices/slices.ts';
import { createFreeControl, JobCancelled } from '#workers/job-control.ts';
import { handlers } from '../../../scripts/engine/node-candidates.ts';
import { sample, sampleForecast, samplePanel, sampleQuestion } from '../../../scripts/engine/testing/sample-world.ts';
import offer from '../../../scripts/engine/verbs/offer.ts';
import plan from '../../../scripts/engine/verbs/plan.ts';
import priceResponse from '../../../scripts/engine/verbs/price-response.ts';
import type { Verb } from '../../../scripts/engine.ts';

const panel = samplePanel;
const { calendar } = sample;
const forecast = (candidates: readonly Candidate[]) =>
  handlers.forecastCandidates({ ...sampleQuestion, candidates }, createFreeControl());
const first = sampleForecast;
const rows = new Map((first.prices ?? []).map(({ candidateId, rows: own }) => [candidateId, own]));
/** Every candidate at the lowest price of its table; at its own where it has none. */
const cheaper = sample.candidates.map((candidate) => ({
  ...candidate,
  price: rows.get(candidate.id)?.[0].price ?? candidate.price,
  planPrice: candidate.price,
}));
const second = await forecast(cheaper);
const build = (candidates: readonly Candidate[], { forecasts, priceResponse }: typeof first) =>
  handlers.buildInstance(
    {
      ...{
        panel,
        calendar,
        candidates,
        forecasts,
        priceResponse,
        outlooks: [],
        currency: 'CNY',
        weeks: 26,
        start: null,
      },
      constraints: { capacity: 3, capacityByWeek: [], budget: null, budgetPeriods: [], blackouts: [], categories: [] },
      ...{ scenarios: 20, alpha: 0.9, seed: 1 },
    },
    createFreeControl(),
  );

const moved = cheaper.filter(({ price, planPrice }) => price !== planPrice);
/** The first few of them as problems: at the prices of the table, and at those that the file has. */
const few = new Set(moved.slice(0, 4).map(({ id }) => id));
const ofTable = await build(
  sample.candidates.filter(({ id }) => few.has(id)),
  first,
);
const ofFile = await build(
  cheaper.filter(({ id }) => few.has(id)),
  second,
);

test('a price in the file, in the table and in the plan brings the same demand', async () => {
  expect(moved.length).toBeGreaterThan(15);
  for (const { id } of moved) {
    const [before, after] = [first, second].map(({ forecasts }) => forecasts.find((each) => each.id === id));
    const [row] = rows.get(id) ?? [];
    expect(after!.total / row.units).toBeCloseTo(1, 12);
    expect(after!.total).toBeGreaterThan(before!.total);
    // Nothing but the response: the cross-section of prices says -0.7, whatever the category.
    const { newProduct } = first.priceResponse.find(
      ({ category }) => category === moved.find((one) => one.id === id)?.category,
    )!;
    const candidate = moved.find((one) => one.id === id)!;
    expect(Math.log(after!.total / before!.total) / Math.log(candidate.price / candidate.planPrice)).toBeCloseTo(
      newProduct!.value,
      9,
    );
  }
  expect(validateInstance(ofFile.instance)).toEqual([]);
  ofFile.instance.products.forEach((product, i) => {
    const before = ofTable.instance.products[i];
    expect([product.price, product.peakDemand]).toEqual([before.price, before.peakDemand]);
    if (!product.options || product.options[0].priceByAge[0] === product.price) return;
    // The file's price in one problem and the same offer among the other's options: the same money in every week and scenario.
    const [own] = product.options;
    const as = { ...before, options: [own], kappa: product.kappa!, lot: product.lot! };
    const other = { ...ofTable.instance, products: ofTable.instance.products.with(i, as) };
    const [a, b] = [ofFile.instance, other].map((instance) => new LaunchSimulation(instance, i));
    for (const t of [0, 7]) {
      a.run(t, 0);
      b.run(t, 0);
      a.profit.forEach((money, s) => {
        expect(money / b.profit[s]).toBeCloseTo(1, 12);
      });
    }
    // What the planner and the monitor expect of it is what the forecast says.
    const { neutralTotal } = second.forecasts.find(({ id }) => id === product.id)!;
    const expected = offeredCurve(ofFile.instance, i)
      .slice(0, 13)
      .reduce((sum, share) => sum + product.peakDemand * share, 0);
    expect(expected / neutralTotal).toBeCloseTo(1, 2);
  });
});

test('the verbs answer alike: the response from the same weeks, what an offer makes of a plan, and the plan itself', async () => {
  const run = (verb: Verb, input: unknown, words: readonly string[] = []) =>
    verb({ words, resolveFile: (file) => file, readInput: async () => input, note: () => {} });
  const history = pricesOfPanel(panel);
  const { products, product, week, price, demand, deal } = history;
  const rows = Array.from(product, (p, row) => ({
    ...{ product: products[p].id, week: week[row], price: price[row], units: demand[row] },
    ...(deal ? { deal: deal[row] } : {}),
  }));
  const listed = products.map(({ id, category }) => ({ id, category: history.categories[category] }));
  const { answers } = (await run(priceResponse, { products: listed, rows })) as { answers: typeof first.priceResponse };
  let told = 0;
  for (const { category, verdict, regular, promotional } of first.priceResponse) {
    const answer = answers.find((own) => own.category === category);
    expect([category, answer?.verdict]).toEqual([category, verdict]);
    for (const [own, other] of [[regular, answer?.regular] as const, [promotional, answer?.promotional] as const]) {
      if (!own) continue;
      told += 1;
      expect([other!.value / own.value, other!.error / own.error].map((ratio) => Math.abs(ratio - 1) < 1e-9)).toEqual([
        true,
        true,
      ]);
    }
  }
  expect(told).toBeGreaterThan(3);

  const [{ instance: table }, { instance: file }] = [ofTable, ofFile];
  // The file's price, and the same offer in the problem of the table's prices.
  const alike = {
    ...table,
    products: table.products.map((own, i) => {
      const { lot = 1, kappa = 1, options = [] } = file.products[i];
      return { ...own, lot, kappa, options: options.slice(0, 1) };
    }),
  };
  const single = {
    ...file,
    products: file.products.map((own) => ({ ...own, options: (own.options ?? []).slice(0, 1) })),
  };
  const filed = (instance: typeof table) => ({
    ...instance,
    products: instance.products.map((own) => ({ ...own, planPrice: own.price })),
  });
  const places = table.products.map(() => -1);
  for (const { id } of table.products) {
    const [a, b] = (await Promise.all(
      [alike, single].map((instance) => run(offer, { instance: filed(instance), product: id, plan: places })),
    )) as { offers: { value: number }[] }[];
    a.offers.forEach(({ value }, at) => {
      expect(value / b.offers[at].value).toBeCloseTo(1, 9);
    });
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'price-answer-'));
  const values = await Promise.all(
    [alike, single].map(async (instance, k) => {
      const name = path.join(folder, `${k}.json`);
      writeFileSync(name, JSON.stringify(filed(instance)));
      return ((await run(plan, null, [name, '--moves', '20000'])) as { value: number }).value;
    }),
  );
  rmSync(folder, { recursive: true });
  expect(values[0] / values[1]).toBeCloseTo(1, 9);
  expect(values[0]).toBeGreaterThan(0);
}, 180_000);

test('where the response is refused, a price changes no demand and that is said; beyond the prices seen none is brought', async () => {
  const refused = first.priceResponse.filter(({ verdict }) => verdict !== 'estimate').map(({ category }) => category);
  const asked = sample.candidates.map((candidate) => ({
    ...candidate,
    price: candidate.price / 2,
    planPrice: candidate.price,
  }));
  const { forecasts } = await forecast(asked);
  asked.forEach(({ id, category }, i) => {
    const { total, issues } = forecasts[i];
    const code = refused.includes(category) ? 'price-response-unknown' : 'price-beyond-seen';
    expect([id, issues.some((issue) => issue.code === code)]).toEqual([id, true]);
    if (refused.includes(category)) expect(total).toBe(first.forecasts[i].total);
  });
});

test('price tests are designed of what tells no response alone, end on a cancel, and are persisted', async () => {
  const input = { panel: samplePanel, key: sampleQuestion.key };
  const tests = await handlers.designPriceTests(input, createFreeControl());
  const prices = pricesOfPanel(samplePanel);
  const untold = first.priceResponse.flatMap(({ reason }, category) => (reason === null ? [] : [category]));
  expect(untold.length).toBeLessThan(samplePanel.categories.length);
  expect(tests).toEqual(untold.map((category) => designPriceTest(prices, category)));
  expect(tests.length).toBeGreaterThan(0);
  expect(readFacts('price-tests', 1, { status: 'ready', inputHash: 'x', result: tests }).kind).toBe('read');
  const stopped = { ...createFreeControl<{ readonly done: number }>(), cancelled: () => true };
  await expect(handlers.designPriceTests(input, stopped)).rejects.toThrow(JobCancelled);
});
