import { startWorker } from '#workers/start-worker.ts';
import { createWorkerClient } from '#workers/worker-client.ts';
import type { IngestHandlers } from './contract.ts';
import workerUrl from './worker.ts?worker&url';

/** The one ingest worker of the page. */
export const ingestClient = createWorkerClient<IngestHandlers>(() => startWorker(workerUrl, 'ingest'));
