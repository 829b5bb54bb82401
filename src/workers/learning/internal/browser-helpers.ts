import type { HelperSource, HelperThread } from '#learning/wasm/gradient-team.ts';
import { startWorker } from '#workers/start-worker.ts';
import helperUrl from './gradient-helper-worker.ts?worker&url';

const mostThreads = 4;

/**
 * Threads beside the learning worker's own, where the page is isolated (shared memory) and has cores to spare: half of
 * them train, the others are the page's and the other workers'. Undefined = train alone.
 */
export function browserHelpers(): HelperSource | undefined {
  const threads = self.crossOriginIsolated ? Math.min(mostThreads, Math.floor(navigator.hardwareConcurrency / 2)) : 1;
  return threads > 1 ? { count: threads - 1, create: createThread } : undefined;
}

function createThread(): HelperThread {
  const worker = startWorker(helperUrl, 'learning helper');
  return {
    start: (job) =>
      new Promise((resolve, reject) => {
        worker.onmessage = () => resolve();
        worker.onerror = ({ message }) => reject(new Error(`gradient helper: ${message}`));
        worker.postMessage(job);
      }),
    terminate: () => worker.terminate(),
  };
}
