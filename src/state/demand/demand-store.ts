import { create } from 'zustand';
import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Issue } from '#engine/issue.ts';
import { afterReload, type JobState } from '#state/runtime/job-state.ts';
import type { PersistedSlice } from '#state/runtime/persist-slice.ts';
import type { AnswerStage, Evidence } from '#state/runtime/statistics-pool.ts';
import type { SeriesForecast } from '#workers/statistics/contract.ts';
import { type DemandForecast, toDemandForecast } from './demand-forecast.ts';

/** One series with its forecast and what the backtest said. */
export interface DemandSeries {
  /** `total`, `category:NAME`, `product:ID`. */
  readonly id: string;
  readonly start: EpochDay;
  /** Periods a season: 52 weeks or 12 months. */
  readonly frequency: number;
  /** Absent: units. */
  readonly measure?: 'units' | 'revenue';
  /** Observed units (or money) by period; NaN = unknown. */
  readonly values: Float64Array;
  /** Null while it is being computed, and where there is no forecast: `issue` then says why. */
  readonly forecast: DemandForecast | null;
  readonly issue: Issue | null;
  /** Absent when final: `first` = the naive forecast, untested yet; `own` = chosen, though not yet beside all series. */
  readonly stage?: AnswerStage;
}

export interface DemandProgress {
  /** Share done, 0 to 1. */
  readonly done: number;
  /** What is finished streams in. */
  readonly series: readonly DemandSeries[];
}

export interface DemandResult {
  readonly series: readonly DemandSeries[];
  /** Periods ahead. */
  readonly horizon: number;
  /** Backtest origins asked for. */
  readonly origins: number;
  /** What all series together said about each method: counts for a product that is looked at later. */
  readonly evidence?: Evidence;
  /** The trained networks that took part, by the time of their training, and how many series are forecast by one, wholly or
   * in a combination. Absent: none has taken part yet. */
  readonly networks?: { readonly trainedAt: number; readonly used: number };
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

export const persistedDemand: PersistedSlice<DemandState, DemandState['job']> = {
  key: 'demand',
  version: 2,
  store: useDemandStore,
  // A job under way can't be taken up after a reload: it is persisted as idle.
  pick: ({ job }) => afterReload(job),
  accept: (stored, version) => {
    if ((version !== 1 && version !== 2) || !isJob(stored)) return null;
    return { job: afterReload(version === 1 ? fromFirstVersion(stored) : stored) };
  },
};

/** The first version kept the figures of every method that lost. */
function fromFirstVersion(job: DemandState['job']): DemandState['job'] {
  if (job.status !== 'ready') return job;
  const series = job.result.series.map((one) => ({
    ...one,
    forecast: one.forecast && toDemandForecast(one.forecast as unknown as SeriesForecast),
  }));
  return { ...job, result: { ...job.result, series } };
}

function isJob(stored: unknown): stored is DemandState['job'] {
  if (!stored || typeof stored !== 'object') return false;
  const job = stored as DemandState['job'];
  return job.status !== 'ready' || Array.isArray(job.result.series);
}
