import { Worker } from 'node:worker_threads';
import type { HelperSource, HelperThread } from '#learning/wasm/gradient-team.ts';

/** Helpers of a training as threads of Node. */
export function nodeHelpers(count: number): HelperSource {
  return { count, create: createThread };
}

function createThread(): HelperThread {
  const worker = new Worker(new URL('./gradient-helper.mjs', import.meta.url), { execArgv: [] });
  worker.unref();
  return {
    start: (job) =>
      new Promise((resolve, reject) => {
        worker.once('message', () => resolve());
        worker.once('error', reject);
        worker.postMessage(job);
      }),
    terminate: () => {
      worker.terminate();
    },
  };
}
