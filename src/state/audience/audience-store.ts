import { createJobStore } from '#state/runtime/job-store.ts';
import type { ResultIn } from '#storage/slices/slices.ts';

export type AudienceResult = ResultIn<'audience'>;

export const audienceJob = createJobStore('audience');
export const useAudienceStore = audienceJob.store;

/** Orders do not tell the launches apart: as many known customers are expected to buy each. */
export function isSameForAll({ candidates }: NonNullable<AudienceResult['audience']>): boolean {
  const [first, ...others] = candidates;
  return others.length > 0 && others.every(({ buyers }) => buyers?.median === first.buyers?.median);
}
