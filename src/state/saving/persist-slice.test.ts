import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStore, type StoreApi } from 'zustand/vanilla';

const written: unknown[] = [];
const stored = new Map<string, { readonly version: number; readonly value: unknown }>();
const full = new Set<string>();
const gone = new Set<string>();
const emptied = vi.hoisted(() => ({ now: false }));
const ProjectGoneError = vi.hoisted(() => class extends Error {});
vi.mock('#storage/database.ts', () => ({
  ProjectGoneError,
  isEmptied: async () => emptied.now,
  readSlice: async (key: string) => {
    if (full.has(`reading ${key}`)) throw new Error('UnknownError');
    return stored.get(key);
  },
  setSliceAside: async (key: string) => {
    if (full.has(key)) throw new Error('QuotaExceededError');
    written.push(`aside: ${stored.get(key)?.value}`);
  },
  writeSlice: async ({ key, value }: { readonly key: string; readonly value: unknown }) => {
    if (gone.has(key)) throw new ProjectGoneError();
    if (full.has(key)) throw new Error('QuotaExceededError');
    written.push(value);
  },
}));

vi.mock('#storage/slices/slices.ts', () => ({ versionOf: () => 1, readFacts: () => ({ kind: 'newer' }) }));

/** A slice that no schema knows. */
async function persist<State>(key: string, store: StoreApi<State>, pick: (state: State) => unknown): Promise<void> {
  const { persistSlice } = await import('./persist-slice.ts');
  await persistSlice({ key, store, pick, restore: () => ({}) } as never);
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', { addEventListener: () => undefined });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('saves a change at once, since the page may be reloaded, and then every 400 ms', async () => {
  const store = createStore(() => ({ value: 0 }));
  await persist('prompt', store, ({ value }) => value);
  const before = written.length;
  for (let value = 1; value <= 10; value++) {
    store.setState({ value });
    await vi.advanceTimersByTimeAsync(60);
    if (value === 1) expect(written.slice(before)).toEqual([1]);
  }
  await vi.advanceTimersByTimeAsync(400);
  expect(written.slice(before)).toEqual([1, 8, 10]);
});

it('saves a change of a store that never comes to rest', async () => {
  const store = createStore(() => ({ choice: 'old', progress: 0 }));
  await persist('test', store, ({ choice }) => choice);
  store.setState({ choice: 'new' });
  // A training under way: its store changes several times a second, for minutes.
  for (let step = 0; step < 5; step++) {
    await vi.advanceTimersByTimeAsync(100);
    store.setState({ progress: step });
  }
  expect(written.at(-1)).toEqual('new');
});

it('says that something is not saved until all of it is, and tries again by itself', async () => {
  const { useStorageStore } = await import('./storage-store.ts');
  const open = async (key: string) => {
    const store = createStore(() => ({ value: `${key} 0` }));
    await persist(key, store, ({ value }) => value);
    return store;
  };
  const [large, small] = [await open('large'), await open('small')];
  full.add('large');
  large.setState({ value: 'large 1' });
  await vi.advanceTimersByTimeAsync(500);
  expect(useStorageStore.getState().storage.status).toBe('failed');
  small.setState({ value: 'small 1' });
  await vi.advanceTimersByTimeAsync(500);
  expect(written).toContain('small 1');
  expect(useStorageStore.getState().storage.status).toBe('failed');
  full.clear();
  await vi.advanceTimersByTimeAsync(6_000);
  expect(written).toContain('large 1');
  expect(useStorageStore.getState().storage.status).toBe('saved');
});

it('sets aside what it can’t read, before anything is saved in its place, and says so', async () => {
  const { useStorageStore } = await import('./storage-store.ts');
  const store = createStore(() => ({ value: 'new 0' }));
  stored.set('unread', { version: 9, value: 'of tomorrow' });
  await persist('unread', store, ({ value }) => value);
  expect(store.getState().value).toBe('new 0');
  expect(useStorageStore.getState().setAside).toEqual([{ key: 'unread', why: 'newer' }]);
  store.setState({ value: 'new 1' });
  await vi.advanceTimersByTimeAsync(500);
  expect(written.slice(-2)).toEqual(['aside: of tomorrow', 'new 1']);
});

it.each(['unread', 'reading unread'])(
  'saves nothing over what it could neither read nor set aside, and says so: %s fails',
  async (what) => {
    const { useStorageStore } = await import('./storage-store.ts');
    const store = createStore(() => ({ value: 'empty' }));
    stored.set('unread', { version: 9, value: 'of tomorrow' });
    full.add(what);
    const before = written.length;
    await persist('unread', store, ({ value }) => value);
    full.clear();
    store.setState({ value: 'new' });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(written.slice(before)).toEqual([]);
    expect(useStorageStore.getState().storage.status).toBe('failed');
    // All that was stored has been deleted since, and the person asks to store it again.
    const { saveAnew } = await import('./persist-slice.ts');
    await saveAnew();
    expect(written.slice(before)).toContain('new');
  },
);

it('keeps nothing any more of a project that another tab has removed, and says so instead of trying again', async () => {
  const { useStorageStore } = await import('./storage-store.ts');
  const { useProjectStore } = await import('#state/project/project-store.ts');
  const store = createStore(() => ({ value: 'kept 0' }));
  await persist('removed', store, ({ value }) => value);
  gone.add('removed');
  store.setState({ value: 'kept 1' });
  await vi.advanceTimersByTimeAsync(500);
  expect(useProjectStore.getState().hold).toBe('gone');
  gone.clear();
  store.setState({ value: 'kept 2' });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(written).not.toContain('kept 1');
  expect(written).not.toContain('kept 2');
  expect(useStorageStore.getState().storage.status).not.toBe('failed');
});

it('says of storage that was emptied under the page that it was, and saves all of it once more when asked', async () => {
  const { useProjectStore } = await import('#state/project/project-store.ts');
  const { saveAnew } = await import('./persist-slice.ts');
  await saveAnew();
  const [changed, still] = [createStore(() => ({ value: 'changed 0' })), createStore(() => ({ value: 'still 0' }))];
  await persist('changed', changed, ({ value }) => value);
  await persist('still', still, ({ value }) => value);
  gone.add('changed');
  emptied.now = true;
  changed.setState({ value: 'changed 1' });
  await vi.advanceTimersByTimeAsync(500);
  expect(useProjectStore.getState().hold).toBe('cleared');
  gone.clear();
  const before = written.length;
  await saveAnew();
  expect(written.slice(before)).toEqual(expect.arrayContaining(['changed 1', 'still 0']));
});
