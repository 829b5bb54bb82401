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

/** What they are compared with: nothing, as many periods right before, or the same periods a year earlier. */
export type ExploreComparison = 'none' | 'before' | 'year';

/** Which cells of the panel count; null or absent: all. */
export interface ExploreFilter {
  readonly category?: string | null;
  /** Product id. */
  readonly product?: string | null;
  /** Index of a price band, see {@link priceBandEdges}. */
  readonly priceBand?: number | null;
  readonly attribute?: { readonly name: string; readonly value: string } | null;
  /** Cells of which half the pieces or more were sold under a promotion, or the others. */
  readonly promotion?: 'on' | 'off' | null;
}

/** A view of the panel, kept by name: nothing in it depends on where a product or a period stands in today's data. */
export interface ExploreQuery {
  readonly measure: ExploreMeasure;
  readonly grouping: ExploreGrouping;
  readonly span: ExploreSpan;
  readonly comparison: ExploreComparison;
  readonly filter: ExploreFilter;
}
