import { type HeadingMeaning, headingWords, saysReduced } from '#ingest/understanding/heading-words.ts';
import { countsOrders } from '#ingest/understanding/headings.ts';
import { meaningsOf, saysAny } from '#ingest/understanding/meaning-score.ts';
import type { TableEvidence } from '#ingest/understanding/table-evidence.ts';
import type { Guess } from '#ingest/understanding/weigh-guesses.ts';

export type TradeRole = 'units' | 'price' | 'revenue';

/** A column that may have a role of a trade, and how much its heading says so. */
export interface Option {
  readonly column: number;
  readonly score: number;
  readonly isByContent: boolean;
  /** Its values say what it is, though no product is exact. */
  readonly isByValue?: boolean;
}

/** What may be pieces, price and amount of a line. */
export interface TradeOptions {
  readonly units: readonly Option[];
  readonly prices: readonly Option[];
  readonly amounts: readonly Option[];
  readonly names: readonly string[];
  readonly table: TableEvidence;
}

/** A heading that says so little is worth a look at the values. */
export const leastScore = 0.4;

/** Of a column without any known word in its heading: only what it makes with others counts. */
const contentScore = 0.3;

/** Lines of several pieces that tell what was paid for the line from what was paid for each. */
const leastSeveral = 3;

/** Of what another role is called by its heading, and the values say. */
export const provenScore = 0.6;

export const plainOnly = (options: readonly Option[]): Option[] => options.filter(({ isByContent }) => !isByContent);

export function isPaid(name: string): boolean {
  const meanings = meaningsOf(name);
  return meanings.has('pay') || meanings.has('net') || meanings.has('deal');
}

/** Numbers above zero; pieces may all stand below it, as they go out of a ledger. */
export function isNumeric({ profiles }: TableEvidence, column: number, role?: TradeRole): boolean {
  const { numberShare, filled, maximum, minimum, percentShare } = profiles[column];
  if (percentShare > 0.5) return false;
  return filled === 0 || (numberShare >= 0.5 && (maximum > 0 || (role === 'units' && minimum < 0)));
}

const listed =
  /\b(rrp|msrp|srp|uvp|pvpr|ppc)\b|(recommended|suggested) retail|list[\s_-]?price|listenpreis|吊牌价|建议零售价|メーカー希望|希望小売/i;

/** Prices but those that a maker recommends or a list has: what a product keeps, whatever is paid for it, makes no amount. */
export function withoutListed(
  prices: readonly Option[],
  guesses: readonly Guess[],
  names: readonly string[],
  table: TableEvidence,
): readonly Option[] {
  const products = guesses.filter(({ role, score }) => role === 'product' && score >= leastScore);
  return prices.filter(
    ({ column, score }) =>
      score === 1 ||
      !listed.test(names[column]) ||
      !products.some((each) => table.dependence(each.column, column) > 0.98),
  );
}

/** Prices but those that are nothing in most rows, as what an option costs on top, where another is called one more clearly. */
export function withoutExtras(
  prices: readonly Option[],
  names: readonly string[],
  table: TableEvidence,
): readonly Option[] {
  const isExtra = ({ column }: Option): boolean => {
    const numbers = table.numbers(column);
    return numbers.filter((number) => number === 0).length * 2 > numbers.length;
  };
  const paid = prices.filter(
    (each) =>
      !each.isByContent &&
      !isExtra(each) &&
      !listed.test(names[each.column]) &&
      !meaningsOf(names[each.column]).has('list'),
  );
  return prices.filter((each) => !isExtra(each) || !paid.some(({ score }) => score > each.score));
}

/** Prices but those beside one that says what was paid, is the same in some rows and lower in all others: what they were before a discount. */
export function withoutReduced(
  prices: readonly Option[],
  names: readonly string[],
  table: TableEvidence,
): readonly Option[] {
  const paid = plainOnly(prices).filter(({ column }) => isPaid(names[column]));
  const isBefore = ({ column }: Option): boolean =>
    paid.some((each) => {
      const [before, after] = [table.numbers(column), table.numbers(each.column)];
      const count = (test: (row: number) => boolean): number => [...before.keys()].filter(test).length;
      const [same, lower] = [count((row) => after[row] === before[row]), count((row) => after[row] < before[row])];
      return each.column !== column && lower > 0 && same >= before.length * 0.1 && same + lower >= before.length * 0.98;
    });
  return prices.filter((each) => !isBefore(each));
}

/** Amounts but whole numbers without a currency's sign, where others have one. */
export function withoutCounts(amounts: readonly Option[], { profiles }: TableEvidence): readonly Option[] {
  const isSigned = ({ column }: Option): boolean => profiles[column].currencies.length > 0;
  if (!amounts.some(isSigned)) return amounts;
  return amounts.filter((each) => isSigned(each) || profiles[each.column].integerShare < 0.98);
}

/** A count that is 1 in every line counts lines: where another column of pieces varies, that one says how many. */
export function withoutOnes(units: readonly Option[], table: TableEvidence): readonly Option[] {
  const isOnes = ({ column }: Option): boolean =>
    table.numbers(column).every((value) => value === 1 || Number.isNaN(value));
  const others = units.filter((option) => !isOnes(option));
  return others.some(({ isByContent }) => !isByContent) ? others : units;
}

/** Beside a running total pieces but those that each product keeps from day to day: so many were bought. */
export function withoutKept(
  units: readonly Option[],
  guesses: readonly Guess[],
  names: readonly string[],
  table: TableEvidence,
): readonly Option[] {
  const isRunning = (name: string): boolean =>
    saysAny(name, ['running']) && saysAny(name, ['quantity', 'sold']) && !saysAny(name, ['amount', 'revenue']);
  if (!names.some(isRunning)) return units;
  const products = guesses.filter(({ role, score }) => role === 'product' && score >= leastScore);
  const isKept = ({ column }: Option): boolean =>
    table.profiles[column].distinct > 2 &&
    products.some(
      (each) =>
        each.column !== column &&
        table.profiles[each.column].distinct * 3 <= table.rows.length &&
        table.dependence(each.column, column) > 0.98,
    );
  return units.filter((option) => !isKept(option));
}

const ofShipped: readonly string[] = ['ship', 'quantity', 'product', 'order', 'total'];

/** Counts of what was delivered (`Geliefert`, `Livré`): the pieces, where these and the price make the amount. */
export function shipped(names: readonly string[], { profiles }: TableEvidence): Option[] {
  return names.flatMap((name, column) => {
    const { numberShare, integerShare, maximum, distinct } = profiles[column];
    const means = [...meaningsOf(name)];
    const isTold = means.includes('ship') && means.every((each) => ofShipped.includes(each));
    const areCounts = numberShare > 0.95 && integerShare > 0.98 && maximum < 1e5 && distinct > 1;
    return isTold && areCounts ? [{ column, score: contentScore, isByContent: true }] : [];
  });
}

/** What a heading of what was paid may say, where the values say the rest. */
const ofPayment: readonly HeadingMeaning[] = ['finish', 'pay', 'customer', 'document', 'order', 'deal', 'fee'];

/** What households spend, of which ads speak as well. */
export const spent = /^(?:total[\s_]?)?(?:spend|spent)$/i;

/** Columns of numbers whose headings have no known word. */
export function byContent(
  role: TradeRole,
  assigned: readonly unknown[],
  names: readonly string[],
  { profiles }: TableEvidence,
): Option[] {
  return profiles.flatMap((profile, column) => {
    const isOpen =
      !assigned[column] &&
      (headingWords(names[column]).every(({ means }) => means.length === 0) ||
        // On lines with a price and an amount `受注数` is how many were ordered.
        (role === 'units' && countsOrders.test(names[column].trim())) ||
        (role === 'revenue' &&
          (spent.test(names[column]) ||
            saysReduced(names[column]) ||
            [...meaningsOf(names[column])].every((each) => ofPayment.includes(each)))));
    const fits = profile.numberShare > 0.95 && profile.maximum > 0 && (role !== 'units' || profile.integerShare > 0.98);
    return isOpen && fits && profile.distinct > 1 ? [{ column, score: contentScore, isByContent: true }] : [];
  });
}

/** What is called an amount (`itemAmount`) and makes another one with a price, or, in whole numbers, can be none of it, counts pieces. */
export function countsCalledAmounts({ units, prices, amounts, names, table }: TradeOptions): readonly Option[] {
  return amounts.flatMap(({ column, score, isByContent }) => {
    const { integerShare, maximum, distinct } = table.profiles[column];
    // As many pieces in every row, and not one, are none.
    const isConstant = distinct === 1 && maximum > 1;
    if (isByContent || score === 1 || meaningsOf(names[column]).has('price') || maximum >= 1e5 || isConstant) return [];
    const named = prices.filter((each) => !each.isByContent && each.column !== column);
    const isCount = named.some((price) =>
      [...amounts, ...prices].some(
        (sum) => sum.column !== column && table.product(column, price.column, sum.column) === 'exact',
      ),
    );
    const isAlone = integerShare >= 0.98 && units.every((each) => each.isByContent);
    const isOther = isAlone && named.length > 0 && named.every((price) => table.isNoAmountOf(column, price.column));
    return isCount || isOther ? [{ column, score: provenScore, isByContent }] : [];
  });
}

/** Prices of whole lines: another price (`rates`: a list price as well) times the pieces, or what a discount leaves of that. */
export function amountsCalledPrices(
  { units, prices, amounts, names, table }: TradeOptions,
  rates: readonly Option[],
): readonly Option[] {
  const named = plainOnly(prices);
  const discounts = [...table.profiles.keys()].filter(
    (column) => meaningsOf(names[column]).has('discount') && table.profiles[column].numberShare > 0.8,
  );
  const isSeveral = ({ column }: Option): boolean =>
    table.numbers(column).filter((pieces) => pieces > 1).length >= leastSeveral;
  const isMade = (column: number): boolean =>
    units.some((q) =>
      rates.some(
        (p) =>
          p.column !== column &&
          (table.product(q.column, p.column, column) === 'exact' ||
            (isSeveral(q) && table.isReducedProduct(column, q.column, p.column)) ||
            discounts.some((each) => table.isLeftOfLine(column, q.column, p.column, each))),
      ),
    );
  return named
    .filter(({ column }) => isMade(column) && !amounts.some((each) => each.column === column))
    .map((each) => ({ ...each, score: provenScore }));
}
