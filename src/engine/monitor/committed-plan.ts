import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Issue } from '#engine/issue.ts';
import type { PowerScale } from '#engine/launch/level/power-transform.ts';
import type { LaunchInstance, LaunchOption, LaunchWeeks } from '#engine/planning/problem/launch-instance.ts';
import type { OptimiseRequest } from '#engine/planning/problem/plan-problem.ts';
import type { PlanConstraints } from '#engine/planning/problem/plan-request.ts';

/**
 * A plan that the manager has committed to: everything that a later week is held against, and everything that is needed to forecast,
 * advise and plan anew without the files of then. Plain JSON (no typed arrays, null for a missing number), so that the project file, the
 * terminal and the worker carry the same thing. Never altered: `seal` is a checksum over all the rest.
 */
export interface CommittedPlan {
  readonly format: 'debut-commitment/1';
  readonly id: string;
  readonly name: string;
  readonly note: string;
  /** Milliseconds since 1970, by the caller's clock. */
  readonly committedAt: number;
  /** The version that this one follows from a re-plan; null: none. */
  readonly follows: string | null;
  /** Fingerprint of the data that it was made on. */
  readonly fingerprint: string;
  readonly currency: string;
  /** False: no candidate has a cost, money is revenue. */
  readonly hasCosts: boolean;
  readonly seed: number;
  readonly objective: OptimiseRequest['objective'];
  readonly weights: { readonly demand: number; readonly market: number };
  readonly lambda: number;
  /** First day of launch week 0, and the day on which weeks begin (0 = Monday, 6 = Sunday). */
  readonly startDay: EpochDay;
  readonly weekStart: number;
  /** Weeks since the launch within which totals, hits and signals are counted: 13 in the app. */
  readonly horizon: number;
  /** The problem, scenarios included, and the launch weeks decided (-1: left out). */
  readonly instance: LaunchInstance;
  readonly weeks: LaunchWeeks;
  /** By product the offers that the plan was found among; fewer than two: only its own. Absent: committed before they were kept. */
  readonly offers?: readonly (readonly LaunchOption[])[];
  readonly constraints: PlanConstraints;
  /** In the order of the instance's products: all candidates of the problem, launched or left out. */
  readonly candidates: readonly CommittedCandidate[];
  readonly overrides: readonly CommittedOverride[];
  /** The earlier launches: how far single launches stray from their curve. */
  readonly basis: LaunchBasis;
  /** The plan's expected profit with its range over the scenarios. */
  readonly profit: MoneyRange;
  readonly seal: string;
}

/** Expected value with the 10 and 90 % quantiles. */
export interface MoneyRange {
  readonly mean: number;
  readonly lo80: number;
  readonly hi80: number;
}

/** Quantiles of units. */
export interface PieceRange extends MoneyRange {
  readonly median: number;
  readonly lo95: number;
  readonly hi95: number;
}

/** One candidate as it was when the plan was committed. Units, money in the currency's major unit. */
export interface CommittedCandidate {
  readonly id: string;
  readonly name: string;
  readonly nameAlternative: string;
  readonly category: string;
  /** First day of its launch week; null: the plan leaves it out. */
  readonly launchDay: EpochDay | null;
  /** In a version made from another one, where it came in another week than was planned: that week (null: left out then). `launchDay` is the real one. */
  readonly plannedDay?: EpochDay | null;
  /** First buy at that week; 0 where it is left out. */
  readonly stock: number;
  readonly minimumOrder: number;
  /** Weeks from order to arrival; null: the file does not say. */
  readonly leadTimeWeeks: number | null;
  /** Its week in the manager's own plan; null: none. */
  readonly ownDay: EpochDay | null;
  /**
   * Demand by week since the launch for as many weeks as the instance's curve is long, at the committed week (left out: at its earliest).
   * Expected value and quantiles of the single week.
   */
  readonly weekly: {
    readonly mean: readonly number[];
    readonly lo80: readonly number[];
    readonly hi80: readonly number[];
    readonly lo95: readonly number[];
    readonly hi95: readonly number[];
  };
  /** Demand within the horizon. */
  readonly total: PieceRange;
  /** The forecast before the manager changed it; null: not changed. */
  readonly modelTotal: number | null;
  /** Mean total of the earlier launches at the same weeks: the naive forecast. */
  readonly naiveTotal: number;
  /** Season and promotions taken out: normal on the basis's power scale. */
  readonly level: { readonly mean: number; readonly deviation: number };
  /** Share of the neutral total (over the horizon) by week since the launch; as long as the instance's curve. */
  readonly shape: readonly number[];
  /** Probability of reaching `hitThreshold` units; null without a threshold. */
  readonly hitProbability: number | null;
  readonly hitThreshold: number | null;
  readonly analogues: readonly {
    readonly id: string;
    readonly name: string;
    readonly nameAlternative?: string;
    readonly weight: number;
    readonly total: number;
  }[];
  /** Effect of price on demand, with its 95 % interval; null: not identifiable. */
  readonly elasticity: { readonly value: number; readonly lo95: number; readonly hi95: number } | null;
}

/** What the manager said instead of a forecast. */
export interface CommittedOverride {
  readonly candidateId: string;
  readonly who: string;
  readonly reason: string;
  readonly totalBefore: number;
  readonly totalAfter: number;
}

/** Earlier launches with season and promotions taken out, cut to the horizon. */
export interface LaunchBasis {
  readonly scale: PowerScale;
  /** Mean curve: share of the total by week; sums to 1 over the horizon. */
  readonly shape: readonly number[];
  /** `path`: neutral units by week, null = unknown. */
  readonly launches: readonly {
    readonly id: string;
    readonly total: number;
    readonly path: readonly (number | null)[];
  }[];
  /** Log standard deviations of what launches share: market, and category beside it. */
  readonly shared: { readonly market: number; readonly category: number };
}

/** One line of the comparison of two versions. Days are first days of launch weeks; null: left out, or unknown there. */
export interface VersionDifference {
  readonly candidateId: string;
  readonly name: string;
  readonly dayBefore: EpochDay | null;
  readonly dayAfter: EpochDay | null;
  readonly stockBefore: number;
  readonly stockAfter: number;
  readonly totalBefore: number | null;
  readonly totalAfter: number | null;
  readonly kind:
    | 'same'
    | 'earlier'
    | 'later'
    | 'added'
    | 'dropped'
    | 'stock'
    | 'forecast'
    | 'unknown-before'
    | 'unknown-after';
}

export interface VersionComparison {
  readonly differences: readonly VersionDifference[];
  readonly profitBefore: MoneyRange;
  readonly profitAfter: MoneyRange;
  /** `other-data`, `other-constraints`, `other-seed`, `other-overrides`: what else is not the same. */
  readonly issues: readonly Issue[];
}
