import { GrowableDoubles, GrowableIntegers } from '#ingest/assembly/growable.ts';
import { multiplyMicro } from '#ingest/values/exact-sum.ts';

/**
 * Order and cancellation lines of known customers, 32 bytes each, kept so that a cancellation can be taken from the
 * order that it cancels. Quantities in millionths, negative for cancellations; prices in millionths.
 */
export class LineLog {
  readonly seconds = new GrowableDoubles();
  readonly product = new GrowableIntegers();
  readonly customer = new GrowableIntegers();
  readonly quantity = new GrowableDoubles();
  readonly price = new GrowableDoubles();
  cancellations = 0;

  get length(): number {
    return this.product.length;
  }

  push(seconds: number, product: number, customer: number, quantity: number, price: number): void {
    this.seconds.push(seconds);
    this.product.push(product);
    this.customer.push(customer);
    this.quantity.push(quantity);
    this.price.push(price);
    if (quantity < 0) this.cancellations += 1;
  }
}

/** Pieces (millionths) taken from one order line. */
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
  const taken: TakenPieces[] = [];
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
          taken.push({ line: order, pieces, money: multiplyMicro(log.price.values[order], pieces) });
          left[order] -= pieces;
          wanted -= pieces;
        }
        if (left[order] === 0) open.pop();
      }
      unmatched += wanted;
      if (wanted < before) matchedLines += 1;
    }
  }
  return { taken, cancelled, unmatched, matchedLines, left };
}

/** Lines grouped by customer and product, only where that pair has a cancellation. */
function linesOfCancelledPairs(log: LineLog, counts: (product: number) => boolean): Iterable<number[]> {
  const groups = new Map<number, number[]>();
  const key = (line: number): number => log.customer.values[line] * 4194304 + log.product.values[line];
  for (let line = 0; line < log.length; line++)
    if (log.quantity.values[line] < 0 && counts(log.product.values[line])) groups.set(key(line), []);
  if (groups.size > 0) for (let line = 0; line < log.length; line++) groups.get(key(line))?.push(line);
  return groups.values();
}
