import type { Panel } from '#engine/panel/panel.ts';
import { type CandidatesResult, useCandidatesStore } from '#state/candidates/candidates-store.ts';
import { launchBacktestComputation } from '#state/candidates/launch-backtest-actions.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { useCurrentResult } from '#state/runtime/computation.ts';
import { lastReady } from '#state/runtime/job-state.ts';
import type { ResultIn } from '#storage/slices/slices.ts';
import type { CurrentPlan } from './plan-store.ts';

/** Why the data cannot carry a plan. */
export type DraftReason = 'no-launches' | 'untested' | 'short-history' | 'wide';

/** How far a plan can be trusted, by what its forecasts have earned. */
export interface PlanTrust {
  /** Empty: the plan stands; else it is a draft. */
  readonly reasons: readonly DraftReason[];
  /** Earlier launches that the forecasts were tested on, and by what share they were off on average; 0 and NaN: none. */
  readonly launches: number;
  readonly off: number;
  /** Weeks of sales. */
  readonly weeks: number;
}

/** Half a year: with less, no season and hardly a launch can be told. */
const leastWeeks = 26;

/**
 * A plan is a draft where no earlier launch is known or none could be tested on, where sales cover less than half a year, and
 * where what it earns in eight of ten scenarios spans more than what it is expected to. Without the candidates' forecasts nothing is said, and
 * nothing of the test on earlier launches while it is not over (`backtest` null).
 */
export function planTrust(
  panel: Pick<Panel, 'completeFrom' | 'completeTo' | 'periods' | 'period'> | null,
  candidates: Pick<CandidatesResult, 'launchesUsed'> | null,
  backtest: ResultIn<'launch-backtest'> | null,
  { reading }: Pick<CurrentPlan, 'reading'>,
): PlanTrust {
  const complete = panel ? panel.completeTo - panel.completeFrom : 0;
  const periods = panel ? (complete > 0 ? complete : panel.periods) : Number.NaN;
  const weeks = panel?.period === 'month' ? Math.round(periods * 4.35) : periods;
  const launches = backtest?.figures?.launches.length ?? 0;
  const { profit, scenarioProfits } = reading.figures;
  const sorted = Float64Array.from(scenarioProfits).sort();
  const last = sorted.length - 1;
  const spread = last > 0 ? sorted[Math.ceil(0.9 * last)] - sorted[Math.floor(0.1 * last)] : 0;
  const reasons: DraftReason[] = [];
  if (candidates?.launchesUsed === 0) reasons.push('no-launches');
  else if (candidates && backtest && launches === 0) reasons.push('untested');
  if (weeks < leastWeeks) reasons.push('short-history');
  if (profit > 0 && spread > profit) reasons.push('wide');
  return { reasons, launches, off: (backtest?.figures?.wapeTotal ?? Number.NaN) / 100, weeks };
}

export function usePlanTrust(current: CurrentPlan): PlanTrust {
  const panel = useDatasetStore((state) => state.facts.dataset?.panel ?? null);
  const candidates = useCandidatesStore((state) => lastReady(state.job)?.result ?? null);
  return planTrust(panel, candidates, useCurrentResult(launchBacktestComputation), current);
}
