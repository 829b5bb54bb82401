import {
  type ColumnBatch,
  type ColumnsWanted,
  emptyCell,
  oddOrder,
  type PartsOfRows,
  type Series,
} from '#ingest/reading/column-batch.ts';
import { hashCells } from '#ingest/reading/hash-cells.ts';
import type { RecordBatch } from '#ingest/reading/records.ts';
import { isTotalText } from '#ingest/understanding/find-header.ts';
import type { WideLayout } from '#ingest/understanding/find-periods.ts';
import { StackedPeriods } from '#ingest/understanding/stacked-periods.ts';
import { parseDate } from '#ingest/values/parse-date.ts';
import { parseMicro } from '#ingest/values/parse-micro.ts';

/** Records that a batch has at most, and those of one row more: a piece of text may hold millions of cells. */
const mostRecords = 1 << 14;

/**
 * Turns records with a period in each of many columns into one record a period: the columns that stay, the period, and
 * what is counted in it. Periods without a figure give no record. Records keep the line of the row that they come from;
 * those above the header stay as they are. Cells are made as they are asked for, and what a row says is read once for all its
 * periods; a kernel reads the figures of most rows at once, as soon as it is known how they are written.
 */
export class Unpivot implements ColumnBatch {
  count = 0;
  readonly columns = this;
  readonly lines: Int32Array;
  readonly hashes: Float64Array;
  readonly seconds: Float64Array;
  readonly orders = new Int32Array(0);
  readonly micros: Float64Array[] = [];
  readonly keys: Int32Array[] = [];
  parts: PartsOfRows;
  private readonly wide: WideLayout;
  private readonly heading: readonly string[];
  private readonly marksPlain: boolean;
  private readonly stacked: StackedPeriods | null;
  /** Of each record: its row, and its period; -1: the row as it stands. */
  private readonly rows: Int32Array;
  private readonly periods: Int32Array;
  private readonly plain: Uint8Array;
  /** Of each row: its first record, its place in the source, and its cells; null where these are left in the source. */
  private readonly starts: number[] = [];
  private readonly places: number[] = [];
  private readonly cells: (readonly string[] | null)[] = [];
  private source: RecordBatch = { count: 0, lines: [], cellsOf: () => [] };
  /** Figures of the source by record, measure and period; null where it has no kernel, or nobody has said yet how they are written. */
  private series: Series | null = null;
  private wanted: ColumnsWanted | null = null;
  private readonly allPeriods: Int32Array;
  private dateColumn = -1;
  /** Seconds by period, where the period is the date: read once for the whole table. */
  private dates: Float64Array | null = null;
  private readonly pools: Map<string, number>[] = [];

  /** `marksPlain`: rows that are neither headings nor sums at a glance are marked; see `isPlain` of {@link ColumnBatch}. */
  constructor(wide: WideLayout, marksPlain: boolean) {
    const room = mostRecords + wide.periods.length;
    this.wide = wide;
    this.stacked = wide.top ? new StackedPeriods(wide.top) : null;
    this.marksPlain = marksPlain;
    this.heading = [...wide.fixed.map(({ name }) => name), ...wide.names];
    this.allPeriods = Int32Array.from(wide.periods.keys());
    this.lines = new Int32Array(room);
    this.hashes = new Float64Array(room);
    this.seconds = new Float64Array(room);
    this.rows = new Int32Array(room);
    this.periods = new Int32Array(room);
    this.plain = new Uint8Array(room);
    this.parts = { starts: this.starts, rows: this.rows, periods: this.periods, seconds: null };
  }

  /** The records of a batch, in batches of which each is good until the next. */
  *take(source: RecordBatch): Generator<ColumnBatch> {
    this.source = source;
    this.series = this.figuresOf();
    for (let record = 0; record < source.count; ) {
      this.count = 0;
      this.starts.length = 0;
      for (; record < source.count && this.count < mostRecords; record++) this.takeRow(record);
      yield this;
    }
  }

  readonly cellsOf = (record: number): readonly string[] =>
    this.periods[record] < 0
      ? (this.cells[this.rows[record]] ?? [])
      : Array.from({ length: this.heading.length }, (_, column) => this.rawOf(column, record));

  widthOf(record: number): number {
    return this.periods[record] < 0 ? this.cellsOf(record).length : this.heading.length;
  }

  rawOf(column: number, record: number): string {
    const { fixed, periods } = this.wide;
    const [row, period] = [this.rows[record], periods[this.periods[record]]];
    if (!period) return this.cellOf(row, column);
    if (column === fixed.length) return period.text;
    return this.cellOf(row, fixed[column]?.column ?? period.columns[column - fixed.length - 1]);
  }

  textOf(column: number, record: number): string {
    return this.rawOf(column, record).trim();
  }

  codeOf(column: number, record: number, position: number): number {
    return this.textOf(column, record).charCodeAt(position);
  }

  isPlain(record: number): boolean {
    return this.plain[record] === 1;
  }

  keyOf(column: number, record: number): number {
    return this.keys[column]?.[record] ?? -1;
  }

  microOf(column: number, record: number): number {
    return this.micros[column]?.[record] ?? Number.NEGATIVE_INFINITY;
  }

  secondsOf(column: number, record: number): number {
    return column === this.dateColumn ? this.seconds[record] : Number.NaN;
  }

  orderOf(): number {
    return oddOrder;
  }

  readColumns(wanted: ColumnsWanted, from: number): void {
    const { texts, numbers, date, dateOrder, delimiter, unhashed } = wanted;
    const room = this.lines.length;
    this.wanted = wanted;
    for (const column of texts) {
      this.keys[column] ??= new Int32Array(room);
      this.pools[column] ??= new Map();
      const pool = this.pools[column];
      const keyOf = (text: string): number => {
        if (text === '') return emptyCell;
        const key = pool.get(text) ?? pool.size;
        if (key === pool.size) pool.set(text, key);
        return key;
      };
      this.readColumn(column, from, this.keys[column], keyOf, -1);
    }
    for (const [column, comma] of numbers) {
      this.micros[column] ??= new Float64Array(room);
      this.readColumn(
        column,
        from,
        this.micros[column],
        (text) => parseMicro(text, comma),
        Number.NEGATIVE_INFINITY,
        column > this.wide.fixed.length,
      );
    }
    this.dateColumn = date ?? -1;
    // Where the year comes first no order is in question.
    const secondsOf = (text: string) =>
      (/^\d{4}\D/.test(text) ? parseDate(text, dateOrder)?.seconds : null) ?? Number.NaN;
    if (date !== undefined) this.readColumn(date, from, this.seconds, secondsOf, Number.NaN);
    this.parts = { ...this.parts, seconds: this.dates?.some(Number.isNaN) ? null : this.dates };
    if (!unhashed) this.hash(delimiter);
  }

  /** The figures of the source, by a kernel that knows how they are written. */
  private figuresOf(): Series | null {
    const { wanted, wide } = this;
    const { columns } = this.source;
    if (!wanted || !columns?.readSeries) return null;
    if (!wanted.unhashed)
      columns.readColumns({ ...wanted, header: [], numbers: [], texts: [], date: undefined, order: undefined }, 0);
    return columns.readSeries(
      wide.measures.flatMap((_, measure) => {
        const comma = wanted.numbers.some(([column, own]) => own && column === wide.fixed.length + 1 + measure);
        return wide.periods.map((period) => [period.columns[measure], comma] as const);
      }),
    );
  }

  private takeRow(record: number): void {
    const { wide, source, series } = this;
    const line = source.lines[record];
    if (series && series.filled[record] > 0 && line > wide.headerLine && this.stacked?.isWithin !== false) {
      const first = source.columns?.textOf(wide.fixed[0].column, record) ?? '';
      if (this.isData(first)) {
        this.giveSeries(record, line, series);
        return;
      }
    }
    const cells = source.cellsOf(record);
    const further = line > wide.headerLine ? (this.stacked?.take(cells, line) ?? 0) : 0;
    if (further > 0) {
      // Known headings after a blank line begin another table, whatever its own are called.
      this.begin([], record);
      this.give(further);
      this.begin(wide.names, record);
      this.give(further);
      return;
    }
    if (line <= wide.headerLine || further < 0 || cells.every((cell) => cell.trim() === '')) {
      this.begin(line === wide.headerLine || further < 0 ? this.heading : cells, record);
      this.give(line);
      return;
    }
    this.begin(cells, record);
    const isPlain = this.isData((cells[wide.fixed[0]?.column] ?? '').trim());
    for (let period = 0; period < wide.periods.length; period++)
      if (wide.periods[period].columns.some((column) => isFigure(cells[column] ?? '')))
        this.give(line, period, isPlain);
    if (this.starts.at(-1) === this.count) this.starts.pop();
  }

  /** Whether a row is neither a heading nor a sum, by what it begins with. */
  private isData(first: string): boolean {
    return this.marksPlain && first !== '' && first !== this.heading[0].trim() && !isTotalText(first);
  }

  /** What follows comes from a row of the source. */
  private begin(cells: readonly string[] | null, place: number): void {
    const row = this.starts.push(this.count) - 1;
    this.places[row] = place;
    this.cells[row] = cells;
  }

  /** Gives a record of a period, or without one the row as it stands. */
  private give(line: number, period = -1, isPlain = false): void {
    const at = this.count++;
    this.rows[at] = this.starts.length - 1;
    this.periods[at] = period;
    this.lines[at] = line;
    this.plain[at] = isPlain ? 1 : 0;
  }

  /** Gives the records of a row whose figures are read. */
  private giveSeries(record: number, line: number, { micros, filled }: Series): void {
    const { allPeriods, periods, wide, count: from } = this;
    const [length, base] = [allPeriods.length, record * allPeriods.length * wide.measures.length];
    this.begin(null, record);
    if (filled[record] === length * wide.measures.length) {
      periods.set(allPeriods, from);
      this.count += length;
    } else
      for (let period = 0; period < length; period++) {
        const ends = base + length * wide.measures.length;
        for (let at = base + period; at < ends; at += length)
          if (!Number.isNaN(micros[at])) {
            periods[this.count++] = period;
            break;
          }
      }
    this.rows.fill(this.starts.length - 1, from, this.count);
    this.lines.fill(line, from, this.count);
    this.plain.fill(1, from, this.count);
  }

  private cellOf(row: number, column: number): string {
    const cells = this.cells[row];
    return (cells ? cells[column] : this.source.columns?.rawOf(column, this.places[row])) ?? '';
  }

  /** Reads a column's cells without surrounding blanks; `unread` for rows as they stand. `isFigure`: of rows whose figures are read these are taken. */
  private readColumn(
    column: number,
    from: number,
    values: Float64Array | Int32Array,
    read: (text: string) => number,
    unread: number,
    isFigure = false,
  ): void {
    const { wide, rows, periods, starts, cells, count, series, allPeriods } = this;
    const place = wide.fixed[column]?.column;
    const measure = column - wide.fixed.length - 1;
    const ofPeriods = (): Float64Array => Float64Array.from(wide.periods, ({ text }) => read(text.trim()));
    if (values === this.seconds && measure === -1) this.dates ??= ofPeriods();
    const byPeriod = measure !== -1 ? null : values === this.seconds ? this.dates : ofPeriods();
    const isWhole = (start: number, end: number): boolean =>
      end - start === allPeriods.length && cells[rows[start]] === null;
    for (let row = rows[from]; row < starts.length; row++) {
      const [start, end] = [starts[row], starts[row + 1] ?? count];
      if (periods[start] < 0) values.fill(unread, start, end);
      else if (byPeriod && isWhole(start, end)) values.set(byPeriod, start);
      else if (byPeriod) for (let at = start; at < end; at++) values[at] = byPeriod[periods[at]];
      else if (place !== undefined) values.fill(read(this.cellOf(row, place).trim()), start, end);
      else if (isFigure && series && cells[row] === null) {
        const base = (this.places[row] * wide.measures.length + measure) * allPeriods.length;
        if (isWhole(start, end)) values.set(series.micros.subarray(base, base + end - start), start);
        else for (let at = start; at < end; at++) values[at] = series.micros[base + periods[at]];
      } else
        for (let at = start; at < end; at++)
          values[at] = read(this.cellOf(row, wide.periods[periods[at]].columns[measure]).trim());
    }
  }

  /** A row that is there twice is so in all its periods. */
  private hash(delimiter: string): void {
    const { starts, hashes, source, cells, places } = this;
    for (let row = 0; row < starts.length; row++) {
      const own = cells[row];
      hashes[row] = own ? hashCells(own, delimiter) : (source.columns?.hashes[places[row]] ?? 0);
    }
  }
}

/** Anything but blanks and a dash. */
function isFigure(cell: string): boolean {
  const text = cell.trim();
  return text !== '' && text !== '-' && text !== '–' && text !== '—';
}
