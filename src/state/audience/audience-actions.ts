import type { Issue } from '#engine/issue.ts';
import { readFilesAgain } from '#state/data/dataset-actions.ts';
import { currentDataset } from '#state/data/dataset-store.ts';
import { saveDownload } from '#state/report/save-download.ts';
import { defineComputation } from '#state/runtime/computation.ts';
import { issueOfJob } from '#state/runtime/job-state.ts';
import { salesInput, versionInput } from '#state/runtime/shared-inputs.ts';
import { ingestClient } from '#workers/ingest/client.ts';
import type { JobResult } from '#workers/worker-client.ts';
import { type AudienceResult, audienceJob } from './audience-store.ts';

/** Who buys each candidate, what is bought with it, what visitors look at next: from the baskets, which stay in the ingest worker. */
export const audienceComputation = defineComputation({
  ...audienceJob,
  step: 'demand',
  inputs: { audience: versionInput(1), data: salesInput },
  crashed: 'worker-crashed',
  onCancel: 'drop',
  countsInRail: () => false,
  turn: { after: [{ id: 'demand' }, { id: 'candidates' }, { id: 'plan' }] },
  run: async ({ signal }) => study(signal),
});

async function study(signal: AbortSignal): Promise<JobResult<AudienceResult>> {
  const dataset = currentDataset();
  if (!dataset?.panel) return { kind: 'cancelled' };
  const { panel, candidates } = dataset;
  const ask = () => ingestClient.run('studyAudience', { panel, candidates }, { signal });
  const first = await ask();
  // After a reload the worker knows no baskets: the files are read once more, where the browser has them.
  if (first.kind !== 'refused' || first.code !== 'baskets-gone' || !(await readFilesAgain(signal))) return first;
  return ask();
}

/**
 * A file of the likely buyers of these candidates. A worker that has not studied them since a reload studies them first. Null when the
 * file is on its way, else why there is none.
 */
export async function saveBuyers(
  candidateIds: readonly string[],
  headings: readonly string[],
  name: string,
): Promise<Issue | null> {
  const ask = () => ingestClient.run('exportBuyers', { candidateIds, headings });
  let result = await ask();
  if (result.kind === 'refused' && result.code === 'baskets-gone') {
    const studied = await study(new AbortController().signal);
    if (studied.kind !== 'done') return issueOfJob(studied, 'worker-crashed');
    result = await ask();
  }
  if (result.kind !== 'done') return issueOfJob(result, 'worker-crashed');
  saveDownload(name, result.output);
  return null;
}
