import type { Issue } from '#engine/issue.ts';
import type { JobResult } from '#workers/worker-client.ts';

/**
 * State of a long computation as the stores hold it. `inputHash` names the inputs that a result was computed from: a
 * result whose hash differs from the current inputs' is stale, and a late answer with another hash is dropped. `last` is the
 * result that was there before, of a computation that goes back to it when it is cancelled.
 */
export type JobState<Progress, Result> =
  | { readonly status: 'idle' }
  | {
      readonly status: 'running';
      readonly inputHash: string;
      readonly startedAt: number;
      readonly progress: Progress | null;
      readonly last?: ReadyJob<Result>;
    }
  | ReadyJob<Result>
  | {
      readonly status: 'failed';
      readonly inputHash: string;
      readonly issue: Issue;
      readonly last?: ReadyJob<Result>;
    };

export interface ReadyJob<Result> {
  readonly status: 'ready';
  readonly inputHash: string;
  readonly result: Result;
}

/** The last finished job, also while another one runs or after one that failed; null: there is none. */
export function lastReady<Progress, Result>(job: JobState<Progress, Result>): ReadyJob<Result> | null {
  if (job.status === 'ready') return job;
  return job.status === 'idle' ? null : (job.last ?? null);
}

/** A job that was running when the page went away did not finish: it starts again from idle, always the same object. */
export function afterReload<Progress, Result>(
  state: JobState<Progress, Result>,
): Exclude<JobState<Progress, Result>, { readonly status: 'running' }> {
  return state.status === 'running' || state.status === 'idle' ? idle : state;
}

const idle = { status: 'idle' } as const;

/** Why a job of a worker gave no answer; null: it was cancelled. `crashed` is the code of a job whose worker died. */
export function issueOfJob(result: Exclude<JobResult<unknown>, { kind: 'done' }>, crashed: string): Issue | null {
  if (result.kind === 'cancelled') return null;
  return result.kind === 'refused'
    ? { code: result.code, severity: 'error', params: result.params }
    : { code: crashed, severity: 'error', params: { reason: result.message } };
}
