import { create } from 'zustand';
import type { Issue } from '#engine/issue.ts';
import { afterReload, type JobState } from '#state/runtime/job-state.ts';
import type { PersistedSlice } from '#state/saving/persist-slice.ts';
import type { ResultIn } from '#storage/slices/slices.ts';
import type { SeriesForecast } from '#workers/statistics/contract.ts';

/** The contract's shape as the screens use it. */
export type MarketForecast = SeriesForecast;

export type TrendsResult = ResultIn<'trends'>;
/** Trend, season and effects of all products or of one category. */
export type TrendSeries = TrendsResult['series'][number];
/** An index of the market calendar with its forecast. */
export type MarketSeries = TrendsResult['market'][number];
/** A part of a trend that could be computed, or why not. */
export type Part<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issue: Issue };
export type Effects = Extract<TrendSeries['events'], { readonly ok: true }>['value'];

export interface TrendsProgress {
  /** Share done, 0 to 1. */
  readonly done: number;
}

export interface TrendsState {
  readonly job: JobState<TrendsProgress, TrendsResult>;
  /** Id of the series on screen. */
  readonly shown: string;
}

export const useTrendsStore = create<TrendsState>(() => ({ job: { status: 'idle' }, shown: 'total' }));

export function showTrend(id: string): void {
  useTrendsStore.setState({ shown: id });
}

export const persistedTrends: PersistedSlice<TrendsState, 'trends'> = {
  key: 'trends',
  store: useTrendsStore,
  // A job under way can't be taken up after a reload: it is persisted as idle.
  pick: ({ job }) => afterReload(job),
  restore: (job) => ({ job }),
};
