import { budget } from '#engine/budget.ts';
import { tierLog } from '#engine/panel/panel-file.ts';
import { GrowableDoubles, GrowableIntegers } from '#ingest/assembly/growable.ts';
import type { TakenRows } from '#ingest/cleaning/taken-rows.ts';
import { OverBudget } from '#ingest/over-budget.ts';

/** Sums that a row of sales adds to together: they lie side by side, since each cell is far from the one before. */
const salesSums = ['units', 'revenue', 'lines'] as const;
const stride = salesSums.length;
/** And what it adds to where its promotion is known. */
const promotedSums = ['promotedUnits', 'promotedKnown'] as const;
const promotedStride = promotedSums.length;
/** Of the order lines of a cell: how many, sums of ln units, ln price, (ln units)², ln units x ln price; see `tierLog`. */
const tierStride = 5;
export const cellColumns = [
  ...salesSums,
  ...promotedSums,
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

/** Four bytes each: a list of products grows by doubling, and one of 300,000 in random order still fits over two years. */
const mostPlaces = 64_000_000;

/**
 * Sums by product and period, held only where something happened: the memory of an import grows with the panel, not with
 * the file. `revenue` is in millionths of the major unit.
 */
export class CellTable {
  readonly product: GrowableIntegers;
  readonly period: GrowableIntegers;
  private sales: GrowableDoubles;
  /** The sums of sales are another table's, too: they are copied before the first is changed. */
  private sharesSales: boolean;
  private readonly used: Set<CellColumn>;
  private readonly promoted: GrowableDoubles;
  private readonly tiers: GrowableDoubles;
  private readonly columns: Partial<Record<CellColumn, GrowableDoubles>>;
  /** By period: one more than the cell of each product, 0 where there is none. */
  private readonly cells: Map<number, GrowableIntegers>;
  /** Length of them all. */
  private places = 0;
  private hasSales = false;
  private hasPromotions = false;
  private lastPeriod = Number.NaN;
  private lastCells = new GrowableIntegers(0);

  /** `shared`: a table whose cells this one has too, with sums of sales of its own and the others in common. */
  constructor(shared?: CellTable) {
    this.product = shared?.product ?? new GrowableIntegers();
    this.period = shared?.period ?? new GrowableIntegers();
    this.cells = shared?.cells ?? new Map<number, GrowableIntegers>();
    this.used = new Set(shared?.used);
    this.promoted = shared?.promoted ?? new GrowableDoubles();
    this.tiers = shared?.tiers ?? new GrowableDoubles();
    this.columns = { ...shared?.columns };
    this.sales = shared?.sales ?? new GrowableDoubles();
    this.sharesSales = shared !== undefined;
  }

  get length(): number {
    return this.product.length;
  }

  /** So many cells are to come, as a file says: room for them is taken at once. */
  expect(count: number): void {
    if (!(count <= budget.panelCells)) return;
    this.product.reserve(count);
    this.period.reserve(count);
  }

  has(column: CellColumn): boolean {
    return this.used.has(column);
  }

  /** Throws {@link OverBudget}: products and periods both come from the files. */
  cell(product: number, period: number): number {
    if (period !== this.lastPeriod) this.turnTo(period);
    const cells = this.lastCells;
    if (product >= cells.values.length) {
      const before = cells.values.length;
      cells.reserve(product + 1);
      this.places += cells.values.length - before;
      if (this.places > mostPlaces) throw new OverBudget();
    }
    const known = cells.values[product];
    if (known !== 0) return known - 1;
    const cell = this.product.length;
    if (cell >= budget.panelCells) throw new OverBudget();
    cells.values[product] = cell + 1;
    this.product.push(product);
    this.period.push(period);
    return cell;
  }

  /** One row of sales, or several: pieces and money in millionths. */
  addSale(cell: number, units: number, revenue: number, lines = 1): void {
    if (!this.hasSales) {
      for (const name of ['units', 'revenue', 'lines'] as const) this.used.add(name);
      this.hasSales = true;
    }
    const at = cell * stride;
    if (at + stride > this.sales.values.length) this.sales.reserve(this.product.values.length * stride);
    const { values } = this.sales;
    values[at] += units;
    values[at + 1] += revenue;
    values[at + 2] += lines;
  }

  /** Rows of sales; `areLines`: they tell of quantity tiers. */
  addRows(
    { count, product, day, units, money, share }: TakenRows,
    calendar: { periodOf(day: number): number },
    areLines: boolean,
    arePromoted: boolean,
  ): void {
    let [lastDay, period] = [Number.NaN, 0];
    // Rows of one cell that follow each other are added at once.
    let [lastProduct, lastPeriod, cell, pieces, revenue, lines] = [-1, Number.NaN, 0, 0, 0, 0];
    for (let at = 0; at < count; at++) {
      if (units[at] < 0) continue;
      if (day[at] !== lastDay) {
        lastDay = day[at];
        period = calendar.periodOf(lastDay);
      }
      if (product[at] !== lastProduct || period !== lastPeriod) {
        if (lines > 0) this.addSale(cell, pieces, revenue, lines);
        lastProduct = product[at];
        lastPeriod = period;
        cell = this.cell(lastProduct, period);
        pieces = 0;
        revenue = 0;
        lines = 0;
      }
      const [own, amount] = [units[at] || 0, money[at]];
      pieces += own;
      revenue += amount;
      lines += 1;
      if (areLines && own > 0 && amount > 0) {
        const quantity = tierLog(own);
        const price = tierLog(amount) - quantity;
        this.addTiers(cell, 1, quantity, price, quantity * quantity, quantity * price);
      }
      const weight = Number.isNaN(units[at]) ? amount : units[at];
      if (arePromoted) this.addPromotion(cell, Math.round(share[at] * weight), weight);
    }
    if (lines > 0) this.addSale(cell, pieces, revenue, lines);
  }

  /** The promoted part of a row's pieces (or money), and all of it. */
  addPromotion(cell: number, promoted: number, known: number): void {
    if (!this.hasPromotions) {
      for (const name of promotedSums) this.used.add(name);
      this.hasPromotions = true;
    }
    const at = cell * promotedStride;
    if (at + promotedStride > this.promoted.values.length)
      this.promoted.reserve(this.product.values.length * promotedStride);
    this.promoted.values[at] += promoted;
    this.promoted.values[at + 1] += known;
  }

  /** Order lines: what they tell of quantity tiers. */
  addTiers(cell: number, lines: number, quantity: number, price: number, squares: number, products: number): void {
    const at = cell * tierStride;
    if (at + tierStride > this.tiers.values.length) this.tiers.reserve(this.product.values.length * tierStride);
    const { values } = this.tiers;
    values[at] += lines;
    values[at + 1] += quantity;
    values[at + 2] += price;
    values[at + 3] += squares;
    values[at + 4] += products;
  }

  /** By product, so many: squares of ln units around the means of its cells, and their products with ln price, whole numbers, whatever the order. */
  tiersOf(products: number): { readonly squares: Float64Array; readonly products: Float64Array } {
    const sums = { squares: new Float64Array(products), products: new Float64Array(products) };
    const { values } = this.tiers;
    for (let cell = 0; cell < this.length; cell++) {
      const at = cell * tierStride;
      if (!(values[at] > 1)) continue;
      const squares = Math.round(values[at + 3] - (values[at + 1] * values[at + 1]) / values[at]);
      if (!(squares > 0)) continue;
      sums.squares[this.product.values[cell]] += squares;
      sums.products[this.product.values[cell]] += Math.round(values[at + 4] - (values[at + 1] * values[at + 2]) / values[at]);
    }
    return sums;
  }

  add(column: Exclude<CellColumn, (typeof promotedSums)[number]>, cell: number, value: number): void {
    if (!this.used.has(column)) this.used.add(column);
    const place = salesPlaces[column];
    if (place >= 0) {
      if (this.sharesSales) this.sales = copyOf(this.sales);
      this.sharesSales = false;
      this.sales.reserve((cell + 1) * stride);
      this.sales.values[cell * stride + place] += value;
      return;
    }
    let doubles = this.columns[column];
    if (!doubles) {
      doubles = new GrowableDoubles();
      this.columns[column] = doubles;
    }
    doubles.reserve(this.product.length);
    doubles.values[cell] += value;
  }

  /** The sums of a column by cell, as they stand now. */
  valuesOf(column: CellColumn): (cell: number) => number {
    const [place, promoted] = [salesPlaces[column], promotedPlaces[column]];
    if (place >= 0) return readerOf(this.sales.values, stride, place);
    if (promoted >= 0) return readerOf(this.promoted.values, promotedStride, promoted);
    return readerOf(this.columns[column]?.values ?? new Float64Array(0), 1, 0);
  }

  private turnTo(period: number): void {
    let cells = this.cells.get(period);
    if (!cells) {
      cells = new GrowableIntegers(64);
      this.cells.set(period, cells);
    }
    this.lastPeriod = period;
    this.lastCells = cells;
  }
}

/** Places of sums that lie side by side, -1 for others: looked up several times a cell. */
const placesIn = (sums: readonly CellColumn[]) =>
  Object.fromEntries(cellColumns.map((column) => [column, sums.indexOf(column)])) as Readonly<Record<CellColumn, number>>;
const salesPlaces = placesIn(salesSums);
const promotedPlaces = placesIn(promotedSums);

/** Every `step`-th value from `place` on, 0 beyond them. */
function readerOf(values: Float64Array, step: number, place: number): (cell: number) => number {
  return (cell) => (cell * step + place < values.length ? values[cell * step + place] : 0);
}

function copyOf(column: GrowableDoubles): GrowableDoubles {
  const copy = new GrowableDoubles(column.values.length);
  copy.values.set(column.values);
  return copy;
}
