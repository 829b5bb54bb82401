import type { PlanningHandlers } from '#workers/planning/contract.ts';
import { createWorkerClient, type WorkerClient, type WorkerLike } from '#workers/worker-client.ts';
import PlanningWorker from './worker.ts?worker';

/** The planning worker: started at the first job, restarted after a crash. */
export function createPlanningClient(): WorkerClient<PlanningHandlers> {
  return createWorkerClient<PlanningHandlers>(() => new PlanningWorker() as WorkerLike);
}
