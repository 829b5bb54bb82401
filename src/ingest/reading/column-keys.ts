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
  keys = new Int32Array(0);
  private readonly column: number;
  private readonly pool = new CellPool();

  constructor(column: number) {
    this.column = column;
  }

  /** The cell's text without surrounding blanks; `key` from 0. */
  textOf(key: number): string {
    return this.pool.textOf(key);
  }

  prepare({ bytes, firstCell, starts, ends, count }: RecordBatch, from: number): void {
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
