import type { TableLayout } from '#ingest/cleaning/date-reader.ts';
import { isCancelledState, isRefunded } from '#ingest/cleaning/order-state.ts';
import type { ColumnRole } from '#ingest/file-kind.ts';
import { currencyOf } from '#ingest/understanding/find-currency.ts';

export const trafficColumns = ['views', 'visitors', 'carts', 'favourites'] as const;
export type TrafficColumn = (typeof trafficColumns)[number];

/** Columns of a table of sales whose plain rows are taken at once; undefined where there is none. */
export interface PlainColumns {
  readonly product: number;
  readonly date: number;
  readonly units: number | undefined;
  readonly price: number | undefined;
  readonly revenue: number | undefined;
  readonly order: number | undefined;
  readonly promotion: number | undefined;
  /** Orders stand in for customers. */
  readonly usesOrders: boolean;
  readonly traffic: readonly (readonly [column: number, sum: TrafficColumn])[];
  /** Columns in which most texts are as good as none; any other is left to `SalesRows`. */
  readonly judged: readonly JudgedColumn[];
}

/** A column whose different texts are judged once each. */
export interface JudgedColumn {
  readonly column: number;
  /** Whether a row with this text is plain. */
  readonly isPlain: (text: string) => boolean;
}

/** Rules by which a plain row, too, is remembered for the rows after it. */
const rememberingRules: readonly (readonly [cause: string, rule: string])[] = [
  ['missing_product_id', 'above'],
  ['unparsable_date', 'above'],
  ['unparsable_price', 'last'],
  ['unit_price_not_positive', 'last'],
];

/** The columns if a table's plain rows can be taken at once, else null. */
export function plainColumnsOf(
  layout: TableLayout,
  product: number | undefined,
  onePiece: boolean,
  currency: string,
): PlainColumns | null {
  const { columns, rules, moneyScale } = layout;
  const date = columns.get('datetime') ?? columns.get('date');
  if (product === undefined || date === undefined || !Number.isInteger(moneyScale)) return null;
  if (columns.has('dwell')) return null;
  if (rememberingRules.some(([cause, rule]) => rules[cause] === rule)) return null;
  const [units, price, revenue, customer, order] = (['units', 'price', 'revenue', 'customer', 'order'] as const).map(
    (role) => columns.get(role),
  );
  if (units === undefined && !onePiece) return null;
  if (price === undefined && revenue === undefined) return null;
  const promotion = columns.get('promotion');
  const usesOrders = customer === undefined && order !== undefined;
  const traffic = trafficColumns.flatMap((role) => {
    const column = columns.get(role);
    return column === undefined ? [] : [[column, role] as const];
  });
  return {
    product,
    date,
    units,
    price,
    revenue,
    order,
    promotion,
    usesOrders,
    traffic,
    judged: judgedColumns(layout, currency),
  };
}

/** Currency, state and refund: plain where it is the table's currency, and nothing came to nothing. */
function judgedColumns({ columns }: TableLayout, currency: string): readonly JudgedColumn[] {
  const judged: JudgedColumn[] = [];
  const judge = (role: ColumnRole, isPlain: (text: string) => boolean): void => {
    const column = columns.get(role);
    if (column !== undefined) judged.push({ column, isPlain });
  };
  if (currency !== '') judge('currency', (text) => text === '' || currencyOf(text) === currency);
  // A line without a state may have that of the line above.
  const mayInherit = columns.has('order');
  judge('status', (text) => (text === '' ? !mayInherit : !isCancelledState(text)));
  judge('refund', (text) => !isRefunded(text));
  return judged;
}
