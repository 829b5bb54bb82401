import type { ColumnReport } from '#ingest/import-report.ts';
import { roleAt, roleOf } from '#ingest/roles/column-roles.ts';
import { type HeadingMeaning, headingWords } from '#ingest/understanding/heading-words.ts';
import { ofYearBefore } from '#ingest/understanding/headings.ts';
import { meaningsOf, saysAny, saysOnly } from '#ingest/understanding/meaning-score.ts';
import { periodsIn } from '#ingest/understanding/periods-in.ts';
import type { TableEvidence } from '#ingest/understanding/table-evidence.ts';
import { spent } from '#ingest/understanding/trade-options.ts';
import { englishMonth } from '#ingest/values/month-words.ts';
import { doubtAbout, type FoundDoubt, type Heading, type Looked, multiplies, namesOf, saying, saysIn } from './look.ts';
import { atTill } from './no-sales.ts';
import { feesTakenOff } from './payments.ts';

/** What words of a shop say that something was sold. */
const selling = ['sold', 'order', 'customer', 'revenue', 'pay', 'cart', 'refund', 'ship', 'discount', 'fee'] as const;

/** No word speaks of selling, and the table is more than days, products, pieces and prices: it has numbers of documents, or columns that nothing is known of. */
export function unspoken(
  headings: readonly Heading[],
  { columns, table, fileName, titles, isWide }: Looked,
): FoundDoubt | null {
  const isSaid = [fileName, titles].some((text) => /sale/i.test(text) || selling.some((each) => saysIn(text, each)));
  const isInCells = headings.some(
    ({ column: { index } }) =>
      table.profiles[index].distinct <= 8 &&
      table.rows.some(
        (_, row) =>
          saysIn(table.text(row, index), 'sold') ||
          /^(?:invoice|rechnung|facture|factura|fattura|发票)$/i.test(table.text(row, index)),
      ),
  );
  const unknown = headings.filter(
    ({ column: { role, name }, means }) => role === '' && means.size === 0 && !ofVariants.test(name.trim()),
  );
  const numbered = roleAt(columns, 'order');
  const isBare =
    unknown.length < 2 &&
    numbered?.evidence.from !== 'name' &&
    numbered?.evidence.from !== 'both' &&
    !saysIn(fileName, 'stock');
  const isPlain = isBare || roleAt(columns, 'status', 'customer');
  if (isSaid || isWide || isPlain || isInCells || saying(headings, ...selling).length > 0) return null;
  // A receipt or an invoice is written for a buyer; those of suppliers say so.
  if (
    headings.some(
      ({ column: { role, name } }) =>
        (role === 'order' && receipts.test(name)) || atTill.test(name) || spent.test(name),
    )
  )
    return null;
  return doubtAbout(
    'kind-unsure',
    headings.filter(({ column: { role } }) => ['units', 'revenue', 'price'].includes(role)),
  );
}

/** What tells the variants of a product apart. */
const ofVariants =
  /^(?:sizes?|colou?rs?|größe|farbe|taille|couleur|talla|color|taglia|colore|tamanho|cor|maat|kleur|rozmiar|kolor|размер|цвет|尺码|尺寸|颜色|サイズ|カラー|사이즈|색상)$/iu;

const receipts =
  /receipt(?!s? date)|(?<!\p{L})bill(?!ing|able)|beleg|quittung|απόδειξη|kuitti|nyugta|hóa đơn|เลขที่บิล|ใบเสร็จ|فاتورة|إيصال|单号|単号|invoice|rechnung|fact?ur|fattur|faktur|fatura|счет|чек|ticket|kassenbon|(?<!\p{L})bon(?:nr|nummer)?(?!\p{L})|scontrino|kvitt|paragon|účtenk|uctenk|小票|发票|レシート|領収|영수증|(?<!\p{L})fi[sş](?!\p{L})/iu;

/** Figures under periods side by side that no word names: pieces or amounts. */
export function figuresUntold(_headings: readonly Heading[], { isUntold, columns, table }: Looked): FoundDoubt | null {
  const figures = roleAt(columns, 'units');
  if (!isUntold || !figures) return null;
  return { code: 'figures-untold', columns: [0, 1, 2].map((row) => table.text(row, figures.index)), indices: [] };
}

/** Numbers of orders beside buyers, payments or deliveries, or payments beside their fees: lists of products have none of them. */
export function tradeBeside(headings: readonly Heading[], looked: Looked): FoundDoubt | null {
  const product = roleAt(looked.columns, 'product');
  const coupons = saying(headings, 'discount').filter(({ column }) => column === product);
  if (coupons.length > 0) return doubtAbout('kind-unsure', coupons);
  const fees = feesTakenOff(headings, looked);
  if (fees.length > 0) return doubtAbout('looks-like-payments', fees);
  const [paid, charged] = [saying(headings, 'pay', 'bank'), saying(headings, 'fee')];
  if (paid.length > 1 && charged.length > 0) return doubtAbout('looks-like-payments', [...paid, ...charged]);
  const orders = headings.filter(({ means }) => means.has('order') && means.has('id'));
  const trade = saying(headings, 'customer', 'pay', 'ship', 'freight');
  if (orders.length === 0 || trade.length < 2) return null;
  return doubtAbout('kind-unsure', [...orders, ...trade]);
}

/** A list with numbers under three or more periods that could not be read as a table of these: actuals beside forecasts, say. */
export function periodsAside(headings: readonly Heading[], { table, kind }: Looked): FoundDoubt | null {
  const figures = headings.filter(({ column: { index } }) => table.profiles[index].numberShare > 0.8);
  const named = figures.filter(({ column: { name } }) => namesPeriod(name));
  const found = named.length >= 3 ? named : kind === 'candidates' ? [] : monthsAlike(figures);
  if (found.length < 3) return null;
  const isForecast = found.some(({ means }) => means.has('forecast'));
  return { code: isForecast ? 'looks-like-forecast' : 'kind-unsure', columns: namesOf(found).slice(0, 4), indices: [] };
}

function namesPeriod(name: string): boolean {
  const words = name.split(/[^\p{L}]+/u);
  return (
    /^(?:\d{1,2}[/.-]\d{4}|\d{4}[/.-]\d{1,2})(?!\d)/.test(name) ||
    periodsIn([name]).length > 0 ||
    (/\d{2}/.test(name) && words.some((word) => englishMonth(word) !== ''))
  );
}

/** `Jan LY`, `Feb LY`, `Mar LY`: months without a year, with the same behind each. */
function monthsAlike(headings: readonly Heading[]): readonly Heading[] {
  const restOf = ({ column: { name } }: Heading): string => name.trim().split(/\s+/).slice(1).join(' ');
  const months = headings.filter(({ column: { name } }) => englishMonth(name.trim().split(/\s+/)[0]) !== '');
  return months.filter((each) => months.filter((other) => restOf(other) === restOf(each)).length >= 3);
}

/** Excel's short form of a long number: what stood behind the first digits is gone. */
export const shortened = /^\d([.,]\d+)?E\+\d+$/i;

/** Most ids of products are such: which row is of which product is lost. */
export function idsShortened(_headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const product = roleAt(columns, 'product', 'item');
  if (!product) return null;
  const ids = table.rows.map((_, row) => table.text(row, product.index)).filter((text) => text !== '');
  return ids.length >= 2 && ids.filter((text) => shortened.test(text)).length > ids.length / 2
    ? { code: 'ids-shortened', columns: [product.name, ids[0]], indices: [] }
    : null;
}

/** Four or more columns of numbers that only a number tells apart (`d_1`, `d_2`, ...), or nothing does: periods of some kind, more likely than what a product is like. */
export function numbered(headings: readonly Heading[], { table }: Looked): FoundDoubt | null {
  const alike = new Map<string, Heading[]>();
  for (const heading of headings) {
    const { name, index } = heading.column;
    const stem = name.replace(/\d+|[一二三四五六七八九十]+(?=季)/g, '#');
    const isAgain = name.includes(' › ') && headings.filter(({ column }) => column.name === name).length > 1;
    if ((stem === name && !isAgain) || table.profiles[index].numberShare < 0.8) continue;
    alike.set(stem, [...(alike.get(stem) ?? []), heading]);
  }
  const found = [...alike.values()].find((own) => own.length >= (own[0].column.name === own[1]?.column.name ? 3 : 4));
  return found ? { code: 'columns-numbered', columns: namesOf(found).slice(0, 4), indices: [] } : null;
}

/** Weeks and months of a year that does not begin in January: Walmart's, the 4-5-4 calendar's, those of a fiscal year. */
const fiscal =
  /fiscal|walmart|financial[\s_-]*(year|week|month|period)|gesch[aä]ftsjahr|exercice|ejercicio|esercizio|boekjaar|财[年周月]|会计(年|期|月)|会計年度|회계|wm[\s_-]?(?:week|wk)|(?<![a-z])(wm_?yr_?wk|fy|fw|fp|4-?5-?4)(?![a-z])|retail[\s_-]*(week|month)/i;

export function fiscalWeeks(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const isDated = columns.some(({ role }) => roleOf(role)?.isDate);
  const found = headings.filter(({ column: { index, name, role } }) => {
    const { yearWeekShare, weekShare, monthShare, numericMonthShare, examples, distinct } = table.profiles[index];
    const isPart = ['year', 'week', 'month'].includes(role) || (role === '' && distinct > 1 && !isDated);
    const isPeriod = roleOf(role)?.isDate && Math.max(yearWeekShare, weekShare, monthShare, numericMonthShare) > 0.8;
    return (isPart || isPeriod) && (fiscal.test(name) || examples.every((text) => fiscal.test(text)));
  });
  return doubtAbout('weeks-fiscal', found);
}

/** Headings that say that something is counted and not what. */
const saysNothing =
  /^(value|val|values|data|number|measure|metric|wert|werte|valor|valeur|valore|waarde|wartość|hodnota|värde|значение|değer|nilai|值|数值|数据|値|값)$/i;

/** Payments, deliveries, invoices: what visits are about only where something was bought. */
export function boughtBeside(headings: readonly Heading[]): FoundDoubt | null {
  const found = saying(headings, 'pay', 'ship', 'freight', 'document');
  return found.length < 4 ? null : doubtAbout('kind-unsure', found);
}

/** Who and what, and nothing of what was done: views, or things bought or wished for. */
export function onlyUsers(_headings: readonly Heading[], { columns, fileName }: Looked): FoundDoubt | null {
  const user = roleAt(columns, 'user');
  if (!user || roleAt(columns, 'event', 'dwell', 'session', 'views', 'visitors') || saysIn(fileName, 'view'))
    return null;
  return { code: 'kind-unsure', columns: [user.name], indices: [] };
}

/** Tills, hours, ways to pay and the like are rarely more. */
const mostGroups = 12;

/** Rows in which a product would hardly be the only one. */
const leastRows = 30;

/** Kinds of movements in a report of stock: what came in and went out, and what was left then. */
export function stockMoved(headings: readonly Heading[], { table }: Looked): FoundDoubt | null {
  const found = headings.filter(({ column: { index } }) => {
    const { distinct, numberShare, dateShare } = table.profiles[index];
    if (distinct < 2 || distinct > mostKinds || numberShare + dateShare > 0) return false;
    const said = new Set(table.rows.map((_, row) => table.text(row, index)));
    return (
      [...said].filter((text) => saysAny(text, ['movement', 'purchasing', 'refund', 'supplier'])).length * 2 > said.size
    );
  });
  return doubtAbout('looks-like-movements', found);
}

const mostKinds = 12;

const before: readonly HeadingMeaning[] = ['view', 'exposure', 'visitor', 'cart', 'forecast'];
const after: readonly HeadingMeaning[] = ['order', 'purchasing', 'pay', 'sold'];
const ofSteps = /funnel|step|stage|stufe|phase|trichter|étape|etapa|fase|этап|воронк|环节|漏斗|阶段|ステップ|단계/i;

/** Steps on the way to a sale, or to a plan's end, below each other: each counts those of the next once more. */
export function stepsCounted(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  if (roleAt(columns, 'order', 'user', 'session')) return null;
  const found = headings.filter(({ column: { index, role, name }, means }) => {
    const { distinct, numberShare, dateShare, commonestShare } = table.profiles[index];
    const areFew = distinct > 2 && distinct <= mostKinds && numberShare + dateShare === 0;
    const mayTell = ['', 'event', 'category', 'status'].includes(role) || (role === 'name' && means.has('event'));
    if (!mayTell || !areFew || commonestShare > 1.5 / distinct) return false;
    const said = [...new Set(table.rows.map((_, row) => table.text(row, index)))];
    const [early, late] = [before, after].map((each) => said.filter((text) => saysAny(text, each)).length);
    return early > 0 && late > 0 && (ofSteps.test(name) || early + late > 2);
  });
  return doubtAbout('kind-unsure', found);
}

/** Kinds of events of no visitor, none of which is one of a visit or a purchase: what was done with goods, sooner. */
export function eventsUntold(_headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const event = roleAt(columns, 'event');
  if (!event || roleAt(columns, 'user', 'session', 'dwell', 'views', 'visitors')) return null;
  const ofVisit = ['view', 'exposure', 'visitor', 'cart', 'sold', 'order', 'pay', 'rating'] as const;
  const says = (...meanings: readonly HeadingMeaning[]): boolean =>
    table.rows.some((_, row) => saysAny(table.text(row, event.index), meanings));
  return says(...ofVisit) && !says('movement', 'purchasing')
    ? null
    : { code: 'kind-unsure', columns: [event.name, ...event.evidence.examples], indices: [] };
}

/** A coupon or a buyer in the place of the product, or a month without the day that stands in another column. */
export function takenForAnother(_headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const taken = roleAt(columns, 'product');
  if (taken && /coupon|voucher|gutschein|优惠券|クーポン|쿠폰|промокод/i.test(taken.name))
    return { code: 'kind-unsure', columns: [taken.name], indices: [] };
  // Lists of invoices name their buyers; and a month in one column wants its day, where that stands in another.
  const called = roleAt(columns, 'name');
  const isList = roleAt(columns, 'order') && !roleAt(columns, 'units', 'price', 'product');
  if (called && isList && saysAny(called.name, ['name']) && !saysAny(called.name, ['product', 'code']))
    return { code: 'kind-unsure', columns: [called.name], indices: [] };
  const date = roleAt(columns, 'date');
  const day = columns.find(({ role, name, index }) => {
    const { parts, maximum, distinct } = table.profiles[index];
    return (
      role === '' &&
      /^(?:days?|tag|jour|d[ií]a|giorno|dag|日|день|일)$/i.test(name.trim()) &&
      parts.day > 0.98 &&
      maximum > 12 &&
      distinct > 3
    );
  });
  const isMonthly =
    date !== undefined &&
    (date.type === 'month' ||
      Math.max(table.profiles[date.index].monthShare, table.profiles[date.index].numericMonthShare) > 0.9);
  if (day && isMonthly) return { code: 'kind-unsure', columns: [date.name, day.name], indices: [] };
  return null;
}

/** Headings told nothing of what is counted, or of what it is counted of. */
export function unsure(_headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const found = columns.filter(
    ({ role, evidence }) =>
      evidence.from === 'content' &&
      evidence.confidence < 0.6 &&
      ['units', 'revenue', 'price', 'product'].includes(role),
  );
  const isCounted = roleAt(columns, 'revenue') || (roleAt(columns, 'units') && roleAt(columns, 'price'));
  const [pieces, amount] = [roleAt(columns, 'units'), roleAt(columns, 'revenue', 'price')];
  // Whole numbers under `value` may be money, pieces, visits or stock.
  if (amount && !pieces && saysNothing.test(amount.name) && table.profiles[amount.index].integerShare > 0.98)
    return { code: 'kind-unsure', columns: [amount.name], indices: [] };
  if (amount && !pieces && mayCount(amount, table) && !isMoneyTotal(amount, columns, table))
    return { code: 'kind-unsure', columns: [amount.name], indices: [] };
  // One name in all rows, and kinds beside it that change: an event and its tickets.
  const product = roleAt(columns, 'product') ?? roleAt(columns, 'name');
  const kinds = columns.filter(
    ({ role, name, index }) =>
      (role === '' || role === 'category') && meaningsOf(name).has('category') && table.profiles[index].distinct > 2,
  );
  if (product && table.rows.length >= leastRows && table.profiles[product.index].distinct === 1 && kinds.length > 0)
    return { code: 'kind-unsure', columns: [product.name, ...kinds.map(({ name }) => name)], indices: [] };
  // Amounts that are several times the price beside them are of more than one piece.
  const [price, paid] = [roleAt(columns, 'price'), roleAt(columns, 'revenue')];
  if (price && paid && !pieces) {
    const [each, all] = [table.numbers(price.index), table.numbers(paid.index)];
    const several = [...each.keys()].filter((row) => each[row] > 0 && all[row] / each[row] > 1.5);
    const areWhole = several.every((row) => Math.abs(all[row] / each[row] - Math.round(all[row] / each[row])) < 0.02);
    if (several.length > table.rows.length * 0.1 && areWhole)
      return { code: 'kind-unsure', columns: [price.name, paid.name], indices: [] };
  }
  // What is the amount itself, cent by cent, counts no pieces.
  if (pieces && amount && table.profiles[pieces.index].integerShare < 0.9 && table.isSame(pieces.index, amount.index))
    return { code: 'kind-unsure', columns: [pieces.name], indices: [] };
  // Amounts without pieces: whole numbers that no heading explains may be these.
  const open = unexplained(
    isCounted && !roleAt(columns, 'units') ? columns.filter((column) => couldBePieces(column, table)) : columns,
    table,
  ).filter(() => !isCounted || !roleAt(columns, 'units'));
  if (open.length > 0) return { code: 'kind-unsure', columns: open.map(({ name }) => name), indices: [] };
  if (found.length === 0) return null;
  // Of pieces, price and amount two are told by their headings, and the third is what they make.
  const told = columns.filter(
    (column) => ['units', 'revenue', 'price'].includes(column.role) && !found.includes(column),
  );
  const isProven =
    pieces !== undefined &&
    price !== undefined &&
    paid !== undefined &&
    table.product(pieces.index, price.index, paid.index) === 'exact';
  const isMade = ({ role, name }: ColumnReport): boolean =>
    role === 'price' || role === 'revenue' || (role === 'units' && (meaningsOf(name).has('ship') || isProven));
  if (found.every(isMade) && told.length > 1) return null;
  // The only column that could be it, of so many that they are hardly tills, hours or ways to pay.
  const isAlone =
    found.length === 1 &&
    found[0].role === 'product' &&
    couldBeProducts(columns, table) === 1 &&
    (table.profiles[found[0].index].distinct > mostGroups ||
      meaningsOf(found[0].name).size > 0 ||
      table.rows.every((_, row) => /^(?=.*\d)(?=.*\p{L})\S*$/u.test(table.text(row, found[0].index))));
  return isAlone ? null : { code: 'kind-unsure', columns: found.map(({ name }) => name), indices: [] };
}

/** A total of an order, in a currency, beside its tax, or of a size that hardly anything is sold in. */
function isMoneyTotal({ name, index }: ColumnReport, columns: readonly ColumnReport[], table: TableEvidence): boolean {
  const { currencies, maximum } = table.profiles[index];
  const isToldOf = columns.some(
    ({ role, name: other }) =>
      role === 'currency' || meaningsOf(other).has('tax') || /cashier|kassier|caissi|terminal|收银/i.test(other),
  );
  const isOfOrders = roleAt(columns, 'order', 'customer') !== undefined;
  return (
    meaningsOf(name).has('total') &&
    (isToldOf || isOfOrders || currencies.length > 0 || maximum >= 1000 || /sub|小/i.test(name))
  );
}

/** Amounts or prices by their words, with figures that can't be read, and no others. */
export function moneyUnread(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  if (roleAt(columns, 'revenue', 'price')) return null;
  const found = saying(headings, 'amount', 'revenue', 'price').filter(({ column: { role, index }, means }) => {
    const cells = table.rows.map((_, row) => table.text(row, index)).filter((text) => text !== '');
    const areFigures = cells.length > 0 && cells.filter((text) => /\d/.test(text)).length >= cells.length * 0.8;
    return (
      role === '' && areFigures && table.profiles[index].numberShare < 0.5 && !notPaid.some((each) => means.has(each))
    );
  });
  return doubtAbout('kind-unsure', found);
}

/** What a heading says but for where it was sold. */
const apartFromPlace = (name: string): string => [...meaningsOf(name)].filter((each) => !ofParts.includes(each)).join();
const ofParts: readonly HeadingMeaning[] = ['store', 'place', 'promotion', 'customer', 'list'];

const isOfPlace = (name: string): boolean =>
  /(?<!\p{L})(?:retail|wholesale|b2b|b2c|aktion|normal|promo|regular|full[\s_-]price|markdown|member|guest|uk|eu)(?!\p{L})/iu.test(
    name,
  ) ||
  saysAny(name, ['store', 'place']) ||
  /online|(?<!\p{L})web(?!\p{L})|webshop|线上|オンライン|온라인/iu.test(name);

/** Pieces or amounts in several columns, now more in one and now in another: parts of what was sold, by store or way of sale. */
export function sideBySide(headings: readonly Heading[], looked: Looked): FoundDoubt | null {
  const { columns, table, alike } = looked;
  const isMade = multiplies(looked) === 'exact';
  const inSeveral = saying(headings, 'currency').some(({ column }) => table.profiles[column.index].distinct > 1);
  // The same amount after its discount, and with its tax, is no other part of what was sold.
  const figures = headings.filter(({ column: { index } }) => table.profiles[index].numberShare > 0.8);
  const [off, added] = [saying(figures, 'discount'), saying(figures, 'tax', 'freight', 'fee')].map((each) =>
    each.map(({ column }) => column.index),
  );
  const found = (['units', ...(inSeveral ? [] : ['revenue' as const])] as const).flatMap((role) => {
    const taken = roleAt(columns, role);
    const isAlike = ({ name, role: own, index }: ColumnReport): boolean =>
      alike[role]?.includes(index) ||
      ((own === '' || own === 'stock') && apartFromPlace(name) === apartFromPlace(taken?.name ?? ''));
    const others = headings.filter(
      ({ column, means }) =>
        isAlike(column) &&
        !(['ship', 'freight', 'forecast'] as const).some((each) => means.has(each)) &&
        // What was ordered, beside what was sold, came from a supplier.
        !(
          (means.has('order') || /ordered/i.test(column.name)) &&
          !means.has('sold') &&
          saysAny(taken?.name ?? '', ['sold'])
        ) &&
        !(ofYearBefore.test(column.name) && !/\bPY\b/.test(column.name)),
    );
    return taken
      ? others.filter(
          ({ column: { index, name } }) =>
            ((isOfPlace(name) && isOfPlace(taken.name)) ||
              (!(role === 'units' && isMade) && table.isApartFrom(index, taken.index))) &&
            !table.isSame(index, taken.index) &&
            !table.isMadeOf(index, taken.index, off, added) &&
            !table.isMadeOf(taken.index, index, off, added),
        )
      : [];
  });
  return doubtAbout('kind-unsure', found);
}

/** Asks about {@link untoldRivals}, unless pieces times their price make the amounts that were taken. */
export function rivals(headings: readonly Heading[], looked: Looked): FoundDoubt | null {
  return multiplies(looked) === 'exact' ? null : doubtAbout('kind-unsure', untoldRivals(headings, looked));
}

/** Numbers under headings that nobody knows which are of the size of the amounts or pieces that were taken and come to another sum, or could be the pieces where no column is. */
export function untoldRivals(headings: readonly Heading[], looked: Looked): Heading[] {
  const { columns, table } = looked;
  const [units, price, amount] = [roleAt(columns, 'units'), roleAt(columns, 'price'), roleAt(columns, 'revenue')];
  const [pieces, sums] = [units, amount].map((each) => (each ? table.numbers(each.index) : new Float64Array()));
  const several = [...pieces.keys()].filter((row) => Math.abs(pieces[row]) > 1);
  /** Times pieces the amount, where nothing was taken off. */
  const isPrice = (index: number): boolean => {
    const made = several.filter((row) => Math.abs(table.numbers(index)[row] * pieces[row] - sums[row]) < 0.006);
    return made.length > 0 && made.length >= several.length * 0.3;
  };
  const off = saying(headings, 'fee', 'discount', 'tax', 'freight')
    .filter(({ column: { index } }) => table.profiles[index].numberShare > 0.8)
    .map(({ column }) => column.index);
  return headings.filter(({ column: { role, name, index } }) => {
    const { numberShare, integerShare, filled, sampled, maximum, minimum, distinct } = table.profiles[index];
    const isCode = integerShare > 0.98 && (table.isUnique(index) || table.isRowNumber(index));
    if (role !== '' || isCode || numberShare < 0.9 || filled * 2 < sampled || ofYearBefore.test(name)) return false;
    // `Received` may be what was paid, and what of it came in.
    if (distinct < 2 || maximum <= 1 || [...meaningsOf(name)].some((each) => each !== 'finish')) return false;
    // Beside what was sold other counts are of what was made, or is left.
    const isReduced = units && price && amount && table.isReducedProduct(amount.index, units.index, price.index);
    const isSold =
      (units !== undefined && amount !== undefined && saysAny(units.name, ['sold'])) ||
      isReduced ||
      ['exact', 'near'].includes(multiplies(looked));
    const mayBePieces = integerShare > 0.98 && minimum >= 0 && maximum < 1e4 && !isSold;
    if (isPrice(index)) return false;
    // What is left of the amount when fees or discounts are off.
    if (amount && table.isMadeOf(index, amount.index, off, [])) return false;
    const taken = [amount ?? price, mayBePieces ? units : undefined];
    return (mayBePieces && !units) || taken.some((each) => each && table.isRival(index, each.index));
  });
}

/** Numbers with three decimals, as kilograms and cubic metres are written and money is not. */
function hasThousandths({ index }: ColumnReport, table: TableEvidence): boolean {
  const cells = table.rows.map((_, row) => table.text(row, index)).filter((text) => text !== '');
  return cells.filter((text) => /\d[.,]\d{3}$/.test(text)).length > cells.length * 0.7;
}

/** Whole numbers of a size that pieces have, or thousandths, under nothing but `sales`, `total` or `value`: pieces as well as money. */
export function mayCount(column: ColumnReport, table: TableEvidence): boolean {
  const { name, role } = column;
  const words = headingWords(name);
  const isBare =
    words.length > 0 &&
    words.every(({ means: [only, ...more] }) => more.length === 0 && (only === 'sold' || only === 'total'));
  const mayBePieces = couldBePieces(column, table) || hasThousandths(column, table);
  return role === 'revenue' && (isBare || saysNothing.test(name)) && mayBePieces;
}

/** Which row it is, or of which rank. */
const ofPlaces =
  /^(?:#|№|n[°ºo]\.?|nr\.?|rank|rang|rango|posto|rk\.?|pos\.?|lfd\.?\s?nr\.?|s\/?n|sr\.?\s?no\.?|no|п\/п|№ п\/п|место|序号|排名|名次|順位|순위|순번|stt)$/iu;

/** Numbers under headings of which no word is known: pieces or amounts that are not found elsewhere may be these. */
export function unexplained(columns: readonly ColumnReport[], table: TableEvidence): ColumnReport[] {
  return columns.filter(({ role, name, index }) => {
    const { numberShare, distinct, maximum } = table.profiles[index];
    // Amounts of orders that are only called a cost may be what was paid.
    const isOnlyCost = role === 'cost' && roleAt(columns, 'order') && !roleAt(columns, 'revenue', 'price');
    const isOnlyStock = role === 'stock' && roleAt(columns, 'order') && !roleAt(columns, 'units');
    if (isOnlyCost || isOnlyStock) return true;
    if (role !== '' || name === '' || numberShare < 0.95 || distinct < 3 || maximum <= 0) return false;
    if (ofPlaces.test(name.trim())) return false;
    const means = meaningsOf(name);
    // Pieces by another word, or a part of them, where no column has the pieces.
    const isPieces = !roleAt(columns, 'units') && means.has('quantity') && !means.has('price') && !means.has('amount');
    // `Products (orders placed)`: how many of them.
    const ofProducts: readonly HeadingMeaning[] = ['product', 'order', 'create', 'ship', 'finish', 'pay'];
    const countsProducts =
      !roleAt(columns, 'units') &&
      means.has('product') &&
      means.size > 1 &&
      [...means].every((each) => ofProducts.includes(each)) &&
      table.profiles[index].integerShare > 0.98 &&
      maximum < 1e5;
    // Amounts by their words, which none was taken for.
    const isAmount =
      !roleAt(columns, 'revenue', 'price') &&
      (['amount', 'revenue', 'price', 'net', 'gross', 'money'] as const).some((each) => means.has(each)) &&
      !notPaid.some((each) => means.has(each));
    // `Volume` may be litres as well as pieces.
    const isVolume =
      !roleAt(columns, 'units') && saysOnly(name, 'measure') && table.profiles[index].integerShare > 0.98;
    // Of `Boxes Shipped` a word says what was done with them, and none what they are.
    const words = headingWords(name);
    const said = roleAt(columns, 'units') ? words : words.filter(({ means }) => !means.includes('ship'));
    const isUnknown = said.every(({ means }) => means.length === 0) && (said.length > 0 || words.length === 0);
    const isOpen = isPieces || countsProducts || isAmount || isVolume || isUnknown;
    return isOpen && !table.isUnique(index);
  });
}

/** What may stand in the heading of how many orders there were. */
const ofOrders: readonly HeadingMeaning[] = [
  'order',
  'sold',
  'document',
  'purchasing',
  'pay',
  'create',
  'deal',
  'quantity',
  'total',
  'id',
];

/** Numbers of orders begin beyond that. */
const mostFirst = 20;

/** Columns of how many orders, receipts or purchases there were, in sales of which no column says how many pieces: they are no pieces, and all that is known of these. */
export function ordersCounted(columns: readonly ColumnReport[], table: TableEvidence): string[] {
  if (roleAt(columns, 'units') || !roleAt(columns, 'revenue')) return [];
  return columns
    .filter((column) => {
      const { role, name, index } = column;
      const { numberShare, minimum, distinct } = table.profiles[index];
      const means = [...meaningsOf(name)];
      const isOfOrders =
        /conversions?(?![\s_-]*rate)|(?:web|ecommerce)[\s_]purchases|转化数|笔数|単数/i.test(name) ||
        (means.some((each) => ofOrders.slice(0, 4).includes(each)) && means.every((each) => ofOrders.includes(each)));
      const isCount = numberShare > 0.95 && minimum >= 0 && distinct > 2 && couldBePieces(column, table);
      const isOpen = role === '' || (role === 'order' && minimum <= mostFirst);
      return isOpen && isOfOrders && isCount && !table.isUnique(index);
    })
    .map(({ name }) => name);
}

/** Whole numbers of a size that counts of pieces have. */
export function couldBePieces({ index }: ColumnReport, table: TableEvidence): boolean {
  const { integerShare, maximum } = table.profiles[index];
  return integerShare > 0.98 && maximum < 1e5;
}

/** Amounts under these words are no sale. */
const notPaid: readonly HeadingMeaning[] = [
  'cost',
  'tax',
  'fee',
  'freight',
  'discount',
  'refund',
  'profit',
  'share',
  'average',
  'persons',
  'list',
];

/** Columns of repeating texts that no heading explains. */
function couldBeProducts(columns: readonly ColumnReport[], { profiles }: TableEvidence): number {
  return columns.filter(({ role, index }) => {
    const { distinct, filled, type } = profiles[index];
    return (
      (role === '' || role === 'product') && distinct >= 2 && distinct < filled && type !== 'decimal' && type !== 'date'
    );
  }).length;
}
