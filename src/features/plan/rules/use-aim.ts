import { useCandidates } from '#state/data/product-names.ts';
import { usePlanStore } from '#state/plan/plan-store.ts';

/** What the plan is for: without a single cost it is for sales, and no figure may be called a profit. */
export function useAim(): 'profit' | 'revenue' {
  const candidates = useCandidates();
  const built = usePlanStore(({ job }) => (job.status === 'ready' ? job.result.built.hasCosts : null));
  const hasCosts = built ?? (candidates.length === 0 || candidates.some(({ unitCost }) => unitCost !== undefined));
  return hasCosts ? 'profit' : 'revenue';
}
