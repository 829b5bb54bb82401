import { usePlanStore } from '#state/plan-store.ts';

/** What the plan is for: without a single cost it is for sales, and no figure may be called a profit. */
export function useAim(): 'profit' | 'revenue' {
  return usePlanStore(({ job }) => (job.status === 'ready' && !job.result.built.hasCosts ? 'revenue' : 'profit'));
}
