import { create } from 'zustand';
import type { Issue } from '#engine/issue.ts';
import type { Actuals, ActualsComparison, MatchDecision, Matching, Revision } from '#engine/monitor/actuals.ts';
import type { CommittedPlan, VersionComparison } from '#engine/monitor/committed-plan.ts';
import type { Lessons } from '#engine/monitor/lessons.ts';
import type { ReplanReport } from '#engine/monitor/replan-report.ts';
import type { StockNote, TrackingReport } from '#engine/monitor/tracking.ts';
import type { PlanViolation } from '#engine/planning/rules/plan-figures.ts';
import type { FeedbackEffect, FeedbackReport } from '#engine/reviews/feedback.ts';
import type { JobState } from '#state/runtime/job-state.ts';
import { type PersistedSlice, pickFacts } from '#state/runtime/persist-slice.ts';
import type { ReadFeedbackProgress } from '#workers/monitor/contract.ts';
import type { OptimiseProgress } from '#workers/planning/contract.ts';

/** What the manager said about weeks that came back with other numbers. */
export interface RevisionWord {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** False: the numbers stayed as they were known. */
  readonly taken: boolean;
  readonly revisions: readonly Revision[];
}

/** A committed plan, which is never altered, and what has become known since. */
export interface Commitment {
  readonly plan: CommittedPlan;
  /** Closed ones are kept, and not held against new files any more. */
  readonly isOpen: boolean;
  /** Sales since its first week as they are known; null: none yet. */
  readonly actuals: Actuals | null;
  /** Fingerprint of the data that was read last; null: none since the commitment. */
  readonly readFrom: string | null;
  /** What that data changed, and what is odd about it. */
  readonly comparison: ActualsComparison | null;
  readonly issues: readonly Issue[];
  /** The same sales with the new numbers of known weeks: waits for the manager's word; null: there are none. */
  readonly revised: Actuals | null;
  readonly revisionLog: readonly RevisionWord[];
  readonly decisions: readonly MatchDecision[];
  readonly stock: readonly StockNote[];
}

/** The chosen version held against what is known: states, signals, forecasts of the rest, advice, what was learnt. */
export interface MonitorResult {
  readonly versionId: string;
  readonly matching: Matching;
  readonly tracking: TrackingReport;
  /** What ratings do to the forecasts of the rest; null: no reviews. */
  readonly effect: FeedbackEffect | null;
  readonly lessons: Lessons;
}

export interface MonitorState {
  /** Oldest first. */
  readonly versions: readonly Commitment[];
  /** Version on screen; null: the latest open one. */
  readonly selected: string | null;
  /** Ratings may change the forecasts of the rest where they help. */
  readonly useReviews: boolean;
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

export type PersistedMonitorFacts = Pick<MonitorState, 'versions' | 'selected' | 'useReviews'>;

/** Versions, what is known of each and what the manager said survive a reload; what follows from them is computed again. */
export const persistedMonitor: PersistedSlice<MonitorState, PersistedMonitorFacts> = {
  key: 'monitor',
  version: 1,
  store: useMonitorStore,
  pick: pickFacts(({ versions, selected, useReviews }) => ({ versions, selected, useReviews })),
  accept: (stored, version) => (version === 1 && isFacts(stored) ? stored : null),
};

function isFacts(stored: unknown): stored is PersistedMonitorFacts {
  const versions = (stored as Partial<PersistedMonitorFacts> | null)?.versions;
  return Array.isArray(versions) && versions.every((each) => each?.plan?.format === 'debut-commitment/1');
}
