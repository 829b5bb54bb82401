/**
 * What is known of prices and demand, row by row: one product in one week. All columns are of the same length; NaN = not known.
 * Prices are what a unit cost on average.
 */
export interface PriceHistory {
  readonly categories: readonly string[];
  /** Products; `category` is an index into `categories`. */
  readonly products: readonly { readonly id: string; readonly category: number }[];
  /** Weeks are numbered 0 .. weeks - 1. */
  readonly weeks: number;
  readonly product: Int32Array;
  readonly week: Int32Array;
  readonly price: Float64Array;
  /** Orders where they are known (no quantity tiers in them), else units. */
  readonly demand: Float64Array;
  /** Units per order of the row; NaN where orders are not known. */
  readonly unitsPerOrder: Float64Array;
  /** `demand` is orders, which count one by one; else units, which come by the order. */
  readonly countsOrders?: boolean;
  /** Share of the week, of the stores or of the sales under a promotion, 0 to 1; null where no such column is known. */
  readonly deal: Float64Array | null;
  readonly feature: Float64Array | null;
  /** Whether a unit costs less in a larger order line; null where no order lines are known. */
  readonly tiers: TierSums | null;
}

/**
 * By product, over order lines: x = ln quantity less its mean over the week, y = ln price a unit alike. Sums of
 * x² (`squares`) and x y (`products`).
 */
export interface TierSums {
  readonly squares: Float64Array;
  readonly products: Float64Array;
}
