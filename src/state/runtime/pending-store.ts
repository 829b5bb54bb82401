import { create } from 'zustand';
import type { PersistedSlice } from '#state/saving/persist-slice.ts';

export interface PendingState {
  /**
   * Ids of what was under way, or waited for its turn, and is taken up after a reload; what the manager cancelled is not among it.
   * null: not known (a project of an earlier version, or one opened from a file).
   */
  readonly pending: readonly string[] | null;
}

export const usePendingStore = create<PendingState>(() => ({ pending: null }));

export function setPending(pending: readonly string[]): void {
  usePendingStore.setState({ pending });
}

export function addPending(id: string): void {
  const pending = usePendingStore.getState().pending ?? [];
  if (!pending.includes(id)) setPending([...pending, id]);
}

export function dropPending(id: string): void {
  const { pending } = usePendingStore.getState();
  if (pending === null || pending.includes(id)) setPending((pending ?? []).filter((each) => each !== id));
}

/** Of this machine alone: a project file holds what has been computed, and nothing under way. */
export const persistedPending: PersistedSlice<PendingState, 'due'> = {
  key: 'due',
  store: usePendingStore,
  pick: ({ pending }) => pending,
  restore: (pending) => ({ pending }),
};
