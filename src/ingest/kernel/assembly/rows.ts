/** What tells most rows, at a glance, from headers, sums, cancellations and rows with too many cells. */
import { Batch, cellFrom, cellTo, empty, filled, findCell, int, setInt } from './batch';

/** Whether two letters, in either case, begin `grand`, `subtotal`, `sum` or `total`. */
@inline
function beginsTotal(first: i32, second: i32): bool {
  const pair = ((first | 32) << 8) | (second | 32);
  return pair == 0x6772 || pair == 0x7375 || pair == 0x746f;
}

/**
 * By record 1 where its first cell is filled, plain ASCII at its beginning, is neither the header's nor a word for a sum,
 * and no more than `width` cells are there.
 */
export function markPlain(
  batch: Batch, from: i32, count: i32, width: i32, header: usize, headerBytes: i32, plain: usize,
): void {
  for (let record = from; record < count; record++) {
    store<u8>(plain + record, 0);
    if (int(batch.firstCell, record + 1) - int(batch.firstCell, record) > width) continue;
    if (findCell(batch, record, 0) != filled) continue;
    const first = <i32>load<u8>(cellFrom), length = <i32>(cellTo - cellFrom);
    if (first > 127) continue;
    if (length > 1 && beginsTotal(first, load<u8>(cellFrom, 1))) continue;
    if (length == headerBytes && memory.compare(cellFrom, header, length) == 0) continue;
    store<u8>(plain + record, 1);
  }
}

/** Takes the mark from records whose order number is odd or begins with a C before a digit: a cancellation. */
export function unmarkCancelled(batch: Batch, from: i32, count: i32, column: i32, plain: usize): void {
  for (let record = from; record < count; record++) {
    const found = findCell(batch, record, column);
    if (found == filled) {
      if ((load<u8>(cellFrom) | 32) != 99 || cellTo - cellFrom < 2) continue;
      if (<u32>(<i32>load<u8>(cellFrom, 1) - 48) > 9) continue;
    }
    store<u8>(plain + record, 0);
  }
}


/** Keys of orders lie above the indices of customers. */
const firstOrderKey: i32 = 1 << 29;

/** Key of each record's order as `orderKey` of src/ingest/cleaning/order-key.ts; -1 for an empty cell, -2 for one that has to be read as text. */
export function readOrderKeys(batch: Batch, from: i32, count: i32, column: i32, keys: usize): void {
  for (let record = from; record < count; record++) {
    const found = findCell(batch, record, column);
    setInt(keys, record, found == filled ? orderKey() : found == empty ? -1 : -2);
  }
}

function orderKey(): i32 {
  let at = cellFrom, hash: u32 = 0x811c9dc5;
  const to = cellTo;
  if (to - at > 1 && (load<u8>(at) | 32) == 99 && <u32>(<i32>load<u8>(at, 1) - 48) <= 9) at += 1;
  for (; at < to; at++) {
    const byte = <u32>load<u8>(at);
    if (byte > 127) return -2;
    hash = (hash ^ byte) * 0x01000193;
    hash ^= hash >> 15;
  }
  return firstOrderKey + <i32>(hash >> 3);
}
