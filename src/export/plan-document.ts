import type { EpochDay } from '#engine/calendar/epoch-day.ts';

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
  readonly calendar: PlanCalendar;
  /** By launch week. */
  readonly launches: readonly PlannedLaunch[];
  readonly leftOut: readonly LeftOutProduct[];
  readonly demand: readonly DemandChart[];
  /** Profit by scenario; empty = none. */
  readonly scenarioProfits: readonly number[];
  /** Profit against risk of the plans on the front; empty = no front was asked for. */
  readonly front: readonly { readonly profit: number; readonly risk: number }[];
  readonly data: DataSummary;
  readonly method: MethodSummary;
}

/** What the search was asked for. */
export interface PlanQuestion {
  readonly objective: 'profit' | 'article' | 'profit-less-risk' | 'front';
  /** Weights of the article's fitness, where it was the objective. */
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
  /** Further rules by kind, those that there are. */
  readonly otherRules: readonly { readonly kind: OtherRule; readonly count: number }[];
  /** Tolerance of the launch window as a share of the plan's profit. */
  readonly windowShare: number;
  readonly hasCosts: boolean;
}

/** Kinds of rules that the question only counts. */
export type OtherRule = 'weeks' | 'budgets' | 'categories' | 'groups' | 'waves' | 'order' | 'closed';

export interface PlanHeadline {
  readonly profit: number;
  /** Profit of the manager's own weeks, priced alike; null = the candidates file has none. */
  readonly baselineProfit: number | null;
  readonly revenue: number;
  readonly units: number;
  readonly investment: number;
  /** Mean profit of the worst futures (share `tailShare`). */
  readonly tailProfit: number;
  readonly tailShare: number;
  readonly lossProbability: number;
  /** Proven: at most so much better is possible, as a share; null = not known. */
  readonly gap: number | null;
  /** Rules that the plan breaks, where a hand made it so. */
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

export interface ProductNames {
  readonly id: string;
  readonly name: string;
  readonly nameAlternative: string;
  readonly category: string;
}

export interface PlannedLaunch extends ProductNames {
  readonly week: EpochDay;
  readonly windowFrom: EpochDay;
  readonly windowTo: EpochDay;
  readonly wave: string;
  readonly mustLaunch: boolean;
  readonly byHand: boolean;
  readonly firstBuy: number;
  /** Weeks that the first buy has to last until a reorder can arrive; null: the whole curve, or the manager's own number. */
  readonly coverWeeks: number | null;
  readonly price: number;
  readonly units: number;
  readonly unitsLo80: number;
  readonly unitsHi80: number;
  readonly revenue: number;
  readonly profit: number;
  readonly profitLo80: number;
  readonly profitHi80: number;
  /** Gross margin of a piece at its list price, 0 to 1; NaN without a cost. */
  readonly marginShare: number;
  readonly lossProbability: number;
  readonly sellThrough: number;
  /** Expected pieces by week since launch. */
  readonly weekly: readonly number[];
  readonly earlier: NeighbourWeek;
  readonly later: NeighbourWeek;
  /** Promotions that fall into its first weeks. */
  readonly meets: readonly string[];
  /** Names of the products that its forecast leans on most. */
  readonly analogues: readonly { readonly name: string; readonly nameAlternative: string }[];
}

export interface LeftOutProduct extends ProductNames {
  readonly reason: 'unprofitable' | 'blocked' | 'no-open-week' | 'locked-out' | 'would-pay';
  /** The rule in the way; '' where none is. */
  readonly rule: string;
  readonly bestWeek: EpochDay | null;
  /** Change of the plan's profit if it were launched in its best week. */
  readonly gain: number;
}

/** History and forecast of a series by period; NaN = unknown. Bands have the forecast's length. */
export interface DemandChart {
  /** Name of the category; '' = all products. */
  readonly title: string;
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
  /** The field's notation of the model: ARIMA(0,1,1)(0,1,1)[52]. */
  readonly model: string;
  readonly accuracy: SeriesAccuracy | null;
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
  /** Last day of the sales. */
  readonly lastDay: EpochDay;
  readonly products: number;
  readonly categories: number;
  readonly weeks: number;
  /** Launches in the sales from which curves and levels were learnt. */
  readonly launchesLearntFrom: number;
  /** SHA-256 of the data in a canonical order, hex. */
  readonly fingerprint: string;
}

export interface MethodSummary {
  readonly planMethod: string;
  readonly seed: number;
  readonly generations: number;
  readonly moves: number;
  readonly scenarios: number;
  /** Rivals that won the candidates' levels, the heaviest first. */
  readonly levelModels: readonly string[];
  /** Error of the leave-one-launch-out check, percent; NaN = none. */
  readonly levelError: number;
  readonly version: string;
}
