import { GrowableDoubles, GrowableIntegers } from '#ingest/assembly/growable.ts';
import { multiplyMicro } from '#ingest/values/exact-sum.ts';

/** Order lines kept at most, 32 bytes each; a longer log keeps its cancellations only and is read once more. */
export const usualLineLimit = 2_000_000;

/**
 * Order and cancellation lines of known customers, kept so that a cancellation can be taken from the order that it
 * cancels. Quantities in millionths, negative for cancellations; `money`: the order line's amount, millionths.
 */
export class LineLog {
  seconds = new GrowableDoubles();
  product = new GrowableIntegers();
  customer = new GrowableIntegers();
  quantity = new GrowableDoubles();
  money = new GrowableDoubles();
  cancellations = 0;
  /** More orders came than are kept: they were let go, and only cancellations are noted from there on. */
  overflowed = false;
  private readonly limit: number;
  private room = 0;
  /** On the second reading: pairs of customer and product that have a cancellation. */
  private cancelledPairs: PairSet | null = null;

  constructor(limit = usualLineLimit) {
    this.limit = limit;
  }

  get length(): number {
    return this.product.length;
  }

  push(seconds: number, product: number, customer: number, quantity: number, money: number): void {
    if (quantity < 0) this.cancellations += 1;
    else if (this.overflowed && !this.cancelledPairs) return;
    else if (this.length - this.cancellations >= this.limit && !this.cancelledPairs) {
      this.keepCancellations();
      return;
    }
    this.append(seconds, product, customer, quantity, money);
  }

  /** Before the second reading: from now on an order is kept if its customer cancelled its product at some time. */
  startSecondReading(): void {
    this.cancelledPairs = new PairSet();
    for (let line = 0; line < this.length; line++)
      this.cancelledPairs.add(this.customer.values[line], this.product.values[line]);
  }

  /** On the second reading: whether this order may be touched by a cancellation. */
  concerns(product: number, customer: number): boolean {
    return this.cancelledPairs?.has(customer, product) ?? true;
  }

  private keepCancellations(): void {
    const { length, seconds, product, customer, quantity, money } = this;
    this.overflowed = true;
    this.seconds = new GrowableDoubles();
    this.product = new GrowableIntegers();
    this.customer = new GrowableIntegers();
    this.quantity = new GrowableDoubles();
    this.money = new GrowableDoubles();
    this.room = 0;
    for (let i = 0; i < length; i++) {
      if (quantity.values[i] >= 0) continue;
      const [at, what, who] = [seconds.values[i], product.values[i], customer.values[i]];
      this.append(at, what, who, quantity.values[i], money.values[i]);
    }
  }

  private append(seconds: number, product: number, customer: number, quantity: number, money: number): void {
    const at = this.product.length;
    if (at >= this.room) this.expect(Math.max(1024, at));
    this.seconds.values[at] = seconds;
    this.product.values[at] = product;
    this.customer.values[at] = customer;
    this.quantity.values[at] = quantity;
    this.money.values[at] = money;
    this.product.length = at + 1;
  }

  /** Makes room for so many more lines, as far as so many are kept, in all columns at once; `product` alone counts them. */
  expect(lines: number): void {
    const wanted = this.product.length + Math.max(1, Math.min(lines, this.limit));
    for (const column of [this.seconds, this.product, this.customer, this.quantity, this.money]) column.reserve(wanted);
    const { seconds, product, customer, quantity, money } = this;
    this.room = Math.min(...[seconds, product, customer, quantity, money].map((column) => column.values.length));
  }
}

function pairKey(customer: number, product: number): number {
  return customer * 4194304 + product;
}

/** Pairs of customer and product. Most lines are of pairs that nobody cancelled, which one bit tells, by 20 bits of their key. */
class PairSet {
  private readonly pairs = new Set<number>();
  private readonly marks = new Uint8Array(1 << 17);

  add(customer: number, product: number): void {
    const mark = markOf(customer, product);
    this.pairs.add(pairKey(customer, product));
    this.marks[mark >>> 3] |= 1 << (mark & 7);
  }

  has(customer: number, product: number): boolean {
    const mark = markOf(customer, product);
    return (this.marks[mark >>> 3] & (1 << (mark & 7))) !== 0 && this.pairs.has(pairKey(customer, product));
  }
}

function markOf(customer: number, product: number): number {
  return (Math.imul(customer, 0x9e3779b1) ^ Math.imul(product, 0x85ebca6b)) >>> 12;
}

/** Pieces (millionths) taken from one order line in all. */
export interface TakenPieces {
  readonly line: number;
  readonly pieces: number;
  /** Money that goes with them, millionths. */
  readonly money: number;
}

export interface NettingResult {
  readonly taken: readonly TakenPieces[];
  /** Cancelled pieces in all, and those that found no order, millionths. */
  readonly cancelled: number;
  readonly unmatched: number;
  /** Cancellation lines that were taken from an order, at least in part. */
  readonly matchedLines: number;
  /** Left pieces by line, millionths; cancellation lines 0. */
  readonly left: Float64Array;
}

/**
 * Walks the lines by time, then file order; a cancellation takes its pieces from the same customer's earlier lines of the
 * same product, the latest first, until it is used up; what finds no line is dropped. `counts` leaves products out.
 */
export function netCancellations(log: LineLog, counts: (product: number) => boolean = () => true): NettingResult {
  const left = log.quantity.values.slice(0, log.length);
  for (let line = 0; line < left.length; line++) if (left[line] < 0) left[line] = 0;
  const touched = new Set<number>();
  let cancelled = 0;
  let unmatched = 0;
  let matchedLines = 0;
  for (const lines of linesOfCancelledPairs(log, counts)) {
    lines.sort((a, b) => log.seconds.values[a] - log.seconds.values[b] || a - b);
    const open: number[] = [];
    for (const line of lines) {
      const quantity = log.quantity.values[line];
      if (quantity > 0) {
        open.push(line);
        continue;
      }
      let wanted = -quantity;
      cancelled += wanted;
      const before = wanted;
      while (wanted > 0 && open.length > 0) {
        const order = open[open.length - 1];
        const pieces = Math.min(wanted, left[order]);
        if (pieces > 0) {
          touched.add(order);
          left[order] -= pieces;
          wanted -= pieces;
        }
        if (left[order] === 0) open.pop();
      }
      unmatched += wanted;
      if (wanted < before) matchedLines += 1;
    }
  }
  const taken = [...touched].map((line) => takenFrom(log, line, left[line]));
  return { taken, cancelled, unmatched, matchedLines, left };
}

/** The line's money goes with its pieces: all of it with the last, before that each piece's price, rounded once. */
function takenFrom({ quantity, money }: LineLog, line: number, left: number): TakenPieces {
  const [all, amount] = [quantity.values[line], money.values[line]];
  const pieces = all - left;
  if (left === 0) return { line, pieces, money: amount };
  const price = (BigInt(Math.round(amount)) * 2_000_000n + BigInt(all)) / (2n * BigInt(all));
  return { line, pieces, money: multiplyMicro(Number(price), pieces) };
}

/** Lines grouped by customer and product, only where that pair has a cancellation. */
function linesOfCancelledPairs(log: LineLog, counts: (product: number) => boolean): Iterable<number[]> {
  const groups = new Map<number, number[]>();
  const cancelled = new PairSet();
  const [customer, product, quantity] = [log.customer.values, log.product.values, log.quantity.values];
  for (let line = 0; line < log.length; line++) {
    if (!(quantity[line] < 0) || !counts(product[line])) continue;
    groups.set(pairKey(customer[line], product[line]), []);
    cancelled.add(customer[line], product[line]);
  }
  if (groups.size === 0) return [];
  for (let line = 0; line < log.length; line++)
    if (cancelled.has(customer[line], product[line])) groups.get(pairKey(customer[line], product[line]))?.push(line);
  return groups.values();
}
