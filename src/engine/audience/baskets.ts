import type { EpochDay } from '#engine/calendar/epoch-day.ts';

/**
 * Orders, or sessions of browsing, oldest first. What basket b holds stands in `items` from `start[b]` to `start[b + 1]`: indices of
 * products, each once in an order, in the order of the clicks in a session.
 */
export interface Baskets {
  readonly day: Int32Array;
  /** Index of the customer or visitor; -1 = not known. */
  readonly customer: Int32Array;
  readonly start: Int32Array;
  readonly items: Int32Array;
  /** Ids by index. */
  readonly products: readonly string[];
  readonly customers: number;
}

/** Baskets with the way back from a product to those that hold it. */
export interface BasketIndex extends Baskets {
  /** Baskets that hold product p, ascending: `holders[holderStart[p]]` to `holders[holderStart[p + 1]]`. */
  readonly holderStart: Int32Array;
  readonly holders: Int32Array;
}

/** Inverts the baskets; time and memory follow the number of items. */
export function indexBaskets(baskets: Baskets): BasketIndex {
  const { start, items, products } = baskets;
  const last = new Int32Array(products.length).fill(-1);
  const holderStart = new Int32Array(products.length + 1);
  // A product that a session holds twice counts once.
  const each = (take: (product: number, basket: number) => void): void => {
    last.fill(-1);
    for (let basket = 0; basket + 1 < start.length; basket++)
      for (let at = start[basket]; at < start[basket + 1]; at++) {
        const product = items[at];
        if (last[product] === basket) continue;
        last[product] = basket;
        take(product, basket);
      }
  };
  each((product) => {
    holderStart[product + 1]++;
  });
  for (let product = 0; product < products.length; product++) holderStart[product + 1] += holderStart[product];
  const holders = new Int32Array(holderStart[products.length]);
  const next = holderStart.slice();
  each((product, basket) => {
    holders[next[product]++] = basket;
  });
  return { ...baskets, holderStart, holders };
}

/** Number of baskets before a day. */
export function basketsBefore({ day }: Baskets, until: EpochDay): number {
  return lowerBound(day, until, 0, day.length);
}

/** Of the first `end` baskets, those that hold the product. */
export function holdersBefore({ holders, holderStart }: BasketIndex, product: number, end: number): Int32Array {
  const from = holderStart[product];
  return holders.subarray(from, lowerBound(holders, end, from, holderStart[product + 1]));
}

/** Of the first `end` baskets, those that hold any of the products, ascending; asked again for the same products it answers at once. */
export function createHoldersOfAny(index: BasketIndex, end: number): (products: readonly number[]) => Int32Array {
  const known = new Map<string, Int32Array>();
  return (products) => {
    const key = products.join();
    const baskets = known.get(key) ?? unionOf(products.map((product) => holdersBefore(index, product, end)));
    known.set(key, baskets);
    return baskets;
  };
}

function unionOf(lists: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(lists.reduce((sum, list) => sum + list.length, 0));
  let length = 0;
  for (const list of lists) {
    all.set(list, length);
    length += list.length;
  }
  let to = 0;
  for (const value of all.sort()) if (to === 0 || value !== all[to - 1]) all[to++] = value;
  return all.slice(0, to);
}

/** How many numbers stand in both ascending lists. */
export function countShared(one: Int32Array, other: Int32Array): number {
  let [i, j, count] = [0, 0, 0];
  while (i < one.length && j < other.length) {
    const difference = one[i] - other[j];
    if (difference === 0) count++;
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return count;
}

/** First place within [from, to) of an ascending array whose value is not below `value`. */
function lowerBound(sorted: Int32Array, value: number, from: number, to: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
