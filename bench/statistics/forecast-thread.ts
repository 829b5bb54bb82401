/** A worker thread of the statistics benchmark: the page's worker handlers, one batch of series after the other. */
import { parentPort } from 'node:worker_threads';
import { createFreeControl } from '#workers/job-control.ts';
import type { ForecastSeriesInput } from '#workers/statistics/contract.ts';
import { fitSeries } from '#workers/statistics/handlers.ts';

parentPort?.on('message', async (job: ForecastSeriesInput) => {
  parentPort?.postMessage(await fitSeries(job, createFreeControl()));
});
