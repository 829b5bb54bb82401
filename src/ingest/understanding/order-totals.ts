import type { ColumnRole } from '#ingest/file-kind.ts';
import type { DeclaredRole } from '#ingest/roles/column-roles.ts';
import { saysAny } from '#ingest/understanding/meaning-score.ts';
import type { TableEvidence } from '#ingest/understanding/table-evidence.ts';
import type { Option } from '#ingest/understanding/trade-options.ts';
import type { Guess } from '#ingest/understanding/weigh-guesses.ts';

const orderTotalOrders = 2;
const orderTotalShare = 0.8;

/** Columns that all lines of an order share, or that are the sum of its lines: no line's own. */
export function findOrderTotals(
  guesses: readonly Guess[],
  assigned: readonly ({ readonly role: ColumnRole } | undefined)[],
  amounts: readonly Option[],
  table: TableEvidence,
): number[] {
  const of = (role: DeclaredRole): number => bestOf(role, guesses, assigned);
  const order = of('order');
  const [units, price] = [of('units'), of('price')];
  if (order < 0) {
    if (units < 0 || price < 0) return [];
    return amounts
      .filter(({ column }) => column !== price && !assigned[column] && table.isTotalOfLines(column, units, price))
      .map(({ column }) => column);
  }
  const told = [of('product'), units, price].filter((column) => column >= 0 && column !== order);
  return amounts.flatMap(({ column, isByContent }) => {
    if (isByContent || assigned[column]) return [];
    const { orders, share } = table.repeatsInOrders(
      column,
      order,
      told.filter((each) => each !== column),
    );
    if (orders < orderTotalOrders || share < orderTotalShare) return [];
    const isOwn = units >= 0 && price >= 0 && price !== column && table.product(units, price, column) === 'exact';
    // Without prices, lines that all cost the same would look like one total that all orders share.
    return isOwn || (price < 0 && table.profiles[column].distinct < 2) ? [] : [column];
  });
}

/** The column that has a role, or has it best by its heading; -1 without one. */
function bestOf(
  role: DeclaredRole,
  guesses: readonly Guess[],
  assigned: readonly ({ readonly role: ColumnRole } | undefined)[],
): number {
  const own = assigned.findIndex((each) => each?.role === role);
  const named = guesses.filter((each) => each.role === role && each.score >= 0.55).sort((a, b) => b.score - a.score);
  return own >= 0 ? own : (named[0]?.column ?? -1);
}

/** Pieces but those that a heading calls a total: the same on all its lines, and at least as many as these are. */
export function ofLinesOnly(
  units: readonly Option[],
  guesses: readonly Guess[],
  assigned: readonly ({ readonly role: ColumnRole } | undefined)[],
  names: readonly string[],
  table: TableEvidence,
): readonly Option[] {
  const repeated = findOrderTotals(guesses, assigned, units, table);
  const order = bestOf('order', guesses, assigned);
  const isOfOrder = ({ column }: Option): boolean =>
    saysAny(names[column], ['total']) && repeated.includes(column) && table.countsLines(column, order);
  return units.filter((option) => !isOfOrder(option));
}
