import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Forecast } from '#engine/forecast.ts';
import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { MarketCalendar } from '#engine/panel/market-calendar.ts';
import type { Panel } from '#engine/panel/panel.ts';
import type { RuleSettings } from '#engine/planning/rules/define-rule.ts';
import type { PriceResponse } from '#engine/pricing/price-response.ts';

/** What the manager allows. Days are any day of the week meant. Money in the currency's major unit. */
export interface PlanConstraints {
  /** Launch work by week, the same in every week unless `capacityByWeek` says otherwise; null: no limit. */
  readonly capacity: number | null;
  readonly capacityByWeek: readonly { readonly week: EpochDay; readonly capacity: number }[];
  /** Money for stock, in all; null: no limit. */
  readonly budget: number | null;
  readonly budgetPeriods: readonly { readonly from: EpochDay; readonly to: EpochDay; readonly amount: number }[];
  /** No launch between these days, both inclusive. */
  readonly blackouts: readonly { readonly from: EpochDay; readonly to: EpochDay }[];
  readonly categories: readonly CategoryLimit[];
  /** How many of an exclusive group may launch; 1 where it is not listed. */
  readonly groups?: readonly { readonly id: string; readonly max: number }[];
  /** Launches that may take part in a promotion, by the first day of the week that it begins in, and what each pays; null: no limit. */
  readonly eventSlots?: readonly { readonly day: EpochDay; readonly slots: number | null; readonly fee: number }[];
  /** Money for fees of promotions; null or absent: no limit. */
  readonly promotionBudget?: number | null;
  /** First week since the launch in which a price may be marked down; absent: 8. */
  readonly markdownWeek?: number;
  /** Share of an advised price, at launch and marked down, that must be left over the cost; null or absent: launch prices are not below it. */
  readonly floorMargin?: number | null;
  /** What money costs in a year, as a share: money a year later is worth less by it; null or absent: `usualMoneyRate`. */
  readonly moneyRate?: number | null;
  /** Candidates of a family by their ids: the cheaper never launches at a higher price than the dearer. */
  readonly priceOrder?: readonly { readonly cheaper: string; readonly dearer: string }[];
  /** What is set of declared rules, by rule. */
  readonly declared?: Readonly<Record<string, RuleSettings>>;
}

/** Limits of one category (by name); null: no limit. At most `spacingMax` launches in `spacingWeeks` weeks. */
export interface CategoryLimit {
  readonly category: string;
  readonly min: number;
  readonly max: number | null;
  readonly spacingWeeks: number;
  readonly spacingMax: number | null;
  /** No launch of the category between these days, both inclusive. */
  readonly blackouts?: readonly { readonly from: EpochDay; readonly to: EpochDay }[];
}

/** Forecast of a category's weekly units and how wrong such forecasts were: both optional. */
export interface CategoryOutlook {
  readonly category: string;
  /** From the first week after the panel's last complete one. */
  readonly forecast: Forecast;
  /** Hold-out periods: forecast (mean) and actual, by origin. */
  readonly folds: readonly { readonly mean: Float64Array; readonly actual: Float64Array }[];
}

export interface BuildInstanceInput {
  readonly panel: Panel;
  readonly calendar: MarketCalendar | null;
  readonly candidates: readonly Candidate[];
  /** One for each candidate; a candidate without one is left out with an issue. */
  readonly forecasts: readonly CandidateForecast[];
  readonly outlooks: readonly CategoryOutlook[];
  /** Responses to price by category; absent: none is known. */
  readonly priceResponse?: readonly PriceResponse[];
  readonly constraints: PlanConstraints;
  readonly currency: string;
  /** T: launch weeks 0..T-1. */
  readonly weeks: number;
  /** First week in which a launch is possible (any day of it); null: the week after the data's last complete one. */
  readonly start: EpochDay | null;
  /** Number of scenarios. */
  readonly scenarios: number;
  readonly alpha: number;
  readonly seed: number;
}

/** What the instance was built on, by candidate: for the screen and the report. Indices are the instance's. */
export interface PlannedProduct {
  readonly candidateId: string;
  /** `given` by the manager; `newsvendor`: of the orders tried what earns the most; `expected-demand`: the same without a cost. */
  readonly stockSource: 'given' | 'newsvendor' | 'expected-demand';
  /** (price - cost) / (price - salvage), by which the orders tried are laid out; NaN without a cost. */
  readonly criticalRatio: number;
  /** Weeks that the initial order has to last until its reorder arrives, mean over the open weeks. */
  readonly coverWeeks: number;
  /** `assumed`: the usual share of the price; `unknown`: no candidate has one. */
  readonly costSource: 'given' | 'assumed' | 'unknown';
  readonly salvageSource: 'given' | 'assumed';
}

/** Effect of one event on demand, from the history. */
export interface EventEffect {
  readonly name: string;
  /** Relative: 0.5 = half as much again. Shrunk towards the mean of all events. */
  readonly uplift: number;
  readonly discount: number;
  /** Weeks of history that it was estimated from; 0: the mean of the other events. */
  readonly weeks: number;
}

/** Season of one category by week of the year (0 to 52), mean 1, and how much of it the history supports (0 to 1). */
export interface CategorySeason {
  readonly category: string;
  readonly byWeek: Float64Array;
  readonly credibility: number;
}
