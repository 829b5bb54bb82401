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

/** Puts the sums of a cell into its place `at` of the columns. */
export function createFiller(
  { unitsKnown, revenueKnown }: Collection,
  cells: CellTable,
  columns: PanelColumns,
): (cell: number, at: number) => void {
  const [unitsOf, revenueOf] = [cells.valuesOf('units'), cells.valuesOf('revenue')];
  const [promotedOf, promotedKnownOf] = [cells.valuesOf('promotedUnits'), cells.valuesOf('promotedKnown')];
  const [dwellOf, dwellViewsOf] = [cells.valuesOf('dwellSeconds'), cells.valuesOf('dwellViews')];
  const { promotion, dwellSeconds } = columns;
  const counted = (['views', 'visitors', 'carts', 'favourites'] as const).flatMap((name) => {
    const column = columns[name];
    return column ? [{ column, sumOf: cells.valuesOf(name) }] : [];
  });
  const linesOf = cells.valuesOf('lines');
  return (cell, at) => {
    const units = unitsOf(cell) / 1e6;
    const revenue = revenueOf(cell) / 1e6;
    if (unitsKnown) columns.units[at] = units;
    if (revenueKnown) columns.revenue[at] = revenue;
    if (unitsKnown && revenueKnown && units > 0) columns.price[at] = revenue / units;
    if (columns.orderLines) columns.orderLines[at] = linesOf(cell);
    for (const { column, sumOf } of counted) column[at] = sumOf(cell);
    // The share of what was sold: what is taken out again leaves it as it is, until nothing is left.
    const promoted = promotion ? promotedKnownOf(cell) : 0;
    if (promotion && promoted > 0 && (unitsKnown ? units : revenue) > 0)
      promotion[at] = Math.min(1, Math.max(0, promotedOf(cell) / promoted));
    const views = dwellSeconds ? dwellViewsOf(cell) : 0;
    if (dwellSeconds && views > 0) dwellSeconds[at] = dwellOf(cell) / views;
  };
}

/** Makes demand unknown before each product's first sale. `firstPeriod`: by row; beyond the end where it never sold. */
export function blankBeforeFirstSale(columns: PanelColumns, firstPeriod: readonly number[], periods: number): void {
  firstPeriod.forEach((first, row) => {
    const end = row * periods + Math.min(first, periods);
    columns.units.fill(Number.NaN, row * periods, end);
    columns.revenue.fill(Number.NaN, row * periods, end);
  });
}
