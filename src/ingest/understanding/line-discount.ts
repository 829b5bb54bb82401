import type { ColumnReport } from '#ingest/import-report.ts';
import { roleAt } from '#ingest/roles/column-roles.ts';
import { saysAny } from '#ingest/understanding/meaning-score.ts';
import type { TableEvidence } from '#ingest/understanding/table-evidence.ts';

/** A column that says what is taken off each line, where none says what was paid for it. */
export interface LineDiscount {
  readonly column: number;
  /** What one of its units takes off: 0 for an amount, else a part of the line (0.01 for per cent); null where that is not known. */
  readonly part: number | null;
  /** The amount is that of a piece. */
  readonly isOfPiece: boolean;
}

/** Rows with a discount that must tell. */
const leastRows = 3;

/** Of the lines with a discount nearly all have to be as much as their pieces cost: some came in part. */
const mostlyWhole = 0.95;

/** Where every line is worth so much, what is taken off below 1 is a share of it. */
const leastOfFractions = 20;

/** Different round discounts that may well be steps of per cent. */
const mostSteps = 12;

/** What the heading of an order's discount, a code or a price may say. */
const ofOthers = [
  'order',
  'cart',
  'price',
  'id',
  'code',
  'name',
  'tax',
  'freight',
  'ship',
  'category',
  'average',
] as const;
/** `平台优惠` is paid by the platform, a 折扣 of 0.9 and a 掛率 of 90 leave nine tenths. */
const notTakenOff = /平台|platform|(?:折扣|掛け?)率?(?:\s?[(（]?[%％][)）]?)?$/i;

function discountsOf(columns: readonly ColumnReport[], table: TableEvidence): readonly ColumnReport[] {
  const { profiles } = table;
  const price = roleAt(columns, 'price');
  // A price may be one after discounts by its own words, but not by those for what a shop asks.
  if (!price || (saysAny(price.name, ['net', 'deal', 'pay', 'average']) && !/판매|sell/i.test(price.name))) return [];
  const given = columns.filter(({ role, evidence }) => role === 'discount' && evidence.from === 'chosen');
  if (given.length > 0) return given;
  const order = roleAt(columns, 'order');
  const found = columns.filter(
    ({ role, name, index }) =>
      !saysAny(name.replace(/rate/i, ''), ['price', 'average', 'ship', 'freight']) &&
      (role === 'discount' || isNamed(role, name) || (role === '' && isInShort(name, index, table))) &&
      profiles[index].numberShare > 0.8 &&
      profiles[index].distinct > 1,
  );
  // Beside that of each line the order's own may stand, told on its first line.
  const ofLines = found.filter(({ index }) => !order || !table.isOnFirstOf(index, order.index));
  return ofLines.length > 0 ? ofLines : found;
}

/** Whether a column that is nothing else is called a discount, or a promotion, of which the cells say how much it was. */
const isNamed = (role: ColumnReport['role'], name: string): boolean =>
  (role === '' || role === 'promotion') && saysAny(name, ['discount', 'promotion']) && !saysAny(name, ofOthers);

/** `Rab.`, `Kort.%`: steps of per cent in some rows, under a heading that is no whole word. */
function isInShort(name: string, index: number, table: TableEvidence): boolean {
  const numbers = [...table.numbers(index)];
  const given = numbers.filter((each) => each > 0);
  return (
    /^\p{L}{2,5}(?:\.\s?%?|\s?%)$/u.test(name.trim()) &&
    given.length >= leastRows &&
    given.length <= numbers.length * 0.8 &&
    given.every((each) => each < 100 && each % 5 === 0)
  );
}

/** What is taken off each line; null without a column that says it, and where the price is one after discounts. */
export function findLineDiscount(columns: readonly ColumnReport[], table: TableEvidence): LineDiscount | null {
  const price = roleAt(columns, 'price');
  if (!price) return findWithoutPrice(columns, table);
  const [found, ...others] = discountsOf(columns, table);
  if (!found || !isWhole(found, price, columns, table)) return null;
  const [units, prices] = [roleAt(columns, 'units'), table.numbers(price.index)];
  const pieces = units && !isOfPiece(found.name) ? table.numbers(units.index) : null;
  const lineAt = (row: number): number => prices[row] * (pieces ? pieces[row] : 1);
  const paid = [price, roleAt(columns, 'revenue')].flatMap((each) => (each ? [each.index] : []));
  const isBefore = ({ index }: ColumnReport): boolean =>
    !paid.includes(index) &&
    index !== found.index &&
    table.profiles[index].numberShare > 0.8 &&
    paid.some(
      (each) =>
        table.isSum([index], found.index, each, 'off') ||
        table.isSum([index], found.index, each, 'percent-off') ||
        isLeft(each, index, found.index, units, table),
    );
  if (columns.some(isBefore) || isOffAlready(found, paid, columns, table)) return null;
  const part = others.length > 0 || notTakenOff.test(found.name) ? null : partOf(found, lineAt, columns, table);
  return { column: found.index, part, isOfPiece: isOfPiece(found.name) };
}

/** `за шт.`, and not `за все шт.` */
const isOfPiece = (name: string): boolean => saysAny(name, ['each']) && !saysAny(name, ['total']);

/** Rates of tax of which a shop has so few. */
const mostRates = 4;

/** Whether the price or the amount is one of two others that differ by the discount, the lower one, with its tax: it was taken off already. */
function isOffAlready(
  found: ColumnReport,
  paid: readonly number[],
  columns: readonly ColumnReport[],
  table: TableEvidence,
): boolean {
  const others = columns.filter(
    ({ index }) => index !== found.index && !paid.includes(index) && table.profiles[index].numberShare > 0.8,
  );
  const off = table.numbers(found.index);
  const rows = [...off.keys()].filter((row) => off[row]);
  const isTaxed = (lower: number): boolean =>
    paid.some((each) => {
      const [all, own] = [table.numbers(each), table.numbers(lower)];
      const rates = rows.map((row) => Math.round((100 * all[row]) / own[row]));
      return new Set(rates).size <= mostRates && rates.every((rate) => rate >= 100 && rate <= 130);
    });
  const isLess = (lower: number, higher: number): boolean => {
    const [own, all] = [table.numbers(lower), table.numbers(higher)];
    return rows.every((row) => {
      const part = off[row] > 1 ? off[row] / 100 : off[row];
      return [all[row] - off[row], all[row] * (1 - part)].some((rest) => Math.abs(rest - own[row]) < 0.011);
    });
  };
  const after = others.filter(({ index }) => rows.length >= leastRows && isTaxed(index));
  return after.some((lower) => others.some(({ index }) => index !== lower.index && isLess(lower.index, index)));
}

/** Whether one amount or price is another with the discount of the line, or of the piece, taken off, in nearly all rows: the whole line, each piece, or each piece of what the line has off. */
function isLeft(
  left: number,
  before: number,
  off: number,
  units: ColumnReport | undefined,
  table: TableEvidence,
): boolean {
  const [rest, whole, less] = [left, before, off].map((column) => table.numbers(column));
  const pieces = units && units.index !== before ? table.numbers(units.index) : null;
  const rows = [...rest.keys()].filter((row) => rest[row] > 0 && whole[row] > 0);
  const isSo = (expected: (row: number) => number): boolean =>
    rows.filter((row) => Math.abs(expected(row) - rest[row]) < 0.011).length >= rows.length * 0.95;
  const isOff = (row: number): boolean => Math.abs(less[row] || 0) > 0.005;
  const offOf = (row: number): number => Math.abs(less[row] || 0);
  return (
    rows.length >= 2 * leastRows &&
    rows.filter(isOff).length >= leastRows &&
    (isSo((row) => whole[row] - offOf(row)) ||
      (pieces !== null &&
        (isSo((row) => whole[row] * pieces[row] - offOf(row)) || isSo((row) => whole[row] - offOf(row) / pieces[row]))))
  );
}

/** Where amounts are those of each piece, whatever the discount beside them, it was not taken off, and no price says of what it would be. */
function findWithoutPrice(columns: readonly ColumnReport[], table: TableEvidence): LineDiscount | null {
  const [pieces, paid] = [roleAt(columns, 'units'), roleAt(columns, 'revenue')];
  const product = roleAt(columns, 'product') ?? roleAt(columns, 'name');
  const given = columns.filter(
    ({ role, name, index }) =>
      (role === 'discount' || isNamed(role, name)) &&
      !saysAny(name, ['average']) &&
      table.profiles[index].numberShare > 0.8 &&
      table.profiles[index].distinct > 1,
  );
  if (given.length === 0 || !product || !paid || !pieces) return null;
  if (!table.keepsRatio(product.index, paid.index, pieces.index)) return null;
  const amounts = table.numbers(paid.index);
  const [found] = given;
  const isBefore = ({ index }: ColumnReport): boolean =>
    index !== paid.index &&
    index !== found.index &&
    table.profiles[index].numberShare > 0.8 &&
    isLeft(paid.index, index, found.index, pieces, table);
  if (columns.some(isBefore)) return null;
  const isOne = given.length === 1 && !notTakenOff.test(found.name) && !saysAny(found.name, ['each']);
  const part = isOne ? partOf(found, (row) => amounts[row], columns, table) : null;
  return { column: found.index, part, isOfPiece: false };
}

/** Whether an amount that is there is the price times the pieces wherever something is taken off: as far from what was paid as these. */
function isWhole(
  { index }: ColumnReport,
  price: ColumnReport,
  columns: readonly ColumnReport[],
  table: TableEvidence,
): boolean {
  const [units, amount] = [roleAt(columns, 'units'), roleAt(columns, 'revenue')];
  if (!amount) return true;
  if (!units) return false;
  const [off, prices, pieces, sums] = [index, price.index, units.index, amount.index].map((each) =>
    table.numbers(each),
  );
  const rows = [...off.keys()].filter((row) => off[row]);
  const whole = rows.filter((row) => Math.abs(prices[row] * pieces[row] - sums[row]) < 0.011);
  return whole.length >= rows.length * mostlyWhole;
}

/** An amount that is never more than the line, and other than for the other lines of its order, or a part of it. */
function partOf(
  { index, name }: ColumnReport,
  lineAt: (row: number) => number,
  columns: readonly ColumnReport[],
  table: TableEvidence,
): number | null {
  const { type, maximum, minimum } = table.profiles[index];
  const most = Math.max(maximum, -minimum);
  const isPart = saysAny(name, ['share']) || /rate|depth/i.test(name);
  const off = table.numbers(index);
  const rows = [...off.keys()].filter((row) => off[row] !== 0 && !Number.isNaN(off[row]));
  // `0.075` off a price of 3,000 is a share: nobody takes off a few cents.
  const isFraction = most < 1 && rows.every((row) => Math.abs(lineAt(row)) > leastOfFractions);
  const part = type === 'percent' || isFraction ? 1 : !isPart ? 0 : most <= 1 ? 1 : 0.01;
  if (rows.length < leastRows || most * part > 1) return null;
  // A hundred per cent in most rows is what is left.
  if (part > 0 && rows.filter((row) => Math.abs(off[row]) * part > 0.98).length * 2 > off.length) return null;
  if (part > 0) return part;
  // `5`, `10`, `20` may be per cent as well as money.
  const { distinct, currencies } = table.profiles[index];
  const areRound = distinct <= mostSteps && rows.every((row) => off[row] % 5 === 0);
  if (most < 100 && areRound && currencies.length === 0) return null;
  const isBelow = (row: number): boolean => Math.abs(off[row]) <= Math.abs(lineAt(row)) + 0.005;
  const order = roleAt(columns, 'order');
  const orders = new Map<string, number[]>();
  for (const row of order ? off.keys() : []) {
    const number = table.text(row, order?.index ?? 0);
    orders.set(number, [...(orders.get(number) ?? []), off[row]]);
  }
  // Told once for all lines of an order, it is the order's.
  if (order && table.isOnFirstOf(index, order.index)) return null;
  const several = [...orders.values()].filter((own) => own.length > 1 && own.some((each) => each !== 0));
  const ofOrders = several.filter((own) => own.every((each) => each === own[0]));
  return rows.every(isBelow) && ofOrders.length * 2 <= several.length ? 0 : null;
}
