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
  readonly product = new GrowableIntegers();
  readonly period = new GrowableIntegers();
  private readonly columns: Partial<Record<CellColumn, GrowableDoubles>> = {};
  private readonly cells = new Map<number, number>();
  private lastProduct = -1;
  private lastPeriod = 0;
  private lastCell = 0;

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
