/** Different cells kept of a column, and their bytes. */
const mostCells = 1 << 17;
const mostBytes = 1 << 22;
const longestKept = 256;
/** Look-ups after which a pool whose cells hardly ever repeat is given up. */
const trial = 1 << 16;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * The texts of a column's cells by their bytes. Ids, names and categories repeat from row to row: a cell that was seen
 * before costs a comparison of bytes instead of a new string.
 */
export class CellPool {
  /** Four numbers a place, side by side: hash, key + 1 (0 = free), offset and length of the bytes. */
  private slots = new Int32Array(4 << 10);
  private readonly texts: string[] = [];
  private store = new Uint8Array(1 << 12);
  private stored = 0;
  private lookups = 0;
  private off = false;

  /** Text of a key. */
  textOf(key: number): string {
    return this.texts[key];
  }

  text(bytes: Uint8Array, from: number, to: number): string {
    const key = this.keyOf(bytes, from, to);
    return key < 0 ? decode(bytes, from, to) : this.texts[key];
  }

  /** A small number, counted from 0, that equal cells share; -1 for a cell that is not kept. */
  keyOf(bytes: Uint8Array, from: number, to: number): number {
    const length = to - from;
    if (this.off || length > longestKept) return -1;
    this.lookups += 1;
    let hash = length;
    let at = from;
    for (; at + 4 <= to; at += 4) {
      const word = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
      hash = Math.imul(hash ^ word, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    for (; at < to; at++) hash = Math.imul(hash ^ bytes[at], 0x01000193);
    hash ^= hash >>> 15;
    const { slots, store } = this;
    const mask = slots.length - 1;
    let slot = (hash << 2) & mask;
    for (;;) {
      const key = slots[slot + 1] - 1;
      if (key < 0) break;
      if (slots[slot] === hash && slots[slot + 3] === length) {
        let held = slots[slot + 2];
        at = from;
        while (at < to && store[held] === bytes[at]) {
          at += 1;
          held += 1;
        }
        if (at === to) return key;
      }
      slot = (slot + 4) & mask;
    }
    return this.add(hash, slot, bytes, from, to);
  }

  private add(hash: number, slot: number, bytes: Uint8Array, from: number, to: number): number {
    const count = this.texts.length;
    const length = to - from;
    if (this.lookups === trial && count > trial * 0.75) this.giveUp();
    if (this.off || count === mostCells || this.stored + length > mostBytes) return -1;
    if (this.stored + length > this.store.length) {
      const wider = new Uint8Array(Math.max(this.store.length * 2, this.stored + length));
      wider.set(this.store);
      this.store = wider;
    }
    this.store.set(bytes.subarray(from, to), this.stored);
    this.texts.push(decode(bytes, from, to));
    this.slots[slot] = hash;
    this.slots[slot + 1] = count + 1;
    this.slots[slot + 2] = this.stored;
    this.slots[slot + 3] = length;
    this.stored += length;
    if ((count + 1) * 8 > this.slots.length) this.rehash();
    return count;
  }

  private giveUp(): void {
    this.off = true;
    this.slots = new Int32Array(4);
    this.store = new Uint8Array(0);
  }

  private rehash(): void {
    const old = this.slots;
    this.slots = new Int32Array(old.length * 2);
    const mask = this.slots.length - 1;
    for (let from = 0; from < old.length; from += 4) {
      if (old[from + 1] === 0) continue;
      let slot = (old[from] << 2) & mask;
      while (this.slots[slot + 1] !== 0) slot = (slot + 4) & mask;
      this.slots.set(old.subarray(from, from + 4), slot);
    }
  }
}

/** The text of some bytes; short ASCII without a call into the decoder, which costs more than it does. */
export function decode(bytes: Uint8Array, from: number, to: number): string {
  if (to - from > 24) return decoder.decode(bytes.subarray(from, to));
  for (let at = from; at < to; at++) if (bytes[at] > 127) return decoder.decode(bytes.subarray(from, to));
  return String.fromCharCode.apply(null, bytes.subarray(from, to) as unknown as number[]);
}
