import { beforeEach, describe, expect, it, vi } from 'vitest';

const calls = vi.hoisted(() => ({ ran: [] as string[], hash: 'new' }));
const actions = vi.hoisted(() => (name: string) => ({
  [`run${name}`]: async () => {
    calls.ran.push(name);
  },
  [`${name.toLowerCase()}InputHash`]: () => calls.hash,
}));
vi.mock('#state/demand/demand-actions.ts', () => ({
  ...actions('Demand'),
  joinNetworks: async () => {
    calls.ran.push('joined');
  },
}));
vi.mock('#state/candidates/candidates-actions.ts', () => actions('Candidates'));
vi.mock('#state/plan/plan-actions.ts', () => actions('Plan'));
vi.mock('#state/trends/trends-actions.ts', () => actions('Trends'));
vi.mock('#state/training/training-actions.ts', () => actions('Training'));
vi.mock('#workers/ingest/client.ts', () => ({ ingestClient: {} }));

import { useCandidatesStore } from '#state/candidates/candidates-store.ts';
import { noFacts, useDatasetStore } from '#state/data/dataset-store.ts';
import { useDemandStore } from '#state/demand/demand-store.ts';
import { usePlanStore } from '#state/plan/plan-store.ts';
import { useTrainingStore } from '#state/training/training-store.ts';
import { useTrendsStore } from '#state/trends/trends-store.ts';
import { persistedPending, usePendingStore } from './pending-store.ts';
import { refreshAll, startPipeline, trainNetworks } from './pipeline.ts';

const stores: readonly { readonly setState: (state: never) => void }[] = [
  useDemandStore,
  useCandidatesStore,
  usePlanStore,
  useTrendsStore,
  useTrainingStore,
];

/** Every computation has a result for these inputs. */
function haveAll(inputHash: string): void {
  for (const store of stores) store.setState({ job: { status: 'ready', inputHash, result: {} } } as never);
}

/** An import has come to its end with these figures. */
async function arrive(fingerprint: string, held: boolean): Promise<void> {
  calls.ran.length = 0;
  useDatasetStore.setState({
    import: { status: 'ready' },
    facts: { ...noFacts, held, dataset: { fingerprint } as never },
  });
  await settle();
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

beforeEach(() => {
  for (const store of stores) store.setState({ job: { status: 'idle' } } as never);
});

it('computes at once what was never computed, and keeps what stands on earlier figures until it is asked for', async () => {
  startPipeline();
  await arrive('first', false);
  expect(calls.ran.sort()).toEqual(['Candidates', 'Demand', 'Plan', 'Training', 'Trends', 'joined']);

  haveAll('old');
  await arrive('revised', true);
  expect(calls.ran).toEqual(['joined']);

  usePlanStore.setState({ job: { status: 'idle' } } as never);
  await arrive('revised again', true);
  expect(calls.ran).toEqual(['Plan', 'joined']);

  haveAll('old');
  calls.ran.length = 0;
  await refreshAll();
  expect(calls.ran.sort()).toEqual(['Candidates', 'Demand', 'Plan', 'Training', 'Trends', 'joined']);
  expect(useDatasetStore.getState().facts.held).toBe(false);
});

it('starts anew what was under way from figures that have changed since', async () => {
  haveAll('new');
  useDemandStore.setState({ job: { status: 'running', inputHash: 'old', startedAt: 0, progress: null } });
  await arrive('changed while running', true);
  expect(calls.ran).toEqual(['Demand', 'joined']);
});

it('lets networks contest once they are trained, and leaves the plan as it is', async () => {
  haveAll('new');
  calls.ran.length = 0;
  await trainNetworks();
  expect(calls.ran).toEqual(['Training', 'joined']);
});

/** The page is loaded anew with what was kept; `due` as it was when the page went. */
async function loadAnew(pending: unknown): Promise<readonly string[]> {
  calls.ran.length = 0;
  useDatasetStore.setState({
    import: { status: 'ready' },
    facts: { ...noFacts, dataset: { fingerprint: 'kept' } as never },
  });
  await settle();
  calls.ran.length = 0;
  usePendingStore.setState(pending === null ? { pending: null } : (persistedPending.accept(pending, 1) ?? {}));
  startPipeline();
  await settle();
  return [...calls.ran].sort();
}

const running = (inputHash: string) =>
  ({ job: { status: 'running', inputHash, startedAt: 0, progress: null } }) as never;

describe('after a reload', () => {
  it('a plan whose aim was changed stays, marked as out of date', async () => {
    haveAll('new');
    usePlanStore.setState({ job: { status: 'ready', inputHash: 'other aim', result: {} } } as never);
    expect(await loadAnew([])).toEqual([]);
    // Also where an earlier version did not keep what was under way.
    expect(await loadAnew(null)).toEqual(['joined']);
  });

  it('work that was cut off, or waited for its turn, is taken up', async () => {
    haveAll('new');
    usePlanStore.setState({ job: { status: 'ready', inputHash: 'other aim', result: {} } } as never);
    useTrendsStore.setState({ job: { status: 'idle' } });
    useTrainingStore.setState({ job: { status: 'idle' } });
    expect(await loadAnew(['plan', 'training'])).toEqual(['Plan', 'Training', 'joined']);
    expect(usePendingStore.getState().pending).toEqual([]);
  });

  it('what the manager cancelled stays cancelled, and the plan as it was', async () => {
    haveAll('new');
    startPipeline();
    useDemandStore.setState(running('new'));
    expect(usePendingStore.getState().pending).toContain('demand');
    useDemandStore.setState({ job: { status: 'idle' } });
    const { pending } = usePendingStore.getState();
    expect(pending).not.toContain('demand');
    expect(await loadAnew(pending)).toEqual([]);
  });

  it('what stopped because its inputs changed waits for its turn', async () => {
    haveAll('new');
    startPipeline();
    useTrendsStore.setState(running('old'));
    useTrendsStore.setState({ job: { status: 'idle' } });
    expect(await loadAnew(usePendingStore.getState().pending)).toEqual(['Trends']);
  });

  it('goes on with all of it in a project that was opened without a word on what was under way', async () => {
    expect(await loadAnew(null)).toEqual(['Candidates', 'Demand', 'Plan', 'Training', 'Trends', 'joined']);
  });
});
