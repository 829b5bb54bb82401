import { type ReactNode, useMemo, useState } from 'react';
import styles from './data-table.module.css';

export interface Column<Row> {
  readonly id: string;
  /** With the unit, where there is one. */
  readonly header: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'start' | 'end';
  /** Makes the column sortable. */
  readonly sortBy?: (row: Row) => number | string;
  /** The row's name: read out as the row's header. */
  readonly isRowHeader?: boolean;
}

interface DataTableProps<Row> {
  /** Says what the table holds; for screen readers unless `captionShown`. */
  readonly caption: string;
  readonly captionShown?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Marks rows, e.g. the chosen method. */
  readonly isMarked?: (row: Row) => boolean;
  /** Height in pixels beyond which the table scrolls under its header. */
  readonly maxHeight?: number;
}

/** A plain table that scrolls inside itself, numbers to the right, header in sight. */
export function DataTable<Row>({
  caption,
  captionShown,
  columns,
  rows,
  rowKey,
  isMarked,
  maxHeight,
}: DataTableProps<Row>) {
  const [sort, setSort] = useState<{ readonly id: string; readonly descending: boolean } | null>(null);
  const sorted = useMemo(() => {
    const sortBy = sort && columns.find((column) => column.id === sort.id)?.sortBy;
    if (!sortBy) return rows;
    const sign = sort.descending ? -1 : 1;
    return [...rows].sort((a, b) => {
      const x = sortBy(a);
      const y = sortBy(b);
      return sign * (typeof x === 'string' || typeof y === 'string' ? String(x).localeCompare(String(y)) : x - y);
    });
  }, [rows, columns, sort]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
    <section className={styles.scroll} style={maxHeight ? { maxHeight } : undefined} aria-label={caption} tabIndex={0}>
      <table className={styles.table}>
        <caption className={captionShown ? styles.caption : 'visually-hidden'}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => {
              const active = sort?.id === column.id;
              return (
                <th
                  key={column.id}
                  scope="col"
                  className={column.align === 'end' ? styles.end : undefined}
                  aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : undefined}
                >
                  {column.sortBy ? (
                    <button
                      type="button"
                      className={styles.sort}
                      onClick={() =>
                        setSort({ id: column.id, descending: active ? !sort.descending : column.align === 'end' })
                      }
                    >
                      {column.header}
                      <span aria-hidden="true">{active ? (sort.descending ? ' ↓' : ' ↑') : ''}</span>
                    </button>
                  ) : (
                    column.header
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={rowKey(row)} className={isMarked?.(row) ? styles.marked : undefined}>
              {columns.map((column) => {
                const align = column.align === 'end' ? styles.end : undefined;
                return column.isRowHeader ? (
                  <th key={column.id} scope="row" className={align}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.id} className={align}>
                    {column.cell(row)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
