import type { ColumnRole } from '#ingest/file-kind.ts';
import { amountsLessFees, amountsWithFreight, withoutUnpaid } from '#ingest/understanding/amounts-aside.ts';
import { bestTrade } from '#ingest/understanding/best-trade.ts';
import { meaningsOf, saysAny } from '#ingest/understanding/meaning-score.ts';
import { findOrderTotals, ofLinesOnly } from '#ingest/understanding/order-totals.ts';
import type { TableEvidence } from '#ingest/understanding/table-evidence.ts';
import {
  amountsCalledPrices,
  byContent,
  countsCalledAmounts,
  isNumeric,
  leastScore,
  type Option,
  plainOnly,
  shipped,
  type TradeOptions,
  type TradeRole,
  withoutCounts,
  withoutExtras,
  withoutKept,
  withoutListed,
  withoutOnes,
  withoutReduced,
} from '#ingest/understanding/trade-options.ts';
import type { Guess } from '#ingest/understanding/weigh-guesses.ts';

/** The columns that say how many were sold, at which price and for how much. */
export interface Trade {
  readonly columns: readonly (Guess & { readonly isByContent: boolean })[];
  /** No other column may take one of the three roles. */
  readonly isSettled: boolean;
  /** Columns that repeat an order's total on its lines, and are no line's amount. */
  readonly orderTotals: readonly number[];
  /** The amounts are in one currency, whichever the customers paid in. */
  readonly isConverted: boolean;
}

/**
 * Finds pieces, price and amount together: of all columns that may be one of them by their headings the ones that make the
 * best of headings and of values, which multiply (price times pieces is the amount) or speak against each other. An amount
 * that all lines of an order share is the order's, unless each line's own price and pieces make it up. Columns whose headings
 * say nothing are taken where the multiplication holds in nearly every row.
 */
export function findTrade(
  guesses: readonly Guess[],
  assigned: readonly ({ readonly role: ColumnRole } | undefined)[],
  names: readonly string[],
  table: TableEvidence,
): Trade {
  const chosen = (role: TradeRole): number => assigned.findIndex((each) => each?.role === role);
  const of = (role: TradeRole): Option[] => {
    const column = chosen(role);
    if (column >= 0) return [{ column, score: 1, isByContent: false }];
    // A price by all of its words is no amount by one of them.
    const isRate = ({ column, score }: Guess): boolean =>
      role === 'revenue' &&
      score < 0.65 &&
      guesses.some((each) => each.column === column && each.role === 'price' && each.score >= 0.9);
    const named = guesses
      .filter(
        (guess) =>
          guess.role === role &&
          guess.score >= leastScore &&
          isNumeric(table, guess.column, role) &&
          !isRate(guess) &&
          !(role === 'revenue' && countsPieces(names[guess.column])),
      )
      .sort((a, b) => b.score - a.score)
      .slice(0, 7)
      .map(({ column, score }) => ({ column, score, isByContent: false }));
    const told = role === 'revenue' ? withoutCounts(named, table) : named;
    return [...told, ...(role === 'units' ? shipped(names, table) : []), ...byContent(role, assigned, names, table)];
  };
  const [named, paidRates, totals] = [
    chosen('units') < 0
      ? ofLinesOnly(withoutKept(of('units'), guesses, names, table), guesses, assigned, names, table)
      : of('units'),
    withoutExtras(withoutListed(of('price'), guesses, names, table), names, table),
    of('revenue'),
  ];
  const isOff = names.some((name) => saysAny(name, ['discount']));
  const isPriced = !isOff || plainOnly(paidRates).length > 0 || plainOnly(totals).length > 0;
  const listedRates = isPriced ? paidRates : of('price');
  const byHeading = guesses.filter((each) => !each.isByContent);
  const ofOrders = findOrderTotals(byHeading, assigned, listedRates, names, table);
  const ofLines = listedRates.filter(({ column }) => !ofOrders.includes(column));
  // The price of all that was ordered is none of a line.
  const doVary = ofOrders.every((column) => table.profiles[column].distinct > 2);
  const rates = ofLines.some(({ isByContent }) => doVary || !isByContent) ? ofLines : listedRates;
  const converted = inOneCurrency(named, rates, totals, guesses, names, table);
  const paid = plainOnly(totals).length > 0 ? rates : withoutReduced(rates, names, table);
  const [prices, sums] = [converted ? [] : paid, converted ?? totals];
  const counts = countsCalledAmounts({ units: named, prices, amounts: sums, names, table });
  const units = withoutOnes([...named, ...counts], table);
  const amounts = [
    ...sums.filter(({ column }) => !counts.some((each) => each.column === column)),
    ...amountsCalledPrices({ units, prices, amounts: sums, names, table }, converted ? [] : plainOnly(of('price'))),
  ];
  const options: TradeOptions = { units, prices, amounts, names, table };
  const orderTotals = findOrderTotals(guesses, assigned, amounts, names, table);
  const isMade = (column: number): boolean =>
    plainOnly(units).some((q) => plainOnly(prices).some((p) => table.product(q.column, p.column, column) === 'exact'));
  const asides = [...amountsWithFreight(options), ...amountsLessFees(options)].filter((column) => !isMade(column));
  const found = bestTrade({
    ...options,
    amounts: withoutUnpaid(options).filter(({ column }) => !orderTotals.includes(column) && !asides.includes(column)),
  });
  const columns = (['units', 'price', 'revenue'] as const).flatMap((role) => {
    const option = found[role];
    return option && chosen(role) < 0 ? [{ ...option, role }] : [];
  });
  // Where the values prove nothing, other roles may want the columns more: headings alone decide then.
  const proven = found.relation === 'exact';
  return {
    columns: proven
      ? columns
      : columns.filter(({ score, column, role }) => score >= 0.5 && !wantedMore(guesses, column, role, score)),
    isSettled: proven || columns.length > 0,
    orderTotals: plainOnly(amounts).flatMap(({ column }) =>
      orderTotals.includes(column) && !asides.includes(column) ? [column] : [],
    ),
    isConverted: converted !== null,
  };
}

/** Amounts that are not what was paid for a line. */
const notOfLine = [
  'tax',
  'cost',
  'discount',
  'freight',
  'ship',
  'fee',
  'profit',
  'refund',
  'order',
  'document',
] as const;

/** Headings of amounts in the currency of the books. */
const booked =
  /(accounting|base|home|local|reporting|functional|group|company)[\s_-]*(currency|curr?\b)|\blcy\b|(haus|basis|landes)w[aä]hrung|(devise|moneda|moeda|valuta)[\s_-]*(de[\s_-]*)?(tenue|base|local|conto|nacional)|本位币|本幣|本币|基軸通貨|자국통화/i;

/** Where orders are in several currencies, the amounts whose heading names one, and that are not in those of the prices; null without any. */
function inOneCurrency(
  units: readonly Option[],
  prices: readonly Option[],
  sums: readonly Option[],
  guesses: readonly Guess[],
  names: readonly string[],
  table: TableEvidence,
): readonly Option[] | null {
  const mixed = guesses.filter(
    ({ role, score, column }) => role === 'currency' && score >= 0.7 && table.profiles[column].distinct > 1,
  );
  const isOwn = ({ column }: Option): boolean =>
    units.some((q) => prices.some((p) => table.product(q.column, p.column, column) === 'exact'));
  const inBooks = names.flatMap((name, column) => {
    const means = meaningsOf(name);
    const isAmount =
      (['amount', 'revenue', 'total'] as const).some((each) => means.has(each)) &&
      !notOfLine.some((each) => means.has(each));
    return isAmount && booked.test(name) && isNumeric(table, column)
      ? [{ column, score: 0.9, isByContent: false }]
      : [];
  });
  const named = sums.filter((each) => meaningsOf(names[each.column]).has('money'));
  const [product] = guesses.filter(({ role }) => role === 'product').sort((a, b) => b.score - a.score);
  const converted = mixed.flatMap((each) =>
    sums.filter(({ column }) =>
      sums.some(
        (paid) =>
          paid.column !== column && isInCurrency(column, paid.column, each.column, product?.column ?? column, table),
      ),
    ),
  );
  const told = [...inBooks, ...named].filter((each) => !isOwn(each));
  const found = told.length > 0 ? told : converted;
  return mixed.length > 0 && found.length > 0 && sums.every(({ score }) => score < 1) ? found : null;
}

/** Rows of one currency and of others that must tell. */
const leastOfCurrency = 3;

/**
 * Whether an amount is as much as another one in the rows of one currency, and something else in most of the others, where it
 * differs less within a product: that one in this currency.
 */
function isInCurrency(column: number, paid: number, currency: number, product: number, table: TableEvidence): boolean {
  const [own, other] = [table.numbers(column), table.numbers(paid)];
  if (spreadWithin(own, product, table) >= spreadWithin(other, product, table)) return false;
  const rows = [...own.keys()].filter((row) => own[row] && other[row]);
  const isSame = (row: number): boolean => Math.abs(own[row] - other[row]) < 0.006;
  const same = new Set(rows.filter(isSame).map((row) => table.text(row, currency)));
  return [...same].some((code) => {
    const [inIt, others] = [true, false].map((is) => rows.filter((row) => (table.text(row, currency) === code) === is));
    return (
      Math.min(inIt.length, others.length) >= leastOfCurrency &&
      inIt.every(isSame) &&
      others.filter(isSame).length * 10 < others.length
    );
  });
}

/** How far amounts lie from the mean of their product on the scale of logarithms, squared, in the mean of all rows. */
function spreadWithin(amounts: Float64Array, product: number, table: TableEvidence): number {
  const groups = new Map<string, number[]>();
  amounts.forEach((amount, row) => {
    const text = table.text(row, product);
    if (amount > 0) groups.set(text, [...(groups.get(text) ?? []), Math.log(amount)]);
  });
  let [squares, rows] = [0, 0];
  for (const own of groups.values()) {
    const mean = own.reduce((sum, each) => sum + each, 0) / own.length;
    for (const each of own) squares += (each - mean) ** 2;
    rows += own.length;
  }
  return rows === 0 ? 0 : squares / rows;
}

/** Whether a heading is of pieces, whatever else is in it (`Total order quantity`), and not of money. */
function countsPieces(name: string): boolean {
  return saysAny(name, ['quantity']) && !saysAny(name, ['amount', 'revenue', 'price', 'money']);
}

function wantedMore(guesses: readonly Guess[], column: number, role: TradeRole, score: number): boolean {
  const isTrade = (each: Guess): boolean => each.role === 'units' || each.role === 'price' || each.role === 'revenue';
  return guesses.some((each) => each.column === column && each.role !== role && !isTrade(each) && each.score > score);
}
