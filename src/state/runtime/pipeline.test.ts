import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { noFacts, useDatasetStore } from '#state/data/dataset-store.ts';
import { reloaded } from '#state/testing/reloaded.ts';
import { defineComputation, hashInput, inputFrom, type Run, type Turn } from './computation.ts';
import type { JobState } from './job-state.ts';
import { persistedPending, usePendingStore } from './pending-store.ts';
import { createPipeline, type Pipeline } from './pipeline.ts';

vi.mock('./computations.ts', () => ({ computations: [] }));
vi.mock('#state/data/dataset-actions.ts', () => ({ releaseHeld: () => undefined }));

type Job = JobState<string, string>;
type Step = (run: Run<string>) => Promise<void>;

/** What ran, in order. */
let ran: string[] = [];
/** What a run does before it ends; nothing where it is not said. */
let doing: Record<string, Step> = {};

const dataInput = inputFrom(useDatasetStore, ({ facts }) => facts.dataset?.fingerprint);

function fake(id: string, turn: Omit<Turn, 'start' | 'isUndone' | 'isReady'>, inputs = {}) {
  const store = createStore<{ job: Job }>(() => ({ job: { status: 'idle' } }));
  const computation = defineComputation({
    id,
    step: 'demand',
    store,
    job: ({ job }) => job,
    put: (job: Job) => ({ job }),
    inputs: { id: { stores: [], read: () => id }, data: dataInput, ...inputs },
    share: () => null,
    crashed: 'crashed',
    onCancel: 'return',
    turn,
    run: async (run: Run<string>) => {
      ran.push(id);
      await doing[id]?.(run);
      return { kind: 'done', output: id } as const;
    },
  });
  return { ...computation, store };
}

function createWorks() {
  const demand = fake('demand', { after: [] });
  const hasPart = (): boolean => {
    const job = demand.job();
    return job.status === 'running' && job.progress === 'part';
  };
  const demandName = { stores: demand.stores, read: () => (hasPart() ? 'part' : demand.current()) };
  const candidates = fake('candidates', { after: [] });
  let mayRefine = true;
  const plan = fake(
    'plan',
    { after: [{ id: 'candidates' }, { id: 'demand', enough: hasPart }], mayRefine: () => mayRefine },
    { candidates: hashInput(candidates), demand: demandName },
  );
  const trends = fake('trends', { after: [{ id: 'plan' }] });
  const training = fake('training', { after: [{ id: 'trends' }] });
  const joining = fake(
    'joining',
    { after: [{ id: 'training' }], follows: ['training'] },
    { training: { stores: training.stores, read: () => training.current() ?? undefined } },
  );
  const edit = (): void => {
    mayRefine = false;
  };
  return { demand, candidates, plan, trends, training, joining, edit };
}

let works: ReturnType<typeof createWorks>;
let pipeline: Pipeline;
let stop: () => void = () => undefined;

function setData(fingerprint: string, held = false): void {
  useDatasetStore.setState({
    import: { status: 'ready' },
    facts: { ...noFacts, held, dataset: { fingerprint } as never },
  });
}

const all = ['demand', 'candidates', 'plan', 'trends', 'training', 'joining'] as const;

/** Every computation has a result of these inputs. */
function haveAll(inputHash: (id: (typeof all)[number]) => string): void {
  for (const id of all) works[id].store.setState({ job: { status: 'ready', inputHash: inputHash(id), result: id } });
}

const pending = (): readonly string[] | null => usePendingStore.getState().pending;

beforeEach(() => {
  ran = [];
  doing = {};
  works = createWorks();
  const { edit: _edit, ...list } = works;
  pipeline = createPipeline(Object.values(list), async () => undefined);
  usePendingStore.setState({ pending: null });
  useDatasetStore.setState({ import: { status: 'empty' }, facts: noFacts });
});
afterEach(() => stop());

it('computes at once what was never computed, each after what it needs', async () => {
  stop = pipeline.start();
  setData('first');
  await vi.waitFor(() => expect(pending()).toEqual([]));
  expect(ran).toEqual(['demand', 'candidates', 'plan', 'trends', 'training', 'joining']);
});

it('keeps what stands on earlier figures until it is asked for', async () => {
  setData('revised', true);
  haveAll(() => 'old');
  await pipeline.computeMissing();
  expect(ran).toEqual([]);
  works.plan.store.setState({ job: { status: 'idle' } });
  await pipeline.computeMissing();
  expect(ran).toEqual(['plan']);
  setData('revised', false);
  haveAll(() => 'old');
  ran = [];
  await pipeline.computeMissing();
  expect([...ran].sort()).toEqual([...all].sort());
});

it('starts anew what was under way from figures that have changed since', async () => {
  setData('changed', true);
  haveAll((id) => works[id].hash() ?? '');
  works.trends.store.setState({ job: { status: 'running', inputHash: 'old', startedAt: 0, progress: null } });
  await pipeline.computeMissing();
  expect(ran).toEqual(['trends']);
});

it('takes networks in once they are trained, and leaves the plan as it is', async () => {
  setData('here');
  haveAll((id) => works[id].hash() ?? '');
  works.training.store.setState({
    job: { status: 'ready', inputHash: works.training.hash() ?? '', result: 'earlier' },
  });
  doing.training = async () => works.joining.store.setState({ job: { status: 'idle' } });
  await pipeline.computeWith('training');
  expect(ran).toEqual(['training', 'joining']);
  expect(pending()).toEqual([]);
});

describe('a plan for which a part of the demand is enough', () => {
  /** Demand that shows a part, then waits until it is let go on. */
  function inParts(): () => void {
    let goOn: () => void = () => undefined;
    const rest = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    doing.demand = async ({ show }) => {
      show('part');
      await rest;
    };
    return goOn;
  }

  it('is made from that, and once more when the rest has come', async () => {
    const goOn = inParts();
    setData('first');
    const done = pipeline.computeMissing();
    await vi.waitFor(() => expect(works.plan.job().status).toBe('ready'));
    expect(works.demand.job().status).toBe('running');
    expect(works.plan.current()).toBe('plan');
    // A crash now leaves both to be taken up; nothing else has begun.
    expect(pending()).toEqual(expect.arrayContaining(['demand', 'plan']));
    expect(ran).toEqual(['demand', 'candidates', 'plan']);
    goOn();
    await done;
    expect(ran).toEqual(['demand', 'candidates', 'plan', 'plan', 'trends', 'training', 'joining']);
    expect(works.plan.current()).toBe('plan');
  });

  it('stays as the manager has changed it meanwhile, out of date', async () => {
    const goOn = inParts();
    setData('first');
    const done = pipeline.computeMissing();
    await vi.waitFor(() => expect(works.plan.job().status).toBe('ready'));
    works.edit();
    goOn();
    await done;
    expect(ran.filter((id) => id === 'plan')).toHaveLength(1);
    expect(works.plan.current()).toBeNull();
    expect(works.plan.job().status).toBe('ready');
  });

  it('does not begin before there is a part', async () => {
    let goOn: () => void = () => undefined;
    doing.demand = () =>
      new Promise((resolve) => {
        goOn = resolve;
      });
    setData('first');
    const done = pipeline.computeMissing();
    await vi.waitFor(() => expect(works.candidates.job().status).toBe('ready'));
    expect(ran).toEqual(['demand', 'candidates']);
    goOn();
    await done;
    expect(ran.filter((id) => id === 'plan')).toHaveLength(1);
  });
});

describe('after a reload', () => {
  /** The page is loaded anew with what was persisted; `then` is what was under way when the page went. */
  async function loadAnew(then: unknown): Promise<readonly string[]> {
    usePendingStore.setState(then === null ? { pending: null } : (reloaded(persistedPending, then) ?? {}));
    ran = [];
    stop = pipeline.start();
    await vi.waitFor(() => expect(pending()).toEqual([]));
    return [...ran].sort();
  }

  beforeEach(() => {
    setData('kept');
    haveAll((id) => works[id].hash() ?? '');
    haveAll((id) => works[id].hash() ?? '');
    haveAll((id) => works[id].hash() ?? '');
  });

  it.each([[[]], [null]])('a plan whose aim was changed stays, marked as out of date (%j)', async (then) => {
    works.plan.store.setState({ job: { status: 'ready', inputHash: 'other aim', result: '' } });
    expect(await loadAnew(then)).toEqual([]);
  });

  it('work that was cut off, or waited for its turn, is taken up', async () => {
    works.plan.store.setState({ job: { status: 'ready', inputHash: 'other aim', result: '' } });
    works.trends.store.setState({ job: { status: 'idle' } });
    works.training.store.setState({ job: { status: 'idle' } });
    works.joining.store.setState({ job: { status: 'idle' } });
    expect(await loadAnew(['plan', 'training'])).toEqual(['joining', 'plan', 'training']);
  });

  it('what the manager cancelled stays cancelled', async () => {
    stop = pipeline.start();
    const hash = works.trends.hash() ?? '';
    works.trends.store.setState({ job: { status: 'running', inputHash: hash, startedAt: 0, progress: null } });
    expect(pending()).toContain('trends');
    works.trends.store.setState({ job: { status: 'idle' } });
    const left = pending();
    expect(left).not.toContain('trends');
    stop();
    expect(await loadAnew(left)).toEqual([]);
  });

  it('what stopped because its inputs changed waits for its turn', async () => {
    stop = pipeline.start();
    works.trends.store.setState({ job: { status: 'running', inputHash: 'old', startedAt: 0, progress: null } });
    works.trends.store.setState({ job: { status: 'idle' } });
    const left = pending();
    stop();
    expect(await loadAnew(left)).toEqual(['trends']);
  });

  it('goes on with all of it in a project that was opened without a word on what was under way', async () => {
    for (const id of all) works[id].store.setState({ job: { status: 'idle' } });
    expect(await loadAnew(null)).toEqual([...all].sort());
  });
});
