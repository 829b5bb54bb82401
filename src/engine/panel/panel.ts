import type { EpochDay } from '#engine/calendar/epoch-day.ts';

/** One product of the panel. */
export interface PanelProduct {
  /** Id as text, in the spelling that the panel uses (`00123` stays `00123`). */
  readonly id: string;
  /** Name to show; the id when the data has none. */
  readonly name: string;
  /** Second name, when the data has one (English beside Chinese). */
  readonly nameAlternative?: string;
  /** Index into {@link Panel.categories}. */
  readonly category: number;
  /** Day of the first accepted sale; the first after the panel where nothing was sold. */
  readonly firstSale: EpochDay;
  /** Day of the last accepted sale; the one before the panel where nothing was sold. */
  readonly lastSale: EpochDay;
  /** Whether a unit costs less in a larger order line (`TierSums` of pricing); absent without order lines. */
  readonly tiers?: { readonly squares: number; readonly products: number };
  /** Attributes from the product catalogue, by column name. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/**
 * Sales by product and period. Numeric columns are product-major: entry `product * periods + t`.
 *
 * NaN policy: `units` and `revenue` are NaN before the product's first sale and in periods flagged as unknown demand
 * (stock-outs), 0 where the product was on sale and nothing was sold. `price` is NaN where nothing was sold. A column
 * that no file fills is null, never zeros.
 */
export interface Panel {
  readonly period: 'week' | 'month';
  /** First day of period 0 (for months: the first of the month). */
  readonly start: EpochDay;
  readonly periods: number;
  /** 0 = weeks start on Monday, 6 = on Sunday. */
  readonly weekStart: number;
  readonly products: readonly PanelProduct[];
  /** Category names; one entry '' when the data has no categories. */
  readonly categories: readonly string[];
  /** Net pieces sold. */
  readonly units: Float64Array;
  /** Net sales in the currency's major unit. */
  readonly revenue: Float64Array;
  /** Mean price per piece paid. */
  readonly price: Float64Array;
  /** Share of the pieces sold under a promotion, 0 to 1. */
  readonly promotion: Float64Array | null;
  /** Page views. */
  readonly views: Float64Array | null;
  /** Distinct visitors (users or sessions). */
  readonly visitors: Float64Array | null;
  /** Mean dwell time of a view in seconds. */
  readonly dwellSeconds: Float64Array | null;
  /** Times put into a cart. */
  readonly carts: Float64Array | null;
  /** Times marked as favourite. */
  readonly favourites: Float64Array | null;
  /** Accepted sales rows: with one row an order line, how often the product was bought. */
  readonly orderLines?: Float64Array | null;
  /** False when no file counts pieces (turnover only, or browsing only): `units` is then NaN throughout. */
  readonly unitsKnown?: boolean;
  /** 1 where the period is a likely stock-out (units are then NaN in `units`). */
  readonly stockOut: Uint8Array | null;
  /** Periods [completeFrom, completeTo) are wholly covered by the log; the others are partial. */
  readonly completeFrom: number;
  readonly completeTo: number;
}

/** Units of all products, or of one category, by period; NaN counts as nothing sold. Length `panel.periods`. */
export function sumOverProducts(panel: Panel, column: Float64Array, category?: number): Float64Array {
  const total = new Float64Array(panel.periods);
  panel.products.forEach((product, row) => {
    if (category !== undefined && product.category !== category) return;
    for (let t = 0; t < panel.periods; t++) {
      const value = column[row * panel.periods + t];
      if (!Number.isNaN(value)) total[t] += value;
    }
  });
  return total;
}
