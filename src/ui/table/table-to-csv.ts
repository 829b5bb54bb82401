import { toCsv } from '#ui/charts/save-chart.ts';
import type { Column } from './data-table.tsx';

/** A table as a file: plain values where a column has them, the parts of a column (both ends of an interval) side by side. */
export function tableToCsv<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const plain = columns.flatMap(
    (column) => column.parts ?? [{ header: headerOf(column), raw: (row: Row) => plainOf(column, row) }],
  );
  return toCsv([plain.map(({ header }) => header), ...rows.map((row) => plain.map(({ raw }) => raw(row)))]);
}

function headerOf<Row>({ header, id }: Column<Row>): string {
  return typeof header === 'string' ? header : id;
}

function plainOf<Row>(column: Column<Row>, row: Row): string | number {
  if (column.raw) return column.raw(row);
  const cell = column.cell(row);
  return typeof cell === 'string' || typeof cell === 'number' ? cell : '';
}
