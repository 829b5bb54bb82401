import type { FileKind } from '#ingest/file-kind.ts';
import type { RowRule } from '#ingest/import-report.ts';

/** What may be done with the rows of a cause, the default first. A cause that is not here is only rejected or flagged. */
const options: Readonly<Record<string, readonly RowRule[]>> = {
  missing_product_id: ['reject', 'above', 'name'],
  unparsable_date: ['reject', 'above'],
  cancelled_invoice: ['reject', 'keep'],
  unparsable_quantity: ['reject', 'one'],
  quantity_not_positive: ['reject', 'absolute'],
  unparsable_price: ['reject', 'last', 'keep'],
  unit_price_not_positive: ['reject', 'last', 'keep'],
  unparsable_revenue: ['reject', 'keep'],
  revenue_not_positive: ['reject', 'keep'],
  other_currency: ['reject', 'keep'],
  duplicate_row: ['keep', 'reject'],
  missing_customer: ['keep', 'reject'],
  missing_name: ['keep', 'reject'],
};

/** Causes that can be decided in any kind of file. */
const everywhere: Readonly<Record<string, readonly RowRule[]>> = { total_row: ['reject', 'keep'] };

/** Choices about the rows of a cause in a file of this kind; `hasName`: it has a column with product names. */
export function rowOptions(cause: string, kind: FileKind, hasName: boolean): readonly RowRule[] {
  const found = everywhere[cause] ?? (kind === 'sales' ? options[cause] : undefined) ?? [];
  return hasName ? found : found.filter((rule) => rule !== 'name');
}
