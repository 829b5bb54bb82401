import { persistedSources } from '#state/data/dataset-store.ts';
import { persistedPending } from '#state/runtime/pending-store.ts';
import { isOpenedApart } from '#state/runtime/reload-page.ts';
import { persistedPreferences } from '#state/runtime/settings-store.ts';
import { persistSlice, stopKeeping } from '#state/saving/persist-slice.ts';
import { useStorageStore } from '#state/saving/storage-store.ts';
import { isEmptied, listenToStorage, shutStorage, slicesSetAside } from '#storage/database.ts';
import { projectSlices } from './project-slices.ts';
import { useProjectStore } from './project-store.ts';
import { openProject } from './projects.ts';

/** Brings back everything that was kept on this machine, and keeps it from now on. */
export async function restoreWork(): Promise<void> {
  if (isOpenedApart()) {
    stopKeeping();
    shutStorage();
    useProjectStore.setState({ hold: 'apart' });
    useStorageStore.setState({ storage: { status: 'saved' } });
    return;
  }
  listenToStorage((news) => {
    if (news === 'blocked') useStorageStore.setState({ waitsFor: 'blocked' });
    else void noticeLoss();
  });
  await openProject();
  useStorageStore.setState({ waitsFor: 'facts' });
  await Promise.all([
    persistSlice(persistedPreferences),
    persistSlice(persistedSources),
    persistSlice(persistedPending),
    ...projectSlices.map(persistSlice),
    noticeSetAside(),
  ]);
  if (useStorageStore.getState().storage.status === 'loading') {
    useStorageStore.setState({ storage: { status: 'saved' } });
  }
}

/** What was set aside at an earlier start can still be saved as a file. */
async function noticeSetAside(): Promise<void> {
  try {
    if ((await slicesSetAside()).length > 0) useStorageStore.setState({ hasSetAside: true });
  } catch {
    // That nothing can be read is said by whoever opens the project.
  }
}

/** Until a connection that was cut has come to its end, and the next one can be opened. */
const cutMs = 300;

/** The database was closed from outside: said where all that was in it has been deleted. */
async function noticeLoss(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, cutMs));
  const isLost = await isEmptied().catch(() => false);
  if (!isLost || useProjectStore.getState().hold !== 'own') return;
  stopKeeping();
  useProjectStore.setState({ hold: 'cleared' });
}
