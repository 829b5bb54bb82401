import { beforeEach, expect, it, vi } from 'vitest';
import type { ExploreQuery } from '#engine/explore/explore-query.ts';
import { randomPanel } from '#engine/explore/testing/random-panel.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { reloaded } from '#state/testing/reloaded.ts';
import { handlers } from '#workers/explore/handlers.ts';
import { createFreeControl } from '#workers/job-control.ts';
import {
  changeFilter,
  changeQuery,
  drawLine,
  drawTotal,
  exploreHistory,
  openView,
  removeView,
  runExplore,
  saveView,
} from './explore-actions.ts';
import { firstQuery, persistedExplore, useExploreStore } from './explore-store.ts';

// The workers need a browser; what they run does not.
vi.mock('#workers/explore/client.ts', () => ({
  exploreClient: {
    run: async (_name: 'explore', input: never) => ({
      kind: 'done',
      output: await handlers.explore(input, createFreeControl() as never),
    }),
  },
}));
vi.mock('#workers/ingest/client.ts', () => ({ ingestClient: {} }));

const state = () => useExploreStore.getState();
const names = (): string[] => state().saved.map(({ name }) => name);

beforeEach(() => {
  const panel = randomPanel(2);
  useDatasetStore.setState(({ facts }) => ({
    facts: {
      ...facts,
      dataset: { panel, calendar: null, candidates: [], reviews: [], currency: '', fingerprint: 'planted' },
    },
  }));
  useExploreStore.setState({ query: firstQuery, saved: [], result: null, issue: null, rows: null });
  exploreHistory.forget();
});

it('undoes and redoes what was filtered, split and kept, with the figures', async () => {
  changeQuery({ grouping: 'attribute:colour' });
  changeFilter({ attributes: [{ name: 'colour', value: 'red' }] });
  await runExplore();
  const red = state().result?.found.total.value;
  saveView('Reds');
  const [view] = state().saved;
  removeView(view.id);
  expect(names()).toEqual([]);
  await exploreHistory.undo();
  expect(state().saved).toEqual([view]);
  await exploreHistory.undo();
  await exploreHistory.undo();
  expect(state().query).toEqual({ ...firstQuery, grouping: 'attribute:colour' });
  expect(state().result?.query).toBe(state().query);
  expect(state().result?.found.total.value).not.toBe(red);
  await exploreHistory.redo();
  expect(state().result?.found.total.value).toBe(red);
  await exploreHistory.undo();
  await exploreHistory.undo();
  expect(state().query).toBe(firstQuery);
  expect(exploreHistory.store.getState().past).toEqual([]);
});

it('brings back the view that another one of its name took the place of', async () => {
  saveView('Mine');
  const [first] = state().saved;
  changeQuery({ measure: 'revenue' });
  saveView('Mine');
  expect(state().saved.map(({ query }) => query.measure)).toEqual(['revenue']);
  await exploreHistory.undo();
  expect(state().saved).toEqual([first]);
});

it('keeps the lines of the chart with their grouping, in a view that is kept too', async () => {
  await runExplore();
  const { found } = state().result ?? {};
  drawLine('A', true);
  drawLine('B', true);
  drawTotal(false);
  expect(state().query).toMatchObject({ lines: ['A', 'B'], withoutTotal: true });
  // The figures are those of before: what is drawn is no other question.
  expect(state().result?.found).toBe(found);
  saveView('Two');
  changeFilter({ promotion: 'on' });
  expect(state().query.lines).toEqual(['A', 'B']);
  changeQuery({ grouping: 'product' });
  expect(state().query.lines).toBeUndefined();
  openView(state().saved[0].query);
  expect(state().query.lines).toEqual(['A', 'B']);
  drawLine('A', false);
  drawLine('B', false);
  expect(state().query).toEqual(firstQuery);
});

it('lets go of the period of a filter when another time is looked at', () => {
  changeFilter({ period: 19_007, category: 'A' });
  changeQuery({ comparison: 'none' });
  expect(state().query.filter.period).toBe(19_007);
  changeQuery({ span: { kind: 'all' } });
  expect(state().query.filter).toEqual({ period: null, category: 'A' });
});

it('takes views that were kept while there could be one attribute only', () => {
  const attribute = { name: '材质', value: '棉' };
  const old = { ...firstQuery, filter: { category: 'A', attribute, promotion: null } };
  const none = { ...firstQuery, filter: { attribute: null } };
  const accepted = reloaded(
    persistedExplore,
    {
      query: old,
      saved: [
        { id: '1', name: 'old', query: old },
        { id: '2', name: 'none', query: none },
      ],
    },
    1,
  );
  const mended: ExploreQuery = { ...firstQuery, filter: { category: 'A', attributes: [attribute], promotion: null } };
  expect(accepted?.query).toEqual(mended);
  expect(accepted?.saved?.map(({ query }) => query)).toEqual([mended, { ...firstQuery, filter: {} }]);
});
