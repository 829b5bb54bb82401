import type { Row } from '#ingest/reading/row.ts';
/**
 * Set of record hashes of 53 bits in open addressing: about 16 bytes a record. For n records the chance that two
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

  /** Remembers a record; true when it was there already. */
  addRow(cells: Row): boolean {
    return this.add(cells.hash());
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
    if (this.size * 2 > this.slots.length) this.grow();
    return false;
  }

  get count(): number {
    return this.size;
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Float64Array(old.length * 2);
    this.size = 0;
    for (const hash of old) if (hash !== 0) this.add(hash);
  }
}

/** Mixes all 53 bits into the low ones: keys that count up must not queue in one place. */
function spread(hash: number): number {
  const low = hash >>> 0;
  const high = (hash / 4294967296) >>> 0;
  const mixed = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}
