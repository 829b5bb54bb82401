import kernelBase64 from '#ingest/kernel/build/row-kernel.ts';

/** Exports of the kernel; addresses are bytes in its imported memory. See assembly/. */
interface KernelCalls {
  readRecords(
    batch: number,
    place: number,
    size: number,
    delimiter: number,
    countsRecords: boolean,
    longestQuoted: number,
    longestLine: number,
  ): void;
  hashRecords(
    batch: number,
    from: number,
    count: number,
    delimiter: number,
    room: number,
    roomBytes: number,
    hashes: number,
  ): void;
  readKeys(batch: number, from: number, count: number, column: number, pool: number, keys: number): void;
  rehash(pool: number, mask: number): void;
  readMicros(batch: number, from: number, count: number, column: number, point: number, micros: number): void;
  readSeconds(batch: number, from: number, count: number, column: number, order: number, seconds: number): void;
  readSeries(
    batch: number,
    count: number,
    columns: number,
    points: number,
    width: number,
    micros: number,
    filled: number,
  ): void;
  readOrders(batch: number, from: number, count: number, column: number, orders: number): void;
  markPlain(
    batch: number,
    from: number,
    count: number,
    width: number,
    header: number,
    headerBytes: number,
    plain: number,
  ): void;
}

const pageBytes = 65_536;

/**
 * The WebAssembly kernel that reads rows off bytes, with a memory of its own. What is allocated stays until the whole
 * kernel is let go: one serves one pass over a file. An allocation may move the memory, and views on `buffer` are then
 * empty: they have to be made anew.
 */
export class RowKernel {
  readonly calls: KernelCalls;
  private readonly memory = new WebAssembly.Memory({ initial: 16 });
  /** The first page is the kernel's own. */
  private top = pageBytes;

  constructor(module: WebAssembly.Module) {
    const { exports } = new WebAssembly.Instance(module, { env: { memory: this.memory } });
    this.calls = exports as unknown as KernelCalls;
  }

  get buffer(): ArrayBuffer {
    return this.memory.buffer as ArrayBuffer;
  }

  /** Address of a fresh piece of memory, all zero, with 16 bytes behind it that may be read. */
  allocate(bytes: number): number {
    const at = this.top;
    this.top = Math.ceil((at + bytes + 16) / 16) * 16;
    const lacking = this.top - this.memory.buffer.byteLength;
    // More than is wanted at the moment: every growth makes all views anew.
    if (lacking > 0) this.memory.grow(Math.ceil(Math.max(lacking, this.top / 8) / pageBytes));
    return at;
  }

  integers(address: number, length: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.buffer, address, length);
  }

  doubles(address: number, length: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.buffer, address, length);
  }

  bytes(address: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.buffer, address, length);
  }
}

let compiled: WebAssembly.Module | null | undefined;

/**
 * A kernel for one pass; null where WebAssembly is missing or has no SIMD: everything is then read by the same rules in
 * JavaScript, more slowly.
 */
export function createRowKernel(): RowKernel | null {
  if (compiled === undefined) compiled = compile();
  return compiled && new RowKernel(compiled);
}

function compile(): WebAssembly.Module | null {
  if (typeof WebAssembly === 'undefined') return null;
  const bytes = Uint8Array.from(atob(kernelBase64), (character) => character.charCodeAt(0));
  return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null;
}
