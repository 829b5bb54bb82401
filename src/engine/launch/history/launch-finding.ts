import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { ProductHistory } from './launch.ts';

/**
 * Why a product's first sale is not a launch to learn from. `log-start`: it may have been on sale before the data begin;
 * `too-recent`: too few weeks since; `no-product`: its name says a sample, a test, a fee or the like; `surfaced`: its article number is an
 * old one; `renamed`: another product of the same name or id stem ended as it began; `excluded-by-hand`; `unknown-demand`: mostly
 * stock-outs; `enough-later`: more launches are there than can be learnt from, and later ones of its category are. What sold little or briefly is a launch like any other: a flop.
 */
export type LaunchExclusion =
  | 'log-start'
  | 'too-recent'
  | 'no-product'
  | 'surfaced'
  | 'renamed'
  | 'unknown-demand'
  | 'enough-later'
  | 'excluded-by-hand';

/** Rules for {@link LaunchExclusion}; weeks are whole weeks. */
export interface LaunchRules {
  /** Weeks between the first week of the data and a first sale that counts as a launch. */
  readonly quietWeeks: number;
  /** Weeks after the launch that must be in the data, week 0 included. */
  readonly horizon: number;
}

/** The first sale of one product: a launch to learn from (`exclusion` null) or not. */
export interface LaunchFinding {
  readonly productId: string;
  readonly name: string;
  readonly category: string;
  /** First day of the week of the first sale, or the day that the manager set. */
  readonly firstWeek: EpochDay;
  readonly dateSetByHand: boolean;
  readonly exclusion: LaunchExclusion | null;
  /** A launch with one order in all: a flop, or a test order or sample, which only the manager can tell. */
  readonly isSingleOrder: boolean;
  /** Product that it continues, for `renamed`. */
  readonly continues: string | null;
  /** Units within the horizon; stock-out weeks count as nothing. */
  readonly total: number;
  readonly stockOutWeeks: number;
  /** Weeks of the horizon in which a promotion ran (half or more of the units). */
  readonly promotionWeeks: number;
  readonly weekly: Float64Array;
}

/** What the manager has corrected in the list of launches. */
export interface LaunchCorrections {
  readonly excluded: readonly string[];
  /** Launches that a rule excludes and that the manager wants counted. */
  readonly included: readonly string[];
  readonly firstWeek: Readonly<Record<string, EpochDay>>;
}

export interface LaunchHistory {
  readonly findings: readonly LaunchFinding[];
  /** Those without exclusion, oldest first, with at least `rules.horizon` weeks each. */
  readonly launches: readonly ProductHistory[];
  /** Those whose only exclusion is that their horizon is not over. */
  readonly underWay: readonly ProductHistory[];
  /** Every product with its weeks (from the corrected date on): the range that launches and candidates join. */
  readonly range: readonly ProductHistory[];
  /** Products of the assortment whose first sale is no launch, however recent: no product, surfaced, continuing another, or left out by hand. */
  readonly noLaunches: readonly string[];
  readonly rules: LaunchRules;
}
