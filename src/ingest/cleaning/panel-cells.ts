import { parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { type PanelFileColumn, panelFileColumns, tierColumns } from '#engine/panel/panel-file.ts';
import type { TableLayout } from '#ingest/cleaning/date-reader.ts';
import type { ColumnsWanted } from '#ingest/kernel/native-batch.ts';
import type { RecordBatch } from '#ingest/reading/records.ts';
import type { Row } from '#ingest/reading/row.ts';

/** What weeks have. */
const texts = ['record_type', 'day_start', 'product_id', 'product_name', 'category', 'first_day', 'last_day'] as const;
/** Numbers of a row, in the order of {@link PanelCells.numbers}; nothing in a cell of the last stands for none. */
export const panelNumbers = [
  'units',
  'order_lines',
  'sold_units',
  'revenue',
  'promoted_units',
  ...tierColumns,
] as const;
const alwaysThere = 3;
/** Their places there: a pattern that takes a typed array apart costs more than all else that is done with a row. */
export const [ofUnits, ofLines, ofSold, ofRevenue, ofPromoted, ofTiers] = panelNumbers.keys();

/** The cells of a panel file by its headings, of which a kernel reads what it can for a piece of the file at a time. */
export class PanelCells {
  /** Place of each heading, -1 where it is missing. */
  readonly at: Readonly<Record<PanelFileColumn, number>>;
  /** Of the row read last, NaN for what is no whole number. */
  readonly numbers = new Float64Array(panelNumbers.length);
  private readonly places: readonly number[];
  private readonly wanted: ColumnsWanted;
  /** What a kernel has read of those of {@link numbers}, by record. */
  private columns: readonly (Float64Array | undefined)[] = [];
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

  prepare({ native }: RecordBatch, from: number): void {
    native?.readColumns(this.wanted, from);
    this.columns = native ? this.places.map((place) => native.micros[place]) : [];
  }

  read(row: Row): void {
    const { columns, numbers, places } = this;
    for (let i = 0; i < numbers.length; i++) {
      const none = i < alwaysThere ? Number.NaN : 0;
      const value = columns[i]?.[row.record] ?? Number.NEGATIVE_INFINITY;
      if (value === Number.NEGATIVE_INFINITY) numbers[i] = row.whole(places[i], none);
      else numbers[i] = Number.isNaN(value) ? none : value;
    }
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
