import { isCancelledState, judgeDocument } from '#ingest/cleaning/order-state.ts';
import type { FileKindDeclaration } from '#ingest/kinds/define-file-kind.ts';
import { type DeclaredRole, hasDecimals, roleOf } from '#ingest/roles/column-roles.ts';
import type { HeadingMeaning } from '#ingest/understanding/heading-words.ts';
import { meaningsOf, saysAny, saysOnly, saysProductId } from '#ingest/understanding/meaning-score.ts';
import { countCells, usualOf } from '#ingest/understanding/profile-column.ts';
import type { TableEvidence } from '#ingest/understanding/table-evidence.ts';
import { weighDay } from '#ingest/understanding/weigh-days.ts';
import { weighNames } from '#ingest/understanding/weigh-names.ts';
import { weighProduct } from '#ingest/understanding/weigh-products.ts';

/** A guess has to be at least this good to be made. */
export const leastScore = 0.5;

/** A role that a column may have, and how much speaks for it: about 0 to 1. */
export interface Guess {
  readonly column: number;
  readonly role: DeclaredRole;
  score: number;
  /** Nothing but the values speaks for it. */
  readonly isByContent?: boolean;
}

/** What guesses are weighed by: the table and the guesses made by headings. */
export interface Weighing {
  readonly kind: FileKindDeclaration;
  readonly table: TableEvidence;
  readonly headings: readonly string[];
  readonly guesses: readonly Guess[];
  /** Guesses of products, good or not. */
  readonly products: readonly Guess[];
  /** Guesses of days and times that may be made. */
  readonly dated: readonly Guess[];
  /** Guesses of dates of any sort that may be made. */
  readonly dates: readonly Guess[];
  /** Most different ones in a column of them. */
  readonly days: number;
  /** The likeliest name of products. */
  readonly name: Guess | undefined;
  /** Whether a column numbers the lines of each order. */
  readonly isOfLine: (column: number) => boolean;
}

/** Weighs guesses made by headings anew by what the values say about them: numbers of rows and lines are no products and no pieces. */
export function weighGuesses(
  guesses: readonly Guess[],
  headings: readonly string[],
  table: TableEvidence,
  kind: FileKindDeclaration,
): void {
  const [order] = guesses
    .filter(({ role, score }) => role === 'order' && score >= 0.7)
    .sort((a, b) => b.score - a.score);
  const isOfLine = (column: number): boolean =>
    order !== undefined && order.column !== column && table.isLineNumber(column, order.column);
  const products = guesses.filter(({ role, score }) => role === 'product' && score >= 0.4);
  const name = weighNames(guesses, { kind, table, headings, products, isOfLine });
  const dates = guesses.filter(({ role, score }) => roleOf(role)?.isDate && score >= leastScore);
  const weighing: Weighing = {
    kind,
    table,
    headings,
    guesses,
    products,
    dates,
    dated: dates.filter(({ role }) => role === 'date' || role === 'datetime'),
    days: Math.max(0, ...dates.map(({ column }) => table.profiles[column].distinct)),
    name,
    isOfLine,
  };
  for (const guess of guesses) for (const weigh of rules) weigh(guess, weighing);
}

/** Of columns under headings that nobody knows the one that numbers orders: each of its values stands on lines below each other of one day, on some of several. */
export function findOrders(guesses: readonly Guess[], headings: readonly string[], table: TableEvidence): Guess[] {
  const bestOf = (...roles: readonly DeclaredRole[]): number =>
    guesses.filter(({ role }) => roles.includes(role)).reduce((a, b) => (b.score > a.score ? b : a), none).column;
  const isOrder = ({ role, score, column }: Guess): boolean =>
    role === 'order' && score >= 0.55 && !hasDecimals(table.profiles[column]);
  if (guesses.some(isOrder)) return [];
  const [day, product] = [bestOf('date', 'datetime'), bestOf('product', 'name')];
  if (day < 0 || product < 0) return [];
  const found = headings.findIndex(
    (heading, column) =>
      column !== product &&
      [...meaningsOf(heading)].every((each) => ofNumbers.has(each)) &&
      table.numbersOrders(column, day, product),
  );
  return found < 0 ? [] : [{ column: found, role: 'order', score: 0.6, isByContent: true }];
}

/** Kinds of what a visitor may do, of which a shop tells so many. */
const mostEvents = 20;

/** The column whose few texts are what visitors do (`view_item`, `purchase`), under a heading of kinds, of events or one that nobody knows; it names no products. */
export function findEvents(guesses: readonly Guess[], headings: readonly string[], table: TableEvidence): Guess[] {
  const saysEvents = (column: number): boolean => {
    const said = [...new Set(table.rows.map((_, row) => table.text(row, column)))];
    const says = (...meanings: readonly HeadingMeaning[]): boolean => said.some((text) => saysAny(text, meanings));
    const isLookedAt = says('view', 'exposure') || said.some((text) => /^(?:details?|clicks?|pv)$/i.test(text));
    return isLookedAt && says('cart', 'sold', 'order', 'pay');
  };
  const isOfEvents = (column: number): boolean => meaningsOf(headings[column]).has('event');
  const found = headings.findIndex((heading, column) => {
    const { distinct, numberShare, filled, sampled } = table.profiles[column];
    if (distinct < 2 || distinct > mostEvents || numberShare > 0) return false;
    // Looks at pages of no product may say nothing.
    const isProductOf = (each: HeadingMeaning): boolean => each === 'product' && isOfEvents(column);
    const mayBe = [...meaningsOf(heading)].every(
      (each) => each === 'category' || each === 'name' || each === 'event' || isProductOf(each),
    );
    return mayBe && (filled >= sampled * 0.9 || isOfEvents(column)) && saysEvents(column);
  });
  const isOther = ({ role, score, column }: Guess): boolean =>
    role === 'event' &&
    score >= 0.9 &&
    column !== found &&
    table.profiles[column].distinct > 1 &&
    !(isOfEvents(found) && !saysEvents(column));
  if (found < 0 || guesses.some(isOther)) return [];
  for (const guess of guesses)
    if (guess.column === found || (guess.role === 'category' && isOfEvents(guess.column))) guess.score *= 0.4;
  return [{ column: found, role: 'event', score: 1 }];
}

/** What a heading of orders' numbers may say besides. */
const ofNumbers: ReadonlySet<string> = new Set(['id', 'code', 'name', 'order', 'document', 'line']);

const none: Guess = { column: -1, role: 'order', score: leastScore };

/** Pieces of a store beside those of another are no stock of it. */
function weighStock(guess: Guess, { kind, headings }: Weighing): void {
  const means = meaningsOf(headings[guess.column]);
  if (guess.role !== 'stock' || !kind.isByPeriod || means.has('stock') || !means.has('store')) return;
  const isCounted = (each: ReadonlySet<string>): boolean => each.has('quantity') && !each.has('stock');
  if (headings.some((heading, column) => column !== guess.column && isCounted(meaningsOf(heading)))) guess.score *= 0.4;
}

/** What is called a total, or was turned over, and is the same in all rows of each day, is told of the day, and is no price or amount of a row. */
function weighOfDay(guess: Guess, { table, headings, dated }: Weighing): void {
  const { column, role } = guess;
  const { distinct } = table.profiles[column];
  if ((role !== 'price' && role !== 'revenue') || distinct < 3 || !saysAny(headings[column], ['total', 'revenue']))
    return;
  const isOf = (day: number): boolean =>
    table.profiles[day].distinct * 2 <= table.rows.length &&
    table.dependence(day, column) > 0.98 &&
    table.dependence(column, day) > 0.9;
  if (dated.some((each) => isOf(each.column))) guess.score *= 0.3;
}

/** Beside what is on hand, what is free and what is set aside, `bestellt` is how much is to come from the supplier. */
function weighOnOrder(guess: Guess, { table, headings, guesses }: Weighing): void {
  if (guess.role !== 'units' || !saysOnly(headings[guess.column], 'order')) return;
  const stocks = headings.filter(
    (heading, column) =>
      column !== guess.column && saysOnly(heading, 'stock') && table.profiles[column].numberShare > 0.8,
  );
  const isTold = guesses.some(
    ({ role, score, column }) => (role === 'order' || role === 'customer') && score >= 0.7 && column !== guess.column,
  );
  if (stocks.length > 1 && !isTold) guess.score *= 0.3;
}

/** A bare value beside what is in stock is that of the stock, where it goes with it by its values or nothing says how many were sold. */
function weighStockValue(guess: Guess, weighing: Weighing): void {
  const { column, role } = guess;
  const { kind, headings, guesses, table, products, name } = weighing;
  const isValue = saysOnly(headings[column], 'amount');
  if ((role !== 'revenue' && role !== 'price') || !kind.isByPeriod || !(isValue || saysOnly(headings[column], 'total')))
    return;
  const stocks = headings.flatMap((heading, at) =>
    saysAny(heading, ['stock']) && table.profiles[at].numberShare > 0.9 ? [at] : [],
  );
  const [product] = [...products].sort((a, b) => b.score - a.score);
  const key = product ?? name;
  const isOfStock = stocks.some((stock) => key !== undefined && table.keepsRatio(key.column, column, stock));
  const isTold = guesses.some(
    (each) =>
      (each.role === 'order' || each.role === 'customer'
        ? each.score >= 0.7
        : each.role === 'units' && each.score >= leastScore) && !stocks.includes(each.column),
  );
  // What was set aside for an order is as much as was ordered.
  const isOrdered = guesses.some((each) => each.role === 'order' && each.score >= 0.7);
  if (stocks.length > 0 && ((isOfStock && !isOrdered) || (isValue && !isTold))) guess.score *= 0.3;
}

const rules: readonly ((guess: Guess, weighing: Weighing) => void)[] = [
  weighName,
  weighDay,
  weighWords,
  weighState,
  weighNumber,
  weighOrder,
  weighProduct,
  weighStock,
  weighOnOrder,
  weighStockValue,
  weighOfDay,
];

/** Names that never repeat under many days are none of products; in a list of products names hardly repeat. */
function weighName(guess: Guess, { kind, table, headings, guesses, products, days }: Weighing): void {
  const { column, role } = guess;
  if (role !== 'name') return;
  // `Item SKU` holds a word for a name, and codes.
  const isOfCodes = saysProductId(headings[column]) || /#$/.test(headings[column].trim());
  if (isOfCodes && !meaningsOf(headings[column]).has('name') && table.areCodes(column)) guess.score *= 0.5;
  const isMany = table.rows.length >= 30 && days > 4;
  const saysProduct = (['product', 'name'] as const).every((each) => meaningsOf(headings[column]).has(each));
  if (kind.isByPeriod && products.length === 0 && !saysProduct && isMany && table.isUnique(column)) guess.score *= 0.45;
  // Beside a title `Option Name` is what each of them can be had in.
  const isOften = (each: number): boolean => table.profiles[each].distinct * 8 < table.profiles[each].filled;
  const isName = (each: Guess): boolean => each.role === 'name' && each.score >= 0.4 && !isOften(each.column);
  if (kind.keepsAttributes && table.rows.length >= 20 && isOften(column) && guesses.some(isName)) guess.score *= 0.5;
}

/** What each product says again and again is what it is called; other names of products are as many as these. */
function weighWords(guess: Guess, { table, products }: Weighing): void {
  const { column, role } = guess;
  const isFew = (each: Guess): boolean => table.profiles[column].distinct * 3 <= table.profiles[each.column].distinct;
  if (role === 'name-alternative' && products.some(isFew)) guess.score *= 0.5;
  if (role === 'review' && products.some((each) => table.isPaired(each.column, column))) guess.score *= 0.3;
}

/** Of several states that of the order counts, or of its payment: the one by which some came to nothing. Such a column is no category of products. */
function weighState(guess: Guess, { kind, table, headings }: Weighing): void {
  const { column, role } = guess;
  const isOfKinds = (role === 'category' || role === 'promotion') && kind.isByPeriod;
  if ((role !== 'status' && !isOfKinds) || !saysSomeCancelled(table, column, headings[column])) return;
  if (role === 'status') guess.score += 0.15;
  else guess.score *= 0.5;
}

/** Numbers of rows, or of the lines of each order, are no products, pieces or categories. */
function weighNumber(guess: Guess, { kind, table, headings, products, name, isOfLine }: Weighing): void {
  const { column, role } = guess;
  if (role !== 'product' && role !== 'units' && role !== 'category') return;
  // `00001` was given to a product.
  const isPadded =
    role === 'product' &&
    saysAny(headings[column], ['code', 'id']) &&
    table.rows.some((_, row) => /^0\d/.test(table.text(row, column)));
  const saysId = saysProductId(headings[column]);
  const isOnlyId = saysId && !products.some((each) => each.column !== column && saysProductId(headings[each.column]));
  if (table.isRowNumber(column) && !isPadded)
    guess.score *= (products.length > 1 && !isOnlyId) || kind.isByPeriod || (!name && !saysId) ? 0.3 : 0.9;
  else if (isOfLine(column)) guess.score *= 0.3;
}

/** Numbers of orders have figures, words are the kind of a document; and the lines of an order stand together, on one day. */
function weighOrder(guess: Guess, { table, headings, dated }: Weighing): void {
  const { column, role } = guess;
  if (role !== 'order') return;
  const goesOn = (day: Guess): boolean => table.dependence(column, day.column) < 0.6;
  const isScattered = table.groupsOf(column) > 2 * table.profiles[column].distinct;
  // `SKU orders`: how many there were.
  const { integerShare, distinct, filled } = table.profiles[column];
  const middle = table.numbers(column).slice().sort()[filled >> 1];
  const areCounts = integerShare === 1 && middle < 12 && distinct * 2 < filled && !saysAny(headings[column], ['id']);
  if (areCounts && table.groupsOf(column) > 2 * distinct) guess.score *= 0.4;
  if (table.areWords(column) || (guess.score < 0.85 && isScattered && dated.length > 0 && dated.every(goesOn)))
    guess.score *= 0.4;
}

/** Whether some of the cells, fewer than half, are states of orders that came to nothing. */
function saysSomeCancelled(table: TableEvidence, column: number, name: string): boolean {
  const judge = judgeDocument(name, usualOf(table.profiles[column])) ?? isCancelledState;
  const texts = countCells(table.rows.map((_, row) => table.text(row, column)));
  let cancelled = 0;
  for (const [text, times] of texts) if (judge(text)) cancelled += times;
  return cancelled > 0 && cancelled * 2 < table.rows.length;
}
