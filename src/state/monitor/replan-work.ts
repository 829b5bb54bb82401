import type { Work } from '#state/runtime/computation.ts';
import { useMonitorStore } from './monitor-store.ts';

/** Planning the rest anew, as the overview shows it. The monitor's code is only there once a plan is committed. */
export const replanWork: Work<'replan'> = {
  id: 'replan',
  step: 'monitor',
  stores: [useMonitorStore],
  underWay: () => {
    const { replan } = useMonitorStore.getState();
    if (replan.status !== 'running') return null;
    const { startedAt, progress } = replan;
    return { startedAt, share: progress ? progress.moves / progress.movesTotal : null };
  },
  cancel: () => void import('./monitor-actions.ts').then(({ replanComputation }) => replanComputation.cancel()),
  histories: [],
};
