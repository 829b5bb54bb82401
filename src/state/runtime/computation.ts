import { useSyncExternalStore } from 'react';
import type { StoreApi } from 'zustand';
import type { Issue } from '#engine/issue.ts';
import type { PersistedSlice } from '#state/saving/persist-slice.ts';
import type { JobResult } from '#workers/worker-client.ts';
import type { AnyHistory } from './edit-history.ts';
import { inputHash } from './input-hash.ts';
import { issueOfJob, type JobState, lastReady, type ReadyJob } from './job-state.ts';
import type { StepId } from './settings-store.ts';

type Store = Pick<StoreApi<unknown>, 'subscribe'>;

/**
 * A fact that a computation reads, and the stores that it lies in. `read` answers with the same value as long as the fact has
 * not changed, with undefined where it is missing: then there is nothing to compute.
 */
export interface Input<Value> {
  readonly stores: readonly Store[];
  readonly read: () => Value | undefined;
  /** What of it goes into the hash: something small. Left out: all of it. */
  readonly named?: (value: Value) => unknown;
}

// biome-ignore lint/suspicious/noExplicitAny: inputs of different kinds, of which a hash is made
export type Inputs = Readonly<Record<string, Input<any>>>;

/** A fact of one store. */
export function inputFrom<State, Value>(
  store: Pick<StoreApi<State>, 'getState' | 'subscribe'>,
  select: (state: State) => Value | undefined,
  named?: (value: Value) => unknown,
): Input<Value> {
  return { stores: [store as Store], read: () => select(store.getState()), ...(named ? { named } : {}) };
}

/** Everything that is computed, as the pipeline, the rail and the overview see it. */
export interface Work<Id extends string = string> {
  readonly id: Id;
  /** Step of the journey where it can be watched closely. */
  readonly step: StepId;
  /** Whatever it reads or shows lies in these. */
  readonly stores: readonly Store[];
  /** What is under way: since when, and the share done, 0 to 1 (null: not known). */
  readonly underWay: () => { readonly startedAt: number; readonly share: number | null } | null;
  readonly cancel: () => void;
  /** What the page starts by itself; absent: the user does. */
  readonly turn?: Turn;
  /** Its state in the rail; absent: the step's is told otherwise. */
  readonly job?: () => JobState<unknown, unknown>;
  readonly hash?: () => string | null;
  /** False where a job as it stands says nothing about its step. */
  readonly countsInRail?: (job: JobState<unknown, unknown>, hash: string | null) => boolean;
  readonly histories: readonly AnyHistory[];
  // biome-ignore lint/suspicious/noExplicitAny: slices of different stores; each knows its own state and facts
  readonly slice?: PersistedSlice<any, any>;
}

/** How a computation takes its turn among the others. */
export interface Turn {
  readonly start: () => Promise<void>;
  /** There are inputs, and neither a result for them nor a refusal of them. */
  readonly isUndone: () => boolean;
  /** It has a result, of whatever inputs. */
  readonly isReady: () => boolean;
  /**
   * Works that come before it. Where `enough` says that one under way has already made what is needed of it, it does not wait
   * for the rest, and is computed once more when that has come.
   */
  readonly after: readonly { readonly id: string; readonly enough?: () => boolean }[];
  /** Works whose new result makes this one pending too. */
  readonly follows?: readonly string[];
  /** False: what was computed from a part stays as it is, and is shown as out of date, when the rest has come. */
  readonly mayRefine?: () => boolean;
}

/** One run of a computation. */
export interface Run<Progress> {
  readonly hash: string;
  readonly startedAt: number;
  readonly signal: AbortSignal;
  /** It took the place of one that was under way. */
  readonly isReplacing: boolean;
  /** False once its answer would be dropped: a newer run has begun, it was cancelled at once, or its inputs are others. */
  readonly isCurrent: () => boolean;
  readonly show: (progress: Progress | null) => void;
}

/** How a run ended; `failed`: with an issue of its own. `also`: what its store takes over together with the result. */
export type Outcome<Result, State = never> =
  | (JobResult<Result> & { readonly also?: Partial<State> })
  | { readonly kind: 'failed'; readonly issue: Issue };

interface Declaration<Id extends string, State, Progress, Result, Options>
  extends Pick<Work<Id>, 'id' | 'step' | 'countsInRail' | 'slice'> {
  readonly store: Pick<StoreApi<State>, 'getState' | 'setState' | 'subscribe'>;
  readonly job: (state: State) => JobState<Progress, Result>;
  /** What the store holds once the job stands like that: the job itself, and what changes with it. */
  readonly put: (job: JobState<Progress, Result>) => Partial<State>;
  readonly inputs: Inputs;
  /** Share done, 0 to 1; null: not known. */
  readonly share: (progress: Progress) => number | null;
  readonly run: (run: Run<Progress>, options?: Options) => Promise<Outcome<Result, State>>;
  /** What follows once the result stands. */
  readonly afterwards?: (result: Result) => Promise<void>;
  /** Code of the issue when its worker dies. */
  readonly crashed: string;
  /**
   * `drop`: a cancel ends it at once, without a result, and so do inputs that change; `finish`: `run` hears the signal and
   * may end with what there is; `return`: the same, and where there is nothing the result before is back.
   */
  readonly onCancel: 'drop' | 'finish' | 'return';
  readonly turn?: Omit<Turn, 'start' | 'isUndone' | 'isReady'>;
  readonly histories?: readonly AnyHistory[];
}

/** A computation with a job in a store: everything that is known of it follows from its declaration. */
export interface Computation<Id extends string, Progress, Result, Options = never> extends Work<Id> {
  readonly job: () => JobState<Progress, Result>;
  /** Name of the current inputs; null: something is missing. Other values may be put in place of some. */
  readonly hash: (instead?: Readonly<Record<string, unknown>>) => string | null;
  /** Its result where it is of the current inputs, else null. */
  readonly current: () => Result | null;
  /** Starts it; a newer run takes the place of one under way. Resolves when it has ended. */
  readonly start: (options?: Options) => Promise<void>;
  /** Resolves once there is an answer to the current inputs: of a run under way for them, else of a new one. */
  readonly ensure: () => Promise<void>;
  /** Ends the run under way: whatever it answers counts no more, and the job stays as it is. */
  readonly drop: () => void;
}

export function defineComputation<const Id extends string, State, Progress, Result, Options = never>(
  declaration: Declaration<Id, State, Progress, Result, Options>,
): Computation<Id, Progress, Result, Options> {
  const { id, step, store, inputs, share, crashed, onCancel, turn, histories = [], slice, countsInRail } = declaration;
  const hash = hashOf(inputs);
  const job = (): JobState<Progress, Result> => declaration.job(store.getState());
  const put = (next: JobState<Progress, Result>, also?: Partial<State>): void =>
    store.setState({ ...declaration.put(next), ...also });
  let running: { readonly abort: AbortController; readonly hash: string; ended: Promise<void> } | null = null;

  const settle = (of: string, outcome: Outcome<Result, State>, last: ReadyJob<Result> | null): void => {
    if (outcome.kind === 'done') {
      put({ status: 'ready', inputHash: of, result: outcome.output }, outcome.also);
      return;
    }
    const issue = outcome.kind === 'failed' ? outcome.issue : issueOfJob(outcome, crashed);
    if (issue) put({ status: 'failed', inputHash: of, issue, ...(last ? { last } : {}) });
    else put(last ?? { status: 'idle' });
  };

  const cancel = (): void => {
    running?.abort.abort();
    if (onCancel !== 'drop') return;
    running = null;
    if (job().status === 'running') put({ status: 'idle' });
  };

  const start = async (options?: Options): Promise<void> => {
    const before = running;
    before?.abort.abort();
    const of = hash();
    if (of === null) return;
    const own = { abort: new AbortController(), hash: of, ended: Promise.resolve() };
    const startedAt = Date.now();
    const last = onCancel === 'return' ? lastReady(job()) : null;
    running = own;
    const isCurrent = (): boolean => {
      if (running !== own) return false;
      if (onCancel !== 'drop' || hash() === of) return true;
      cancel();
      return false;
    };
    const show = (progress: Progress | null): void => {
      if (isCurrent()) put({ status: 'running', inputHash: of, startedAt, progress, ...(last ? { last } : {}) });
    };
    show(null);
    const { signal } = own.abort;
    const run = { hash: of, startedAt, signal, isReplacing: before !== null, isCurrent, show };
    own.ended = declaration.run(run, options).then(async (outcome) => {
      if (!isCurrent()) return;
      running = null;
      settle(of, outcome, last);
      if (outcome.kind === 'done') await declaration.afterwards?.(outcome.output);
    });
    await own.ended;
  };

  const isUndone = (): boolean => {
    const now = hash();
    const state = job();
    return now !== null && (state.status === 'idle' || state.inputHash !== now);
  };

  const current = (): Result | null => {
    const state = job();
    return state.status === 'ready' && state.inputHash === hash() ? state.result : null;
  };

  return {
    id,
    step,
    stores: [...new Set([store as Store, ...Object.values(inputs).flatMap(({ stores }) => stores)])],
    job,
    hash,
    current,
    start,
    cancel,
    drop: () => {
      running?.abort.abort();
      running = null;
    },
    ensure: async () => {
      if (current() !== null) return;
      if (running?.hash === hash() && !running?.abort.signal.aborted) await running?.ended;
      else await start();
    },
    underWay: () => {
      const state = job();
      if (state.status !== 'running') return null;
      const { startedAt, progress } = state;
      return { startedAt, share: progress ? share(progress) : null };
    },
    histories,
    ...(countsInRail ? { countsInRail } : {}),
    ...(slice ? { slice } : {}),
    ...(turn ? { turn: { ...turn, start: () => start(), isUndone, isReady: () => job().status === 'ready' } } : {}),
  };
}

/** Hash of declared inputs, made anew only when one of them is another than the time before. */
function hashOf(inputs: Inputs): (instead?: Readonly<Record<string, unknown>>) => string | null {
  const names = Object.keys(inputs);
  const make = (values: readonly unknown[]): string | null =>
    values.includes(undefined)
      ? null
      : inputHash(Object.fromEntries(names.map((name, i) => [name, named(inputs[name], values[i])])));
  let last: { readonly values: readonly unknown[]; readonly hash: string | null } = { values: [undefined], hash: null };
  return (instead) => {
    const values = names.map((name) => (instead && name in instead ? instead[name] : inputs[name].read()));
    if (instead) return make(values);
    if (last.values.length !== values.length || values.some((value, i) => !Object.is(value, last.values[i])))
      last = { values, hash: make(values) };
    return last.hash;
  };
}

function named<Value>({ named: name }: Input<Value>, value: Value): unknown {
  return name ? name(value) : value;
}

/** The name of another computation's inputs, as an input: what it computes follows from them. */
export function hashInput({
  stores,
  hash,
}: Pick<Computation<string, unknown, unknown>, 'stores' | 'hash'>): Input<string> {
  return { stores, read: () => hash() ?? undefined };
}

/** Name of a computation's current inputs, followed: the component is drawn anew when it is another. */
export function useInputHash({
  stores,
  hash,
}: Pick<Computation<string, unknown, unknown>, 'stores' | 'hash'>): string | null {
  const now = (): string | null => hash();
  return useSyncExternalStore((onChange) => subscribeAll(stores, onChange), now, now);
}

/** A computation's result where it is of the current inputs, followed; else null. */
export function useCurrentResult<Result>({
  stores,
  current,
}: Pick<Computation<string, unknown, Result>, 'stores' | 'current'>): Result | null {
  return useSyncExternalStore((onChange) => subscribeAll(stores, onChange), current, current);
}

/** Hears of every change of the stores; answers with what ends it. */
export function subscribeAll(stores: readonly Store[], onChange: () => void): () => void {
  const ends = stores.map((store) => store.subscribe(onChange));
  return () => {
    for (const end of ends) end();
  };
}
