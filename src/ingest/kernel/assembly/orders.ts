/** Order numbers to keys: `orderKey` of src/ingest/cleaning/order-key.ts for plain numbers. */
import { Batch, cellFrom, cellTo, empty, filled, findCell } from './batch';

const firstOrderKey: i32 = 1 << 29;
const oddOrder: i32 = -2;

/** Key by record; -1 for an empty cell, `oddOrder` for what may be a cancellation's or is not ASCII. */
export function readOrders(batch: Batch, from: i32, count: i32, column: i32, orders: usize): void {
  for (let record = from; record < count; record++) {
    const found = findCell(batch, record, column);
    store<i32>(orders + (<usize>record << 2), found == filled ? keyOf() : found == empty ? -1 : oddOrder);
  }
}

function keyOf(): i32 {
  if ((load<u8>(cellFrom) | 32) == 99) return oddOrder;
  let hash: u32 = 0x811c9dc5;
  for (let at = cellFrom; at < cellTo; at++) {
    const byte = <u32>load<u8>(at);
    if (byte > 127) return oddOrder;
    hash = (hash ^ byte) * 0x01000193;
    hash ^= hash >> 15;
  }
  return firstOrderKey + <i32>(hash >> 3);
}
