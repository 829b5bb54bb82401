import { useSyncExternalStore } from 'react';
import { subscribeAll, type Work } from './computation.ts';
import { computations, type WorkId } from './computations.ts';

/** A computation under way, whichever step it belongs to. */
export interface RunningWork extends Pick<Work<WorkId>, 'id' | 'step' | 'cancel'> {
  readonly startedAt: number;
  /** Share done, 0 to 1; null: not known. */
  readonly share: number | null;
}

const stores = [...new Set(computations.flatMap((work: Work) => work.stores))];
const createSnapshot = (): (() => readonly RunningWork[]) => {
  let last: readonly RunningWork[] = [];
  return () => {
    const now = computations.flatMap(({ id, step, cancel, underWay }): RunningWork[] => {
      const found = underWay();
      return found ? [{ id, step, cancel, ...found }] : [];
    });
    const isSame =
      now.length === last.length &&
      now.every(({ id, startedAt, share }, i) => {
        const before = last[i];
        return id === before.id && startedAt === before.startedAt && share === before.share;
      });
    if (!isSame) last = now;
    return last;
  };
};
const underWayNow = createSnapshot();
const follow = (onChange: () => void): (() => void) => subscribeAll(stores, onChange);

/** Everything that computes now, in the order of the journey. */
export function useRunningWork(): readonly RunningWork[] {
  return useSyncExternalStore(follow, underWayNow, underWayNow);
}
