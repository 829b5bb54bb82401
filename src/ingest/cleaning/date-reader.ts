import type { RunningDifferences } from '#ingest/cleaning/running-differences.ts';
import type { ColumnRole } from '#ingest/file-kind.ts';
import type { DayMonthOrder, RowRule } from '#ingest/import-report.ts';
import type { Row } from '#ingest/reading/row.ts';
import { isTotalText } from '#ingest/understanding/find-header.ts';
import type { RefundedPart } from '#ingest/understanding/line-amounts.ts';
import type { LineDiscount } from '#ingest/understanding/line-discount.ts';
import type { LineKind } from '#ingest/understanding/line-kinds.ts';
import { type DatePart, datePart, dateParts } from '#ingest/values/date-parts.ts';
import { type DateGrain, type ParsedDate, parseDate, parseYearWeek } from '#ingest/values/parse-date.ts';
import { type OpenYear, withYear } from '#ingest/values/without-year.ts';

/** Which column means what in one table, and how its cells are written. */
export interface TableLayout {
  readonly file: string;
  readonly delimiter: string;
  readonly names: readonly string[];
  readonly columns: ReadonlyMap<ColumnRole, number>;
  /** Columns that say what became of the row's order. */
  readonly states: readonly number[];
  /** A C before the number of an order says that it was cancelled; where a third of them have it, it says nothing. */
  readonly marksOrders: boolean;
  /** The commonest state of the columns in which words that nothing knows may be states, too. */
  readonly openStates: ReadonlyMap<number, string>;
  /** Columns of states by which some orders are complete. */
  readonly completeStates: readonly number[];
  /** State columns of which fewer cells are filled than there are orders: a blank one says nothing. */
  readonly sparseStates: readonly number[];
  /** Columns that say of rows that they are no sales. */
  readonly lineKinds: readonly LineKind[];
  /** A line of which all came back, by the column that says how much, was not sold. */
  readonly refunded: RefundedPart | null;
  /** What is taken off a price times its pieces. */
  readonly discount: LineDiscount | null;
  /** Of what was sold the pieces are below zero, or all figures; those above came back. */
  readonly goesOut: 'pieces' | 'all' | null;
  /** By column: what more than half of its cells say, '' where no text does. */
  readonly usual: readonly string[];
  /** Columns kept as attributes. */
  readonly attributes: readonly number[];
  /** By column: decimals are written with a comma. */
  readonly decimalComma: readonly boolean[];
  readonly dayMonthOrder: DayMonthOrder | 'unknown';
  /** Causes dealt with otherwise than by default. */
  readonly rules: Readonly<Record<string, RowRule>>;
  /** ISO 4217 code that most cells of the currency column name; '' without such a column. */
  readonly currency: string;
  /** Dates are `202418`: years with the numbers of their weeks. */
  readonly yearWeeks: boolean;
  /** Money cells times this are major units. */
  readonly moneyScale: number;
  /** Year of dates that say none; null where they do. */
  readonly openYear: OpenYear | null;
  /** The one period of all rows, as the user has said it; '' where columns have the dates. */
  readonly period: string;
  /** What running totals come to by day, where they are taken apart. */
  readonly differences: RunningDifferences | null;
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
  private readonly period: number;
  private lastText: string | null = null;
  private lastSeconds = Number.NaN;

  constructor(layout: TableLayout, roles: readonly ColumnRole[] = ['datetime', 'date']) {
    this.layout = layout;
    const columns = layout.columns;
    this.single = roles.map((role) => columns.get(role)).find((column) => column !== undefined) ?? -1;
    const period = this.single < 0 && layout.period !== '' ? parseDate(layout.period, 'unknown') : null;
    this.period = period?.seconds ?? Number.NaN;
    if (period) this.grain = period.grain;
    this.parts = [columns.get('year'), columns.get('month'), columns.get('day'), columns.get('week')];
  }

  get present(): boolean {
    return this.single >= 0 || this.parts[0] !== undefined || !Number.isNaN(this.period);
  }

  /** True when the row has no date at all, as against one that can't be read. */
  isEmpty(cells: Row): boolean {
    return this.single >= 0 ? cells.isEmpty(this.single) : this.textOf(cells) === '';
  }

  /** True when the row has the word for a sum in the place of its date. */
  isTotal(cells: Row): boolean {
    return this.single >= 0 && isTotalText(cells.text(this.single));
  }

  /** Seconds since the epoch on the file's own clock, `NaN` for a cell that is no date. */
  seconds(cells: Row): number {
    if (this.single >= 0) {
      const plain = cells.plainSeconds(this.single);
      if (!Number.isNaN(plain)) return plain;
    } else if (!Number.isNaN(this.period)) return this.period;
    const text = this.single >= 0 ? cells.raw(this.single) : this.textOf(cells);
    if (text === this.lastText) return this.lastSeconds;
    const parsed = this.parse(text);
    this.lastText = text;
    this.lastSeconds = parsed ? parsed.seconds : Number.NaN;
    if (parsed) this.grain = parsed.grain;
    return this.lastSeconds;
  }

  /** Second of the day of a row's date, -1 for a date without a time of day. */
  secondOfDay(cells: Row, seconds: number): number {
    const second = ((seconds % 86400) + 86400) % 86400;
    // A midnight that was written down is a time like another.
    if (second > 0) return second;
    return this.single >= 0 && /\d:\d|\dT\d|^\s*\d{9,}\s*$/.test(cells.raw(this.single)) ? 0 : -1;
  }

  private parse(text: string): ParsedDate | null {
    if (this.single < 0) return parseDate(text, 'unknown', false);
    const { yearWeeks, openYear, dayMonthOrder } = this.layout;
    return yearWeeks ? parseYearWeek(text) : parseDate((openYear && withYear(text, openYear)) || text, dayMonthOrder);
  }

  /** The date of several columns in one text: `2024-5-1`, `2024-5`, or `2024-W18`; '' where all are empty. */
  private textOf(cells: Row): string {
    const [year, month, day, week] = dateParts.map((part, at) => this.partOf(part, this.parts[at], cells));
    if (year + month + day + week === '') return '';
    if (month === '' && week !== '') return `${year}-W${week}`;
    return day === '' ? `${year}-${month}` : `${year}-${month}-${day}`;
  }

  private partOf(part: DatePart, column: number | undefined, cells: Row): string {
    const text = column === undefined ? '' : cells.text(column);
    const value = datePart(part, text);
    return Number.isNaN(value) ? text : String(value);
  }
}
