import type { Issue } from '#engine/issue.ts';
import type { JobResult } from '#workers/worker-client.ts';

/** Why a job of the monitor gave no answer; null: it was cancelled. */
export function issueOf(result: JobResult<unknown>): Issue | null {
  if (result.kind === 'refused') return { code: result.code, severity: 'error', params: result.params };
  if (result.kind === 'crashed')
    return { code: 'monitor-crashed', severity: 'error', params: { reason: result.message } };
  return null;
}
