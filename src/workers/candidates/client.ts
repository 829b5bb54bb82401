import type { CandidatesHandlers } from '#workers/candidates/contract.ts';
import { startWorker } from '#workers/start-worker.ts';
import { createWorkerClient, type WorkerClient } from '#workers/worker-client.ts';
import workerUrl from './worker.ts?worker&url';

/** The candidates worker: started at the first job, restarted after a crash. */
export function createCandidatesClient(): WorkerClient<CandidatesHandlers> {
  return createWorkerClient<CandidatesHandlers>(() => startWorker(workerUrl, 'candidates'));
}
