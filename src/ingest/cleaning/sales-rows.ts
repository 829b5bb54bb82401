import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Collection } from '#ingest/assembly/collection.ts';
import type { IdSpelling } from '#ingest/assembly/product-table.ts';
import { DateReader, type TableLayout } from '#ingest/cleaning/date-reader.ts';
import { DwellReader } from '#ingest/cleaning/dwell-reader.ts';
import type { FileTally } from '#ingest/cleaning/file-tally.ts';
import { orderKey } from '#ingest/cleaning/order-key.ts';
import { OrderState } from '#ingest/cleaning/order-state.ts';
import { plainColumnsOf, type TrafficColumn, trafficColumns } from '#ingest/cleaning/plain-columns.ts';
import { PlainSales } from '#ingest/cleaning/plain-sales.ts';
import { plainId } from '#ingest/cleaning/product-names.ts';
import { promotionShare } from '#ingest/cleaning/promotion-share.ts';
import { RowHashes } from '#ingest/cleaning/row-hashes.ts';
import { cellOf, type RowSink } from '#ingest/cleaning/row-sink.ts';
import type { RowRule } from '#ingest/import-report.ts';
import { ColumnKeys, emptyCell, unkeyed } from '#ingest/reading/column-keys.ts';
import { hashRecord } from '#ingest/reading/hash-record.ts';
import type { RecordBatch } from '#ingest/reading/record-reader.ts';
import { Row } from '#ingest/reading/row.ts';
import { currencyOf } from '#ingest/understanding/find-currency.ts';
import { isTotalId } from '#ingest/understanding/find-header.ts';
import { multiplyMicro } from '#ingest/values/exact-sum.ts';
import { dayOf } from '#ingest/values/parse-date.ts';

/**
 * Sales rows, whether order lines or sums by day, week or month. The cascade (first rule met counts): product id missing,
 * date unreadable, day left to another table, another currency, order cancelled, quantity unreadable, quantity not positive,
 * revenue or price unreadable or not positive. Sums without an order number may be zero: nothing was sold that day. The user may have rows of a cause kept
 * or mended instead (see `causes` of kinds/sales.ts).
 */
export class SalesRows implements RowSink {
  private readonly date: DateReader;
  private readonly hashes = new RowHashes();
  private batchHashes: Float64Array = new Float64Array(0);
  private readonly plain: PlainSales | null;
  /** The piece at hand where a kernel holds it. */
  private batch: RecordBatch | null = null;
  private readonly passed = new Row();
  /** By record of the piece at hand: 1 where the same row was there before. */
  private repeated = new Uint8Array(0);
  private readonly layout: TableLayout;
  private readonly collection: Collection;
  private readonly tally: FileTally;
  private readonly column: Record<SalesColumn, number | undefined>;
  private readonly traffic: readonly (readonly [column: number, sum: TrafficColumn])[];
  private readonly dwell: DwellReader | null;
  /** Rows are order lines, not sums. */
  private readonly lines: boolean;
  /** Order lines, or priced rows, without a quantity: one piece each. */
  private readonly onePiece: boolean;
  /** Second reading of a file too long for its orders to be kept: only the days and the cancelled orders are taken. */
  private readonly again: boolean;
  private readonly state: OrderState;
  private readonly rule: Readonly<Record<string, RowRule | undefined>>;
  /** Place of this table in the collection's list. */
  private readonly file: number;
  /** Currency of the table's amounts; '' where no column names one. */
  private readonly currency: string;
  /** Rows of another rule may use the id, the day or the price of a row before. */
  private readonly fillsIds: boolean;
  private readonly keepsPrices: boolean;
  /** Days whose rows count in another table; null without any. */
  private readonly elsewhere: ReadonlySet<EpochDay> | null;
  private lastId = '';
  private lastDate = Number.NaN;
  private lastCurrency = '';
  private lastCurrencyFits = true;
  /** Causes for which the row at hand was mended, or is kept though it is odd. */
  private readonly mended: string[] = [];
  private readonly odd: string[] = [];
  private readonly productKeys: ColumnKeys | null;
  private readonly nameKeys: ColumnKeys | null;
  private readonly customerKeys: ColumnKeys | null;
  /** Spellings and customers by the keys of their cells. */
  private readonly spellings: IdSpelling[] = [];
  private readonly customers: number[] = [];
  private lastPromotion = '';
  private lastPromotionShare = 0;

  constructor(layout: TableLayout, collection: Collection, tally: FileTally, again = false) {
    this.again = again;
    this.layout = layout;
    this.collection = collection;
    this.tally = tally;
    this.date = new DateReader(layout);
    const at = (role: (typeof salesColumns)[number]) => layout.columns.get(role);
    this.column = Object.fromEntries(salesColumns.map((role) => [role, at(role)])) as typeof this.column;
    this.column.product ??= this.column.name ?? this.column.category;
    this.traffic = trafficColumns.flatMap((role) => {
      const column = this.column[role];
      return column === undefined ? [] : [[column, role] as const];
    });
    this.dwell = layout.columns.has('dwell') && this.column.views !== undefined ? new DwellReader(layout) : null;
    const keysOf = (column: number | undefined) => (column === undefined ? null : new ColumnKeys(column));
    this.productKeys = keysOf(this.column.product);
    this.nameKeys = keysOf(this.column.name);
    this.customerKeys = keysOf(this.column.customer);
    this.lines = this.column.order !== undefined;
    this.onePiece =
      this.column.units === undefined &&
      (this.lines || (this.column.price !== undefined && this.column.revenue === undefined));
    this.rule = layout.rules;
    const elsewhere = collection.daysElsewhere.get(layout.file);
    this.elsewhere = elsewhere ? new Set(elsewhere) : null;
    this.state = new OrderState(layout);
    this.fillsIds = layout.rules.missing_product_id === 'above';
    this.keepsPrices = layout.rules.unparsable_price === 'last' || layout.rules.unit_price_not_positive === 'last';
    this.currency = this.column.currency === undefined ? '' : collection.currency || layout.currency;
    this.file = collection.fileIndex(layout.file);
    if (this.column.units !== undefined || this.onePiece) collection.unitsKnown = true;
    if (this.column.revenue !== undefined || this.column.price !== undefined) collection.revenueKnown = true;
    const isWhole = this.elsewhere === null && collection.farDays.size === 0;
    const plain = isWhole ? plainColumnsOf(layout, this.column.product, this.onePiece, this.currency) : null;
    const keys = this.productKeys && {
      product: this.productKeys,
      name: this.column.name === this.column.product ? null : this.nameKeys,
      customer: this.customerKeys,
    };
    this.plain = plain && keys && new PlainSales(layout, collection, tally, plain, keys, this.file, again);
  }

  /** Finds the rows of a piece that were there before. */
  prepare(batch: RecordBatch, from: number): void {
    if (this.repeated.length < batch.count) this.repeated = new Uint8Array(batch.count * 2);
    const count = batch.count - from;
    const allKeys = [this.productKeys, this.nameKeys, this.customerKeys];
    const { native } = batch;
    this.batch = native ? batch : null;
    if (native) {
      for (const keys of allKeys) keys?.reserve(batch);
      this.plain?.reserve(batch, native);
      native.refresh();
    }
    if (native && this.plain)
      this.hashes.addAll(this.plain.hashes(batch, native, from), count, this.repeated.subarray(from));
    else this.hashAll(batch, from);
    for (const keys of allKeys) keys?.prepare(batch, from);
    if (native) this.plain?.prepare(batch, native, from);
  }

  private hashAll(batch: RecordBatch, from: number): void {
    const count = batch.count - from;
    if (this.batchHashes.length < count) this.batchHashes = new Float64Array(count * 2);
    for (let at = 0; at < count; at++) this.batchHashes[at] = hashRecord(batch, from + at);
    this.hashes.addAll(this.batchHashes, count, this.repeated.subarray(from));
  }

  takePlain(record: number, count: number): number {
    const { plain, batch } = this;
    if (!plain || !batch) return record;
    const next = plain.take(record, count, this.repeated);
    if (next > record) {
      this.passed.moveTo(batch, next - 1);
      this.state.pass(this.passed);
    }
    return next;
  }

  end(): void {
    this.plain?.flush();
  }

  take(cells: Row, line: number): string {
    const { column } = this;
    if (this.mended.length > 0) this.mended.length = 0;
    if (this.odd.length > 0) this.odd.length = 0;
    const doubt = this.doubtAbout(cells, line);
    const key = keyAt(this.productKeys, cells);
    const known = key < 0 ? undefined : this.spellings[key];
    const id = known?.text ?? (cellOf(cells, column.product) || this.mendId(cells));
    if (id === '') return 'missing_product_id';
    if (known ? known.isTotal : isTotalId(plainId(id))) {
      if (this.rule.total_row !== 'keep') return 'total_row';
      this.odd.push('total_row');
    }
    if (this.fillsIds) this.lastId = id;
    const seconds = this.dateOf(cells);
    if (Number.isNaN(seconds)) return 'unparsable_date';
    if (this.collection.farDays.has(dayOf(seconds))) return 'day_far_from_rest';
    if (this.elsewhere?.has(dayOf(seconds))) return 'day_in_other_file';
    if (this.currency !== '' && !this.fitsCurrency(cells) && !this.isKept('other_currency')) return 'other_currency';
    let units = this.quantity(cells);
    const price = this.number(cells, column.price) * this.layout.moneyScale;
    if (this.state.isCancelled(cells) && !(units > 0 && this.isKept('cancelled_invoice'))) {
      // The line of a return says how much came back, with a minus or without.
      const back = units > 0 && this.state.isReturn(cells) ? -units : units;
      if (back < 0) this.logCancellation(cells, seconds, id, back, price);
      return 'cancelled_invoice';
    }
    let turned = false;
    if (column.units !== undefined) {
      if (Number.isNaN(units)) {
        if (!this.mends('unparsable_quantity', 'one')) return 'unparsable_quantity';
        units = 1e6;
      }
      if (units < 0 && this.mends('quantity_not_positive', 'absolute')) {
        units = -units;
        turned = true;
      }
      if (units < 0) this.logCancellation(cells, seconds, id, units, price);
      if (units < 0 || (units === 0 && this.lines)) return 'quantity_not_positive';
    }
    const money = this.money(cells, units, price, id, turned);
    if (typeof money === 'string') return money;
    if (doubt !== '') return doubt;
    if (this.mended.length > 0 || this.odd.length > 0) this.noteDecisions(cells, line);
    const spelling = known ?? this.collection.products.spelling(id);
    if (key >= 0 && !known) this.spellings[key] = spelling;
    if (!this.again) this.accept(cells, seconds, spelling, units, money, line);
    if (key >= 0) this.plain?.learn(key, spelling);
    if (this.keepsPrices && units > 0 && money > 0)
      this.collection.products.entries[spelling.product].lastPrice = price > 0 ? price : (money / units) * 1e6;
    this.keepOrder(cells, seconds, spelling.product, units, price, money);
    return '';
  }

  /** What was mended or kept at the user's wish stays in sight, and the wish can be taken back. */
  private noteDecisions(cells: Row, line: number): void {
    if (this.again) return;
    for (const code of this.mended) this.tally.fix(code, line, cells);
    for (const code of this.odd) this.tally.flag(code, line, cells);
  }

  /** True when the user wants rows of this cause mended in this way; the row is noted as mended. */
  private mends(code: string, rule: RowRule): boolean {
    if (this.rule[code] !== rule) return false;
    this.mended.push(code);
    return true;
  }

  /** True when the user wants rows of this cause used as they are; the row is noted as odd. */
  private isKept(code: string): boolean {
    if (this.rule[code] !== 'keep') return false;
    this.odd.push(code);
    return true;
  }

  /** An id for a row that has none: of the row above, or the product's name; '' where none is wanted or there. */
  private mendId(cells: Row): string {
    const rule = this.rule.missing_product_id;
    if (rule === undefined || rule === 'reject') return '';
    const id = rule === 'above' ? this.lastId : cellOf(cells, this.column.name);
    if (id !== '') this.mended.push('missing_product_id');
    return id;
  }

  /** The row's date; for an empty one that of the row above, where the user wants it. */
  private dateOf(cells: Row): number {
    const seconds = this.date.seconds(cells);
    if (!Number.isNaN(seconds)) {
      this.lastDate = seconds;
      return seconds;
    }
    if (this.rule.unparsable_date !== 'above' || Number.isNaN(this.lastDate) || !this.date.isEmpty(cells))
      return seconds;
    this.mended.push('unparsable_date');
    return this.lastDate;
  }

  /** Amounts are added in one currency only; a row that names none is taken to be in it. */
  private fitsCurrency(cells: Row): boolean {
    const cell = cellOf(cells, this.column.currency);
    if (cell !== this.lastCurrency) {
      this.lastCurrency = cell;
      this.lastCurrencyFits = cell === '' || currencyOf(cell) === this.currency;
    }
    return this.lastCurrencyFits;
  }

  /**
   * Flags what is odd about a row that may still be used; the cause by which the user wants such a row rejected, or ''.
   */
  private doubtAbout(cells: Row, line: number): string {
    const { column } = this;
    let rejected = '';
    if (column.customer !== undefined && isEmptyAt(this.customerKeys, cells, column.customer))
      rejected = this.doubt('missing_customer', rejected, cells, line);
    if (column.name !== undefined && isEmptyAt(this.nameKeys, cells, column.name))
      rejected = this.doubt('missing_name', rejected, cells, line);
    if (cells.record >= 0 && this.repeated[cells.record] === 1)
      rejected = this.doubt('duplicate_row', rejected, cells, line);
    return rejected;
  }

  /** The share of a promotion column's cell; the few different cells repeat, so the last one is remembered. */
  private promoted(cells: Row): number {
    const cell = cellOf(cells, this.column.promotion);
    if (cell !== this.lastPromotion) {
      this.lastPromotion = cell;
      this.lastPromotionShare = promotionShare(cell);
    }
    return this.lastPromotionShare;
  }

  private doubt(code: string, rejected: string, cells: Row, line: number): string {
    if (this.layout.rules[code] === 'reject') return rejected || code;
    if (!this.again) this.tally.flag(code, line, cells);
    return rejected;
  }

  /** Millionths of pieces; NaN where the file counts none. */
  private quantity(cells: Row): number {
    if (this.column.units !== undefined) return this.number(cells, this.column.units);
    return this.onePiece ? 1e6 : Number.NaN;
  }

  /** Millionths of the major unit, or the code of the rule that the row breaks. `turned`: a minus sign was taken off. */
  private money(cells: Row, units: number, price: number, id: string, turned: boolean): number | string {
    const { column } = this;
    if (column.revenue !== undefined && (!cells.isEmpty(column.revenue) || column.price === undefined)) {
      const revenue = this.number(cells, column.revenue) * this.layout.moneyScale;
      if (Number.isNaN(revenue)) return this.isKept('unparsable_revenue') ? 0 : 'unparsable_revenue';
      if (revenue < 0 && turned) return -revenue;
      const odd = revenue < 0 || (revenue === 0 && this.lines);
      return odd && !this.isKept('revenue_not_positive') ? 'revenue_not_positive' : revenue;
    }
    if (column.price === undefined) return 0;
    if (units === 0) return 0;
    if (price > 0) return multiplyMicro(price, units);
    const code = Number.isNaN(price) ? 'unparsable_price' : 'unit_price_not_positive';
    if (this.rule[code] === 'last') {
      const product = this.collection.products.find(id);
      const last = product === undefined ? Number.NaN : this.collection.products.entries[product].lastPrice;
      if (!(last > 0)) return code;
      this.mended.push(code);
      return multiplyMicro(Math.round(last), units);
    }
    return this.isKept(code) ? 0 : code;
  }

  private accept(cells: Row, seconds: number, spelling: IdSpelling, units: number, money: number, line: number): void {
    const { collection, column, tally } = this;
    const { product } = spelling;
    const day = dayOf(seconds);
    const pieces = Number.isNaN(units) ? 0 : units;
    const name = column.name === column.product ? '' : this.nameOf(cells);
    const entry = collection.products.entries[product];
    const category = entry.category === '' ? cellOf(cells, column.category) : '';
    collection.products.note(spelling, name, category);
    if (column['name-alternative'] !== undefined && entry.nameAlternative === '')
      entry.nameAlternative = cellOf(cells, column['name-alternative']);
    tally.countProduct(spelling);
    tally.units.add(pieces);
    tally.revenue.add(money);
    tally.addToDay(day, pieces, money);
    const cell = collection.cells.cell(product, collection.periodOf(day));
    collection.cells.addSale(cell, pieces, money);
    if (pieces > 0) collection.outliers.note(product, pieces, money, seconds, line, this.file);
    if (column.promotion !== undefined) {
      const weight = Number.isNaN(units) ? money : units;
      collection.cells.addPromotion(cell, this.promoted(cells) * weight, weight);
    }
    for (const [traffic, sum] of this.traffic) this.addTraffic(cells, traffic, cell, sum);
    if (this.dwell) this.addDwell(this.dwell, cells, cell);
  }

  /** Dwell time of the row's views, in a report that has sales and visits side by side. */
  private addDwell(dwell: DwellReader, cells: Row, cell: number): void {
    const views = this.number(cells, this.column.views) / 1e6;
    const seconds = views > 0 ? dwell.total(cells, views) : Number.NaN;
    if (Number.isNaN(seconds)) return;
    this.collection.cells.add('dwellSeconds', cell, seconds);
    this.collection.cells.add('dwellViews', cell, views);
  }

  private nameOf(cells: Row): string {
    const { nameKeys } = this;
    const key = keyAt(nameKeys, cells);
    return nameKeys && key >= 0 ? nameKeys.textOf(key) : cellOf(cells, this.column.name);
  }

  /** First and last day of the product where no cancellation can reach the row, else the row into the log of orders. */
  private keepOrder(cells: Row, seconds: number, product: number, units: number, price: number, money: number): void {
    const { lines } = this.collection;
    const pieces = Number.isNaN(units) ? 0 : units;
    if (pieces <= 0 && !(Number.isNaN(units) && money > 0)) return;
    const customer = this.customerOf(cells);
    if (customer < 0 || !lines.concerns(product, customer)) {
      const entry = this.collection.products.entries[product];
      const day = dayOf(seconds);
      if (day < entry.firstDay) entry.firstDay = day;
      if (day > entry.lastDay) entry.lastDay = day;
      return;
    }
    const unitPrice = Number.isNaN(price) && pieces > 0 ? Math.round((money / pieces) * 1e6) : price;
    lines.push(seconds, product, customer, pieces, unitPrice);
  }

  private addTraffic(cells: Row, column: number, cell: number, sum: TrafficColumn): void {
    const value = this.number(cells, column) / 1e6;
    if (!Number.isNaN(value)) this.collection.cells.add(sum, cell, value);
  }

  /**
   * Index of the row's customer; where no column names customers, the key of its order: what comes back under the number
   * of its order can be found by that. -1 without either.
   */
  private customerOf(cells: Row): number {
    const { customer, order } = this.column;
    if (customer === undefined) return order === undefined ? -1 : orderKey(cellOf(cells, order));
    const key = keyAt(this.customerKeys, cells);
    if (key === emptyCell) return -1;
    const known = key < 0 ? undefined : this.customers[key];
    if (known !== undefined) return known;
    const text = cellOf(cells, customer);
    if (text === '') return -1;
    const index = this.collection.customers.indexOf(text);
    if (key >= 0) this.customers[key] = index;
    return index;
  }

  /** A cancelled or returned quantity, to be taken from its order later. */
  private logCancellation(cells: Row, seconds: number, id: string, units: number, price: number): void {
    if (this.again) return;
    const customer = this.customerOf(cells);
    if (customer < 0) this.collection.anonymousCancelled += -units;
    else this.collection.lines.push(seconds, this.collection.products.indexOf(id), customer, units, price);
  }

  private number(cells: Row, column: number | undefined): number {
    return column === undefined ? Number.NaN : cells.micro(column, this.layout.decimalComma[column]);
  }
}

const salesColumns = [
  'product',
  'name',
  'name-alternative',
  'category',
  'units',
  'price',
  'revenue',
  'order',
  'customer',
  'promotion',
  'views',
  'visitors',
  'carts',
  'favourites',
  'currency',
] as const;
type SalesColumn = (typeof salesColumns)[number];

/** Key of the row's cell; `unkeyed` where only its text tells. */
function keyAt(keys: ColumnKeys | null, row: Row): number {
  return keys && row.record >= 0 ? keys.keys[row.record] : unkeyed;
}

function isEmptyAt(keys: ColumnKeys | null, row: Row, column: number): boolean {
  const key = keyAt(keys, row);
  return key === emptyCell || (key === unkeyed && row.isEmpty(column));
}
