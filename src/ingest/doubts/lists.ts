import { roleAt } from '#ingest/roles/column-roles.ts';
import { roleScore } from '#ingest/roles/role-score.ts';
import { isTotalId } from '#ingest/understanding/find-header.ts';
import { bareSales } from '#ingest/understanding/line-amounts.ts';
import { saysAny, saysOnly } from '#ingest/understanding/meaning-score.ts';
import { doubtAbout, type FoundDoubt, type Heading, type Looked, saying } from './look.ts';
import { goingOut } from './movements.ts';

/** Stock that is the average of some days: of fees or of reports, and none that is on hand. */
export function stockAveraged(headings: readonly Heading[]): FoundDoubt | null {
  return doubtAbout(
    'kind-unsure',
    headings.filter(({ column: { role }, means }) => role === 'stock' && means.has('average')),
  );
}

/** Pieces under a heading that says sold, or amounts of many sizes that some day were turned over, in a log of stock or visits: these may be what was sold. */
export function soldBeside(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const pieces = saying(headings, 'sold').filter(
    ({ column: { role, index }, means }) =>
      role === '' &&
      (means.has('quantity') ||
        ((means.has('product') || means.has('stock')) && table.profiles[index].integerShare > 0.98)) &&
      table.profiles[index].distinct > 2,
  );
  if (pieces.length > 0) return doubtAbout('kind-unsure', pieces);
  const date = roleAt(columns, 'date', 'datetime');
  if (!date || table.profiles[date.index].distinct < 2) return null;
  const product = roleAt(columns, 'product', 'item') ?? roleAt(columns, 'name');
  const isLog = product && table.profiles[product.index].distinct * 2 <= table.profiles[product.index].filled;
  const totals = saying(headings, 'running').filter(
    ({ column: { role, index }, means }) =>
      role === '' &&
      (['quantity', 'sold', 'revenue', 'amount'] as const).some((each) => means.has(each)) &&
      table.profiles[index].distinct > 2,
  );
  if (isLog && totals.length > 0) return doubtAbout('kind-unsure', totals);
  // `Ventas` day by day: what was sold, in pieces or in money.
  const sales = headings.filter(
    ({ column: { role, index, name } }) =>
      role === '' &&
      table.profiles[index].integerShare > 0.98 &&
      table.profiles[index].distinct > 2 &&
      (bareSales.test(name) || goingOut.test(name) || saysOnly(name, 'sold')),
  );
  if (isLog && sales.length > 0) return doubtAbout('kind-unsure', sales);
  const stock = roleAt(columns, 'stock');
  const isValue = (index: number): boolean =>
    stock !== undefined &&
    saying(headings, 'cost', 'price').some(({ column }) => table.product(stock.index, column.index, index) === 'exact');
  const found = headings.filter(({ column: { name, role, index } }) => {
    const profile = table.profiles[index];
    return (
      role === '' &&
      !saysAny(name, ['stock', 'visitor', 'view', 'average']) &&
      !isValue(index) &&
      profile.integerShare < 0.9 &&
      profile.distinct > 12 &&
      (roleScore(name, 'revenue', profile) > 0.55 || (saysAny(name, ['amount']) && saysAny(name, ['purchasing'])))
    );
  });
  return doubtAbout('kind-unsure', found);
}

/** Sizes or stores side by side beside a day. */
const leastCounts = 3;

/** Columns of counts under headings that nobody knows, day by day beside the stock: what was sold by size or store. */
export function countsBeside(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const date = roleAt(columns, 'date', 'datetime');
  if (!date || table.profiles[date.index].distinct < 2) return null;
  const found = headings.filter(
    ({ column: { role, index }, means }) =>
      role === '' &&
      means.size === 0 &&
      table.profiles[index].integerShare > 0.98 &&
      table.profiles[index].distinct > 2 &&
      !table.isUnique(index),
  );
  return found.length >= leastCounts ? doubtAbout('kind-unsure', found) : null;
}

/** Whether all that is rated stands there once, by a score, with no day: ideas or suppliers, and no reviews by buyers. */
export function scored(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const product = roleAt(columns, 'product') ?? roleAt(columns, 'name');
  const found = headings.filter(
    ({ column: { role, name } }) => role === 'rating' && /^scores?$|^punkte$/i.test(name.trim()),
  );
  const isOnce = !product || table.isUnique(product.index);
  return isOnce && !roleAt(columns, 'date', 'datetime', 'user') ? doubtAbout('kind-unsure', found) : null;
}

/** Pieces of many sizes in a list of products, more than come in a package, and not called stock: they are that, or were sold. */
export function countedBeside(headings: readonly Heading[], { table: { profiles } }: Looked): FoundDoubt | null {
  // Beside settings of the stock they are what is there.
  if (saying(headings, 'stock').some(({ column: { role } }) => role === 'attribute')) return null;
  const found = saying(headings, 'quantity').filter(({ column: { role, index, name }, means }) => {
    const { distinct, filled, integerShare } = profiles[index];
    const isOfPackage = (['each', 'minimum', 'order', 'price', 'measure', 'stock', 'rating', 'review'] as const).some(
      (each) => means.has(each),
    );
    const isOnHand = /^current\s(?:qty|quantity)(?!\p{L})/iu.test(name);
    return (
      role === 'attribute' &&
      !isOfPackage &&
      !isOnHand &&
      integerShare > 0.98 &&
      distinct > 12 &&
      distinct > filled * 0.3
    );
  });
  return doubtAbout('kind-unsure', found);
}

/** What was sold of products in a list of these: pieces and amounts of no day, or ranges (`1w~2.5w`) that no figure can be read from. */
export function soldInRanges(headings: readonly Heading[], { columns, table }: Looked): FoundDoubt | null {
  const found = saying(headings, 'sold', 'revenue').filter(({ column: { index }, means }) => {
    const cells = table.rows.map((_, row) => table.text(row, index)).filter((text) => text !== '');
    const isCounted = means.has('quantity') || means.has('revenue') || means.has('amount');
    return isCounted && cells.length > 0 && cells.filter((text) => range.test(text)).length > cells.length * 0.5;
  });
  const counted = headings.filter(
    ({ column: { index }, means }) =>
      (means.has('sold') ||
        means.has('revenue') ||
        (means.has('order') && (means.has('quantity') || means.has('product')))) &&
      !(['price', 'discount', 'date', 'time', 'share'] as const).some((each) => means.has(each)) &&
      table.profiles[index].numberShare > 0.9 &&
      table.profiles[index].distinct > leastSold,
  );
  // Single pieces that were sold, each on its day.
  const soldOn = saying(headings, 'sold').filter(
    ({ column: { index }, means }) =>
      table.profiles[index].dateShare > 0.8 && !(['price', 'start', 'end'] as const).some((each) => means.has(each)),
  );
  if (soldOn.length > 0 && saying(headings, 'sold').length > 1) return doubtAbout('kind-unsure', soldOn);
  // A list of products has a row for each of them.
  const product = roleAt(columns, 'product');
  const comesAgain = product !== undefined && !table.isUnique(product.index);
  return doubtAbout('kind-unsure', counted.length > 1 || comesAgain ? counted : found);
}

/** Figures of that many sizes are counted. */
const leastSold = 5;

const range = /^\D{0,3}\d[\d.,]*\s?\p{L}{0,2}\s?(?:[-–—~～至]|to)\s?\D{0,3}\d[\d.,]*\s?\p{L}{0,2}\+?$/u;

/** A column that says it is the sum of others in a list of products, and is: what was sold of each by store or way of sale, on no day. */
export function sumsAcross(headings: readonly Heading[], { table }: Looked): FoundDoubt | null {
  const figures = headings.filter(
    ({ column: { role, index } }) => role === 'attribute' && table.profiles[index].numberShare > 0.8,
  );
  const found = figures.filter(({ column: { name, index } }) => {
    if (!isTotalId(name)) return false;
    const parts = figures.filter((each) => each.column.index !== index).map((each) => table.numbers(each.column.index));
    const sum = (row: number): number => parts.reduce((all, part) => all + (part[row] || 0), 0);
    const same = table.rows.filter((_, row) => Math.abs(sum(row) - table.numbers(index)[row]) < 0.006).length;
    return parts.length > 1 && same >= table.rows.length * 0.9;
  });
  return doubtAbout('kind-unsure', found);
}

/** Products of which each stands on so many of the days, and changes from day to day that must tell. */
const [leastOfStock, leastWhole, leastChanges] = [3, 0.8, 30];
/** The middle of what lies there is that many, and so much of it at most is sold from one day to the next. */
const [leastOnHand, mostSold] = [20, 0.25];
/** Of the changes so many fall where goods lie there until more come. */
const falling = 0.8;

/** Pieces of which each product has some on nearly every day, a few less each time until there are many more: stock that is sold and filled up, under no word of either. */
export function fallsLikeStock(_headings: readonly Heading[], { columns, table, isWide }: Looked): FoundDoubt | null {
  const [product, units, date] = [
    roleAt(columns, 'product') ?? roleAt(columns, 'name'),
    roleAt(columns, 'units'),
    roleAt(columns, 'date', 'datetime'),
  ];
  if (!product || !units || !date || isWide || roleAt(columns, 'order', 'customer')) return null;
  if (saysAny(units.name, ['sold'])) return null;
  const [days, counts] = [table.dates(date.index), table.numbers(units.index)];
  const series = new Map<string, [day: number, count: number][]>();
  for (const row of table.rows.keys()) {
    const key = table.text(row, product.index);
    series.set(key, [...(series.get(key) ?? []), [days[row], counts[row]]]);
  }
  const all = [...series.values()];
  const isWhole = days.length > all.length * new Set(days).size * leastWhole;
  if (!isWhole || all.length < leastOfStock || all.some((own) => new Set(own.map(([day]) => day)).size < own.length))
    return null;
  const changes = all.flatMap((own) =>
    own
      .sort(([one], [other]) => one - other)
      .flatMap(([, count], at) => (at > 0 && count !== own[at - 1][1] ? [count - own[at - 1][1]] : [])),
  );
  const [falls, rises] = [changes.filter((change) => change < 0), changes.filter((change) => change > 0)];
  const size = (some: readonly number[]): number => some.reduce((sum, each) => sum + Math.abs(each), 0) / some.length;
  const level = counts.slice().sort()[counts.length >> 1];
  // What is sold of a product on a day is mostly far from what was sold on the day before.
  const isSlow = level >= leastOnHand && size(falls) < level * mostSold;
  const isFilledUp = rises.length === 0 || size(rises) > 2 * size(falls);
  const isStock = changes.length >= leastChanges && falls.length >= changes.length * falling && isSlow && isFilledUp;
  return isStock ? { code: 'looks-like-stock', columns: [units.name], indices: [] } : null;
}

/** Where goods lie in a warehouse. */
const shelves =
  /^(?:(?:storage[\s_-]?)?bin(?:[\s_-]?(?:location|code|no\.?))?|shelf|rack|aisle|lagerplatz|lagerort|lagerfach|regal|stellplatz|emplacement|ubicaci[oó]n|ubicazione|scaffale|posi[cç][aã]o de estoque|lokalizacja|ячейка|место хранения|[库储货仓]位(?:编码|号|名称)?|货架|棚番|ロケーション|로케이션)$/iu;

/** Pieces by the shelf on which they lie, under no word of selling: what is there. */
export function onShelves(headings: readonly Heading[], { columns }: Looked): FoundDoubt | null {
  if (roleAt(columns, 'order', 'customer') || saying(headings, 'sold', 'revenue', 'pay', 'ship').length > 0)
    return null;
  return doubtAbout(
    'looks-like-stock',
    headings.filter(({ column: { name } }) => shelves.test(name.trim())),
  );
}
