import { create } from 'zustand';
import type { PersistedSlice } from './persist-slice.ts';

/** A computation that the page starts by itself; `joining`: trained networks are taken into the demand forecasts. */
export type WorkId = 'demand' | 'candidates' | 'plan' | 'trends' | 'training' | 'joining';

export interface PendingState {
  /**
   * What was under way, or waited for its turn, and is taken up after a reload; what the manager cancelled is not among it.
   * null: not known (a project of an earlier version, or one opened from a file).
   */
  readonly pending: readonly WorkId[] | null;
}

export const usePendingStore = create<PendingState>(() => ({ pending: null }));

export function setPending(pending: readonly WorkId[]): void {
  usePendingStore.setState({ pending });
}

export function addPending(id: WorkId): void {
  const pending = usePendingStore.getState().pending ?? [];
  if (!pending.includes(id)) setPending([...pending, id]);
}

export function dropPending(id: WorkId): void {
  const { pending } = usePendingStore.getState();
  if (pending === null || pending.includes(id)) setPending((pending ?? []).filter((each) => each !== id));
}

/** Of this machine alone: a project file holds what has been computed, and nothing under way. */
export const persistedPending: PersistedSlice<PendingState, PendingState['pending']> = {
  key: 'due',
  version: 1,
  store: usePendingStore,
  pick: ({ pending }) => pending,
  accept: (stored, version) =>
    version === 1 && Array.isArray(stored) && stored.every(isWork) ? { pending: stored as WorkId[] } : null,
};

const works: ReadonlySet<unknown> = new Set<WorkId>(['demand', 'candidates', 'plan', 'trends', 'training', 'joining']);

function isWork(stored: unknown): boolean {
  return works.has(stored);
}
