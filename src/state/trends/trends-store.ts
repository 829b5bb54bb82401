import { create } from 'zustand';
import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Issue } from '#engine/issue.ts';
import { afterReload, type JobState } from '#state/runtime/job-state.ts';
import type { PersistedSlice } from '#state/runtime/persist-slice.ts';
import type {
  DecomposeSeriesOutput,
  EstimateEffectsOutput,
  PrepareEffectsOutput,
  SeriesForecast,
} from '#workers/statistics/contract.ts';

/** The contract's shape as the screens use it. */
export type MarketForecast = SeriesForecast;

/** A part of a trend that could be computed, or why not. */
export type Part<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issue: Issue };

export interface Effects {
  readonly estimate: EstimateEffectsOutput;
  readonly roles: PrepareEffectsOutput['roles'];
  readonly builtInEvents?: boolean;
}

/** Trend, season and effects of all products or of one category. */
export interface TrendSeries {
  /** `total` or `category:NAME`. */
  readonly id: string;
  /** Absent: units. */
  readonly measure?: 'units' | 'revenue';
  readonly start: EpochDay;
  readonly frequency: number;
  readonly values: Float64Array;
  readonly multiplicative: boolean;
  readonly decomposition: Part<DecomposeSeriesOutput>;
  /** Promotions and holidays, with their usual discount. */
  readonly events: Part<Effects>;
  /** The price, with promotions and holidays held constant. */
  readonly price: Part<Effects>;
}

/** An index of the market calendar with its forecast. */
export interface MarketSeries {
  readonly id: 'market:price-index' | 'market:season-index';
  readonly start: EpochDay;
  readonly frequency: number;
  readonly values: Float64Array;
  readonly forecast: Part<SeriesForecast>;
}

export interface TrendsResult {
  readonly series: readonly TrendSeries[];
  readonly market: readonly MarketSeries[];
  readonly horizon: number;
}

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

export const persistedTrends: PersistedSlice<TrendsState, TrendsState['job']> = {
  key: 'trends',
  version: 2,
  store: useTrendsStore,
  // A job under way can't be taken up after a reload: it is persisted as idle.
  pick: ({ job }) => afterReload(job),
  accept: (stored, version) => (version === 2 && isJob(stored) ? { job: afterReload(stored) } : null),
};

function isJob(stored: unknown): stored is TrendsState['job'] {
  if (!stored || typeof stored !== 'object') return false;
  const job = stored as TrendsState['job'];
  return job.status !== 'ready' || (Array.isArray(job.result.series) && Array.isArray(job.result.market));
}
