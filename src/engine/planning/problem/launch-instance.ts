/**
 * The launch-planning problem in the exchange format `launch-plan/1`: which products to launch, and in which week.
 * Weeks are indices, 0 = the first week in which a launch is possible; money is in the currency's major unit.
 * Limits that do not exist are `Infinity` (or, in JSON, a number that nothing reaches).
 */
export interface LaunchInstance {
  readonly format: 'launch-plan/1';
  readonly id: string;
  readonly currency?: string;
  /** T: launch weeks 0..T-1. */
  readonly weeks: number;
  /** H >= T: weeks in which sales are counted; a launch sells for as many weeks as its curve is long, within H. */
  readonly horizon: number;
  /** ISO week number of week 0, for display. */
  readonly startIsoWeek?: number;
  /** Demand by age in weeks relative to the peak week, by name. */
  readonly curves: Readonly<Record<string, readonly number[]>>;
  /** By accounting week, length H: relative uplift of demand, price reduction (0 to 1), name of the event or ''. */
  readonly promo: {
    readonly uplift: readonly number[];
    readonly discount: readonly number[];
    readonly name: readonly string[];
  };
  /** `season[w + seasonOffset + shift]` is the season of accounting week w. */
  readonly seasonOffset: number;
  readonly categories: readonly LaunchCategory[];
  readonly products: readonly LaunchProduct[];
  readonly cannibalisation: {
    /** Share of a pair's loss by distance of the two launch weeks; 0 past its end. */
    readonly decay: readonly number[];
    readonly pairs: readonly { readonly i: number; readonly j: number; readonly loss: number }[];
  };
  readonly constraints: LaunchConstraints;
  readonly risk: { readonly alpha: number };
  readonly scenarios: LaunchScenarios;
}

export interface LaunchCategory {
  readonly id: string;
  readonly name: string;
  /** Length at least H + seasonOffset + the largest shift. */
  readonly season: readonly number[];
  /** Least and greatest number of launches over the calendar. */
  readonly min: number;
  readonly max: number;
  /** At most `spacingMax` launches of the category in any `spacingWeeks` consecutive weeks. */
  readonly spacingWeeks: number;
  readonly spacingMax: number;
  readonly blackoutWeeks: readonly number[];
}

export interface LaunchProduct {
  readonly id: string;
  /** Index into {@link LaunchInstance.categories}. */
  readonly category: number;
  readonly price: number;
  readonly unitCost: number;
  /** What a leftover unit brings. */
  readonly salvage: number;
  readonly fixedCost: number;
  /** Units bought at launch; sales cannot exceed them. */
  readonly stock: number;
  /** Units bought when launched in week t (length T), where the initial order follows the week; `stock` is then that of an average week. */
  readonly stockByWeek?: readonly number[];
  /** Expected units in the peak week, season and promotion neutral. */
  readonly peakDemand: number;
  /** Name in {@link LaunchInstance.curves}. */
  readonly curve: string;
  readonly promoSensitivity: number;
  /** Capacity units that its launch takes. */
  readonly effort: number;
  /** First and last possible launch week, inclusive. */
  readonly earliest: number;
  readonly latest: number;
  /** Weeks from the start of week 0 until which it sells, where it ends; demand of the week that it ends in is pro rata. */
  readonly sellsUntil?: number;
  readonly must: boolean;
}

export interface LaunchConstraints {
  /** Effort that can be launched, by week; length T. */
  readonly capacity: readonly number[];
  readonly blackoutWeeks: readonly number[];
  /** Money for stock (stock x unit cost), in all and by launch weeks from..to inclusive. */
  readonly budget: {
    readonly total: number;
    readonly periods: readonly { readonly from: number; readonly to: number; readonly amount: number }[];
  };
  /** At most `max` of the members (product indices) are launched. */
  readonly exclusive: readonly { readonly id: string; readonly members: readonly number[]; readonly max: number }[];
  /** `after` may be launched only if `before` is, at least `minWeeks` earlier. */
  readonly precedence?: readonly { readonly before: number; readonly after: number; readonly minWeeks: number }[];
  /** Members that are launched share one week. */
  readonly waves?: readonly { readonly id: string; readonly members: readonly number[] }[];
  /** Limits of declared rules. */
  readonly limits?: readonly LaunchLimit[];
}

/** At most `max` of the members (product indices) launch in weeks from..to, both inclusive. */
export interface LaunchLimit {
  /** The declared rule that it is part of, and what it is about: a supplier, say. */
  readonly rule: `limit-${string}`;
  readonly name: string;
  readonly members: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly max: number;
}

/** S equally likely scenarios. Rows by scenario; C categories, M products. */
export interface LaunchScenarios {
  readonly count: number;
  readonly market: readonly number[];
  readonly promoScale: readonly number[];
  /** Whole weeks, S x C. */
  readonly seasonShift: readonly (readonly number[])[];
  /** Multipliers with mean 1 for each product, S x M. */
  readonly demand: readonly (readonly number[])[];
}

/** Launch week of every product, {@link notLaunched} where it is not selected. */
export type LaunchWeeks = readonly number[];

export const notLaunched = -1;

/** Share of accounting week w in which a product sells. */
export function sellingShareAt({ sellsUntil }: LaunchProduct, w: number): number {
  return sellsUntil === undefined ? 1 : Math.min(1, Math.max(0, sellsUntil - w));
}

/** Units bought when a product is launched in week t. */
export function stockAt({ stock, stockByWeek }: LaunchProduct, t: number): number {
  return stockByWeek?.[t] ?? stock;
}

/** What the manager has decided by hand: the search keeps to it. */
export interface PlanLocks {
  /** Product index -> launch week, or -1: is not launched. */
  readonly fixed: readonly { readonly product: number; readonly week: number }[];
  /** Weeks in which a product may not launch. */
  readonly forbidden: readonly { readonly product: number; readonly week: number }[];
}

export const noLocks: PlanLocks = { fixed: [], forbidden: [] };
