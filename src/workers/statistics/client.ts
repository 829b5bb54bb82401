import type { StatisticsHandlers } from '#workers/statistics/contract.ts';
import { createWorkerClient, type WorkerClient, type WorkerLike } from '#workers/worker-client.ts';
import StatisticsWorker from './worker.ts?worker';

/** A statistics worker; one for each core makes a pool (series are handed out by the caller). */
export function createStatisticsClient(): WorkerClient<StatisticsHandlers> {
  return createWorkerClient<StatisticsHandlers>(() => new StatisticsWorker() as WorkerLike);
}
