/** Columns of texts: equal cells share a small number. */
import { Batch, cellFrom, cellTo, doubled, empty, filled, findCell } from './batch';

const emptyCell: i32 = -2;
const unkeyed: i32 = -1;
const longestKept: i32 = 256;
/** Added to the length of a text whose quotes are doubled: it is another text than the same bytes without that. */
const doubledQuotes: i32 = 512;

/** Texts by their bytes, in open addressing. */
@unmanaged
export class Pool {
  /**
   * 16 bytes a place: the text itself where it has eight bytes or fewer, else its place in the store and half of its hash;
   * key + 1 (0: free); length.
   */
  slots: usize;
  /** Places in use less one, a power of two less one: few texts lie close together. */
  mask: i32;
  /** The texts one after the other; 8 bytes more than `storeBytes` can be read. */
  store: usize;
  storeBytes: i32;
  stored: i32;
  /** 24 bytes a key: place in the store, length, what its slot holds first, hash. */
  entries: usize;
  count: i32;
  /** Keys are given up to this many. */
  most: i32;
  /** Places that there is room for, less one. */
  widest: i32;
}

/** Key of each record's cell without its blanks: `emptyCell`, or `unkeyed` where it is odd, long or there is no room. */
export function readKeys(batch: Batch, from: i32, count: i32, column: i32, pool: Pool, keys: usize): void {
  for (let record = from; record < count; record++) {
    const found = findCell(batch, record, column);
    const key = found == filled ? keyOf(pool, 0)
      : found == empty ? emptyCell
      : found == doubled ? keyOf(pool, doubledQuotes)
      : unkeyed;
    store<i32>(keys + (<usize>record << 2), key);
  }
}

@inline
function lastWord(from: usize, bytes: i32): u64 {
  return bytes >= 8 ? load<u64>(from) : load<u64>(from) & ((<u64>1 << (bytes << 3)) - 1);
}

function keyOf(pool: Pool, kind: i32): i32 {
  const from = cellFrom, length = <i32>(cellTo - cellFrom);
  if (length > longestKept) return unkeyed;
  let word = lastWord(from, length);
  const tag = length + kind;
  let mixed = (word ^ tag) * 0x9e3779b97f4a7c15;
  mixed ^= mixed >> 32;
  if (length > 8) {
    for (let at = from + 8, left = length - 8; left > 0; at += 8, left -= 8) {
      mixed = (mixed ^ lastWord(at, left)) * 0x9e3779b97f4a7c15;
      mixed ^= mixed >> 32;
    }
  }
  // All bytes are to tell in the lowest bits, by which the place is chosen.
  mixed = (mixed ^ (mixed >> 29)) * 0xbf58476d1ce4e5b9;
  mixed ^= mixed >> 32;
  const slots = pool.slots, mask = pool.mask;
  let place = <i32>mixed & mask;
  let slot = slots + (<usize>place << 4);
  for (;;) {
    const key = load<i32>(slot, 8);
    if (key == 0) break;
    if (load<i32>(slot, 12) == tag) {
      if (length <= 8) {
        if (load<u64>(slot) == word) return key - 1;
      } else if (load<u32>(slot, 4) == <u32>(mixed >> 32) && holds(pool.store + load<i32>(slot), from, length)) return key - 1;
    }
    place = (place + 1) & mask;
    slot = slots + (<usize>place << 4);
  }
  const key = pool.count;
  if (key >= pool.most || pool.stored + length > pool.storeBytes) return unkeyed;
  memory.copy(pool.store + pool.stored, from, length);
  if (length > 8) word = (mixed & 0xffffffff00000000) | <u64>pool.stored;
  store<u64>(slot, word);
  store<i32>(slot, key + 1, 8);
  store<i32>(slot, tag, 12);
  const entry = pool.entries + <usize>key * 24;
  store<i32>(entry, pool.stored);
  store<i32>(entry, tag, 4);
  store<u64>(entry, word, 8);
  store<u64>(entry, mixed, 16);
  pool.stored += length;
  pool.count = key + 1;
  if (pool.count * 4 > mask * 3 && mask < pool.widest) rehash(pool, mask * 2 + 1);
  return key;
}

@inline
function holds(held: usize, at: usize, length: i32): bool {
  let left = length;
  while (left > 0 && lastWord(at, left) == lastWord(held, left)) {
    at += 8;
    held += 8;
    left -= 8;
  }
  return left <= 0;
}

/** Puts all keys into so many slots and one. */
export function rehash(pool: Pool, mask: i32): void {
  pool.mask = mask;
  memory.fill(pool.slots, 0, (<usize>mask + 1) << 4);
  for (let key = 0; key < pool.count; key++) {
    const entry = pool.entries + <usize>key * 24;
    let place = <i32>load<u64>(entry, 16) & pool.mask;
    while (load<i32>(pool.slots + (<usize>place << 4), 8) != 0) place = (place + 1) & pool.mask;
    const slot = pool.slots + (<usize>place << 4);
    store<u64>(slot, load<u64>(entry, 8));
    store<i32>(slot, key + 1, 8);
    store<i32>(slot, load<i32>(entry, 4), 12);
  }
}
