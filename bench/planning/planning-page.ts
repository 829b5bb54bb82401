/** What the planner's checks run inside Chromium: real workers from the code that Node gives; bundled into an empty page. */
import type { OptimiseInput, OptimiseOutput, PlanningHandlers } from '#workers/planning/contract.ts';
import { createPooledClient } from '#workers/planning/island-pool.ts';
import { createLeanClient } from '#workers/planning/parts-pool.ts';
import { createWorkerClient, type WorkerLike } from '#workers/worker-client.ts';

const page = {
  /** Searches on so many workers, each started from `workerCode`; with the milliseconds that it took. */
  optimise: async (
    workerCode: string,
    count: number,
    input: OptimiseInput,
  ): Promise<{ readonly output: OptimiseOutput; readonly milliseconds: number }> => {
    const url = URL.createObjectURL(new Blob([workerCode], { type: 'text/javascript' }));
    const start = (): WorkerLike => new Worker(url) as WorkerLike;
    const client = createPooledClient(
      Array.from({ length: count }, () => createLeanClient(createWorkerClient<PlanningHandlers>(start))),
    );
    const started = performance.now();
    const result = await client.run('optimise', input);
    const milliseconds = performance.now() - started;
    client.terminate();
    if (result.kind !== 'done') throw new Error(JSON.stringify(result));
    return { output: result.output, milliseconds };
  },
};
export type PlanningPage = typeof page;

Object.assign(globalThis, { planningPage: page });
