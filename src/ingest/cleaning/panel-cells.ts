import { parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { type PanelFileColumn, panelFileColumns, tierColumns } from '#engine/panel/panel-file.ts';
import type { TableLayout } from '#ingest/cleaning/date-reader.ts';
import type { ColumnsWanted } from '#ingest/reading/column-batch.ts';
import type { RecordBatch } from '#ingest/reading/records.ts';
import type { Row } from '#ingest/reading/row.ts';

/** What weeks have; the category is read of a product's first row alone. */
const texts = ['record_type', 'day_start', 'product_id', 'product_name', 'first_day', 'last_day'] as const;
/** Numbers of a row, in the order of {@link PanelCells.numbers}; nothing in a cell of the last stands for none. */
export const panelNumbers = [
  'units',
  'order_lines',
  'sold_units',
  'revenue',
  'promoted_units',
  ...tierColumns,
] as const;
export const alwaysThere = 3;
/** Their places there. */
export const of = { units: 0, lines: 1, sold: 2, revenue: 3, promoted: 4, tiers: 5 } as const;

/** {@link panelNumbers} by record, NaN for nothing. */
export type PanelNumbers = readonly Float64Array[];

/** The cells of a panel file by its headings, of which a kernel reads what it can for a piece of the file at a time. */
export class PanelCells {
  /** Place of each heading, -1 where it is missing. */
  readonly at: Readonly<Record<PanelFileColumn, number>>;
  /** Of the row read last alone; Infinity for what is no whole number. */
  readonly numbers: PanelNumbers = panelNumbers.map(() => new Float64Array(1));
  /** What a kernel has read of the piece at hand, -Infinity for what it leaves to be read as text. */
  columns: PanelNumbers = [];
  private readonly places: readonly number[];
  private readonly wanted: ColumnsWanted;
  /** In place of a column that the file lacks. */
  private missing = new Float64Array(0);
  /** Days by the keys of their cells. */
  private readonly days: number[][] = [];

  constructor({ names, delimiter }: Pick<TableLayout, 'names' | 'delimiter'>) {
    const places = panelFileColumns.map((name) => [name, names.indexOf(name)] as const);
    this.at = Object.fromEntries(places) as PanelCells['at'];
    const there = (columns: readonly PanelFileColumn[]) =>
      columns.map((name) => this.at[name]).filter((place) => place >= 0);
    this.places = panelNumbers.map((name) => this.at[name]);
    this.wanted = {
      delimiter,
      header: names,
      numbers: [],
      wholes: there(panelNumbers),
      unhashed: true,
      texts: there(texts),
      date: undefined,
      dateOrder: 'year-first',
    };
  }

  prepare({ columns, count }: RecordBatch, from: number): void {
    if (!columns) return;
    columns.readColumns(this.wanted, from);
    if (this.missing.length < count) this.missing = new Float64Array(count * 2).fill(Number.NaN);
    this.columns = this.places.map((place) => columns.micros[place] ?? this.missing);
  }

  read(row: Row): void {
    for (let i = 0; i < this.places.length; i++) this.numbers[i][0] = row.whole(this.places[i]);
  }

  /** Whether the kernel's columns have all numbers of a week. */
  hasAll(record: number): boolean {
    const { columns } = this;
    for (let i = 0; i < columns.length; i++) {
      const value = columns[i][record];
      if (value === Number.NEGATIVE_INFINITY || (i < alwaysThere && Number.isNaN(value))) return false;
    }
    return true;
  }

  /** The day of a cell, NaN for none. */
  day(row: Row, place: number): number {
    const key = row.key(place);
    if (key < 0) return parseIsoDate(row.text(place));
    this.days[place] ??= [];
    this.days[place][key] ??= parseIsoDate(row.text(place));
    return this.days[place][key];
  }
}
