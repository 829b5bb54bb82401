import type { EpochDay } from '#engine/calendar/epoch-day.ts';

/** Weekly sales of one product as the files give them. Plain JSON. */
export interface ActualSeries {
  readonly productId: string;
  readonly name: string;
  readonly nameAlternative: string;
  /** It sold before the plan's first week: part of the assortment. */
  readonly soldBefore: boolean;
  /** Net units by week from the actuals' first week on; null: before its first sale, or demand unknown (stock-out). */
  readonly units: readonly (number | null)[];
  /** Net sales by the same weeks; null like the units, absent where the files name no amounts. */
  readonly revenue?: readonly (number | null)[];
  /** Weeks (places) that a stock file or the gap in the sales marks as a likely stock-out. */
  readonly stockOutWeeks: readonly number[];
  /** Share of the units sold under a promotion; null where unknown. */
  readonly promotion: readonly (number | null)[] | null;
}

/** Later sales by product and week. Weeks that the log covers in part only are left out. */
export interface Actuals {
  readonly start: EpochDay;
  readonly weeks: number;
  readonly weekStart: number;
  readonly series: readonly ActualSeries[];
  /** Places of weeks in which no product sold anything: missing from the files, perhaps. */
  readonly missingWeeks: readonly number[];
}

/** A week that was known and comes back with another number. */
export interface Revision {
  readonly productId: string;
  readonly name: string;
  readonly week: EpochDay;
  /** Units; null: unknown, or not there. */
  readonly before: number | null;
  readonly after: number | null;
}

/** What new files change. `same`: the very same numbers again. */
export interface ActualsComparison {
  readonly kind: 'first' | 'same' | 'later-weeks' | 'revised';
  readonly revisions: readonly Revision[];
  /** Weeks that were not known before. */
  readonly newWeeks: number;
  /** Known weeks that the new files do not have: kept as they were known. */
  readonly lostWeeks: number;
  readonly productsAdded: readonly string[];
  /** Products that were known and are not in the new files: kept as they were known. */
  readonly productsLost: readonly string[];
}

/** Which product of the sales is which candidate. */
export interface LaunchMatch {
  readonly candidateId: string;
  /** Variants (sizes, colours, a second id) are joined: their weeks add up. */
  readonly productIds: readonly string[];
  readonly by: 'id' | 'id-spelling' | 'manager';
}

/** A product that may be a candidate by its name: for the manager to say. */
export interface MatchQuestion {
  readonly candidateId: string;
  readonly productId: string;
  readonly productName: string;
  /** 0 to 1: share of the words in common. */
  readonly similarity: number;
  /** `variant`: the candidate has a product already. */
  readonly kind: 'same' | 'variant';
}

export interface Matching {
  readonly matches: readonly LaunchMatch[];
  readonly questions: readonly MatchQuestion[];
  /** Products that began to sell since the plan's start and are no candidate. */
  readonly strangers: readonly {
    readonly productId: string;
    readonly name: string;
    readonly firstWeek: EpochDay;
    readonly units: number;
  }[];
}

/** The manager's word: a product is this candidate, or none (`null`). */
export interface MatchDecision {
  readonly productId: string;
  readonly candidateId: string | null;
}
