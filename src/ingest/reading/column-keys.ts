import { NativeIntegers } from '#ingest/kernel/native-column.ts';
import { NativePool } from '#ingest/kernel/native-pool.ts';
import { isBlank, mayBeWideBlank } from '#ingest/reading/blanks.ts';
import { CellPool } from '#ingest/reading/cell-pool.ts';
import type { RecordBatch } from '#ingest/reading/record-reader.ts';

/** Key of a cell with nothing in it, or of a record that lacks it. */
export const emptyCell = -2;
/** Key of a cell that has to be judged by its text. */
export const unkeyed = -1;

/**
 * Keys of a column's cells, small numbers that equal cells share, found for a whole piece of the file in one loop: the
 * places of a large pool are far apart, and so a processor waits for several of them at a time.
 */
export class ColumnKeys {
  /** By record of the piece at hand. */
  keys: Int32Array = new Int32Array(0);
  private readonly column: number;
  private readonly pool = new CellPool();
  private native: { readonly keys: NativeIntegers; readonly pool: NativePool } | null = null;

  constructor(column: number) {
    this.column = column;
  }

  /** The cell's text without surrounding blanks; `key` from 0. */
  textOf(key: number): string {
    return (this.native?.pool ?? this.pool).textOf(key);
  }

  /** Before `prepare`: makes room in the batch's kernel, whose memory may move. */
  reserve({ native, count }: RecordBatch): void {
    if (!native) return;
    this.native ??= { keys: new NativeIntegers(native.kernel), pool: new NativePool(native.kernel) };
    this.native.keys.reserve(count);
    this.native.pool.reserve(count);
  }

  prepare(batch: RecordBatch, from: number): void {
    const { bytes, firstCell, starts, ends, count, native } = batch;
    if (native && this.native) {
      const { keys, pool } = this.native;
      native.kernel.calls.readKeys(native.address, from, count, this.column, pool.address, keys.address);
      this.keys = keys.values();
      return;
    }
    if (this.keys.length < count) this.keys = new Int32Array(count * 2);
    const { keys, pool, column } = this;
    for (let record = from; record < count; record++) {
      const cell = firstCell[record] + column;
      if (cell >= firstCell[record + 1]) {
        keys[record] = emptyCell;
        continue;
      }
      let start = starts[cell];
      let end = ends[cell];
      if (end < 0) {
        keys[record] = unkeyed;
        continue;
      }
      while (start < end && isBlank(bytes[start])) start += 1;
      while (end > start && isBlank(bytes[end - 1])) end -= 1;
      const isWide = (bytes[start] > 127 || bytes[end - 1] > 127) && mayBeWideBlank(bytes, start, end);
      keys[record] = start === end ? emptyCell : isWide ? unkeyed : pool.keyOf(bytes, start, end);
    }
  }
}
