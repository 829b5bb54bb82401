import { keptSources } from '#state/data/dataset-store.ts';
import { keptDue } from '#state/runtime/due-store.ts';
import { keepSlice } from '#state/runtime/keep-slice.ts';
import { keptPreferences } from '#state/runtime/settings-store.ts';
import { useStorageStore } from '#state/runtime/storage-store.ts';
import { projectSlices } from './project-slices.ts';
import { openProject } from './projects.ts';

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
