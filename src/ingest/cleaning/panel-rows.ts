import { parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { type PanelFileRow, panelFileColumns } from '#engine/panel/panel-file.ts';
import type { Collection } from '#ingest/assembly/collection.ts';
import type { TableLayout } from '#ingest/cleaning/date-reader.ts';
import type { FileTally } from '#ingest/cleaning/file-tally.ts';
import { panelNumber } from '#ingest/cleaning/panel-check.ts';
import { detach } from '#ingest/cleaning/product-names.ts';
import { cellOf, type RowSink } from '#ingest/cleaning/row-sink.ts';
import type { RowSample } from '#ingest/import-report.ts';
import type { Row } from '#ingest/reading/row.ts';

/** The cells of a row by the headings of a panel file. */
export function panelRowReader(names: readonly string[]): (cells: Row) => PanelFileRow {
  const places = panelFileColumns.map((name) => [name, names.indexOf(name)] as const);
  return (cells) =>
    Object.fromEntries(
      places.map(([name, at]) => [name, cellOf(cells, at < 0 ? undefined : at)]),
    ) as unknown as PanelFileRow;
}

/**
 * Rows of a panel file, which was checked before: its weeks into the collection as if their order lines had been read, its
 * days and causes into the tally.
 */
export class PanelRows implements RowSink {
  private readonly collection: Collection;
  private readonly tally: FileTally;
  private readonly read: (cells: Row) => PanelFileRow;
  private readonly rejected: { code: string; count: number; sample: RowSample }[] = [];
  private rowsRead = 0;

  constructor({ names, file }: TableLayout, collection: Collection, tally: FileTally) {
    this.collection = collection;
    this.tally = tally;
    this.read = panelRowReader(names);
    collection.panelFile = file;
    collection.unitsKnown = true;
  }

  take(cells: Row, line: number): string {
    const row = this.read(cells);
    const number = (text: string): number => panelNumber(text === '' ? '0' : text);
    const [units, revenue, lines] = [number(row.units), number(row.revenue), number(row.order_lines)];
    if (row.record_type === 'cause')
      this.rejected.push({ code: row.product_name, count: lines, sample: { line, cells: cells.toArray() } });
    else if (row.record_type === 'day') {
      this.tally.units.add(units);
      this.tally.revenue.add(revenue);
      this.tally.addToDay(parseIsoDate(row.day_start), units, revenue, lines);
    } else if (row.record_type === 'week') this.takeWeek(row, units, revenue, lines);
    else {
      this.rowsRead = number(row.rows_read);
      if (row.revenue !== '') this.collection.revenueKnown = true;
      const { taken } = this.collection;
      taken.cancelled += number(row.cancelled_units);
      taken.unmatched += number(row.unmatched_units);
      this.collection.anonymousCancelled += number(row.anonymous_units);
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

  private takeWeek(row: PanelFileRow, units: number, revenue: number, lines: number): void {
    const { products, cells } = this.collection;
    const spelling = products.spelling(row.product_id);
    products.note(spelling, row.product_name, row.category, lines);
    this.tally.countProduct(spelling);
    const cell = cells.cell(spelling.product, this.collection.periodOf(parseIsoDate(row.day_start)));
    cells.addSale(cell, units, revenue, lines);
    const [tierLines, ...tiers] = [
      row.tier_lines,
      row.tier_quantity,
      row.tier_price,
      row.tier_squares,
      row.tier_products,
    ].map((text) => (text === '' ? 0 : Number(text)));
    if (tierLines > 0) cells.addTiers(cell, tierLines, tiers[0], tiers[1], tiers[2], tiers[3]);
    if (row.promoted_units !== '') cells.addPromotion(cell, Number(row.promoted_units), Number(row.sold_units));
    const entry = products.entries[spelling.product];
    if (row.first_day !== '') entry.firstDay = Math.min(entry.firstDay, parseIsoDate(row.first_day));
    if (row.last_day !== '') entry.lastDay = Math.max(entry.lastDay, parseIsoDate(row.last_day));
    if (entry.category === '' && row.category !== '') entry.category = detach(row.category);
  }
}
