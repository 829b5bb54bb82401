import { describe, expect, it, vi } from 'vitest';
import { exposeHandlers, type HandlerTable } from './expose-handlers.ts';
import { JobCancelled, type JobControl, JobRefused } from './job-control.ts';
import { createWorkerClient, type WorkerLike } from './worker-client.ts';

const handlers = {
  async count(to: number, control: JobControl<number>) {
    for (let i = 1; i <= to; i++) {
      control.report(i);
      await control.pause();
      if (control.cancelled()) throw new JobCancelled();
    }
    return to;
  },
  async best(_: null, control: JobControl<never>) {
    while (!control.cancelled()) await control.pause();
    return 'best so far';
  },
  async refuse(_: null, __: JobControl<never>): Promise<number> {
    throw new JobRefused('too-short', { n: 3 });
  },
  async crash(_: null, __: JobControl<never>): Promise<number> {
    throw new TypeError('a bug');
  },
  async hang(_: null, __: JobControl<never>): Promise<number> {
    return new Promise(() => {});
  },
} satisfies HandlerTable;

/** A worker made of a real MessageChannel: messages are cloned and asynchronous as in the browser. */
function startChannelWorker(started: { count: number }): () => WorkerLike {
  return () => {
    started.count += 1;
    const { port1, port2 } = new MessageChannel();
    exposeHandlers(handlers, port2 as never);
    port1.start();
    return Object.assign(port1, {
      terminate: () => {
        port1.close();
        port2.close();
      },
    }) as unknown as WorkerLike;
  };
}

describe('worker client', () => {
  it('runs a job and passes progress on', async () => {
    const client = createWorkerClient<typeof handlers>(startChannelWorker({ count: 0 }));
    const seen: number[] = [];
    const result = await client.run('count', 5, { onProgress: (p) => seen.push(p) });
    expect(result).toEqual({ kind: 'done', output: 5 });
    await expect.poll(() => seen.length).toBeGreaterThan(0);
    client.terminate();
  });

  it('answers that it crashed where the browser starts no worker', async () => {
    const client = createWorkerClient<typeof handlers>(() => {
      throw new ReferenceError('Worker is not defined');
    });
    const result = await client.run('count', 5);
    expect(result).toEqual({ kind: 'crashed', message: 'ReferenceError: Worker is not defined' });
  });

  it('lets a job stand still for a while, and go on', async () => {
    const client = createWorkerClient<typeof handlers>(startChannelWorker({ count: 0 }));
    const seen: number[] = [];
    const abort = new AbortController();
    const counting = client.run('count', 1e9, { signal: abort.signal, onProgress: (p) => seen.push(p) });
    await expect.poll(() => seen.length).toBeGreaterThan(10);
    client.rest(400);
    await new Promise((resolve) => setTimeout(resolve, 150));
    const resting = seen.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    // What had been under way when it was asked has arrived by then.
    expect(seen.length).toBe(resting);
    await expect.poll(() => seen.length, { timeout: 5_000 }).toBeGreaterThan(resting + 10);
    abort.abort();
    expect(await counting).toEqual({ kind: 'cancelled' });
    client.terminate();
  });

  it('answers a cancel at once, though it rests', async () => {
    const client = createWorkerClient<typeof handlers>(startChannelWorker({ count: 0 }));
    const abort = new AbortController();
    const best = client.run('best', null, { signal: abort.signal, graceMs: 2_000 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    client.rest(30_000);
    await new Promise((resolve) => setTimeout(resolve, 50));
    abort.abort();
    expect(await best).toEqual({ kind: 'done', output: 'best so far' });
    client.terminate();
  });

  it('works on between rests that follow each other at once', async () => {
    const client = createWorkerClient<typeof handlers>(startChannelWorker({ count: 0 }));
    const timer = setInterval(() => client.rest(60), 5);
    try {
      expect(await client.run('count', 12)).toEqual({ kind: 'done', output: 12 });
    } finally {
      clearInterval(timer);
      client.terminate();
    }
  });

  it('cancels a job that listens, and takes its best answer', async () => {
    const client = createWorkerClient<typeof handlers>(startChannelWorker({ count: 0 }));
    const abort = new AbortController();
    const counting = client.run('count', 1e9, { signal: abort.signal });
    const searching = client.run('best', null, { signal: abort.signal });
    setTimeout(() => abort.abort(), 20);
    expect(await counting).toEqual({ kind: 'cancelled' });
    expect(await searching).toEqual({ kind: 'done', output: 'best so far' });
    client.terminate();
  });

  it('terminates a worker that does not stop in time and starts a new one for the next job', async () => {
    const started = { count: 0 };
    const client = createWorkerClient<typeof handlers>(startChannelWorker(started));
    const abort = new AbortController();
    const hanging = client.run('hang', null, { signal: abort.signal, graceMs: 30 });
    abort.abort();
    expect(await hanging).toEqual({ kind: 'cancelled' });
    expect(await client.run('count', 2)).toEqual({ kind: 'done', output: 2 });
    expect(started.count).toBe(2);
    client.terminate();
  });

  it('lets a signal outlive the worker that it would have stopped', async () => {
    const client = createWorkerClient<typeof handlers>(startChannelWorker({ count: 0 }));
    const { signal } = new AbortController();
    const listeners = new Set<unknown>();
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...given: Parameters<typeof add>) => {
      listeners.add(given[1]);
      add(...given);
    };
    signal.removeEventListener = (...given: Parameters<typeof remove>) => {
      listeners.delete(given[1]);
      remove(...given);
    };
    const hanging = client.run('hang', null, { signal });
    expect(listeners.size).toBe(1);
    client.terminate();
    expect(await hanging).toEqual({ kind: 'cancelled' });
    // A listener that stayed would reach for the dead worker at a later abort.
    expect(listeners.size).toBe(0);
  });

  it('tells a refusal from a crash', async () => {
    const client = createWorkerClient<typeof handlers>(startChannelWorker({ count: 0 }));
    expect(await client.run('refuse', null)).toEqual({ kind: 'refused', code: 'too-short', params: { n: 3 } });
    const crashed = await client.run('crash', null);
    expect(crashed.kind).toBe('crashed');
    client.terminate();
  });

  it('notices a worker that is gone without a word, and starts another', async () => {
    const locks = new LockBook();
    vi.stubGlobal('navigator', { locks });
    vi.stubGlobal('WorkerGlobalScope', class {});
    try {
      const started = { count: 0 };
      const client = createWorkerClient<typeof handlers>(startChannelWorker(started));
      const hanging = client.run('hang', null);
      await expect.poll(() => locks.waiting()).toBe(1);
      locks.releaseAll();
      expect(await hanging).toMatchObject({ kind: 'crashed' });
      expect(await client.run('count', 3)).toEqual({ kind: 'done', output: 3 });
      expect(started.count).toBe(2);
      client.terminate();
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('runs a short job once more when its worker died, and not when the job threw', async () => {
    const locks = new LockBook();
    vi.stubGlobal('navigator', { locks });
    vi.stubGlobal('WorkerGlobalScope', class {});
    try {
      const started = { count: 0 };
      const client = createWorkerClient<typeof handlers>(startChannelWorker(started));
      const hanging = client.run('hang', null, { again: true });
      for (const lives of [1, 2]) {
        await expect.poll(() => started.count).toBe(lives);
        await expect.poll(() => locks.waiting()).toBe(1);
        locks.releaseAll();
      }
      // Dead twice: the job itself may be what kills it.
      expect(await hanging).toMatchObject({ kind: 'crashed' });
      expect(started.count).toBe(2);
      expect(await client.run('crash', null, { again: true })).toMatchObject({ kind: 'crashed' });
      expect(started.count).toBe(3);
      client.terminate();
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

/** Web Locks as far as the client and its workers use them: one holder a name, others wait their turn. */
class LockBook {
  readonly #queues = new Map<string, (() => void)[]>();

  async request(name: string, held: () => unknown): Promise<void> {
    const queue = this.#queues.get(name);
    if (queue) await new Promise<void>((granted) => queue.push(granted));
    else this.#queues.set(name, []);
    await held();
  }

  waiting(): number {
    return [...this.#queues.values()].reduce((sum, queue) => sum + queue.length, 0);
  }

  /** As the browser does when every holder has died. */
  releaseAll(): void {
    for (const [name, queue] of this.#queues) {
      this.#queues.delete(name);
      for (const granted of queue) granted();
    }
  }
}
