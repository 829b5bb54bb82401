import type { MonitorHandlers } from '#workers/monitor/contract.ts';
import { startWorker } from '#workers/start-worker.ts';
import { createWorkerClient, type WorkerClient } from '#workers/worker-client.ts';
import workerUrl from './worker.ts?worker&url';

/** The monitor worker: started at the first job, restarted after a crash. */
export function createMonitorClient(): WorkerClient<MonitorHandlers> {
  return createWorkerClient<MonitorHandlers>(() => startWorker(workerUrl, 'monitor'));
}
