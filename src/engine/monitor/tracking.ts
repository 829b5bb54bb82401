import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Issue } from '#engine/issue.ts';
import type { MoneyRange, PieceRange } from '#engine/monitor/committed-plan.ts';

/** `overdue`: its week is over and nothing was sold; `never`: so for `neverWeeks` weeks. */
export type LaunchTiming = 'not-due' | 'on-time' | 'early' | 'late' | 'overdue' | 'never' | 'unplanned';

/** Where a launch stands on the board. `waiting`: not due; `missing`: due, and not there; `stock-out`: it is, or was last, sold out. */
export type TrackingState = 'waiting' | 'missing' | 'too-early' | 'as-expected' | 'above' | 'below' | 'stock-out';

/**
 * What is special about a week. `stock-out`: demand unknown; `partial-stock-out`: stock ran out or came back in the course of it, demand
 * unknown too; `promotion`: planned; `unplanned-promotion`: sold under a promotion that the plan did not know; `missing`: no product
 * sold anything, a week missing from the files; `negative`: more came back than was sold, counted as 0.
 */
export type WeekMark =
  | 'stock-out'
  | 'partial-stock-out'
  | 'promotion'
  | 'unplanned-promotion'
  | 'missing'
  | 'negative'
  | 'first-week';

/** One week since the real launch, with what was expected of it. Units. */
export interface TrackedWeek {
  readonly age: number;
  readonly week: EpochDay;
  /** Expected when the plan was committed, laid from the real launch week on. */
  readonly expected: number;
  readonly lo80: number;
  readonly hi80: number;
  readonly lo95: number;
  readonly hi95: number;
  /** As the files have it; null: none, or in the future. */
  readonly sold: number | null;
  /** False: it says nothing about demand (stock-out, missing). */
  readonly known: boolean;
  /** Since the launch, over the weeks that are known. */
  readonly expectedSoFar: number;
  readonly soldSoFar: number;
  /** Share of the initial order sold at the end of the week, as planned and as it was. NaN without an initial order. */
  readonly sellThroughPlanned: number;
  readonly sellThrough: number;
  readonly marks: readonly WeekMark[];
}

/**
 * Tracking signal on cumulative sales: (ln(sold / expected) by now) / its standard deviation by now for launches that sell as planned.
 * It is raised in the first week in which sold / expected is outside the week's `limits`, and stays raised until the statistic is back within half of them.
 */
export interface TrackingSignal {
  /** By week since the launch; NaN where nothing is known yet. */
  readonly statistic: readonly number[];
  /** Sums sold over expected between which no signal is raised, by week since the launch; null where none is raised yet, or not even by nothing sold. */
  readonly limits: readonly { readonly low: number | null; readonly high: number | null }[];
  /** Of the launches that sell as planned at most so many raise it within `weeks` weeks. */
  readonly falseAlarmRate: number;
  readonly weeks: number;
  readonly direction: 'above' | 'below' | null;
  /** Week since the launch (0 = the first) in which it was raised for the first time; null: never. */
  readonly raisedAt: number | null;
}

/** The forecast after the weeks that are known. */
export interface Reforecast {
  /** Weeks that it was updated with; 0: the committed forecast as it was. */
  readonly observedWeeks: number;
  /** Within the horizon: sold, and what is to come. */
  readonly total: PieceRange;
  /** Of the curve's weeks that are to come (stock-out weeks are over), demand whether there is stock or not. */
  readonly remaining: PieceRange;
  /** By week, from the first week after the data on. */
  readonly weekly: {
    readonly mean: readonly number[];
    readonly lo80: readonly number[];
    readonly hi80: readonly number[];
  };
  /** First day of that first week. */
  readonly from: EpochDay;
  /** New expected level over the committed one. */
  readonly levelFactor: number;
  /** What is left of the initial order and of reorders; null: not known (more was sold than bought). */
  readonly stockLeft: number | null;
  /** Week in which the stock is gone: median, and the 10 and 90 % quantiles; null: not within the curve. */
  readonly sellOut: {
    readonly median: EpochDay | null;
    readonly early: EpochDay | null;
    readonly late: EpochDay | null;
  };
  /** Chance that the stock is gone before the curve ends. */
  readonly sellOutProbability: number;
}

/** What could be done about a launch. Never carried out by itself. */
export type AdviceAction = 'reorder' | 'mark-down' | 'stop' | 'bring-forward' | 'delay' | 'drop';

/**
 * Why no markdown is advised: no response to price that one could be set by; not yet its week by the plan's rules; below the prices seen; its gain may as well be a loss.
 */
export type NoMarkdown = 'no-response' | 'too-soon' | 'not-seen' | 'not-sure';

/** What would change the advice: the figure at which its expected gain is gone. */
export interface AdviceTurn {
  readonly what:
    | 'remaining-demand-below'
    | 'remaining-demand-above'
    | 'lead-time-above'
    | 'unit-cost-above'
    | 'elasticity-above'
    | 'salvage-below';
  readonly value: number;
}

export interface Advice {
  readonly candidateId: string;
  readonly action: AdviceAction;
  /** Units to reorder, or on hand to clear; null for the others. */
  readonly pieces: number | null;
  /** Price reduction, 0 to 1. */
  readonly discount: number | null;
  /** Launch week, from and to; null where it has none. */
  readonly dayBefore: EpochDay | null;
  readonly dayAfter: EpochDay | null;
  /** Order, or decide, no later than the week that begins on this day; null: now. */
  readonly until: EpochDay | null;
  /** Launches that move with it: its wave. */
  readonly together?: readonly string[];
  /** First week in which a reorder can be sold. */
  readonly arrives: EpochDay | null;
  /** Money against doing nothing. */
  readonly gain: MoneyRange;
  /** Chance that it gains anything. */
  readonly gainProbability: number;
  readonly turns: readonly AdviceTurn[];
}

/** One launch of the committed plan as it went. */
export interface LaunchTracking {
  readonly candidateId: string;
  readonly name: string;
  readonly category: string;
  readonly productIds: readonly string[];
  readonly plannedDay: EpochDay | null;
  /** First day of the week of its first sale; null: nothing sold. */
  readonly actualDay: EpochDay | null;
  readonly timing: LaunchTiming;
  /** Real less planned, in weeks; of an overdue one so far. 0 where nothing is due. */
  readonly weeksLate: number;
  readonly state: TrackingState;
  /** Outside the forecast's own 80 % range so far, and on which side. */
  readonly beyondRange: 'above' | 'below' | null;
  readonly signal: TrackingSignal;
  /** All weeks of the curve, known and to come; empty where nothing was sold. */
  readonly weeks: readonly TrackedWeek[];
  readonly reforecast: Reforecast;
  readonly advice: readonly Advice[];
  /** null: one is, none would gain, or nothing can be said in money. */
  readonly noMarkdown: NoMarkdown | null;
  /** Profit by now against the plan's for the same weeks, stock at cost; NaN without costs. */
  readonly moneySoFar: { readonly planned: number; readonly actual: number };
}

export interface TrackingReport {
  /** First day after the last known week: nothing from here on is known. */
  readonly asOf: EpochDay;
  readonly weeksKnown: number;
  readonly launches: readonly LaunchTracking[];
  readonly issues: readonly Issue[];
}

/** What the manager knows about stock that the sales do not say. */
export interface StockNote {
  readonly candidateId: string;
  /** Units on hand at the end of the last known week; null: initial order and arrived reorders less sales. */
  readonly onHand: number | null;
  /** Reorders placed: units, and the first day of the week in which they arrive. */
  readonly reorders: readonly { readonly pieces: number; readonly arrives: EpochDay; readonly cost: number }[];
}
