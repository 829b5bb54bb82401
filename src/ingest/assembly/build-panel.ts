import type { Panel, PanelProduct } from '#engine/panel/panel.ts';
import { flagStockOuts } from '#engine/panel/stock-outs.ts';
import type { CellColumn } from '#ingest/assembly/cell-table.ts';
import type { Collection } from '#ingest/assembly/collection.ts';
import { netCancellations } from '#ingest/assembly/net-cancellations.ts';
import { commonest, type ProductEntry } from '#ingest/assembly/product-table.ts';
import { isServiceCode } from '#ingest/cleaning/product-names.ts';
import type { ReconciliationStep } from '#ingest/import-report.ts';
import { dayOf } from '#ingest/values/parse-date.ts';

export interface PanelOptions {
  readonly netCancellations: boolean;
  readonly dropServiceCodes: boolean;
}

export interface BuiltPanel {
  readonly panel: Panel;
  readonly steps: readonly ReconciliationStep[];
  readonly cancelledPieces: number;
  readonly cancelledWithoutOrder: number;
  readonly cancelledWithoutCustomer: number;
}

/**
 * Sums by product and period to a panel: service codes out, cancellations taken from their orders, products without a
 * piece left dropped, likely stock-outs unknown. Products and categories stand in the order of their ids and names, so the
 * panel does not depend on the order of the files. Null when nothing was sold or viewed.
 */
export function buildPanel(collection: Collection, options: PanelOptions): BuiltPanel | null {
  const { cells, products } = collection;
  if (collection.salesDays.size === 0 && collection.browsingDays.size === 0) return null;
  const steps: ReconciliationStep[] = [];
  const service = markServiceCodes(collection, options.dropServiceCodes);
  noteMergedIds(products.entries, service, steps);
  noteServiceCodes(collection, service, steps);
  const netting = netOrders(collection, service, options.netCancellations, steps);
  const range = rangeOfPeriods(collection);
  const kept = keepProducts(collection, service, steps);
  const order = kept.sort((a, b) => compareText(spellingOf(products.entries[a]), spellingOf(products.entries[b])));
  const categories = [...new Set(order.map((index) => categoryOf(products.entries[index])))].sort(compareText);
  const rowOf = new Map(order.map((index, row) => [index, row]));
  const periods = range.to - range.from + 1;
  const panelColumns = createColumns(collection, order.length * periods);
  for (let cell = 0; cell < cells.length; cell++) {
    const row = rowOf.get(cells.product.values[cell]);
    const period = cells.period.values[cell];
    if (row === undefined || period < range.from || period > range.to) continue;
    fillCell(collection, panelColumns, cell, row * periods + period - range.from);
  }
  blankBeforeFirstSale(collection, order, panelColumns, range.from, periods);
  const stockOut = blankStockOuts(collection, rowOf, panelColumns, range.from, periods, order.length, steps);
  const complete = completePeriods(collection, range.from, periods);
  const panel: Panel = {
    period: collection.period ?? 'week',
    start: collection.startOf(range.from),
    periods,
    weekStart: collection.weekStart,
    products: order.map((index) => describeProduct(products.entries[index], categories)),
    categories,
    units: panelColumns.units,
    revenue: panelColumns.revenue,
    price: panelColumns.price,
    promotion: panelColumns.promotion,
    views: panelColumns.views,
    visitors: panelColumns.visitors,
    dwellSeconds: panelColumns.dwellSeconds,
    carts: panelColumns.carts,
    favourites: panelColumns.favourites,
    orderLines: panelColumns.orderLines,
    unitsKnown: collection.unitsKnown,
    stockOut,
    ...complete,
  };
  return { panel, steps, ...netting };
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The spelling that most accepted rows use; the canonical one on a tie. */
function spellingOf(entry: ProductEntry): string {
  return commonest(entry.spellings) || entry.canonical;
}

function categoryOf(entry: ProductEntry): string {
  return entry.catalogueCategory || entry.category;
}

function describeProduct(entry: ProductEntry, categories: readonly string[]): PanelProduct {
  const id = spellingOf(entry);
  return {
    id,
    name: entry.catalogueName || commonest(entry.names.values()) || id,
    ...(entry.nameAlternative ? { nameAlternative: entry.nameAlternative } : {}),
    category: categories.indexOf(categoryOf(entry)),
    firstSale: entry.firstDay,
    lastSale: entry.lastDay,
    ...(entry.attributes.size > 0 ? { attributes: Object.fromEntries(entry.attributes) } : {}),
  };
}

function markServiceCodes(collection: Collection, drop: boolean): Set<number> {
  const service = new Set<number>();
  if (!drop) return service;
  const shape = collection.products.shapeOfIds();
  collection.products.entries.forEach((entry, index) => {
    if (isServiceCode(entry.canonical, commonest(entry.names.values()), shape)) service.add(index);
  });
  return service;
}

function noteMergedIds(entries: readonly ProductEntry[], service: ReadonlySet<number>, steps: ReconciliationStep[]): void {
  let count = 0;
  entries.forEach((entry, index) => {
    const used = entry.spellings.filter((spelling) => spelling.count > 0).length;
    if (!service.has(index) && used > 1) count += used - 1;
  });
  if (count > 0) steps.push({ code: 'ids-merged', count, units: 0, revenue: 0 });
}

function noteServiceCodes(collection: Collection, service: ReadonlySet<number>, steps: ReconciliationStep[]): void {
  if (service.size === 0) return;
  const { cells } = collection;
  const sum = { units: 0, revenue: 0, rows: 0 };
  for (let cell = 0; cell < cells.length; cell++) {
    if (!service.has(cells.product.values[cell])) continue;
    sum.units += cells.value('units', cell);
    sum.revenue += cells.value('revenue', cell);
    sum.rows += cells.value('lines', cell);
  }
  steps.push({ code: 'service-codes', count: sum.rows, units: sum.units / 1e6, revenue: sum.revenue / 1e6 });
}

/** Takes cancelled pieces out of the weeks of their orders and finds each product's first and last day with pieces left. */
function netOrders(
  collection: Collection,
  service: ReadonlySet<number>,
  wanted: boolean,
  steps: ReconciliationStep[],
): Pick<BuiltPanel, 'cancelledPieces' | 'cancelledWithoutOrder' | 'cancelledWithoutCustomer'> {
  const { lines, cells, products } = collection;
  const result = wanted ? netCancellations(lines, (product) => !service.has(product)) : null;
  let units = 0;
  let revenue = 0;
  for (const { line, pieces, money } of result?.taken ?? []) {
    const product = lines.product.values[line];
    const cell = cells.cell(product, collection.periodOf(dayOf(lines.seconds.values[line])));
    cells.add('units', cell, -pieces);
    cells.add('revenue', cell, -money);
    if (cells.has('promotedKnown')) {
      const share = cells.value('promotedUnits', cell) / Math.max(1, cells.value('promotedKnown', cell));
      cells.add('promotedKnown', cell, -pieces);
      cells.add('promotedUnits', cell, -pieces * share);
    }
    units += pieces;
    revenue += money;
  }
  for (let line = 0; line < lines.length; line++) {
    if (lines.quantity.values[line] < 0 || (result && result.left[line] <= 0)) continue;
    const entry = products.entries[lines.product.values[line]];
    const day = dayOf(lines.seconds.values[line]);
    if (day < entry.firstDay) entry.firstDay = day;
    if (day > entry.lastDay) entry.lastDay = day;
  }
  if (result && result.matchedLines > 0)
    steps.push({ code: 'cancellations-netted', count: result.matchedLines, units: units / 1e6, revenue: revenue / 1e6 });
  return {
    cancelledPieces: (result?.cancelled ?? 0) / 1e6,
    cancelledWithoutOrder: (result?.unmatched ?? 0) / 1e6,
    cancelledWithoutCustomer: collection.anonymousCancelled / 1e6,
  };
}

/** Products with something left; those whose every piece was cancelled are dropped and counted. */
function keepProducts(collection: Collection, service: ReadonlySet<number>, steps: ReconciliationStep[]): number[] {
  const kept: number[] = [];
  const { cells } = collection;
  const inSales = new Set<number>();
  for (let cell = 0; cell < cells.length; cell++)
    if (cells.value('lines', cell) > 0) inSales.add(cells.product.values[cell]);
  let dropped = 0;
  collection.products.entries.forEach((entry, index) => {
    if (!entry.traded || service.has(index)) return;
    const sold = Number.isFinite(entry.firstDay);
    if (sold || collection.salesDays.size === 0) kept.push(index);
    else if (inSales.has(index)) dropped += 1;
  });
  if (dropped > 0) steps.push({ code: 'nothing-left', count: dropped, units: 0, revenue: 0 });
  return kept;
}

/** First and last period with sales, or with browsing where there are no sales. */
function rangeOfPeriods(collection: Collection): { from: number; to: number } {
  const days = collection.salesDays.size > 0 ? collection.salesDays : collection.browsingDays;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const day of days.keys()) {
    first = Math.min(first, day);
    last = Math.max(last, day);
  }
  return { from: collection.periodOf(first), to: collection.periodOf(last) };
}

interface PanelColumns {
  units: Float64Array;
  revenue: Float64Array;
  price: Float64Array;
  promotion: Float64Array | null;
  views: Float64Array | null;
  visitors: Float64Array | null;
  dwellSeconds: Float64Array | null;
  carts: Float64Array | null;
  favourites: Float64Array | null;
  orderLines: Float64Array | null;
}

function createColumns(collection: Collection, length: number): PanelColumns {
  const { cells } = collection;
  const column = (name: CellColumn, empty = 0): Float64Array | null =>
    cells.has(name) ? new Float64Array(length).fill(empty) : null;
  const known = (yes: boolean): Float64Array => new Float64Array(length).fill(yes ? 0 : Number.NaN);
  return {
    units: known(collection.unitsKnown),
    revenue: known(collection.revenueKnown),
    price: new Float64Array(length).fill(Number.NaN),
    promotion: column('promotedKnown'),
    views: column('views'),
    visitors: collection.visits.full ? null : column('visitors'),
    dwellSeconds: column('dwellViews', Number.NaN),
    carts: column('carts'),
    favourites: column('favourites'),
    orderLines: column('lines'),
  };
}

function fillCell(collection: Collection, columns: PanelColumns, cell: number, at: number): void {
  const { cells } = collection;
  const units = cells.value('units', cell) / 1e6;
  const revenue = cells.value('revenue', cell) / 1e6;
  if (collection.unitsKnown) columns.units[at] = units;
  if (collection.revenueKnown) columns.revenue[at] = revenue;
  if (collection.unitsKnown && collection.revenueKnown && units > 0) columns.price[at] = revenue / units;
  const promoted = cells.value('promotedKnown', cell);
  if (columns.promotion && promoted > 0)
    columns.promotion[at] = Math.min(1, Math.max(0, cells.value('promotedUnits', cell) / promoted));
  if (columns.views) columns.views[at] = cells.value('views', cell);
  if (columns.visitors) columns.visitors[at] = cells.value('visitors', cell);
  if (columns.carts) columns.carts[at] = cells.value('carts', cell);
  if (columns.favourites) columns.favourites[at] = cells.value('favourites', cell);
  if (columns.orderLines) columns.orderLines[at] = cells.value('lines', cell);
  const views = cells.value('dwellViews', cell);
  if (columns.dwellSeconds && views > 0) columns.dwellSeconds[at] = cells.value('dwellSeconds', cell) / views;
}

function blankBeforeFirstSale(
  collection: Collection,
  order: readonly number[],
  columns: PanelColumns,
  from: number,
  periods: number,
): void {
  order.forEach((index, row) => {
    const { firstDay } = collection.products.entries[index];
    const first = Number.isFinite(firstDay) ? collection.periodOf(firstDay) - from : periods;
    columns.units.fill(Number.NaN, row * periods, row * periods + Math.min(first, periods));
    columns.revenue.fill(Number.NaN, row * periods, row * periods + Math.min(first, periods));
  });
}

/** Marks likely stock-outs, from stock on hand where a file says it, and makes their demand unknown. */
function blankStockOuts(
  collection: Collection,
  rowOf: ReadonlyMap<number, number>,
  columns: PanelColumns,
  from: number,
  periods: number,
  products: number,
  steps: ReconciliationStep[],
): Uint8Array | null {
  if (collection.period === 'month' || !collection.unitsKnown || collection.salesDays.size === 0) return null;
  const flags = new Uint8Array(products * periods);
  const traded = new Uint8Array(periods);
  for (const day of collection.salesDays.keys()) traded[collection.periodOf(day) - from] = 1;
  for (let row = 0; row < products; row++) {
    const slice = (array: Float64Array): Float64Array => array.subarray(row * periods, (row + 1) * periods);
    flagStockOuts(slice(columns.units), traded, flags.subarray(row * periods, (row + 1) * periods));
  }
  const { cells } = collection;
  for (let cell = 0; cells.has('stockKnown') && cell < cells.length; cell++) {
    const row = rowOf.get(cells.product.values[cell]);
    const t = cells.period.values[cell] - from;
    if (row === undefined || t < 0 || t >= periods || cells.value('stockKnown', cell) === 0) continue;
    if (cells.value('stock', cell) === 0 && columns.units[row * periods + t] === 0) flags[row * periods + t] = 1;
  }
  let count = 0;
  flags.forEach((flag, at) => {
    if (flag === 0) return;
    count += 1;
    columns.units[at] = Number.NaN;
    columns.revenue[at] = Number.NaN;
  });
  if (count > 0) steps.push({ code: 'stock-outs', count, units: 0, revenue: 0 });
  return count > 0 ? flags : null;
}

/**
 * Periods wholly covered by the log. A week is whole when the log reaches both the first and the last weekday on which
 * the shop usually trades (on at least half of the weeks); a month counts as whole when its rows are monthly sums or the
 * log reaches its ends.
 */
function completePeriods(collection: Collection, from: number, periods: number): { completeFrom: number; completeTo: number } {
  const days = [...(collection.salesDays.size > 0 ? collection.salesDays : collection.browsingDays).keys()];
  const offset = (day: number): number => day - collection.startOf(collection.periodOf(day));
  const perOffset = new Map<number, number>();
  for (const day of days) perOffset.set(offset(day), (perOffset.get(offset(day)) ?? 0) + 1);
  const most = Math.max(...perOffset.values());
  const usual = [...perOffset].filter(([, count]) => count >= most / 2).map(([each]) => each);
  const firstUsual = Math.min(...usual);
  const lastUsual = collection.period === 'month' ? Math.min(27, Math.max(...usual)) : Math.max(...usual);
  const first = Math.min(...days);
  const last = Math.max(...days);
  const completeFrom = offset(first) <= firstUsual ? 0 : 1;
  const lastPeriod = collection.periodOf(last) - from;
  return { completeFrom, completeTo: offset(last) >= lastUsual ? periods : Math.min(periods, lastPeriod) };
}
