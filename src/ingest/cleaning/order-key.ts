import { oddOrder } from '#ingest/reading/column-batch.ts';
import type { Row } from '#ingest/reading/row.ts';

/** Keys of orders lie above the indices of customers. */
const firstOrderKey = 1 << 29;

/**
 * An order's number as a key of 29 bits, without the C of a cancellation. Two orders with one key would also have to hold
 * the same product for their pieces to be confused: for a product in 10,000 orders a chance of 1 in 50,000 a return.
 */
export function orderKey(order: string): number {
  if (order === '') return -1;
  let hash = 0x811c9dc5;
  for (let at = /^c\d/i.test(order) ? 1 : 0; at < order.length; at++) {
    hash = Math.imul(hash ^ order.charCodeAt(at), 0x01000193);
    hash ^= hash >>> 15;
  }
  return firstOrderKey + (hash >>> 3);
}

/** The key of the row's order, as a kernel has read it or from its text. */
export function orderKeyOf(cells: Row, column: number): number {
  const read = cells.plainOrder(column);
  return read === oddOrder ? orderKey(cells.text(column)) : read;
}
