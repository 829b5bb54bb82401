import type { IslandState } from '#engine/planning/search/island-search.ts';
import type { OptimiseInput, OptimiseOutput, OptimiseProgress, PlanningHandlers } from '#workers/planning/contract.ts';
import type { JobResult, RunOptions, WorkerClient } from '#workers/worker-client.ts';

type Worker = WorkerClient<PlanningHandlers>;
type Options = RunOptions<OptimiseProgress>;

/**
 * Runs a search on several workers: each opens the problem, the islands are dealt out among them epoch by epoch, and the
 * first worker ends it with the bound. Islands and epochs follow from the problem, so that the plan is the one that
 * `optimise` finds in one worker; only the time differs. A worker that crashes or refuses ends the search with its answer.
 */
export async function optimiseOnWorkers(
  workers: readonly Worker[],
  input: OptimiseInput,
  options: Options = {},
): Promise<JobResult<OptimiseOutput>> {
  const { signal, graceMs = 1000 } = options;
  const merge = createMerger(workers.length, options.onProgress ?? (() => {}));
  const optionsOf = (worker: number): Options => ({
    ...(signal ? { signal } : {}),
    ...{ graceMs, onProgress: (progress: OptimiseProgress) => merge(worker, progress) },
  });
  const opened = await Promise.all(workers.map((worker, w) => worker.run('openSearch', input, optionsOf(w))));
  const shut = opened.find(({ kind }) => kind !== 'done');
  if (shut && shut.kind !== 'done') return shut;
  const sessions = opened.flatMap((answer) => (answer.kind === 'done' ? [answer.output] : []));
  const { islands, epochs } = sessions[0];

  let states: (IslandState | null)[] = Array.from({ length: islands }, () => null);
  for (let epoch = 0; epoch < epochs && (epoch === 0 || !signal?.aborted); epoch++) {
    const before = states;
    const next = before.slice();
    const answers = await Promise.all(
      workers.map((worker, w) => {
        const own = before.map((_, island) => island).filter((island) => island % workers.length === w);
        if (own.length === 0) return null;
        const part = { session: sessions[w].session, epoch, islands: own, states: before };
        return worker.run('searchIslands', part, optionsOf(w)).then((answer) => {
          if (answer.kind === 'done')
            answer.output.forEach((state, k) => {
              next[own[k]] = state;
            });
          return answer;
        });
      }),
    );
    for (const answer of answers) if (answer && answer.kind !== 'done') return answer;
    states = next;
  }
  // A cancelled search still answers with its best: what is left to do is short, and no signal cuts it off.
  const stopped = signal?.aborted === true;
  const close = { session: sessions[0].session, states, stopped };
  return workers[0].run('closeSearch', close, stopped ? { graceMs } : optionsOf(0));
}

/** Progress of several workers as one: sums of their moves and generations, the best of all, each improvement once. */
function createMerger(count: number, report: (progress: OptimiseProgress) => void) {
  const last: (OptimiseProgress | null)[] = Array.from({ length: count }, () => null);
  let best = Number.NaN;
  return (worker: number, progress: OptimiseProgress): void => {
    // Every worker makes the problem ready alike; one of them tells of it.
    if (progress.phase !== 'searching') {
      if (worker === 0) report(Number.isNaN(best) ? progress : { ...progress, best });
      return;
    }
    last[worker] = progress;
    const isBetter = progress.improvedWeeks !== null && !(progress.best <= best);
    if (isBetter) best = progress.best;
    const known = last.filter((entry) => entry !== null);
    report({
      ...progress,
      generation: known.reduce((sum, { generation }) => sum + generation, 0),
      moves: known.reduce((sum, { moves }) => sum + moves, 0),
      best,
      improvedWeeks: isBetter ? progress.improvedWeeks : null,
    });
  };
}

/** A client whose searches run on all its workers; everything else runs on the first. */
export function createPooledClient(workers: readonly Worker[]): Worker {
  const [first] = workers;
  return {
    run: (name, input, options) =>
      name === 'optimise' && workers.length > 1
        ? (optimiseOnWorkers(workers, input as OptimiseInput, options as Options) as never)
        : first.run(name, input, options),
    terminate: () => {
      for (const worker of workers) worker.terminate();
    },
  };
}
