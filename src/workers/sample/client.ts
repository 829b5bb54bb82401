import type { SampleHandlers } from '#workers/sample/contract.ts';
import { startWorker } from '#workers/start-worker.ts';
import { createWorkerClient, type WorkerClient } from '#workers/worker-client.ts';
import workerUrl from './worker.ts?worker&url';

/** The sample worker: started at the first job, restarted after a crash. */
export function createSampleClient(): WorkerClient<SampleHandlers> {
  return createWorkerClient<SampleHandlers>(() => startWorker(workerUrl, 'sample'));
}
