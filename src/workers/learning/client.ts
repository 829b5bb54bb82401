import type { LearningHandlers } from '#workers/learning/contract.ts';
import { startWorker } from '#workers/start-worker.ts';
import { createWorkerClient, type SingleWorkerClient } from '#workers/worker-client.ts';
import workerUrl from './worker.ts?worker&url';

/** The learning worker: one network trains at a time, hence one worker. */
export function createLearningClient(): SingleWorkerClient<LearningHandlers> {
  return createWorkerClient<LearningHandlers>(() => startWorker(workerUrl, 'learning'));
}
