import type { Issue } from '#engine/issue.ts';
import { createStatisticsClient } from '#workers/statistics/client.ts';
import type {
  ForecastSeriesInput,
  PreparedSeries,
  SeriesForecast,
  StatisticsHandlers,
} from '#workers/statistics/contract.ts';
import type { JobResult, WorkerClient } from '#workers/worker-client.ts';

/** Progress between two finished series is passed on at most this often: every report redraws a screen. */
const quietMs = 250;

type StatisticsClient = WorkerClient<StatisticsHandlers>;

/** One series and its forecast, or why there is none. */
export type SeriesAnswer =
  | { readonly ok: true; readonly result: SeriesForecast }
  | { readonly ok: false; readonly issue: Issue };

export interface PoolOptions {
  readonly signal: AbortSignal;
  /** Share of all the work done, 0 to 1, and the series just finished. */
  readonly onProgress: (done: number, finished: { readonly id: string; readonly answer: SeriesAnswer } | null) => void;
}

/**
 * Statistics workers of one computation, started when needed: as many as leave a core each to the page, the training and
 * the planner, at most four, at least one.
 */
export class StatisticsPool {
  private readonly clients: StatisticsClient[] = [];

  private client(index: number): StatisticsClient {
    this.clients[index] ??= createStatisticsClient();
    return this.clients[index];
  }

  /** A single job, on the first worker. */
  get run(): StatisticsClient['run'] {
    return this.client(0).run;
  }

  /**
   * Forecasts many series, one a job, so that a worker that dies takes one series with it and every finished one is shown
   * at once. Answers in the order of `series`; null when cancelled.
   */
  async forecast(
    series: readonly PreparedSeries[],
    settings: Omit<ForecastSeriesInput, 'series' | 'nonNegative'>,
    { signal, onProgress }: PoolOptions,
  ): Promise<SeriesAnswer[] | null> {
    const answers: SeriesAnswer[] = [];
    const shares = new Float64Array(series.length);
    const done = (): number => (series.length > 0 ? shares.reduce((sum, share) => sum + share, 0) / series.length : 1);
    let next = 0;
    let reported = Number.NEGATIVE_INFINITY;
    const work = async (client: StatisticsClient): Promise<void> => {
      for (let at = next++; at < series.length && !signal.aborted; at = next++) {
        const { nonNegative, ...one } = series[at];
        const job: ForecastSeriesInput = { ...settings, nonNegative, series: [one] };
        const result = await client.run('forecastSeries', job, {
          signal,
          onProgress: (progress) => {
            shares[at] = Math.max(shares[at], progress.done);
            if (performance.now() - reported < quietMs) return;
            reported = performance.now();
            onProgress(done(), null);
          },
        });
        if (result.kind === 'cancelled') return;
        const answer = toAnswer(result);
        answers[at] = answer;
        shares[at] = 1;
        onProgress(done(), { id: one.id, answer });
      }
    };
    const workers = Math.min(series.length, workerCount(navigator.hardwareConcurrency));
    await Promise.all(Array.from({ length: workers }, (_, i) => work(this.client(i))));
    return signal.aborted ? null : answers;
  }
}

function workerCount(cores: number): number {
  return Math.max(1, Math.min(4, (cores || 2) - 3));
}

function toAnswer(result: JobResult<Awaited<ReturnType<StatisticsHandlers['forecastSeries']>>>): SeriesAnswer {
  if (result.kind !== 'done') return { ok: false, issue: issueOf(result) };
  const [forecast] = result.output.results;
  if (forecast) return { ok: true, result: forecast };
  return { ok: false, issue: result.output.refused[0].issue };
}

/** A job that gave no answer, as an issue. */
export function issueOf(result: Exclude<JobResult<unknown>, { kind: 'done' }>): Issue {
  if (result.kind === 'refused') return { code: result.code, severity: 'error', params: result.params };
  if (result.kind === 'crashed')
    return { code: 'worker-crashed', severity: 'error', params: { reason: result.message } };
  return { code: 'cancelled', severity: 'info' };
}
