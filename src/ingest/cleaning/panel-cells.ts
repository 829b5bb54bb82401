import { parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { type PanelFileColumn, panelFileColumns, tierColumns } from '#engine/panel/panel-file.ts';
import type { TableLayout } from '#ingest/cleaning/date-reader.ts';
import type { ColumnsWanted } from '#ingest/kernel/native-batch.ts';
import type { RecordBatch } from '#ingest/reading/records.ts';
import type { Row } from '#ingest/reading/row.ts';

/** What weeks have. */
const texts = ['record_type', 'day_start', 'product_id', 'product_name', 'category', 'first_day', 'last_day'] as const;
const wholes = ['units', 'revenue', 'order_lines', 'promoted_units', 'sold_units'] as const;

/** The cells of a panel file by its headings, of which a kernel reads what it can for a piece of the file at a time. */
export class PanelCells {
  /** Place of each heading, -1 where it is missing. */
  readonly at: Readonly<Record<PanelFileColumn, number>>;
  private readonly wanted: ColumnsWanted;
  /** Days by the keys of their cells. */
  private readonly days: number[][] = [];

  constructor({ names, delimiter }: Pick<TableLayout, 'names' | 'delimiter'>) {
    const places = panelFileColumns.map((name) => [name, names.indexOf(name)] as const);
    this.at = Object.fromEntries(places) as PanelCells['at'];
    const there = (columns: readonly PanelFileColumn[]) =>
      columns.map((name) => this.at[name]).filter((place) => place >= 0);
    this.wanted = {
      delimiter,
      header: names,
      numbers: [],
      wholes: there([...wholes, ...tierColumns]),
      texts: there(texts),
      date: undefined,
      dateOrder: 'year-first',
    };
  }

  prepare({ native }: RecordBatch, from: number): void {
    native?.readColumns(this.wanted, from);
  }

  /** The day of a cell, NaN for none. */
  day(row: Row, place: number): number {
    const key = row.key(place);
    if (key < 0) return parseIsoDate(row.text(place));
    this.days[place] ??= [];
    this.days[place][key] ??= parseIsoDate(row.text(place));
    return this.days[place][key];
  }

  /** A number of the sums, of which nothing stands for none. */
  whole(row: Row, place: number): number {
    const value = row.whole(place);
    return Number.isNaN(value) && row.isEmpty(place) ? 0 : value;
  }
}
