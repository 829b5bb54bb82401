/** Takes the rows of one table. */
export interface RowSink {
  /** The code of the rule that rejects the row, or '' when it is accepted. */
  take(cells: readonly string[], line: number): string;
}

/** The cell of a column without surrounding blanks; '' where the column or the cell is missing. */
export function cellOf(cells: readonly string[], column: number | undefined): string {
  if (column === undefined) return '';
  const cell = cells[column];
  if (cell === undefined || cell === '') return '';
  const first = cell.charCodeAt(0);
  const last = cell.charCodeAt(cell.length - 1);
  return first > 32 && first < 128 && last > 32 && last < 128 ? cell : cell.trim();
}
