import { createRandom } from '#engine/random.ts';
import type { WarehouseMapping } from '#warehouse/warehouse-mapping.ts';

/** One order line as a warehouse holds it; null where it holds none. */
interface LogRow {
  readonly line: number;
  /** Seconds of the instant. */
  readonly at: number | null;
  readonly product: string | null;
  readonly name: string | null;
  readonly category: string | null;
  readonly units: string | null;
  readonly price: string | null;
  readonly revenue: string | null;
  readonly orderId: string | null;
  readonly customer: string | null;
  readonly promotion: string | null;
}

export interface RandomLog {
  readonly mapping: WarehouseMapping;
  readonly rows: readonly LogRow[];
}

/** Columns of the log's table in the warehouse, and headings of its CSV. */
export const logColumns = [
  'line',
  'at',
  'product',
  'name',
  'category',
  'units',
  'price',
  'revenue',
  'orderId',
  'customer',
  'promotion',
] as const satisfies readonly (keyof LogRow)[];

/**
 * A log of order lines with what makes sums go wrong: clocks that change, weeks from Monday or Sunday, lines of one second,
 * cancellations before, with and beyond their orders, texts as numbers, bad cells, ids and names in several spellings, orders
 * whose ids are hashes.
 */
export function randomLog(seed: number): RandomLog {
  const { next: random } = createRandom(seed);
  const one = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)];
  const zone = one(['Asia/Shanghai', 'Europe/Berlin']);
  const [texts, prices, revenues] = one([
    [true, true, false],
    [false, true, false],
    [true, true, true],
    [false, true, true],
    [false, false, true],
  ]);
  const byCustomer = random() < 0.8;
  const hashes = random() < 0.5;
  // A shop whose orders all begin with a C: it marks none of them.
  const beginWithC = seed % 6 === 5;
  const days = 60 + Math.floor(random() * 120);
  const start = Date.UTC(2024, one([0, 2, 8]), 1 + Math.floor(random() * 28)) / 1000;
  const number = (value: number): string => {
    if (!texts) return String(value);
    const [whole, decimals = ''] = String(value).split('.');
    const grouped = random() < 0.5 ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
    return `${one(['', '', '￥', '¥', '$', '-'].slice(0, 5))}${grouped}${decimals === '' ? one(['', '.0']) : `.${decimals}`}`;
  };
  const count = 80 + Math.floor(random() * 240);
  const whole = random() < 0.8;
  let at = start;
  const rows = Array.from({ length: count }, (_, line): LogRow => {
    // Some lines share their second, and some come late into the log.
    if (random() < 0.6) at = start + Math.floor(random() * days * 24) * 3600 + one([0, 0, 1800, 3599]);
    const product = `SKU-${Math.floor(random() ** 2 * 9) + 10}`;
    const pieces = whole || random() < 0.7 ? 1 + Math.floor(random() * 12) : Math.round(random() * 4000 + 1) / 1000;
    const price = Math.round((1 + random() * (random() < 0.1 ? 3000 : 80)) * 100) / 100;
    const isBack = random() < 0.2;
    const cancels = isBack && random() < 0.5;
    const units = isBack ? -pieces : pieces;
    const amount = Math.round(price * pieces * 100) / 100;
    const order = String(700000 + Math.floor(random() * 60));
    // An id like C3f09… is no cancellation: after the C come other letters too.
    const id = hashes && random() < 0.3 ? `${one(['C', 'c'])}${order.slice(-2)}f${order.slice(0, 3)}` : order;
    return {
      line: line + 1,
      at: random() < 0.02 ? null : at,
      product: random() < 0.02 ? one(['', null]) : random() < 0.15 ? ` ${product.toLowerCase()}` : product,
      name: one(['', `Product ${product}`, `Product ${product}`, `Item ${product}`]),
      category: one([null, '', 'Lamps', product < 'SKU-14' ? 'Lamps' : 'Chairs']),
      units:
        random() < 0.02
          ? one(texts ? ['', 'x', '1,2', '0', '5-3', '.'] : [null, '0'])
          : one([number(units), String(units)]),
      price: random() < 0.04 ? one(texts ? ['', 'free', '0', '-3', '1.2.3'] : [null, '0', '-3']) : number(price),
      revenue: random() < 0.04 ? one(texts ? ['', 'n/a', '0', '-7.5'] : [null, '0', '-7.5']) : number(amount),
      orderId: cancels || beginWithC ? `C${order}` : random() < 0.02 ? null : id,
      customer: random() < 0.15 ? one(['', null]) : `K${Math.floor(random() * 5)}`,
      promotion: one(['', 'no', '618', '无', '1', '0.5', null]),
    };
  });
  return {
    rows,
    mapping: {
      table: 'order_lines',
      product: 'product',
      time: { column: 'at', type: 'utc' },
      zone,
      weekStart: one([0, 6]),
      units: { column: 'units', type: texts ? 'text' : 'number' },
      ...(prices ? { price: { column: 'price', type: texts ? 'text' : 'number' } } : {}),
      ...(revenues ? { revenue: { column: 'revenue', type: texts ? 'text' : 'number' } } : {}),
      name: 'name',
      category: 'category',
      order: 'orderId',
      ...(byCustomer ? { customer: 'customer' } : {}),
      promotion: { column: 'promotion', type: 'text' },
      tieBreaker: 'line',
    },
  };
}

/** The log as the file that the shop would export: local time, lines in their order. */
export function logAsCsv({ rows, mapping }: RandomLog): string {
  const clock = new Intl.DateTimeFormat('sv', {
    timeZone: mapping.zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  const cell = (value: string | number | null): string => `"${String(value ?? '').replaceAll('"', '""')}"`;
  const lines = rows.map((row) =>
    logColumns
      .map((column) => cell(column === 'at' && row.at !== null ? clock.format(row.at * 1000) : row[column]))
      .join(','),
  );
  return `${[logColumns.join(','), ...lines].join('\n')}\n`;
}
