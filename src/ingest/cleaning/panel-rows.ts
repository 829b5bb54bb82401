import type { Collection } from '#ingest/assembly/collection.ts';
import type { IdSpelling } from '#ingest/assembly/product-table.ts';
import type { TableLayout } from '#ingest/cleaning/date-reader.ts';
import type { FileTally } from '#ingest/cleaning/file-tally.ts';
import { PanelCells } from '#ingest/cleaning/panel-cells.ts';
import type { RowSink } from '#ingest/cleaning/row-sink.ts';
import type { RowSample } from '#ingest/import-report.ts';
import type { RecordBatch } from '#ingest/reading/records.ts';
import type { Row } from '#ingest/reading/row.ts';

/**
 * Rows of a panel file, which was checked before: its weeks into the collection as if their order lines had been read, its
 * days and causes into the tally.
 */
export class PanelRows implements RowSink {
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
    collection.panelFile = layout.file;
    collection.unitsKnown = true;
  }

  prepare(batch: RecordBatch, from: number): void {
    this.cells.prepare(batch, from);
  }

  take(row: Row, line: number): string {
    const { cells } = this;
    const { at } = cells;
    const [units, revenue] = [cells.whole(row, at.units), cells.whole(row, at.revenue)];
    const lines = cells.whole(row, at.order_lines);
    const type = row.text(at.record_type);
    if (type === 'week') this.takeWeek(row, units, revenue, lines);
    else if (type === 'cause')
      this.rejected.push({ code: row.text(at.product_name), count: lines, sample: { line, cells: row.toArray() } });
    else if (type === 'day') {
      this.tally.units.add(units);
      this.tally.revenue.add(revenue);
      this.tally.addToDay(cells.day(row, at.day_start), units, revenue, lines);
    } else {
      this.rowsRead = cells.whole(row, at.rows_read);
      if (!row.isEmpty(at.revenue)) this.collection.revenueKnown = true;
      const { taken } = this.collection;
      taken.cancelled += cells.whole(row, at.cancelled_units);
      taken.unmatched += cells.whole(row, at.unmatched_units);
      this.collection.anonymousCancelled += cells.whole(row, at.anonymous_units);
      taken.units -= units;
      taken.revenue -= revenue;
    }
    return '';
  }

  /** After the last row: the tally counts rows of the log, not of this file. */
  finish(): void {
    const { taken } = this.collection;
    taken.units += this.tally.units.toNumber();
    taken.revenue += this.tally.revenue.toNumber();
    this.tally.takeOver(this.rowsRead, this.rejected);
  }

  private takeWeek(row: Row, units: number, revenue: number, lines: number): void {
    const { at } = this.cells;
    const whole = (place: number): number => this.cells.whole(row, place);
    const { products, cells } = this.collection;
    const key = row.key(at.product_id);
    const spelling = this.spellings[key] ?? products.spelling(row.text(at.product_id));
    if (key >= 0) this.spellings[key] = spelling;
    const category = row.text(at.category);
    products.note(spelling, row.text(at.product_name), category, lines);
    this.tally.countProduct(spelling);
    const cell = cells.cell(spelling.product, this.collection.periodOf(this.cells.day(row, at.day_start)));
    cells.addSale(cell, units, revenue, lines);
    const tierLines = whole(at.tier_lines);
    if (tierLines > 0)
      cells.addTiers(
        cell,
        tierLines,
        whole(at.tier_quantity),
        whole(at.tier_price),
        whole(at.tier_squares),
        whole(at.tier_products),
      );
    const promoted = row.whole(at.promoted_units);
    if (!Number.isNaN(promoted)) cells.addPromotion(cell, promoted, whole(at.sold_units));
    const entry = products.entries[spelling.product];
    const [first, last] = [this.cells.day(row, at.first_day), this.cells.day(row, at.last_day)];
    if (first < entry.firstDay) entry.firstDay = first;
    if (last > entry.lastDay) entry.lastDay = last;
  }
}
