import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { CandidateRival } from '#engine/cannibalisation/candidate-rivals.ts';
import type { Issue } from '#engine/issue.ts';
import type {
  AnaloguePreference,
  ColdStartInput,
  ColdStartOutput,
  LaunchFigures,
} from '#engine/launch/forecast/cold-start-forecast.ts';
import type { DemandOverride } from '#engine/launch/forecast/demand-override.ts';
import type { BacktestedLaunch } from '#engine/launch/forecast/launch-backtest.ts';
import type {
  LaunchCorrections,
  LaunchFinding,
  LaunchHistory,
  LaunchRules,
} from '#engine/launch/history/launch-finding.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { ProductReviews } from '#engine/panel/dataset.ts';
import type { MarketCalendar } from '#engine/panel/market-calendar.ts';
import type { Panel } from '#engine/panel/panel.ts';
import type { CandidateRisk } from '#engine/planning/problem/candidate-risk.ts';
import type { LaunchInstance, LaunchWeeks } from '#engine/planning/problem/launch-instance.ts';
import type {
  BuildInstanceInput,
  CategorySeason,
  EventEffect,
  PlannedProduct,
} from '#engine/planning/problem/plan-request.ts';
import type { PriceRow } from '#engine/pricing/price-answer.ts';
import type { PriceResponse } from '#engine/pricing/price-response.ts';
import type { PriceTest } from '#engine/pricing/price-test.ts';
import type { JobHandler } from '#workers/job-control.ts';

export interface FindLaunchesInput {
  readonly panel: Panel;
  readonly rules?: Partial<LaunchRules>;
  readonly corrections?: LaunchCorrections;
}

export interface BacktestLaunchesInput extends FindLaunchesInput {
  readonly calendar: MarketCalendar | null;
  readonly reviews?: readonly ProductReviews[];
  readonly horizon: number;
  readonly hitThreshold: number | null;
}

export interface TestLaunchesOutput {
  /** Null where too few launches are over. */
  readonly figures: LaunchFigures | null;
}

export interface ForecastCandidatesInput {
  readonly panel: Panel;
  readonly calendar: MarketCalendar | null;
  readonly candidates: readonly Candidate[];
  readonly reviews?: readonly ProductReviews[];
  /** Weeks from the launch that are forecast: 13 in the app. */
  readonly horizon: number;
  readonly hitThreshold: number | null;
  readonly preferences: readonly AnaloguePreference[];
  /** Name of the data: what does not depend on wishes and overrides is then kept from the run before. */
  readonly key?: string;
  /** What the manager says instead of the forecast. */
  readonly overrides?: readonly DemandOverride[];
  readonly rules?: Partial<LaunchRules>;
  readonly corrections?: LaunchCorrections;
  /** Weeks, from the week after the data, for which the demand by launch week is given (52 by default). */
  readonly launchWeeks?: number;
}

export interface ColdStartProgress {
  readonly phase: 'launches' | 'backtest' | 'forecast';
  /** Share of the whole job done, 0 to 1. */
  readonly done: number;
}

/** Expected units within the horizon by launch week, from `start` on. */
export interface LaunchWeekOutlook {
  readonly candidateId: string;
  readonly start: EpochDay;
  readonly total: Float64Array;
  /** The same if there were no promotions: what the season alone does. Absent in forecasts persisted by an older version. */
  readonly seasonOnly?: Float64Array;
}

export interface ForecastCandidatesOutput extends ColdStartOutput {
  readonly findings: readonly LaunchFinding[];
  readonly seasons: readonly CategorySeason[];
  readonly events: readonly EventEffect[];
  readonly byLaunchWeek: readonly LaunchWeekOutlook[];
  /** By category, in the panel's order. */
  readonly priceResponse: readonly PriceResponse[];
  /** Tests that would tell the response of categories whose prices don't; absent in forecasts persisted by an older version. */
  readonly priceTests?: readonly PriceTest[];
  /** Demand at other prices, of candidates whose category's response is known; absent in forecasts persisted by an older version. */
  readonly prices?: readonly { readonly candidateId: string; readonly rows: readonly PriceRow[] }[];
}

export interface BuildInstanceOutput {
  readonly instance: LaunchInstance;
  /** Monday (or the panel's week start) of launch week 0. */
  readonly startDay: EpochDay;
  /** The plan that the manager already has, when a candidate names a planned launch; else null. */
  readonly baseline: LaunchWeeks | null;
  /** False: no candidate has a cost, the plan is for revenue. */
  readonly hasCosts: boolean;
  /** In the order of the instance's products. */
  readonly products: readonly PlannedProduct[];
  /** What each of them risks alone, by launch week; absent in plans persisted by an older version. */
  readonly risks?: readonly CandidateRisk[];
  /** Cannibalisation and halo; absent like them. */
  readonly rivals?: readonly CandidateRival[];
  readonly seasons: readonly CategorySeason[];
  readonly events: readonly EventEffect[];
  /** `candidate-without-price` (and -forecast, -week), `costs-missing`, `planned-launch-outside`, `salvage-assumed`, ... */
  readonly issues: readonly Issue[];
}

/**
 * The candidates worker. Refusals: `no-launches` (nothing to learn from; params say what would help), `no-candidates`, `no-plannable-candidate`,
 * `launch-horizon-out-of-range`, `no-complete-week`, `monthly-panel`, `must-launch-impossible` (a candidate that must launch cannot).
 */
export type CandidatesHandlers = {
  findLaunches: JobHandler<FindLaunchesInput, never, LaunchHistory>;
  /** Demand of products without history from the launches given. */
  coldStart: JobHandler<ColdStartInput, ColdStartProgress, ColdStartOutput>;
  /** The same from a dataset: finds the launches, takes season and promotions out, forecasts, puts them back. */
  forecastCandidates: JobHandler<ForecastCandidatesInput, ColdStartProgress, ForecastCandidatesOutput>;
  /** Every first sale from the 27th week on, forecast from what was known before it. */
  backtestLaunches: JobHandler<BacktestLaunchesInput, ColdStartProgress, readonly BacktestedLaunch[]>;
  /** Its figures over the launches that count and are over. */
  testLaunches: JobHandler<BacktestLaunchesInput, ColdStartProgress, TestLaunchesOutput>;
  /** The planning problem from forecasts, calendar, candidates and constraints. */
  buildInstance: JobHandler<BuildInstanceInput, never, BuildInstanceOutput>;
};
