import { createColumn } from '#engine/create-column.ts';
import type { CellColumn, CellTable } from '#ingest/assembly/cell-table.ts';
import type { Collection } from '#ingest/assembly/collection.ts';

/** The numeric columns of a panel while they are filled; see `Panel` for units and the NaN policy. */
export type PanelColumns = ReturnType<typeof createColumns>;

/** Columns of `length` entries; null where no file fills them. */
export function createColumns(collection: Collection, length: number) {
  const { cells } = collection;
  const column = (name: CellColumn, empty = 0): Float64Array | null =>
    cells.has(name) ? createColumn(length).fill(empty) : null;
  const known = (yes: boolean): Float64Array => createColumn(length).fill(yes ? 0 : Number.NaN);
  return {
    units: known(collection.unitsKnown),
    revenue: known(collection.revenueKnown),
    price: createColumn(length).fill(Number.NaN),
    promotion: column('promotedKnown'),
    views: column('views'),
    visitors: collection.visits.full ? null : column('visitors'),
    dwellSeconds: column('dwellViews', Number.NaN),
    carts: column('carts'),
    favourites: column('favourites'),
    orderLines: column('lines'),
  };
}

/** Puts the sums of one cell into its place `at` of the columns. */
export function fillCell(collection: Collection, cells: CellTable, columns: PanelColumns, cell: number, at: number): void {
  const units = cells.value('units', cell) / 1e6;
  const revenue = cells.value('revenue', cell) / 1e6;
  if (collection.unitsKnown) columns.units[at] = units;
  if (collection.revenueKnown) columns.revenue[at] = revenue;
  if (collection.unitsKnown && collection.revenueKnown && units > 0) columns.price[at] = revenue / units;
  // The share of what was sold: what is taken out again leaves it as it is, until nothing is left.
  const promoted = cells.value('promotedKnown', cell);
  if (columns.promotion && promoted > 0 && (collection.unitsKnown ? units : revenue) > 0)
    columns.promotion[at] = Math.min(1, Math.max(0, cells.value('promotedUnits', cell) / promoted));
  if (columns.views) columns.views[at] = cells.value('views', cell);
  if (columns.visitors) columns.visitors[at] = cells.value('visitors', cell);
  if (columns.carts) columns.carts[at] = cells.value('carts', cell);
  if (columns.favourites) columns.favourites[at] = cells.value('favourites', cell);
  if (columns.orderLines) columns.orderLines[at] = cells.value('lines', cell);
  const views = cells.value('dwellViews', cell);
  if (columns.dwellSeconds && views > 0) columns.dwellSeconds[at] = cells.value('dwellSeconds', cell) / views;
}

/** Makes demand unknown before each product's first sale. `firstPeriod`: by row; beyond the end where it never sold. */
export function blankBeforeFirstSale(columns: PanelColumns, firstPeriod: readonly number[], periods: number): void {
  firstPeriod.forEach((first, row) => {
    const end = row * periods + Math.min(first, periods);
    columns.units.fill(Number.NaN, row * periods, end);
    columns.revenue.fill(Number.NaN, row * periods, end);
  });
}
