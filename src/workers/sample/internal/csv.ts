import Papa from 'papaparse';
import { formatIsoDate } from '#engine/calendar/epoch-day.ts';
import type { ReviewRow } from './reviews.ts';
import type { SalesLog } from './sales.ts';

export type Cell = string | number;

/** One CSV text with a byte-order mark, so that a spreadsheet reads it as UTF-8, and line feeds. */
export function csvOf(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${Papa.unparse([header, ...rows] as Cell[][], { newline: '\n' })}\n`;
}

/** Rows that no import can use, as real exports have them; how many is part of the truth. */
export const simulatedDirt = { withoutProduct: 3, unreadableDate: 2, refunds: 4 } as const;

const salesHeader = ['日期', '商品编码', '商品名称', '英文名称', '类目', '销量', '销售额(元)', '促销活动'];

/** The shop's daily sales. The dirty rows stand at fixed places; a clean file has none. */
export function salesCsv(log: SalesLog, dirtyToo = true): string {
  const rows: Cell[][] = log.rows.map(({ day, product, units, price, promotion }) => [
    formatIsoDate(day),
    product.id,
    product.name,
    product.english,
    product.category,
    units,
    (units * price).toFixed(2),
    promotion,
  ]);
  const copyOf = (share: number): Cell[] => [...rows[Math.floor(rows.length * share)]];
  const dirty: Cell[][] = [];
  if (!dirtyToo) return csvOf(salesHeader, rows);
  for (let i = 0; i < simulatedDirt.withoutProduct; i++) dirty.push(copyOf(0.21 + 0.2 * i).with(1, ''));
  for (let i = 0; i < simulatedDirt.unreadableDate; i++) dirty.push(copyOf(0.35 + 0.3 * i).with(0, '--'));
  for (let i = 0; i < simulatedDirt.refunds; i++) {
    const row = copyOf(0.3 + 0.15 * i);
    dirty.push(
      row
        .with(5, -1)
        .with(6, (-Number(row[6]) / Number(row[5])).toFixed(2))
        .with(7, '退款'),
    );
  }
  dirty.forEach((row, i) => {
    rows.splice(Math.floor((rows.length * (i + 1)) / (dirty.length + 1)), 0, row);
  });
  return csvOf(salesHeader, rows);
}

export function reviewsCsv(rows: readonly ReviewRow[]): string {
  return csvOf(
    ['评价日期', '商品编码', '评分', '评价内容'],
    rows.map((row) => [formatIsoDate(row.day), row.product, row.rating, row.text]),
  );
}
