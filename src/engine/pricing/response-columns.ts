import type { PooledColumn, PooledRows } from './pooled-regression.ts';
import type { PriceHistory } from './price-history.ts';

/** What a column of the regression measures. `discount`: by how much the response to a temporary price differs from that to a lasting one. */
export type ResponsePart = 'price' | 'discount' | 'deal' | 'feature' | 'rivalPrice' | 'rivalDeal' | 'rivalFeature';

export interface ResponseDesign {
  readonly rows: PooledRows;
  readonly parts: readonly ResponsePart[];
  /** Rows of the history that the regression's rows stand for, and the category's products that have any. */
  readonly rowOf: Int32Array;
  readonly products: Int32Array;
}

/** Weeks back to which the regular price is the highest one. */
export const referenceWeeks = 8;
const seasonWeeks = 78;
/** Products of a category promoted in one week that make it an event. */
const eventProducts = 3;

/** Prior of the mean slope over a category's products and their spread where the data is silent. */
const priors: Record<ResponsePart, Omit<PooledColumn, 'values'>> = {
  price: { mean: 0, sd: Number.POSITIVE_INFINITY, spread: 0.5, belief: 6 },
  discount: { mean: 0, sd: 0.3, spread: 0.1, belief: 6 },
  deal: { mean: 0, sd: 0.5, spread: 0.2, belief: 6 },
  feature: { mean: 0, sd: 1, spread: 0.3, belief: 6 },
  rivalPrice: { mean: 0, sd: 1.5, spread: 0.3, belief: 6 },
  rivalDeal: { mean: 0, sd: 0.5, spread: 0.2, belief: 6 },
  rivalFeature: { mean: 0, sd: 1, spread: 0.3, belief: 6 },
};

type PricesByWeek = Pick<PriceHistory, 'product' | 'week' | 'price'>;

/** Rows of each product in the order of weeks: index lists into the history. */
export function rowsByProduct({ product, week }: PricesByWeek, products: number): number[][] {
  const lists: number[][] = Array.from({ length: products }, () => []);
  product.forEach((p, row) => {
    lists[p].push(row);
  });
  for (const list of lists) list.sort((a, b) => week[a] - week[b]);
  return lists;
}

/** ln price less the highest one of the last eight weeks: at most 0; by row. */
export function discountDepths(history: PricesByWeek, products: number): Float64Array {
  const depth = new Float64Array(history.price.length).fill(Number.NaN);
  for (const list of rowsByProduct(history, products)) {
    list.forEach((row, at) => {
      let highest = history.price[row];
      for (let j = at - 1; j >= 0 && history.week[list[j]] > history.week[row] - referenceWeeks; j--) {
        if (history.price[list[j]] > highest) highest = history.price[list[j]];
      }
      depth[row] = Math.log(history.price[row] / highest);
    });
  }
  return depth;
}

/** The regression of one category: relative prices, promotion and what rivals ask, each with a slope of every product. */
export function designResponse(
  history: PriceHistory,
  category: number,
  only?: readonly ResponsePart[],
): ResponseDesign {
  const lists = rowsByProduct(history, history.products.length);
  const products = Int32Array.from(history.products.keys()).filter(
    (p) => history.products[p].category === category && lists[p].length > 0,
  );
  const depth = discountDepths(history, history.products.length);
  const rowOf = Int32Array.from([...products].flatMap((p) => lists[p].filter((row) => history.price[row] > 0)));
  const place = new Map([...products].map((p, i) => [p, i]));
  const product = Int32Array.from(rowOf, (row) => place.get(history.product[row]) ?? 0);
  const week = Int32Array.from(rowOf, (row) => history.week[row]);
  const demand = Float64Array.from(rowOf, (row) => history.demand[row]);
  const isKnown = demand.map((value) => (value >= 0 ? 1 : 0));
  const logPrice = Float64Array.from(rowOf, (row) => Math.log(history.price[row]));
  const take = (column: Float64Array): Float64Array => Float64Array.from(rowOf, (row) => Math.max(column[row] || 0, 0));
  const revenue = new Float64Array(products.length);
  demand.forEach((value, row) => {
    if (value > 0) revenue[product[row]] += value * Math.exp(logPrice[row]);
  });
  const groups = groupWeeks(week, history.weeks, history.deal ? take(history.deal) : null);
  const relative = centre(logPrice, product, isKnown, products.length);
  const rivals = (values: Float64Array): Float64Array => rivalsMean(values, product, week, history.weeks, revenue);
  const parts: [ResponsePart, Float64Array][] = [
    ['price', relative],
    [
      'discount',
      centre(
        Float64Array.from(rowOf, (row) => depth[row]),
        product,
        isKnown,
        products.length,
      ),
    ],
    ['rivalPrice', rivals(relative)],
  ];
  for (const [part, rival, values] of [
    ['deal', 'rivalDeal', history.deal],
    ['feature', 'rivalFeature', history.feature],
  ] as const) {
    if (!values) continue;
    const own = centre(take(values), product, isKnown, products.length);
    parts.push([part, own], [rival, rivals(own)]);
  }
  const varying = parts
    .filter(([part]) => !only || only.includes(part))
    .filter(([, values]) => values.some((value, row) => isKnown[row] && Math.abs(value) > 1e-6));
  return {
    parts: varying.map(([part]) => part),
    rowOf,
    products,
    rows: {
      products: products.length,
      product,
      week,
      ...groups,
      y: demand.map((value) => Math.log(value + 0.5)),
      perCount: demand.map((value, row) =>
        value >= 0 ? Math.max(1, (!history.countsOrders && history.unitsPerOrder[rowOf[row]]) || 1) : Number.NaN,
      ),
      columns: varying.map(([part, values]) => ({
        values,
        ...priors[part],
        ...(only ? { sd: Number.POSITIVE_INFINITY } : {}),
      })),
      shared: history.weeks >= seasonWeeks ? yearWaves(groups.weekOf) : [],
    },
  };
}

/**
 * Groups of rows that share an effect: the weeks, and in weeks in which at least three products are promoted these apart from the others, since
 * an event brings some products more than its price cut does.
 */
function groupWeeks(
  week: Int32Array,
  weeks: number,
  deal: Float64Array | null,
): { readonly group: Int32Array; readonly groups: number; readonly weekOf: Int32Array } {
  const promoted = new Int32Array(weeks);
  week.forEach((t, row) => {
    if (deal && deal[row] > 0.5) promoted[t]++;
  });
  const weekOf = Array.from(promoted.keys());
  const event = new Int32Array(weeks).fill(-1);
  promoted.forEach((count, t) => {
    if (count >= eventProducts) event[t] = weekOf.push(t) - 1;
  });
  const group = week.map((t, row) => (deal && deal[row] > 0.5 && event[t] >= 0 ? event[t] : t));
  return { group, groups: weekOf.length, weekOf: Int32Array.from(weekOf) };
}

function yearWaves(weekOf: Int32Array): Float64Array[] {
  return [1, 2].flatMap((wave) =>
    [Math.cos, Math.sin].map((f) => Float64Array.from(weekOf, (t) => f((2 * Math.PI * wave * t) / 52.18))),
  );
}

/** `values` less the mean of the product's rows whose demand is known (of all its rows where none is). */
function centre(values: Float64Array, product: Int32Array, isKnown: Float64Array, products: number): Float64Array {
  const sums = new Float64Array(products);
  const counts = new Float64Array(products);
  const has = new Float64Array(products);
  product.forEach((p, row) => {
    has[p] += isKnown[row];
  });
  product.forEach((p, row) => {
    if (has[p] > 0 && !isKnown[row]) return;
    sums[p] += values[row];
    counts[p]++;
  });
  return values.map((value, row) => value - sums[product[row]] / counts[product[row]]);
}

/** Mean of the other products' values in the week; 0 where there is no other. */
function rivalsMean(
  values: Float64Array,
  product: Int32Array,
  week: Int32Array,
  weeks: number,
  weight: Float64Array,
): Float64Array {
  const sums = new Float64Array(weeks);
  const counts = new Float64Array(weeks);
  values.forEach((value, row) => {
    sums[week[row]] += value * weight[product[row]];
    counts[week[row]] += weight[product[row]];
  });
  return values.map((value, row) => {
    const w = weight[product[row]];
    const rest = counts[week[row]] - w;
    return rest > 1e-9 * w ? (sums[week[row]] - value * w) / rest : 0;
  });
}
