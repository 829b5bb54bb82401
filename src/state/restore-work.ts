import { keptCandidates } from '#state/candidates-store.ts';
import { keptDataset, keptSources } from '#state/dataset-store.ts';
import { keptDemand } from '#state/demand-store.ts';
import { keepSlice } from '#state/keep-slice.ts';
import { keptPlan } from '#state/plan-store.ts';
import { openProject } from '#state/projects.ts';
import { keptReport } from '#state/report-store.ts';
import { keptPreferences, keptSettings } from '#state/settings-store.ts';
import { useStorageStore } from '#state/storage-store.ts';
import { keptTraining } from '#state/training-store.ts';
import { keptTrends } from '#state/trends-store.ts';

/** Brings back everything that was kept on this machine, and keeps it from now on. */
export async function restoreWork(): Promise<void> {
  await openProject();
  await Promise.all([
    keepSlice(keptPreferences),
    keepSlice(keptSettings),
    keepSlice(keptDataset),
    keepSlice(keptSources),
    keepSlice(keptDemand),
    keepSlice(keptCandidates),
    keepSlice(keptTraining),
    keepSlice(keptTrends),
    keepSlice(keptPlan),
    keepSlice(keptReport),
  ]);
  if (useStorageStore.getState().storage.status === 'loading') {
    useStorageStore.setState({ storage: { status: 'saved' } });
  }
}
