import { startWorker } from '#workers/start-worker.ts';
import type { StatisticsHandlers } from '#workers/statistics/contract.ts';
import { createWorkerClient, type WorkerClient } from '#workers/worker-client.ts';
import workerUrl from './worker.ts?worker&url';

/** A statistics worker; one for each core makes a pool (series are handed out by the caller). */
export function createStatisticsClient(): WorkerClient<StatisticsHandlers> {
  return createWorkerClient<StatisticsHandlers>(() => startWorker(workerUrl, 'statistics'));
}
