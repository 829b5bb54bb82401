import { useEffect } from 'react';
import { isErased, isReloading } from '#state/runtime/reload-page.ts';
import { useRunningWork } from '#state/runtime/running-jobs.ts';
import { useStorageStore } from '#state/runtime/storage-store.ts';

/**
 * While something computes, the browser asks before it closes the tab; what was computed is kept and taken up again in any
 * case. While something can't be saved it asks before the page goes for whatever reason, since that would be lost.
 */
export function LeaveWarning(): null {
  const isWorking = useRunningWork().length > 0;
  const isUnsafe = useStorageStore(({ storage }) => storage.status === 'failed');
  useEffect(() => {
    if (!isWorking && !isUnsafe) return;
    const ask = (event: BeforeUnloadEvent): void => {
      if ((isUnsafe && !isErased()) || !isReloading()) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isWorking, isUnsafe]);
  return null;
}
