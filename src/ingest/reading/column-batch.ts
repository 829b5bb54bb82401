import type { RecordBatch } from '#ingest/reading/records.ts';

/** Key of a cell with nothing in it, or of a record that lacks it. */
export const emptyCell = -2;
/** In place of the key of an order number that has to be read as text: it may be that of a cancellation. */
export const oddOrder = -2;
/** Columns of a table that are read for a whole piece of the file at a time. */
export interface ColumnsWanted {
  readonly delimiter: string;
  readonly header: readonly string[];
  /** Columns of numbers, each with whether decimals have a comma. */
  readonly numbers: readonly (readonly [column: number, decimalComma: boolean])[];
  /** Columns of whole numbers. */
  readonly wholes?: readonly number[];
  /** Columns of texts that repeat. */
  readonly texts: readonly number[];
  readonly date: number | undefined;
  /** Column of order numbers. */
  readonly order?: number | undefined;
  readonly dateOrder: 'year-first' | 'day-first' | 'month-first';
  /** Nobody asks for hashes of the records. */
  readonly unhashed?: boolean;
}

/** Figures of records that have many, read at once. */
export interface Series {
  /** Record after record, in the order of the columns asked for: millionths, NaN for nothing or a dash. */
  readonly micros: Float64Array;
  /** By record: figures that are there; -1 where one has to be read as text. */
  readonly filled: Int32Array;
}

/** Where records come from that are made of rows with many periods: those of one row follow each other, and differ in their period and figures alone. */
export interface PartsOfRows {
  /** By row: its first record. */
  readonly starts: readonly number[];
  /** By record: its row, and its period. */
  readonly rows: Int32Array;
  readonly periods: Int32Array;
  /** Seconds by period, where the period is the date and can be read without its text. */
  readonly seconds: Float64Array | null;
}

/** Records of which whole columns can be read at once, beside their cells; good as long as those. */
export interface ColumnBatch extends RecordBatch {
  readonly columns: ColumnBatch;
  /** Reads columns of the records from `from` on, for all that follows. */
  readColumns(wanted: ColumnsWanted, from: number): void;
  /** Hashes of all records, or with {@link parts} of their rows; see `hashCells`. */
  readonly hashes: Float64Array;
  readonly seconds: Float64Array;
  readonly orders: Int32Array;
  /** By column of the table, then by record; see {@link microOf}. */
  readonly micros: readonly (Float64Array | undefined)[];
  readonly keys: readonly (Int32Array | undefined)[];
  readonly parts?: PartsOfRows;
  /** Figures of all records in some columns (-1: none), each with whether decimals have a comma. */
  readonly readSeries?: (columns: readonly (readonly [column: number, decimalComma: boolean])[]) => Series;
  /** Whether a record is neither blank nor a header nor a sum at a glance, and has no more cells than the header. */
  isPlain(record: number): boolean;
  widthOf(record: number): number;
  /** The cell as it stands in the file. */
  rawOf(column: number, record: number): string;
  /** The cell without surrounding blanks. */
  textOf(column: number, record: number): string;
  /** Character code at a position of the cell without surrounding blanks; NaN beyond it. */
  codeOf(column: number, record: number, position: number): number;
  /** A small number that equal cells of a column share, -1 where none was given; see {@link emptyCell}. */
  keyOf(column: number, record: number): number;
  /** Millionths, or the whole number; -Infinity for what has to be read as text. */
  microOf(column: number, record: number): number;
  /** Seconds of a date; NaN for what has to be read as text. */
  secondsOf(column: number, record: number): number;
  /** Key of an order number, -1 for an empty cell; {@link oddOrder} for what has to be read as text. */
  orderOf(column: number, record: number): number;
}
