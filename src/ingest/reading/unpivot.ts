import type { RecordBatch } from '#ingest/reading/records.ts';
import type { WideLayout } from '#ingest/understanding/find-periods.ts';

/**
 * Turns records with a period in each of many columns into one record a period: the columns that stay, the period, and
 * what is counted in it. Periods without a figure give no record. Records keep the line of the row that they come from;
 * those above the header stay as they are.
 */
export function unpivot({ count, lines: linesOfRows, cellsOf }: RecordBatch, wide: WideLayout): RecordBatch {
  const rows: (readonly string[])[] = [];
  const lines: number[] = [];
  const add = (row: readonly string[], line: number): void => {
    rows.push(row);
    lines.push(line);
  };
  for (let record = 0; record < count; record++) {
    const line = linesOfRows[record];
    const cells = cellsOf(record);
    const cellAt = (column: number): string => cells[column] ?? '';
    if (line < wide.headerLine || cells.every((cell) => cell.trim() === '')) add(cells, line);
    else if (line === wide.headerLine) add([...wide.fixed.map(({ name }) => name), ...wide.names], line);
    else
      for (const { text, columns } of wide.periods)
        if (!columns.every((column) => /^[-–—]?$/.test(cellAt(column).trim())))
          add([...wide.fixed.map(({ column }) => cellAt(column)), text, ...columns.map(cellAt)], line);
  }
  return { count: rows.length, lines, cellsOf: (record) => rows[record] };
}
