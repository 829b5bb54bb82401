import { create } from 'zustand';
import type { PersistedSlice } from '#state/saving/persist-slice.ts';
import type { FactsIn, ResultIn, SliceKey } from '#storage/slices/slices.ts';
import { afterReload, type JobState } from './job-state.ts';

export interface JobStoreState<Key extends SliceKey> {
  readonly job: JobState<{ readonly done: number }, ResultIn<Key>>;
}

/** What a computation declares of a store that holds its job and nothing else, persisted under its name. */
export function createJobStore<const Key extends SliceKey>(id: Key) {
  type State = JobStoreState<Key>;
  const store = create<State>(() => ({ job: { status: 'idle' } }));
  const slice: PersistedSlice<State, Key> = {
    key: id,
    store,
    pick: ({ job }) => afterReload(job) as FactsIn<Key>,
    restore: (job) => ({ job: job as State['job'] }),
  };
  const share = ({ done }: { readonly done: number }): number => done;
  return { id, store, slice, share, job: ({ job }: State) => job, put: (job: State['job']) => ({ job }) };
}
