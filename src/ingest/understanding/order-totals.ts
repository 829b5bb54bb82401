import type { ColumnRole } from '#ingest/file-kind.ts';
import type { DeclaredRole } from '#ingest/roles/column-roles.ts';
import { saysAny } from '#ingest/understanding/meaning-score.ts';
import type { TableEvidence } from '#ingest/understanding/table-evidence.ts';
import { type Option, plainOnly } from '#ingest/understanding/trade-options.ts';
import type { Guess } from '#ingest/understanding/weigh-guesses.ts';

const orderTotalOrders = 2;
const orderTotalShare = 0.8;
/** Of a heading that leaves no doubt of what pieces and their price are. */
const sureScore = 0.8;

/** Columns that all lines of an order share, or that are the sum of its lines: no line's own. */
export function findOrderTotals(
  guesses: readonly Guess[],
  assigned: readonly ({ readonly role: ColumnRole } | undefined)[],
  amounts: readonly Option[],
  names: readonly string[],
  table: TableEvidence,
): number[] {
  const of = (role: DeclaredRole): number => bestOf(role, guesses, assigned);
  const isMoment = of('order') < 0;
  const order = isMoment ? momentOf(table) : of('order');
  const [units, price, product] = [of('units'), of('price'), of('product')];
  // Where no order of several lines tells: more than the line in many rows under a word for orders, and not by a measure of the product.
  const isSure = (role: DeclaredRole, column: number): boolean =>
    assigned[column] !== undefined ||
    guesses.some((each) => each.column === column && each.role === role && each.score >= sureScore);
  const saysOrder = (column: number): boolean => saysAny(names[column], ['order', 'document', 'pay', 'deal']);
  const isBeyond = (column: number): boolean =>
    saysOrder(column) &&
    isSure('units', units) &&
    isSure('price', price) &&
    (table.product(units, price, column) === 'more' ||
      (saysAny(names[column], ['order']) && table.isSometimesMore(units, price, column))) &&
    !table.isLineWith(column, units, price) &&
    !(product >= 0 && table.profiles[product].distinct > 1 && table.keepsRatio(product, column, units, price));
  const isOfSeveral = (column: number): boolean =>
    column !== price &&
    ((isMoment && units >= 0 && price >= 0 && table.isTotalOfLines(column, units, price)) || isBeyond(column));
  const told = [product, units, price].filter((column) => column >= 0 && column !== order);
  return amounts.flatMap(({ column }) => {
    if (assigned[column]) return [];
    // Lines of one moment are those of an order where each says the same; blank ones may be those of a parcel.
    const isFull = table.profiles[column].filled >= table.profiles[column].sampled * 0.98;
    if (order < 0 || (isMoment && !isFull)) return isOfSeveral(column) ? [column] : [];
    const { orders, share } = table.repeatsInOrders(
      column,
      order,
      told.filter((each) => each !== column),
    );
    if (orders < orderTotalOrders) return isOfSeveral(column) ? [column] : [];
    if (share < orderTotalShare) return [];
    const isOwn =
      units >= 0 &&
      price >= 0 &&
      price !== column &&
      table.product(units, price, column) === 'exact' &&
      table.isOwnInOrders(column, order, units, price);
    // Without prices, lines that all cost the same, or pieces that do, would look like one total that all orders share.
    const isAlike =
      price < 0 && (table.profiles[column].distinct < 2 || (units >= 0 && table.keepsRatio(-1, column, units)));
    return isOwn || isAlike ? [] : [column];
  });
}

/** Where no column has the number of the order its lines are those of one moment; -1 without times. */
function momentOf({ profiles }: TableEvidence): number {
  return profiles.findIndex(({ timeShare, distinct, filled }) => timeShare > 0.9 && distinct > 3 && distinct < filled);
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

/**
 * Pieces but those that a heading calls a total, or of an order: the same on all its lines, and at least as many as these are; or never
 * fewer than those of another column, and sometimes more.
 */
export function ofLinesOnly(
  units: readonly Option[],
  guesses: readonly Guess[],
  assigned: readonly ({ readonly role: ColumnRole } | undefined)[],
  names: readonly string[],
  table: TableEvidence,
): readonly Option[] {
  const repeated = findOrderTotals(guesses, assigned, units, names, table);
  const [order, price, amount] = (['order', 'price', 'revenue'] as const).map((role) =>
    bestOf(role, guesses, assigned),
  );
  const saysTotal = ({ column }: Option): boolean => saysAny(names[column], ['total']);
  const isPartOf = (part: Option, whole: Option): boolean => {
    if (price >= 0 && amount >= 0 && table.product(whole.column, price, amount) === 'exact') return false;
    const [some, all] = [table.numbers(part.column), table.numbers(whole.column)];
    return some.every((each, row) => !(each > all[row])) && some.some((each, row) => each < all[row]);
  };
  const isOfOrder = (option: Option): boolean =>
    (saysAny(names[option.column], ['total', 'order']) &&
      repeated.includes(option.column) &&
      table.countsLines(option.column, order)) ||
    (saysTotal(option) &&
      plainOnly(units).some((each) => !saysTotal(each) && each.score >= option.score - 0.2 && isPartOf(each, option)));
  return units.filter((option) => !isOfOrder(option));
}
