import type { Issue } from '#engine/issue.ts';

/**
 * State of a long computation as the stores keep it. `inputHash` names the inputs that a result was computed from: a
 * result whose hash differs from the present inputs' is stale, and a late answer with another hash is dropped.
 *
 * Every store of a computation comes with an actions module of the same shape, which the pipeline and the journey rely
 * on: `demand-store.ts` holds `useDemandStore` with a `job: JobState<...>`; `demand-actions.ts` exports
 * `demandInputHash(): string | null` (name of the present inputs, read from the other stores; null = something is
 * missing), `runDemand(): Promise<void>` (starts or restarts, drops late answers) and `cancelDemand(): void`; and
 * `persistedDemand: PersistedSlice<...>` (keep-slice.ts) says what survives a reload.
 */
export type JobState<Progress, Result> =
  | { readonly status: 'idle' }
  | {
      readonly status: 'running';
      readonly inputHash: string;
      readonly startedAt: number;
      readonly progress: Progress | null;
    }
  | { readonly status: 'ready'; readonly inputHash: string; readonly result: Result }
  | { readonly status: 'failed'; readonly inputHash: string; readonly issue: Issue };

/** A job that was running when the page went away did not finish: it starts again from idle, always the same object. */
export function afterReload<Progress, Result>(state: JobState<Progress, Result>): JobState<Progress, Result> {
  return state.status === 'running' || state.status === 'idle' ? idle : state;
}

const idle = { status: 'idle' } as const;
