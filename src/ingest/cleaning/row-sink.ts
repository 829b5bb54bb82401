import type { Issue } from '#engine/issue.ts';
import type { RecordBatch } from '#ingest/reading/record-reader.ts';
import type { Row } from '#ingest/reading/row.ts';

/** Takes the rows of one table. */
export interface RowSink {
  /** What it has to say of single rows besides, after the last one. */
  readonly issues?: readonly Issue[];
  /** The code of the rule that rejects the row, or '' when it is accepted. */
  take(cells: Row, line: number): string;
  /** Hears of each piece of the file before its rows are taken; its records from `from` on are the table's. */
  prepare?(batch: RecordBatch, from: number): void;
  /**
   * Takes records of the piece from `record` on, as far as they are plain rows that are accepted and have nothing to be
   * noted; the first one that isn't, which `take` has to judge.
   */
  takePlain?(record: number, count: number): number;
  /** After the last row of the table. */
  end?(): void;
}

/** The cell of a column without surrounding blanks; '' where the column or the cell is missing. */
export function cellOf(cells: Row, column: number | undefined): string {
  if (column === undefined) return '';
  return cells.text(column);
}
