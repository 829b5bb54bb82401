import type { RowKernel } from '#ingest/kernel/row-kernel.ts';
import { decode } from '#ingest/reading/cell-pool.ts';

/** Different cells kept of a column, and their bytes. */
const mostCells = 1 << 17;
const mostBytes = 1 << 22;
/** Look-ups after which a pool whose cells hardly ever repeat takes no more. */
const trial = 1 << 16;

/** Places in the kernel's description of a pool. */
const [slotsAt, maskAt, storeAt, storeBytesAt, storedAt, entriesAt, countAt, mostAt] = [0, 1, 2, 3, 4, 5, 6, 7];

/** The texts of a column's cells in a kernel's memory; see `CellPool`, and assembly/keys.ts. */
export class NativePool {
  /** Address of the pool's description. */
  readonly address: number;
  private readonly kernel: RowKernel;
  private readonly texts: (string | undefined)[] = [];
  private lookups = 0;
  private closed = false;

  constructor(kernel: RowKernel) {
    this.kernel = kernel;
    this.address = kernel.allocate(32);
    kernel.integers(this.address, 8)[maskAt] = -1;
  }

  /** Text of a key. */
  textOf(key: number): string {
    const known = this.texts[key];
    if (known !== undefined) return known;
    const { kernel } = this;
    const pool = this.description();
    const [from, length] = kernel.integers(pool[entriesAt] + key * 8, 2);
    const text = decode(kernel.bytes(pool[storeAt], pool[storedAt]), from, from + length);
    this.texts[key] = text;
    return text;
  }

  /** Makes room for the cells of so many records; may move the kernel's memory. */
  reserve(records: number): void {
    const { kernel } = this;
    let pool = this.description();
    if (this.lookups < trial && this.lookups + records >= trial) this.closed = pool[countAt] > this.lookups * 0.75;
    this.lookups += records;
    if (this.closed) {
      pool[mostAt] = pool[countAt];
      return;
    }
    const wanted = Math.min(mostCells, pool[countAt] + records);
    if (wanted > pool[mostAt]) {
      const most = Math.min(mostCells, Math.max(wanted, pool[mostAt] * 2, 4096));
      const entries = kernel.allocate(most * 8);
      pool = this.description();
      kernel.bytes(entries, most * 8).set(kernel.bytes(pool[entriesAt], pool[countAt] * 8));
      this.growSlots(2 ** Math.ceil(Math.log2(most * 2)));
      pool = this.description();
      pool[entriesAt] = entries;
      pool[mostAt] = most;
    }
    const bytes = Math.min(mostBytes, pool[storedAt] + records * 16);
    if (bytes > pool[storeBytesAt]) {
      const size = Math.min(mostBytes, Math.max(bytes, pool[storeBytesAt] * 2));
      const store = kernel.allocate(size);
      pool = this.description();
      kernel.bytes(store, size).set(kernel.bytes(pool[storeAt], pool[storedAt]));
      pool[storeAt] = store;
      pool[storeBytesAt] = size;
    }
  }

  private growSlots(places: number): void {
    const slots = this.kernel.allocate(places * 16);
    const pool = this.description();
    const [old, oldPlaces] = [pool[slotsAt], pool[maskAt] + 1];
    pool[slotsAt] = slots;
    pool[maskAt] = places - 1;
    this.kernel.calls.rehash(this.address, old, oldPlaces);
  }

  private description(): Int32Array {
    return this.kernel.integers(this.address, 8);
  }
}
