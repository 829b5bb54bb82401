import { budget } from '#engine/budget.ts';
import type { Panel, PanelProduct } from '#engine/panel/panel.ts';
import { tierScale } from '#engine/panel/panel-file.ts';
import { blankGaps, type PanelFrame } from '#ingest/assembly/blank-gaps.ts';
import type { CellTable } from '#ingest/assembly/cell-table.ts';
import type { Collection } from '#ingest/assembly/collection.ts';
import { completePeriods } from '#ingest/assembly/complete-periods.ts';
import { noteSpellings } from '#ingest/assembly/id-spellings.ts';
import { type NettedSales, netOrders } from '#ingest/assembly/net-orders.ts';
import { blankBeforeFirstSale, createColumns, createFiller } from '#ingest/assembly/panel-columns.ts';
import { categoryOf, nameOf, type ProductEntry, spellingOf } from '#ingest/assembly/product-table.ts';
import { findServiceCodes } from '#ingest/assembly/service-codes.ts';
import type { DataDecisions, DataFinding, ReconciliationStep } from '#ingest/import-report.ts';

export interface BuiltPanel
  extends Pick<NettedSales, 'cancelledPieces' | 'cancelledWithoutOrder' | 'cancelledWithoutCustomer'> {
  readonly panel: Panel;
  /** Some file names amounts. */
  readonly revenueKnown: boolean;
  readonly steps: readonly ReconciliationStep[];
  readonly findings: readonly DataFinding[];
}

/**
 * Sums by product and period to a panel: service codes out, cancellations taken from their orders, lines far out as the
 * user wants them, products without a piece left dropped, gaps and likely stock-outs unknown. Products and categories stand
 * in the order of their ids and names, so the panel does not depend on the order of the files. The collection stays as it
 * is. Null when nothing was sold or viewed.
 */
export async function buildPanel(
  collection: Collection,
  decisions: DataDecisions,
  yieldNow: () => Promise<void>,
): Promise<BuiltPanel | null> {
  const { products } = collection;
  if (collection.salesDays.size === 0 && collection.browsingDays.size === 0) return null;
  const steps: ReconciliationStep[] = [];
  const findings: DataFinding[] = [];
  const service = findServiceCodes(collection, decisions, findings);
  noteSpellings(products, service.leftOut, decisions, steps, findings);
  if (service.step) steps.push(service.step);
  await yieldNow();
  const { cells, firstDay, lastDay, ...netting } = netOrders(collection, service.leftOut, decisions, steps, findings);
  await yieldNow();
  const range = rangeOfPeriods(collection);
  const periods = range.to - range.from + 1;
  const traded = keepProducts(collection, service.leftOut, firstDay, steps);
  const kept = keepTop(traded, cells, Math.floor(budget.panelCells / periods), steps);
  const ids = products.entries.map(spellingOf);
  const order = kept.sort((a, b) => compareText(ids[a], ids[b]));
  const categories = [...new Set(order.map((index) => categoryOf(products.entries[index])))].sort(compareText);
  const frame: PanelFrame = {
    from: range.from,
    periods,
    rowOf: new Map(order.map((index, row) => [index, row])),
    labels: order.map((index) => ({ product: ids[index], name: nameOf(products.entries[index]) })),
  };
  await yieldNow();
  const columns = fillColumns(collection, cells, frame);
  await yieldNow();
  // Whether a unit costs less in a larger order line.
  const tiers = cells.tiersOf(products.entries.length);
  const firstPeriod = order.map((index) =>
    Number.isFinite(firstDay[index]) ? collection.periodOf(firstDay[index]) - range.from : periods,
  );
  blankBeforeFirstSale(columns, firstPeriod, periods);
  const stockOut = blankGaps(collection, columns, frame, decisions, steps, findings);
  await yieldNow();
  // Of visits alone nothing was sold, before the panel or in it.
  const never = { first: collection.startOf(range.to + 1), last: collection.startOf(range.from) - 1 };
  const finite = (day: number, other: number): number => (Number.isFinite(day) ? day : other);
  const panel: Panel = {
    period: collection.period ?? 'week',
    start: collection.startOf(range.from),
    periods,
    weekStart: collection.weekStart,
    products: order.map((index) =>
      describeProduct(
        products.entries[index],
        categories,
        finite(firstDay[index], never.first),
        finite(lastDay[index], never.last),
        { squares: tiers.squares[index] / tierScale ** 2, products: tiers.products[index] / tierScale ** 2 },
      ),
    ),
    categories,
    ...columns,
    unitsKnown: collection.unitsKnown,
    stockOut,
    ...completePeriods(collection, range.from, periods, decisions, findings),
  };
  return { panel, revenueKnown: collection.revenueKnown, steps, findings, ...netting };
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function fillColumns(collection: Collection, cells: CellTable, { from, periods, rowOf }: PanelFrame) {
  const columns = createColumns(collection, rowOf.size * periods);
  const rows = Int32Array.from(collection.products.entries, (_, index) => rowOf.get(index) ?? -1);
  const fill = createFiller(collection, cells, columns);
  for (let cell = 0; cell < cells.length; cell++) {
    const row = rows[cells.product.values[cell]];
    const period = cells.period.values[cell] - from;
    if (row >= 0 && period >= 0 && period < periods) fill(cell, row * periods + period);
  }
  return columns;
}

function describeProduct(
  entry: ProductEntry,
  categories: readonly string[],
  firstSale: number,
  lastSale: number,
  tiers: NonNullable<PanelProduct['tiers']>,
): PanelProduct {
  return {
    id: spellingOf(entry),
    name: nameOf(entry),
    ...(entry.nameAlternative ? { nameAlternative: entry.nameAlternative } : {}),
    category: categories.indexOf(categoryOf(entry)),
    firstSale,
    lastSale,
    ...(tiers.squares > 0 ? { tiers } : {}),
    ...(entry.attributes.size > 0 ? { attributes: Object.fromEntries(entry.attributes) } : {}),
  };
}

/** Products with something left; those whose every piece was cancelled or left out are dropped and counted. */
function keepProducts(
  { cells, products, salesDays }: Collection,
  service: ReadonlySet<number>,
  firstDay: Float64Array,
  steps: ReconciliationStep[],
): number[] {
  const kept: number[] = [];
  const inSales = new Set<number>();
  const lines = cells.valuesOf('lines');
  for (let cell = 0; cell < cells.length; cell++) if (lines(cell) > 0) inSales.add(cells.product.values[cell]);
  let dropped = 0;
  products.entries.forEach((entry, index) => {
    if (!entry.traded || service.has(index)) return;
    if (Number.isFinite(firstDay[index]) || salesDays.size === 0) kept.push(index);
    else if (inSales.has(index)) dropped += 1;
  });
  if (dropped > 0) steps.push({ code: 'nothing-left', count: dropped, units: 0, revenue: 0, products: dropped });
  return kept;
}

/** The products that a panel of so many can hold: those with the most revenue, or units where there is none. */
function keepTop(kept: readonly number[], cells: CellTable, most: number, steps: ReconciliationStep[]): number[] {
  if (kept.length <= most) return [...kept];
  const sums = new Map(kept.map((index) => [index, { units: 0, revenue: 0 }]));
  const [units, revenue] = [cells.valuesOf('units'), cells.valuesOf('revenue')];
  for (let cell = 0; cell < cells.length; cell++) {
    const sum = sums.get(cells.product.values[cell]);
    if (!sum) continue;
    sum.units += units(cell) / 1e6;
    sum.revenue += revenue(cell) / 1e6;
  }
  const of = (index: number) => sums.get(index) ?? { units: 0, revenue: 0 };
  const ranked = [...kept].sort((a, b) => of(b).revenue - of(a).revenue || of(b).units - of(a).units || a - b);
  const left = ranked.slice(most).map(of);
  const total = (name: 'units' | 'revenue'): number => left.reduce((sum, each) => sum + each[name], 0);
  const count = left.length;
  steps.push({ code: 'beyond-budget', count, units: total('units'), revenue: total('revenue'), products: count });
  return ranked.slice(0, most);
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
