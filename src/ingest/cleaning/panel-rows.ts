import type { Collection } from '#ingest/assembly/collection.ts';
import { GrowableDoubles } from '#ingest/assembly/growable.ts';
import type { IdSpelling } from '#ingest/assembly/product-table.ts';
import type { TableLayout } from '#ingest/cleaning/date-reader.ts';
import type { FileTally } from '#ingest/cleaning/file-tally.ts';
import { of, PanelCells, type PanelNumbers } from '#ingest/cleaning/panel-cells.ts';
import { PanelCheck } from '#ingest/cleaning/panel-check.ts';
import type { RowSink } from '#ingest/cleaning/row-sink.ts';
import type { RowSample } from '#ingest/import-report.ts';
import type { ColumnBatch } from '#ingest/reading/column-batch.ts';
import type { RecordBatch } from '#ingest/reading/records.ts';
import { Row } from '#ingest/reading/row.ts';

/** An id as its product was noted last. */
interface KnownId {
  readonly spelling: IdSpelling;
  readonly product: number;
  readonly name: string;
  readonly nameKey: number;
  /** No category is to come. */
  readonly isFiled: boolean;
}

const noKeys = new Int32Array(0);

/**
 * Rows of a panel file: its weeks into the collection as if their order lines had been read, its days and causes into the
 * tally. Whether they add up is known after the last one; where they don't, the collection holds why and is of no use.
 */
export class PanelRows implements RowSink {
  readonly takesAll = true;
  private readonly check: PanelCheck;
  private readonly file: string;
  private readonly collection: Collection;
  private readonly tally: FileTally;
  private readonly cells: PanelCells;
  /** By the keys of ids; and three places each of what is not yet noted of them: order lines, first and last day. */
  private readonly known: KnownId[] = [];
  private readonly open = new GrowableDoubles();
  /** Key of the type of weeks. */
  private weekKey = Number.NaN;
  /** A record of a run, where its text is asked for. */
  private readonly row = new Row();
  private readonly rejected: { code: string; count: number; sample: RowSample }[] = [];
  private rowsRead = 0;

  constructor(layout: TableLayout, collection: Collection, tally: FileTally) {
    this.collection = collection;
    this.tally = tally;
    this.cells = new PanelCells(layout);
    this.check = new PanelCheck(collection.weekStart);
    this.file = layout.file;
    collection.panelFile = layout.file;
    collection.unitsKnown = true;
  }

  prepare(batch: RecordBatch, from: number): void {
    this.cells.prepare(batch, from);
  }

  take(row: Row, line: number): string {
    const { cells } = this;
    const { at } = cells;
    const type = row.text(at.record_type);
    cells.read(row);
    if (!this.check.take(row, type, cells)) return '';
    if (type === 'week') return this.takeWeek(row);
    const [units, lines, , revenue] = cells.numbers.map(([value]) => value || 0);
    if (type === 'cause')
      this.rejected.push({ code: row.text(at.product_name), count: lines, sample: { line, cells: row.toArray() } });
    else if (type === 'day') {
      this.tally.units.add(units);
      this.tally.revenue.add(revenue);
      this.tally.addToDay(cells.day(row, at.day_start), units, revenue, lines);
    } else {
      this.rowsRead = row.whole(at.rows_read) || 0;
      this.collection.cells.expect(row.whole(at.panel_cells));
      if (!row.isEmpty(at.revenue)) this.collection.revenueKnown = true;
      const { taken } = this.collection;
      taken.cancelled += row.whole(at.cancelled_units);
      taken.unmatched += row.whole(at.unmatched_units);
      this.collection.anonymousCancelled += row.whole(at.anonymous_units);
      taken.units -= units;
      taken.revenue -= revenue;
    }
    return '';
  }

  /**
   * Takes the weeks from one on, as {@link take} would, up to the first of which the text has to be seen: of the others
   * all stands in the kernel's columns, and the product was learnt before. Returns where it ends.
   */
  takeRun(batch: ColumnBatch, from: number): number {
    const { cells, check, known, open, row } = this;
    const { at, columns } = cells;
    const keys = [at.record_type, at.product_id, at.product_name].map((place) => batch.keys[place] ?? noKeys);
    const [types, ids, names] = keys;
    let record = from;
    for (; record < batch.count && !check.isBad; record++) {
      const own = known[ids[record]];
      if (!own || !batch.isPlain(record) || types[record] !== this.weekKey || names[record] !== own.nameKey) break;
      row.moveTo(batch, record);
      if (!cells.hasAll(record) || !(own.isFiled || row.isEmpty(at.category))) break;
      const day = cells.day(row, at.day_start);
      if (Number.isNaN(day)) break;
      this.addWeek(columns, record, own.product, day);
      const { values } = open;
      const place = ids[record] * 3;
      values[place] += columns[of.lines][record];
      const [first, last] = [cells.day(row, at.first_day), cells.day(row, at.last_day)];
      if (first < values[place + 1]) values[place + 1] = first;
      if (last > values[place + 2]) values[place + 2] = last;
    }
    if (record > from) check.addWeeks(columns, from, record);
    return record;
  }

  /** After the last row: the tally counts rows of the log, not of this file. */
  finish(): void {
    for (const key of this.known.keys()) this.noteOpen(key);
    const fault = this.check.fault(this.file);
    if (fault) this.collection.panelFaults.set(this.file, fault);
    const { taken } = this.collection;
    taken.units += this.tally.units.toNumber();
    taken.revenue += this.tally.revenue.toNumber();
    this.tally.takeOver(this.rowsRead, this.rejected);
  }

  private takeWeek(row: Row): '' {
    const { at, numbers } = this.cells;
    const { products } = this.collection;
    const key = row.key(at.product_id);
    const spelling = this.known[key]?.spelling ?? products.spelling(row.text(at.product_id));
    const { product } = spelling;
    const [name, nameKey] = [row.text(at.product_name), row.key(at.product_name)];
    const [day, first, last] = [at.day_start, at.first_day, at.last_day].map((place) => this.cells.day(row, place));
    this.note(spelling, name, numbers[of.lines][0], first, last, row.text(at.category));
    this.tally.countProduct(spelling);
    this.addWeek(numbers, 0, product, day);
    if (key < 0 || nameKey === -1) return '';
    this.weekKey = row.key(at.record_type);
    this.noteOpen(key);
    this.known[key] = { spelling, product, name, nameKey, isFiled: products.entries[product].category !== '' };
    this.open.reserve((key + 1) * 3);
    this.open.values.set([0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], key * 3);
    return '';
  }

  /** Adds a product's week to its cell. */
  private addWeek(numbers: PanelNumbers, record: number, product: number, day: number): void {
    const { cells } = this.collection;
    const get = (column: number): number => numbers[column][record] || 0;
    const cell = cells.cell(product, this.collection.periodOf(day));
    cells.addSale(cell, get(of.units), get(of.revenue), get(of.lines));
    if (get(of.tiers) > 0)
      cells.addTiers(cell, get(of.tiers), get(of.tiers + 1), get(of.tiers + 2), get(of.tiers + 3), get(of.tiers + 4));
    const promoted = numbers[of.promoted][record];
    if (!Number.isNaN(promoted)) cells.addPromotion(cell, promoted, get(of.sold));
  }

  private note(spelling: IdSpelling, name: string, lines: number, first: number, last: number, category = ''): void {
    const { products } = this.collection;
    products.note(spelling, name, category, lines);
    const entry = products.entries[spelling.product];
    if (first < entry.firstDay) entry.firstDay = first;
    if (last > entry.lastDay) entry.lastDay = last;
  }

  /** Notes what runs have left open of an id. */
  private noteOpen(key: number): void {
    const known = this.known[key];
    if (!known) return;
    const [lines, first, last] = this.open.values.subarray(key * 3, (key + 1) * 3);
    this.note(known.spelling, known.name, lines, first, last);
  }
}
