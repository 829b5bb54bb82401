/**
 * The launch-planning problem in the exchange formats `launch-plan/1` (which products to launch, and in which week) and
 * `launch-plan/2` (and with which offer: price path, promotions, initial order, reorders). The first is read as the second with one
 * option a product. Weeks are indices, 0 = the first week in which a launch is possible; money is in the currency's major unit.
 * Limits that do not exist are `Infinity` (or, in JSON, a number that nothing reaches).
 */
export interface LaunchInstance {
  readonly format: 'launch-plan/1' | 'launch-plan/2';
  readonly id: string;
  readonly currency?: string;
  /** T: launch weeks 0..T-1. */
  readonly weeks: number;
  /** H >= T: weeks in which sales are counted; a launch sells for as many weeks as its curve is long, within H. */
  readonly horizon: number;
  /** Money is worth (1 + rate)^-w of today's in week w; absent: no rate. */
  readonly weeklyDiscountRate?: number;
  /** Promotions that an option takes part in or not; promotion weeks outside all of them are everyone's. */
  readonly events?: readonly LaunchEvent[];
  /** ISO week number of week 0, for display. */
  readonly startIsoWeek?: number;
  /** Demand by age in weeks relative to the peak week, by name. */
  readonly curves: Readonly<Record<string, readonly number[]>>;
  /** By accounting week, length H: relative uplift of demand, price reduction (0 to 1), name of the event or ''. */
  readonly promo: {
    readonly uplift: readonly number[];
    readonly discount: readonly number[];
    readonly name: readonly string[];
    /** The uplift of a launch that takes no part, where it was measured; absent: 0. */
    readonly apart?: readonly number[];
    /** Share, 0 to 1, of what taking part sells more that others of the category and the weeks around lose; absent: 0. */
    readonly lost?: readonly number[];
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

/** Accounting weeks from..to, both inclusive; events share no week. */
export interface LaunchEvent {
  readonly id: string;
  readonly name?: string;
  readonly from: number;
  readonly to: number;
  /** Launched products that may take part; null or absent: no limit. */
  readonly slots?: number | null;
  /** Money for each launch that takes part. */
  readonly fee: number;
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
  /** At which `peakDemand` holds. */
  readonly price: number;
  /**
   * What its scenarios' elasticities scatter around and by how much (standard deviation), and the lowest price seen over `price`: demand at a price is
   * (price / `price`)^elasticity on average over the scenarios, and no higher below the lowest. Absent: as the scenarios have it.
   */
  readonly response?: { readonly elasticity: number; readonly error: number; readonly seenFrom: number };
  readonly unitCost: number;
  /** What a leftover unit brings. */
  readonly salvage: number;
  readonly fixedCost: number;
  /** Units bought at launch; where there are options, those of the first. */
  readonly stock: number;
  /** Units bought when launched in week t (length T), where the initial order follows the week; `stock` is then that of an average week. */
  readonly stockByWeek?: readonly number[];
  /** Its reorders when launched in week t (length T), where they follow the week; without options. */
  readonly reordersByWeek?: readonly (readonly LaunchReorder[])[];
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
  /** Ways to offer it, of which the plan takes one; absent: its price, every promotion, its stock, no reorder. */
  readonly options?: readonly LaunchOption[];
  /** Weeks between a reorder and its arrival; needed where there are reorders, like the next three. */
  readonly leadTimeWeeks?: number;
  /** Initial orders and reorders are multiples of it. */
  readonly lot?: number;
  readonly minimumFirstBuy?: number;
  /** Units that the forecast counts for when a reorder is sized by what was seen; > 0. */
  readonly kappa?: number;
}

/** An offer: price by age, promotions, initial order, reorders. */
export interface LaunchOption {
  /** One price for each age of the curve: a launch price and at most one permanent markdown. */
  readonly priceByAge: readonly number[];
  /** Events by index. */
  readonly takesPart: 'all' | 'none' | readonly number[];
  readonly fee: number;
  /** Units, or units by launch week. */
  readonly firstBuy: number | readonly number[];
  /** At most two, by rising age of review. */
  readonly reorders?: readonly LaunchReorder[];
  /** Its reorders when launched in week t (length T), where they follow the week. */
  readonly reordersByWeek?: readonly (readonly LaunchReorder[])[];
  /** Launch weeks (length T) in which it is not offered: 1. */
  readonly closed?: readonly number[];
}

/** What is on hand and expected is looked at at the start of `reviewAge`; what is ordered then sells from `arrivalAge` on. */
export interface LaunchReorder {
  readonly reviewAge: number;
  readonly arrivalAge: number;
  /** Units for the rest of the curve as a share of those expected by then. */
  readonly targetRatio: number;
}

export interface LaunchConstraints {
  /** Effort that can be launched, by week; length T. */
  readonly capacity: readonly number[];
  readonly blackoutWeeks: readonly number[];
  /**
   * Money for stock in all and by weeks from..to inclusive: initial orders in the launch week, the share `reorderShare` of
   * expected reorders (0 when absent) in the week of the review.
   */
  readonly budget: {
    readonly total: number;
    readonly reorderShare?: number;
    readonly periods: readonly { readonly from: number; readonly to: number; readonly amount: number }[];
  };
  /** At most `max` of the members (product indices) are launched. */
  readonly exclusive: readonly { readonly id: string; readonly members: readonly number[]; readonly max: number }[];
  /** `after` may be launched only if `before` is, at least `minWeeks` earlier. */
  readonly precedence?: readonly { readonly before: number; readonly after: number; readonly minWeeks: number }[];
  /** Members that are launched share one week. */
  readonly waves?: readonly { readonly id: string; readonly members: readonly number[] }[];
  /** Money for fees of options and events; null or absent: no limit. */
  readonly promotionBudget?: number | null;
  /** If both are launched, `cheaper` has no higher launch price than `dearer`. */
  readonly priceOrder?: readonly { readonly cheaper: number; readonly dearer: number }[];
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
  /** Elasticity of a product to its own price, S x M; absent: 0. */
  readonly elasticity?: readonly (readonly number[])[];
}

/**
 * Where every product stands, {@link notLaunched} where it is not selected: its place, option x T + launch week. With one option
 * a place is a launch week.
 */
export type LaunchWeeks = readonly number[];

export const notLaunched = -1;

/** Share of accounting week w in which a product sells. */
export function sellingShareAt({ sellsUntil }: LaunchProduct, w: number): number {
  return sellsUntil === undefined ? 1 : Math.min(1, Math.max(0, sellsUntil - w));
}

/** Last accounting week in which a product that is launched in week t sells. */
function lastSellingWeek(
  { products, curves }: Pick<LaunchInstance, 'products' | 'curves'>,
  i: number,
  t: number,
): number {
  const { curve, sellsUntil = Number.POSITIVE_INFINITY } = products[i];
  return Math.min(t + curves[curve].length, Math.ceil(sellsUntil)) - 1;
}

/** Launch week of a place. */
export function weekOfPlace({ weeks }: Pick<LaunchInstance, 'weeks'>, place: number): number {
  return place < 0 ? notLaunched : place % weeks;
}

/** Option of a place; -1: not launched. */
export function optionOfPlace({ weeks }: Pick<LaunchInstance, 'weeks'>, place: number): number {
  return place < 0 ? notLaunched : Math.floor(place / weeks);
}

export function optionCount({ options }: LaunchProduct): number {
  return options?.length ?? 1;
}

/** Units bought when a product is launched in week t with its option k. */
export function stockAt({ stock, stockByWeek, options }: LaunchProduct, t: number, k = 0): number {
  const firstBuy = options?.[k].firstBuy;
  if (firstBuy === undefined) return stockByWeek?.[t] ?? stock;
  return typeof firstBuy === 'number' ? firstBuy : firstBuy[Math.min(t, firstBuy.length - 1)];
}

/** Events in which a product takes part when launched in week t with its option k: those that its selling weeks meet. */
export function eventsOf(instance: LaunchInstance, i: number, t: number, k: number): number[] {
  const { events = [], products } = instance;
  const option = products[i].options?.[k];
  const last = lastSellingWeek(instance, i, t);
  const joined: number[] = [];
  for (let e = 0; e < events.length; e++)
    if (events[e].from <= last && events[e].to >= t && takesPartIn(option, e)) joined.push(e);
  return joined;
}

/** Whether an option takes part in an event; without options all do. */
export function takesPartIn(
  { takesPart = 'all' }: Pick<LaunchOption, 'takesPart'> = { takesPart: 'all' },
  e: number,
): boolean {
  return takesPart === 'all' || (takesPart !== 'none' && takesPart.includes(e));
}

/** Uplift of week w for a product that takes part in what is on, or does not. */
export function upliftAt({ promo }: Pick<LaunchInstance, 'promo'>, w: number, takesPart: boolean): number {
  return (takesPart ? promo.uplift[w] : promo.apart?.[w]) ?? 0;
}

/** Reorders of a product that is launched in week t with its option k. */
export function reordersAt({ options, reordersByWeek }: LaunchProduct, t: number, k: number): readonly LaunchReorder[] {
  const byWeek = options ? options[k].reordersByWeek : reordersByWeek;
  return options?.[k].reorders ?? byWeek?.[Math.min(t, byWeek.length - 1)] ?? noReorders;
}

/** Demand of a product at a price over that at the price that its forecast is for, on average over the scenarios. */
export function priceFactor({ price, response }: Pick<LaunchProduct, 'price' | 'response'>, at: number): number {
  return response ? seenRatio(response, at / price) ** response.elasticity : 1;
}

/** A price over the plan price as far down as prices were seen. */
export function seenRatio({ seenFrom }: NonNullable<LaunchProduct['response']>, ratio: number): number {
  return Math.max(ratio, Math.min(1, seenFrom));
}

/** Price of a product at an age of its option k, before promotions. */
export function priceAt({ price, options }: Pick<LaunchProduct, 'price' | 'options'>, age: number, k = 0): number {
  const path = options?.[k].priceByAge;
  return path ? path[Math.min(age, path.length - 1)] : price;
}

const noReorders: readonly LaunchReorder[] = [];

/** A product's curve at the prices of its option: demand by age relative to the peak week at the price of its forecast. */
export function offeredCurve({ products, curves }: Pick<LaunchInstance, 'products' | 'curves'>, i: number): number[] {
  const product = products[i];
  return curves[product.curve].map((share, age) => share * priceFactor(product, priceAt(product, age)));
}

/** A product's price in its launch week. */
export function launchPriceOf({ price, options }: LaunchProduct, k: number): number {
  return options?.[k].priceByAge[0] ?? price;
}

/** What the manager has decided by hand: the search keeps to it. */
export interface PlanLocks {
  /** Product index -> launch week, or -1: is not launched. */
  readonly fixed: readonly { readonly product: number; readonly week: number }[];
  /** Weeks in which a product may not launch. */
  readonly forbidden: readonly { readonly product: number; readonly week: number }[];
}

export const noLocks: PlanLocks = { fixed: [], forbidden: [] };
