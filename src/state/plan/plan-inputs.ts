import type { Issue } from '#engine/issue.ts';
import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { CategoryOutlook } from '#engine/planning/problem/plan-request.ts';
import { candidatesInputHash, currentCandidateForecasts, runCandidates } from '#state/candidates/candidates-actions.ts';
import { useCandidatesStore } from '#state/candidates/candidates-store.ts';
import { demandInputHash } from '#state/demand/demand-actions.ts';
import { categoryOutlooks, networksTime } from '#state/demand/demand-outlooks.ts';
import { useDemandStore } from '#state/demand/demand-store.ts';
import { inputHash } from '#state/runtime/input-hash.ts';

/** What the plan takes from the steps before it. */
export interface PlanForecasts {
  readonly forecasts: readonly CandidateForecast[];
  /** Empty while the demand by category is not forecast: the plan then rests on the candidates' own season. */
  readonly outlooks: readonly CategoryOutlook[];
  /** See `networksTime`. */
  readonly networksTrainedAt: number;
}

function currentOutlooks(): readonly CategoryOutlook[] | null {
  const { job } = useDemandStore.getState();
  return job.status === 'ready' && job.inputHash === demandInputHash() ? categoryOutlooks(job.result) : null;
}

/** Name of the present upstream facts; null while there is nothing to plan. */
export function gatheredHash(): string | null {
  const candidates = candidatesInputHash();
  if (candidates === null) return null;
  const { job } = useDemandStore.getState();
  const demand = job.status === 'ready' && job.inputHash === demandInputHash() ? job.inputHash : null;
  return inputHash({ candidates, demand });
}

/** The forecasts that there are; those of the candidates are made first where they are missing or out of date. */
export async function gatherForecasts(): Promise<PlanForecasts | Issue | null> {
  if (!currentCandidateForecasts()) await runCandidates();
  const found = currentCandidateForecasts();
  if (found) {
    const networksTrainedAt = networksTime(useDemandStore.getState().job);
    return { forecasts: found.forecasts, outlooks: currentOutlooks() ?? [], networksTrainedAt };
  }
  const { job } = useCandidatesStore.getState();
  return job.status === 'failed' ? job.issue : null;
}
