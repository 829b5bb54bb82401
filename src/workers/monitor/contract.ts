import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Issue } from '#engine/issue.ts';
import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { LaunchCorrections, LaunchRules } from '#engine/launch/history/launch-finding.ts';
import type { Actuals, ActualsComparison, MatchDecision, Matching } from '#engine/monitor/actuals.ts';
import type { CommittedPlan, VersionComparison } from '#engine/monitor/committed-plan.ts';
import type { Lessons } from '#engine/monitor/lessons.ts';
import type { AcceptedReplan, ReplanReport } from '#engine/monitor/replan-report.ts';
import type { StockNote, TrackingReport } from '#engine/monitor/tracking.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { MarketCalendar } from '#engine/panel/market-calendar.ts';
import type { Panel } from '#engine/panel/panel.ts';
import type { CategoryOutlook } from '#engine/planning/problem/plan-request.ts';
import type { PlanViolation } from '#engine/planning/rules/plan-figures.ts';
import type { PriceResponse } from '#engine/pricing/price-response.ts';
import type { FeedbackEffect, FeedbackReport, ReviewRecord } from '#engine/reviews/feedback.ts';
import type { JobHandler } from '#workers/job-control.ts';
import type { OptimiseProgress } from '#workers/planning/contract.ts';

/** What a commitment freezes: the plan on screen with all that it was made from. */
export interface CommitPlanInput
  extends Omit<CommittedPlan, 'format' | 'weekStart' | 'candidates' | 'basis' | 'profit' | 'seal'> {
  readonly candidates: readonly Candidate[];
  readonly forecasts: readonly CandidateForecast[];
  readonly priceResponse: readonly PriceResponse[];
  readonly outlooks: readonly CategoryOutlook[];
  /** The history that the forecasts were made from. */
  readonly panel: Panel;
  readonly calendar: MarketCalendar | null;
  readonly rules?: Partial<LaunchRules>;
  readonly corrections?: LaunchCorrections;
}

export interface ReadActualsInput {
  readonly panel: Panel;
  readonly plan: CommittedPlan;
  /** What was known before; null: nothing. */
  readonly known: Actuals | null;
}

export interface ReadActualsOutput {
  /** The new files, and what they lack as it was known. Weeks that were known keep their old numbers until the revision is accepted. */
  readonly actuals: Actuals;
  /** The same with the new numbers in place of the old ones. */
  readonly revised: Actuals;
  readonly comparison: ActualsComparison;
  /** `actuals-before-plan`, `actuals-file-again`, `actuals-doubled`, `actuals-week-missing`, `actuals-week-negative`, `actuals-no-candidate`, ... */
  readonly issues: readonly Issue[];
}

export interface MatchActualsInput {
  readonly plan: CommittedPlan;
  readonly actuals: Actuals;
  readonly decisions: readonly MatchDecision[];
}

export interface TrackPlanInput extends MatchActualsInput {
  readonly stock: readonly StockNote[];
  /** Rows of the reviews, for their effect on what is left; absent: none. */
  readonly reviews?: readonly ReviewRecord[];
  /** Let the ratings change the forecasts where they help. */
  readonly useReviews?: boolean;
}

export interface TrackPlanOutput {
  readonly matching: Matching;
  readonly tracking: TrackingReport;
  /** Null without reviews. */
  readonly effect: FeedbackEffect | null;
}

export interface ReplanInput extends MatchActualsInput {
  readonly stock: readonly StockNote[];
  /**
   * Forecasts made anew on all data (the candidates' job), by candidate: they replace what the launches so far say about the others.
   * Absent: the levels of the rest move with the market and their category as far as the launches so far tell.
   */
  readonly forecasts?: readonly CandidateForecast[];
  readonly seed: number;
  readonly moves: number | null;
}

export interface ReadFeedbackInput {
  /** All rated reviews teach the classifier; those of launched products since their launch are read. */
  readonly reviews: readonly ReviewRecord[];
  readonly launches: readonly {
    readonly candidateId: string;
    readonly productIds: readonly string[];
    readonly from: EpochDay;
  }[];
  /** First day after the last known one. */
  readonly asOf: EpochDay;
  readonly seed: number;
}

export interface ReadFeedbackProgress {
  readonly phase: 'reading' | 'training' | 'topics';
  readonly done: number;
}

export interface LessonsInput {
  readonly plan: CommittedPlan;
  readonly tracking: TrackingReport;
}

/**
 * The monitor worker. Refusals: `plan-altered` (a committed plan whose seal does not fit), `plan-not-readable`, `monthly-panel`,
 * `no-complete-week`, `actuals-before-plan` (no week since the plan's start), `no-launch-planned`.
 */
export type MonitorHandlers = {
  /** Freezes a version. Same input, same plan, seal included. */
  commitPlan: JobHandler<CommitPlanInput, never, CommittedPlan>;
  compareVersions: JobHandler<
    { readonly before: CommittedPlan; readonly after: CommittedPlan },
    never,
    VersionComparison
  >;
  /** Weekly sales since the plan's start from a panel, held against what was known. */
  readActuals: JobHandler<ReadActualsInput, never, ReadActualsOutput>;
  matchActuals: JobHandler<MatchActualsInput, never, Matching>;
  /** States, signals, re-forecasts and advice. */
  trackPlan: JobHandler<TrackPlanInput, never, TrackPlanOutput>;
  /** The rest planned anew, launch by launch against the committed plan. */
  replan: JobHandler<ReplanInput, OptimiseProgress, ReplanReport>;
  /** The committed plan with the accepted lines: a new version, to be committed by `commitReplan`. */
  commitReplan: JobHandler<
    AcceptedReplan & {
      readonly report: ReplanReport;
      readonly id: string;
      readonly name: string;
      readonly note: string;
      readonly committedAt: number;
    },
    never,
    CommittedPlan
  >;
  /** Rules that accepting only these lines would break; empty: none. */
  checkReplan: JobHandler<AcceptedReplan & { readonly report: ReplanReport }, never, readonly PlanViolation[]>;
  readFeedback: JobHandler<ReadFeedbackInput, ReadFeedbackProgress, FeedbackReport>;
  /** 复盘. */
  learnLessons: JobHandler<LessonsInput, never, Lessons>;
};
