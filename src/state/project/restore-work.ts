import { persistedSources } from '#state/data/dataset-store.ts';
import { persistedPending } from '#state/runtime/pending-store.ts';
import { persistSlice } from '#state/runtime/persist-slice.ts';
import { persistedPreferences } from '#state/runtime/settings-store.ts';
import { useStorageStore } from '#state/runtime/storage-store.ts';
import { projectSlices } from './project-slices.ts';
import { openProject } from './projects.ts';

/** Brings back everything that was kept on this machine, and keeps it from now on. */
export async function restoreWork(): Promise<void> {
  await openProject();
  await Promise.all([
    persistSlice(persistedPreferences),
    persistSlice(persistedSources),
    persistSlice(persistedPending),
    ...projectSlices.map(persistSlice),
  ]);
  if (useStorageStore.getState().storage.status === 'loading') {
    useStorageStore.setState({ storage: { status: 'saved' } });
  }
}
