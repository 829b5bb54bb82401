import { create } from 'zustand';
import type { Issue } from '#engine/issue.ts';
import type { Matching } from '#engine/monitor/actuals.ts';
import type { CommittedPlan, VersionComparison } from '#engine/monitor/committed-plan.ts';
import type { Lessons } from '#engine/monitor/lessons.ts';
import type { ReplanReport } from '#engine/monitor/replan-report.ts';
import type { TrackingReport } from '#engine/monitor/tracking.ts';
import type { PlanViolation } from '#engine/planning/rules/plan-figures.ts';
import type { FeedbackEffect, FeedbackReport } from '#engine/reviews/feedback.ts';
import type { JobState } from '#state/runtime/job-state.ts';
import type { PersistedSlice } from '#state/saving/persist-slice.ts';
import type { FactsIn } from '#storage/slices/slices.ts';
import type { ReadFeedbackProgress } from '#workers/monitor/contract.ts';
import type { OptimiseProgress } from '#workers/planning/contract.ts';

/** A committed plan, which is never altered, and what has become known since. */
export type Commitment = FactsIn<'monitor'>['versions'][number];

/** The chosen version held against what is known: states, signals, forecasts of the rest, advice, what was learnt. */
export interface MonitorResult {
  readonly versionId: string;
  readonly matching: Matching;
  readonly tracking: TrackingReport;
  /** What ratings do to the forecasts of the rest; null: no reviews. */
  readonly effect: FeedbackEffect | null;
  readonly lessons: Lessons;
}

export interface MonitorState extends FactsIn<'monitor'> {
  readonly job: JobState<null, MonitorResult>;
  readonly feedback: JobState<ReadFeedbackProgress, FeedbackReport>;
  readonly replan: JobState<OptimiseProgress, ReplanReport>;
  /** Lines of the re-plan that are ticked; null: all. And the rules that accepting just these would break. */
  readonly accepted: readonly string[] | null;
  readonly violations: readonly PlanViolation[];
  readonly compared: { readonly before: string; readonly after: string; readonly found: VersionComparison } | null;
  /** A commitment is being made, or why the last one was not. */
  readonly committing: boolean;
  readonly refusal: Issue | null;
  /** Launch that is looked at; null: none. */
  readonly launch: string | null;
}

export const noMonitoring: MonitorState = {
  versions: [],
  selected: null,
  useReviews: true,
  job: { status: 'idle' },
  feedback: { status: 'idle' },
  replan: { status: 'idle' },
  accepted: null,
  violations: [],
  compared: null,
  committing: false,
  refusal: null,
  launch: null,
};

export const useMonitorStore = create<MonitorState>(() => noMonitoring);

/** A version as it is committed: nothing is known yet. */
export function freshCommitment(plan: CommittedPlan): Commitment {
  return {
    plan,
    isOpen: true,
    actuals: null,
    readFrom: null,
    comparison: null,
    issues: [],
    revised: null,
    revisionLog: [],
    decisions: [],
    stock: [],
  };
}

/** The version on screen: the chosen one, else the latest that is open, else the latest; null without any. */
export function currentCommitment(state: Pick<MonitorState, 'versions' | 'selected'>): Commitment | null {
  const { versions, selected } = state;
  return (
    versions.find(({ plan }) => plan.id === selected) ??
    versions.findLast(({ isOpen }) => isOpen) ??
    versions.at(-1) ??
    null
  );
}

/** Versions, what is known of each and what the manager said survive a reload; what follows from them is computed again. */
export const persistedMonitor: PersistedSlice<MonitorState, 'monitor'> = {
  key: 'monitor',
  store: useMonitorStore,
  pick: ({ versions, selected, useReviews }) => ({ versions, selected, useReviews }),
  restore: (facts) => facts,
};
