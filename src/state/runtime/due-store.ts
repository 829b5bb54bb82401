import { create } from 'zustand';
import type { KeptSlice } from './keep-slice.ts';

/** A computation that the page starts by itself; `joining`: trained networks are taken into the demand forecasts. */
export type WorkId = 'demand' | 'candidates' | 'plan' | 'trends' | 'training' | 'joining';

export interface DueState {
  /**
   * What was under way, or waited for its turn, and is taken up after a reload; what the manager cancelled is not among it.
   * null: not known (a project of an earlier version, or one opened from a file).
   */
  readonly due: readonly WorkId[] | null;
}

export const useDueStore = create<DueState>(() => ({ due: null }));

export function setDue(due: readonly WorkId[]): void {
  useDueStore.setState({ due });
}

export function addDue(id: WorkId): void {
  const due = useDueStore.getState().due ?? [];
  if (!due.includes(id)) setDue([...due, id]);
}

export function dropDue(id: WorkId): void {
  const { due } = useDueStore.getState();
  if (due === null || due.includes(id)) setDue((due ?? []).filter((each) => each !== id));
}

/** Of this machine alone: a project file holds what has been computed, and nothing under way. */
export const keptDue: KeptSlice<DueState, DueState['due']> = {
  key: 'due',
  version: 1,
  store: useDueStore,
  pick: ({ due }) => due,
  accept: (stored, version) =>
    version === 1 && Array.isArray(stored) && stored.every(isWork) ? { due: stored as WorkId[] } : null,
};

const works: ReadonlySet<unknown> = new Set<WorkId>(['demand', 'candidates', 'plan', 'trends', 'training', 'joining']);

function isWork(stored: unknown): boolean {
  return works.has(stored);
}
