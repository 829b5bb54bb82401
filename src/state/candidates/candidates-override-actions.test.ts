import { expect, test, vi } from 'vitest';
import { plantPanel, withLaunchPrices } from '#engine/launch/testing/simulated-panel.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import { noFacts, useDatasetStore } from '#state/data/dataset-store.ts';
import { planComputation } from '#state/plan/plan-actions.ts';
import { usePlanStore } from '#state/plan/plan-store.ts';
import { historyToRedo, historyToUndo } from '#state/runtime/edit-history.ts';
import { reloaded } from '#state/testing/reloaded.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers as planningHandlers } from '#workers/planning/handlers.ts';
import { quickHandlers as candidatesHandlers } from '../../../scripts/engine/node-candidates.ts';
import { candidatesComputation, choicesHistory, countLaunch, setCategories } from './candidates-actions.ts';
import { changeForecast, overrideHistory, undoOverride, withdrawOverride } from './candidates-override-actions.ts';
import { persistedCandidates, useCandidatesStore } from './candidates-store.ts';

// The workers need a browser; what they run does not.
vi.mock('#workers/candidates/client.ts', () => ({
  createCandidatesClient: () => ({
    run: async (name: 'forecastCandidates', input: never) => ({
      kind: 'done',
      output: await candidatesHandlers[name](input, createFreeControl()),
    }),
  }),
}));
vi.mock('#workers/planning/client.ts', () => ({
  createPlanningClient: () => ({
    run: async (name: 'optimise', input: object) => ({
      kind: 'done',
      output: await planningHandlers[name](
        (name === 'optimise' ? { ...input, moves: 3000 } : input) as never,
        createFreeControl(),
      ),
    }),
  }),
}));

const { panel: planted, calendar } = plantPanel(2);
const panel = withLaunchPrices(planted);
const candidates = ['A', 'B', 'C'].map(
  (id, row): Candidate => ({
    id,
    name: `灯具 Lighting ${id}`,
    category: panel.categories[0],
    attributes: {},
    price: 80,
    unitCost: 30,
    fixedCost: 500,
    mustLaunch: false,
    effort: 1,
    row,
  }),
);
const dataset = { panel, calendar, candidates, reviews: [], currency: 'CNY', fingerprint: 'planted' };
useDatasetStore.setState({ facts: { ...noFacts, dataset } });

const words = { who: '王敏', reason: '门店试销断货' };
const level = (total: number) => ({ total, spread: null, curve: null });
const totalOf = (id: string): number =>
  candidatesComputation.current()?.forecasts.find((forecast) => forecast.id === id)?.total ?? Number.NaN;
const currentInstance = () => {
  const { current } = usePlanStore.getState();
  if (!current) throw new Error('no plan');
  return current.instance;
};
const last = () => useCandidatesStore.getState().overrideLog.at(-1);

test('a judgement changes forecast and plan, is kept with both, undone and withdrawn without a trace being lost', async () => {
  await candidatesComputation.start();
  await planComputation.start();
  const model = totalOf('A');
  const before = usePlanStore.getState().current?.reading.figures.profit ?? Number.NaN;

  await changeForecast('A', level(3 * model), words);
  expect(totalOf('A')).toBeCloseTo(3 * model, 6);
  expect(totalOf('B')).toBeCloseTo(totalOf('C'), 9);
  const line = last();
  const plan = line?.plan;
  expect(line).toMatchObject({ ...words, kind: 'change', candidateId: 'A', setting: level(3 * model) });
  expect([line?.before.total, line?.model.total, line?.after?.total]).toEqual([model, model, totalOf('A')]);
  expect(plan?.profitBefore).toBe(before);
  expect(plan?.profitAfter).toBe(usePlanStore.getState().current?.reading.figures.profit);
  expect(plan?.profitAfter).toBeGreaterThan(before);
  expect(plan?.stockAfter).toBeGreaterThan(1.5 * (plan?.stockBefore ?? Number.NaN));
  // Too much is bought where the forecast is right after all.
  expect(plan?.ifForecastRight).toBeLessThan(0);

  await changeForecast('A', level(0.5 * model), words);
  expect(last()?.model.total).toBeCloseTo(model, 9);
  await undoOverride('A', words);
  expect(totalOf('A')).toBeCloseTo(3 * model, 6);
  await withdrawOverride('A', words);
  expect(totalOf('A')).toBe(model);
  const { overrideLog } = useCandidatesStore.getState();
  expect(overrideLog.map(({ kind }) => kind)).toEqual(['change', 'change', 'undo', 'withdraw']);

  // What a reload brings back.
  const kept = structuredClone(persistedCandidates.pick(useCandidatesStore.getState()));
  expect(reloaded(persistedCandidates, kept)?.overrideLog).toEqual(overrideLog);
  expect(reloaded(persistedCandidates, { choices: kept.choices, job: { status: 'idle' } }, 2)).toEqual({
    ...{ choices: kept.choices, job: { status: 'idle' }, overrideLog: [], who: '' },
  });
});

test('a category taken over is in forecast and plan, outlives a reload, and is undone', async () => {
  useCandidatesStore.setState({ overrideLog: [] });
  choicesHistory.forget();
  await candidatesComputation.start();
  const before = totalOf('A');
  const categoryInPlan = (): string => {
    const { categories, products } = currentInstance();
    return categories[products.find(({ id }) => id === 'A')?.category ?? -1].name;
  };
  await setCategories({ A: panel.categories[1] });
  await planComputation.start();
  expect(totalOf('A')).not.toBe(before);
  expect(categoryInPlan()).toBe(panel.categories[1]);
  const kept = structuredClone(persistedCandidates.pick(useCandidatesStore.getState()));
  expect(reloaded(persistedCandidates, kept)?.choices?.categories).toEqual({ A: panel.categories[1] });
  await historyToUndo([choicesHistory])?.undo();
  await planComputation.start();
  expect(totalOf('A')).toBe(before);
  expect(categoryInPlan()).toBe(panel.categories[0]);
  // Taken back by hand it is the file's again too.
  await setCategories({ A: panel.categories[1] });
  await setCategories({ A: '' });
  expect(useCandidatesStore.getState().choices.categories).toEqual({});
});

test('undo takes back the last edit, a judgement or a choice, and every step back or forth of a judgement is a line of the log', async () => {
  useCandidatesStore.setState({ overrideLog: [] });
  overrideHistory.forget();
  choicesHistory.forget();
  await candidatesComputation.start();
  const model = totalOf('A');
  const histories = [choicesHistory, overrideHistory];
  const undo = () => historyToUndo(histories)?.undo();
  const redo = () => historyToRedo(histories)?.redo();
  const excluded = () => useCandidatesStore.getState().choices.corrections.excluded;
  const product = panel.products[0].id;

  await countLaunch(product, false);
  const corrected = totalOf('A');
  await changeForecast('A', level(3 * model), words);
  await undo();
  expect(excluded()).toEqual([product]);
  expect(totalOf('A')).toBeCloseTo(corrected, 9);
  expect(last()).toMatchObject({ kind: 'undo', candidateId: 'A', setting: null, who: words.who, reason: '' });
  expect(last()?.after?.total).toBeCloseTo(corrected, 9);
  await undo();
  expect(excluded()).toEqual([]);
  expect(totalOf('A')).toBeCloseTo(model, 9);
  await redo();
  await redo();
  expect(excluded()).toEqual([product]);
  expect(totalOf('A')).toBeCloseTo(3 * model, 6);
  expect(last()).toMatchObject({ ...words, kind: 'change', setting: level(3 * model) });

  // Also what was taken back with a reason comes back, and what was withdrawn.
  await undoOverride('A', words);
  await undo();
  expect(totalOf('A')).toBeCloseTo(3 * model, 6);
  await withdrawOverride('A', words);
  await undo();
  expect(totalOf('A')).toBeCloseTo(3 * model, 6);
  await redo();
  expect(totalOf('A')).toBeCloseTo(corrected, 9);
  const { overrideLog } = useCandidatesStore.getState();
  expect(overrideLog.map(({ kind }) => kind)).toEqual([
    'change',
    'undo',
    'change',
    'undo',
    'change',
    'withdraw',
    'undo',
    'withdraw',
  ]);
  expect(new Set(overrideLog.map(({ id }) => id)).size).toBe(overrideLog.length);
});
