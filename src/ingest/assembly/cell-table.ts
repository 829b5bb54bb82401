import { GrowableDoubles, GrowableIntegers } from '#ingest/assembly/growable.ts';

/** Periods are numbered from far in the past so that a key is never negative. */
const periodOffset = 30_000;
const periodSpan = 65_536;

export const cellColumns = [
  'units',
  'revenue',
  'lines',
  'promotedUnits',
  'promotedKnown',
  'views',
  'visitors',
  'carts',
  'favourites',
  'dwellSeconds',
  'dwellViews',
  'stock',
  'stockKnown',
] as const;
export type CellColumn = (typeof cellColumns)[number];

/**
 * Sums by product and period, held only where something happened: the memory of an import grows with the panel, not with
 * the file. `revenue` is in millionths of the major unit.
 */
export class CellTable {
  readonly product: GrowableIntegers;
  readonly period: GrowableIntegers;
  private readonly columns: Partial<Record<CellColumn, GrowableDoubles>>;
  private readonly cells: Map<number, number>;
  private lastProduct = -1;
  private lastPeriod = 0;
  private lastCell = 0;

  /** `shared`: a table whose cells this one has too, with `own` sums of its own and the others in common. */
  constructor(shared?: CellTable, own: readonly CellColumn[] = []) {
    this.product = shared?.product ?? new GrowableIntegers();
    this.period = shared?.period ?? new GrowableIntegers();
    this.cells = shared?.cells ?? new Map<number, number>();
    this.columns = { ...shared?.columns };
    for (const name of own) {
      const column = this.columns[name];
      if (!column) continue;
      const copy = new GrowableDoubles(column.values.length);
      copy.values.set(column.values);
      this.columns[name] = copy;
    }
  }

  get length(): number {
    return this.product.length;
  }

  has(column: CellColumn): boolean {
    return this.columns[column] !== undefined;
  }

  cell(product: number, period: number): number {
    if (product === this.lastProduct && period === this.lastPeriod) return this.lastCell;
    const key = product * periodSpan + period + periodOffset;
    let cell = this.cells.get(key);
    if (cell === undefined) {
      cell = this.product.length;
      this.cells.set(key, cell);
      this.product.push(product);
      this.period.push(period);
    }
    this.lastProduct = product;
    this.lastPeriod = period;
    this.lastCell = cell;
    return cell;
  }

  add(column: CellColumn, cell: number, value: number): void {
    let doubles = this.columns[column];
    if (!doubles) {
      doubles = new GrowableDoubles();
      this.columns[column] = doubles;
    }
    doubles.reserve(this.product.length);
    doubles.values[cell] += value;
  }

  value(column: CellColumn, cell: number): number {
    const doubles = this.columns[column];
    return doubles && cell < doubles.values.length ? doubles.values[cell] : 0;
  }
}
