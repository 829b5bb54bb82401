import type { Issue } from '#engine/issue.ts';
import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { CategoryOutlook } from '#engine/planning/problem/plan-request.ts';
import { candidatesComputation } from '#state/candidates/candidates-actions.ts';
import { useCandidatesStore } from '#state/candidates/candidates-store.ts';
import { demandComputation } from '#state/demand/demand-actions.ts';
import { categoryOutlooks, earlySeries, networksTime } from '#state/demand/demand-outlooks.ts';
import { useDemandStore } from '#state/demand/demand-store.ts';
import { hashInput, type Input } from '#state/runtime/computation.ts';
import { inputHash } from '#state/runtime/input-hash.ts';

/** The demand by category as the plan takes it. */
export interface PlanOutlooks {
  /** Empty while the demand by category is not forecast: the plan then rests on the candidates' own season. */
  readonly outlooks: readonly CategoryOutlook[];
  /** See `networksTime`. */
  readonly networksTrainedAt: number;
}

/** Of the finished forecasts; while they are made, of the categories as soon as each has one of its own; else none. */
export function currentOutlooks(): PlanOutlooks {
  const series = demandComputation.current()?.series ?? earlySeries(useDemandStore.getState().job) ?? [];
  return { outlooks: categoryOutlooks({ series }), networksTrainedAt: networksTime(useDemandStore.getState().job) };
}

/** The demand by category is forecast, though not yet compared with all series: a plan may be made, and once more then. */
export function areOutlooksEarly(): boolean {
  const { job } = useDemandStore.getState();
  return job.status === 'running' && job.inputHash === demandComputation.hash() && earlySeries(job) !== null;
}

/** Name of the demand by category that there is; null: none. */
function outlooksName(): string | null {
  if (areOutlooksEarly()) return `${demandComputation.hash()}/categories`;
  return demandComputation.current() ? demandComputation.hash() : null;
}

/** What the plan takes from the computations before it; missing while there is nothing to plan. */
export const upstreamInput: Input<string> = {
  stores: [...candidatesComputation.stores, ...demandComputation.stores],
  read: () => {
    const candidates = hashInput(candidatesComputation).read();
    return candidates === undefined ? undefined : inputHash({ candidates, demand: outlooksName() });
  },
};

/**
 * The candidates' forecasts, made first where they are missing or out of date, until `signal` ends that; an issue where that
 * fails, null where it is cancelled.
 */
export async function gatherForecasts(signal?: AbortSignal): Promise<readonly CandidateForecast[] | Issue | null> {
  signal?.addEventListener('abort', candidatesComputation.cancel);
  await candidatesComputation.ensure();
  signal?.removeEventListener('abort', candidatesComputation.cancel);
  const found = candidatesComputation.current();
  if (found) return found.forecasts;
  const { job } = useCandidatesStore.getState();
  return job.status === 'failed' ? job.issue : null;
}
