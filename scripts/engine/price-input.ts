import type { PriceHistory, TierSums } from '#engine/pricing/price-history.ts';
import type { StoreSales } from '#engine/pricing/store-response.ts';
import { JobRefused } from '#workers/job-control.ts';

/** What the `price-response` verb is asked: a history with the rows whose demand is wanted. */
export interface PriceQuestion {
  readonly history: PriceHistory;
  readonly asked: ReadonlySet<number>;
  /** The caller's week of each row. */
  readonly weekLabels: Float64Array;
  /** Products that have no rows of their own. */
  readonly newProducts: ReadonlySet<string>;
}

type Json = Readonly<Record<string, unknown>>;

export function readPriceQuestion(input: unknown): PriceQuestion | { readonly sales: StoreSales } {
  const question = asObject(input, 'input');
  const rows = asList(question.rows, 'rows');
  if (rows.length === 0) refuse('rows', 'at least one row');
  if (Array.isArray(rows[0])) return readWorld(question, rows);
  const objects = rows.map((row, at) => asObject(row, `rows[${at}]`));
  return 'store' in objects[0] ? { sales: readStores(objects) } : readRows(question, objects);
}

function readStores(rows: readonly Json[]): StoreSales {
  const numbered = (name: string): Int32Array => {
    const numbers = new Map<unknown, number>();
    return Int32Array.from(rows, (row) => {
      if (!numbers.has(row[name])) numbers.set(row[name], numbers.size);
      return numbers.get(row[name]) ?? 0;
    });
  };
  const column = (name: string, isNeeded: boolean): Float64Array =>
    Float64Array.from(rows, (row, at) => toNumber(row[name] ?? (isNeeded ? null : 0), `rows[${at}].${name}`));
  const week = column('week', true);
  const first = week.reduce((a, b) => Math.min(a, b));
  const sales = {
    store: numbered('store'),
    product: numbered('product'),
    week: Int32Array.from(week, (value) => value - first),
    units: column('units', true),
    price: column('price', true),
    deal: column('deal', false),
    feature: column('feature', false),
  };
  const bad = sales.units.findIndex((units, row) => !(units > 0) || !(sales.price[row] > 0));
  if (bad >= 0) refuse(`rows[${bad}]`, 'units and price above 0');
  return sales;
}

/** Shares of promotion: the first two columns of these that any row has. */
const promotionColumns = ['deal', 'feature', 'display'] as const;

function readRows(question: Json, rows: readonly Json[]): PriceQuestion {
  const listed = question.products === undefined ? [] : asList(question.products, 'products');
  const categoryOf = new Map(
    listed.map((product, at) => {
      const { id, category } = asObject(product, `products[${at}]`);
      return [String(id), typeof category === 'string' ? category : ''] as const;
    }),
  );
  const week = Float64Array.from(rows, (row, at) => toNumber(row.week, `rows[${at}].week`));
  const [one, two] = promotionColumns.filter((name) => rows.some((row) => typeof row[name] === 'number'));
  const share = (name: string | undefined): Float64Array | null =>
    name === undefined ? null : Float64Array.from(rows, (row) => toNumberOrMissing(row[name]));
  return {
    history: {
      ...productsOf(
        rows.map((row) => String(row.product)),
        (id) => categoryOf.get(id) ?? '',
      ),
      ...weeksOf(week),
      price: Float64Array.from(rows, (row) => toNumberOrMissing(row.price)),
      demand: Float64Array.from(rows, (row) => toNumberOrMissing(row.units)),
      unitsPerOrder: new Float64Array(rows.length).fill(Number.NaN),
      deal: share(one),
      feature: share(two),
      tiers: null,
    },
    asked: new Set(rows.flatMap((row, at) => (row.ask === true ? [at] : []))),
    weekLabels: week,
    newProducts: new Set(),
  };
}

/** `{weeks, products, newProducts, rows: [[product, week, price, pieces, orders, deal]], lines: [[order, week, product, pieces, price]]}`. */
function readWorld(question: Json, rows: readonly unknown[]): PriceQuestion {
  const products = ['products', 'newProducts'].map((name) =>
    asList(question[name] ?? [], name).map((product, at) => asObject(product, `${name}[${at}]`)),
  );
  const categoryOf = new Map(products.flat().map(({ product, category }) => [String(product), String(category)]));
  const cells = rows.map((row, at) => asList(row, `rows[${at}]`));
  const column = (place: number): Float64Array => Float64Array.from(cells, (cell) => toNumberOrMissing(cell[place]));
  const week = column(1);
  const known = productsOf(
    cells.map(([product]) => String(product)),
    (id) => categoryOf.get(id) ?? '',
    [...categoryOf.keys()],
  );
  const place = new Map(known.products.map(({ id }, at) => [id, at]));
  const lines = asList(question.lines ?? [], 'lines').map((line, at) => asList(line, `lines[${at}]`));
  const weeks = weeksOf(week, typeof question.weeks === 'number' ? question.weeks : 0);
  return {
    history: {
      ...known,
      ...weeks,
      price: column(2),
      // Orders where they are counted: what a line holds is no answer to the price.
      demand: Float64Array.from(cells, (cell) => toNumberOrMissing(cell[4] ?? cell[3])),
      unitsPerOrder: Float64Array.from(cells, (cell) =>
        typeof cell[4] === 'number' ? toNumberOrMissing(cell[3]) / cell[4] : Number.NaN,
      ),
      countsOrders: true,
      deal: cells.some((cell) => typeof cell[5] === 'number') ? column(5) : null,
      feature: null,
      tiers: lines.length === 0 ? null : tiersOf(lines, place),
    },
    asked: new Set(),
    weekLabels: week,
    newProducts: new Set(products[1].map(({ product }) => String(product))),
  };
}

/** From lines `[order, week, product, pieces, price a piece]`. */
function tiersOf(lines: readonly (readonly unknown[])[], place: ReadonlyMap<string, number>): TierSums {
  const squares = new Float64Array(place.size);
  const products = new Float64Array(place.size);
  const before = new Map<string, { readonly pieces: number; readonly price: number }>();
  for (const [, week, product, quantity, each] of lines) {
    const pieces = Math.log(toNumber(quantity, 'lines.pieces'));
    const price = Math.log(toNumber(each, 'lines.price'));
    const at = place.get(String(product)) ?? refuse('lines', 'products known');
    const last = before.get(`${at}|${week}`);
    before.set(`${at}|${week}`, { pieces, price });
    if (!last) continue;
    squares[at] += (pieces - last.pieces) ** 2;
    products[at] += (pieces - last.pieces) * (price - last.price);
  }
  return { squares, products };
}

function productsOf(
  rowIds: readonly string[],
  categoryOf: (id: string) => string,
  ids: readonly string[] = [],
): Pick<PriceHistory, 'categories' | 'products' | 'product'> {
  const all = [...new Set([...ids, ...rowIds])];
  const categories = [...new Set(all.map(categoryOf))];
  const place = new Map(all.map((id, at) => [id, at]));
  return {
    categories,
    products: all.map((id) => ({ id, category: categories.indexOf(categoryOf(id)) })),
    product: Int32Array.from(rowIds, (id) => place.get(id) ?? 0),
  };
}

function weeksOf(week: Float64Array, least = 0): Pick<PriceHistory, 'weeks' | 'week'> {
  const first = week.reduce((a, b) => Math.min(a, b));
  const last = week.reduce((a, b) => Math.max(a, b));
  return { weeks: Math.max(least, last - first + 1), week: Int32Array.from(week, (value) => value - first) };
}

function toNumber(value: unknown, place: string): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : refuse(place, 'number');
}

function toNumberOrMissing(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN;
}

function asList(value: unknown, place: string): readonly unknown[] {
  return Array.isArray(value) ? value : refuse(place, 'list');
}

function asObject(value: unknown, place: string): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : refuse(place, 'object');
}

function refuse(place: string, expected: string): never {
  throw new JobRefused('input-malformed', { place, expected });
}
