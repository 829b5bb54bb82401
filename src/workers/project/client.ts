import type { ProjectHandlers } from '#workers/project/contract.ts';
import { startWorker } from '#workers/start-worker.ts';
import { createWorkerClient, type WorkerClient } from '#workers/worker-client.ts';
import workerUrl from './worker.ts?worker&url';

/** Where its script lies, as that of every worker: with what headers it comes is what the workers may do. */
export const workerAddress: string = workerUrl;

/** The project worker: started when a project is saved or opened, restarted after a crash. */
export function createProjectClient(): WorkerClient<ProjectHandlers> {
  return createWorkerClient<ProjectHandlers>(() => startWorker(workerUrl, 'project'));
}
