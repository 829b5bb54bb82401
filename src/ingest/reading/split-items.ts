import type { RecordBatch } from '#ingest/reading/records.ts';
import type { ItemsLayout } from '#ingest/understanding/find-items.ts';

/**
 * Turns records with several products in one cell into one record a product: the columns that stay, then what the cell says of the
 * product. A cell that can't be read stays as it is, alone in the first of the new columns. Records keep their line.
 */
export function splitItems({ count, lines: linesOfRows, cellsOf }: RecordBatch, items: ItemsLayout): RecordBatch {
  const rows: (readonly string[])[] = [];
  const lines: number[] = [];
  for (let record = 0; record < count; record++) {
    const line = linesOfRows[record];
    const cells = cellsOf(record);
    const fixed = items.fixed.map(({ column }) => cells[column] ?? '');
    const own =
      line < items.headerLine || cells.every((cell) => cell.trim() === '')
        ? [cells]
        : line === items.headerLine
          ? [[...fixed, ...items.names]]
          : (items.read((cells[items.column] ?? '').trim()) ?? [[cells[items.column] ?? '']]).map((each) => [
              ...fixed,
              ...each,
            ]);
    for (const row of own) {
      rows.push(row);
      lines.push(line);
    }
  }
  return { count: rows.length, lines, cellsOf: (record) => rows[record] };
}
