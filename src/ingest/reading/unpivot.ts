import { type ColumnBatch, type ColumnsWanted, emptyCell, oddOrder } from '#ingest/reading/column-batch.ts';
import { hashCells, hashOnto } from '#ingest/reading/hash-cells.ts';
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
 * those above the header stay as they are. Cells are made as they are asked for, and what a row says is read once for all its periods.
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
  private readonly wide: WideLayout;
  private readonly heading: readonly string[];
  /** By period: the first that is written the same. */
  private readonly samePeriod: readonly number[];
  private readonly marksPlain: boolean;
  private readonly stacked: StackedPeriods | null;
  /** Of each record: the row it comes from, and its period; -1: the row as it stands. */
  private readonly rows: (readonly string[])[] = [];
  private readonly periods: Int32Array;
  private readonly plain: Uint8Array;
  private dateColumn = -1;
  private readonly pools: Map<string, number>[] = [];

  /** `marksPlain`: rows that are neither headings nor sums at a glance are marked; see `isPlain` of {@link ColumnBatch}. */
  constructor(wide: WideLayout, marksPlain: boolean) {
    const texts = wide.periods.map(({ text }) => text);
    const room = mostRecords + texts.length;
    this.wide = wide;
    this.stacked = wide.top ? new StackedPeriods(wide.top) : null;
    this.marksPlain = marksPlain;
    this.heading = [...wide.fixed.map(({ name }) => name), ...wide.names];
    this.samePeriod = texts.map((text) => texts.indexOf(text));
    this.lines = new Int32Array(room);
    this.hashes = new Float64Array(room);
    this.seconds = new Float64Array(room);
    this.periods = new Int32Array(room);
    this.plain = new Uint8Array(room);
  }

  /** The records of a batch, in batches of which each is good until the next. */
  *take({ count, lines, cellsOf }: RecordBatch): Generator<ColumnBatch> {
    for (let record = 0; record < count; ) {
      this.count = 0;
      for (; record < count && this.count < mostRecords; record++) this.takeRow(cellsOf(record), lines[record]);
      yield this;
    }
  }

  readonly cellsOf = (record: number): readonly string[] =>
    this.periods[record] < 0
      ? this.rows[record]
      : Array.from({ length: this.heading.length }, (_, column) => this.rawOf(column, record));

  widthOf(record: number): number {
    return this.periods[record] < 0 ? this.rows[record].length : this.heading.length;
  }

  rawOf(column: number, record: number): string {
    const { fixed, periods } = this.wide;
    const [cells, period] = [this.rows[record], periods[this.periods[record]]];
    if (!period) return cells[column] ?? '';
    if (column === fixed.length) return period.text;
    return cells[fixed[column]?.column ?? period.columns[column - fixed.length - 1]] ?? '';
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

  readColumns({ texts, numbers, date, dateOrder, delimiter, unhashed }: ColumnsWanted, from: number): void {
    const room = this.lines.length;
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
      this.readColumn(column, from, this.micros[column], (text) => parseMicro(text, comma), Number.NEGATIVE_INFINITY);
    }
    this.dateColumn = date ?? -1;
    // Where the year comes first no order is in question.
    const secondsOf = (text: string) =>
      (/^\d{4}\D/.test(text) ? parseDate(text, dateOrder)?.seconds : null) ?? Number.NaN;
    if (date !== undefined) this.readColumn(date, from, this.seconds, secondsOf, Number.NaN);
    if (!unhashed) this.hash(from, delimiter);
  }

  private takeRow(cells: readonly string[], line: number): void {
    const { wide } = this;
    const further = line > wide.headerLine ? (this.stacked?.take(cells, line) ?? 0) : 0;
    if (further > 0) {
      // Known headings after a blank line begin another table, whatever its own are called.
      this.give([], further);
      this.give(wide.names, further);
      return;
    }
    if (line <= wide.headerLine || further < 0 || cells.every((cell) => cell.trim() === '')) {
      this.give(line === wide.headerLine || further < 0 ? this.heading : cells, line);
      return;
    }
    const first = (cells[wide.fixed[0]?.column] ?? '').trim();
    const isPlain = this.marksPlain && first !== '' && first !== this.heading[0].trim() && !isTotalText(first);
    for (let period = 0; period < wide.periods.length; period++) {
      if (!wide.periods[period].columns.some((column) => isFigure(cells[column] ?? ''))) continue;
      this.give(cells, line, period, isPlain);
    }
  }

  /** Gives a record of a period, or without one the row as it stands. */
  private give(cells: readonly string[], line: number, period = -1, isPlain = false): void {
    const at = this.count++;
    this.rows[at] = cells;
    this.periods[at] = period;
    this.lines[at] = line;
    this.plain[at] = isPlain ? 1 : 0;
  }

  /** Reads a column's cells without surrounding blanks; `unread` for rows as they stand. */
  private readColumn(
    column: number,
    from: number,
    values: Float64Array | Int32Array,
    read: (text: string) => number,
    unread: number,
  ): void {
    const { wide, rows, periods, count } = this;
    const place = wide.fixed[column]?.column;
    const byPeriod = column === wide.fixed.length ? wide.periods.map(({ text }) => read(text.trim())) : null;
    const places = wide.periods.map(({ columns }) => columns[column - wide.fixed.length - 1]);
    let [last, value]: [readonly string[] | null, number] = [null, unread];
    for (let record = from; record < count; record++) {
      const [period, cells] = [periods[record], rows[record]];
      if (period < 0) values[record] = unread;
      else if (byPeriod) values[record] = byPeriod[period];
      else if (place === undefined) values[record] = read((cells[places[period]] ?? '').trim());
      else {
        if (cells !== last) value = read((cells[place] ?? '').trim());
        last = cells;
        values[record] = value;
      }
    }
  }

  /** Hashes that records with equal cells share, from that of what their row says of all. */
  private hash(from: number, delimiter: string): void {
    const { wide, rows, periods, samePeriod, hashes, count } = this;
    let [last, own]: [readonly string[] | null, number] = [null, 0];
    for (let record = from; record < count; record++) {
      const [period, cells] = [periods[record], rows[record]];
      if (cells !== last) {
        const fixed = period < 0 ? cells : wide.fixed.map(({ column }) => cells[column] ?? '');
        own = hashCells(fixed, delimiter);
        last = cells;
      }
      let hash = own;
      if (period >= 0)
        for (const column of wide.periods[period].columns)
          hash = hashOnto(hash, samePeriod[period], cells[column] ?? '');
      hashes[record] = hash;
    }
  }
}

/** Anything but blanks and a dash. */
function isFigure(cell: string): boolean {
  const text = cell.trim();
  return text !== '' && text !== '-' && text !== '–' && text !== '—';
}
