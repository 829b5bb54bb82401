import { create } from 'zustand';
import { afterReload, type JobState } from '#state/runtime/job-state.ts';
import type { PersistedSlice } from '#state/saving/persist-slice.ts';
import type { ResultIn } from '#storage/slices/slices.ts';
import type { ColdStartProgress } from '#workers/candidates/contract.ts';

export type LaunchBacktestResult = ResultIn<'launch-backtest'>;

export interface LaunchBacktestState {
  readonly job: JobState<ColdStartProgress, LaunchBacktestResult>;
}

export const useLaunchBacktestStore = create<LaunchBacktestState>(() => ({ job: { status: 'idle' } }));

export const persistedLaunchBacktest: PersistedSlice<LaunchBacktestState, 'launch-backtest'> = {
  key: 'launch-backtest',
  store: useLaunchBacktestStore,
  pick: ({ job }) => afterReload(job),
  restore: (job) => ({ job }),
};
