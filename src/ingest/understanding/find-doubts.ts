import type { ColumnRole, FileKind } from '#ingest/file-kind.ts';
import type { ColumnReport } from '#ingest/import-report.ts';
import { roleScore } from '#ingest/roles/role-score.ts';
import { type HeadingMeaning, headingWords } from '#ingest/understanding/heading-words.ts';
import { meaningsOf } from '#ingest/understanding/meaning-score.ts';
import { periodsIn } from '#ingest/understanding/periods-in.ts';
import type { TableEvidence } from '#ingest/understanding/table-evidence.ts';
import { englishMonth } from '#ingest/values/month-words.ts';

/** What a table looks like though its columns could be those of sales, or why its figures can't be taken as they stand. */
export type Doubt =
  | 'looks-like-purchases'
  | 'looks-like-advertising'
  | 'looks-like-forecast'
  | 'looks-like-movements'
  | 'looks-like-payments'
  | 'looks-like-returns'
  | 'looks-like-prices'
  | 'looks-like-customers'
  | 'items-in-cell'
  | 'units-mixed'
  | 'packs-counted'
  | 'columns-numbered'
  | 'kind-unsure'
  | 'running-total';

export interface FoundDoubt {
  readonly code: Doubt;
  /** Headings that say so. */
  readonly columns: readonly string[];
  /** Positions of the columns concerned, of running totals. */
  readonly indices: readonly number[];
}

interface Looked {
  readonly kind: FileKind;
  readonly columns: readonly ColumnReport[];
  readonly table: TableEvidence;
  readonly fileName: string;
  /** What the lines above the table say. */
  readonly titles: string;
}

/** What speaks against taking a table for what its columns seem to make it; null where nothing does. */
export function findDoubt(looked: Looked): FoundDoubt | null {
  const headings = looked.columns
    .filter(({ index }) => looked.table.profiles[index].filled > 0)
    .map((column) => ({ column, means: meaningsOf(column.name) }));
  for (const look of doubtsOf[looked.kind] ?? []) {
    const found = look(headings, looked);
    if (found) return found;
  }
  return null;
}

const salesDoubts = [
  advertising,
  measuresInRows,
  unitsMixed,
  packs,
  settlement,
  returns,
  forecast,
  purchases,
  payments,
  customers,
  prices,
  movements,
  itemsInCell,
  points,
  runningTotal,
  unsure,
];

const doubtsOf: Readonly<
  Partial<Record<FileKind, readonly ((headings: readonly Heading[], looked: Looked) => FoundDoubt | null)[]>>
> = {
  sales: salesDoubts,
  stock: [forecast, periodsAside, numbered, soldBeside],
  browsing: [advertising, points, onlyUsers, soldBeside],
  catalogue: [periodsAside, numbered, tradeBeside],
  candidates: [periodsAside, numbered, tradeBeside],
};

interface Heading {
  readonly column: ColumnReport;
  readonly means: ReadonlySet<HeadingMeaning>;
}

const namesOf = (headings: readonly Heading[]): string[] => headings.map(({ column }) => column.name);
const saying = (headings: readonly Heading[], ...meanings: readonly HeadingMeaning[]): Heading[] =>
  headings.filter(({ means }) => meanings.some((each) => means.has(each)));
const roleAt = (columns: readonly ColumnReport[], ...roles: readonly ColumnRole[]): ColumnReport | undefined =>
  columns.find(({ role }) => role !== '' && roles.includes(role));

/** Impressions and clicks of ads beside what they cost, and no orders. */
function advertising(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  if (roleAt(columns, 'order')) return null;
  const shown = saying(headings, 'exposure');
  const paid = saying(headings, 'advert');
  // A marketplace's offers are advertisements too (anúncio, annonce): something was shown, or two columns say what it cost.
  const counted = paid.filter(({ column }) => table.profiles[column.index].numberShare > 0.8);
  if (shown.length + paid.length < 3 || (shown.length === 0 && counted.length < 2) || paid.length === 0) return null;
  return { code: 'looks-like-advertising', columns: namesOf([...shown, ...paid]).slice(0, 4), indices: [] };
}

/** The number of each row is that of a return, or a line above the table says so of all. */
function returns(headings: readonly Heading[], { table, titles }: Looked): FoundDoubt | null {
  if (saysIn(titles, 'refund') && !saysIn(titles, 'sold') && !saysIn(titles, 'order'))
    return { code: 'looks-like-returns', columns: [titles], indices: [] };
  const found = saying(headings, 'refund').filter(
    ({ column, means }) =>
      (means.has('id') || means.has('reason') || means.has('date') || means.has('time')) &&
      table.profiles[column.index].filled >= table.profiles[column.index].sampled * 0.9,
  );
  return found.length > 0 ? { code: 'looks-like-returns', columns: namesOf(found), indices: [] } : null;
}

/** What is counted is a forecast, a target or a budget by its heading or the file's name. */
function forecast(headings: readonly Heading[], { columns, fileName }: Looked): FoundDoubt | null {
  const counted = saying(headings, 'forecast').filter(
    ({ column, means }) =>
      !means.has('exposure') && !means.has('advert') && ['units', 'revenue', 'stock'].includes(column.role),
  );
  // Offers, drafts and carts that were left: nothing of them was bought.
  const offers = saying(headings, 'quote').filter(
    ({ column, means }) =>
      column.role === 'date' ||
      column.role === 'datetime' ||
      (['id', 'pay', 'cart'] as const).some((each) => means.has(each)),
  );
  if (offers.length > 0) return { code: 'looks-like-forecast', columns: namesOf(offers), indices: [] };
  const named = !roleAt(columns, 'order') && saysIn(fileName, 'forecast') && !saysIn(fileName, 'launch');
  const others = saying(headings, 'forecast').length;
  if (counted.length === 0 && !(named && others + Number(!roleAt(columns, 'customer', 'status')) > 0)) return null;
  return { code: 'looks-like-forecast', columns: counted.length > 0 ? namesOf(counted) : [fileName], indices: [] };
}

/** Suppliers, purchase prices, receipts of goods; nobody who bought. */
function purchases(headings: readonly Heading[], { columns, table, fileName }: Looked): FoundDoubt | null {
  const { profiles } = table;
  const filled = headings.filter(({ column }) => profiles[column.index].filled * 2 >= profiles[column.index].sampled);
  const suppliers = saying(filled, 'supplier');
  // The day of a purchase is the customer's as well.
  const bought = saying(filled, 'purchasing').filter(({ means }) => !means.has('date') && !means.has('time'));
  const costly = saying(headings, 'cost').filter(({ column }) => ['revenue', 'price'].includes(column.role));
  const sold = saying(headings, 'sold', 'refund', 'cart', 'revenue').length > 0;
  const customer = roleAt(columns, 'customer') !== undefined || saying(headings, 'customer').length > 0;
  const weight =
    (suppliers.length > 0 ? 1 : 0) +
    (bought.length > 0 ? 1.2 : 0) +
    (bought.length > 2 ? 0.5 : 0) +
    (costly.length > 0 ? 0.6 : 0) +
    (roleAt(columns, 'cost') && !roleAt(columns, 'price') ? 0.4 : 0) +
    (roleAt(columns, 'order') && !roleAt(columns, 'status') ? 0.3 : 0) +
    (roleAt(columns, 'units', 'product') ? 0 : 0.3) +
    (saysIn(fileName, 'purchasing') || saysIn(fileName, 'supplier') ? 1 : 0) -
    (sold ? 1 : 0) -
    (customer ? 2.5 : 0);
  return weight >= 1.2
    ? { code: 'looks-like-purchases', columns: namesOf([...suppliers, ...bought, ...costly]).slice(0, 4), indices: [] }
    : null;
}

/** Amounts with fees and cards, and neither products nor pieces. */
function payments(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const product = roleAt(columns, 'product', 'name');
  const isNamed = product?.role === 'product' && table.profiles[product.index].distinct > 1;
  if (roleAt(columns, 'units', 'price') || isNamed) return null;
  const found = saying(headings, 'fee', 'pay', 'bank');
  const hasBalance = saying(headings, 'bank').some(({ column }) => table.profiles[column.index].numberShare > 0.8);
  return found.length >= 2 || hasBalance
    ? { code: 'looks-like-payments', columns: namesOf(found).slice(0, 4), indices: [] }
    : null;
}

/** Pieces and amounts below each other under one heading, with a column that says which a row is. */
function measuresInRows(headings: readonly Heading[], { table }: Looked): FoundDoubt | null {
  const found = headings.filter(({ column: { index } }) => {
    const { distinct, numberShare } = table.profiles[index];
    if (distinct < 2 || distinct > 8 || numberShare > 0) return false;
    const kinds = table.rows.map((_, row) => meaningsOf(table.text(row, index)));
    const counts = kinds.filter((means) => means.has('quantity')).length;
    const amounts = kinds.filter((means) => isAmount(means)).length;
    return counts >= kinds.length * 0.1 && amounts >= kinds.length * 0.1 && counts + amounts >= kinds.length * 0.5;
  });
  return found.length > 0 ? { code: 'kind-unsure', columns: namesOf(found), indices: [] } : null;
}

const countingWords = {
  piece: /^(pcs?|pieces?|units?|ea|each|szt|stk|stück|stuks?|st|ks|pz|ud|uds|un|adet|шт|件|个|個|只|支|개|cái|ชิ้น)\.?$/i,
  pack: /^(kart(on)?|karton|carton|ctn|cases?|cs|box(es)?|packs?|pk|ve|doz(en)?|dz|palet(te)?|caja|caixa|cx|caisse|collo|colli|koli|kutu|doos|balení|opak|уп|упак|короб|кор|箱|盒|包|打|袋|ケース|박스|thùng|กล่อง)\.?$/i,
  weight: /^(kg|kilo|g|gr?|gram|t|lb|lbs|oz|l|liter|litre|ml|m|cm|m2|公斤|克|斤|кг|г)\.?$/i,
};

/** A column that says what the pieces of each row are, and one product counted in several ways: 3 pieces, 2 cartons. */
function unitsMixed(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const [product, units] = [roleAt(columns, 'product', 'name'), roleAt(columns, 'units')];
  if (!product || !units) return null;
  const wayOf = (text: string): string =>
    Object.entries(countingWords).find(([, words]) => words.test(text))?.[0] ?? '';
  const found = headings.filter(({ column: { index } }) => {
    const { distinct, numberShare, filled, sampled } = table.profiles[index];
    if (distinct < 2 || distinct > 12 || numberShare > 0.1 || filled < sampled * 0.5) return false;
    const ways = new Map<string, Set<string>>();
    for (let row = 0; row < table.rows.length; row++) {
      const [way, own] = [wayOf(table.text(row, index)), table.text(row, product.index)];
      if (way === '' && table.text(row, index) !== '') return false;
      if (way !== '') ways.set(own, (ways.get(own) ?? new Set()).add(way));
    }
    return [...ways.values()].filter(({ size }) => size > 1).length >= 2;
  });
  return found.length > 0 ? { code: 'units-mixed', columns: [units.name, ...namesOf(found)], indices: [] } : null;
}

/** Packs times the pieces of a pack times the price of a piece make the amount: what was counted are packs. */
function packs(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const [units, amount] = [roleAt(columns, 'units'), roleAt(columns, 'revenue')];
  if (!units || !amount || table.rows.length < 12) return null;
  const [counted, sums] = [table.numbers(units.index), table.numbers(amount.index)];
  const numbers = headings.filter(
    ({ column }) => column !== units && column !== amount && table.profiles[column.index].numberShare > 0.9,
  );
  for (const size of saying(numbers, 'quantity', 'each'))
    for (const price of saying(numbers, 'price')) {
      if (price === size || size.means.has('amount')) continue;
      const [inPack, each] = [table.numbers(size.column.index), table.numbers(price.column.index)];
      const told = sums.filter((_, row) => inPack[row] > 1 && counted[row] > 0 && each[row] > 0).length;
      const same = sums.filter((sum, row) => Math.abs(counted[row] * inPack[row] * each[row] - sum) < 0.011);
      if (told >= 12 && same.length >= sums.length * 0.9)
        return { code: 'packs-counted', columns: [units.name, size.column.name], indices: [] };
    }
  return null;
}

/** `Net Sales` beside `Units Sold` are amounts. */
function isAmount(means: ReadonlySet<HeadingMeaning>): boolean {
  return (
    means.has('amount') || means.has('revenue') || means.has('price') || (means.has('sold') && !means.has('quantity'))
  );
}

/** Share of the rows that name a fee, a tax or a delivery as what their amount is. */
const leastCharges = 0.2;

/** One line of an order in several rows, each with another of its amounts: price, fees, taxes, delivery. */
function settlement(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const charges: readonly HeadingMeaning[] = ['fee', 'tax', 'freight', 'advert', 'discount'];
  const amount = roleAt(columns, 'revenue', 'price');
  if (!amount) return null;
  const isNetted = table.profiles[amount.index].negativeShare > 0.1;
  const found = headings.filter(({ column }) => {
    const { distinct, numberShare, dateShare } = table.profiles[column.index];
    if (distinct < 2 || distinct > 60 || numberShare + dateShare > 0.1 || column.role === 'product') return false;
    const named = table.rows.filter((_, row) => {
      const means = meaningsOf(table.text(row, column.index));
      return charges.some((each) => means.has(each));
    });
    // Products among them: lines of orders, those of delivery and payment in rows of their own.
    const isMixed =
      distinct <= 8 && table.rows.some((_, row) => meaningsOf(table.text(row, column.index)).has('product'));
    return (isNetted || isMixed) && named.length >= table.rows.length * leastCharges;
  });
  return found.length > 0 ? { code: 'looks-like-payments', columns: namesOf(found), indices: [] } : null;
}

/** One row a customer, with what they have bought in all. */
function customers(_headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const customer = roleAt(columns, 'customer');
  if (!customer || roleAt(columns, 'order', 'product', 'price') || !table.isUnique(customer.index)) return null;
  return { code: 'looks-like-customers', columns: [customer.name], indices: [] };
}

/** `ab Menge`, `From quantity`: from so many pieces on a price holds. */
const scaleWord = /^(ab|from|min|à partir|a partir|desde|起|满)(?![a-z])/i;

/** Prices with days and nothing that was sold: without pieces, or with the days and quantities from which they hold. */
function prices(headings: readonly Heading[], { columns }: Looked): FoundDoubt | null {
  const price = roleAt(columns, 'price');
  const holding = headings.filter(
    ({ column, means }) =>
      (means.has('validity') && ['date', 'datetime'].includes(column.role)) ||
      (column.role === 'units' && scaleWord.test(column.name)),
  );
  if (price && holding.length > 0 && !roleAt(columns, 'order', 'customer', 'status'))
    return { code: 'looks-like-prices', columns: namesOf(holding), indices: [] };
  if (
    !price ||
    price.evidence.from === 'chosen' ||
    price.evidence.from === 'content' ||
    roleAt(columns, 'units', 'revenue', 'order', 'customer', 'status')
  )
    return null;
  return { code: 'looks-like-prices', columns: [price.name], indices: [] };
}

/** `Mug × 2, Lamp × 1`: several products with their pieces in one cell. */
const severalItems = /(?:[x×*]\s?\d+|\b(?:qty|quantity)\W{0,4}\d+|数量\W?\d+)[^,;|+\n]*[,;|+\n]/i;
const betweenItems = /\s*(?:[;|+\n；、，]|,)\s*/;

/** Products listed in one cell: with their pieces, or such that each stands alone in other cells. */
function itemsInCell(_headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  for (const each of [roleAt(columns, 'product'), roleAt(columns, 'name')]) {
    if (!each) continue;
    const cells = table.rows.map((row) => (row[each.index] ?? '').trim());
    const alone = new Set(cells);
    const lists = cells.filter((cell) => {
      if (severalItems.test(cell)) return true;
      const parts = cell.split(betweenItems);
      return parts.length > 1 && parts.every((part) => alone.has(part));
    });
    if (lists.length >= Math.max(3, cells.length * 0.03))
      return { code: 'items-in-cell', columns: [each.name], indices: [] };
  }
  return null;
}

/** Goods that came in and went out: kinds of movements, or counts of both signs without money. */
function movements(headings: readonly Heading[], { columns, table, fileName }: Looked): FoundDoubt | null {
  const units = roleAt(columns, 'units');
  const moved = saying(headings, 'movement');
  const profileOf = (index: number) => table.profiles[index];
  // Sales and purchases side by side: goods that go out count below zero.
  const kinds = headings.filter(({ column: { index } }) => {
    if (profileOf(index).distinct > 12 || profileOf(index).numberShare > 0) return false;
    const said = new Set(table.rows.flatMap((_, row) => [...meaningsOf(table.text(row, index))]));
    return said.has('sold') && (said.has('purchasing') || said.has('movement') || said.has('order'));
  });
  if (units && kinds.length > 0 && profileOf(units.index).negativeShare > 0.3)
    return { code: 'looks-like-movements', columns: namesOf(kinds), indices: [] };
  if (!units || roleAt(columns, 'customer', 'price')) return null;
  if (moved.length > 0 && !roleAt(columns, 'order'))
    return { code: 'looks-like-movements', columns: namesOf(moved), indices: [] };
  if (roleAt(columns, 'revenue')) return null;
  const received = headings.filter(({ means }) => means.has('purchasing') && means.has('quantity'));
  const places = betweenPlaces(headings, table);
  const found = [...saying(headings, 'movement'), ...received, ...places];
  const profile = table.profiles[units.index];
  const bothWays = profile.filled >= 20 && profile.negativeShare > 0.15 && profile.negativeShare < 0.85;
  if (found.length === 0 && !bothWays && !saysIn(fileName, 'movement')) return null;
  return { code: 'looks-like-movements', columns: found.length > 0 ? namesOf(found) : [units.name], indices: [] };
}

const outOf =
  /^(from|source|origin|von|herkunft|de|depuis|origine|desde|origen|da|из|откуда|调出|转出|移出|源|来源|出庫元|移動元)/i;
const into =
  /^(to|dest|target|nach|ziel|vers|destination|hacia|destino|para|в|куда|调入|转入|移入|目标|目的|移動先|入庫先)/i;

/** Where goods came from and where they went, some places being both. */
function betweenPlaces(headings: readonly Heading[], table: TableEvidence): readonly Heading[] {
  const texts = headings.filter(({ column: { index } }) => {
    const { numberShare, dateShare, filled, sampled } = table.profiles[index];
    return numberShare + dateShare < 0.2 && filled >= sampled * 0.8;
  });
  const placesOf = ({ column }: Heading): Set<string> =>
    new Set(table.rows.map((_, row) => table.text(row, column.index)));
  for (const from of texts.filter(({ column }) => outOf.test(column.name)))
    for (const to of texts.filter(({ column }) => column !== from.column && into.test(column.name)))
      if ([...placesOf(from)].some((place) => place !== '' && placesOf(to).has(place))) return [from, to];
  return [];
}

/** Numbers of orders beside buyers, payments or deliveries: lists of products have none of them. */
function tradeBeside(headings: readonly Heading[]): FoundDoubt | null {
  const orders = headings.filter(({ means }) => means.has('order') && means.has('id'));
  const trade = saying(headings, 'customer', 'pay', 'ship', 'freight');
  if (orders.length === 0 || trade.length < 2) return null;
  return { code: 'kind-unsure', columns: namesOf([...orders, ...trade]).slice(0, 4), indices: [] };
}

/** Points of a club of customers, which are neither pieces nor views. */
function points(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const found = saying(headings, 'points').filter(({ column }) => table.profiles[column.index].numberShare > 0.8);
  if (found.length === 0 || roleAt(columns, 'views', 'session', 'dwell', 'revenue', 'price')) return null;
  const counted = roleAt(columns, 'units');
  if (counted && !found.some(({ column }) => column === counted)) return null;
  return { code: 'kind-unsure', columns: namesOf(found), indices: [] };
}

/** Pieces or amounts of which each day holds all days before. */
function runningTotal(_headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const product = roleAt(columns, 'product', 'name');
  const date = roleAt(columns, 'datetime', 'date');
  if (!product || !date) return null;
  const days = table.dates(date.index);
  const found = columns.filter(
    ({ role, index }) => (role === 'units' || role === 'revenue') && table.isRunning(index, product.index, days),
  );
  return found.length > 0
    ? { code: 'running-total', columns: found.map(({ name }) => name), indices: found.map(({ index }) => index) }
    : null;
}

/** Amounts of many sizes that some day were turned over, in a log of stock or visits: these may be what was sold. */
function soldBeside(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const date = roleAt(columns, 'date', 'datetime');
  if (!date || table.profiles[date.index].distinct < 2) return null;
  const found = headings.filter(({ column: { name, role, index } }) => {
    const profile = table.profiles[index];
    return (
      role === '' && profile.integerShare < 0.9 && profile.distinct > 12 && roleScore(name, 'revenue', profile) > 0.55
    );
  });
  return found.length > 0 ? { code: 'kind-unsure', columns: namesOf(found), indices: [] } : null;
}

/** A list with numbers under three or more periods that could not be read as a table of these: actuals beside forecasts, say. */
function periodsAside(headings: readonly Heading[], { table }: Looked): FoundDoubt | null {
  const found = headings.filter(
    ({ column: { index, name } }) => table.profiles[index].numberShare > 0.8 && namesPeriod(name),
  );
  if (found.length < 3) return null;
  const isForecast = found.some(({ means }) => means.has('forecast'));
  return { code: isForecast ? 'looks-like-forecast' : 'kind-unsure', columns: namesOf(found).slice(0, 4), indices: [] };
}

function namesPeriod(name: string): boolean {
  return (
    periodsIn([name]).length > 0 ||
    (/\d{2}/.test(name) && name.split(/[\s\d'’._-]+/).some((word) => englishMonth(word) !== ''))
  );
}

/** Four or more columns of numbers that only a number tells apart (`d_1`, `d_2`, ...): periods of some kind, more likely than what a product is like. */
function numbered(headings: readonly Heading[], { table }: Looked): FoundDoubt | null {
  const alike = new Map<string, Heading[]>();
  for (const heading of headings) {
    const { name, index } = heading.column;
    const stem = name.replace(/\d+|[一二三四五六七八九十]+(?=季)/g, '#');
    if (stem === name || table.profiles[index].numberShare < 0.8) continue;
    alike.set(stem, [...(alike.get(stem) ?? []), heading]);
  }
  const found = [...alike.values()].find(({ length }) => length >= 4);
  return found ? { code: 'columns-numbered', columns: namesOf(found).slice(0, 4), indices: [] } : null;
}

/** Headings that say that something is counted and not what. */
const saysNothing =
  /^(value|val|values|data|number|measure|metric|wert|werte|valor|valeur|valore|waarde|wartość|hodnota|värde|значение|değer|nilai|值|数值|数据|値|값)$/i;

/** Who and what, and nothing of what was done: views, or things bought or wished for. */
function onlyUsers(_headings: readonly Heading[], { columns, fileName }: Looked): FoundDoubt | null {
  const user = roleAt(columns, 'user');
  if (!user || roleAt(columns, 'event', 'dwell', 'session', 'views', 'visitors') || saysIn(fileName, 'view'))
    return null;
  return { code: 'kind-unsure', columns: [user.name], indices: [] };
}

/** Headings told nothing of what is counted, or of what it is counted of. */
function unsure(_headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
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
  if (found.every(({ role }) => role === 'price') && roleAt(columns, 'units') && roleAt(columns, 'revenue'))
    return null;
  const isAlone = found.length === 1 && found[0].role === 'product' && couldBeProducts(columns, table) === 1;
  return isAlone ? null : { code: 'kind-unsure', columns: found.map(({ name }) => name), indices: [] };
}

/** Numbers under headings of which no word is known: pieces or amounts that are not found elsewhere may be these. */
export function unexplained(columns: readonly ColumnReport[], table: TableEvidence): ColumnReport[] {
  return columns.filter(({ role, name, index }) => {
    const { numberShare, distinct, maximum } = table.profiles[index];
    // Amounts of orders that are only called a cost may be what was paid.
    const isOnlyCost = role === 'cost' && roleAt(columns, 'order') && !roleAt(columns, 'revenue', 'price');
    const isOnlyStock = role === 'stock' && roleAt(columns, 'order') && !roleAt(columns, 'units');
    if (isOnlyCost || isOnlyStock) return true;
    if (role !== '' || name === '' || numberShare < 0.95 || distinct < 3 || maximum <= 0) return false;
    const means = meaningsOf(name);
    // Pieces by another word, or a part of them, where no column has the pieces.
    const isPieces = !roleAt(columns, 'units') && means.has('quantity') && !means.has('price') && !means.has('amount');
    // Amounts by their words, which none was taken for.
    const isAmount =
      !roleAt(columns, 'revenue', 'price') &&
      (means.has('amount') || means.has('revenue') || means.has('price')) &&
      !notPaid.some((each) => means.has(each));
    const isOpen = isPieces || isAmount || headingWords(name).every(({ means }) => means.length === 0);
    return isOpen && !table.isUnique(index);
  });
}

/** Whole numbers of a size that counts of pieces have. */
export function couldBePieces({ index }: ColumnReport, table: TableEvidence): boolean {
  const { integerShare, maximum } = table.profiles[index];
  return integerShare > 0.98 && maximum < 1e5;
}

/** Amounts under these words are no sale. */
const notPaid = [
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
] as const;

/** Columns of repeating texts that no heading explains. */
function couldBeProducts(columns: readonly ColumnReport[], { profiles }: TableEvidence): number {
  return columns.filter(({ role, index }) => {
    const { distinct, filled, type } = profiles[index];
    return (
      (role === '' || role === 'product') && distinct >= 2 && distinct < filled && type !== 'decimal' && type !== 'date'
    );
  }).length;
}

function saysIn(text: string, meaning: HeadingMeaning): boolean {
  return headingWords(text.replace(/\.[a-z]{2,5}(\.gz)?$/i, '')).some(({ means }) => means.includes(meaning));
}

/** Columns of numbers above zero that say how much came back. */
export function refundColumns(columns: readonly ColumnReport[], { profiles }: TableEvidence): string[] {
  return columns
    .filter(({ role, name, index }) => {
      const { numberShare, maximum } = profiles[index];
      const means = meaningsOf(name);
      return (
        role === '' &&
        numberShare > 0.8 &&
        maximum > 0 &&
        means.has('refund') &&
        !means.has('id') &&
        !means.has('status')
      );
    })
    .map(({ name }) => name);
}

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
