import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Collection } from '#ingest/assembly/collection.ts';
import { GrowableIntegers } from '#ingest/assembly/growable.ts';
import { type IdSpelling, noteAttribute } from '#ingest/assembly/product-table.ts';
import { DateReader, type TableLayout } from '#ingest/cleaning/date-reader.ts';
import { DwellReader } from '#ingest/cleaning/dwell-reader.ts';
import type { FileTally } from '#ingest/cleaning/file-tally.ts';
import { LineKinds } from '#ingest/cleaning/line-kinds.ts';
import { orderKeyOf } from '#ingest/cleaning/order-key.ts';
import { OrderState } from '#ingest/cleaning/order-state.ts';
import { PartSums } from '#ingest/cleaning/part-sums.ts';
import { detach, isServiceCode, plainId } from '#ingest/cleaning/product-names.ts';
import { promotionShare } from '#ingest/cleaning/promotion-share.ts';
import { RowHashes } from '#ingest/cleaning/row-hashes.ts';
import { cellOf, type RowSink } from '#ingest/cleaning/row-sink.ts';
import { takenRows } from '#ingest/cleaning/taken-rows.ts';
import type { ColumnRole } from '#ingest/file-kind.ts';
import type { RowRule } from '#ingest/import-report.ts';
import { type ColumnBatch, type ColumnsWanted, emptyCell, type PartsOfRows } from '#ingest/reading/column-batch.ts';
import { hashCells } from '#ingest/reading/hash-cells.ts';
import type { RecordBatch } from '#ingest/reading/records.ts';
import { Row } from '#ingest/reading/row.ts';
import { currencyOf } from '#ingest/understanding/find-currency.ts';
import { endsAsTotal, isTotalId } from '#ingest/understanding/find-header.ts';
import { ownName } from '#ingest/understanding/heading-words.ts';
import { multiplyMicro } from '#ingest/values/exact-sum.ts';
import { dayOf } from '#ingest/values/parse-date.ts';

const trafficColumns = ['views', 'visitors', 'carts', 'favourites'] as const;
type TrafficColumn = (typeof trafficColumns)[number];
const learntPlaces = 3;
const longAgo = -1_000_000;

/**
 * Sales rows, whether order lines or sums by day, week or month. The cascade (first rule met counts): no sale by its kind, product id missing,
 * date unreadable, day left to another table, another currency, order cancelled, quantity unreadable, quantity not positive,
 * revenue or price unreadable or not positive. Sums without an order number may be zero: nothing was sold that day. The user may have rows of a cause kept
 * or mended instead (see `causes` of kinds/sales.ts).
 */
export class SalesRows implements RowSink {
  private readonly date: DateReader;
  private readonly hashes = new RowHashes();
  private batchHashes: Float64Array = new Float64Array(0);
  /** What a kernel is to read of the columns beforehand. */
  private readonly wanted: ColumnsWanted;
  /** By record of the piece at hand: 1 where the same row was there before. */
  private repeated = new Uint8Array(0);
  private readonly layout: TableLayout;
  private readonly collection: Collection;
  private readonly tally: FileTally;
  private readonly column: ReturnType<typeof salesColumnsOf>;
  private readonly traffic: readonly (readonly [column: number, sum: TrafficColumn])[];
  private readonly dwell: DwellReader | null;
  /** Rows are order lines, not sums. */
  private readonly lines: boolean;
  /** Order lines, or priced rows, without a quantity: one piece each. */
  private readonly onePiece: boolean;
  /** Second reading of a file too long for its orders to be kept: only the days and the cancelled orders are taken. */
  private readonly again: boolean;
  private readonly looksForRepeats: boolean;
  private readonly state: OrderState;
  private readonly kinds: LineKinds;
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
  /** Days that are left out, far from all others; null without any. */
  private readonly farDays: ReadonlySet<EpochDay> | null;
  private lastId = '';
  private lastDate = Number.NaN;
  private lastCurrency = '';
  private lastCurrencyFits = true;
  /** What the row at hand says: in fields, since a number that is handed on costs an object each time. */
  seconds = Number.NaN;
  units = Number.NaN;
  private price = Number.NaN;
  amount = Number.NaN;
  /** What a running total of amounts grew by. */
  private grownRevenue = Number.NaN;
  /** Causes for which the row at hand was mended, or is kept though it is odd. */
  private readonly mended: string[] = [];
  private readonly odd: string[] = [];
  /** Product of the last accepted row. */
  product = -1;
  /** Ids that no total has, by the keys of their cells. */
  private readonly spellings: IdSpelling[] = [];
  /**
   * What a row needs of its id, its product and its customer lies in few places side by side: each object that it would
   * have to look into is a wait for the memory. By key of the id: one more than its product, and rows not yet counted.
   */
  private readonly ids = new GrowableIntegers();
  /** By product: one more than the key of its last row's name, rows not yet counted under it, 1 where no more is to be learnt of it. */
  private readonly learnt = new GrowableIntegers();
  /** By product: first and last day of what no cancellation can reach, counted from long ago, 0 without any. */
  private readonly days = new GrowableIntegers();
  /** One more than the customer, by the keys of their cells. */
  private readonly customers = new GrowableIntegers();
  /** Rows that were accepted since the sums were last added to, and cancellations among them. */
  private rows = takenRows(0);
  /** A record of a run, where its text is asked for. */
  private readonly row = new Row();
  /** Columns of the piece at hand for {@link takeRun}; null where rows are taken one by one. */
  private run: ReturnType<SalesRows['columnsOf']> | null = null;
  private readonly runs: boolean;
  /** Sums of rows with many periods, which say of no order; null where they are taken one by one. */
  private parts: PartSums | null = null;
  private readonly sumsParts: boolean;
  /** Some rule asks for the text of the id of each row. */
  private readonly needsIds: boolean;
  /** Shares of promotions by the keys of their cells. */
  private readonly shares: number[] = [];

  constructor(layout: TableLayout, collection: Collection, tally: FileTally, again = false) {
    this.again = again;
    this.layout = layout;
    this.collection = collection;
    this.tally = tally;
    this.date = new DateReader(layout);
    this.column = salesColumnsOf(layout);
    this.traffic = trafficColumns.flatMap((role) => {
      const column = layout.columns.get(role);
      return column === undefined ? [] : [[column, role] as const];
    });
    this.dwell = layout.columns.has('dwell') && this.column.views !== undefined ? new DwellReader(layout) : null;
    this.state = new OrderState(layout);
    this.kinds = new LineKinds(layout.lineKinds);
    this.lines = this.column.order !== undefined || this.state.namesDocuments;
    this.onePiece = this.column.units === undefined && (this.lines || this.column.revenue === undefined);
    this.rule = layout.rules;
    const elsewhere = collection.daysElsewhere.get(layout.file);
    this.elsewhere = elsewhere ? new Set(elsewhere) : null;
    this.farDays = collection.farDays.size > 0 ? collection.farDays : null;
    this.fillsIds = layout.rules.missing_product_id === 'above';
    this.keepsPrices = layout.rules.unparsable_price === 'last' || layout.rules.unit_price_not_positive === 'last';
    const asksOften = this.fillsIds || layout.rules.unparsable_date === 'above' || this.keepsPrices;
    this.needsIds = asksOften || layout.differences !== null;
    this.currency = this.column.currency === undefined ? '' : collection.currency || layout.currency;
    this.file = collection.fileIndex(layout.file);
    if (this.column.units !== undefined || this.onePiece) collection.unitsKnown = true;
    if (this.column.revenue !== undefined || this.column.price !== undefined) collection.revenueKnown = true;
    // A second reading flags nothing anew.
    this.looksForRepeats = !again || this.rule.duplicate_row === 'reject';
    this.wanted = { ...wantedOf(layout, again), unhashed: !this.looksForRepeats };
    this.runs =
      this.wanted.date !== undefined &&
      this.column.product !== undefined &&
      !(asksOften || layout.goesOut || this.elsewhere || this.farDays || this.dwell || this.traffic.length > 0) &&
      !(again && [this.rule.missing_name, this.rule.missing_customer].includes('reject'));
    const { order, customer, price, promotion } = this.column;
    const isOther = [order, customer, price, promotion, layout.refunded, layout.discount, layout.differences];
    const isOfRow = this.wanted.texts.every((each) => each < (this.wanted.date ?? 0));
    this.sumsParts =
      !again && isOfRow && !this.lines && !this.onePiece && isOther.every((each) => (each ?? null) === null);
  }

  expect(rows: number): void {
    this.hashes.expect(rows);
    if (this.column.order === undefined && this.column.customer === undefined) return;
    this.collection.lines.expect(rows);
    this.collection.orders.expect(rows);
  }

  /** Finds the rows of a piece that were there before. */
  prepare(batch: RecordBatch, from: number): void {
    const { columns, count } = batch;
    this.addUp();
    // A title above these records may turn out to be a row.
    if (this.rows.day.length <= count) this.rows = takenRows(count * 2);
    if (this.repeated.length < count) this.repeated = new Uint8Array(count * 2);
    // Beyond a number of rows none is remembered any more.
    const { full } = this.hashes;
    columns?.readColumns(full ? { ...this.wanted, unhashed: true } : this.wanted, from);
    this.run = columns && this.runs ? this.columnsOf(columns) : null;
    if (columns?.parts?.seconds && this.sumsParts)
      this.parts ??= PartSums.of(columns.parts.seconds, this.collection, this.tally, this.file);
    if (full) this.repeated.fill(0, 0, count);
    if (full || !this.looksForRepeats) return;
    if (columns?.parts) {
      this.findRepeatedRows(columns.hashes, columns.parts, from, count);
      return;
    }
    if (!columns && this.batchHashes.length < count) this.batchHashes = new Float64Array(count * 2);
    const hashes = columns?.hashes ?? this.batchHashes;
    if (!columns)
      for (let at = from; at < count; at++) hashes[at] = hashCells(batch.cellsOf(at), this.layout.delimiter);
    this.hashes.addAll(hashes.subarray(from), count - from, this.repeated.subarray(from));
  }

  /** Of rows with many periods: each was there before in all of them. */
  private findRepeatedRows(hashes: Float64Array, { starts, rows }: PartsOfRows, from: number, count: number): void {
    if (from === count) return;
    const first = rows[from];
    const repeated = new Uint8Array(starts.length - first);
    this.hashes.addAll(hashes.subarray(first), repeated.length, repeated);
    for (const [at, value] of repeated.entries())
      this.repeated.fill(value, starts[first + at], starts[first + at + 1] ?? count);
  }

  take(cells: Row, line: number): string {
    const { column } = this;
    if (this.mended.length > 0) this.mended.length = 0;
    if (this.odd.length > 0) this.odd.length = 0;
    if (this.kinds.isNoSale(cells) && !this.isKept('not_a_sale')) {
      // The first row of an order or a day names these for the rows below.
      this.dateOf(cells);
      this.state.isCancelled(cells);
      return 'not_a_sale';
    }
    const doubt = this.doubtAbout(cells, line);
    const key = cells.key(column.product);
    const known = key < 0 || key * 2 >= this.ids.values.length ? -1 : this.ids.values[key * 2] - 1;
    let id = '';
    if (known < 0) {
      id = cellOf(cells, column.product) || this.mendId(cells);
      if (id === '') {
        // An order or a day above its products names the date and the state of those below.
        this.dateOf(cells);
        if (!this.state.isCancelled(cells) && this.isUncoded(cells)) this.tally.uncoded += 1;
        return 'missing_product_id';
      }
      if (isTotalId(plainId(id))) {
        if (this.rule.total_row !== 'keep') return 'total_row';
        this.odd.push('total_row');
      }
    } else if (this.needsIds) id = this.spellings[key].text;
    // `Mugs total` below the rows of a group that names its day or its product only once.
    if (this.fillsIds || this.rule.unparsable_date === 'above') {
      if (this.date.isEmpty(cells) && endsAsTotal(id)) return 'total_row';
    }
    if (this.fillsIds) this.lastId = id;
    const seconds = this.dateOf(cells);
    if (Number.isNaN(seconds)) return this.date.isTotal(cells) ? 'total_row' : 'unparsable_date';
    const day = dayOf(seconds);
    if (this.farDays?.has(day)) return 'day_far_from_rest';
    if (this.elsewhere?.has(day)) return 'day_in_other_file';
    if (this.currency !== '' && !this.fitsCurrency(cells) && !this.isKept('other_currency')) return 'other_currency';
    let units = this.quantity(cells);
    const grown = this.layout.differences?.find(known < 0 ? plainId(id) : id, day);
    if (grown === null) return 'running_total_start';
    if (grown) grown.left[grown.at] = false;
    if (grown && !Number.isNaN(grown.units[grown.at])) units = grown.units[grown.at];
    this.grownRevenue = grown ? grown.revenue[grown.at] : Number.NaN;
    const price = this.number(cells, column.price) * this.layout.moneyScale;
    // The state of an order carries from row to row, so this one is asked about each.
    const isCancelled = this.state.isCancelled(cells);
    const back = this.partRefunded(cells);
    if (((isCancelled && !(back > 0)) || back >= 1) && !(units > 0 && this.isKept('cancelled_invoice'))) {
      // The line of a return says how much came back, with a minus or without.
      const returned = units > 0 && this.state.isReturn(cells) ? -units : units;
      if (returned < 0) this.logCancellation(cells, seconds, known, id, returned);
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
      if (units < 0) this.logCancellation(cells, seconds, known, id, units);
      if (units < 0 || (units === 0 && this.lines)) return 'quantity_not_positive';
    }
    this.seconds = seconds;
    this.units = units;
    this.price = price;
    const fault = this.readAmount(cells, id, turned);
    if (fault !== '') return fault;
    if (doubt !== '') return doubt;
    const { open } = this.state;
    if (open !== '' && this.rule.unknown_state === 'reject') return 'unknown_state';
    if (open !== '' && !this.again) this.tally.noteState(open, this.amount, line, cells);
    if (this.mended.length > 0 || this.odd.length > 0) this.noteDecisions(cells, line);
    this.product = known < 0 ? this.collection.products.indexOf(id) : known;
    if (!this.again) {
      this.noteProduct(cells, known < 0 ? -1 : key, id);
      if (this.traffic.length > 0) this.addTraffic(cells, day);
    }
    if (known < 0 && key >= 0) this.remember(key, id);
    if (this.keepsPrices && units > 0 && this.amount > 0)
      this.collection.products.entries[this.product].lastPrice = price > 0 ? price : (this.amount / units) * 1e6;
    const share = column.promotion === undefined || this.again ? 0 : this.promoted(cells);
    const order = column.order === undefined ? -1 : orderKeyOf(cells, column.order);
    this.note(this.customerOf(cells), order, share, line);
    return '';
  }

  /**
   * Takes the records from one on, as {@link take} would, up to the first of which that has to see the text: all that there
   * is to know of the others stands in the kernel's columns, and was learnt of their keys before. Returns where it ends.
   */
  takeRun(batch: ColumnBatch, from: number): number {
    const { run, row, lines, repeated, ids, learnt, customers, shares, state, again } = this;
    if (!run) return from;
    const { seconds, count } = batch;
    const { moneyScale, differences } = this.layout;
    let record = from;
    for (; record < count; record++) {
      const key = run.ids[record];
      if (!batch.isPlain(record) || repeated[record] === 1 || !(key >= 0) || key * 2 >= ids.values.length) break;
      const product = ids.values[key * 2] - 1;
      if (product < 0 || Number.isNaN(seconds[record])) break;
      if (!state.isClear(batch, record) || !this.kinds.isClear(batch, record)) break;
      if (this.currency !== '' && !this.fitsCurrency(row.moveTo(batch, record))) break;
      const name = run.names ? run.names[record] : 0;
      if (name < 0 || (run.names && learnt.values[product * learntPlaces] !== name + 1)) break;
      if (!again && learnt.values[product * learntPlaces + 2] !== 1) break;
      const grown = differences?.find(this.spellings[key].text, dayOf(seconds[record]));
      if (grown === null) break;
      let units = run.units ? run.units[record] : this.onePiece ? 1e6 : Number.NaN;
      if (grown && !Number.isNaN(grown.units[grown.at])) units = grown.units[grown.at];
      if (run.units && !(units > 0 || (units === 0 && !lines))) break;
      if (run.refunds && run.refunds[record] !== 0 && !Number.isNaN(run.refunds[record])) break;
      if (run.discounts && run.discounts[record] !== 0 && !Number.isNaN(run.discounts[record])) break;
      let money = run.revenues ? run.revenues[record] * moneyScale : Number.NaN;
      if (grown && !Number.isNaN(grown.revenue[grown.at])) money = grown.revenue[grown.at];
      else if (!run.revenues || (Number.isNaN(money) && run.prices)) {
        const price = run.prices ? run.prices[record] * moneyScale : 0;
        const isPriced = run.prices !== undefined && units !== 0;
        if (isPriced && !(price > 0 && units > 0)) break;
        money = isPriced ? multiplyMicro(price, units) : 0;
      } else if (!(money > 0 || (money === 0 && !lines))) break;
      const order = run.orders ? run.orders[record] : -1;
      let customer = order;
      if (run.customers) {
        const who = run.customers[record];
        customer = (who >= 0 && who < customers.values.length ? customers.values[who] : 0) - 1;
        if (customer < 0) customer = this.customerOf(row.moveTo(batch, record));
        if (customer < 0) break;
      }
      const shareKey = run.shares ? run.shares[record] : emptyCell;
      const share = shareKey === emptyCell ? 0 : (shares[shareKey] ?? this.promoted(row.moveTo(batch, record)));
      if (grown) grown.left[grown.at] = false;
      const to = this.takeParts(batch, record, product);
      const rows = Math.max(1, to - record);
      ids.values[key * 2 + 1] += again ? 0 : rows;
      learnt.values[product * learntPlaces + 1] += again ? 0 : rows;
      if (to > record) {
        record = to - 1;
        continue;
      }
      this.seconds = seconds[record];
      this.product = product;
      this.units = units;
      this.amount = money;
      this.note(customer, order, share, batch.lines[record]);
    }
    // It carries states from row to row.
    if (record > from) state.isCancelled(row.moveTo(batch, record - 1));
    return record;
  }

  /** Adds up the records of one row from one on at once, where they tell of no order; returns where that ends. */
  private takeParts(batch: ColumnBatch, from: number, product: number): number {
    const { parts, run, layout } = this;
    if (!parts || !run) return from;
    const to = parts.take(batch, from, product, run.units, run.revenues, layout.moneyScale);
    if (to > from && parts.firstDay <= parts.lastDay)
      for (const day of [parts.firstDay, parts.lastDay]) this.noteDay(product, day - longAgo);
    return to;
  }

  /** The row at hand is to be added up: its fields, and these. */
  private note(customer: number, order: number, share: number, line: number): void {
    const { rows } = this;
    const at = rows.count++;
    rows.seconds[at] = this.seconds;
    rows.day[at] = dayOf(this.seconds);
    rows.product[at] = this.product;
    rows.customer[at] = customer;
    rows.order[at] = order;
    rows.units[at] = this.units;
    rows.money[at] = this.amount;
    rows.share[at] = share;
    rows.line[at] = line;
  }

  private columnsOf({ keys, micros, orders }: ColumnBatch) {
    const { column, again } = this;
    const keysOf = (at: number | undefined) => (at === undefined ? undefined : keys[at]);
    const numbersOf = (at: number | undefined) => (at === undefined ? undefined : micros[at]);
    return {
      ids: keysOf(column.product) ?? noKeys,
      names: again || column.name === column.product ? undefined : keysOf(column.name),
      customers: keysOf(column.customer),
      shares: again ? undefined : keysOf(column.promotion),
      units: numbersOf(column.units),
      prices: numbersOf(column.price),
      revenues: numbersOf(column.revenue),
      refunds: numbersOf(this.layout.refunded?.column),
      discounts: numbersOf(this.layout.discount?.column),
      orders: column.order === undefined ? undefined : orders,
    };
  }

  finish(): void {
    this.addUp();
    for (const { units, revenue } of this.tally.days.values()) {
      this.tally.units.addSum(units);
      this.tally.revenue.addSum(revenue);
    }
    for (let key = 0; key < this.spellings.length; key++)
      if (this.spellings[key]) this.spellings[key].count += this.ids.values[key * 2 + 1];
    this.collection.products.entries.forEach((entry, product) => {
      this.countName(product);
      const [first, last] = this.days.values.subarray(product * 2, product * 2 + 2);
      if (!(first > 0)) return;
      entry.firstDay = Math.min(entry.firstDay, first + longAgo);
      entry.lastDay = Math.max(entry.lastDay, last + longAgo);
    });
  }

  private remember(key: number, id: string): void {
    const spelling = this.collection.products.spelling(id);
    if (spelling.isTotal) return;
    this.spellings[key] = spelling;
    this.ids.reserve(key * 2 + 2);
    this.ids.values[key * 2] = spelling.product + 1;
  }

  /** Counts the row for its id, name and category; `key` of its id where that was seen before, else -1. */
  private noteProduct(cells: Row, key: number, id: string): void {
    const { collection, column, product } = this;
    const name = column.name === column.product ? undefined : column.name;
    const nameKey = cells.key(name);
    const at = product * learntPlaces;
    this.learnt.reserve(at + learntPlaces);
    const { values } = this.learnt;
    const isSameName = nameKey >= 0 && values[at] === nameKey + 1;
    if (key >= 0 && values[at + 2] === 1 && (isSameName || name === undefined)) {
      this.ids.values[key * 2 + 1] += 1;
      values[at + 1] += 1;
      return;
    }
    const spelling = key < 0 ? collection.products.spelling(id) : this.spellings[key];
    const entry = collection.products.entries[product];
    const text = isSameName ? null : cellOf(cells, name);
    this.countName(product);
    collection.products.note(spelling, text, entry.category === '' ? cellOf(cells, column.category) : '');
    this.tally.countProduct(spelling);
    // A row without a name leaves the one before it in place.
    if (text !== null && text !== '') values[at] = nameKey + 1;
    if (column.nameAlternative !== undefined && entry.nameAlternative === '')
      entry.nameAlternative = detach(cellOf(cells, column.nameAlternative));
    const { attributes, names } = this.layout;
    for (const place of attributes) noteAttribute(entry, names[place], cellOf(cells, place));
    const isLearnt =
      (column.category === undefined || entry.category !== '') &&
      (column.nameAlternative === undefined || entry.nameAlternative !== '') &&
      attributes.every((place) => entry.attributes.has(names[place]));
    values[at + 2] = isLearnt ? 1 : 0;
  }

  /** Counts what rows of a product have its last name since that was noted. */
  private countName(product: number): void {
    const { values } = this.learnt;
    const rows = values[product * learntPlaces + 1];
    if (!(rows > 0)) return;
    values[product * learntPlaces + 1] = 0;
    const { lastName } = this.collection.products.entries[product];
    if (lastName) lastName.count += rows;
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

  /** Whether a row without an id has a name and pieces, and is no postage. */
  private isUncoded(cells: Row): boolean {
    const { name, product } = this.column;
    const text = name === product ? '' : cellOf(cells, name);
    return (
      text !== '' &&
      !endsAsTotal(text) &&
      this.quantity(cells) > 0 &&
      !isServiceCode('', text, { digitShare: 0, shortShare: 1 })
    );
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
    if (column.customer !== undefined && cells.isEmpty(column.customer))
      rejected = this.doubt('missing_customer', rejected, cells, line);
    if (column.name !== undefined && cells.isEmpty(column.name))
      rejected = this.doubt('missing_name', rejected, cells, line);
    if (cells.record >= 0 && this.repeated[cells.record] === 1)
      rejected = this.doubt('duplicate_row', rejected, cells, line);
    return rejected;
  }

  private promoted(cells: Row): number {
    const key = cells.key(this.column.promotion);
    const known = key < 0 ? undefined : this.shares[key];
    if (known !== undefined) return known;
    const share = promotionShare(cellOf(cells, this.column.promotion));
    if (key >= 0) this.shares[key] = share;
    return share;
  }

  private doubt(code: string, rejected: string, cells: Row, line: number): string {
    if (this.layout.rules[code] === 'reject') return rejected || code;
    if (!this.again) this.tally.flag(code, line, cells);
    return rejected;
  }

  /** Share of a line that came back, of which one with a part left counts whatever its state; 0 where nothing says it. */
  private partRefunded(cells: Row): number {
    const { refunded } = this.layout;
    if (refunded === null) return 0;
    const back = this.number(cells, refunded.column);
    return back > 0 ? back / this.number(cells, refunded.of) : 0;
  }

  /** Millionths of pieces; NaN where the file counts none. */
  private quantity(cells: Row): number {
    if (this.column.units !== undefined) return this.number(cells, this.column.units) * (this.layout.goesOut ? -1 : 1);
    return this.onePiece ? 1e6 : Number.NaN;
  }

  /** Finds the row's amount, or gives the code of the rule that it breaks. `turned`: a minus sign was taken off. */
  private readAmount(cells: Row, id: string, turned: boolean): string {
    const { column, units, price } = this;
    this.amount = 0;
    if (!Number.isNaN(this.grownRevenue)) {
      this.amount = this.grownRevenue;
      return '';
    }
    if (column.revenue !== undefined && (cellOf(cells, column.revenue) !== '' || column.price === undefined)) {
      const sign = this.layout.goesOut === 'all' ? -1 : 1;
      const revenue = this.number(cells, column.revenue) * this.layout.moneyScale * sign;
      if (Number.isNaN(revenue)) return this.isKept('unparsable_revenue') ? '' : 'unparsable_revenue';
      this.amount = this.discounted(cells, revenue < 0 && turned ? -revenue : revenue);
      const odd = this.amount < 0 || (revenue === 0 && this.lines);
      return odd && !this.isKept('revenue_not_positive') ? 'revenue_not_positive' : '';
    }
    if (column.price === undefined || units === 0) return '';
    // A price of nobody knows how many pieces, where the amount of the line is missing.
    if (Number.isNaN(units)) return this.isKept('unparsable_revenue') ? '' : 'unparsable_revenue';
    if (price > 0) {
      this.amount = this.discounted(cells, multiplyMicro(price, units));
      return '';
    }
    const code = Number.isNaN(price) ? 'unparsable_price' : 'unit_price_not_positive';
    if (this.rule[code] === 'last') {
      const product = this.collection.products.find(id);
      const last = product === undefined ? Number.NaN : this.collection.products.entries[product].lastPrice;
      if (!(last > 0)) return code;
      this.mended.push(code);
      this.amount = this.discounted(cells, multiplyMicro(Math.round(last), units));
      return '';
    }
    return this.isKept(code) ? '' : code;
  }

  /** Millionths of a line's amount less what is taken off it. */
  private discounted(cells: Row, whole: number): number {
    const { discount, moneyScale } = this.layout;
    if (!discount || !(whole > 0)) return whole;
    const off = Math.abs(this.number(cells, discount.column) || 0);
    return Math.max(
      0,
      Math.round(
        discount.part
          ? whole * (1 - (off / 1e6) * discount.part)
          : whole - off * moneyScale * (discount.isOfPiece ? this.units / 1e6 : 1),
      ),
    );
  }

  /** Adds the rows taken since to all sums, to one after the other: what one of them needs of the memory stays at hand. */
  private addUp(): void {
    const { collection, column, rows } = this;
    this.parts?.addUp();
    if (!this.again) {
      this.tally.addRows(rows);
      collection.cells.addRows(rows, collection, this.lines, column.promotion !== undefined);
      collection.outliers.noteRows(rows, this.file);
      collection.orders.pushRows(rows, column.order !== undefined, column.customer !== undefined);
    }
    this.keepOrders();
    rows.count = 0;
  }

  /** Orders and cancellations into their log; of what no cancellation can reach the first and last day of the product. */
  private keepOrders(): void {
    const { lines } = this.collection;
    const { count, seconds, day, product, customer, units, money } = this.rows;
    for (let at = 0; at < count; at++) {
      const pieces = Number.isNaN(units[at]) ? 0 : units[at];
      if (pieces === 0 && !(Number.isNaN(units[at]) && money[at] > 0)) continue;
      if (pieces >= 0 && (customer[at] < 0 || !lines.concerns(product[at], customer[at])))
        this.noteDay(product[at], day[at] - longAgo);
      else lines.push(seconds[at], product[at], customer[at], pieces, money[at]);
    }
  }

  private noteDay(product: number, day: number): void {
    this.days.reserve(product * 2 + 2);
    const { values } = this.days;
    if (values[product * 2] === 0 || day < values[product * 2]) values[product * 2] = day;
    if (day > values[product * 2 + 1]) values[product * 2 + 1] = day;
  }

  /** Views and the like, and the time spent with them, in a report that has sales and visits side by side. */
  private addTraffic(cells: Row, day: EpochDay): void {
    const { collection, dwell } = this;
    const cell = collection.cells.cell(this.product, collection.periodOf(day));
    for (const [column, sum] of this.traffic) {
      const value = this.number(cells, column) / 1e6;
      if (!Number.isNaN(value)) collection.cells.add(sum, cell, value);
    }
    const views = this.number(cells, this.column.views) / 1e6;
    const spent = dwell && views > 0 ? dwell.total(cells, views) : Number.NaN;
    if (Number.isNaN(spent)) return;
    collection.cells.add('dwellSeconds', cell, spent);
    collection.cells.add('dwellViews', cell, views);
  }

  /**
   * Index of the row's customer; where no column names customers, the key of its order: what comes back under the number
   * of its order can be found by that. -1 without either.
   */
  private customerOf(cells: Row): number {
    const { customer, order } = this.column;
    if (customer === undefined) return order === undefined ? -1 : orderKeyOf(cells, order);
    const key = cells.key(customer);
    if (key >= 0) {
      this.customers.reserve(key + 1);
      const known = this.customers.values[key];
      if (known > 0) return known - 1;
    }
    const text = cellOf(cells, customer);
    if (text === '') return -1;
    const index = this.collection.customers.indexOf(text);
    if (key >= 0) this.customers.values[key] = index + 1;
    return index;
  }

  /** A cancelled or returned quantity, to be taken from its order later. */
  private logCancellation(cells: Row, seconds: number, known: number, id: string, units: number): void {
    if (this.again) return;
    const customer = this.customerOf(cells);
    const product = known < 0 ? this.collection.products.indexOf(id) : known;
    if (customer < 0) this.collection.anonymousCancelled += -units;
    else {
      Object.assign(this, { seconds, product, units, amount: 0 });
      this.note(customer, -1, 0, 0);
    }
  }

  private number(cells: Row, column: number | undefined): number {
    return column === undefined ? Number.NaN : cells.micro(column, this.layout.decimalComma[column]);
  }
}

const noKeys = new Int32Array(0);

/** What a kernel is to read of a table of sales; the second time, and of running totals, less. */
export function wantedOf(layout: TableLayout, again: boolean): ColumnsWanted {
  const { columns, decimalComma, states, lineKinds, refunded, discount } = layout;
  const all = (roles: readonly ColumnRole[]): number[] => roles.flatMap((role) => [columns.get(role) ?? []].flat());
  const { product, order } = salesColumnsOf(layout);
  const texts: readonly ColumnRole[] = ['customer', 'refund', 'currency'];
  return {
    delimiter: layout.delimiter,
    header: layout.names.map(ownName),
    numbers: [
      ...all(['units', 'price', 'revenue', ...trafficColumns]),
      ...[refunded, discount].flatMap((each) => (each ? [each.column] : [])),
    ].map((column) => [column, decimalComma[column]] as const),
    texts: [
      ...new Set([
        ...all(again ? texts : ['name', 'promotion', ...texts]),
        ...states.filter((column) => column !== order),
        ...lineKinds.map(({ column }) => column),
        ...[product ?? []].flat(),
      ]),
    ],
    date: layout.yearWeeks ? undefined : (columns.get('datetime') ?? columns.get('date')),
    order,
    unhashed: again,
    dateOrder: layout.dayMonthOrder === 'unknown' ? 'year-first' : layout.dayMonthOrder,
  };
}

/** Columns of a table of sales; the name or the category stands in for a product without an id. */
function salesColumnsOf({ columns }: TableLayout) {
  const at = (role: ColumnRole): number | undefined => columns.get(role);
  return {
    product: at('product') ?? at('name') ?? at('category'),
    name: at('name'),
    nameAlternative: at('name-alternative'),
    category: at('category'),
    units: at('units'),
    price: at('price'),
    revenue: at('revenue'),
    order: at('order'),
    customer: at('customer'),
    promotion: at('promotion'),
    views: at('views'),
    currency: at('currency'),
  };
}
