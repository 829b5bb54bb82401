import type { PlanningHandlers } from '#workers/planning/contract.ts';
import { createPooledClient } from '#workers/planning/island-pool.ts';
import { createLeanClient } from '#workers/planning/parts-pool.ts';
import { startWorker } from '#workers/start-worker.ts';
import { createWorkerClient, type WorkerClient } from '#workers/worker-client.ts';
import workerUrl from './worker.ts?worker&url';

/** As many as a search has islands: more would idle. */
const mostWorkers = 4;

/**
 * The planning workers, one a core up to the number of islands: each started at its first job, restarted after a crash. The
 * first serves every job; the others only take their islands of a search. Each keeps the parts of the instances that it was sent.
 */
export function createPlanningClient(): WorkerClient<PlanningHandlers> {
  const cores = Math.max(1, Math.min(mostWorkers, navigator.hardwareConcurrency || 1));
  return createPooledClient(
    Array.from({ length: cores }, () =>
      createLeanClient(createWorkerClient<PlanningHandlers>(() => startWorker(workerUrl, 'planning'))),
    ),
  );
}
