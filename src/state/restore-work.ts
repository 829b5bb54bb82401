import { keptDataset, keptSources } from '#state/dataset-store.ts';
import { keepSlice } from '#state/keep-slice.ts';
import { keptSettings } from '#state/settings-store.ts';
import { useStorageStore } from '#state/storage-store.ts';

/** Brings back everything that was kept on this machine, and keeps it from now on. */
export async function restoreWork(): Promise<void> {
  await Promise.all([keepSlice(keptSettings), keepSlice(keptDataset), keepSlice(keptSources)]);
  if (useStorageStore.getState().storage.status === 'loading') useStorageStore.setState({ storage: { status: 'saved' } });
}
