import { createWorkerClient } from '#workers/worker-client.ts';
import type { IngestHandlers } from './contract.ts';
import IngestWorker from './worker.ts?worker';

/** The one ingest worker of the page. */
export const ingestClient = createWorkerClient<IngestHandlers>(() => new IngestWorker());
