import type { AudienceReport, NamedPartner } from '#engine/audience/describe-audience.ts';
import type { CountRange } from '#engine/audience/study-launches.ts';
import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { LaunchBacktest, LevelContribution, LevelModel } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { RuleSettings } from '#engine/planning/rules/define-rule.ts';
import type { PromotionEffect } from '#engine/pricing/promotion-effect.ts';
import type { PriceAdvice } from '#export/price-sentences.ts';

/**
 * A plan as the report states it: plain data, no words and no formatting. Money in the currency's major unit, weeks by
 * their first day. Every figure is the store's own, so that paper and screen agree.
 */
export interface PlanDocument {
  /** Given by the user; '' = the report's own title. */
  readonly title: string;
  /** ISO 4217 code; '' = unknown. */
  readonly currency: string;
  /** Day on which the file was made. */
  readonly madeOn: EpochDay;
  readonly asked: PlanQuestion;
  readonly headline: PlanHeadline;
  /** What the plan changes of the original launch weeks; null: there are none, or the plan was changed by hand since. */
  readonly changes: PlanChanges | null;
  readonly calendar: PlanCalendar;
  /** By launch week. */
  readonly launches: readonly PlannedLaunch[];
  readonly notSelected: readonly NotSelectedProduct[];
  readonly demand: readonly DemandChart[];
  readonly trend: TrendFigure | null;
  readonly market: readonly MarketChart[];
  /** Promotions in the weeks of the calendar in their order, and the launches that take part or sell then and stay out. */
  readonly promotionCalendar: readonly {
    readonly event: string;
    /** First day of its first week, last day of its last one. */
    readonly from: EpochDay;
    readonly to: EpochDay;
    /** Null: no limit. */
    readonly slots: number | null;
    /** For each launch that takes part. */
    readonly fee: number;
    readonly members: readonly BothNames[];
    readonly apart: readonly BothNames[];
  }[];
  /** What taking part in promotions brings; null: it was not measured. */
  readonly promotions: PromotionEffect | null;
  /** Profit by scenario; empty = none. */
  readonly scenarioProfits: readonly number[];
  /** Profit against risk of the plans on the efficient frontier; empty = it was not asked for. */
  readonly front: readonly { readonly profit: number; readonly risk: number }[];
  readonly assumptions: PlanAssumptions;
  /** Backtest of the candidates' forecasts on earlier launches; null: too few of them. */
  readonly launchAccuracy: LaunchAccuracy | null;
  /** How the demand forecasts were made to add up; `gain` and `moved` in percent. Null: they were not, or it is not known. */
  readonly addedUp: {
    readonly method: 'min-trace' | 'bottom-up';
    readonly gain: number;
    readonly moved: number;
  } | null;
  /** What is said of buyers rests on this; null: nothing is. */
  readonly buyers: BuyersFacts | null;
  readonly data: DataSummary;
  readonly method: MethodSummary;
}

/** The changes that carry the gain over the original launch weeks; all gains add up to the difference. */
export interface PlanChanges {
  readonly named: readonly {
    /** Launch days; null: not launched. */
    readonly moves: readonly (BothNames & { readonly from: EpochDay | null; readonly to: EpochDay | null })[];
    readonly gain: number;
    readonly isForRules: boolean;
  }[];
  readonly others: { readonly count: number; readonly gain: number };
  /** Launches that keep their week. */
  readonly kept: number;
}

/** What the search was asked for. */
export interface PlanQuestion {
  readonly objective: 'profit' | 'article' | 'profit-less-risk' | 'front';
  /** Weights of the paper's fitness, where it was the objective. */
  readonly weights: { readonly demand: number; readonly market: number } | null;
  readonly candidates: number;
  /** First day of launch week 0 and number of launch weeks. */
  readonly start: EpochDay;
  readonly weeks: number;
  /** Launch work a week, the commonest limit; null = none. */
  readonly capacityPerWeek: number | null;
  readonly budget: number | null;
  readonly mustLaunch: number;
  readonly blackoutWeeks: readonly EpochDay[];
  readonly fixedByHand: number;
  /** Further rules, those that there are. */
  readonly rules: readonly PlanRuleLine[];
  /** Tolerance of the launch window as a share of the plan's profit. */
  readonly windowShare: number;
  readonly hasCosts: boolean;
}

/** A rule of the plan. Weeks by their first day, both ends inclusive; names of products as {@link BothNames}. */
export type PlanRuleLine =
  | { readonly kind: 'capacity'; readonly week: EpochDay; readonly value: number }
  | { readonly kind: 'budget'; readonly from: EpochDay; readonly to: EpochDay; readonly amount: number }
  | { readonly kind: 'least' | 'most'; readonly category: string; readonly count: number }
  | { readonly kind: 'spacing'; readonly category: string; readonly count: number; readonly weeks: number }
  | { readonly kind: 'category-closed'; readonly category: string; readonly weeks: readonly EpochDay[] }
  | { readonly kind: 'group'; readonly name: string; readonly members: readonly BothNames[]; readonly count: number }
  | { readonly kind: 'wave'; readonly name: string; readonly members: readonly BothNames[] }
  | { readonly kind: 'order'; readonly first: BothNames; readonly second: BothNames; readonly weeks: number }
  | { readonly kind: 'declared'; readonly rule: string; readonly settings: RuleSettings }
  | { readonly kind: 'promotion-budget'; readonly amount: number }
  | { readonly kind: 'price-order'; readonly cheaper: BothNames; readonly dearer: BothNames }
  | { readonly kind: 'floor-margin'; readonly share: number }
  | { readonly kind: 'markdown-week'; readonly week: number }
  | { readonly kind: 'dates'; readonly count: number }
  | { readonly kind: 'closed'; readonly count: number };

/** What the figures take for granted beside the rules. */
export interface PlanAssumptions {
  /** Weeks of sales that are counted after a launch: least and most over the products. */
  readonly sellingWeeks: readonly [least: number, most: number];
  readonly scenarios: number;
  /** By which money a year later is worth less. */
  readonly moneyRate: number;
  /** Initial orders by how they were set: by the manager, by the profit-best quantile, by expected demand (without a cost). */
  readonly initialOrders: { readonly given: number; readonly newsvendor: number; readonly expected: number };
  /** Weeks that computed initial orders have to last: least and most; null: none was computed. */
  readonly coverWeeks: readonly [least: number, most: number] | null;
  /** Products whose unit cost, and whose value of leftovers, is the usual share of the price. */
  readonly costsAssumed: number;
  readonly salvageAssumed: number;
  /** The demand by category was not forecast: every category is taken to stay at its recent level. */
  readonly withoutOutlooks: boolean;
  /** Pairs of products that take sales from each other when they launch close together. */
  readonly rivalPairs: number;
  /** Forecasts that the manager overrode. */
  readonly forecastsChanged: number;
  /** Candidates that could not be planned: without a price, a forecast or an open week. */
  readonly notPlanned: number;
}

export interface PlanHeadline {
  readonly profit: number;
  /** Profit of the manager's own weeks, priced alike; null = the candidates file has none. */
  readonly baselineProfit: number | null;
  /** Rules that the original launch weeks break: then their profit is one on paper. */
  readonly baselineBroken: number;
  /** Why the data cannot carry the plan; empty: it stands. */
  readonly draft: readonly ('no-launches' | 'untested' | 'short-history' | 'wide')[];
  /** Weeks of sales that it rests on; NaN: not known. */
  readonly weeksOfSales: number;
  readonly revenue: number;
  readonly units: number;
  readonly investment: number;
  /** Mean profit of the worst scenarios (share `tailShare`). */
  readonly tailProfit: number;
  readonly tailShare: number;
  readonly lossProbability: number;
  /** Proven: at most so much better is possible, as a share; null = not known. */
  readonly gap: number | null;
  /** The search chose prices and orders with the weeks. */
  readonly decidesOffers?: boolean;
  /** What the search proved is of other data, rules, locks or another aim than the plan has now. */
  readonly isOfOtherRules: boolean;
  /** Rules that the plan breaks, where the manager's decisions made it so. */
  readonly broken: number;
}

/** A promotion season or holiday, days inclusive. */
export interface CalendarEvent {
  readonly name: string;
  readonly kind: 'promotion' | 'holiday';
  readonly from: EpochDay;
  readonly to: EpochDay;
}

export interface PlanCalendar {
  readonly start: EpochDay;
  readonly weeks: number;
  readonly events: readonly CalendarEvent[];
  /** Launch work planned and possible, by week; capacity Infinity = no limit. */
  readonly load: readonly number[];
  readonly capacity: readonly number[];
}

/** Why a launch does not stand a week earlier or later: what it would cost, or the rule in the way. */
export type NeighbourWeek =
  | { readonly kind: 'costs'; readonly amount: number }
  | { readonly kind: 'blocked'; readonly rule: string };

/** A product's name and, where the data has one, its name in another language ('' = none). */
export interface BothNames {
  readonly name: string;
  readonly nameAlternative: string;
}

export interface ProductNames extends BothNames {
  readonly id: string;
  readonly category: string;
}

export interface PlannedLaunch extends ProductNames {
  readonly week: EpochDay;
  readonly windowFrom: EpochDay;
  readonly windowTo: EpochDay;
  /** Last day on which it sells; null: it has none. */
  readonly lastDay: EpochDay | null;
  readonly wave: string;
  readonly mustLaunch: boolean;
  readonly byHand: boolean;
  readonly initialOrder: number;
  /** Last day to place it, by the candidate's lead time; absent: that isn't known. */
  readonly orderBy?: EpochDay;
  /** Weeks in which a reorder is decided by what has sold and in which it arrives; `share`: of the demand then expected that it fills up to. */
  readonly reorders: readonly { readonly review: EpochDay; readonly arrival: EpochDay; readonly share: number }[];
  /** Weeks that the initial order has to last until a reorder can arrive; null: the whole curve, or the manager's own number. */
  readonly coverWeeks: number | null;
  /** Launch price. */
  readonly price: number;
  /** The manager's, where the plan has another. */
  readonly ownPrice?: number;
  /** Price from so many weeks after the launch on. */
  readonly markdown?: { readonly price: number; readonly age: number };
  /** What these prices bring over the manager's, with the 80 % range. */
  readonly priceGain?: { readonly mean: number; readonly lo80: number; readonly hi80: number };
  readonly units: number;
  readonly unitsLo80: number;
  readonly unitsHi80: number;
  readonly revenue: number;
  /** What the plan would lose without it: own profit less the sales that launches take from each other. */
  readonly profit: number;
  readonly profitLo80: number;
  readonly profitHi80: number;
  /** Gross margin of a unit at its list price, 0 to 1; NaN without a cost. */
  readonly marginShare: number;
  readonly lossProbability: number;
  readonly sellThrough: number;
  /** Expected units by week since launch. */
  readonly weekly: readonly number[];
  readonly earlier: NeighbourWeek;
  readonly later: NeighbourWeek;
  /** Promotions that it takes part in while it sells, by the week in which they begin. */
  readonly promotions: readonly { readonly event: string; readonly from: EpochDay }[];
  /** What its price rests on; absent: the candidate is no longer there. */
  readonly priceAdvice?: PriceAdvice;
  /** Names of the products that its forecast leans on most. */
  readonly analogues: readonly BothNames[];
  /** Who buys it; absent where the data can't say. */
  readonly buyers?: LaunchBuyers;
  /** Chance of selling at least `threshold` units within the horizon; null: no hit is defined. */
  readonly hit: { readonly probability: number; readonly threshold: number } | null;
  /** Chance of selling nearly nothing; NaN = not known. */
  readonly flopProbability: number;
  /** What it is called by these chances, where calling has held up on earlier launches. */
  readonly called: readonly ('hit' | 'flop')[];
  /** How its demand forecast comes about; null: it has none at hand. */
  readonly reasons: LaunchReasons | null;
  /** Who sees to it; '' = not said. */
  readonly owner: string;
}

/** A demand forecast and what it is made of: a typical launch in units, times one factor a reason. */
export interface LaunchReasons {
  /** First day of the launch week that it was made for. */
  readonly launchWeek: EpochDay;
  readonly total: number;
  readonly contributions: readonly LevelContribution[];
}

export interface NotSelectedProduct extends ProductNames {
  readonly reason: 'unprofitable' | 'blocked' | 'no-open-week' | 'locked-out' | 'would-pay';
  /** Every rule in the way of its best week. */
  readonly rules: readonly string[];
  readonly bestWeek: EpochDay | null;
  /** Change of the plan's profit if it were launched in its best week. */
  readonly gain: number;
}

/** History and forecast of a series by period; NaN = unknown. Bands have the forecast's length. */
export interface ForecastSeries {
  readonly start: EpochDay;
  readonly daysPerPeriod: 7 | 30;
  readonly history: readonly number[];
  readonly mean: readonly number[];
  readonly lo50: readonly number[];
  readonly hi50: readonly number[];
  readonly lo80: readonly number[];
  readonly hi80: readonly number[];
  readonly lo95: readonly number[];
  readonly hi95: readonly number[];
  readonly naive: readonly number[];
}

export interface DemandChart extends ForecastSeries {
  /** Name of the category; '' = all products. */
  readonly title: string;
  readonly measure: 'units' | 'revenue';
  /** The field's notation of the model: ARIMA(0,1,1)(0,1,1)[52]. */
  readonly model: string;
  readonly accuracy: SeriesAccuracy | null;
}

/** Sales with their trend through them, of all products. */
export interface TrendFigure {
  readonly measure: 'units' | 'revenue';
  readonly start: EpochDay;
  readonly daysPerPeriod: 7 | 30;
  readonly values: readonly number[];
  readonly trend: readonly number[];
  /** The last year against the year before, as shares; null: less than two years. */
  readonly growth: { readonly share: number; readonly lo95: number; readonly hi95: number } | null;
}

/** An index of the market calendar with its forecast. */
export interface MarketChart extends ForecastSeries {
  readonly index: 'priceIndex' | 'seasonIndex';
}

/** Backtest of the chosen method. Percent where not said otherwise. */
export interface SeriesAccuracy {
  readonly wape: number;
  readonly mase: number;
  readonly bias: number;
  readonly coverage80: number;
  readonly coverage95: number;
  /** Percent by which the error is below the seasonal naive forecast's. */
  readonly valueAdded: number;
  readonly origins: number;
  /** The same of so many of these origins, each forecast by what had been chosen before it; null: none had a choice before it. */
  readonly held: { readonly valueAdded: number; readonly origins: number } | null;
  /** The naive forecast that it is measured by, and its errors on the same weeks. */
  readonly naive: 'snaive' | 'naive';
  readonly naiveWape: number;
  readonly naiveMase: number;
}

/** What launches are bought with and by whom: the baskets it rests on, and how it held up on earlier launches. */
export type BuyersFacts = Pick<
  AudienceReport,
  'basis' | 'baskets' | 'customers' | 'from' | 'to' | 'partners' | 'audience'
> & {
  /** The same number of known customers is expected of each launch: the orders do not tell them apart. */
  readonly isSameForAll: boolean;
};

/** Who buys a launch. */
export interface LaunchBuyers {
  readonly partners: readonly (BothNames & Pick<NamedPartner, 'together' | 'baskets' | 'byChance' | 'bundle'>)[];
  /** Known customers who will buy; null: the data can't say. */
  readonly known: CountRange | null;
  /** Launches of this plan that want the same buyers, or help it. */
  readonly others: readonly (BothNames & { readonly relation: 'same-buyers' | 'help' })[];
}

/** The forecasts of earlier launches as they would have been made then. Percent. */
export interface LaunchAccuracy {
  readonly launches: number;
  readonly wape: number;
  readonly bias: number;
  readonly coverage80: number;
  /** Error of taking each for a typical launch; NaN = not tested. */
  readonly naiveWape: number;
  /** Hit probabilities of the same launches: chance that a hit was ranked above a miss, and mean squared error. NaN = not known. */
  readonly auc: number;
  readonly brier: number;
  /** Hits and flops called from a chance on; null where it was not tested. */
  readonly classes: LaunchBacktest['classes'];
  /** The same of the chance of a flop; null = not tested. */
  readonly flops: {
    readonly flopped: number;
    readonly expected: number;
    readonly auc: number;
    readonly brier: number;
  } | null;
}

export interface DataSummary {
  readonly files: readonly {
    readonly name: string;
    readonly kind: string;
    readonly rows: number;
    readonly rowsAccepted: number;
    readonly firstDay: EpochDay | null;
    readonly lastDay: EpochDay | null;
  }[];
  /** From the rows of the sales to the weeks that all figures stand on; empty = not known. */
  readonly reconciliation: readonly ReconciliationLine[];
  /** The panel is by month. */
  readonly monthly: boolean;
  /** Last day of the sales. */
  readonly lastDay: EpochDay;
  readonly products: number;
  readonly categories: number;
  /** Weeks of the panel, or its months. */
  readonly weeks: number;
  /** Launches in the sales from which curves and levels were learnt. */
  readonly launchesLearntFrom: number;
  /** SHA-256 of the data in a canonical order, hex. */
  readonly fingerprint: string;
}

/** One line of the way from rows to weeks; what a line does not have is null. What it takes away is negative. */
export interface ReconciliationLine {
  /** Key of its words in the dictionary `data.reconciliation`, and of the noun that `count` counts in `data.counted`. */
  readonly id: string;
  readonly countOf: string;
  readonly count: number | null;
  readonly units: number | null;
  readonly revenue: number | null;
  readonly products: number | null;
  /** Stands for a state and not for a change. */
  readonly isTotal: boolean;
}

export interface MethodSummary {
  readonly planMethod: string;
  readonly seed: number;
  readonly generations: number;
  readonly moves: number;
  readonly scenarios: number;
  /** Models with a share in the candidates' levels, the heaviest first. */
  readonly levelModels: readonly LevelModel[];
  /** Name of everything that the plan was made from: data, forecasts, settings, seed. */
  readonly inputHash: string;
  /** Version of the program, and of the format of the planning problem. */
  readonly version: string;
  readonly problemFormat: string;
  /** Whose demand forecasts these are, where they were made elsewhere. */
  readonly elsewhere?: { readonly engine: string; readonly seed: number };
}
