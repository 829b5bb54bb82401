import type { ColumnRole } from '#ingest/file-kind.ts';
import type { DeclaredRole } from '#ingest/roles/column-roles.ts';
import { type HeadingMeaning, headingWords, saysReduced } from '#ingest/understanding/heading-words.ts';
import { hasMoreThanLine } from '#ingest/understanding/line-parts.ts';
import { meaningsOf, saysAny } from '#ingest/understanding/meaning-score.ts';
import type { TableEvidence } from '#ingest/understanding/table-evidence.ts';
import type { Guess } from '#ingest/understanding/weigh-guesses.ts';

type TradeRole = 'units' | 'price' | 'revenue';

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

/** A heading that says so little is worth a look at the values. */
const leastScore = 0.4;
/** Of a column without any known word in its heading: only what it makes with others counts. */
const contentScore = 0.3;
const orderTotalOrders = 2;
const orderTotalShare = 0.8;

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
          guess.role === role && guess.score >= leastScore && isNumeric(table, guess.column, role) && !isRate(guess),
      )
      .sort((a, b) => b.score - a.score)
      .slice(0, 7)
      .map(({ column, score }) => ({ column, score, isByContent: false }));
    const told = role === 'revenue' ? withoutCounts(named, table) : named;
    return [...told, ...(role === 'units' ? shipped(names, table) : []), ...byContent(role, assigned, names, table)];
  };
  const [named, listedRates, totals] = [
    chosen('units') < 0
      ? ofLinesOnly(withoutKept(of('units'), guesses, names, table), guesses, assigned, names, table)
      : of('units'),
    withoutExtras(withoutListed(of('price'), guesses, names, table), names, table),
    of('revenue'),
  ];
  const byHeading = guesses.filter((each) => !each.isByContent);
  const ofOrders = findOrderTotals(byHeading, assigned, listedRates, table);
  const ofLines = listedRates.filter(({ column }) => !ofOrders.includes(column));
  // The price of all that was ordered is none of a line.
  const doVary = ofOrders.every((column) => table.profiles[column].distinct > 2);
  const rates = ofLines.some(({ isByContent }) => doVary || !isByContent) ? ofLines : listedRates;
  const converted = inOneCurrency(named, rates, totals, guesses, names, table);
  const [prices, sums] = [converted ? [] : rates, converted ?? totals];
  const counts = countsCalledAmounts(named, prices, sums, names, table);
  const units = withoutOnes([...named, ...counts], table);
  const amounts = [
    ...sums.filter(({ column }) => !counts.some((each) => each.column === column)),
    ...amountsCalledPrices(units, prices, sums, table),
  ];
  const orderTotals = findOrderTotals(guesses, assigned, amounts, table);
  const others = [
    ...amountsWithFreight(units, prices, amounts, names, table),
    ...amountsLessFees(amounts, names, table),
  ];
  const found = best(
    units,
    prices,
    withoutUnpaid(units, prices, amounts, names, table).filter(
      ({ column }) => !orderTotals.includes(column) && !others.includes(column),
    ),
    names,
    table,
  );
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
    orderTotals,
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
  const isMixed = guesses.some(
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
  const found = [...inBooks, ...named].filter((each) => !isOwn(each));
  return isMixed && found.length > 0 && sums.every(({ score }) => score < 1) ? found : null;
}

/** Of what another role is called by its heading, and the values say. */
const provenScore = 0.6;

/** Whole numbers called amounts (`itemAmount`) that make another amount with a price, or can be none of it, count pieces. */
function countsCalledAmounts(
  units: readonly Option[],
  prices: readonly Option[],
  amounts: readonly Option[],
  names: readonly string[],
  table: TableEvidence,
): readonly Option[] {
  return amounts.flatMap(({ column, score, isByContent }) => {
    const { integerShare, maximum, distinct } = table.profiles[column];
    // As many pieces in every row, and not one, are none.
    const isConstant = distinct === 1 && maximum > 1;
    if (
      isByContent ||
      score === 1 ||
      meaningsOf(names[column]).has('price') ||
      integerShare < 0.98 ||
      maximum >= 1e5 ||
      isConstant
    )
      return [];
    const named = prices.filter((each) => !each.isByContent && each.column !== column);
    const isCount = named.some((price) =>
      [...amounts, ...prices].some(
        (sum) => sum.column !== column && table.product(column, price.column, sum.column) === 'exact',
      ),
    );
    const isAlone = units.every((each) => each.isByContent);
    const isOther = isAlone && named.length > 0 && named.every((price) => table.isNoAmountOf(column, price.column));
    return isCount || isOther ? [{ column, score: provenScore, isByContent }] : [];
  });
}

/** Prices of whole lines: another price times the pieces. */
function amountsCalledPrices(
  units: readonly Option[],
  prices: readonly Option[],
  amounts: readonly Option[],
  table: TableEvidence,
): readonly Option[] {
  const named = prices.filter(({ isByContent }) => !isByContent);
  const isMade = (column: number): boolean =>
    units.some((q) => named.some((p) => p.column !== column && table.product(q.column, p.column, column) === 'exact'));
  return named
    .filter(({ column }) => isMade(column) && !amounts.some((each) => each.column === column))
    .map((each) => ({ ...each, score: provenScore }));
}

/** Prices but those that a maker recommends or a list has: what a product keeps, whatever is paid for it, makes no amount. */
function withoutListed(
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
function withoutExtras(prices: readonly Option[], names: readonly string[], table: TableEvidence): readonly Option[] {
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

const listed =
  /\b(rrp|msrp|srp|uvp|pvpr|ppc)\b|(recommended|suggested) retail|list[\s_-]?price|listenpreis|吊牌价|建议零售价|メーカー希望|希望小売/i;

interface Option {
  readonly column: number;
  readonly score: number;
  readonly isByContent: boolean;
  /** Its values say what it is, though no product is exact. */
  readonly isByValue?: boolean;
}

interface Combination {
  readonly units?: Option;
  readonly price?: Option;
  readonly revenue?: Option;
  readonly relation: ReturnType<TableEvidence['product']>;
}

const relationWorth = { exact: 0.5, near: 0.4, unknown: 0, none: -0.6, share: -1.5 } as const;
/** What was paid in the end counts, not what it would have been before discounts. */
const paidWorth = 0.3;

function best(
  units: readonly Option[],
  prices: readonly Option[],
  amounts: readonly Option[],
  names: readonly string[],
  table: TableEvidence,
): Combination {
  let found: Combination = { relation: 'unknown' };
  let most = Number.NEGATIVE_INFINITY;
  const none = undefined;
  const { before, after } = discounted(units, prices, amounts, names, table);
  const ofLine = new Set(paidForLines(units, prices, amounts, names, table));
  // Where one column says how many were sold, what was ordered came in from a supplier.
  const saysSold = (column: number): boolean => meaningsOf(names[column]).has('sold');
  const saysOrdered = (column: number): boolean =>
    !saysSold(column) && (meaningsOf(names[column]).has('order') || /\bordered\b/i.test(names[column]));
  const sells = units.some(({ column, score }) => saysSold(column) && score >= 0.8);
  const paid = new Set([
    ...[...amounts, ...units].filter(({ column }) => isPaid(names[column])).map(({ column }) => column),
    ...prices
      .map(({ column }) => column)
      .filter((column) => saysReduced(names[column]) || meaningsOf(names[column]).has('deal')),
    ...after,
    ...ofLine,
  ]);
  // What is left of a price times its pieces after the discount is the amount, whatever it is called.
  const told = amounts.map((each) =>
    ofLine.has(each.column)
      ? { ...each, score: paidScore, isByValue: true }
      : each.score < provenScore && after.has(each.column)
        ? { ...each, score: provenScore, isByValue: true }
        : each,
  );
  for (const q of [...units, none])
    for (const p of [...prices, none])
      for (const a of [...told, none]) {
        if ((q && q.column === p?.column) || (q && q.column === a?.column) || (p && p.column === a?.column)) continue;
        const relation = q && p && a ? table.product(q.column, p.column, a.column) : 'unknown';
        // A tax is a fixed share of what was sold, beside whichever price.
        const isShare =
          q !== undefined &&
          a !== undefined &&
          prices.some(
            (each) =>
              !each.isByContent &&
              each.column !== a.column &&
              table.product(q.column, each.column, a.column) === 'share',
          );
        if (isShare) continue;
        const isUntold = a?.isByContent && !(a.isByValue && p && q);
        if (relation !== 'exact' && (q?.isByContent || p?.isByContent || isUntold)) continue;
        const worth =
          (q?.score ?? 0) +
          0.6 * (p?.score ?? 0) +
          (a?.score ?? 0) +
          // What was paid after a discount is no product, and proven all the same.
          (relation === 'none' && a && ofLine.has(a.column) ? 0 : relationWorth[relation]) +
          (a && paid.has(a.column) ? paidWorth : 0) -
          (a && before.has(a.column) && !after.has(a.column) ? 3 * paidWorth : 0) +
          (p && !a && paid.has(p.column) ? paidWorth : 0) -
          (p && !a && meaningsOf(names[p.column]).has('list') ? paidWorth : 0) +
          (q && paid.has(q.column) ? paidWorth : 0) -
          (q && sells && saysOrdered(q.column) ? paidWorth : 0);
        if (worth <= most + 1e-9) continue;
        most = worth;
        found = { ...(q ? { units: q } : {}), ...(p ? { price: p } : {}), ...(a ? { revenue: a } : {}), relation };
      }
  // What was delivered and paid for counts, where what was ordered does not make the amount.
  const { price, revenue, relation } = found;
  const sent =
    price && revenue && relation !== 'exact'
      ? units.find(
          ({ column, isByContent }) => isByContent && table.product(column, price.column, revenue.column) === 'exact',
        )
      : undefined;
  return sent ? { ...found, units: sent, relation: 'exact' } : found;
}

/** Amounts that are another one, or a price times its pieces, with what the delivery cost on top, and a tax beside it. */
function amountsWithFreight(
  units: readonly Option[],
  prices: readonly Option[],
  amounts: readonly Option[],
  names: readonly string[],
  table: TableEvidence,
): number[] {
  const taxes = numbersSaying('tax', names, table);
  const ofDelivery = numbersSaying('freight', names, table);
  const freights = ofDelivery.flatMap((freight) => [
    [freight],
    ...ofDelivery.flatMap((other) =>
      other > freight ? [[freight, other], ...taxes.map((tax) => [freight, other, tax])] : [],
    ),
    ...taxes.flatMap((tax) => (tax === freight ? [] : [[freight, tax]])),
  ]);
  // Beside pieces and their price the values say what was put on top, whatever it is called.
  const onTop = numbersApart(onlyOfLine, names, table);
  const partsOf = [...new Set([...onTop, ...taxes])].filter((each) => table.profiles[each].percentShare < 0.5);
  const rates = [
    ...taxes.filter((each) => table.profiles[each].maximum < 40 && table.profiles[each].distinct < 7),
    ...numbersSaying('discount', names, table).filter(
      (each) => /[%％]/.test(names[each]) || table.profiles[each].percentShare > 0.5,
    ),
  ];
  const pairs = plainOnly(units).flatMap((q) => plainOnly(prices).map((p) => [q.column, p.column] as const));
  return amounts.flatMap(({ column }) => {
    const parts = partsOf
      .filter((each) => each !== column)
      .flatMap((each) => {
        const [name, isTax] = [names[each], taxes.includes(each)];
        const isAside = !isTax && (saysAny(name, ['freight', 'ship', 'fee', 'cost']) || aside.test(name));
        // A platform's fee and a deposit that was paid are off, a fee for a service and one on bottles on top.
        const isEither = saysAny(name, ['fee', 'freight', 'ship']) || aside.test(name);
        const signs = isEither ? ([1, -1] as const) : ([saysAny(name, ['discount', 'cost']) ? -1 : 1] as const);
        return signs.map((sign) => ({ numbers: table.numbers(each), sign, isAside }));
      });
    const isOnTop =
      !pairs.some(([q, p]) => table.product(q, p, column) === 'exact') &&
      pairs.some(
        ([q, p]) =>
          q !== column &&
          p !== column &&
          hasMoreThanLine(
            table.numbers(column),
            table.numbers(q),
            table.numbers(p),
            parts.filter(({ numbers }) => numbers !== table.numbers(q) && numbers !== table.numbers(p)),
            rates.map((rate) => table.numbers(rate).map((each) => (taxes.includes(rate) ? each : -each))),
          ),
      );
    const isSum = (freight: readonly number[]): boolean =>
      !freight.includes(column) &&
      ((!isPaid(names[column]) &&
        amounts.some((each) => each.column !== column && table.isSum([each.column], freight, column))) ||
        prices.some(({ column: price }) => price !== column && table.isSum([price], freight, column)) ||
        units.some((q) => prices.some((p) => table.isSum([q.column, p.column], freight, column))));
    return isOnTop || freights.some(isSum) ? [column] : [];
  });
}

/** What is paid beside the goods, and for nothing that is one. */
const aside =
  /(?<!\p{L})tips?(?!\p{L})|trinkgeld|pourboire|propina|gorjeta|mancia|fooi|dricks|小费|服务费|サービス料|service|servizio|servicio|serviço|bedienung|pfand|statiegeld|(?<!\p{L})pant(?!\p{L})|deposit|anzahlung|acompte|caparra|zadatek|zaliczka|aanbetaling|voorschot|аванс|订金|定金|前受|[eé]co-?part|recupel|gift[\s_-]?wrap|geschenkverpackung|emballage[\s_]cadeau|carriage|p\s?&\s?p(?!\p{L})|portes|(?<!\p{L})port(?!\p{L})|versandpauschale|frachtkosten|forsendelse|toimitus|postak[oö]lts|trasporto|spese postali|verzending|bezorg|levering|dostaw|teslimat|entrega|配送|택배|배송|έξοδα αποστολής|consignor|withholding/iu;

const plainOnly = (options: readonly Option[]): Option[] => options.filter(({ isByContent }) => !isByContent);

/** What a line comes to, or is made of: none of what is put on top or taken off. */
const onlyOfLine = [
  'tax',
  'excluding',
  'price',
  'revenue',
  'total',
  'quantity',
  'net',
  'gross',
  'sold',
  'list',
] as const;

/** So many columns of numbers are no parts of a line's amount. */
const mostParts = 24;

/** Columns of numbers of several sizes under headings that say none of these; none where there are too many. */
function numbersApart(
  meanings: readonly HeadingMeaning[],
  names: readonly string[],
  { profiles }: TableEvidence,
): number[] {
  const found = names.flatMap((name, column) => {
    const { numberShare, distinct, filled, sampled } = profiles[column];
    const doVary = distinct > 1 || (filled > 0 && filled < sampled);
    return numberShare > 0.5 && doVary && !saysAny(name, meanings) ? [column] : [];
  });
  return found.length > mostParts ? [] : found;
}

/** Columns of numbers under headings of a meaning. */
function numbersSaying(
  meaning: 'freight' | 'tax' | 'fee' | 'discount',
  names: readonly string[],
  { profiles }: TableEvidence,
): number[] {
  return names.flatMap((name, column) =>
    meaningsOf(name).has(meaning) && profiles[column].numberShare > 0.5 ? [column] : [],
  );
}

/** Amounts that are another one less the fee beside it, or all other figures of a row with fees among them: what was paid out, not what was paid. */
function amountsLessFees(amounts: readonly Option[], names: readonly string[], table: TableEvidence): number[] {
  const fees = numbersSaying('fee', names, table);
  const figures = numbersApart(['id', 'code', 'order', 'document', 'quantity', 'line'], names, table);
  const isAll = (column: number): boolean => {
    const parts = figures.filter((each) => each !== column);
    const own = table.numbers(column);
    const told = [...own.keys()].filter((row) => !Number.isNaN(own[row]));
    const same = told.filter(
      (row) => Math.abs(parts.reduce((sum, part) => sum + (table.numbers(part)[row] || 0), -own[row])) < 0.011,
    );
    return parts.length > 2 && told.length > 0 && same.length >= told.length * 0.95;
  };
  return amounts.flatMap(({ column }) =>
    (fees.length > 0 && isAll(column)) ||
    fees.some((fee) =>
      figures.some((whole) => whole !== column && whole !== fee && table.isWith([whole], fee, column, -1)),
    )
      ? [column]
      : [],
  );
}

/** Amounts and prices that are others of the table, or a price times its pieces, less a discount, which may stand beside them; and those others. */
function discounted(
  units: readonly Option[],
  prices: readonly Option[],
  amounts: readonly Option[],
  names: readonly string[],
  table: TableEvidence,
): { readonly before: ReadonlySet<number>; readonly after: ReadonlySet<number> } {
  const discounts = numbersSaying('discount', names, table);
  const money = [...prices, ...amounts];
  const wholes = [
    ...money.filter(({ isByContent }) => !isByContent).map(({ column }) => [column]),
    ...units.flatMap((q) => prices.map((p) => [q.column, p.column])),
  ];
  const [before, after] = [new Set<number>(), new Set<number>()];
  for (const discount of discounts)
    for (const { column } of money)
      for (const whole of wholes) {
        if (discount === column || whole.includes(column) || whole.includes(discount)) continue;
        if (!table.isSum(whole, discount, column, 'off') && !table.isSum(whole, discount, column, 'percent-off'))
          continue;
        after.add(column);
        if (whole.length === 1) before.add(whole[0]);
      }
  // By the values alone, where no tax tells them apart.
  const pieces = units.filter(({ isByContent }) => !isByContent).map(({ column }) => column);
  const plain = (options: readonly Option[]): Option[] =>
    options.filter(({ column, score }) => score >= 0.5 && !pieces.includes(column));
  const saysOfTaxes = ({ column }: Option): string =>
    taxed.filter((each) => meaningsOf(names[column]).has(each)).join();
  for (const options of [plain(prices), plain(amounts)])
    for (const lower of options)
      for (const higher of options) {
        if (lower === higher || lower.score < higher.score - mostLess) continue;
        if (saysOfTaxes(lower) !== saysOfTaxes(higher)) continue;
        // Where each row is a piece only words tell what was paid from what several cost.
        if (pieces.length === 0 && !isPaid(names[lower.column])) continue;
        if (!table.isReduced(lower.column, higher.column, pieces)) continue;
        after.add(lower.column);
        before.add(higher.column);
      }
  return { before, after };
}

/**
 * Amounts under headings that say little which the values prove to be what was paid for each line: price times pieces in many rows and
 * lower in some, or that less what another column has in some rows.
 */
function paidForLines(
  units: readonly Option[],
  prices: readonly Option[],
  amounts: readonly Option[],
  names: readonly string[],
  table: TableEvidence,
): number[] {
  // A part of every line is a fee or a cost.
  const off = numbersApart([...onlyOfLine, ...notTaken], names, table).filter((column) => {
    const numbers = table.numbers(column);
    return numbers.filter((each) => !each).length >= numbers.length * 0.2;
  });
  const pairs = units.flatMap((q) => prices.map((p) => [q.column, p.column] as const));
  const untold = amounts.filter(({ column, isByContent }) => isByContent || saysAny(names[column], ['pay']));
  if (untold.length > mostParts) return [];
  return untold.flatMap(({ column }) => {
    const isPaid = pairs.some(
      ([q, p]) =>
        p !== column &&
        q !== column &&
        (table.isReducedProduct(column, q, p) ||
          off.some((each) => each !== column && table.isWith([q, p], each, column, -1))),
    );
    return isPaid ? [column] : [];
  });
}

/** Of what was paid by its values, whatever its heading. */
const paidScore = 0.8;

const notTaken = ['fee', 'freight', 'ship', 'cost', 'profit', 'refund', 'amount', 'points'] as const;
const taxed = ['tax', 'excluding', 'net', 'gross'] as const;
/** How much less the heading of what was paid may say so. */
const mostLess = 0.2;

function isPaid(name: string): boolean {
  const meanings = meaningsOf(name);
  return meanings.has('pay') || meanings.has('net') || meanings.has('deal');
}

/** Numbers above zero; pieces may all stand below it, as they go out of a ledger. */
function isNumeric({ profiles }: TableEvidence, column: number, role?: TradeRole): boolean {
  const { numberShare, filled, maximum, minimum, percentShare } = profiles[column];
  if (percentShare > 0.5) return false;
  return filled === 0 || (numberShare >= 0.5 && (maximum > 0 || (role === 'units' && minimum < 0)));
}

/** Amounts but whole numbers without a currency's sign, where others have one. */
function withoutCounts(amounts: readonly Option[], { profiles }: TableEvidence): readonly Option[] {
  const isSigned = ({ column }: Option): boolean => profiles[column].currencies.length > 0;
  if (!amounts.some(isSigned)) return amounts;
  return amounts.filter((each) => isSigned(each) || profiles[each.column].integerShare < 0.98);
}

/** Amounts but what was paid so far: nothing in some rows that have a price, or another amount. */
function withoutUnpaid(
  units: readonly Option[],
  prices: readonly Option[],
  amounts: readonly Option[],
  names: readonly string[],
  table: TableEvidence,
): readonly Option[] {
  const isOpen = ({ column }: Option): boolean => {
    const paid = table.numbers(column);
    const isOwed = (row: number): boolean =>
      !(Math.abs(paid[row]) > 0) &&
      (amounts.some((each) => each.column !== column && !each.isByContent && table.numbers(each.column)[row] > 0) ||
        plainOnly(units).some((q) =>
          plainOnly(prices).some((p) => table.numbers(q.column)[row] * table.numbers(p.column)[row] > 0),
        ));
    const owed = [...paid.keys()].filter(isOwed).length;
    return owed >= 2 && owed >= paid.length * 0.03;
  };
  return amounts.filter((each) => !(meaningsOf(names[each.column]).has('pay') && isOpen(each)));
}

/** A count that is 1 in every line counts lines: where another column of pieces varies, that one says how many. */
function withoutOnes(units: readonly Option[], table: TableEvidence): readonly Option[] {
  const isOnes = ({ column }: Option): boolean =>
    table.numbers(column).every((value) => value === 1 || Number.isNaN(value));
  const others = units.filter((option) => !isOnes(option));
  return others.some(({ isByContent }) => !isByContent) ? others : units;
}

/** Beside a running total pieces but those that each product keeps from day to day: so many were bought. */
function withoutKept(
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

/** Pieces but those that a heading calls a total: the same on all its lines, and at least as many as these are. */
function ofLinesOnly(
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

/** Counts of what was delivered (`Geliefert`, `Livré`): the pieces, where these and the price make the amount. */
function shipped(names: readonly string[], { profiles }: TableEvidence): Option[] {
  return names.flatMap((name, column) => {
    const { numberShare, integerShare, maximum, distinct } = profiles[column];
    const means = [...meaningsOf(name)];
    const isTold = means.includes('ship') && means.every((each) => ofShipped.includes(each));
    const areCounts = numberShare > 0.95 && integerShare > 0.98 && maximum < 1e5 && distinct > 1;
    return isTold && areCounts ? [{ column, score: contentScore, isByContent: true }] : [];
  });
}

const ofShipped: readonly string[] = ['ship', 'quantity', 'product', 'order', 'total'];

/** Columns of numbers whose headings have no known word. */
function byContent(
  role: TradeRole,
  assigned: readonly unknown[],
  names: readonly string[],
  { profiles }: TableEvidence,
): Option[] {
  return profiles.flatMap((profile, column) => {
    const isOpen =
      !assigned[column] &&
      (headingWords(names[column]).every(({ means }) => means.length === 0) ||
        (role === 'revenue' &&
          (spent.test(names[column]) || [...meaningsOf(names[column])].every((each) => ofPayment.includes(each)))));
    const fits = profile.numberShare > 0.95 && profile.maximum > 0 && (role !== 'units' || profile.integerShare > 0.98);
    return isOpen && fits && profile.distinct > 1 ? [{ column, score: contentScore, isByContent: true }] : [];
  });
}

/** What a heading of what was paid may say, where the values say the rest. */
const ofPayment: readonly HeadingMeaning[] = ['finish', 'pay', 'customer', 'document', 'order', 'deal', 'fee'];

/** What households spend, of which ads speak as well. */
export const spent = /^(?:total[\s_]?)?(?:spend|spent)$/i;

function wantedMore(guesses: readonly Guess[], column: number, role: TradeRole, score: number): boolean {
  const isTrade = (each: Guess): boolean => each.role === 'units' || each.role === 'price' || each.role === 'revenue';
  return guesses.some((each) => each.column === column && each.role !== role && !isTrade(each) && each.score > score);
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

function findOrderTotals(
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
