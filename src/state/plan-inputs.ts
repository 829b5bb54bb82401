import type { CandidateForecast } from '#engine/launch/cold-start-forecast.ts';
import type { CategoryOutlook } from '#engine/risk/plan-request.ts';
import { presentDataset } from '#state/dataset-store.ts';
import { inputHash } from '#state/input-hash.ts';
import { useSettingsStore } from '#state/settings-store.ts';
import { createCandidatesClient } from '#workers/candidates/client.ts';
import type { JobResult } from '#workers/worker-client.ts';

/** What the plan takes from the steps before it. */
export interface PlanForecasts {
  readonly forecasts: readonly CandidateForecast[];
  readonly outlooks: readonly CategoryOutlook[];
}

const candidatesClient = createCandidatesClient();
let known: { readonly hash: string; readonly forecasts: PlanForecasts } | null = null;

/** Name of the present upstream facts; null while there are none. */
export function gatheredHash(): string | null {
  const dataset = presentDataset();
  if (!dataset?.panel) return null;
  return inputHash({ data: dataset.fingerprint, horizon: useSettingsStore.getState().horizonWeeks });
}

/** The candidates' forecasts: those that are there, else made now. */
export async function gatherForecasts(
  signal: AbortSignal,
  onShare: (share: number) => void,
): Promise<JobResult<PlanForecasts>> {
  const dataset = presentDataset();
  const hash = gatheredHash();
  if (!dataset?.panel || hash === null) return { kind: 'refused', code: 'no-candidates', params: {} };
  if (known?.hash === hash) return { kind: 'done', output: known.forecasts };
  const result = await candidatesClient.run(
    'forecastCandidates',
    {
      panel: dataset.panel,
      calendar: dataset.calendar,
      candidates: dataset.candidates,
      horizon: useSettingsStore.getState().horizonWeeks,
      hitThreshold: null,
      wishes: [],
    },
    { signal, onProgress: ({ done }) => onShare(done) },
  );
  if (result.kind !== 'done') return result;
  known = { hash, forecasts: { forecasts: result.output.forecasts, outlooks: [] } };
  return { kind: 'done', output: known.forecasts };
}
