import type { ColumnReport } from '#ingest/import-report.ts';
import { roleAt } from '#ingest/roles/column-roles.ts';
import { roleScore } from '#ingest/roles/role-score.ts';
import { bareHeading, headingWords } from '#ingest/understanding/heading-words.ts';
import { meaningsOf, saysAny } from '#ingest/understanding/meaning-score.ts';
import type { TableEvidence } from '#ingest/understanding/table-evidence.ts';

/** Products sold in several quantities that must tell, and the share of them that must say the same. */
const leastProducts = 2;
const leastShare = 0.9;
/** How much steadier one reading has to be than the other: relative spread against relative spread. */
const steadier = 0.25;
const exactly = 0.005;
/** What is left of a line after a discount. */
const leastLeft = 0.6;
/** How many times the lowest price of a product its highest may be where it is one product in one size. */
const mostVaried = 1.35;
/** Share of the rows of which nothing was taken off. */
const leastSame = 0.3;

/**
 * The column called a price whose cells are the amounts of whole lines, as in Amazon's order reports (`item-price`), -1 when
 * there is none: taken for a price it would count pieces twice. Told by products that were sold in several quantities: there
 * the cells divided by the quantity hardly vary and the cells themselves do.
 */
export function findLineAmount(table: TableEvidence, columns: readonly ColumnReport[]): number {
  const price = roleAt(columns, 'price');
  if (!price || roleAt(columns, 'revenue')) return -1;
  if (isMisnamed(table, columns, price, 'price')) return price.index;
  // What is left of such a one after a discount (`Gross Price`, `Net Price`) is one, too.
  const units = roleAt(columns, 'units');
  const isLeftOf = ({ index }: ColumnReport): boolean => {
    const [left, whole] = [table.numbers(price.index), table.numbers(index)];
    const pieces = units && table.numbers(units.index);
    const lines = [...left.keys()].filter((row) => whole[row] > 0);
    const several = lines.filter((row) => pieces && pieces[row] > 1);
    const isSame = (row: number): boolean => Math.abs(left[row] - whole[row]) < 0.011;
    return (
      lines.filter(isSame).length >= lines.length * leastSame &&
      several.some(isSame) &&
      lines.every((row) => left[row] <= whole[row] + 0.005)
    );
  };
  const isWhole = (column: ColumnReport): boolean =>
    column.role === '' &&
    meaningsOf(column.name).has('price') &&
    table.profiles[column.index].numberShare > 0.95 &&
    isLeftOf(column) &&
    isMisnamed(table, columns, column, 'price');
  return price.evidence.from !== 'chosen' && columns.some(isWhole) ? price.index : -1;
}

/** The column called an amount whose cells are the prices of single pieces (`Valor do Produto`), -1 when there is none. */
export function findUnitPrice(table: TableEvidence, columns: readonly ColumnReport[]): number {
  const [units, price, amount] = [roleAt(columns, 'units'), roleAt(columns, 'price'), roleAt(columns, 'revenue')];
  if (!amount || amount.evidence.from === 'chosen') return -1;
  const isEach =
    units &&
    price &&
    table.product(units.index, price.index, amount.index) === 'each' &&
    !table.isLineWith(amount.index, units.index, price.index);
  return isEach || isMisnamed(table, columns, amount, 'revenue') ? amount.index : -1;
}

/** Whether pieces and prices stand under each other's headings: whole numbers that vary called prices, broken ones that a product keeps called pieces. */
export function areSwapped(table: TableEvidence, columns: readonly ColumnReport[]): boolean {
  const [units, price] = [roleAt(columns, 'units'), roleAt(columns, 'price')];
  const product = roleAt(columns, 'product') ?? roleAt(columns, 'name');
  if (!units || !price || !product || units.evidence.from === 'chosen' || price.evidence.from === 'chosen')
    return false;
  const wholeShare = ({ index }: ColumnReport): number => table.profiles[index].integerShare;
  return wholeShare(price) > 0.98 && wholeShare(units) < 0.5 && isOnePiece(table, units.index, product.index);
}

/** Whether a column called a price or an amount is the other one. */
function isMisnamed(
  table: TableEvidence,
  columns: readonly ColumnReport[],
  money: ColumnReport,
  role: 'price' | 'revenue',
): boolean {
  const units = roleAt(columns, 'units');
  const product = roleAt(columns, 'product') ?? roleAt(columns, 'name') ?? roleAt(columns, 'category');
  if (!product || money.evidence.from === 'chosen') return false;
  if (!units) return role === 'revenue' && !roleAt(columns, 'price') && isOnePiece(table, money.index, product.index);
  const lines = new Map<string, { readonly money: number; readonly units: number }[]>();
  const pieces = table.numbers(units.index);
  for (const [row, amount] of table.numbers(money.index).entries()) {
    const line = { money: amount, units: pieces[row] };
    if (!(line.money > 0 && line.units > 0)) continue;
    const key = table.text(row, product.index);
    const known = lines.get(key);
    if (known) known.push(line);
    else lines.set(key, [line]);
  }
  let [asAmount, asPrice, exact] = [0, 0, 0];
  const rows = { asAmount: 0, asPrice: 0 };
  for (const own of lines.values()) {
    // Beside what a single piece mostly costs each line of several says what it is, with a discount, too.
    const ones = own.filter((line) => line.units === 1).map((line) => line.money);
    const one = Math.max(...ones) <= mostVaried * Math.min(...ones) ? middleOf(ones) : Number.NaN;
    for (const line of own) {
      if (line.units < 2) continue;
      const times = line.money / one;
      if (times > mostVaried && times > line.units * leastLeft) rows.asAmount += 1;
      else if (times < 1.1) rows.asPrice += 1;
    }
    if (new Set(own.map((line) => line.units)).size < 2) continue;
    const whole = relativeSpread(own.map((line) => line.money));
    const each = relativeSpread(own.map((line) => line.money / line.units));
    if ((role === 'price' ? each : whole) < exactly) exact += 1;
    if (each < steadier * whole) asAmount += 1;
    else if (whole < steadier * each) asPrice += 1;
  }
  const found = role === 'price' ? asAmount : asPrice;
  // A single product tells where what it costs was the same whatever the pieces, cent by cent.
  const isTold = found >= leastProducts || (found > 0 && exact === found);
  const areRows =
    role === 'price' && !meaningsOf(money.name).has('each') && rows.asAmount > 0 && rows.asPrice === 0 && asPrice === 0;
  return areRows || (isTold && found >= leastShare * (asAmount + asPrice));
}

/** NaN of none. */
function middleOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Rows of a product that tell how its amounts vary. */
const leastRows = 3;
/** An amount of two pieces is twice that of one. */
const mostApart = 1.6;

/** Without a column of pieces: each row is one, since nearly all amounts of a product are much the same. */
function isOnePiece(table: TableEvidence, money: number, product: number): boolean {
  const amounts = new Map<string, number[]>();
  for (const [row, amount] of table.numbers(money).entries()) {
    if (!(amount > 0)) continue;
    const key = table.text(row, product);
    const own = amounts.get(key) ?? [];
    own.push(amount);
    amounts.set(key, own);
  }
  const told = [...amounts.values()].filter((own) => own.length >= leastRows);
  const steady = told.filter((own) => Math.max(...own) <= mostApart * Math.min(...own)).length;
  return told.length >= 2 * leastProducts && steady >= leastShare * told.length;
}

/** The columns without an amount that is the price in each row, where no column counts pieces: each row is one. */
export function withOnePiece(table: TableEvidence, columns: readonly ColumnReport[]): readonly ColumnReport[] {
  const [price, amount] = [roleAt(columns, 'price'), roleAt(columns, 'revenue')];
  if (!price || !amount || roleAt(columns, 'units') || amount.evidence.from === 'chosen') return columns;
  return table.isSame(price.index, amount.index)
    ? columns.map((column) => (column === amount ? { ...column, role: '' as const } : column))
    : columns;
}

/** A column that says how much of each line came back, and that of the pieces or amounts which it is a part of. */
export interface RefundedPart {
  readonly column: number;
  readonly of: number;
}

/** Lines that must have come back as a whole. */
const leastWhole = 3;

/** How much of each line of an order came back, in pieces or in money: never more than the line, and of some lines all. Null without such a column. */
export function findRefunded(columns: readonly ColumnReport[], table: TableEvidence): RefundedPart | null {
  const [order, units] = [roleAt(columns, 'order'), roleAt(columns, 'units')];
  // Without the number of an order rows may be sums, unless each is of one piece.
  if (!order && units) return null;
  const parts = columns.filter(
    ({ role, name, index }) =>
      role === '' &&
      (meaningsOf(name).has('refund') || (meaningsOf(name).has('cancel') && meaningsOf(name).has('quantity'))) &&
      table.profiles[index].numberShare > 0.8,
  );
  const states = columns.filter(({ role }) => role === 'status' || role === 'refund');
  const wholes = columns.filter(
    ({ role, name }) =>
      (role === 'units' || role === 'revenue' || (!units && role === '' && meaningsOf(name).has('total'))) &&
      !meaningsOf(name).has('net'),
  );
  // What an order got back in all stands on each of its lines.
  const isOfOrders = (back: Float64Array, all: Float64Array): boolean => {
    if (back.every((each, row) => !(each > 0) || each === all[row])) return false;
    const orders = new Map<string, number[]>();
    for (const row of back.keys()) {
      const text = order ? table.text(row, order.index) : `${row}`;
      orders.set(text, [...(orders.get(text) ?? []), back[row]]);
    }
    const concerned = [...orders.values()].filter((own) => own.length > 1 && own.some((each) => each > 0));
    return concerned.length > 0 && concerned.every((own) => own.every((each) => each === own[0]));
  };
  for (const { index: column } of parts)
    for (const { index: of, role } of wholes) {
      const [back, all] = [table.numbers(column), table.numbers(of)];
      const rows = [...back.keys()].filter((row) => back[row] !== 0 && !Number.isNaN(back[row]));
      const isPart = rows.every((row) => back[row] > 0 && back[row] <= all[row] + 0.005);
      const isWhole = (row: number): boolean => back[row] === all[row];
      // Of pieces that are what was left, as many may have come back by chance.
      const several = rows.filter((row) => all[row] !== 1);
      const isSure =
        several.filter(isWhole).length >= Math.max(2, several.length * 0.6) ||
        role !== 'units' ||
        rows.every((row) => states.some(({ index }) => saysAny(table.text(row, index), ['refund'])));
      if (isPart && isSure && rows.filter(isWhole).length >= leastWhole && !isOfOrders(back, all))
        return { column, of };
    }
  return null;
}

/** What a piece costs at least where bare sales are money: whole orders would be fewer than their pieces. */
const leastPrice = 2;

/** `Sales` in other languages: what was sold, in pieces or in money. */
export const bareSales =
  /^(?:ventas?|vendas?|ventes?|vendit[ae]|verk[aä]ufe?|verkopen|продажи|penjualan|sat[iı][sş](?:lar)?|sprzeda[zż]|销售|売上|매출|판매)$/i;

/** Amounts less than what a piece costs, in so many rows, count pieces. */
const leastBelowPrice = 0.2;

/** The columns with `sales` as pieces where these are often less than the price of one. */
function withPiecesSold(columns: readonly ColumnReport[], table: TableEvidence): readonly ColumnReport[] {
  const [sold, price] = [roleAt(columns, 'revenue'), roleAt(columns, 'price')];
  if (!sold || !price || sold.evidence.from === 'chosen' || !/^sales$/i.test(sold.name.trim())) return columns;
  const [all, each] = [table.numbers(sold.index), table.numbers(price.index)];
  const below = [...all.keys()].filter((row) => all[row] > 0 && all[row] < each[row] * 0.5);
  if (below.length < all.length * leastBelowPrice) return columns;
  return columns.map((column) => (column === sold ? { ...column, role: 'units' as const } : column));
}

/** The columns with such a one as money where nothing else is counted, as `sales` is, and is then doubted; or beside pieces that are far fewer. */
export function withBareSales(columns: readonly ColumnReport[], table: TableEvidence): readonly ColumnReport[] {
  const units = roleAt(columns, 'units');
  if (!units) return withPiecesSold(columns, table);
  if (units.evidence.from === 'chosen' || roleAt(columns, 'revenue', 'price')) return columns;
  const pieces = table.numbers(units.index);
  const isMoney = ({ role, name, index }: ColumnReport): boolean => {
    if (role !== '' || !bareSales.test(bareHeading(name).trim())) return false;
    const sold = [...table.numbers(index)].filter((each, row) => pieces[row] > 0 && each > 0);
    const more = [...table.numbers(index)].filter((each, row) => each >= pieces[row] * leastPrice && pieces[row] > 0);
    return sold.length > 0 && more.length >= sold.length * 0.95;
  };
  const money = columns.find(isMoney);
  if (money) {
    const evidence = { ...money.evidence, from: 'content' as const };
    return columns.map((each) => (each === money ? { ...each, role: 'revenue' as const, evidence } : each));
  }
  return bareSales.test(bareHeading(units.name).trim())
    ? columns.map((column) => (column === units ? { ...column, role: 'revenue' as const } : column))
    : columns;
}

/** Rows with a discount or a delivery that must tell, and the share of all rows that must add up. */
const leastApart = 3;
const leastAdding = 0.95;

/** What was ordered came as a whole in most rows, and of so many of them in part or not at all. */
const [mostlyWhole, leastPartly] = [0.5, 2];
const [mostlyFitting, leastFitting] = [0.9, 3];

/**
 * The columns with what was delivered or invoiced for the pieces, where these are what was ordered: never more of it, as many in most
 * rows and fewer in some, unless the amounts are of what was ordered; under other headings where nearly all amounts say so. Others as they are.
 */
export function withDelivered(table: TableEvidence, columns: readonly ColumnReport[]): readonly ColumnReport[] {
  const [taken, price, paid] = [roleAt(columns, 'units'), roleAt(columns, 'price'), roleAt(columns, 'revenue')];
  if (!taken || taken.evidence.from === 'chosen') return columns;
  if (saysAny(taken.name, ['ship', 'finish', 'sold'])) return columns;
  const all = table.numbers(taken.index);
  const product = roleAt(columns, 'product') ?? roleAt(columns, 'name');
  const costOf = paid && pieceCost(table, all, price, paid, product);
  const found = columns.find(({ role, name, index }) => {
    if (role !== '' || table.profiles[index].integerShare < 0.98 || saysAny(name, notDelivered)) return false;
    const saysSo =
      saysAny(taken.name, ['order']) && (saysAny(name, ['ship', 'finish', 'document']) || delivered.test(name));
    // A mark of 1 is no number of pieces, nor is how many orders or customers there were.
    if (!saysSo && (!paid || table.profiles[index].maximum < 2 || saysAny(name, ofOthers))) return false;
    const own = table.numbers(index);
    const rows = [...own.keys()].filter((row) => !Number.isNaN(own[row] + all[row]));
    const [same, partly] = [rows.filter((row) => own[row] === all[row]), rows.filter((row) => own[row] < all[row])];
    // Of the amounts of what came in part most are nearer to what was delivered.
    const sums = paid && table.numbers(paid.index);
    const fitting = partly.filter((row) => {
      const [sum, cost] = [sums?.[row] ?? 0, costOf?.(row) ?? 0];
      return Math.abs(sum - own[row] * cost) < Math.abs(sum - all[row] * cost);
    });
    const [share, least] = saysSo ? [mostlyWhole, leastPartly] : [mostlyFitting, leastFitting];
    if (paid && fitting.length < partly.length * share) return false;
    return (
      same.length + partly.length === rows.length && same.length >= rows.length * mostlyWhole && partly.length >= least
    );
  });
  if (!found) return columns;
  return columns.map((column) => {
    if (column === taken) return { ...column, role: '' as const };
    const evidence = { ...column.evidence, from: 'content' as const, confidence: taken.evidence.confidence };
    return column === found ? { ...column, role: 'units' as const, evidence } : column;
  });
}

/** What a piece costs on each row: by its price, as much less of it as most lines that have one, or as most lines of its product. */
function pieceCost(
  table: TableEvidence,
  pieces: ArrayLike<number>,
  price: ColumnReport | undefined,
  paid: ColumnReport,
  product: ColumnReport | undefined,
): (row: number) => number {
  const [sums, prices] = [table.numbers(paid.index), price && table.numbers(price.index)];
  const keyOf = (row: number): string => (product && !prices ? table.text(row, product.index) : '');
  const rates = new Map<string, number[]>();
  for (const row of table.rows.keys()) {
    const rate = sums[row] / (pieces[row] * (prices?.[row] ?? 1));
    if (rate > 0 && Number.isFinite(rate)) rates.set(keyOf(row), [...(rates.get(keyOf(row)) ?? []), rate]);
  }
  const middles = new Map([...rates].map(([key, own]) => [key, own.sort((a, b) => a - b)[own.length >> 1]]));
  return (row) => (middles.get(keyOf(row)) ?? 0) * (prices?.[row] ?? 1);
}

/** Whoever bought, and what was paid for beside what came for free. */
const ofOthers = ['order', 'customer', 'visitor', 'persons', 'document', 'pay', 'fee'] as const;
const notDelivered = ['date', 'time', 'status', 'refund', 'cancel', 'id', 'price', 'amount', 'due'] as const;
const delivered =
  /(?<!\p{L})(?:geliefert|livr[eé]e?s?|servid[ao]s?|entregad[ao]s?|faturad[ao]s?|levererat|leverert|geleverd|отгружено|dostarczono|evas[ao]|sevk)/iu;

/**
 * Where the column taken for prices or amounts holds a discount or the delivery too, and another column is what remains
 * without it, in each row or for each of its pieces: the columns with that one in its place. Others as they are.
 */
export function withPaid(table: TableEvidence, columns: readonly ColumnReport[]): readonly ColumnReport[] {
  const taken = roleAt(columns, 'revenue') ?? roleAt(columns, 'price');
  const product = roleAt(columns, 'product') ?? roleAt(columns, 'name');
  if (!taken || !product || taken.evidence.from === 'chosen') return columns;
  const units = roleAt(columns, 'units');
  const whole = table.numbers(taken.index);
  const told = columns.filter(({ index }) => table.profiles[index].numberShare > 0.8);
  const rests = told.filter(({ role, name }) => role === '' && saysAny(name, paidWords) && !saysAny(name, otherWords));
  // What the buyer paid is what it is, with the delivery too.
  const apart = saysAny(taken.name, ['pay']) ? (['discount'] as const) : (['discount', 'freight'] as const);
  for (const extra of told.filter(({ name }) => saysAny(name, apart) && !saysAny(name, ['net'])))
    for (const rest of rests)
      for (const each of units && taken.role === 'revenue' ? [null, units] : [null]) {
        if (extra === taken || extra === rest) continue;
        const [off, own] = [table.numbers(extra.index), table.numbers(rest.index)];
        const pieces = each && table.numbers(each.index);
        const rows = table.rows.flatMap((_, row) => {
          const expected = own[row] * (pieces ? pieces[row] : 1) + Math.abs(off[row] || 0);
          if (table.text(row, product.index) === '' || Number.isNaN(whole[row] - expected)) return [];
          return [
            { adds: Math.abs(whole[row] - expected) < 0.015, tells: off[row] !== 0 && (!pieces || pieces[row] > 1) },
          ];
        });
        const adding = rows.filter(({ adds }) => adds);
        if (adding.length < rows.length * leastAdding || adding.filter(({ tells }) => tells).length < leastApart)
          continue;
        const role = each ? ('price' as const) : taken.role;
        return columns.map((column) => {
          if (column === taken) return { ...column, role: '' as const };
          const evidence = { ...column.evidence, from: 'content' as const, confidence: taken.evidence.confidence };
          return column === rest ? { ...column, role, evidence } : column;
        });
      }
  return columns;
}

/** What a heading says of how many or how much; the rest says of what. */
const ofMeasures = ['quantity', 'amount', 'revenue', 'money', 'total', 'order'] as const;

/** Words of a heading besides those for what is counted. */
function ofWhat(name: string): string {
  const words = headingWords(name).filter(({ means }) => !ofMeasures.some((each) => means.includes(each)));
  return words.map(({ text }) => text).join(' ');
}

/** The columns with the amount of what the pieces are of (`支付件数` and `支付金额`), where that of something else was taken. Others as they are. */
export function withPaired(table: TableEvidence, columns: readonly ColumnReport[]): readonly ColumnReport[] {
  const [units, taken] = [roleAt(columns, 'units'), roleAt(columns, 'revenue')];
  if (!units || !taken || taken.evidence.from === 'chosen' || !saysAny(units.name, ['pay', 'finish'])) return columns;
  const wanted = ofWhat(units.name);
  if (wanted === '' || wanted === ofWhat(taken.name)) return columns;
  const paired = columns.filter(
    ({ role, name, index }) =>
      role === '' && ofWhat(name) === wanted && roleScore(name, 'revenue', table.profiles[index]) > 0.55,
  );
  return paired.length === 1
    ? columns.map((column) => {
        if (column === taken) return { ...column, role: '' as const };
        return column === paired[0] ? { ...column, role: 'revenue' as const, evidence: taken.evidence } : column;
      })
    : columns;
}

const paidWords = ['price', 'amount', 'revenue', 'pay', 'net', 'total'] as const;
const otherWords = ['tax', 'cost', 'fee', 'freight', 'discount', 'refund', 'profit'] as const;

/** Standard deviation over mean. */
function relativeSpread(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) / mean;
}
