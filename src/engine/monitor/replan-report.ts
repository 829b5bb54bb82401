import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Issue } from '#engine/issue.ts';
import type { CommittedCandidate, CommittedPlan, MoneyRange } from '#engine/monitor/committed-plan.ts';
import type { OfferGain } from '#engine/planning/offers/offer-gain.ts';
import type { LaunchInstance, LaunchWeeks, PlanLocks } from '#engine/planning/problem/launch-instance.ts';

/** The problem of the rest: what has launched is held where it is, weeks that are over are closed, levels and scenarios are those of today. */
export interface ReplanProblem {
  readonly instance: LaunchInstance;
  /** The same with the initial orders as committed: what keeping the plan is priced with. */
  readonly keptInstance: LaunchInstance;
  readonly locks: PlanLocks;
  /** The committed plan with real launch weeks, late ones that are still to come in the first open week. */
  readonly kept: LaunchWeeks;
  /** First week that is still open. */
  readonly now: number;
  readonly spent: { readonly stock: number; readonly reorders: number };
  /** By product: today's expected level over the committed one, and what it was updated from. */
  readonly levelFactors: readonly number[];
  readonly levelSources: readonly LevelSource[];
  /** By product: today's neutral level on the plan's power scale. */
  readonly levels: readonly CommittedCandidate['level'][];
  readonly issues: readonly Issue[];
}

/**
 * What today's level is from: `own`: its own weeks; `forecast`: its forecast made anew with the later sales; `launches`: what the launches so far say about market
 * and category.
 */
export type LevelSource = 'own' | 'forecast' | 'launches';

/** Why a line differs. `demand-up`, `demand-down`: its level was updated. */
export type DifferenceReason =
  | 'launched'
  | 'demand-up'
  | 'demand-down'
  | 'week-over'
  | 'room-freed'
  | 'room-taken'
  | 'budget'
  | 'neighbour'
  | 'none';

/** A launch's prices by age and promotions, before and after. */
export interface OfferChange {
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** What the prices bring over the committed ones in the same promotions; null: the same prices. */
  readonly gain: OfferGain | null;
  /** Names of promotions that it takes part in now, and that it stays out of now. */
  readonly joins: readonly string[];
  readonly leaves: readonly string[];
}

/** One launch of the plan for the rest against the committed plan. */
export interface ReplanLine {
  readonly candidateId: string;
  readonly name: string;
  readonly kind: 'frozen' | 'kept' | 'earlier' | 'later' | 'added' | 'dropped' | 'offer' | 'stock';
  readonly dayBefore: EpochDay | null;
  readonly dayAfter: EpochDay | null;
  readonly stockBefore: number;
  readonly stockAfter: number;
  /** Price and promotions where they differ. */
  readonly offer: OfferChange | null;
  readonly reason: DifferenceReason;
  /** Today's expected level over the committed one, and what it is from. */
  readonly levelFactor: number;
  readonly levelSource: LevelSource;
  /** What this line alone is worth, taken back from the new plan; 0 for frozen and kept ones, NaN where it cannot be taken back alone. */
  readonly gain: number;
}

export interface ReplanReport {
  readonly problem: ReplanProblem;
  readonly weeks: LaunchWeeks;
  readonly lines: readonly ReplanLine[];
  /** In today's scenarios: the committed plan kept (what is over stays), the new plan, and the difference with its range. */
  readonly keptProfit: MoneyRange;
  readonly newProfit: MoneyRange;
  readonly gain: MoneyRange;
  readonly upperBound: number;
  readonly stopped: boolean;
}

/** Lines that the manager accepts; the others stay as committed. */
export interface AcceptedReplan {
  readonly plan: CommittedPlan;
  readonly candidateIds: readonly string[] | 'all';
}
