/** Version of the panel file; another is refused. */
export const panelFileVersion = 1;

/**
 * Headings of the panel file, by which a warehouse hands over what it added up. `record_type` says what a row is: `all` (one:
 * the sums over the file), `cause` (rows that were rejected for it), `day` (what was accepted that day, before
 * cancellations), `week` (a product's week, after them). Units and money are in whole millionths.
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
