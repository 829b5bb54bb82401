/** Columns of texts: equal cells share a small number. */
import { Batch, cellFrom, cellTo, empty, filled, findCell } from './batch';

const emptyCell: i32 = -2;
const unkeyed: i32 = -1;
const longestKept: i32 = 256;

/** Texts by their bytes, in open addressing. */
@unmanaged
export class Pool {
  /** 16 bytes a place: hash, key + 1 (0: free), place and length in the store. */
  slots: usize;
  /** Places less one, a power of two less one. */
  mask: i32;
  /** The texts one after the other; 8 bytes more than `storeBytes` can be read. */
  store: usize;
  storeBytes: i32;
  stored: i32;
  /** 8 bytes a key: place and length in the store. */
  entries: usize;
  count: i32;
  /** Keys are given up to this many. */
  most: i32;
}

/** Key of each record's cell without its blanks: `emptyCell`, or `unkeyed` where it is odd, long or there is no room. */
export function readKeys(batch: Batch, from: i32, count: i32, column: i32, pool: Pool, keys: usize): void {
  for (let record = from; record < count; record++) {
    const found = findCell(batch, record, column);
    const key = found == filled ? keyOf(pool) : found == empty ? emptyCell : unkeyed;
    store<i32>(keys + (<usize>record << 2), key);
  }
}

@inline
function lastWord(from: usize, bytes: i32): u64 {
  return bytes >= 8 ? load<u64>(from) : load<u64>(from) & ((<u64>1 << (bytes << 3)) - 1);
}

function keyOf(pool: Pool): i32 {
  const from = cellFrom, length = <i32>(cellTo - cellFrom);
  if (length > longestKept) return unkeyed;
  let mixed: u64 = length;
  let left = length;
  for (let at = from; left > 0; at += 8, left -= 8) {
    mixed = (mixed ^ lastWord(at, left)) * 0x9e3779b97f4a7c15;
    mixed ^= mixed >> 32;
  }
  const hash = <i32>(mixed ^ (mixed >> 15));
  const slots = pool.slots, mask = pool.mask;
  let place = hash & mask;
  let slot = slots + (<usize>place << 4);
  for (;;) {
    const key = load<i32>(slot, 4);
    if (key == 0) break;
    if (load<i32>(slot) == hash && load<i32>(slot, 12) == length) {
      let held = pool.store + load<i32>(slot, 8), at = from;
      left = length;
      while (left > 0 && lastWord(at, left) == lastWord(held, left)) {
        at += 8;
        held += 8;
        left -= 8;
      }
      if (left <= 0) return key - 1;
    }
    place = (place + 1) & mask;
    slot = slots + (<usize>place << 4);
  }
  const key = pool.count;
  if (key >= pool.most || pool.stored + length > pool.storeBytes) return unkeyed;
  memory.copy(pool.store + pool.stored, from, length);
  store<i32>(slot, hash);
  store<i32>(slot, key + 1, 4);
  store<i32>(slot, pool.stored, 8);
  store<i32>(slot, length, 12);
  const entry = pool.entries + (<usize>key << 3);
  store<i32>(entry, pool.stored);
  store<i32>(entry, length, 4);
  pool.stored += length;
  pool.count = key + 1;
  return key;
}

/** Puts the places of smaller slots, all of them zero before, into the pool's own. */
export function rehash(pool: Pool, old: usize, oldPlaces: i32): void {
  for (const end = old + (<usize>oldPlaces << 4); old < end; old += 16) {
    if (load<i32>(old, 4) == 0) continue;
    let place = load<i32>(old) & pool.mask;
    while (load<i32>(pool.slots + (<usize>place << 4), 4) != 0) place = (place + 1) & pool.mask;
    v128.store(pool.slots + (<usize>place << 4), v128.load(old));
  }
}
