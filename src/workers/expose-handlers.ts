import { expose, transfer } from 'comlink';
import { computePortably } from '#engine/kernels/portable-math.ts';
import { JobCancelled, type JobControl, type JobHandler, JobRefused } from '#workers/job-control.ts';
import type { WorkerApi } from '#workers/wire.ts';

// biome-ignore lint/suspicious/noExplicitAny: handlers of one worker differ in their types; the client restores them
export type HandlerTable = Readonly<Record<string, JobHandler<any, any, any>>>;

/** Builds the wire interface around a table of handlers. A MessageChannel hop per pause lets a cancel in. */
export function createWorkerApi(handlers: HandlerTable): WorkerApi {
  const stopped = new Set<number>();
  let restsUntil = 0;
  let wake = (): void => {};
  const pause = async (): Promise<void> => {
    await hop();
    const left = restsUntil - performance.now();
    if (left <= 0) return;
    await new Promise<void>((resolve) => {
      wake = resolve;
      setTimeout(resolve, left);
    });
  };
  return {
    async run(id, name, input, report) {
      const given = new Set<ArrayBuffer>();
      const control: JobControl<unknown> = {
        report: (progress) => report(progress),
        cancelled: () => stopped.has(id),
        giveAway: (columns) => {
          for (const { buffer } of columns) if (buffer instanceof ArrayBuffer) given.add(buffer);
        },
        pause,
      };
      try {
        const handler = handlers[name];
        if (!handler) throw new Error(`no handler named ${name}`);
        const output = await handler(input, control);
        return transfer({ kind: 'done', output } as const, [...given]);
      } catch (error) {
        if (error instanceof JobCancelled) return { kind: 'cancelled' };
        if (error instanceof JobRefused) return { kind: 'refused', code: error.code, params: error.params };
        const crash = error instanceof Error ? error : new Error(String(error));
        return { kind: 'crashed', message: crash.message, stack: crash.stack ?? '' };
      } finally {
        stopped.delete(id);
      }
    },
    cancel(id) {
      stopped.add(id);
      // Who cancels waits for the answer.
      restsUntil = 0;
      wake();
    },
    rest(milliseconds) {
      restsUntil = performance.now() + milliseconds;
    },
    livenessLock: holdLivenessLock,
  };
}

function holdLivenessLock(): Promise<string | null> {
  const locks = (globalThis as { readonly navigator?: { readonly locks?: LockManager } }).navigator?.locks;
  // A page opened from disk has no locks; in Node the worker is the same process and can't die alone.
  if (!locks || !('WorkerGlobalScope' in globalThis)) return Promise.resolve(null);
  const name = `debut-worker-${performance.timeOrigin}-${Math.random()}`;
  return new Promise((resolve) => {
    locks
      .request(name, () => {
        resolve(name);
        return new Promise(() => {});
      })
      .catch(() => resolve(null));
  });
}

function hop(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** The one call of a worker file. */
export function exposeHandlers(handlers: HandlerTable, endpoint?: Parameters<typeof expose>[1]): void {
  // In a test the worker is the test's own process, which computes as it does.
  if ('WorkerGlobalScope' in globalThis) computePortably();
  expose(createWorkerApi(handlers), endpoint);
}
