/** What tells most rows, at a glance, from headers, sums and rows with too many cells. */
import { Batch, cellFrom, cellTo, filled, findCell, int } from './batch';

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
