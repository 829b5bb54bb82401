import type { PrintingHandlers } from '#workers/printing/contract.ts';
import { startWorker } from '#workers/start-worker.ts';
import { createWorkerClient, type WorkerClient } from '#workers/worker-client.ts';
import workerUrl from './worker.ts?worker&url';

/** The printing worker: started at the first export, restarted after a crash. */
export function createPrintingClient(): WorkerClient<PrintingHandlers> {
  return createWorkerClient<PrintingHandlers>(() => startWorker(workerUrl, 'printing'));
}
