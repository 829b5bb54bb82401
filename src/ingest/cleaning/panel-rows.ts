import type { Collection } from '#ingest/assembly/collection.ts';
import type { IdSpelling } from '#ingest/assembly/product-table.ts';
import type { TableLayout } from '#ingest/cleaning/date-reader.ts';
import type { FileTally } from '#ingest/cleaning/file-tally.ts';
import { ofLines, ofPromoted, ofRevenue, ofSold, ofTiers, ofUnits, PanelCells } from '#ingest/cleaning/panel-cells.ts';
import { PanelCheck } from '#ingest/cleaning/panel-check.ts';
import type { RowSink } from '#ingest/cleaning/row-sink.ts';
import type { RowSample } from '#ingest/import-report.ts';
import type { RecordBatch } from '#ingest/reading/records.ts';
import type { Row } from '#ingest/reading/row.ts';

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
  /** Spellings by the keys of their cells. */
  private readonly spellings: IdSpelling[] = [];
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
    const [units, lines, , revenue] = cells.numbers;
    if (type === 'cause')
      this.rejected.push({ code: row.text(at.product_name), count: lines, sample: { line, cells: row.toArray() } });
    else if (type === 'day') {
      this.tally.units.add(units);
      this.tally.revenue.add(revenue);
      this.tally.addToDay(cells.day(row, at.day_start), units, revenue, lines);
    } else {
      this.rowsRead = row.whole(at.rows_read, 0);
      this.collection.cells.expect(row.whole(at.panel_cells, 0));
      if (!row.isEmpty(at.revenue)) this.collection.revenueKnown = true;
      const { taken } = this.collection;
      taken.cancelled += row.whole(at.cancelled_units);
      taken.unmatched += row.whole(at.unmatched_units);
      this.collection.anonymousCancelled += row.whole(at.anonymous_units);
      taken.units -= row.whole(at.units, 0);
      taken.revenue -= revenue;
    }
    return '';
  }

  /** After the last row: the tally counts rows of the log, not of this file. */
  finish(): void {
    const fault = this.check.fault(this.file);
    if (fault) this.collection.panelFaults.set(this.file, fault);
    const { taken } = this.collection;
    taken.units += this.tally.units.toNumber();
    taken.revenue += this.tally.revenue.toNumber();
    this.tally.takeOver(this.rowsRead, this.rejected);
  }

  private takeWeek(row: Row): '' {
    const { at, numbers } = this.cells;
    const { products, cells } = this.collection;
    const key = row.key(at.product_id);
    const spelling = this.spellings[key] ?? products.spelling(row.text(at.product_id));
    if (key >= 0) this.spellings[key] = spelling;
    const lines = numbers[ofLines];
    products.note(spelling, row.text(at.product_name), row.text(at.category), lines);
    this.tally.countProduct(spelling);
    const cell = cells.cell(spelling.product, this.collection.periodOf(this.cells.day(row, at.day_start)));
    cells.addSale(cell, numbers[ofUnits], numbers[ofRevenue], lines);
    if (numbers[ofTiers] > 0) {
      const [tierLines, quantity, price, squares, tierProducts] = numbers.subarray(ofTiers);
      cells.addTiers(cell, tierLines, quantity, price, squares, tierProducts);
    }
    const promoted = numbers[ofPromoted];
    if (promoted !== 0 || !row.isEmpty(at.promoted_units)) cells.addPromotion(cell, promoted, numbers[ofSold]);
    const entry = products.entries[spelling.product];
    const [first, last] = [this.cells.day(row, at.first_day), this.cells.day(row, at.last_day)];
    if (first < entry.firstDay) entry.firstDay = first;
    if (last > entry.lastDay) entry.lastDay = last;
    return '';
  }
}
