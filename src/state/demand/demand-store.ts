import { create } from 'zustand';
import { afterReload, type JobState } from '#state/runtime/job-state.ts';
import type { PersistedSlice } from '#state/saving/persist-slice.ts';
import type { ResultIn } from '#storage/slices/slices.ts';

export type DemandResult = ResultIn<'demand'>;
/** One series with its forecast and what the backtest said. */
export type DemandSeries = DemandResult['series'][number];

export interface DemandProgress {
  /** Share done, 0 to 1. */
  readonly done: number;
  /** What is finished streams in. */
  readonly series: readonly DemandSeries[];
}

/** A product that the manager asked for beside the best sellers. */
export interface AskedProduct {
  readonly productId: string;
  readonly inputHash: string;
  readonly state: 'running' | 'ready';
  readonly series: DemandSeries | null;
}

export interface DemandState {
  readonly job: JobState<DemandProgress, DemandResult>;
  /** Networks are being taken in: forecasts are made anew beside those of `job`, which stay in force. */
  readonly joining: JobState<{ readonly done: number }, null>;
  readonly asked: readonly AskedProduct[];
  /** Id of the series on screen. */
  readonly shown: string;
}

export const useDemandStore = create<DemandState>(() => ({
  job: { status: 'idle' },
  joining: { status: 'idle' },
  asked: [],
  shown: 'total',
}));

export function showSeries(id: string): void {
  useDemandStore.setState({ shown: id });
}

export const persistedDemand: PersistedSlice<DemandState, 'demand'> = {
  key: 'demand',
  store: useDemandStore,
  // A job under way can't be taken up after a reload: it is persisted as idle.
  pick: ({ job }) => afterReload(job),
  restore: (job) => ({ job }),
};
