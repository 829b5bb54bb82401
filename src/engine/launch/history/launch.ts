import type { EpochDay } from '#engine/calendar/epoch-day.ts';

/** What is known of a product before it sells: the same words for launches, the range and candidates. */
export interface ProductFacts {
  readonly id: string;
  /** Name or description in any mix of Chinese and English. */
  readonly description: string;
  /** Category name; '' when unknown. */
  readonly category: string;
  /** Price per unit; NaN when unknown. */
  readonly price: number;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A product with the weeks that it sold in. Week 0 is the first day of the week of its first sale. */
export interface ProductHistory extends ProductFacts {
  readonly firstWeek: EpochDay;
  /** Net units by week from `firstWeek`; NaN = demand unknown (stock-out). */
  readonly weekly: Float64Array;
  /** Page views of the same weeks, where a file counts them; NaN = unknown. */
  readonly views?: Float64Array;
}

/** A candidate and the week for which its demand is asked. */
export interface LaunchCandidate extends ProductFacts {
  /** First day of the launch week. */
  readonly launchWeek: EpochDay;
  /** Id of the product that it goes on from, where the file names one. */
  readonly predecessor?: string;
  /** Last day on which it sells, where it ends. */
  readonly lastDay?: EpochDay;
  /** What its price does to its demand, where that is not the price in the facts, at which the level is forecast; absent: 1. */
  readonly priceFactor?: number;
  /** Units by week since the launch, where it has begun; NaN = demand unknown. */
  readonly observed?: Float64Array;
}

/**
 * What season and promotions do to demand, by week: a factor with 1 = an average week without promotion. Launch
 * histories are divided by it before anything is learnt, forecasts are multiplied by it. Absent category or week: 1.
 */
export interface DemandFactors {
  readonly start: EpochDay;
  /** By category name, all of one length; the key '' serves categories without an entry of their own. */
  readonly byCategory: Readonly<Record<string, Float64Array>>;
}

/** Factor of a category in the week that begins on `day`; 1 where nothing is known. */
export function demandFactor(factors: DemandFactors | null, category: string, day: EpochDay): number {
  const series = factors?.byCategory[category] ?? factors?.byCategory[''];
  if (!factors || !series) return 1;
  const value = series[Math.floor((day - factors.start) / 7)];
  return value > 0 ? value : 1;
}
