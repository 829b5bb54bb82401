import type { Baskets } from '#engine/audience/baskets.ts';
import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import { GrowableIntegers } from '#ingest/assembly/growable.ts';
import type { TakenRows } from '#ingest/cleaning/taken-rows.ts';

/** Rows kept at most, 16 bytes each, 20 where times are known. */
const usualLimit = 6_000_000;
/** Rows of one day are sorted by the key of their basket (30 bits) and their place (23 bits) in one number. */
const places = 2 ** 23;

/**
 * What was bought, or looked at, together: a row for each product of an order or session, in bounded memory. When the rows are too many,
 * every second basket is let go, whole, by its key: what stays is a sample of baskets.
 */
export class BasketLog {
  private readonly basket: GrowableIntegers;
  private readonly product: GrowableIntegers;
  private readonly customer: GrowableIntegers;
  private readonly day: GrowableIntegers;
  /** Null until a row has a time: orders have none. */
  private second: GrowableIntegers | null = null;
  private readonly limit: number;
  private room = 0;
  /** Some row names its customer. */
  namesCustomers = false;
  /** Of so many baskets one is kept. */
  oneIn = 1;

  constructor(limit = usualLimit) {
    this.limit = Math.min(limit, places - 1);
    // One row more than the limit is there for a moment.
    const column = (): GrowableIntegers => new GrowableIntegers(1024, this.limit + 1);
    [this.basket, this.product, this.customer, this.day] = [column(), column(), column(), column()];
  }

  get rows(): number {
    return this.basket.length;
  }

  /** `basket`: key of the order or session, from 0 to 2^30; `customer`: its index, `second`: of the day; -1 = not known. */
  push(basket: number, product: number, customer: number, day: EpochDay, second = -1): void {
    if (!this.isKept(basket)) return;
    const at = this.rows;
    if (at >= this.room) this.expect(1);
    this.basket.values[at] = basket;
    this.product.values[at] = product;
    this.customer.values[at] = customer;
    this.day.values[at] = day;
    this.basket.length = at + 1;
    if (second >= 0) this.second ??= filled(this.rows - 1);
    this.second?.push(second);
    this.namesCustomers ||= customer >= 0;
    while (this.rows > this.limit && this.oneIn < 1 << 20) this.halve();
  }

  /** Rows under their orders, or where those have no numbers under what their customer bought that day. */
  pushRows({ count, product, customer, order, day, units }: TakenRows, hasOrders: boolean, hasCustomers: boolean): void {
    for (let at = 0; at < count; at++) {
      const basket = hasOrders ? order[at] : customer[at];
      if (basket >= 0 && !(units[at] < 0)) this.push(basket, product[at], hasCustomers ? customer[at] : -1, day[at]);
    }
  }

  /** Makes room for so many more rows, as far as so many are kept, in all columns at once; `basket` alone counts them. */
  expect(rows: number): void {
    const wanted = Math.min(this.rows + rows, this.limit + 1);
    for (const column of [this.basket, this.product, this.customer, this.day]) column.reserve(wanted);
    this.room = Math.min(this.basket.values.length, this.day.values.length);
  }

  private isKept(basket: number): boolean {
    return this.oneIn === 1 || ((Math.imul(basket, 0x9e3779b1) >>> 8) & (this.oneIn - 1)) === 0;
  }

  private halve(): void {
    const columns = [this.basket, this.product, this.customer, this.day, ...(this.second ? [this.second] : [])];
    const { rows } = this;
    this.oneIn *= 2;
    let to = 0;
    for (let row = 0; row < rows; row++) {
      if (!this.isKept(this.basket.values[row])) continue;
      for (const { values } of columns) values[to] = values[row];
      to++;
    }
    this.basket.length = to;
    if (this.second) this.second.length = to;
  }

  /**
   * The baskets, oldest first. `places`: index by product of what it is called afterwards, -1 = left out. In a session products have the order
   * of their times (of the rows within a second), rows without a time are left out, and of the others only repeats in a row; in an order every
   * product stands once. Baskets left without a product are dropped.
   */
  build(placeOf: Int32Array, products: readonly string[], customers: number, isSession: boolean): Baskets {
    const { rows } = this;
    const [basketOf, dayOf] = [this.basket.values, this.day.values];
    const byDay = this.rowsByDay();
    const days = new GrowableIntegers();
    const owners = new GrowableIntegers();
    const starts = new GrowableIntegers();
    // What is read of a day lies no earlier than what is written: one column serves both.
    const items = byDay;
    let [length, begun] = [0, 0];
    const begin = (): void => {
      starts.push(length);
      begun = length;
    };
    begin();
    const seen = new Int32Array(products.length).fill(-1);
    for (let from = 0; from < rows; ) {
      const day = dayOf[byDay[from]];
      let to = from;
      while (to < rows && dayOf[byDay[to]] === day) to++;
      const ofDay = byDay.slice(from, to);
      if (isSession && this.second) sortByTime(ofDay, this.second.values);
      const keys = new Float64Array(to - from);
      for (let at = 0; at < keys.length; at++) keys[at] = basketOf[ofDay[at]] * places + at;
      keys.sort();
      let before = -1;
      for (const key of keys) {
        const row = ofDay[key % places];
        const basket = Math.floor(key / places);
        if (basket !== before && length > begun) begin();
        const isFirst = basket !== before || length === begun;
        before = basket;
        const product = placeOf[this.product.values[row]];
        if (product < 0 || (isSession && !(this.second && this.second.values[row] >= 0))) continue;
        const isRepeat = isSession ? !isFirst && items[length - 1] === product : seen[product] === starts.length;
        if (isRepeat) continue;
        seen[product] = starts.length;
        if (length === begun) {
          days.push(day);
          owners.push(this.customer.values[row]);
        }
        items[length++] = product;
      }
      if (length > begun) begin();
      from = to;
    }
    return {
      day: days.values.slice(0, days.length),
      customer: owners.values.slice(0, owners.length),
      start: starts.values.slice(0, starts.length),
      items: items.subarray(0, length),
      products,
      customers,
    };
  }

  /** Places of the rows by day, those of one day as they came. */
  private rowsByDay(): Int32Array {
    const { rows } = this;
    const days = this.day.values.subarray(0, rows);
    let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const day of days) {
      first = Math.min(first, day);
      last = Math.max(last, day);
    }
    const next = new Int32Array(rows > 0 ? last - first + 2 : 1);
    for (const day of days) next[day - first + 1]++;
    for (let at = 1; at < next.length; at++) next[at] += next[at - 1];
    const sorted = new Int32Array(rows);
    for (let row = 0; row < rows; row++) sorted[next[days[row] - first]++] = row;
    return sorted;
  }
}

/** As many rows without a time. */
function filled(rows: number): GrowableIntegers {
  const column = new GrowableIntegers(rows + 1024);
  column.values.fill(-1, 0, rows);
  column.length = rows;
  return column;
}

/** Sorts rows by their second, those of one second as they came. */
function sortByTime(rowsOfDay: Int32Array, seconds: Int32Array): void {
  const keys = Float64Array.from(rowsOfDay, (row, at) => (seconds[row] + 1) * places + at).sort();
  const before = rowsOfDay.slice();
  keys.forEach((key, at) => {
    rowsOfDay[at] = before[key % places];
  });
}
