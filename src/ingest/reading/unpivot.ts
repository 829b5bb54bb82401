import type { RecordBatch } from '#ingest/reading/records.ts';
import type { WideLayout } from '#ingest/understanding/find-periods.ts';

/** Records that a batch has at most, and those of one row more: a piece of text may hold millions of cells. */
const mostRecords = 1 << 14;

/**
 * Turns records with a period in each of many columns into one record a period: the columns that stay, the period, and
 * what is counted in it. Periods without a figure give no record. Records keep the line of the row that they come from;
 * those above the header stay as they are. Cells are made as they are asked for.
 */
export function* unpivot({ count, lines, cellsOf }: RecordBatch, wide: WideLayout): Generator<RecordBatch> {
  const heading = [...wide.fixed.map(({ name }) => name), ...wide.names];
  for (let record = 0; record < count; ) {
    /** Of each record made: the row, and the period of the layout; -1: the row as it stands. */
    const rows: (readonly string[])[] = [];
    const periods: number[] = [];
    const ownLines: number[] = [];
    for (; record < count && rows.length < mostRecords; record++) {
      const line = lines[record];
      const cells = cellsOf(record);
      const isWhole = line <= wide.headerLine || cells.every((cell) => cell.trim() === '');
      if (isWhole) {
        rows.push(line === wide.headerLine ? heading : cells);
        periods.push(-1);
        ownLines.push(line);
      } else
        wide.periods.forEach(({ columns }, period) => {
          if (!columns.some((column) => isFigure(cells[column] ?? ''))) return;
          rows.push(cells);
          periods.push(period);
          ownLines.push(line);
        });
    }
    yield {
      count: rows.length,
      lines: ownLines,
      cellsOf: (at) => {
        const [cells, period] = [rows[at], wide.periods[periods[at]]];
        if (!period) return cells;
        const own: string[] = [];
        for (const { column } of wide.fixed) own.push(cells[column] ?? '');
        own.push(period.text);
        for (const column of period.columns) own.push(cells[column] ?? '');
        return own;
      },
    };
  }
}

/** Anything but blanks and a dash. */
function isFigure(cell: string): boolean {
  const text = cell.trim();
  return text !== '' && text !== '-' && text !== '–' && text !== '—';
}
