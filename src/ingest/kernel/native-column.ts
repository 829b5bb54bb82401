import type { RowKernel } from '#ingest/kernel/row-kernel.ts';

/** Numbers of a batch's records in a kernel's memory. */
abstract class NativeColumn {
  /** Address of the first record's entry; good until more room is reserved. */
  address = 0;
  protected readonly kernel: RowKernel;
  protected room = 0;
  private readonly entryBytes: number;

  constructor(kernel: RowKernel, entryBytes: number) {
    this.kernel = kernel;
    this.entryBytes = entryBytes;
  }

  /** Makes room for so many records; may move the kernel's memory. */
  reserve(records: number): void {
    if (records <= this.room) return;
    this.room = Math.ceil(records * 1.5);
    this.address = this.kernel.allocate(this.room * this.entryBytes);
  }
}

export class NativeIntegers extends NativeColumn {
  constructor(kernel: RowKernel) {
    super(kernel, 4);
  }

  values(): Int32Array {
    return this.kernel.integers(this.address, this.room);
  }
}

export class NativeDoubles extends NativeColumn {
  constructor(kernel: RowKernel) {
    super(kernel, 8);
  }

  values(): Float64Array {
    return this.kernel.doubles(this.address, this.room);
  }
}

export class NativeBytes extends NativeColumn {
  constructor(kernel: RowKernel) {
    super(kernel, 1);
  }

  values(): Uint8Array {
    return this.kernel.bytes(this.address, this.room);
  }
}
