import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type {
  AnaloguePreference,
  ColdStartInput,
  ColdStartOutput,
  LaunchFigures,
} from '#engine/launch/forecast/cold-start-forecast.ts';
import type { DemandOverride } from '#engine/launch/forecast/demand-override.ts';
import type { BacktestedLaunch, LaunchBacktestInput } from '#engine/launch/forecast/launch-backtest.ts';
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
import type { BuiltInstance } from '#engine/planning/problem/build-instance.ts';
import type { BuildInstanceInput, CategorySeason, EventEffect } from '#engine/planning/problem/plan-request.ts';
import type { PriceRow } from '#engine/pricing/price-answer.ts';
import type { PriceResponse } from '#engine/pricing/price-response.ts';
import type { PriceTest } from '#engine/pricing/price-test.ts';
import type { JobHandler } from '#workers/job-control.ts';

export interface FindLaunchesInput {
  readonly panel: Panel;
  readonly rules?: Partial<LaunchRules>;
  readonly corrections?: LaunchCorrections;
}

/** `key`: name of the data, under which what its prices tell is kept from the job before. */
export type DesignPriceTestsInput = Pick<ForecastCandidatesInput, 'panel' | 'key'>;

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

export interface ForecastCandidatesInput extends Omit<LaunchBacktestInput, 'rules' | 'factorsOf'> {
  readonly candidates: readonly Candidate[];
  readonly preferences: readonly AnaloguePreference[];
  /** Name of the data: what does not depend on wishes and overrides is then kept from the run before. */
  readonly key?: string;
  /** What the manager says instead of the forecast. */
  readonly overrides?: readonly DemandOverride[];
  readonly rules?: Partial<LaunchRules>;
  /** Weeks, from the week after the data, for which the demand by launch week is given (52 by default). */
  readonly launchWeeks?: number;
}

export interface ColdStartProgress {
  readonly phase: 'launches' | 'backtest' | 'forecast';
  /** Share of the whole job done, 0 to 1. */
  readonly done: number;
}

/** Expected units within the horizon by launch week, from `start` on, to a hundredth: a chart of them is drawn. */
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
  /** Demand at other prices, of candidates whose category's response is known; absent in forecasts persisted by an older version. */
  readonly prices?: readonly { readonly candidateId: string; readonly rows: readonly PriceRow[] }[];
}

/** Risks and rivals are absent in plans persisted by an older version. */
export type BuildInstanceOutput = Omit<BuiltInstance, 'risks' | 'rivals'> & Partial<BuiltInstance>;

/**
 * The candidates worker. Refusals: `no-launches` (nothing to learn from; params say what would help), `no-candidates`, `no-plannable-candidate`,
 * `launch-horizon-out-of-range`, `no-complete-week`, `monthly-panel`, `must-launch-impossible` (a candidate that must launch cannot).
 */
export type CandidatesHandlers = {
  findLaunches: JobHandler<FindLaunchesInput, never, LaunchHistory>;
  /** Tests that would tell the response to price of categories whose prices don't. */
  designPriceTests: JobHandler<DesignPriceTestsInput, { readonly done: number }, readonly PriceTest[]>;
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
