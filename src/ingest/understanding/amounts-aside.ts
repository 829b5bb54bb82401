import { judgeUnder } from '#ingest/cleaning/order-state.ts';
import { type HeadingMeaning, headingWords, saysReduced } from '#ingest/understanding/heading-words.ts';
import { ofYearBefore } from '#ingest/understanding/headings.ts';
import { hasMoreThanLine } from '#ingest/understanding/line-parts.ts';
import { meaningsOf, saysAny } from '#ingest/understanding/meaning-score.ts';
import type { TableEvidence } from '#ingest/understanding/table-evidence.ts';
import { isNumeric, isPaid, type Option, plainOnly, type TradeOptions } from '#ingest/understanding/trade-options.ts';

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

/** What is paid beside the goods, and for nothing that is one. */
const aside =
  /(?<!\p{L})tips?(?!\p{L})|trinkgeld|pourboire|propina|gorjeta|mancia|fooi|dricks|小费|服务费|サービス料|service|servizio|servicio|serviço|bedienung|pfand|statiegeld|(?<!\p{L})pant(?!\p{L})|deposit|anzahlung|acompte|caparra|zadatek|zaliczka|aanbetaling|voorschot|аванс|订金|定金|前受|[eé]co-?part|recupel|gift[\s_-]?(?:wrap|cards?)|geschenkkarte|carte[\s_-]cadeau|tarjeta[\s_-]regalo|vale[\s_-]presente|carta[\s_-]regalo|cadeaubon|подарочн|礼品卡|储值卡|ギフトカード|store[\s_-]?credit|geschenkverpackung|emballage[\s_]cadeau|carriage|p\s?&\s?p(?!\p{L})|portes|(?<!\p{L})port(?!\p{L})|versandpauschale|frachtkosten|forsendelse|toimitus|postak[oö]lts|trasporto|spese postali|verzending|bezorg|levering|dostaw|teslimat|entrega|配送|택배|배송|έξοδα αποστολής|consignor|withholding/iu;

/** Amounts that are another one, or a price times its pieces, with what the delivery cost on top, and a tax beside it. */
export function amountsWithFreight({ units, prices, amounts, names, table }: TradeOptions): number[] {
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

/** Amounts that are another one less the fee beside it, or all other figures of a row with fees among them: what was paid out, not what was paid. */
export function amountsLessFees({ amounts, names, table }: TradeOptions): number[] {
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

/** What is still to be paid. */
const balance =
  /balance|outstanding|restbetrag|offener betrag|solde|reste [àa] payer|saldo|pendiente|остаток|долг|未付|欠款|尾款|残高|未入金|미수|잔금/i;

/** Amounts but what was paid so far: nothing in some rows that have a price, or another amount. */
export function withoutUnpaid(options: TradeOptions): readonly Option[] {
  const { units, prices, amounts, names, table } = options;
  // Where pieces are those that were paid, too, what was only ordered is another column.
  if (plainOnly(units).some(({ column }) => meaningsOf(names[column]).has('pay'))) return amounts;
  const rows = [...table.rows.keys()];
  const due = names.flatMap((name, column) => (balance.test(name) && isNumeric(table, column) ? [column] : []));
  const isOpen = ({ column }: Option, among: readonly number[]): boolean => {
    const paid = table.numbers(column);
    const isOwed = (row: number): boolean =>
      due.some((each) => table.numbers(each)[row] > 0) ||
      (!(Math.abs(paid[row]) > 0) &&
        (amounts.some((each) => each.column !== column && !each.isByContent && table.numbers(each.column)[row] > 0) ||
          plainOnly(units).some((q) =>
            plainOnly(prices).some((p) => table.numbers(q.column)[row] * table.numbers(p.column)[row] > 0),
          )));
    const owed = among.filter(isOwed).length;
    return owed >= 2 && owed >= paid.length * 0.03;
  };
  // Of what is left after a discount an order that came to nothing was not paid for.
  const { after } = discounted(options);
  const states = names.flatMap((name, column) => (saysAny(name, ['status']) ? [column] : []));
  const standing = rows.filter((row) => !states.some((at) => judgeUnder(names[at])(table.text(row, at))));
  const isUnpaid = (each: Option): boolean => isOpen(each, after.has(each.column) ? standing : rows);
  return amounts.filter((each) => !(meaningsOf(names[each.column]).has('pay') && isUnpaid(each)));
}

const notPaid = ['fee', 'freight', 'ship', 'cost', 'profit', 'refund'] as const;
const notTaken = [...notPaid, 'amount', 'points'] as const;

/**
 * Amounts under headings that say little which the values prove to be what was paid for each line: price times pieces in many rows and
 * lower in some, or that less what another column has in some rows; or another amount less whole per cents or round sums, where the heading says so.
 */
export function paidForLines({ units, prices, amounts, names, table }: TradeOptions): number[] {
  // A part of every line is a fee or a cost.
  const off = numbersApart([...onlyOfLine, ...notTaken], names, table).filter((column) => {
    const numbers = table.numbers(column);
    return numbers.filter((each) => !each).length >= numbers.length * 0.2;
  });
  const pairs = units.flatMap((q) => prices.map((p) => [q.column, p.column] as const));
  // Beside a tax net and total are of it.
  const isTaxed = names.some((name) => saysAny(name, ['tax']));
  const ofWhat = ['pay', 'document', ...(isTaxed ? [] : (['net', 'total', 'deal'] as const))] as const;
  const untold = amounts.filter(({ column, isByContent }) => isByContent || saysAny(names[column], ofWhat));
  if (untold.length > mostParts) return [];
  const others = numbersApart(['discount', 'promotion'], names, table);
  return untold.flatMap(({ column }) => {
    const isPaid = pairs.some(
      ([q, p]) =>
        p !== column &&
        q !== column &&
        (table.isReducedProduct(column, q, p) ||
          off.some((each) => each !== column && table.isWith([q, p], each, column, -1))),
    );
    const isOff = saysReduced(names[column]) && !saysAny(names[column], notPaid);
    const isLess = (whole: Option): boolean =>
      whole.column !== column &&
      whole.score >= 0.5 &&
      table.isReduced(column, whole.column, [], isOff ? 0 : undefined, leastPaid) &&
      (isOff || table.isByRoundParts(column, whole.column)) &&
      // What is left for somebody else stands beside it.
      !others.some(
        (rest) => rest !== column && rest !== whole.column && table.isWith([whole.column], rest, column, -1),
      );
    const saysPaid = isOff || isNothingButPaid(names[column]);
    return isPaid || (saysPaid && plainOnly(amounts).some(isLess)) ? [column] : [];
  });
}

/** What a customer pays at least of what a line costs; half of it may be the price of one of two pieces. */
const leastPaid = 0.5;

/** Meanings that the words of such a heading may have. */
const ofPaid: readonly HeadingMeaning[] = ['pay', 'deal', 'document', 'amount', 'customer', 'net', 'total', 'order'];

/** Whether every word of a heading is of what was paid or billed: in cash, so far, to somebody or the year before is something else. */
const isNothingButPaid = (name: string): boolean =>
  saysAny(name, ['pay', 'document']) &&
  !ofYearBefore.test(name) &&
  headingWords(name).every(({ means }) => means.some((each) => ofPaid.includes(each)));

const taxed = ['tax', 'excluding', 'net', 'gross'] as const;

/** How much less the heading of what was paid may say so. */
const mostLess = 0.2;

/** Amounts and prices that are others of the table, or a price times its pieces, less a discount, which may stand beside them; and those others. */
export function discounted({ units, prices, amounts, names, table }: TradeOptions): {
  readonly before: ReadonlySet<number>;
  readonly after: ReadonlySet<number>;
} {
  const discounts = numbersSaying('discount', names, table);
  const money = [...prices, ...amounts];
  const wholes = [
    ...money.filter(({ isByContent }) => !isByContent).map(({ column }) => [column]),
    ...units.flatMap((q) => prices.map((p) => [q.column, p.column])),
  ];
  const [before, after] = [new Set<number>(), new Set<number>()];
  // That of a campaign and that of a coupon may be off together.
  const offs = [...discounts.map((each) => [each]), ...(discounts.length > 1 ? [discounts] : [])];
  for (const off of offs)
    for (const { column } of money)
      for (const whole of wholes) {
        if (whole.includes(column) || [column, ...whole].some((each) => off.includes(each))) continue;
        if (!table.isSum(whole, off, column, 'off') && !table.isSum(whole, off, column, 'percent-off')) continue;
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
