import type { LearningHandlers } from '#workers/learning/contract.ts';
import { createWorkerClient, type WorkerClient, type WorkerLike } from '#workers/worker-client.ts';
import LearningWorker from './worker.ts?worker';

/** The learning worker: one network trains at a time, hence one worker. */
export function createLearningClient(): WorkerClient<LearningHandlers> {
  return createWorkerClient<LearningHandlers>(() => new LearningWorker() as WorkerLike);
}
