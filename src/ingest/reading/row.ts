import { isBlank, mayBeWideBlank } from '#ingest/reading/blanks.ts';
import { CellPool, decode } from '#ingest/reading/cell-pool.ts';
import type { RecordBatch } from '#ingest/reading/record-reader.ts';
import { type ByteDateOrder, microOfBytes, secondsOfBytes } from '#ingest/values/parse-bytes.ts';
import { parseMicro } from '#ingest/values/parse-micro.ts';

const noBatch: RecordBatch = {
  bytes: new Uint8Array(0),
  count: 0,
  firstCell: new Int32Array(2),
  starts: new Int32Array(0),
  ends: new Int32Array(0),
  lines: new Int32Array(1),
  quoted: new Uint8Array(1),
  delimiter: [44],
};

/**
 * One record, read cell by cell as far as it is asked for; the same object moves from record to record, so what is to
 * be kept has to be taken out of it. Columns count from 0; one that the record lacks is empty.
 */
export class Row {
  /** Line of the file on which the record begins. */
  line = 0;
  /** Place of the record in its batch, -1 for a copy. */
  record = -1;
  /** Cells of the record. */
  length = 0;
  private batch: RecordBatch = noBatch;
  private first = 0;
  private readonly pools: (CellPool | undefined)[] = [];
  /** Place of the cell at hand without its blanks. */
  private from = 0;
  private to = 0;
  /** The cell at hand holds doubled quotes or begins or ends in something that only a text can tell to be blank. */
  private odd = false;

  moveTo(batch: RecordBatch, record: number): void {
    this.batch = batch;
    this.record = record;
    this.first = batch.firstCell[record];
    this.length = batch.firstCell[record + 1] - this.first;
    this.line = batch.lines[record];
  }

  /** The cell as it stands in the file. */
  raw(column: number): string {
    if (column >= this.length || column < 0) return '';
    const { bytes, starts, ends } = this.batch;
    const from = starts[this.first + column];
    const end = ends[this.first + column];
    if (end < 0) return decode(bytes, from, ~end).replaceAll('""', '"');
    return this.poolOf(column).text(bytes, from, end);
  }

  /** The cell without surrounding blanks. */
  text(column: number): string {
    if (!this.find(column)) return '';
    if (this.odd) return this.raw(column).trim();
    return this.poolOf(column).text(this.batch.bytes, this.from, this.to);
  }

  isEmpty(column: number): boolean {
    if (!this.find(column)) return true;
    return this.odd && this.raw(column).trim() === '';
  }

  /** The cell's number in millionths, NaN for none; see `parseMicro`. */
  micro(column: number, decimalComma: boolean): number {
    if (!this.find(column)) return Number.NaN;
    if (!this.odd) {
      const micro = microOfBytes(this.batch.bytes, this.from, this.to, decimalComma);
      if (micro !== Number.NEGATIVE_INFINITY) return micro;
    }
    return parseMicro(this.text(column), decimalComma);
  }

  /** Seconds of a date in one of the common forms, NaN for any other cell; see `secondsOfBytes`. */
  plainSeconds(column: number, order: ByteDateOrder, clock: { has: boolean }): number {
    if (!this.find(column) || this.odd) return Number.NaN;
    return secondsOfBytes(this.batch.bytes, this.from, this.to, order, clock);
  }

  /** Character code at a position of the cell without surrounding blanks, NaN beyond it; only of ASCII cells. */
  codeAt(column: number, position: number): number {
    if (!this.find(column)) return Number.NaN;
    if (this.odd) return this.text(column).charCodeAt(position);
    return this.from + position < this.to ? this.batch.bytes[this.from + position] : Number.NaN;
  }

  /** Whether the cell last asked for can be judged by its text only. */
  get isOdd(): boolean {
    return this.odd;
  }

  /** Whether the cell, without surrounding blanks, is this text. */
  holds(column: number, utf8: Uint8Array): boolean {
    if (!this.find(column)) return utf8.length === 0;
    if (this.odd) return this.text(column) === decode(utf8, 0, utf8.length);
    if (this.to - this.from !== utf8.length) return false;
    for (let at = 0; at < utf8.length; at++) if (this.batch.bytes[this.from + at] !== utf8[at]) return false;
    return true;
  }

  /** A row of its own with these cells, to be kept. */
  copy(): Row {
    const { bytes, starts, ends, delimiter } = this.batch;
    const places = [this.first, this.first + this.length] as const;
    const lines = Int32Array.of(this.line);
    const quoted = Uint8Array.of(1);
    const firstCell = Int32Array.of(0, this.length);
    const kept = new Row();
    const own = { starts: starts.slice(...places), ends: ends.slice(...places) };
    const from = own.starts[0];
    const last = own.ends[this.length - 1];
    const to = last < 0 ? ~last : last;
    own.starts.forEach((start, cell) => {
      own.starts[cell] = start - from;
      own.ends[cell] = own.ends[cell] < 0 ? ~(~own.ends[cell] - from) : own.ends[cell] - from;
    });
    kept.moveTo({ ...own, bytes: bytes.slice(from, to), count: 1, firstCell, lines, quoted, delimiter }, 0);
    kept.record = -1;
    return kept;
  }

  /** First cell that has more than blanks, -1 in a blank record. */
  firstFilled(): number {
    for (let column = 0; column < this.length; column++) if (!this.isEmpty(column)) return column;
    return -1;
  }

  /** All cells as they stand in the file. */
  toArray(): string[] {
    return Array.from({ length: this.length }, (_, column) => this.raw(column));
  }

  /** Finds the cell and its ASCII blanks; false when there is nothing in it. */
  private find(column: number): boolean {
    if (column >= this.length || column < 0) return false;
    const { bytes, starts, ends } = this.batch;
    let from = starts[this.first + column];
    let to = ends[this.first + column];
    this.odd = to < 0;
    if (to < 0) to = ~to;
    while (from < to && bytes[from] <= 32 && isBlank(bytes[from])) from += 1;
    while (to > from && bytes[to - 1] <= 32 && isBlank(bytes[to - 1])) to -= 1;
    this.from = from;
    this.to = to;
    if (from === to) return false;
    // U+00A0, U+3000, the byte-order mark and their like are blanks too.
    if (bytes[from] > 127 || bytes[to - 1] > 127) this.odd ||= mayBeWideBlank(bytes, from, to);
    return true;
  }

  private poolOf(column: number): CellPool {
    this.pools[column] ??= new CellPool();
    return this.pools[column];
  }
}
