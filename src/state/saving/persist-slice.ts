import type { StoreApi } from 'zustand';
import { useProjectStore } from '#state/project/project-store.ts';
import { isEmptied, ProjectGoneError, readSlice, setSliceAside, writeSlice } from '#storage/database.ts';
import type { FactsIn, SliceKey } from '#storage/slices/slices.ts';
import { type SetAside, useStorageStore } from './storage-store.ts';

/** How a store's facts are persisted on this machine; their schema stands with the others of storage. */
export interface PersistedSlice<State, Key extends SliceKey> {
  readonly key: Key;
  readonly store: Pick<StoreApi<State>, 'getState' | 'setState' | 'subscribe'>;
  readonly pick: (state: State) => FactsIn<Key>;
  /** What the facts of before are in the store. */
  readonly restore: (facts: FactsIn<Key>) => Partial<State>;
}

/** Schemas and upgraders: not before there is something to check, or to save. */
const loadSlices = () => import('#storage/slices/slices.ts');

/** What was pressed is painted before it is saved; a reload by hand comes later. */
const promptMs = 50;
/** Between one save of a slice and the next: what changes all the time is not written all the time. */
const spacingMs = 400;
/** A save that failed is tried again after so long, whether anything changes or not: a full disk is cleared elsewhere. */
const retryMs = 5000;
/** Why the slices that could not be saved were not, by key; another that could says nothing about them. */
const failing = new Map<string, string>();
/** Saves what waits to be saved, of every slice that is kept; `all`: whatever was saved before. */
const savers = new Set<(all: boolean) => Promise<void>>();
let isKeeping = true;

/** Everything that has changed is saved when this resolves. */
export async function saveNow(): Promise<void> {
  await Promise.all([...savers].map((save) => save(false)));
}

/** Everything is saved once more, as if nothing had been: what was stored has been deleted under this page. */
export async function saveAnew(): Promise<void> {
  isKeeping = true;
  for (const save of savers) await save(true);
}

/** From now on nothing is saved: the project has been taken over or removed by another tab, or is open there. */
export function stopKeeping(): void {
  isKeeping = false;
}

/**
 * Restores a store from IndexedDB, then saves its facts 50 ms after a change, but not sooner than 400 ms after the save
 * before, and when the page is hidden. What could neither be read nor set aside is not saved over. A failed save shows in the
 * storage store until all that failed is saved; it is tried again at the next change, and every few seconds.
 */
export async function persistSlice<State, Key extends SliceKey>(slice: PersistedSlice<State, Key>): Promise<void> {
  const { key, store, pick, restore } = slice;
  let mayReplace = true;
  try {
    const stored = await readSlice(key);
    if (stored) {
      const { readFacts } = await loadSlices();
      const read = readFacts(key, stored.version, stored.value);
      if (read.kind === 'read') store.setState(restore(read.facts));
      else {
        // Before the next change is saved in its place.
        await setSliceAside(key);
        const aside: SetAside = { key, why: read.kind };
        useStorageStore.setState(({ setAside }) => ({ setAside: [...setAside, aside], hasSetAside: true }));
      }
    }
  } catch (error) {
    // What is stored may yet be read by another start: nothing is saved in its place.
    mayReplace = false;
    failing.set(key, String(error));
    reportSaveStatus();
  }
  let saved: FactsIn<Key> | undefined = pick(store.getState());
  let timer: ReturnType<typeof setTimeout> | undefined;
  let savedAt = -Infinity;
  let writing: Promise<void> = Promise.resolve();

  const save = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (!isKeeping || !mayReplace) return;
    const facts = pick(store.getState());
    if (isSame(facts, saved)) return;
    saved = facts;
    savedAt = performance.now();
    writing = writing
      .then(loadSlices)
      .then(({ versionOf }) => writeSlice({ key, version: versionOf(key), savedAt: Date.now(), value: facts }))
      .then(
        () => {
          failing.delete(key);
          reportSaveStatus();
        },
        (error: unknown) => {
          if (error instanceof ProjectGoneError) return stopPersisting(key);
          saved = undefined;
          failing.set(key, String(error));
          reportSaveStatus();
          timer ??= setTimeout(save, retryMs);
        },
      );
  };
  savers.add((all) => {
    if (all) {
      saved = undefined;
      mayReplace = true;
    }
    save();
    return writing;
  });
  store.subscribe(() => {
    if (!isKeeping || !mayReplace) return;
    if (isSame(pick(store.getState()), saved)) return;
    if (useStorageStore.getState().storage.status === 'saved') {
      useStorageStore.setState({ storage: { status: 'saving' } });
    }
    // Not put off by what follows: a store that changes all the time would never be saved.
    timer ??= setTimeout(save, Math.max(promptMs, savedAt + spacingMs - performance.now()));
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && timer !== undefined) save();
  });
}

/** The same fact, or the same facts by field or entry: those that change are replaced. */
function isSame(facts: unknown, saved: unknown): boolean {
  if (Object.is(facts, saved)) return true;
  if (typeof facts !== 'object' || typeof saved !== 'object' || facts === null || saved === null) return false;
  const entries = Object.entries(facts);
  return (
    entries.length === Object.keys(saved).length &&
    entries.every(([name, fact]) => Object.is(fact, (saved as Readonly<Record<string, unknown>>)[name]))
  );
}

/** The project is in no menu any more: nothing can be saved of it, and trying again is of no use. */
async function stopPersisting(key: string): Promise<void> {
  stopKeeping();
  failing.delete(key);
  useProjectStore.setState({ hold: (await isEmptied()) ? 'cleared' : 'gone' });
}

function reportSaveStatus(): void {
  const [reason] = failing.values();
  useStorageStore.setState({ storage: reason === undefined ? { status: 'saved' } : { status: 'failed', reason } });
}
