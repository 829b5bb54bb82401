import type { StoreApi } from 'zustand';
import { useProjectStore } from '#state/project/project-store.ts';
import { ProjectGoneError, readSlice, writeSlice } from '#storage/database.ts';
import { useStorageStore } from './storage-store.ts';

/** How a store's facts are kept on this machine. */
export interface PersistedSlice<State, Facts> {
  readonly key: string;
  readonly version: number;
  readonly store: Pick<StoreApi<State>, 'getState' | 'setState' | 'subscribe'>;
  /** The facts worth keeping; structured-cloneable (typed arrays are). Must be stable while they have not changed. */
  readonly pick: (state: State) => Facts;
  /** Facts that were stored, checked and migrated; null when they can't be used. */
  readonly accept: (stored: unknown, version: number) => Partial<State> | null;
}

/** Facts of a store as one object, which stays the same object as long as none of them has changed. */
export function pickFacts<State, Facts extends object>(read: (state: State) => Facts): (state: State) => Facts {
  let last: Facts | null = null;
  return (state) => {
    const facts = read(state);
    const known = last;
    const isSame = known !== null && (Object.keys(facts) as (keyof Facts)[]).every((key) => known[key] === facts[key]);
    last = isSame ? known : facts;
    return last;
  };
}

const quietMs = 400;
/** A save that failed is tried again after so long, whether anything changes or not: a full disk is cleared elsewhere. */
const retryMs = 5000;
/** Why the slices that could not be saved were not, by key; another that could says nothing about them. */
const failing = new Map<string, string>();
/** Saves what waits to be saved, of every slice that is kept. */
const savers = new Set<() => Promise<void>>();
let isKeeping = true;

/** Everything that has changed is saved when this resolves. */
export async function saveNow(): Promise<void> {
  await Promise.all([...savers].map((save) => save()));
}

/** From now on nothing is saved: the project has been taken over or removed by another tab, or is open there. */
export function stopKeeping(): void {
  isKeeping = false;
}

/**
 * Restores a store from IndexedDB, then saves its facts within 400 ms of a change, and at once when
 * the page is hidden. A failed save shows in the storage store until all that failed is saved; it is tried again at the next
 * change, and every few seconds.
 */
export async function persistSlice<State, Facts>(slice: PersistedSlice<State, Facts>): Promise<void> {
  const { key, version, store, pick, accept } = slice;
  try {
    const stored = await readSlice(key);
    const accepted = stored ? accept(stored.value, stored.version) : null;
    if (accepted) store.setState(accepted);
  } catch (error) {
    useStorageStore.setState({ storage: { status: 'failed', reason: String(error) } });
  }
  let kept = pick(store.getState());
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing: Promise<void> = Promise.resolve();

  const save = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (!isKeeping) return;
    const facts = pick(store.getState());
    if (facts === kept) return;
    kept = facts;
    writing = writing
      .then(() => writeSlice({ key, version, savedAt: Date.now(), value: facts }))
      .then(
        () => {
          failing.delete(key);
          reportSaveStatus();
        },
        (error: unknown) => {
          if (error instanceof ProjectGoneError) return stopPersisting();
          kept = undefined as Facts;
          failing.set(key, String(error));
          reportSaveStatus();
          timer ??= setTimeout(save, retryMs);
        },
      );
  };
  savers.add(() => {
    save();
    return writing;
  });
  store.subscribe(() => {
    if (!isKeeping) return;
    if (pick(store.getState()) === kept) return;
    if (useStorageStore.getState().storage.status === 'saved') {
      useStorageStore.setState({ storage: { status: 'saving' } });
    }
    // Not put off by what follows: a store that changes all the time would never be saved.
    timer ??= setTimeout(save, quietMs);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && timer !== undefined) save();
  });
}

/** The project is in no menu any more: nothing can be saved of it, and trying again is of no use. */
function stopPersisting(): void {
  stopKeeping();
  useProjectStore.setState({ hold: 'gone' });
}

function reportSaveStatus(): void {
  const [reason] = failing.values();
  useStorageStore.setState({ storage: reason === undefined ? { status: 'saved' } : { status: 'failed', reason } });
}
