import { readFilesAgain } from '#state/data/dataset-actions.ts';
import { currentDataset } from '#state/data/dataset-store.ts';
import { saveDownload } from '#state/report/save-download.ts';
import { defineComputation } from '#state/runtime/computation.ts';
import { salesInput, versionInput } from '#state/runtime/shared-inputs.ts';
import { ingestClient } from '#workers/ingest/client.ts';
import type { JobResult } from '#workers/worker-client.ts';
import { type AudienceResult, persistedAudience, useAudienceStore } from './audience-store.ts';

/** Who buys each candidate, what is bought with it, what visitors look at next: from the baskets, which stay in the ingest worker. */
export const audienceComputation = defineComputation({
  id: 'audience',
  step: 'demand',
  store: useAudienceStore,
  job: ({ job }) => job,
  put: (job) => ({ job }),
  inputs: { audience: versionInput(1), data: salesInput },
  share: ({ done }) => done,
  crashed: 'worker-crashed',
  onCancel: 'drop',
  countsInRail: () => false,
  turn: { after: [{ id: 'demand' }, { id: 'candidates' }, { id: 'plan' }] },
  slice: persistedAudience,
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

/** A file of the likely buyers of these candidates; false where they are not known any more. */
export async function saveBuyers(
  candidateIds: readonly string[],
  headings: readonly string[],
  name: string,
): Promise<void> {
  const result = await ingestClient.run('exportBuyers', { candidateIds, headings });
  if (result.kind === 'done') saveDownload(name, result.output);
}
