import type { Collection } from '#ingest/assembly/collection.ts';
import type { IdSpelling } from '#ingest/assembly/product-table.ts';
import type { TableLayout } from '#ingest/cleaning/date-reader.ts';
import type { FileTally } from '#ingest/cleaning/file-tally.ts';
import type { PlainColumns } from '#ingest/cleaning/plain-columns.ts';
import { promotionShare } from '#ingest/cleaning/promotion-share.ts';
import { NativeBytes, NativeDoubles, NativeIntegers } from '#ingest/kernel/native-column.ts';
import { ColumnKeys, emptyCell } from '#ingest/reading/column-keys.ts';
import { hashRecord } from '#ingest/reading/hash-record.ts';
import type { NativeBatch, RecordBatch } from '#ingest/reading/record-reader.ts';
import { dayOf } from '#ingest/values/parse-date.ts';

/** Keys of the columns that rows are told apart by; null where there is no such column. */
export interface PlainKeys {
  readonly product: ColumnKeys;
  readonly name: ColumnKeys | null;
  readonly customer: ColumnKeys | null;
}

/** Pieces and money of a plain row are below this many millionths, so that those of a batch add up without rounding. */
const mostMicro = 1e12;
/** No quoted record longer than this is hashed by the kernel. */
const quotedRoom = 1 << 14;

const dateOrders: Readonly<Record<string, number>> = { 'day-first': 1, 'month-first': 2 };

/** What was read of a piece of the file, by record. */
interface Piece {
  readonly plain: Uint8Array;
  readonly units: Float64Array;
  readonly prices: Float64Array;
  readonly revenues: Float64Array;
  readonly seconds: Float64Array;
  readonly orders: Int32Array;
  readonly traffic: readonly Float64Array[];
  readonly linesOfFile: Int32Array;
}

/**
 * The plain rows of a table of sales: a known product, a date, a quantity and an amount that read as such at a glance, and
 * nothing to be noted about them. Columns are read by the kernel for a whole piece of the file; what `SalesRows.accept`
 * does to the collection is done here without an object or a text for any cell. All other rows are left to `SalesRows`,
 * which makes a product known by its first row.
 */
export class PlainSales {
  private readonly layout: TableLayout;
  private readonly collection: Collection;
  private readonly tally: FileTally;
  private readonly columns: PlainColumns;
  private readonly keys: PlainKeys;
  private readonly file: number;
  private readonly again: boolean;
  private readonly header = new TextEncoder();
  private readonly promotion: ColumnKeys | null;
  private readonly judged: readonly { readonly keys: ColumnKeys; readonly verdicts: Verdicts }[];
  private native: NativeColumns | null = null;
  private piece: Piece = {
    plain: new Uint8Array(0),
    units: new Float64Array(0),
    prices: new Float64Array(0),
    revenues: new Float64Array(0),
    seconds: new Float64Array(0),
    orders: new Int32Array(0),
    traffic: [],
    linesOfFile: new Int32Array(0),
  };
  private headerAddress = 0;
  private roomAddress = 0;
  /** By key of the product's cell: product + 1, 0 for one that is not known yet, and the rows not counted yet. */
  private products = new Int32Array(1024);
  private rows = new Int32Array(1024);
  private readonly spellings: IdSpelling[] = [];
  /** By product: key of the name of its last row, and its rows not counted yet. */
  private names = new Int32Array(1024).fill(-1);
  private nameRows = new Int32Array(1024);
  /** By key of the customer's cell: index + 1. */
  private customers = new Int32Array(1024);
  /** By key of the promotion's cell: its share, NaN where it is not known yet. */
  private shares = new Float64Array(64).fill(Number.NaN);
  private readonly emptyShare = promotionShare('');

  constructor(
    layout: TableLayout,
    collection: Collection,
    tally: FileTally,
    columns: PlainColumns,
    keys: PlainKeys,
    file: number,
    again: boolean,
  ) {
    this.layout = layout;
    this.collection = collection;
    this.tally = tally;
    this.columns = columns;
    this.keys = keys;
    this.file = file;
    this.again = again;
    this.promotion = columns.promotion === undefined ? null : new ColumnKeys(columns.promotion);
    this.judged = columns.judged.map(({ column, isPlain }) => ({
      keys: new ColumnKeys(column),
      verdicts: new Verdicts(isPlain),
    }));
  }

  /** Makes room for a piece's columns; may move the kernel's memory. */
  reserve(batch: RecordBatch, native: NativeBatch): void {
    const { kernel } = native;
    if (!this.native) {
      this.native = new NativeColumns(native, this.columns.traffic.length);
      const bytes = this.header.encode(this.layout.names[0] ?? '');
      this.headerAddress = kernel.allocate(bytes.length);
      kernel.bytes(this.headerAddress, bytes.length).set(bytes);
      this.roomAddress = kernel.allocate(quotedRoom);
    }
    for (const column of this.native.all) column.reserve(batch.count);
    this.promotion?.reserve(batch);
    for (const { keys } of this.judged) keys.reserve(batch);
  }

  /** Hash of each record from `from` on, as by `hashRecord`. */
  hashes(batch: RecordBatch, native: NativeBatch, from: number): Float64Array {
    const { hashes } = this.ready();
    const { count, delimiter } = batch;
    native.kernel.calls.hashRecords(
      native.address,
      from,
      count,
      delimiter[0],
      this.roomAddress,
      quotedRoom,
      hashes.address,
    );
    const values = hashes.values();
    for (let at = 0; at < count - from; at++) if (values[at] === 0) values[at] = hashRecord(batch, from + at);
    return values;
  }

  /** Reads the columns of a piece. */
  prepare(batch: RecordBatch, { kernel, address }: NativeBatch, from: number): void {
    const { plain, units, price, revenue, seconds, orders, traffic } = this.ready();
    const { columns, layout } = this;
    const { calls } = kernel;
    const { count } = batch;
    const headerBytes = this.header.encode(layout.names[0] ?? '').length;
    calls.markPlain(address, from, count, layout.names.length, this.headerAddress, headerBytes, plain.address);
    if (columns.order !== undefined) calls.unmarkCancelled(address, from, count, columns.order, plain.address);
    const numbers = [
      [columns.units, units],
      [columns.price, price],
      [columns.revenue, revenue],
      ...columns.traffic.map(([column], at) => [column, traffic[at]] as const),
    ] as const;
    for (const [column, target] of numbers)
      if (column !== undefined)
        calls.readMicros(address, from, count, column, layout.decimalComma[column] ? 44 : 46, target.address);
    const order = dateOrders[layout.dayMonthOrder] ?? 0;
    calls.readSeconds(address, from, count, columns.date, order, seconds.address);
    if (columns.usesOrders && columns.order !== undefined)
      calls.readOrderKeys(address, from, count, columns.order, orders.address);
    this.promotion?.prepare(batch, from);
    for (const { keys } of this.judged) keys.prepare(batch, from);
    this.piece = {
      plain: plain.values(),
      units: units.values(),
      prices: price.values(),
      revenues: revenue.values(),
      seconds: seconds.values(),
      orders: orders.values(),
      traffic: traffic.map((column) => column.values()),
      linesOfFile: batch.lines,
    };
  }

  /** From now on rows whose product cell has this key are plain: one of them was accepted, and nothing is left to learn. */
  learn(key: number, spelling: IdSpelling): void {
    const { columns } = this.layout;
    const entry = this.collection.products.entries[spelling.product];
    if (spelling.isTotal || !entry.traded) return;
    if (columns.has('category') && entry.category === '') return;
    if (columns.has('name-alternative') && entry.nameAlternative === '') return;
    this.products = roomFor(this.products, key, 0);
    this.rows = roomFor(this.rows, key, 0);
    this.names = roomFor(this.names, spelling.product, -1);
    this.nameRows = roomFor(this.nameRows, spelling.product, 0);
    this.products[key] = spelling.product + 1;
    this.spellings[key] = spelling;
  }

  /** Takes plain rows from `from` on; the first record that is none. */
  take(from: number, count: number, repeated: Uint8Array): number {
    const { collection, columns, again, file, layout, products, rows, names, nameRows } = this;
    const { cells, lines, outliers } = collection;
    const { plain, units, prices, revenues, seconds, orders, linesOfFile } = this.piece;
    const { usesOrders } = columns;
    const looksFurther = this.judged.length > 0 || columns.traffic.length > 0;
    const productKeys = this.keys.product.keys;
    const nameKeys = this.keys.name?.keys;
    const customerKeys = this.keys.customer?.keys;
    const promotionKeys = this.promotion?.keys;
    const hasUnits = columns.units !== undefined;
    const hasPrice = columns.price !== undefined;
    const hasRevenue = columns.revenue !== undefined;
    const scale = layout.moneyScale;
    let day = Number.NaN;
    let period = 0;
    let [dayRows, dayUnits, dayMoney] = [0, 0, 0];
    let record = from;
    for (; record < count; record++) {
      if (plain[record] === 0 || repeated[record] === 1) break;
      const key = productKeys[record];
      if (key < 0 || key >= products.length) break;
      const product = products[key] - 1;
      if (product < 0) break;
      const at = seconds[record];
      if (Number.isNaN(at)) break;
      const pieces = hasUnits ? units[record] : 1e6;
      if (!(pieces > 0 && pieces < mostMicro)) break;
      const price = hasPrice ? prices[record] * scale : Number.NaN;
      let money = 0;
      if (hasRevenue) {
        money = revenues[record] * scale;
        if (price === Number.NEGATIVE_INFINITY) break;
      } else if (price > 0 && pieces % 1e6 === 0) money = price * (pieces / 1e6);
      if (!(money > 0 && money < mostMicro)) break;
      let name = -1;
      if (nameKeys) {
        name = nameKeys[record];
        if (name < 0) break;
      }
      let customer = -1;
      if (customerKeys) {
        const customerKey = customerKeys[record];
        if (customerKey < 0) break;
        customer = this.customerOf(customerKey);
      } else if (usesOrders) {
        customer = orders[record];
        if (customer === oddOrder) break;
      }
      if (looksFurther && !this.isPlainFurther(record)) break;
      let share = 0;
      if (promotionKeys) {
        share = this.shareOf(promotionKeys[record]);
        if (Number.isNaN(share)) break;
      }
      // Nothing stands in the way any more: what follows is `SalesRows.accept` and `keepOrder`.
      const dayOfRow = dayOf(at);
      if (dayOfRow !== day) {
        if (dayRows > 0) this.addDay(day, dayRows, dayUnits, dayMoney);
        [dayRows, dayUnits, dayMoney] = [0, 0, 0];
        day = dayOfRow;
        period = collection.periodOf(day);
      }
      if (!again) {
        rows[key] += 1;
        if (name >= 0) {
          if (names[product] !== name) this.turnToName(product, name);
          nameRows[product] += 1;
        }
        dayRows += 1;
        dayUnits += pieces;
        dayMoney += money;
        const cell = cells.cell(product, period);
        cells.addSale(cell, pieces, money);
        outliers.note(product, pieces, money, at, linesOfFile[record], file);
        if (promotionKeys) cells.addPromotion(cell, share * pieces, pieces);
        if (looksFurther) this.addTraffic(record, cell);
      }
      if (customer < 0 || (again && !lines.concerns(product, customer))) {
        const entry = collection.products.entries[product];
        if (day < entry.firstDay) entry.firstDay = day;
        if (day > entry.lastDay) entry.lastDay = day;
      } else
        lines.push(at, product, customer, pieces, Number.isNaN(price) ? Math.round((money / pieces) * 1e6) : price);
    }
    if (dayRows > 0) this.addDay(day, dayRows, dayUnits, dayMoney);
    return record;
  }

  private isPlainFurther(record: number): boolean {
    for (const { keys, verdicts } of this.judged) if (!verdicts.isPlain(keys, record)) return false;
    for (const values of this.piece.traffic) if (values[record] === Number.NEGATIVE_INFINITY) return false;
    return true;
  }

  private addTraffic(record: number, cell: number): void {
    const { traffic } = this.columns;
    for (let at = 0; at < traffic.length; at++) {
      const value = this.piece.traffic[at][record] / 1e6;
      if (!Number.isNaN(value)) this.collection.cells.add(traffic[at][1], cell, value);
    }
  }

  /** Counts the rows of products and names that were put off. */
  flush(): void {
    for (let key = 0; key < this.spellings.length; key++) {
      const spelling = this.spellings[key];
      if (!spelling || this.rows[key] === 0) continue;
      spelling.count += this.rows[key];
      this.rows[key] = 0;
    }
    for (let product = 0; product < this.names.length; product++) this.turnToName(product, -1);
  }

  private turnToName(product: number, name: number): void {
    const last = this.names[product];
    if (last >= 0 && this.nameRows[product] > 0 && this.keys.name)
      this.collection.products.addNames(product, this.keys.name.textOf(last), this.nameRows[product]);
    this.names[product] = name;
    this.nameRows[product] = 0;
  }

  private addDay(day: number, rows: number, units: number, money: number): void {
    this.tally.units.add(units);
    this.tally.revenue.add(money);
    this.tally.addToDay(day, units, money, rows);
  }

  private customerOf(key: number): number {
    if (key >= this.customers.length) this.customers = roomFor(this.customers, key, 0);
    const known = this.customers[key] - 1;
    if (known >= 0) return known;
    const index = this.collection.customers.indexOf(this.keys.customer?.textOf(key) ?? '');
    this.customers[key] = index + 1;
    return index;
  }

  private shareOf(key: number): number {
    if (key < 0) return key === emptyCell ? this.emptyShare : Number.NaN;
    if (key >= this.shares.length) {
      const wider = new Float64Array(key * 2).fill(Number.NaN);
      wider.set(this.shares);
      this.shares = wider;
    }
    const known = this.shares[key];
    if (!Number.isNaN(known)) return known;
    this.shares[key] = promotionShare(this.promotion?.textOf(key) ?? '');
    return this.shares[key];
  }

  private ready(): NativeColumns {
    if (!this.native) throw new Error('no room was made for the columns');
    return this.native;
  }
}

/** What the kernel gives for an order's number that has to be read as text. */
const oddOrder = -2;

/** Which of a column's texts leave a row plain. */
class Verdicts {
  private readonly judge: (text: string) => boolean;
  private readonly isEmptyPlain: boolean;
  /** By key: 1 plain, 2 not. */
  private byKey = new Int32Array(64);

  constructor(judge: (text: string) => boolean) {
    this.judge = judge;
    this.isEmptyPlain = judge('');
  }

  isPlain(keys: ColumnKeys, record: number): boolean {
    const key = keys.keys[record];
    if (key < 0) return key === emptyCell && this.isEmptyPlain;
    this.byKey = roomFor(this.byKey, key, 0);
    if (this.byKey[key] === 0) this.byKey[key] = this.judge(keys.textOf(key)) ? 1 : 2;
    return this.byKey[key] === 1;
  }
}

/** The columns of a piece of the file in the kernel's memory. */
class NativeColumns {
  readonly plain: NativeBytes;
  readonly units: NativeDoubles;
  readonly price: NativeDoubles;
  readonly revenue: NativeDoubles;
  readonly seconds: NativeDoubles;
  readonly hashes: NativeDoubles;
  readonly orders: NativeIntegers;
  readonly traffic: readonly NativeDoubles[];

  constructor({ kernel }: NativeBatch, traffic: number) {
    this.plain = new NativeBytes(kernel);
    this.units = new NativeDoubles(kernel);
    this.price = new NativeDoubles(kernel);
    this.revenue = new NativeDoubles(kernel);
    this.seconds = new NativeDoubles(kernel);
    this.hashes = new NativeDoubles(kernel);
    this.orders = new NativeIntegers(kernel);
    this.traffic = Array.from({ length: traffic }, () => new NativeDoubles(kernel));
  }

  get all() {
    return [this.plain, this.units, this.price, this.revenue, this.seconds, this.hashes, this.orders, ...this.traffic];
  }
}

function roomFor(values: Int32Array<ArrayBuffer>, at: number, fresh: number): Int32Array<ArrayBuffer> {
  if (at < values.length) return values;
  const wider = new Int32Array(at * 2).fill(fresh, values.length);
  wider.set(values);
  return wider;
}
