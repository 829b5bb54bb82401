import { memo, type ReactNode, type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { Tooltip } from '#ui/feedback/tooltip.tsx';
import styles from './data-table.module.css';

export interface Column<Row> {
  readonly id: string;
  /** With the unit, where there is one. */
  readonly header: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'start' | 'end';
  /** No wider than what it holds, on one line: a mark, a button, a curve, a date. */
  readonly isNarrow?: boolean;
  /** Plain value for a file; without it the cell, where that is text. */
  readonly raw?: (row: Row) => number | string;
  /** Columns that a file has in its place: an interval has two ends there. */
  readonly parts?: readonly { readonly header: string; readonly raw: (row: Row) => number | string }[];
  /** Makes the column sortable. */
  readonly sortBy?: (row: Row) => number | string;
  /** A word on the header, on hover and focus. A sortable header is one button: no `Gloss` fits into it. */
  readonly gloss?: string;
  /** The row's name: read out as the row's header. */
  readonly isRowHeader?: boolean;
}

type NumericKey<Row> = { [Key in keyof Row]: Row[Key] extends number ? Key & string : never }[keyof Row];

/** A column of numbers as `format` shows them; a file has them plain. Without `value` that of the row under the column's id. */
export function numberColumn<Row>(
  id: NumericKey<Row>,
  header: ReactNode,
  format: (value: number) => ReactNode,
): Column<Row>;
export function numberColumn<Row>(
  id: string,
  header: ReactNode,
  format: (value: number) => ReactNode,
  value: (row: Row) => number,
): Column<Row>;
export function numberColumn<Row>(
  id: string,
  header: ReactNode,
  format: (value: number) => ReactNode,
  value = (row: Row) => (row as Readonly<Record<string, number>>)[id],
): Column<Row> {
  return { id, header, align: 'end', cell: (row) => format(value(row)), raw: value };
}

/** The same for a column that the table can be sorted by. */
export function sortableColumn<Row>(
  id: string,
  header: ReactNode,
  format: (value: number) => ReactNode,
  value: (row: Row) => number,
): Column<Row> {
  return { id, header, align: 'end', cell: (row) => format(value(row)), sortBy: value };
}

/** One line of text; long tables are drawn by windows of rows of this height, their cells keep to one line. */
const rowHeight = 36;

interface DataTableProps<Row> {
  /** Says what the table holds; for screen readers unless `captionShown`. */
  readonly caption: string;
  readonly captionShown?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Marks rows, e.g. the chosen method. */
  readonly isMarked?: (row: Row) => boolean;
  /** Makes rows selectable, with the mouse anywhere in the row and with the keyboard on the row's name. */
  readonly onSelect?: (row: Row) => void;
  readonly isSelected?: (row: Row) => boolean;
  /** Rows that stay first, however the table is sorted. */
  readonly isPinned?: (row: Row) => boolean;
  /** Height in pixels beyond which the table scrolls under its header. */
  readonly maxHeight?: number;
}

/** A plain table that scrolls inside itself, numbers to the right, header in sight; only rows in sight are drawn. */
export function DataTable<Row>({
  caption,
  captionShown,
  columns,
  rows,
  rowKey,
  isMarked,
  onSelect,
  isSelected,
  isPinned,
  maxHeight,
}: DataTableProps<Row>) {
  const [sort, setSort] = useState<{ readonly id: string; readonly descending: boolean } | null>(null);
  const sorted = useMemo(() => {
    const sortBy = sort && columns.find((column) => column.id === sort.id)?.sortBy;
    if (!sortBy) return rows;
    const sign = sort.descending ? -1 : 1;
    // In the order of the page's language, not the browser's. Thousands of names at a keystroke: each key is taken once.
    const collator = new Intl.Collator(document.documentElement.lang || undefined);
    const keyed = rows.map((row) => ({ row, key: sortBy(row) }));
    keyed.sort(({ key: x }, { key: y }) => {
      const isText = typeof x === 'string' || typeof y === 'string';
      return sign * (isText ? collator.compare(String(x), String(y)) : x - y);
    });
    return keyed.map(({ row }) => row);
  }, [rows, columns, sort]);

  const ordered = isPinned ? [...sorted.filter(isPinned), ...sorted.filter((row) => !isPinned(row))] : sorted;
  const scroll = useRef<HTMLElement>(null);
  const shown = useRowWindow(scroll, ordered.length, maxHeight);
  const select = useStable(onSelect);

  return (
    <section
      ref={scroll}
      className={styles.scroll}
      style={maxHeight ? { maxHeight } : undefined}
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
      tabIndex={0}
      onScroll={shown.onScroll}
    >
      <table
        className={`${styles.table} ${shown.isWindowed ? styles.windowed : ''}`}
        aria-rowcount={ordered.length + 1}
      >
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
                    <SortButton
                      column={column}
                      direction={active ? (sort.descending ? 'descending' : 'ascending') : null}
                      onPress={() =>
                        setSort({ id: column.id, descending: active ? !sort.descending : column.align === 'end' })
                      }
                    />
                  ) : (
                    column.header
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          <Spacer height={shown.from * rowHeight} columns={columns.length} />
          {ordered.slice(shown.from, shown.to).map((row, i) => (
            <TableRow
              key={rowKey(row)}
              index={shown.from + i + 2}
              row={row}
              columns={columns}
              marked={isMarked?.(row) ?? false}
              selected={isSelected?.(row) ?? false}
              onSelect={select}
            />
          ))}
          <Spacer height={(ordered.length - shown.to) * rowHeight} columns={columns.length} />
        </tbody>
      </table>
    </section>
  );
}

interface SortButtonProps<Row> {
  readonly column: Column<Row>;
  readonly direction: 'ascending' | 'descending' | null;
  readonly onPress: () => void;
}

function SortButton<Row>({ column: { header, gloss }, direction, onPress }: SortButtonProps<Row>) {
  const arrow = direction === null ? '' : direction === 'descending' ? ' ↓' : ' ↑';
  const button = (
    <Button className={styles.sort} onPress={onPress}>
      {header}
      <span aria-hidden="true">{arrow}</span>
    </Button>
  );
  return gloss === undefined ? button : <Tooltip text={gloss}>{button}</Tooltip>;
}

interface TableRowProps<Row> {
  readonly index: number;
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly marked: boolean;
  readonly selected: boolean;
  readonly onSelect: ((row: Row) => void) | undefined;
}

/** Rendered again only when something of it changes: with stable columns a keystroke above leaves the rows that stay alone. */
const TableRow = memo(function TableRow<Row>({ index, row, columns, marked, selected, onSelect }: TableRowProps<Row>) {
  const names = [marked ? styles.marked : '', selected ? styles.selected : '', onSelect ? styles.selectable : ''];
  return (
    <tr
      className={names.filter(Boolean).join(' ')}
      aria-rowindex={index}
      onClick={onSelect ? () => onSelect(row) : undefined}
    >
      {columns.map((column) => {
        const align = column.isNarrow ? styles.narrow : column.align === 'end' ? styles.end : undefined;
        if (!column.isRowHeader) {
          return (
            <td key={column.id} className={align}>
              {column.cell(row)}
            </td>
          );
        }
        return (
          <th key={column.id} scope="row" className={align}>
            {onSelect ? (
              <button type="button" className={styles.name} aria-pressed={selected}>
                {column.cell(row)}
              </button>
            ) : (
              column.cell(row)
            )}
          </th>
        );
      })}
    </tr>
  );
}) as <Row>(props: TableRowProps<Row>) => ReactNode;

/** The same function for good, which calls the last one given; undefined while none is. */
function useStable<Row>(call: ((row: Row) => void) | undefined): ((row: Row) => void) | undefined {
  const last = useRef(call);
  useLayoutEffect(() => {
    last.current = call;
  });
  const stable = useCallback((row: Row) => last.current?.(row), []);
  return call ? stable : undefined;
}

function Spacer({ height, columns }: { readonly height: number; readonly columns: number }) {
  if (height <= 0) return null;
  return (
    <tr>
      <td colSpan={columns} className={styles.spacer} style={{ height }} />
    </tr>
  );
}

/** From this many rows on only those in sight are drawn. */
const windowedFrom = 200;
/** Rows drawn above and below those in sight. */
const spareRows = 8;

/**
 * Rows [from, to) of a long table (over 200 rows, scrolling inside itself) that are drawn where it is scrolled to `topRow`,
 * with eight above and below; of a short one all.
 */
export function rowsInSight(
  rows: number,
  topRow: number,
  maxHeight: number | undefined,
): { readonly isWindowed: boolean; readonly from: number; readonly to: number } {
  if (rows <= windowedFrom || maxHeight === undefined) return { isWindowed: false, from: 0, to: rows };
  const inSight = Math.ceil(maxHeight / rowHeight);
  // Rows have gone since it was scrolled: no further than the last ones.
  const first = Math.max(0, Math.min(topRow, rows - inSight));
  return {
    isWindowed: true,
    from: Math.max(0, first - spareRows),
    to: Math.min(rows, first + inSight + spareRows),
  };
}

function useRowWindow(scroll: RefObject<HTMLElement | null>, rows: number, maxHeight: number | undefined) {
  const [topRow, setTopRow] = useState(0);
  const look = (): void => setTopRow(Math.floor((scroll.current?.scrollTop ?? 0) / rowHeight));
  // A table that has become short was moved to its top, and says so to nobody once it is long again. One that stands there is
  // not asked: to answer, the browser would lay out the whole page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the number of rows changes
  useLayoutEffect(() => {
    if (topRow > 0) look();
  }, [rows]);
  const sight = rowsInSight(rows, topRow, maxHeight);
  return { ...sight, onScroll: sight.isWindowed ? look : undefined };
}
