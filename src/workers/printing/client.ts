import type { PrintingHandlers } from '#workers/printing/contract.ts';
import { createWorkerClient, type WorkerClient, type WorkerLike } from '#workers/worker-client.ts';
import PrintingWorker from './worker.ts?worker';

/** The printing worker: started at the first export, restarted after a crash. */
export function createPrintingClient(): WorkerClient<PrintingHandlers> {
  return createWorkerClient<PrintingHandlers>(() => new PrintingWorker() as WorkerLike);
}
