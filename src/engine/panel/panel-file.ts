/** Version of the panel file. */
export const panelFileVersion = 2;
/** Versions that are read; the first had no tier columns. */
export const readPanelVersions: readonly string[] = ['1', String(panelFileVersion)];

/** Sums over a week's order lines that tell of quantity tiers. */
export const tierColumns = ['tier_lines', 'tier_quantity', 'tier_price', 'tier_squares', 'tier_products'] as const;

/**
 * Headings of the panel file, by which a warehouse hands over what it added up. `record_type` says what a row is: `all` (one:
 * the sums over the file), `cause` (rows that were rejected for it), `day` (what was accepted that day, before
 * cancellations), `week` (a product's week, after them). Units and money are in whole millionths. `tier_` columns: of the
 * week's order lines, before cancellations, see {@link tierLog}.
 */
export const panelFileColumns = [
  'record_type',
  'day_start',
  'product_id',
  'product_name',
  'category',
  'units',
  'revenue',
  'order_lines',
  'promoted_units',
  'sold_units',
  ...tierColumns,
  'first_day',
  'last_day',
  'rows_read',
  'panel_cells',
  'sale_days',
  'cancelled_units',
  'unmatched_units',
  'anonymous_units',
  'panel_version',
  'check_sum',
] as const;

export type PanelFileColumn = (typeof panelFileColumns)[number];
export type PanelFileRow = Readonly<Record<PanelFileColumn, string>>;

/** What two numbers of a week, of a day, or of the sums add to the check sum: rounding does not leave it as it was. */
export function checkOf(units: number, revenue: number): number {
  return (units % 999_983) + (revenue % 999_979);
}

/** Natural logarithms of units, and of money, in whole ten-thousandths, so that sums of them are the same in any order. */
export const tierScale = 10_000;
/** Logarithm of one unit in millionths: an order line of one unit counts as 0. */
export const tierOrigin = 138_155;

/** Logarithm of a number of millionths as a tier column holds it. */
export function tierLog(millionths: number): number {
  const units = millionths / 1e6;
  return units < wholeLogs.length && Number.isInteger(units) ? wholeLogs[units] : logOf(millionths);
}

const logOf = (millionths: number): number => Math.round(Math.log(millionths) * tierScale) - tierOrigin;
/** By whole units: most lines are of a few. */
const wholeLogs = Float64Array.from({ length: 64 }, (_, units) => logOf(units * 1e6));
