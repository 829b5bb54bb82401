import { clusteredRegression, withoutMeans } from './clustered-regression.ts';
import { type Estimate, estimateOf } from './price-response.ts';
import { discountDepths } from './response-columns.ts';

/** Sales by store, product and week. All columns of one length; products, stores and weeks numbered from 0. */
export interface StoreSales {
  readonly store: Int32Array;
  readonly product: Int32Array;
  readonly week: Int32Array;
  readonly units: Float64Array;
  readonly price: Float64Array;
  readonly deal: Float64Array;
  readonly feature: Float64Array;
}

/** Which variation of price says what: between stores mostly the regular price differs, over time mostly promotions. */
export interface StoreResponse {
  readonly betweenStores: Estimate;
  readonly overTime: Estimate;
  /** Share of the variance of ln price within a product that a week has in common in all stores. */
  readonly shareChainWide: number;
  /** Share of the variance of the chain's mean price within a product that discounts from the highest price of eight weeks make. */
  readonly shareDiscount: number;
}

/**
 * Elasticities from two kinds of differences: between the stores of one product and week (effects of store x product and product x
 * week taken out, errors clustered by store), and over time (effects of store x product and of the week taken out, deal and feature
 * beside the price, errors clustered by week).
 */
export function learnStoreResponse(sales: StoreSales): StoreResponse {
  const { store, product, week, units, price, deal, feature } = sales;
  const products = 1 + product.reduce((a, b) => Math.max(a, b), 0);
  const weeks = 1 + week.reduce((a, b) => Math.max(a, b), 0);
  const place = store.map((s, row) => s * products + product[row]);
  const productWeek = product.map((p, row) => p * weeks + week[row]);
  const logUnits = units.map(Math.log);
  const logPrice = price.map(Math.log);
  const between = withoutMeans([place, productWeek], [logUnits, logPrice]);
  const overTime = withoutMeans([place, week], [logUnits, logPrice, deal, feature]);
  const [ofProduct] = withoutMeans([product], [logPrice]);
  const [ofCell] = withoutMeans([productWeek], [logPrice]);
  return {
    betweenStores: firstSlope(between, store),
    overTime: firstSlope(overTime, week),
    shareChainWide: variance(ofProduct.map((value, row) => value - ofCell[row])) / variance(ofProduct),
    shareDiscount: discountShare(sales, productWeek, weeks, products),
  };
}

/** Least squares of the first column on the others; the slope of the second, its error clustered. */
function firstSlope([y, ...columns]: readonly Float64Array[], cluster: Int32Array): Estimate {
  const fit = clusteredRegression(y, columns, cluster);
  return estimateOf(fit.value[0], Math.sqrt(fit.variance[0]));
}

function variance(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return squares / (values.length - 1);
}

/** From the chain's mean price paid by product and week. */
function discountShare({ units, price }: StoreSales, productWeek: Int32Array, weeks: number, products: number): number {
  const sold = new Float64Array(weeks * products);
  const paid = new Float64Array(weeks * products);
  productWeek.forEach((cell, row) => {
    sold[cell] += units[row];
    paid[cell] += units[row] * price[row];
  });
  const cells = Int32Array.from(sold.keys()).filter((cell) => sold[cell] > 0);
  const chain = {
    product: cells.map((cell) => Math.floor(cell / weeks)),
    week: cells.map((cell) => cell % weeks),
    price: Float64Array.from(cells, (cell) => paid[cell] / sold[cell]),
  };
  const depths = discountDepths(chain, products);
  const [price1, depth1] = withoutMeans([chain.product], [chain.price.map(Math.log), depths]);
  return variance(depth1) / variance(price1);
}
