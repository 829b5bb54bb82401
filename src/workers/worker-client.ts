import { type Endpoint, proxy, type Remote, releaseProxy, wrap } from 'comlink';
import type { JobHandler } from '#workers/job-control.ts';
import type { JobAnswer, WorkerApi } from '#workers/wire.ts';

/** How a job ended, as a value. */
export type JobResult<Output> =
  | { readonly kind: 'done'; readonly output: Output }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'refused'; readonly code: string; readonly params: Readonly<Record<string, string | number>> }
  | { readonly kind: 'crashed'; readonly message: string };

export interface RunOptions<Progress> {
  readonly onProgress?: (progress: Progress) => void;
  /** Asks the job to stop; it may still answer with the best so far. */
  readonly signal?: AbortSignal;
  /** A job that has not answered this long after the signal is terminated with its worker. */
  readonly graceMs?: number;
  /** Runs the job once more, on a new worker, when its worker dies: for short jobs, which nobody would start anew. */
  readonly again?: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: the table's handlers differ in their types; `run` restores them by name
type Table = Readonly<Record<string, JobHandler<any, any, any>>>;

export interface WorkerClient<Handlers extends Table> {
  run<Name extends keyof Handlers & string>(
    name: Name,
    input: Parameters<Handlers[Name]>[0],
    options?: RunOptions<ProgressOf<Handlers[Name]>>,
  ): Promise<JobResult<Awaited<ReturnType<Handlers[Name]>>>>;
  /** Ends the worker; the next `run` starts a new one. */
  terminate(): void;
}

/** A client of a worker of its own. */
export interface SingleWorkerClient<Handlers extends Table> extends WorkerClient<Handlers> {
  /** Jobs that run stand still for so many milliseconds from now on, from their next pause: the page needs the core. */
  rest(milliseconds: number): void;
}

type ProgressOf<H> = H extends JobHandler<infer _Input, infer Progress, infer _Output> ? Progress : never;

/** What a client needs of a worker; a MessagePort with a `terminate` serves in tests. */
export interface WorkerLike extends Endpoint {
  terminate(): void;
}

interface Running {
  readonly worker: WorkerLike;
  readonly remote: Remote<WorkerApi>;
  /** Ends all jobs of this worker with one answer. */
  readonly failures: Set<(answer: JobAnswer) => void>;
  stopped: boolean;
}

/**
 * Lifetime of one worker: started at the first job, restarted after a crash or a termination. A job whose worker dies
 * answers `crashed`; a cancelled job that does not stop within its grace is terminated and answers `cancelled`.
 */
export function createWorkerClient<Handlers extends Table>(start: () => WorkerLike): SingleWorkerClient<Handlers> {
  let current: Running | null = null;
  let lastId = 0;

  const stop = (running: Running, answer: JobAnswer): void => {
    if (running.stopped) return;
    running.stopped = true;
    if (current === running) current = null;
    running.remote[releaseProxy]();
    running.worker.terminate();
    for (const fail of running.failures) fail(answer);
    running.failures.clear();
  };

  const ensure = (): Running => {
    if (current) return current;
    const worker = start();
    const running: Running = { worker, remote: wrap<WorkerApi>(worker), failures: new Set(), stopped: false };
    worker.addEventListener('error', (event) => {
      const message = (event as { message?: string } & Event).message ?? 'worker error';
      stop(running, { kind: 'crashed', message, stack: '' });
    });
    watchLife(running, (message) => stop(running, { kind: 'crashed', message, stack: '' }));
    current = running;
    return running;
  };

  const runOn = async (
    running: Running,
    name: string,
    input: unknown,
    options: RunOptions<never>,
  ): Promise<JobResult<never>> => {
    lastId += 1;
    const id = lastId;
    const { signal, graceMs = 1000, onProgress } = options;
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let settle = (): void => {};
    const report = proxy((progress: unknown) => {
      if (!over) onProgress?.(progress as never);
    });
    const answered = running.remote.run(id, name, input, report).then(
      (answer) => answer as JobAnswer,
      (error: unknown): JobAnswer => ({ kind: 'crashed', message: String(error), stack: '' }),
    );
    const died = new Promise<JobAnswer>((resolve) => {
      const abort = (): void => {
        running.remote.cancel(id).catch(() => {});
        timer = setTimeout(() => stop(running, { kind: 'cancelled' }), graceMs);
      };
      running.failures.add(resolve);
      if (signal?.aborted) abort();
      else signal?.addEventListener('abort', abort, { once: true });
      // Also when the worker died: a later cancel by the same signal must not reach for it.
      settle = () => {
        over = true;
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
        running.failures.delete(resolve);
      };
    });
    const answer = await Promise.race([answered, died]);
    settle();
    return answer as never;
  };

  return {
    async run(name, input, options = {}) {
      let first: Running;
      try {
        first = ensure();
      } catch (error) {
        // A browser that has, or allows, no workers.
        return { kind: 'crashed', message: String(error) };
      }
      const answer = await runOn(first, name, input, options);
      // A worker that lives has answered that the job itself threw: it would again.
      const isLost = answer.kind === 'crashed' && first.stopped && options.again && !options.signal?.aborted;
      return isLost ? runOn(ensure(), name, input, options) : answer;
    },
    rest(milliseconds) {
      if (current && current.failures.size > 0) current.remote.rest(milliseconds).catch(() => {});
    },
    terminate() {
      if (current) stop(current, { kind: 'cancelled' });
    },
  };
}

/** Calls `died` when the worker is gone without an error event, as when the system ends it for want of memory. */
function watchLife(running: Running, died: (message: string) => void): void {
  const watch = async (): Promise<void> => {
    const name = await running.remote.livenessLock();
    if (name !== null) await navigator.locks.request(name, () => died('worker-gone'));
  };
  // Stopped meanwhile, or a browser that keeps locks from this page: then only its error event tells of its end.
  watch().catch(() => {});
}
