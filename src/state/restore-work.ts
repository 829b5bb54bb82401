import { keptSources } from '#state/dataset-store.ts';
import { keptDue } from '#state/due-store.ts';
import { keepSlice } from '#state/keep-slice.ts';
import { projectSlices } from '#state/project-slices.ts';
import { openProject } from '#state/projects.ts';
import { keptPreferences } from '#state/settings-store.ts';
import { useStorageStore } from '#state/storage-store.ts';

/** Brings back everything that was kept on this machine, and keeps it from now on. */
export async function restoreWork(): Promise<void> {
  await openProject();
  await Promise.all([
    keepSlice(keptPreferences),
    keepSlice(keptSources),
    keepSlice(keptDue),
    ...projectSlices.map(keepSlice),
  ]);
  if (useStorageStore.getState().storage.status === 'loading') {
    useStorageStore.setState({ storage: { status: 'saved' } });
  }
}
