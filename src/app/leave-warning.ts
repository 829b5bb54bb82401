import { useEffect } from 'react';
import { isReloading } from '#state/reload-page.ts';
import { useRunningWork } from '#state/running-jobs.ts';

/** While something computes, the browser asks before it closes the tab. What was computed is kept and taken up again in any case. */
export function LeaveWarning(): null {
  const isWorking = useRunningWork().length > 0;
  useEffect(() => {
    if (!isWorking) return;
    const ask = (event: BeforeUnloadEvent): void => {
      if (!isReloading()) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isWorking]);
  return null;
}
