import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { CommittedOverride } from '#engine/monitor/committed-plan.ts';
import { candidatesComputation } from '#state/candidates/candidates-actions.ts';
import { lineInForce, type OverrideEntry } from '#state/candidates/candidates-overrides.ts';
import { useCandidatesStore } from '#state/candidates/candidates-store.ts';
import { currentDataset } from '#state/data/dataset-store.ts';
import { planHashUnder } from '#state/plan/plan-actions.ts';
import { areOutlooksEarly, currentOutlooks, gatherForecasts } from '#state/plan/plan-inputs.ts';
import { offersToKeep } from '#state/plan/plan-offers.ts';
import { ownCandidates } from '#state/plan/plan-pricing.ts';
import { constraintsOf, weightsOf } from '#state/plan/plan-problem.ts';
import { usePlanStore } from '#state/plan/plan-store.ts';
import { useSettingsStore } from '#state/runtime/settings-store.ts';
import { freshId } from '#storage/slices/fresh-id.ts';
import { issueOf } from './monitor-issue.ts';
import { freshCommitment, useMonitorStore } from './monitor-store.ts';
import { monitorClient } from './monitor-workers.ts';

/** Whether the plan on screen can be committed, and why not. `stale`: it was made from other data or forecasts than there are now. */
export type CommitState = 'possible' | 'no-plan' | 'searching' | 'stale' | 'no-launch';

export function commitState(): CommitState {
  const { job, current } = usePlanStore.getState();
  // A plan of early forecasts is made once more as soon as all are there.
  if (job.status === 'running' || areOutlooksEarly()) return 'searching';
  if (job.status !== 'ready' || !current) return 'no-plan';
  const { settings, seed } = job.result;
  // Rules may have changed since the search: the plan on screen is priced under them, and committed so.
  if (job.inputHash !== planHashUnder(settings, seed) || !candidatesComputation.current()) return 'stale';
  return current.weeks.some((week) => week >= 0) ? 'possible' : 'no-launch';
}

/** Freezes the plan on screen as a version of that name. False, with the reason in the store, when it could not be. */
export async function commitCurrentPlan(name: string, note: string): Promise<boolean> {
  if (commitState() !== 'possible') return false;
  const { job, current, settings } = usePlanStore.getState();
  const dataset = currentDataset();
  if (job.status !== 'ready' || !current || !dataset?.panel) return false;
  useMonitorStore.setState({ committing: true, refusal: null });
  const gathered = await gatherForecasts();
  if (gathered === null || 'code' in gathered) {
    useMonitorStore.setState({ committing: false, refusal: gathered });
    return false;
  }
  const { panel, calendar, currency, fingerprint } = dataset;
  const { built, seed } = job.result;
  const { choices, overrideLog } = useCandidatesStore.getState();
  const candidates = ownCandidates(settings);
  const result = await monitorClient.run('commitPlan', {
    id: freshId(),
    name,
    note,
    committedAt: Date.now(),
    follows: null,
    fingerprint,
    currency,
    seed,
    hasCosts: built.hasCosts,
    objective: settings.objective,
    weights: weightsOf(settings),
    lambda: settings.lambda,
    startDay: built.startDay,
    horizon: useSettingsStore.getState().horizonWeeks,
    instance: current.instance,
    weeks: current.weeks,
    offers: offersToKeep(built.instance, candidates, usePlanStore.getState().decisions.offers),
    candidates,
    panel,
    calendar,
    constraints: constraintsOf(settings, candidates, panel.weekStart),
    forecasts: gathered,
    overrides: committedOverrides(gathered, overrideLog),
    priceResponse: candidatesComputation.current()?.priceResponse ?? [],
    outlooks: currentOutlooks().outlooks,
    corrections: choices.corrections,
  });
  if (result.kind !== 'done') {
    useMonitorStore.setState({ committing: false, refusal: issueOf(result) });
    return false;
  }
  const version = freshCommitment(result.output);
  useMonitorStore.setState(({ versions }) => ({
    versions: [...versions, version],
    selected: version.plan.id,
    committing: false,
    compared: null,
    launch: null,
    job: { status: 'idle' },
    feedback: { status: 'idle' },
    replan: { status: 'idle' },
  }));
  return true;
}

/** Forecasts that the manager changed, with the name and reason that the change in force was made with. */
function committedOverrides(
  forecasts: readonly CandidateForecast[],
  log: readonly OverrideEntry[],
): readonly CommittedOverride[] {
  return forecasts.flatMap(({ id, total, before }) => {
    const line = lineInForce(log, id);
    if (!before || !line) return [];
    return [{ candidateId: id, who: line.who, reason: line.reason, totalBefore: before.total, totalAfter: total }];
  });
}
