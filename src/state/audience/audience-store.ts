import { create } from 'zustand';
import { afterReload, type JobState } from '#state/runtime/job-state.ts';
import type { PersistedSlice } from '#state/saving/persist-slice.ts';
import type { ResultIn } from '#storage/slices/slices.ts';

export type AudienceResult = ResultIn<'audience'>;

export interface AudienceState {
  readonly job: JobState<{ readonly done: number }, AudienceResult>;
}

export const useAudienceStore = create<AudienceState>(() => ({ job: { status: 'idle' } }));

/** Orders do not tell the launches apart: as many known customers are expected to buy each. */
export function isSameForAll({ candidates }: NonNullable<AudienceResult['audience']>): boolean {
  const [first, ...others] = candidates;
  return others.length > 0 && others.every(({ buyers }) => buyers?.median === first.buyers?.median);
}

export const persistedAudience: PersistedSlice<AudienceState, 'audience'> = {
  key: 'audience',
  store: useAudienceStore,
  pick: ({ job }) => afterReload(job),
  restore: (job) => ({ job }),
};
