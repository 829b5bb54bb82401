import { useEffect } from 'react';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { useProjectStore } from '#state/project/project-store.ts';
import { useLeavingStore } from '#state/runtime/reload-page.ts';
import { useRunningWork } from '#state/runtime/running-jobs.ts';
import { useStorageStore } from '#state/saving/storage-store.ts';

/**
 * While something computes, the browser asks before it closes the tab; what was computed is kept and taken up again in any
 * case. While something can't be saved it asks before the page goes for whatever reason, since that would be lost.
 */
export function LeaveWarning(): null {
  const isWorking = useRunningWork().length > 0;
  const hasFailed = useStorageStore(({ storage }) => storage.status === 'failed');
  const isNowhere = useProjectStore(({ hold }) => hold === 'cleared' || hold === 'apart');
  const hasData = useDatasetStore(({ facts }) => facts.files.length > 0);
  const isUnsafe = hasFailed || (isNowhere && hasData);
  useEffect(() => {
    if (!isWorking && !isUnsafe) return;
    const ask = (event: BeforeUnloadEvent): void => {
      const { leaving } = useLeavingStore.getState();
      // Also where the page goes by its own doing, what could not be saved is asked about, unless it has been erased.
      if (leaving === 'by-user' || (isUnsafe && leaving !== 'erased')) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isWorking, isUnsafe]);
  return null;
}
