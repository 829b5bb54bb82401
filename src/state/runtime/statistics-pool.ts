import type { FittedModel } from '#engine/combination/add-pooled-forecasts.ts';
import type { Issue } from '#engine/issue.ts';
import type {
  DecideSeriesInput,
  DecideSeriesOutput,
  FitSeriesOutput,
  FittedSeries,
  ForecastSeriesInput,
  PreparedSeries,
  ReconciliationReport,
  SeriesForecast,
  StatisticsHandlers,
} from '#workers/statistics/contract.ts';
import type { JobResult, WorkerClient } from '#workers/worker-client.ts';
import { issueOfJob } from './job-state.ts';
import { addedCost, type Batch, pooledCost, seriesCost, toBatches } from './series-batches.ts';
import { urgentWork } from './urgent-work.ts';

/** Progress between two finished series is passed on at most this often: every report redraws a screen. */
const quietMs = 250;
/** A worker in the middle of a fit is ended so long after a cancel; its core is then free for the next job. */
const graceMs = 150;

export type StatisticsClient = WorkerClient<StatisticsHandlers>;
export type Evidence = DecideSeriesOutput['evidence'];

/** One series and its forecast, or why there is none. */
export type SeriesAnswer =
  | { readonly ok: true; readonly result: SeriesForecast }
  | { readonly ok: false; readonly issue: Issue };

/** `first` = the naive forecast, untested; `own` = chosen by the series' own backtest; the answers returned are final. */
export type AnswerStage = 'first' | 'own';

export interface ArrivedAnswer {
  readonly id: string;
  readonly answer: SeriesAnswer;
  readonly stage: AnswerStage;
}

export interface PoolOptions {
  readonly signal: AbortSignal;
  /** Share of all the work done, 0 to 1, and the answers that have just arrived. */
  readonly onProgress: (done: number, arrived: readonly ArrivedAnswer[]) => void;
  /** What an earlier computation found over many series, for the few of this one. */
  readonly evidence?: Evidence | undefined;
  /** Networks that are compared with the other models. */
  readonly networks?: DecideSeriesInput['networks'] | undefined;
  /** Series that something waits for: theirs are the first answers. */
  readonly isFirst?: ((series: PreparedSeries) => boolean) | undefined;
}

export interface PoolForecast {
  /** In the order of the series. */
  readonly answers: readonly SeriesAnswer[];
  readonly evidence: Evidence;
  readonly reconciliation?: ReconciliationReport;
  /** What the choice was made from: with it, it can be made again. */
  readonly records: Records;
}

type Records = ReadonlyMap<string, FittedSeries>;

type Settings = Omit<ForecastSeriesInput, 'series' | 'nonNegative'>;

/** One worker a core, eight at most. The page has little to do beside them, and the system gives it its turn. */
export function workersForCores(cores = 2): number {
  return Math.max(1, Math.min(8, cores || 2));
}

/**
 * Statistics workers of one computation, started when needed. Whatever the number of workers, the answers are those of
 * the worker's own `forecastSeries` on all series in one job, which is also what the terminal runs.
 */
export class StatisticsPool {
  private readonly clients: StatisticsClient[] = [];
  private readonly start: () => StatisticsClient;
  private readonly size: number;

  constructor(start: () => StatisticsClient, size: number) {
    this.start = start;
    this.size = size;
  }

  private client(index: number): StatisticsClient {
    this.clients[index] ??= this.start();
    return this.clients[index];
  }

  /** A single job, on the first worker. */
  get run(): StatisticsClient['run'] {
    return this.client(0).run;
  }

  /** Hands items out to the workers until there is none; `work` runs its jobs on the client that it is given. */
  async each<Item>(
    next: () => Item | undefined | Promise<Item | undefined>,
    work: (item: Item, client: StatisticsClient) => Promise<void>,
  ): Promise<void> {
    const serve = async (client: StatisticsClient): Promise<void> => {
      for (let item = await next(); item !== undefined; item = await next()) await work(item, client);
    };
    await Promise.all(Array.from({ length: this.size }, (_, i) => serve(this.client(i))));
  }

  /**
   * Forecasts many series: the naive forecast of all of them first, then every model, in batches of like cost, the dearest
   * first; more origins of each; the model over all series; last the choice by the evidence of all together. A worker that dies takes the one series
   * with it that killed it: the others of its batch are run again. Null when cancelled.
   */
  async forecast(
    series: readonly PreparedSeries[],
    settings: Settings,
    options: PoolOptions,
  ): Promise<PoolForecast | null> {
    const { signal, onProgress, isFirst } = options;
    const { between = 0, older = 0, origins } = settings;
    const workers = Math.min(this.size, series.length);
    const later = addedCost(origins, between, older);
    const ofFirst = series.reduce((sum, one) => sum + seriesCost(one, origins), 0) / Math.max(1, workers);
    const fits = ofFirst * (1 + later);
    const together = learnsTogether(settings) ? pooledCost(series, settings.horizon, origins, this.size) : 0;
    const work = new ForecastWork(series, onProgress, together / (fits + together || 1));
    if (series.length > 1) await this.lookFirst(series, settings, signal, work);
    const fitAll = async (among: readonly PreparedSeries[], isMore: boolean): Promise<void> => {
      const part = (isMore ? later : 1) / (1 + later);
      const queue = toBatches(among, origins, workers, isFirst).map((one) => ({ ...one, share: part * one.share }));
      await this.each(
        async () => {
          const following = queue[0];
          if (following && (isMore || !isFirst?.(following.series[0]))) await urgentWork.over();
          return signal.aborted ? undefined : queue.shift();
        },
        async (batch, client) => {
          queue.push(...(await fitBatch(batch, settings, isMore, client, signal, work)));
        },
      );
    };
    await fitAll(series, false);
    const found = series.filter(({ id }) => work.records.has(id));
    if (later > 0 && !signal.aborted) await fitAll(found, true);
    if (signal.aborted) return null;
    if (together > 0) await this.fitTogether(series, signal, work);
    return signal.aborted ? null : this.decide(series, work, options);
  }

  /**
   * The models over all series, side by side, and what they forecast. A worker that dies of one takes that model with
   * it and nothing else.
   */
  private async fitTogether(series: readonly PreparedSeries[], signal: AbortSignal, work: ForecastWork): Promise<void> {
    const records = series.flatMap(({ id, nonNegative }) => (nonNegative ? (work.records.get(id) ?? []) : []));
    const options = { signal, graceMs, again: true };
    const listed = await this.run('listPooledFits', { records }, options);
    if (listed.kind !== 'done') return;
    const queue = [...listed.output];
    const fitted: FittedModel[] = [];
    let failed = false;
    await this.each(
      async () => {
        await urgentWork.over();
        return failed || signal.aborted ? undefined : queue.shift();
      },
      async (fit, client) => {
        const answer = await client.run('fitPooledModel', fit, options);
        if (answer.kind !== 'done') failed = true;
        else fitted.push(answer.output);
        work.advanceTogether(fitted.length / listed.output.length);
      },
    );
    if (failed || signal.aborted) return;
    const answer = await this.run('fitPooled', { records, fitted }, options);
    if (answer.kind !== 'done') return;
    for (const record of answer.output.records) work.records.set(record.seriesId, record);
  }

  /** The choice once more from the records of an earlier answer, with other models beside them. */
  async decideAgain(
    series: readonly PreparedSeries[],
    earlier: PoolForecast,
    options: PoolOptions,
  ): Promise<PoolForecast | null> {
    const work = new ForecastWork(series, options.onProgress, 0);
    for (const [id, record] of earlier.records) work.records.set(id, record);
    for (const [i, { id }] of series.entries()) work.answers.set(id, earlier.answers[i]);
    return this.decide(series, work, options);
  }

  private async lookFirst(
    series: readonly PreparedSeries[],
    settings: Settings,
    signal: AbortSignal,
    work: ForecastWork,
  ): Promise<void> {
    for (const nonNegative of [true, false]) {
      const own = series.filter((one) => one.nonNegative === nonNegative).map(withoutSign);
      if (own.length === 0) continue;
      const job: ForecastSeriesInput = { ...settings, series: own, nonNegative, methods: [], origins: 0 };
      const answer = await this.run('forecastSeries', job, { signal, graceMs, again: true });
      if (answer.kind !== 'done') return;
      work.arrive(answer.output.results, 'first');
    }
  }

  private async decide(
    series: readonly PreparedSeries[],
    work: ForecastWork,
    { signal, evidence: earlier, networks }: PoolOptions,
  ): Promise<PoolForecast | null> {
    let evidence: Evidence = new Map();
    let reconciliation: ReconciliationReport | undefined;
    for (const nonNegative of [true, false]) {
      const records = series.flatMap((one) => {
        const record = one.nonNegative === nonNegative ? work.records.get(one.id) : undefined;
        return record ? [record] : [];
      });
      if (records.length === 0) continue;
      const input = {
        records,
        ...(earlier ? { evidence: earlier } : {}),
        ...(networks && nonNegative ? { networks } : {}),
      };
      const decided = await this.run('decideSeries', input, { signal, graceMs, again: true });
      if (decided.kind === 'done') {
        if (nonNegative) ({ evidence, reconciliation } = decided.output);
        for (const result of decided.output.results) work.answers.set(result.seriesId, { ok: true, result });
      } else if (decided.kind === 'cancelled') return null;
      else for (const { seriesId } of records) work.answers.set(seriesId, { ok: false, issue: issueOf(decided) });
    }
    const none: SeriesAnswer = { ok: false, issue: { code: 'no-observation', severity: 'error' } };
    const answers = series.map(({ id }) => work.answers.get(id) ?? none);
    return signal.aborted
      ? null
      : { answers, evidence, records: work.records, ...(reconciliation ? { reconciliation } : {}) };
  }
}

/** What has been found so far of one computation, and how much of it is done. */
class ForecastWork {
  readonly records = new Map<string, FittedSeries>();
  readonly answers = new Map<string, SeriesAnswer>();
  private readonly shares = new Map<Batch, number>();
  private readonly stages = new Map<string, AnswerStage>();
  private readonly onProgress: PoolOptions['onProgress'];
  private reported = Number.NEGATIVE_INFINITY;
  private readonly count: number;
  /** Part of the time that the model over all series takes, 0 to 1, and how much of it is done. */
  private readonly togetherShare: number;
  private togetherDone = 0;

  constructor(series: readonly PreparedSeries[], onProgress: PoolOptions['onProgress'], togetherShare: number) {
    this.count = series.length;
    this.onProgress = onProgress;
    this.togetherShare = togetherShare;
  }

  /** Share of the time gone: every batch says what part of all fits it is. */
  get done(): number {
    let fits = this.count > 0 ? 0 : 1;
    for (const [batch, share] of this.shares) fits += share * batch.share;
    return Math.min(1, (1 - this.togetherShare) * fits + this.togetherShare * this.togetherDone);
  }

  advanceTogether(share: number): void {
    this.togetherDone = share;
    this.onProgress(this.done, []);
  }

  advance(batch: Batch, share: number): void {
    this.shares.set(batch, Math.max(this.shares.get(batch) ?? 0, share));
    if (performance.now() - this.reported < quietMs) return;
    this.reported = performance.now();
    this.onProgress(this.done, []);
  }

  /** Passes on what has not been passed on at this stage: progress messages can be overtaken by a job's answer. */
  arrive(results: readonly SeriesForecast[], stage: AnswerStage): void {
    const news = results.filter(({ seriesId }) => this.stages.get(seriesId) !== stage);
    if (news.length === 0) return;
    for (const { seriesId } of news) this.stages.set(seriesId, stage);
    const arrived = news.map((result): ArrivedAnswer => ({ id: result.seriesId, stage, answer: { ok: true, result } }));
    this.onProgress(this.done, arrived);
  }

  refuse(id: string, issue: Issue): void {
    // A record with fewer origins than the others is not to be compared with them.
    this.records.delete(id);
    const answer: SeriesAnswer = { ok: false, issue };
    this.answers.set(id, answer);
    this.onProgress(this.done, [{ id, stage: 'own', answer }]);
  }
}

/**
 * Every model on the series of a batch; `isMore`: at more origins than the first answers waited for. Answers with the batches to run
 * again: those of a batch whose worker died, one by one.
 */
async function fitBatch(
  batch: Batch,
  settings: Settings,
  isMore: boolean,
  client: StatisticsClient,
  signal: AbortSignal,
  work: ForecastWork,
): Promise<readonly Batch[]> {
  const { between = 0, older = 0 } = settings;
  // Several are tried one by one (below), one once more.
  const options = { signal, graceMs, again: batch.series.length === 1 };
  const records = batch.series.flatMap(({ id }) => work.records.get(id) ?? []);
  const job = { ...settings, nonNegative: batch.nonNegative, series: batch.series.map(withoutSign) };
  const result: JobResult<Pick<FitSeriesOutput, 'records'> & Partial<FitSeriesOutput>> = isMore
    ? await client.run(
        'addOrigins',
        { records, between, older },
        { ...options, onProgress: ({ done }) => work.advance(batch, done) },
      )
    : await client.run('fitSeries', job, {
        ...options,
        onProgress: (progress) => {
          work.advance(batch, progress.done);
          if (progress.kind === 'series') work.arrive([progress.result], 'own');
        },
      });
  if (result.kind === 'cancelled') return [];
  if (result.kind === 'crashed' && batch.series.length > 1) {
    const share = batch.share / batch.series.length;
    return batch.series.map((one) => ({ ...batch, series: [one], share }));
  }
  work.advance(batch, 1);
  if (result.kind !== 'done') {
    for (const { id } of batch.series) work.refuse(id, issueOf(result));
    return [];
  }
  const { results = [], records: found, refused = [] } = result.output;
  work.arrive(results, 'own');
  for (const record of found) work.records.set(record.seriesId, record);
  for (const { seriesId, issue } of refused) work.refuse(seriesId, issue);
  return [];
}

function learnsTogether({ methods }: Settings): boolean {
  return methods === 'auto' || (methods !== 'index' && methods.includes('gbm'));
}

function withoutSign({ nonNegative: _, ...series }: PreparedSeries): Omit<PreparedSeries, 'nonNegative'> {
  return series;
}

/** A job that gave no answer, as an issue. */
export function issueOf(result: Exclude<JobResult<unknown>, { kind: 'done' }>): Issue {
  return issueOfJob(result, 'worker-crashed') ?? { code: 'cancelled', severity: 'info' };
}
