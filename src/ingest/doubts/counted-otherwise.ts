import { judgeUnder, mayHappen } from '#ingest/cleaning/order-state.ts';
import type { ColumnReport } from '#ingest/import-report.ts';
import { roleAt } from '#ingest/roles/column-roles.ts';
import { roleScore } from '#ingest/roles/role-score.ts';
import { measureHeading } from '#ingest/understanding/find-measures.ts';
import { headingWords } from '#ingest/understanding/heading-words.ts';
import { meaningsOf, saysAny } from '#ingest/understanding/meaning-score.ts';
import type { TableEvidence } from '#ingest/understanding/table-evidence.ts';
import { doubtAbout, type FoundDoubt, type Heading, isAmount, type Looked, namesOf, saying } from './look.ts';

/** Headings of what is measured in each row, which are as many of each kind. */

/** Pieces and amounts below each other under one heading, with a column that says which a row is. */
export function measuresInRows(headings: readonly Heading[], { table }: Looked): FoundDoubt | null {
  const found = headings.filter(({ column: { index, name } }) => {
    const { distinct, numberShare, commonestShare } = table.profiles[index];
    if (distinct < 2 || distinct > 12 || numberShare > 0) return false;
    if (measureHeading.test(name) && commonestShare < 1.2 / distinct) return true;
    // `升级款` only has the character for an amount.
    const kinds = table.rows.map((_, row) => {
      const words = headingWords(table.text(row, index)).map(({ means }) => means);
      return new Set(words.every((means) => means.length > 0) ? words.flat() : []);
    });
    const counts = kinds.filter((means) => means.has('quantity')).length;
    const amounts = kinds.filter((means) => isAmount(means)).length;
    return counts >= kinds.length * 0.1 && amounts >= kinds.length * 0.1 && counts + amounts >= kinds.length * 0.5;
  });
  return doubtAbout('kind-unsure', found);
}

/** Pieces that were ordered, of which some came and the rest is open: from a supplier as well as for customers. */
export function partlyDelivered(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const units = roleAt(columns, 'units');
  if (!units || roleAt(columns, 'price', 'revenue', 'customer') || !meaningsOf(units.name).has('order')) return null;
  const counts = headings.filter(
    ({ column: { role, index } }) => role === '' && table.profiles[index].integerShare > 0.98,
  );
  const numbersOf = ({ column }: Heading): ArrayLike<number> => table.numbers(column.index);
  const all = table.numbers(units.index);
  const isRest = (part: Heading, rest: Heading): boolean =>
    part !== rest &&
    table.profiles[rest.column.index].distinct > 1 &&
    table.rows.every((_, row) => Math.abs(numbersOf(part)[row] + numbersOf(rest)[row] - all[row]) < 0.001);
  const found = counts.filter((part) => counts.some((rest) => isRest(part, rest)));
  return doubtAbout(
    'kind-unsure',
    found.length > 0 ? [{ column: units, means: meaningsOf(units.name) }, ...found] : [],
  );
}

const countingWords = {
  piece:
    /^(pcs?|pieces?|units?|ea|each|szt|stk|stück|stuks?|st|ks|pz|ud|uds|un|unit[eéà]s?|unidad(?:e?s)?|piezas?|adet|шт|件|个|個|只|支|개|cái|ชิ้น)\.?$/i,
  pack: /^(kart?(on)?|krt|cf|conf|op|(?:\d+[\s-]?)?(?:pack|pk|box|bx|ctn|cs)\d*|karton|carton|ctn|cases?|cs|box(es)?|bxs?|pkgs?|plt|packs?|pk|ve|doz(en)?|dz|pal{1,2}et(te)?s?|caja|caixa|cx|caisse|collo|colli|koli|kutu|doos|balení|opak|уп|упак|короб|кор|箱|盒|包|打|袋|ケース|박스|thùng|กล่อง)\.?$/i,
  weight: /^(kg|kilo|g|gr?|gram|t|lb|lbs|oz|l|liter|litre|ml|m|cm|m2|公斤|克|斤|кг|г)\.?$/i,
};

const cartons = /^(kart(on)?|karton|carton|ctn|cases?|cs|plt|pal{1,2}et(te)?|箱|ケース|박스)s?\.?$/i;
const ofUnits =
  /^(uom|u\/m|u\.?m\.?|me|meins|j\.?\s?m\.?|mj|vrkme|uom[\s_]?(?:code|name)|unité de vente|unidad de (?:venta|medida)|sales unit|unit code|units?|units? of measure|einheit|unité|unidade?|unità|ед\.?( изм\.?)?|单位|计量单位|単位|단위)$/i;

/** A column that says what the pieces of each row are: one product counted in several ways (3 pieces, 2 cartons), or pieces of some and cartons of others. */
export function unitsMixed(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const [product, units] = [roleAt(columns, 'product', 'name'), roleAt(columns, 'units')];
  if (!product || !units) return null;
  const wayOf = (text: string): string =>
    Object.entries(countingWords).find(([, words]) => words.test(text))?.[0] ?? '';
  const found = headings.filter(({ column: { index, name } }) => {
    const { distinct, numberShare, filled, sampled } = table.profiles[index];
    if (distinct < 2 || distinct > 12 || numberShare > 0.1 || filled < sampled * 0.5) return false;
    const ways = new Map<string, Set<string>>();
    for (let row = 0; row < table.rows.length; row++) {
      const [way, own] = [wayOf(table.text(row, index)), table.text(row, product.index)];
      if (way === '' && table.text(row, index) !== '') return false;
      if (way !== '') ways.set(own, (ways.get(own) ?? new Set()).add(way));
    }
    const rowsOf = (words: RegExp): number => table.rows.filter((_, row) => words.test(table.text(row, index))).length;
    const inBoth = ofUnits.test(name.trim()) && Math.min(rowsOf(cartons), rowsOf(countingWords.piece)) > 1;
    return inBoth || [...ways.values()].filter(({ size }) => size > 1).length >= 2;
  });
  return found.length > 0 ? { code: 'units-mixed', columns: [units.name, ...namesOf(found)], indices: [] } : null;
}

const perMany =
  /(?:per|pro|je|pour|por|par|au|[x×/])\s*(?:100|1[.,' ]?000|12|dozen|dz|docena|douzaine|dutzend|cent(?!\p{L})|mille?|case|karton|carton|caja)(?![\p{L}\d])|(?:case|carton|pack)[\s_-]price|precio docena/iu;
const priceUnit = /^(?:preiseinheit|peinh|kpein|price[\s_-]?unit|pricing[\s_-]?unit|per|pe)$/i;

/** A scale of pieces, and signs that stand in a column of their own. */
const manyOf = /\((?:doz\p{L}*|dz|dtz|tsd\.?[^)]*|000s?|thousands?|k|千|万)\.?\)|dozen|dutzend|docenas?|douzaines?/iu;
const signs = /^(?:sign|vorzeichen|signo|segno|signe|符号|\+\/-|±|s\/h|soll\/haben|shkzg)$/i;

/** Pieces counted in dozens or thousands, and those of which a column beside them says whether they went out or came back. */
export function unitsScaled(headings: readonly Heading[], { table }: Looked): FoundDoubt | null {
  const found = headings.filter(
    ({ column: { name, role, index } }) =>
      (role === 'units' && manyOf.test(name)) ||
      (['', 'status', 'category'].includes(role) && signs.test(name.trim()) && table.profiles[index].distinct === 2),
  );
  return doubtAbout('figures-scaled', found);
}

/** Prices for so many pieces: by their heading, or by a column that says for how many. */
export function pricePer(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const price = roleAt(columns, 'price');
  if (!price || !roleAt(columns, 'units') || roleAt(columns, 'revenue')) return null;
  const found = headings.filter(
    ({ column: { name, index } }) =>
      (index === price.index && perMany.test(name)) ||
      (priceUnit.test(name.trim()) && table.profiles[index].maximum > 1),
  );
  return doubtAbout('figures-scaled', found);
}

/** Packs times the pieces of a pack times the price of a piece make the amount: what was counted are packs. */
export function packs(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const [units, amount] = [roleAt(columns, 'units'), roleAt(columns, 'revenue')];
  if (!units || !amount || table.rows.length < 12) return null;
  const [counted, sums] = [table.numbers(units.index), table.numbers(amount.index)];
  const numbers = headings.filter(
    ({ column }) => column !== units && column !== amount && table.profiles[column.index].numberShare > 0.9,
  );
  const sizes = saying(numbers, 'quantity', 'each').filter(
    ({ column, means }) =>
      !means.has('amount') && !means.has('price') && table.profiles[column.index].integerShare > 0.98,
  );
  for (const size of sizes)
    for (const price of saying(numbers, 'price')) {
      if (price === size) continue;
      const [inPack, each] = [table.numbers(size.column.index), table.numbers(price.column.index)];
      const told = sums.filter((_, row) => inPack[row] > 1 && counted[row] > 0 && each[row] > 0).length;
      const same = sums.filter((sum, row) => Math.abs(counted[row] * inPack[row] * each[row] - sum) < 0.011);
      if (told >= 12 && same.length >= sums.length * 0.9)
        return { code: 'packs-counted', columns: [units.name, size.column.name], indices: [] };
    }
  return null;
}

/** `Mug × 2, Lamp × 1`: several products with their pieces in one cell. */
const severalItems =
  /(?:(?<!\d\s?)(?<!\p{L})[x×*]\s?\d+|\b(?:qty|quantity)\W{0,4}\d+|数量\W?\d+)[^,;|+\n]*(?:[;|+\n]|,(?!\d))/iu;

/** `Mug x2`, `2x Mug`, `2 Stk Mug`: a product with its pieces. */
const counted = /\s[x×]\s?\d+$|^\d+\s?[x×]\s|^\d+\s(?:stk|pcs|st)\.?\s/i;

const betweenItems = /\s*(?:[;|+\n；、，]|,)\s*/;

/** Products listed in one cell: with their pieces, or such that each stands alone in other cells. */
export function itemsInCell(_headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const product = roleAt(columns, 'product');
  for (const each of [product, roleAt(columns, 'name')]) {
    if (!each) continue;
    // A row above the lines of its order may sum them up.
    const lines = table.rows.filter((row) => !product || (row[product.index] ?? '').trim() !== '');
    const cells = lines.map((row) => (row[each.index] ?? '').trim());
    const alone = new Set(cells);
    const lists = cells.filter((cell) => {
      // What stands in brackets is what it is like.
      if (severalItems.test(cell.replace(/\([^)]*\)/g, ''))) return true;
      const parts = cell.split(betweenItems);
      return parts.length > 1 && parts.every((part) => alone.has(part));
    });
    // One product with several counts in its name.
    const byName = new Map<string, Set<string>>();
    for (const cell of roleAt(columns, 'units') ? [] : cells.filter((text) => counted.test(text))) {
      const name = cell.replace(counted, '');
      byName.set(name, (byName.get(name) ?? new Set()).add(cell));
    }
    if ([...byName.values()].filter(({ size }) => size > 1).length >= 3)
      return { code: 'items-in-cell', columns: [each.name], indices: [] };
    if (lists.length >= Math.max(3, cells.length * 0.03))
      return { code: 'items-in-cell', columns: [each.name], indices: [] };
  }
  return null;
}

/** Groups of lines below heads that may be their products. */
export function groupsHeaded(_headings: readonly Heading[], { heads }: Looked): FoundDoubt | null {
  return heads.length > 0 ? { code: 'groups-headed', columns: heads.slice(0, 4), indices: [] } : null;
}

/** Days and months in one column: the months may be the sums of their days. */
export function daysAndMonths(_headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const date = roleAt(columns, 'date');
  if (!date || table.rows.length < 12) return null;
  const { monthShare, dateShare } = table.profiles[date.index];
  const isMixed = dateShare > 0.9 && monthShare > 0.03 && monthShare < 0.6;
  return isMixed ? { code: 'rows-add-up', columns: [date.name], indices: [] } : null;
}

/** Rows that are the sums of others, unless it is certain that they are: they are left out then. */
export function rowsAddUp(_headings: readonly Heading[], { sums }: Looked): FoundDoubt | null {
  return sums && !sums.isCertain ? { code: 'rows-add-up', columns: sums.names, indices: [] } : null;
}

/** Ways to pay, and orders that were paid in several, each with all of their lines. */
const mostPayments = 12;
const leastPaid = 3;
/** Share of the rows that are the lines of others once more, where a table holds the same orders as they stood on several days. */
const leastAgain = 0.3;

/** Lines of orders that stand there again under another day, which is not that of the order, or once for each payment. */
export function linesAgain(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const order = roleAt(columns, 'order');
  if (!order) return null;
  // A line that comes again with its next state and the day of that is one of a log.
  const told = columns.filter(({ role }) => !['', 'status', 'date', 'datetime'].includes(role));
  const whole = table.ofAllRows();
  const isPaidSeveral = ({ column: { index, role } }: Heading): boolean => {
    const { distinct, numberShare } = table.profiles[index];
    if (!['', 'status'].includes(role) || distinct < 2 || distinct > mostPayments || numberShare > 0.5) return false;
    // By order: the lines that each payment has.
    const orders = new Map<string, Map<string, string>>();
    for (const row of whole.rows.keys()) {
      const own = orders.get(whole.text(row, order.index)) ?? new Map<string, string>();
      const line = told.map((each) => whole.text(row, each.index)).join('\n');
      const payment = whole.text(row, index);
      orders.set(whole.text(row, order.index), own.set(payment, `${own.get(payment) ?? ''}\n\n${line}`));
    }
    const several = [...orders.values()].filter(({ size }) => size > 1);
    const same = several.filter((own) => new Set(own.values()).size === 1).length;
    return same >= leastPaid && same >= several.length * 0.8;
  };
  const parcels = headings.filter(({ column: { name } }) => /tag|tracking|parcel|package|coupon/i.test(name));
  const paid = [...saying(headings, 'pay'), ...parcels].filter(isPaidSeveral);
  if (paid.length > 0) return doubtAbout('lines-again', paid);
  const groups = new Map<string, number[]>();
  for (const row of whole.rows.keys()) {
    const key = told.map(({ index }) => whole.text(row, index)).join('\n');
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const again = [...groups.values()].filter(({ length }) => length > 1);
  if (whole.rows.length - groups.size < whole.rows.length * leastAgain) return null;
  const differ = ({ column: { index } }: Heading): boolean =>
    again.every((same) => new Set(same.map((row) => whole.text(row, index))).size === same.length);
  const found = headings.filter(
    (each) =>
      ['', 'date', 'datetime'].includes(each.column.role) &&
      table.profiles[each.column.index].dateShare > 0.9 &&
      differ(each),
  );
  return doubtAbout('lines-again', found);
}

const parents = /parent|bundle[\s_-]?(?:sku|id)|set[\s_-]?sku/i;
const leastBundles = 3;

/** Lines of what is in a bundle beside that of the bundle, which comes to the same. */
export function bundles(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const [order, product, amount] = [roleAt(columns, 'order'), roleAt(columns, 'product'), roleAt(columns, 'revenue')];
  if (!order || !product || !amount) return null;
  const money = table.numbers(amount.index);
  const keyOf = (row: number, column: number): string => `${table.text(row, order.index)}\n${table.text(row, column)}`;
  const whole = new Map<string, number>();
  for (const row of table.rows.keys()) whole.set(keyOf(row, product.index), money[row]);
  const found = headings.filter(({ column: { name, index, role } }) => {
    if (role !== '' || !parents.test(name)) return false;
    const parts = new Map<string, number>();
    for (const row of table.rows.keys()) {
      const key = keyOf(row, index);
      if (table.text(row, index) !== '' && whole.has(key)) parts.set(key, (parts.get(key) ?? 0) + (money[row] || 0));
    }
    const same = [...parts].filter(([key, sum]) => sum > 0 && Math.abs(sum - (whole.get(key) ?? 0)) < 0.02).length;
    return same >= leastBundles && same >= parts.size * 0.8;
  });
  return doubtAbout('lines-again', found);
}

const ofMonth = /month|monat|mensu|mensil|mesa[cç]|miesi[aę]cz|месячн|月[销售度]|月間|월간/i;

/** What a month came to, told anew on each of its days. */
export function toldAnew(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const [date, product] = [roleAt(columns, 'datetime', 'date'), roleAt(columns, 'product') ?? roleAt(columns, 'name')];
  if (!date || !product || roleAt(columns, 'order')) return null;
  const days = [...new Set(table.dates(date.index).map((seconds) => Math.floor(seconds / 86_400)))].sort(
    (a, b) => a - b,
  );
  const apart = days.slice(1).map((day, at) => day - days[at]);
  const isDaily = apart.length > 2 && apart.filter((each) => each < 8).length > apart.length * 0.8;
  const isAgain = table.profiles[product.index].distinct * 3 <= table.rows.length;
  return isDaily && isAgain
    ? doubtAbout(
        'kind-unsure',
        headings.filter(({ column: { role, name } }) => (role === 'units' || role === 'revenue') && ofMonth.test(name)),
      )
    : null;
}

/** From so many on, a product may come only once among the first rows. */
const manyProducts = 100;

/** Pieces or amounts of which each day holds all days before. */
export function runningTotal(_headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const product = roleAt(columns, 'product', 'name');
  const date = roleAt(columns, 'datetime', 'date');
  if (!product || !date) return null;
  const evidence = table.profiles[product.index].distinct > manyProducts ? table.ofAllRows() : table;
  const days = evidence.dates(date.index);
  const found = columns.filter(
    ({ role, index }) => (role === 'units' || role === 'revenue') && evidence.isRunning(index, product.index, days),
  );
  return found.length > 0
    ? { code: 'running-total', columns: found.map(({ name }) => name), indices: found.map(({ index }) => index) }
    : null;
}

/** Columns of numbers above zero that say how much came back, and those in which something (a reason, a number, a day) stands only where a row did, that no state tells of. */
export function refundColumns(columns: readonly ColumnReport[], table: TableEvidence): string[] {
  const states = columns.filter(({ role }) => role === 'status' || role === 'refund');
  const judges = states.map(({ name, index }) => [index, judgeUnder(name)] as const);
  const isTold = (row: number): boolean => judges.some(([index, judge]) => judge(table.text(row, index)));
  // A state may follow later.
  const few = judges.length > 0 ? 2 : 0;
  return columns
    .filter(({ role, name, index }) => {
      const { numberShare, maximum } = table.profiles[index];
      const means = meaningsOf(name);
      const isOriginal = /^orig/i.test(name) && (means.has('document') || means.has('order'));
      const isOpen = (role === '' || role === 'refund') && !mayHappen.test(name.replace(/reason/i, ''));
      if (isOpen && (means.has('refund') || means.has('cancel') || isOriginal)) {
        const marked = [...table.rows.keys()].filter((row) => !/^(0|-|no|false|)$/i.test(table.text(row, index)));
        if (marked.length * 2 < table.rows.length && marked.filter((row) => !isTold(row)).length > few) return true;
      }
      return (
        role === '' &&
        numberShare > 0.8 &&
        maximum > 0 &&
        (means.has('refund') || (means.has('cancel') && means.has('quantity'))) &&
        !means.has('id') &&
        !means.has('status')
      );
    })
    .map(({ name }) => name);
}

/** Rows of products with several that must tell what each costs. */
const leastPriced = 6;

/** A column that is in the amounts, as postage, a tip or gift wrap: without it they are price times pieces or, where no price is told, a product costs the same in all rows, and with it not; '' for none. */
export function findMoreInside(columns: readonly ColumnReport[], table: TableEvidence): string {
  const product = roleAt(columns, 'product') ?? roleAt(columns, 'name');
  const [units, paid] = [roleAt(columns, 'units'), roleAt(columns, 'revenue')];
  const price = roleAt(columns, 'price');
  if (!product || !paid) return '';
  const isInside = ({ role, name, index }: ColumnReport): boolean =>
    role === '' && !saysAny(name, ['tax', 'profit', 'cost']) && table.profiles[index].numberShare > 0.8;
  if (price) {
    const factors = units ? [units.index, price.index] : [price.index];
    return columns.find((each) => isInside(each) && table.isWith(factors, each.index, paid.index, 1))?.name ?? '';
  }
  const [amounts, pieces] = [table.numbers(paid.index), units && table.numbers(units.index)];
  const hasOnePrice = (off?: ArrayLike<number>): boolean => {
    const prices = new Map<string, number[]>();
    for (const [row, amount] of amounts.entries()) {
      const each = (amount - (off?.[row] || 0)) / (pieces ? pieces[row] : 1);
      if (!(amount > 0) || !Number.isFinite(each)) continue;
      const key = table.text(row, product.index);
      prices.set(key, [...(prices.get(key) ?? []), each]);
    }
    const told = [...prices.values()].filter(({ length }) => length > 1);
    const same = told.map((each) => each.filter((one) => Math.abs(one - each[0]) < 0.011).length);
    const rows = told.reduce((sum, { length }) => sum + length, 0);
    return rows >= leastPriced && same.reduce((sum, count) => sum + count, 0) >= rows * 0.9;
  };
  if (hasOnePrice()) return '';
  const found = columns.find(
    (each) => isInside(each) && table.profiles[each.index].maximum > 0 && hasOnePrice(table.numbers(each.index)),
  );
  return found?.name ?? '';
}

/** Amounts that are now the price times the pieces and now much more, which no other column says why: perhaps those of whole orders; '' for none. */
export function findBeyondPrice(columns: readonly ColumnReport[], table: TableEvidence): string {
  const [units, paid] = [roleAt(columns, 'units'), roleAt(columns, 'revenue')];
  if (!units || !paid || paid.evidence.from === 'chosen') return '';
  const [q, a] = [units.index, paid.index];
  // A price that the amounts were taken without may still say what they should be.
  const isPrice = ({ role, name, index }: ColumnReport): boolean =>
    role === 'price' || (role === '' && roleScore(name, 'price', table.profiles[index]) >= surePrice);
  const isBeyond = ({ index: p }: ColumnReport): boolean =>
    table.product(q, p, a) === 'more' && !table.isLineWith(a, q, p);
  return columns.some((each) => isPrice(each) && isBeyond(each)) ? paid.name : '';
}

/** Of a heading that leaves no doubt that its column has prices. */
const surePrice = 0.8;

/** Products that must tell of a changed unit, and by how much amounts a piece have to differ. */
const leastProducts = 4;

const leastFactor = 5;

/** Where most products cost many times as much, or as little, in the later half of the table as in the earlier: the unit has changed. */
export function findUnitChange(
  columns: readonly ColumnReport[],
  table: TableEvidence,
): { readonly factor: number; readonly date: string } | null {
  const [product, units, amount, date] = [
    roleAt(columns, 'product', 'name'),
    roleAt(columns, 'units'),
    roleAt(columns, 'revenue') ?? roleAt(columns, 'price'),
    roleAt(columns, 'datetime', 'date'),
  ];
  if (!product || !amount || !date) return null;
  const days = table.dates(date.index);
  const known = days.filter((day) => !Number.isNaN(day)).sort((a, b) => a - b);
  const middle = known[known.length >> 1];
  const pieces = units && amount.role === 'revenue' ? table.numbers(units.index) : null;
  const money = table.numbers(amount.index);
  const halves = new Map<string, [number[], number[]]>();
  for (let row = 0; row < days.length; row++) {
    const each = pieces ? money[row] / pieces[row] : money[row];
    if (!(each > 0) || !Number.isFinite(each) || Number.isNaN(days[row])) continue;
    const own = halves.get(table.text(row, product.index)) ?? [[], []];
    own[days[row] < middle ? 0 : 1].push(each);
    halves.set(table.text(row, product.index), own);
  }
  const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1];
  const ratios = [...halves.values()]
    .filter(([early, late]) => early.length > 0 && late.length > 0)
    .map(([early, late]) => median(late) / median(early))
    .sort((a, b) => a - b);
  if (ratios.length < leastProducts || (!pieces && amount.role === 'revenue')) return null;
  const [low, high] = [ratios[Math.floor(ratios.length * 0.2)], ratios[Math.floor(ratios.length * 0.8)]];
  if (low < leastFactor && high > 1 / leastFactor) return null;
  const factor = low >= leastFactor ? ratios[ratios.length >> 1] : 1 / ratios[ratios.length >> 1];
  return { factor: Math.round(factor), date: new Date(middle * 1000).toISOString().slice(0, 10) };
}

/** Days of each writing that must tell. */
const leastWritten = 5;

/**
 * A day of which a spreadsheet that writes the month first made another one: some cells of the column are dates of its own, all of them with days to
 * the twelfth, and others are texts with a number beyond twelve where it reads the month, which it left. '' where no day is such.
 */
export function findSwappedDay(columns: readonly ColumnReport[], table: TableEvidence): string {
  const date = roleAt(columns, 'date', 'datetime');
  if (!date) return '';
  const texts = table.rows.map((_, row) => table.text(row, date.index));
  const own = texts.filter((text) => /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?$/.test(text));
  const left = texts.flatMap((text) => {
    const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}(?:\s|$)/.exec(text);
    return parts ? [parts.slice(1).map(Number)] : [];
  });
  const areLeft = left.length >= leastWritten && [0, 1].some((at) => left.every((parts) => parts[at] > 12));
  const areOwn = new Set(own).size >= leastWritten && own.every((text) => +text.slice(8, 10) <= 12);
  return areLeft && areOwn ? own[0] : '';
}
