import type { RowKernel } from '#ingest/kernel/row-kernel.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of some bytes; short ASCII without a call into the decoder, which costs more than it does. */
export function decode(bytes: Uint8Array, from: number, to: number): string {
  if (to - from > 24) return decoder.decode(bytes.subarray(from, to));
  for (let at = from; at < to; at++) if (bytes[at] > 127) return decoder.decode(bytes.subarray(from, to));
  return String.fromCharCode.apply(null, bytes.subarray(from, to) as unknown as number[]);
}

/** Different cells kept of a column, and their bytes. */
const mostCells = 1 << 17;
const mostBytes = 1 << 22;
/** Look-ups after which a pool whose cells hardly ever repeat takes no more. */
const trial = 1 << 16;

const entryBytes = 24;
/** What the length of a text with doubled quotes is above its own. */
const doubledQuotes = 512;

/** Places in the kernel's description of a pool. */
const [slotsAt, storeAt, storeBytesAt, storedAt, entriesAt, countAt, mostAt, widestAt] = [0, 2, 3, 4, 5, 6, 7, 8];

/** The texts of a column's cells in a kernel's memory: ids, names and customers repeat from row to row, so
 * each is made a text once. See assembly/keys.ts. */
export class NativePool {
  /** Address of the pool's description. */
  readonly address: number;
  private readonly kernel: RowKernel;
  private readonly texts: string[] = [];
  private lookups = 0;
  private closed = false;

  constructor(kernel: RowKernel) {
    this.kernel = kernel;
    this.address = kernel.allocate(36);
  }

  /** Text of a key, without surrounding blanks. */
  textOf(key: number): string {
    if (key >= this.texts.length) this.readTexts();
    return this.texts[key];
  }

  /** All texts that have come since the last time. */
  private readTexts(): void {
    const { kernel, texts } = this;
    const pool = this.description();
    const entries = kernel.integers(pool[entriesAt], (pool[countAt] * entryBytes) / 4);
    const store = kernel.bytes(pool[storeAt], pool[storedAt]);
    for (let key = texts.length; key < pool[countAt]; key++) {
      const [from, length] = [entries[(key * entryBytes) / 4], entries[(key * entryBytes) / 4 + 1]];
      const isDoubled = length >= doubledQuotes;
      const text = decode(store, from, from + (isDoubled ? length - doubledQuotes : length));
      texts.push(isDoubled ? text.replaceAll('""', '"').trim() : text);
    }
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
      const places = 2 ** Math.ceil(Math.log2(most * 2));
      const entries = kernel.allocate(most * entryBytes);
      const slots = kernel.allocate(places * 16);
      pool = this.description();
      kernel.bytes(entries, most * entryBytes).set(kernel.bytes(pool[entriesAt], pool[countAt] * entryBytes));
      pool[entriesAt] = entries;
      pool[mostAt] = most;
      pool[slotsAt] = slots;
      pool[widestAt] = places - 1;
      const inUse = 2 ** Math.ceil(Math.log2(Math.max(pool[countAt], 256) * 1.5));
      kernel.calls.rehash(this.address, Math.min(places, inUse) - 1);
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

  private description(): Int32Array {
    return this.kernel.integers(this.address, 9);
  }
}
