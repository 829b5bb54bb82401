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
