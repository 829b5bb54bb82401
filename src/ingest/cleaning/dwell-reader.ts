import type { TableLayout } from '#ingest/cleaning/date-reader.ts';
import { cellOf } from '#ingest/cleaning/row-sink.ts';
import type { Row } from '#ingest/reading/row.ts';
import { parseMicro } from '#ingest/values/parse-micro.ts';

const meanDwell = /avg|average|mean|per view|平均|均/i;

/** Dwell times of a table: seconds or h:mm:ss, of single views, or sums or means of a row's views. */
export class DwellReader {
  private readonly column: number | undefined;
  private readonly decimalComma: boolean;
  /** The column is a mean over the row's views, not their sum. */
  private readonly isMean: boolean;

  constructor(layout: TableLayout) {
    this.column = layout.columns.get('dwell');
    this.decimalComma = this.column !== undefined && layout.decimalComma[this.column];
    this.isMean = this.column !== undefined && meanDwell.test(layout.names[this.column]);
  }

  get present(): boolean {
    return this.column !== undefined;
  }

  /** Seconds of all views of the row; NaN where it does not say. */
  total(cells: Row, views: number): number {
    const text = cellOf(cells, this.column);
    const clock = /^(?:(\d+):)?(\d{1,2}):(\d{2})$/.exec(text);
    const seconds = clock
      ? +(clock[1] ?? 0) * 3600 + +clock[2] * 60 + +clock[3]
      : parseMicro(text, this.decimalComma) / 1e6;
    return seconds < 0 ? Number.NaN : this.isMean ? seconds * views : seconds;
  }
}
