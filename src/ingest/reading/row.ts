import { type ColumnBatch, oddOrder } from '#ingest/reading/column-batch.ts';
import type { RecordBatch } from '#ingest/reading/records.ts';
import { parseMicro } from '#ingest/values/parse-micro.ts';

const wholeNumber = /^-?\d{1,16}$/;
const noBatch: RecordBatch = { count: 0, lines: [], cellsOf: () => [] };

/**
 * One record, read cell by cell as far as it is asked for; the same object moves from record to record, so what is to
 * be kept has to be taken out of it. Columns count from 0; one that the record lacks is empty. What was read of the
 * column beforehand is not read again from its text.
 */
export class Row {
  /** Line of the file on which the record begins. */
  line = 0;
  /** Place of the record in its batch, -1 for a copy. */
  record = -1;
  private batch: RecordBatch = noBatch;
  private columns: ColumnBatch | undefined;
  private own: readonly string[] | null = null;

  moveTo(batch: RecordBatch, record: number): this {
    this.batch = batch;
    this.columns = batch.columns;
    this.record = record;
    this.line = batch.lines[record];
    this.own = null;
    return this;
  }

  /** Cells of the record. */
  get length(): number {
    return this.columns ? this.columns.widthOf(this.record) : this.cells.length;
  }

  /** The cell as it stands in the file. */
  raw(column: number): string {
    const { columns } = this;
    return columns ? columns.rawOf(column, this.record) : (this.cells[column] ?? '');
  }

  /** The cell without surrounding blanks. */
  text(column: number): string {
    const { columns } = this;
    return columns ? columns.textOf(column, this.record) : this.raw(column).trim();
  }

  /** A small number that equal cells of a column share; -1 where none was given. */
  key(column: number | undefined): number {
    const { columns } = this;
    return columns && column !== undefined ? columns.keyOf(column, this.record) : -1;
  }

  isEmpty(column: number): boolean {
    return column < 0 || (this.key(column) < 0 && Number.isNaN(this.codeAt(column, 0)));
  }

  /** The cell's number in millionths, NaN for none; see `parseMicro`. */
  micro(column: number, decimalComma: boolean): number {
    const { columns } = this;
    if (columns) {
      const micro = columns.microOf(column, this.record);
      if (micro !== Number.NEGATIVE_INFINITY) return micro;
    }
    return parseMicro(this.text(column), decimalComma);
  }

  /** The cell's whole number of at most 16 digits, NaN for nothing, Infinity for no number; its column is one of {@link ColumnsWanted.wholes} or none is read beforehand. */
  whole(column: number): number {
    const value = this.columns?.microOf(column, this.record) ?? Number.NEGATIVE_INFINITY;
    if (value !== Number.NEGATIVE_INFINITY) return value;
    const text = this.text(column);
    if (text === '') return Number.NaN;
    return wholeNumber.test(text) ? Number(text) : Number.POSITIVE_INFINITY;
  }

  /** Seconds of a date that was read beforehand, NaN where its text has to be. */
  plainSeconds(column: number): number {
    const { columns } = this;
    return columns ? columns.secondsOf(column, this.record) : Number.NaN;
  }

  /** Key of an order number that was read beforehand and is no cancellation's; see `oddOrder`. */
  plainOrder(column: number): number {
    const { columns } = this;
    return columns ? columns.orderOf(column, this.record) : oddOrder;
  }

  /** Character code at a position of the cell without surrounding blanks, NaN beyond it. */
  codeAt(column: number, position: number): number {
    const { columns } = this;
    return columns ? columns.codeOf(column, this.record, position) : this.text(column).charCodeAt(position);
  }

  /** A row of its own with these cells, to be kept. */
  copy(): Row {
    const kept = new Row();
    kept.own = this.toArray();
    kept.line = this.line;
    return kept;
  }

  /** First cell that has more than blanks, -1 in a blank record. */
  firstFilled(): number {
    for (let column = 0; column < this.length; column++) if (!this.isEmpty(column)) return column;
    return -1;
  }

  /** All cells as they stand in the file. */
  toArray(): string[] {
    return [...this.cells];
  }

  private get cells(): readonly string[] {
    this.own ??= this.batch.cellsOf(this.record);
    return this.own;
  }
}
