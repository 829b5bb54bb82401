import type { ExploreHandlers } from '#workers/explore/contract.ts';
import { startWorker } from '#workers/start-worker.ts';
import { createWorkerClient } from '#workers/worker-client.ts';
import workerUrl from './worker.ts?worker&url';

export const exploreClient = createWorkerClient<ExploreHandlers>(() => startWorker(workerUrl, 'explore'));
