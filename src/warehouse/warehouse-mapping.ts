/** How the time of a sale is stored: an instant in UTC, an instant with a zone, the shop's own clock, or a day alone. */
export type TimeType = 'utc' | 'instant' | 'local' | 'date';

/** Stored as a number, or as text that may hold a currency sign and thousands separators (`￥1,234.50`). */
export type NumberType = 'number' | 'text';

export interface NumberColumn {
  readonly column: string;
  readonly type: NumberType;
}

/** What the user says about the table of order lines in the warehouse; columns by their names there. */
export interface WarehouseMapping {
  /** As it stands behind FROM: `shop.order_lines`. */
  readonly table: string;
  readonly product: string;
  readonly time: { readonly column: string; readonly type: TimeType };
  /** IANA name of the zone in which the shop counts its days; without effect on `local` and `date`. */
  readonly zone: string;
  /** 0 = weeks start on Monday, 6 = on Sunday. */
  readonly weekStart: 0 | 6;
  /** Pieces of a line; absent: one piece a line. */
  readonly units?: NumberColumn;
  readonly price?: NumberColumn;
  readonly revenue?: NumberColumn;
  readonly name?: string;
  readonly category?: string;
  /** With it rows are order lines, whose quantity and amount can't be zero; a C before its digits, where fewer than a third have it, is a cancellation. */
  readonly order?: string;
  readonly customer?: string;
  /** The order's state, and the states that mean that it came to nothing. */
  readonly status?: { readonly column: string; readonly cancelled: readonly string[] };
  /** `flag`: true or false; a number is the share on promotion; a text that is not empty or a no names the promotion. */
  readonly promotion?: { readonly column: string; readonly type: NumberType | 'flag' };
  /** Column that orders lines of one time as they were written: a line number. Without it their order is arbitrary. */
  readonly tieBreaker?: string;
  /** Products with a history of their own, the best sellers; the rest of each category is one product. Absent: all. */
  readonly top?: number;
}

/** What a mapping lacks, by the code of its text; '' when the query can be written. */
export function mappingFault(mapping: WarehouseMapping): '' | 'table' | 'product' | 'time' | 'units' | 'zone' | 'top' {
  if (mapping.table.trim() === '') return 'table';
  if (mapping.product === '') return 'product';
  if (mapping.time.column === '') return 'time';
  if (mapping.top !== undefined && !(Number.isInteger(mapping.top) && mapping.top > 0)) return 'top';
  if (!mapping.units && !mapping.order && (!mapping.price || mapping.revenue)) return 'units';
  return needsZone(mapping) && !isZone(mapping.zone) ? 'zone' : '';
}

/** Whether the local day has to be worked out from an instant. */
export function needsZone({ time }: WarehouseMapping): boolean {
  return time.type === 'utc' || time.type === 'instant';
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
