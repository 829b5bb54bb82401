import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import type { Panel } from '#engine/panel/panel.ts';

/** Columns of the panel that have a figure by product and period, by their headings. */
const measures = {
  units: 'units',
  revenue: 'revenue',
  price: 'price',
  promotion_share: 'promotion',
  views: 'views',
  visitors: 'visitors',
  dwell_seconds: 'dwellSeconds',
  carts: 'carts',
  favourites: 'favourites',
  order_lines: 'orderLines',
} as const;

/**
 * The panel as a Parquet file: a row for each product and period of which a figure is known or that looks sold out, in the panel's order.
 * `week_start` or `month_start` is a date; figures are doubles, null where they are not known; `stock_out` and `complete` say whether the shelf was
 * likely empty and whether the files cover the whole period. Columns that no file fills are left out.
 */
export function writePanel(panel: Panel): Uint8Array<ArrayBuffer> {
  const filled = Object.entries(measures).flatMap(([name, key]) => {
    const values = panel[key];
    return values ? [{ name, values }] : [];
  });
  const cells = new Int32Array(panel.products.length * panel.periods);
  let count = 0;
  for (let cell = 0; cell < cells.length; cell++) {
    const isKnown = panel.stockOut?.[cell] === 1 || filled.some(({ values }) => !Number.isNaN(values[cell]));
    if (isKnown) cells[count++] = cell;
  }
  // The writer takes a slice of each column for each row group: only these are made.
  const each = <Value>(make: (product: number, period: number, cell: number) => Value) =>
    ({
      length: count,
      slice: (from: number, to: number) =>
        Array.from(cells.subarray(from, Math.min(to, count)), (cell) =>
          make(Math.floor(cell / panel.periods), cell % panel.periods, cell),
        ),
    }) as unknown as Value[];
  const text = (name: string, of: (product: number) => string): ColumnSource => ({
    name,
    type: 'STRING',
    nullable: false,
    data: each(of),
  });
  const flag = (name: string, of: (period: number, cell: number) => boolean): ColumnSource => ({
    name,
    type: 'BOOLEAN',
    nullable: false,
    data: each((_, period, cell) => of(period, cell)),
  });
  const starts = Array.from({ length: panel.periods }, (_, period) => startOf(panel, period));
  const columns: ColumnSource[] = [
    text('product_id', (product) => panel.products[product].id),
    text('product_name', (product) => panel.products[product].name),
    text('category', (product) => panel.categories[panel.products[product].category] ?? ''),
    { name: `${panel.period}_start`, data: each((_, period) => starts[period]) },
    ...filled.map(
      ({ name, values }): ColumnSource => ({
        name,
        type: 'DOUBLE',
        data: each((_, __, cell) => (Number.isNaN(values[cell]) ? null : values[cell])),
      }),
    ),
    ...(panel.stockOut ? [flag('stock_out', (_, cell) => panel.stockOut?.[cell] === 1)] : []),
    flag('complete', (period) => period >= panel.completeFrom && period < panel.completeTo),
  ];
  const schema = columns.map(({ name, type = 'DATE', nullable = true }) => ({
    name,
    ...types[type as keyof typeof types],
    repetition_type: nullable && type !== 'DATE' ? ('OPTIONAL' as const) : ('REQUIRED' as const),
  }));
  const root = { name: 'root', num_children: columns.length };
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: columns.map(({ name, data }) => ({ name, data })),
      schema: [root, ...schema],
      createdBy: 'debut',
    }),
  );
}

const types = {
  STRING: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  DOUBLE: { type: 'DOUBLE' },
  BOOLEAN: { type: 'BOOLEAN' },
  DATE: { type: 'INT32', converted_type: 'DATE' },
} as const;

/** First day of a period at midnight in UTC, as the writer takes days. */
function startOf({ period, start }: Panel, at: number): Date {
  const first = new Date(start * 86_400_000);
  if (period === 'week') return new Date((start + 7 * at) * 86_400_000);
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + at, 1));
}
