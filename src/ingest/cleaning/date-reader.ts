import { fromIsoWeek } from '#engine/calendar/epoch-day.ts';
import type { ColumnRole } from '#ingest/file-kind.ts';
import type { DayMonthOrder, RowRule } from '#ingest/import-report.ts';
import type { Row } from '#ingest/reading/row.ts';
import type { ByteDateOrder } from '#ingest/values/parse-bytes.ts';
import { type DateGrain, parseDate } from '#ingest/values/parse-date.ts';

/** Which column means what in one table, and how its cells are written. */
export interface TableLayout {
  readonly file: string;
  readonly names: readonly string[];
  readonly columns: ReadonlyMap<ColumnRole, number>;
  /** Columns kept as attributes. */
  readonly attributes: readonly number[];
  /** By column: decimals are written with a comma. */
  readonly decimalComma: readonly boolean[];
  readonly dayMonthOrder: DayMonthOrder | 'unknown';
  /** Causes dealt with otherwise than by default. */
  readonly rules: Readonly<Record<string, RowRule>>;
  /** ISO 4217 code that most cells of the currency column name; '' without such a column. */
  readonly currency: string;
  /** Money cells times this are major units. */
  readonly moneyScale: number;
}

/**
 * Dates of a table's rows, from one column or from year, month and day (or week) in several. Neighbouring rows mostly
 * share their date, so the last text is remembered.
 */
export class DateReader {
  grain: DateGrain = 'day';
  private readonly single: number;
  private readonly parts: readonly (number | undefined)[];
  private readonly layout: TableLayout;
  private readonly byteOrder: ByteDateOrder;
  private readonly clock = { has: false };
  private lastText: string | null = null;
  private lastSeconds = Number.NaN;

  constructor(layout: TableLayout, roles: readonly ColumnRole[] = ['datetime', 'date']) {
    this.layout = layout;
    this.byteOrder = layout.dayMonthOrder === 'unknown' ? 'year-first' : layout.dayMonthOrder;
    const columns = layout.columns;
    this.single = roles.map((role) => columns.get(role)).find((column) => column !== undefined) ?? -1;
    this.parts = [columns.get('year'), columns.get('month'), columns.get('day'), columns.get('week')];
  }

  get present(): boolean {
    return this.single >= 0 || this.parts[0] !== undefined;
  }

  /** True when the row has no date at all, as against one that can't be read. */
  isEmpty(cells: Row): boolean {
    return this.single >= 0 ? cells.isEmpty(this.single) : this.textOf(cells).replace(/\W/g, '') === '';
  }

  /** Seconds since the epoch on the file's own clock, `NaN` for a cell that is no date. */
  seconds(cells: Row): number {
    if (this.single >= 0) {
      const plain = cells.plainSeconds(this.single, this.byteOrder, this.clock);
      if (!Number.isNaN(plain)) {
        this.grain = this.clock.has ? 'second' : 'day';
        return plain;
      }
    }
    const text = this.single >= 0 ? cells.raw(this.single) : this.textOf(cells);
    if (text === this.lastText) return this.lastSeconds;
    const parsed =
      this.single < 0 && this.parts[3] !== undefined ? parseWeek(text) : parseDate(text, this.layout.dayMonthOrder);
    this.lastText = text;
    this.lastSeconds = parsed ? parsed.seconds : Number.NaN;
    if (parsed) this.grain = parsed.grain;
    return this.lastSeconds;
  }

  private textOf(cells: Row): string {
    const [year, month, day, week] = this.parts.map((column) => (column === undefined ? '' : cells.text(column)));
    if (month === '' && week !== '') return `${year} ${week}`;
    return day === '' ? `${year}-${month}` : `${year}-${month}-${day}`;
  }
}

function parseWeek(text: string): { seconds: number; grain: DateGrain } | null {
  const match = /^(\d{4}) (\d{1,2})$/.exec(text);
  if (!match || +match[2] < 1 || +match[2] > 53) return null;
  return { seconds: fromIsoWeek(+match[1], +match[2]) * 86400, grain: 'week' };
}
