/**
 * Set of record hashes of 53 bits in open addressing: 11 to 21 bytes a record. For n records the chance that two
 * different ones share a hash is n² / 2^54 (for a million: one in 18,000).
 */
export class RowHashes {
  private slots = new Float64Array(1 << 12);
  private size = 0;
  /** Records beyond this many are no longer remembered. */
  private readonly limit: number;

  constructor(limit = 2_000_000) {
    this.limit = limit;
  }

  get full(): boolean {
    return this.size >= this.limit;
  }

  /**
   * Remembers many at once and marks those that were there already: `repeated[i]` becomes 1 or 0. In one loop, since the
   * places of a large set are far apart and a processor then waits for several of them at a time.
   */
  addAll(hashes: Float64Array, count: number, repeated: Uint8Array): void {
    repeated.fill(0, 0, count);
    this.expect(count);
    const { slots } = this;
    const mask = slots.length - 1;
    const room = Math.min(count, this.limit - this.size);
    let added = 0;
    for (let i = 0; i < room; i++) {
      const hash = hashes[i];
      let at = spread(hash) & mask;
      while (slots[at] !== 0 && slots[at] !== hash) at = (at + 1) & mask;
      if (slots[at] === hash) repeated[i] = 1;
      else {
        slots[at] = hash;
        added += 1;
      }
    }
    this.size += added;
  }

  /** `hash`: an integer from 1 to 2^53 - 1. */
  add(hash: number): boolean {
    const mask = this.slots.length - 1;
    let at = spread(hash) & mask;
    for (;;) {
      const held = this.slots[at];
      if (held === hash) return true;
      if (held === 0) break;
      at = (at + 1) & mask;
    }
    if (this.full) return false;
    this.slots[at] = hash;
    this.size += 1;
    this.expect(0);
    return false;
  }

  get count(): number {
    return this.size;
  }

  /** Makes room for so many more records, as far as so many are remembered. */
  expect(records: number): void {
    const old = this.slots;
    const wanted = (Math.min(this.size + records, this.limit) * 4) / 3;
    if (wanted <= old.length) return;
    const slots = new Float64Array(2 ** Math.ceil(Math.log2(wanted)));
    const mask = slots.length - 1;
    for (let from = 0; from < old.length; from++) {
      const hash = old[from];
      if (hash === 0) continue;
      let at = spread(hash) & mask;
      while (slots[at] !== 0) at = (at + 1) & mask;
      slots[at] = hash;
    }
    this.slots = slots;
  }
}

/** Mixes all 53 bits into the low ones: keys that count up must not queue in one place. */
function spread(hash: number): number {
  const low = hash >>> 0;
  const high = (hash / 4294967296) >>> 0;
  const mixed = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}
