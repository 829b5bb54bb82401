/** Different cells kept of a column, and their bytes. */
const mostCells = 1 << 16;
const mostBytes = 1 << 22;
/** Look-ups after which a pool whose cells hardly ever repeat is given up. */
const trial = 4096;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * The texts of a column's cells by their bytes. Ids, names and categories repeat from row to row: a cell that was seen
 * before costs a comparison of bytes instead of a new string.
 */
export class CellPool {
  private slots = new Int32Array(1 << 10);
  private readonly hashes: number[] = [];
  private readonly offsets: number[] = [0];
  private readonly texts: string[] = [];
  private store = new Uint8Array(1 << 12);
  private lookups = 0;
  private off = false;

  text(bytes: Uint8Array, from: number, to: number): string {
    if (this.off || to - from > 256) return decode(bytes, from, to);
    this.lookups += 1;
    let hash = to - from;
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at], 0x01000193);
    hash ^= hash >>> 15;
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const entry = this.slots[slot] - 1;
      if (entry < 0) break;
      if (this.hashes[entry] === hash && this.equals(entry, bytes, from, to)) return this.texts[entry];
      slot = (slot + 1) & mask;
    }
    return this.add(hash, slot, bytes, from, to);
  }

  private equals(entry: number, bytes: Uint8Array, from: number, to: number): boolean {
    const { store } = this;
    let held = this.offsets[entry];
    if (this.offsets[entry + 1] - held !== to - from) return false;
    for (let at = from; at < to; at++) if (store[held++] !== bytes[at]) return false;
    return true;
  }

  private add(hash: number, slot: number, bytes: Uint8Array, from: number, to: number): string {
    const text = decode(bytes, from, to);
    const count = this.texts.length;
    const used = this.offsets[count];
    if (this.lookups === trial && count > trial * 0.75) this.giveUp();
    if (this.off || count === mostCells || used + to - from > mostBytes) return text;
    if (used + to - from > this.store.length) {
      const wider = new Uint8Array(Math.max(this.store.length * 2, used + to - from));
      wider.set(this.store);
      this.store = wider;
    }
    this.store.set(bytes.subarray(from, to), used);
    this.hashes.push(hash);
    this.texts.push(text);
    this.offsets.push(used + to - from);
    this.slots[slot] = count + 1;
    if ((count + 1) * 2 > this.slots.length) this.rehash();
    return text;
  }

  private giveUp(): void {
    this.off = true;
    this.slots = new Int32Array(1);
    this.store = new Uint8Array(0);
    this.texts.length = 0;
    this.hashes.length = 0;
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    const mask = this.slots.length - 1;
    this.hashes.forEach((hash, entry) => {
      let slot = hash & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = entry + 1;
    });
  }
}

/** The text of some bytes; short ASCII without a call into the decoder, which costs more than it does. */
export function decode(bytes: Uint8Array, from: number, to: number): string {
  if (to - from > 24) return decoder.decode(bytes.subarray(from, to));
  for (let at = from; at < to; at++) if (bytes[at] > 127) return decoder.decode(bytes.subarray(from, to));
  return String.fromCharCode.apply(null, bytes.subarray(from, to) as unknown as number[]);
}
