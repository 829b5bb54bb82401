import type { EpochDay } from '#engine/calendar/epoch-day.ts';

/** What is counted. `price` is revenue by piece, over the cells in which both are known; the others are sums. */
export type ExploreMeasure = 'units' | 'revenue' | 'price' | 'views' | 'orderLines';

/** What the figures are split by; `attribute:NAME` is a column of the product catalogue. */
export type ExploreGrouping = 'category' | 'product' | 'price-band' | 'promotion' | 'period' | `attribute:${string}`;

/** Which periods are looked at: the last so many complete ones, all, or those that begin within two days (inclusive). */
export type ExploreSpan =
  | { readonly kind: 'last'; readonly periods: number }
  | { readonly kind: 'all' }
  | { readonly kind: 'between'; readonly from: EpochDay; readonly to: EpochDay };

/** Periods that begin within two days, both inclusive. */
export interface ChosenSpan {
  readonly from: EpochDay;
  readonly to: EpochDay;
}

/**
 * What they are compared with: nothing, as many periods right before, the same periods a year earlier, or those of
 * {@link ExploreQuery.comparedSpan}, which may be more or fewer.
 */
export type ExploreComparison = 'none' | 'before' | 'year' | 'chosen';

/** A value of a column of the product catalogue; '' = the catalogue has none. */
export interface AttributeFilter {
  readonly name: string;
  readonly value: string;
}

/** Which cells of the panel count; null or absent: all. */
export interface ExploreFilter {
  readonly category?: string | null;
  /** Product id. */
  readonly product?: string | null;
  /** Index of a price band, see {@link priceBandEdges}. */
  readonly priceBand?: number | null;
  /** All of them hold; one an attribute. */
  readonly attributes?: readonly AttributeFilter[];
  /** The part of every cell that was sold under a promotion, or the other part. */
  readonly promotion?: 'on' | 'off' | null;
  /** First day of the one period of the span that counts, and of the one that it is compared with. */
  readonly period?: EpochDay | null;
}

/** A view of the panel, kept by name: nothing in it depends on where a product or a period stands in today's data. */
export interface ExploreQuery {
  readonly measure: ExploreMeasure;
  readonly grouping: ExploreGrouping;
  readonly span: ExploreSpan;
  readonly comparison: ExploreComparison;
  /** Of the comparison `chosen`. */
  readonly comparedSpan?: ChosenSpan;
  readonly filter: ExploreFilter;
  /** Keys of the groups that the chart draws one by one, and whether it draws them instead of their total. */
  readonly lines?: readonly string[];
  readonly withoutTotal?: boolean;
}
