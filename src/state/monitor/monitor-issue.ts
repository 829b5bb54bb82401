import type { Issue } from '#engine/issue.ts';
import { issueOfJob } from '#state/runtime/job-state.ts';
import type { JobResult } from '#workers/worker-client.ts';

/** Why a job of the monitor gave no answer; null: it was cancelled. */
export function issueOf(result: JobResult<unknown>): Issue | null {
  return result.kind === 'done' ? null : issueOfJob(result, 'monitor-crashed');
}
