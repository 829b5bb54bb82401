import type { Issue } from '#engine/issue.ts';
import type { ColumnBatch } from '#ingest/reading/column-batch.ts';
import type { RecordBatch } from '#ingest/reading/records.ts';
import type { Row } from '#ingest/reading/row.ts';
import { withoutNull } from '#ingest/values/no-value.ts';

/** Takes the rows of one table. */
export interface RowSink {
  /** What it has to say of single rows besides, after the last one. */
  readonly issues?: readonly Issue[];
  /** It is given headings that come again and sums, too, which are no data elsewhere. */
  readonly takesAll?: boolean;
  /** The code of the rule that rejects the row, or '' when it is accepted. */
  take(cells: Row, line: number): string;
  /** After the last row. */
  finish?(): void;
  /** Hears of each piece of the file before its rows are taken; its records from `from` on are the table's. */
  prepare?(batch: RecordBatch, from: number): void;
  /** About so many rows are to come: room for them is taken at once. */
  expect?(rows: number): void;
  /** See `run` of `TableVisitor`: all rows up to there are accepted. */
  takeRun?(batch: ColumnBatch, from: number): number;
}

/** The cell of a column without surrounding blanks; '' where the column or the cell is missing. */
export function cellOf(cells: Row, column: number | undefined): string {
  if (column === undefined) return '';
  return withoutNull(cells.text(column));
}
