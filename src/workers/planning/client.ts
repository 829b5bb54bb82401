import type { PlanningHandlers } from '#workers/planning/contract.ts';
import { createPooledClient } from '#workers/planning/island-pool.ts';
import { createWorkerClient, type WorkerClient, type WorkerLike } from '#workers/worker-client.ts';
import PlanningWorker from './worker.ts?worker';

/** As many as a search has islands: more would idle. */
const mostWorkers = 4;

/**
 * The planning workers, one a core up to the number of islands: each started at its first job, restarted after a crash. The
 * first serves every job; the others only take their islands of a search.
 */
export function createPlanningClient(): WorkerClient<PlanningHandlers> {
  const cores = Math.max(1, Math.min(mostWorkers, navigator.hardwareConcurrency || 1));
  return createPooledClient(
    Array.from({ length: cores }, () => createWorkerClient<PlanningHandlers>(() => new PlanningWorker() as WorkerLike)),
  );
}
