import { usePlanStore } from '#state/plan-store.ts';
import { useCandidates } from '#state/product-names.ts';

/** What the plan is for: without a single cost it is for sales, and no figure may be called a profit. */
export function useAim(): 'profit' | 'revenue' {
  const candidates = useCandidates();
  const built = usePlanStore(({ job }) => (job.status === 'ready' ? job.result.built.hasCosts : null));
  const hasCosts = built ?? (candidates.length === 0 || candidates.some(({ unitCost }) => unitCost !== undefined));
  return hasCosts ? 'profit' : 'revenue';
}
