import type { ColumnReport } from '#ingest/import-report.ts';
import { parseMicro } from '#ingest/values/parse-micro.ts';

/** Orders of several lines that are looked at, and how many of them there must be. */
const leastOrders = 2;
/** Share of these orders that must show it. */
const leastShare = 0.8;

/**
 * The column of amounts that holds the order's total on its first or on each of its lines, -1 when there is none: adding
 * its cells would count an order as often as it has lines. Told by orders of several lines with different products or
 * quantities that all bear one amount, or bear it on the first line only.
 */
export function findOrderTotal(rows: readonly (readonly string[])[], columns: readonly ColumnReport[]): number {
  const at = (role: string) => columns.find((column) => column.role === role && column.evidence.from !== 'chosen');
  const order = columns.find((column) => column.role === 'order')?.index;
  const revenue = at('revenue')?.index;
  if (order === undefined || revenue === undefined) return -1;
  const told = columns.filter(({ role }) => role === 'price' || role === 'units' || role === 'product');
  const hasPrice = columns.some((column) => column.role === 'price');
  const amountsSeen = new Set<number>();
  let orders = 0;
  let totals = 0;
  for (let from = 0; from < rows.length; ) {
    let to = from + 1;
    while (to < rows.length && rows[to][order] === rows[from][order]) to += 1;
    const lines = rows.slice(from, to);
    from = to;
    const differ = lines.some((line) => told.some(({ index }) => line[index] !== lines[0][index]));
    if (lines.length < 2 || !differ || (lines[0][order] ?? '').trim() === '') continue;
    orders += 1;
    const amounts = lines.map((line) => parseMicro((line[revenue] ?? '').trim()));
    const isFirstOnly = !Number.isNaN(amounts[0]) && amounts.slice(1).every(Number.isNaN);
    const isRepeated = amounts.every((amount) => amount === amounts[0]) && !ownAmounts(lines, columns, amounts[0]);
    if (!isFirstOnly && !isRepeated) continue;
    totals += 1;
    amountsSeen.add(amounts[0]);
  }
  // Without prices, lines that all cost the same would look like one total that all orders share.
  if (!hasPrice && amountsSeen.size < 2) return -1;
  return orders >= leastOrders && totals >= orders * leastShare ? revenue : -1;
}

/** Whether each line's own price and quantity make up the amount: lines of one order may cost the same by chance. */
function ownAmounts(lines: readonly (readonly string[])[], columns: readonly ColumnReport[], amount: number): boolean {
  const price = columns.find((column) => column.role === 'price')?.index;
  const units = columns.find((column) => column.role === 'units')?.index;
  if (price === undefined || units === undefined) return false;
  return lines.every((line) => {
    const own = (parseMicro((line[price] ?? '').trim()) * parseMicro((line[units] ?? '').trim())) / 1e6;
    return Math.abs(own - amount) <= 0.01 * Math.abs(amount);
  });
}
