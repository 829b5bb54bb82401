import { beforeEach, describe, expect, test, vi } from 'vitest';
import { formatIsoDate } from '#engine/calendar/epoch-day.ts';
import {
  type SimulatedProduct,
  simulatedBasis,
  simulatedInstance,
  simulatedPlan,
} from '#engine/monitor/testing/simulated-plan.ts';
import { createRandom } from '#engine/random.ts';
import { decide, importDroppedFiles, importLaterFiles } from '#state/data/dataset-actions.ts';
import { noFacts, useDatasetStore } from '#state/data/dataset-store.ts';
import { createFreeControl, type JobRefused } from '#workers/job-control.ts';
import { followData, takeRevision } from './monitor-actions.ts';
import { type Commitment, freshCommitment, noMonitoring, useMonitorStore } from './monitor-store.ts';

// Later sales as they come: from dropped files through the import to what is known of a committed plan.

vi.mock('#workers/candidates/client.ts', () => ({ createCandidatesClient: () => ({}) }));
type Handlers = Readonly<Record<string, (input: object, control: object) => unknown>>;
const answering = vi.hoisted(() => (load: () => Promise<{ readonly handlers: unknown }>) => ({
  run: async (name: string, input: object) => {
    const handlers = (await load()).handlers as Handlers;
    try {
      return { kind: 'done', output: await handlers[name](input, createFreeControl()) };
    } catch (error) {
      const { code, params } = error as JobRefused;
      if (!code) throw error;
      return { kind: 'refused', code, params };
    }
  },
  terminate() {},
}));
vi.mock('#workers/ingest/client.ts', () => ({ ingestClient: answering(() => import('#workers/ingest/handlers.ts')) }));
vi.mock('#workers/monitor/client.ts', () => ({
  createMonitorClient: () => answering(() => import('#workers/monitor/handlers.ts')),
}));

const products: SimulatedProduct[] = ['A1', 'B2'].map((id) => ({
  id,
  category: 0,
  peak: 60,
  stock: 900,
  week: 0,
  spread: 0.4,
}));
const instance = simulatedInstance(products, 12, 2, {
  demand: [0.7, 1, 1.3].map((level) => products.map(() => level)),
});
const plan = simulatedPlan(products, instance, [0, 2], simulatedBasis(createRandom(4), 40));

/** Pieces of a product by week from a week of the plan on; negative weeks lie before it. */
type Weeks = Readonly<Record<string, readonly [from: number, units: readonly number[]]>>;

function file(name: string, weeks: Weeks): File {
  const rows = Object.entries(weeks).flatMap(([id, [from, units]]) =>
    units.flatMap((pieces, k) =>
      // Every day, so that the week is whole; the rest of the pieces on its first.
      Array.from({ length: 7 }, (_, day) => {
        const share = Math.trunc(pieces / 7);
        const sold = day === 0 ? pieces - 6 * share : share;
        return `${formatIsoDate(plan.startDay + 7 * (from + k) + day)},${id},Product ${id},${sold},50.00`;
      }),
    ),
  );
  return new File([`date,product_id,product,units,unit_price\n${rows.join('\n')}\n`], name);
}

const shop: Weeks = { P0: [-10, new Array(10).fill(70)] };
const going: Weeks = {
  P0: [0, [70, 71, 72, 73, 74, 75]],
  A1: [0, [30, 45, 60, 58, 54, 50]],
  B2: [2, [28, 44, 58, 60]],
};
const current = (): Commitment => useMonitorStore.getState().versions[0];
const known = (id: string) => current().actuals?.series.find(({ productId }) => productId === id)?.units;
const codes = (): string[] => current().issues.map(({ code }) => code);

async function drop(...files: File[]): Promise<void> {
  await importLaterFiles(files);
  await followData();
}

beforeEach(async () => {
  useDatasetStore.setState({ import: { status: 'empty' }, facts: noFacts, sources: [] });
  useMonitorStore.setState({ ...noMonitoring, versions: [freshCommitment(plan)] });
  await importDroppedFiles([file('shop.csv', shop)]);
  await drop(file('later.csv', going));
  expect(known('A1')).toEqual(going.A1[1]);
  expect(current().comparison?.kind).toBe('first');
});

describe('the same sales again', () => {
  test('under another name: named, counted once, and nothing waits for a word', async () => {
    const { actuals } = current();
    const fingerprint = useDatasetStore.getState().facts.dataset?.fingerprint;

    await drop(file('later (copy).csv', going));
    const { facts, sources } = useDatasetStore.getState();
    expect(sources.map(({ name }) => name)).toEqual(['shop.csv', 'later.csv', 'later (copy).csv']);
    expect(facts.issues).toContainEqual(
      expect.objectContaining({ code: 'file-twice', file: 'later (copy).csv', params: { twin: 'later.csv' } }),
    );
    expect(facts.files.map(({ state }) => state)).toEqual(['imported', 'imported', 'duplicate']);
    expect(current()).toMatchObject({ actuals, revised: null });

    expect(facts.dataset?.fingerprint).toBe(fingerprint);
  });

  test('under the same name: the file takes its own place', async () => {
    const { actuals } = current();
    await drop(file('later.csv', going));
    expect(useDatasetStore.getState().sources.map(({ name }) => name)).toEqual(['shop.csv', 'later.csv']);
    expect(current()).toMatchObject({ actuals, revised: null });
  });

  test('within a longer export: each day counts once, which is said; added up at wish, the known figures stay', async () => {
    const longer: Weeks = Object.fromEntries(
      Object.entries(going).map(([id, [from, units]]) => [id, [from, [...units, 40]] as const]),
    );
    await drop(file('export to date.csv', longer));
    expect(useDatasetStore.getState().facts.issues).toContainEqual(
      expect.objectContaining({ code: 'sales-overlap-once', file: 'later.csv', params: expect.anything() }),
    );
    expect(codes()).not.toContain('actuals-doubled');
    expect(known('A1')).toEqual([...going.A1[1], 40]);

    await decide('sales-overlap', 'add');
    await followData();
    expect(current().issues).toContainEqual(expect.objectContaining({ code: 'actuals-doubled', params: { weeks: 6 } }));
    expect(known('A1')).toEqual([...going.A1[1], 40]);
    await takeRevision(plan.id, false);
    expect(known('A1')).toEqual([...going.A1[1], 40]);
  });
});

describe('odd files', () => {
  test('a file without rows, and one that says nothing of sales, leave what is known and are not lost sight of', async () => {
    const { actuals } = current();
    await drop(new File([''], 'empty.csv'), new File(['colour,mood\nred,good\nblue,bad\n'], 'moods.csv'));
    const { files } = useDatasetStore.getState().facts;
    expect(files.filter(({ state }) => state === 'imported').map(({ name }) => name)).toEqual([
      'shop.csv',
      'later.csv',
    ]);
    expect(current().actuals).toEqual(actuals);
  });

  test('products that were never candidates are named, and count for no launch', async () => {
    await drop(file('umbrellas.csv', { X9: [0, [5, 5, 5, 5, 5, 5]] }));
    const { job } = useMonitorStore.getState();
    if (job.status !== 'ready') throw new Error(JSON.stringify(job));
    expect(job.result.matching.strangers.map(({ productId }) => productId)).toContain('X9');
    expect(job.result.matching.matches.map(({ productIds }) => productIds)).toEqual([['A1'], ['B2']]);
    expect(known('A1')).toEqual(going.A1[1]);
    expect(known('X9')).toEqual([5, 5, 5, 5, 5, 5]);
  });

  test('sales of a candidate before the plan’s start are history: named, and not held against it', async () => {
    await drop(file('early.csv', { A1: [-2, [11, 12]] }));
    expect(codes()).toContain('actuals-before-plan');
    expect(known('A1')).toEqual(going.A1[1]);
    const { job } = useMonitorStore.getState();
    if (job.status !== 'ready') throw new Error(JSON.stringify(job));
    expect(job.result.tracking.issues).toContainEqual(
      expect.objectContaining({ code: 'launched-before-plan', params: expect.objectContaining({ candidate: 'A1' }) }),
    );
  });

  test('nothing but weeks before the plan’s start: said so, and nothing is known yet', async () => {
    useMonitorStore.setState({ versions: [freshCommitment(plan)] });
    useDatasetStore.setState({ import: { status: 'empty' }, facts: noFacts, sources: [] });
    await importDroppedFiles([file('shop.csv', shop)]);
    await followData();
    expect(codes()).toEqual(['actuals-before-plan']);
    expect(current().actuals).toBeNull();
  });

  test('a week missing in the middle is unknown demand, and joins when it comes', async () => {
    const without = (from: number, units: readonly number[]): Weeks[string][] => [
      [from, units.slice(0, 8 - from)],
      [9, units.slice(9 - from)],
    ];
    const all: Weeks = {
      P0: [0, new Array(12).fill(70)],
      A1: [0, [30, 45, 60, 58, 54, 50, 46, 43, 40, 37, 35, 32]],
      B2: [2, [28, 44, 58, 60, 55, 50, 46, 43, 40, 37]],
    };
    const [before, after] = [0, 1].map((part) =>
      Object.fromEntries(Object.entries(all).map(([id, [from, units]]) => [id, without(from, units)[part]])),
    );
    useDatasetStore.setState({ import: { status: 'empty' }, facts: noFacts, sources: [] });
    useMonitorStore.setState({ versions: [freshCommitment(plan)] });
    await importDroppedFiles([file('shop.csv', shop)]);
    await drop(file('before.csv', before), file('after.csv', after));
    expect(current().issues).toContainEqual(
      expect.objectContaining({ code: 'actuals-week-missing', params: { week: plan.startDay + 7 * 8 } }),
    );
    const launch = () => {
      const { job } = useMonitorStore.getState();
      if (job.status !== 'ready') throw new Error(JSON.stringify(job));
      return job.result.tracking.launches.find(({ candidateId }) => candidateId === 'A1');
    };
    expect(launch()?.weeks[8]).toMatchObject({ known: false, marks: expect.arrayContaining(['missing']) });
    expect(launch()?.weeks[9]).toMatchObject({ sold: 37, known: true });
    const middle = Object.fromEntries(
      Object.entries(all).map(([id, [from, units]]) => [id, [8, [units[8 - from]]] as const]),
    );
    await drop(file('middle.csv', middle));
    expect(current().comparison).toMatchObject({ revisions: [], newWeeks: 1 });
    expect(codes()).not.toContain('actuals-week-missing');
    expect(known('A1')).toEqual(all.A1[1]);
  });

  test('a week of returns: its rows are counted by their reason, and none of the others is lost', async () => {
    const pieces = going.A1[1].reduce((sum, units) => sum + units, 0);
    await drop(file('week.csv', { A1: [6, [-14, 40]], P0: [6, [70, 70]] }));
    const report = useDatasetStore.getState().facts.files.find(({ name }) => name === 'week.csv');
    expect(report).toMatchObject({ rowsTotal: 28, rowsAccepted: 21, rejected: { quantity_not_positive: 7 } });
    expect(known('A1')).toEqual([...going.A1[1], 0, 40]);
    expect(known('P0')?.slice(6)).toEqual([70, 70]);
    const { job } = useMonitorStore.getState();
    if (job.status !== 'ready') throw new Error(JSON.stringify(job));
    const launch = job.result.tracking.launches.find(({ candidateId }) => candidateId === 'A1');
    // What it could have sold in that week is not known.
    expect(launch?.weeks[6].known).toBe(false);
    expect(launch?.weeks[7].soldSoFar).toBe(pieces + 40);
  });
});
