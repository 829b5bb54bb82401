import type { CandidatesHandlers } from '#workers/candidates/contract.ts';
import { createWorkerClient, type WorkerClient, type WorkerLike } from '#workers/worker-client.ts';
import CandidatesWorker from './worker.ts?worker';

/** The candidates worker: started at the first job, restarted after a crash. */
export function createCandidatesClient(): WorkerClient<CandidatesHandlers> {
  return createWorkerClient<CandidatesHandlers>(() => new CandidatesWorker() as WorkerLike);
}
