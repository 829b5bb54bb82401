import { decode, NativePool } from '#ingest/kernel/native-pool.ts';
import type { RowKernel } from '#ingest/kernel/row-kernel.ts';
import { join } from '#ingest/reading/byte-pieces.ts';
import {
  type ColumnBatch,
  type ColumnsWanted,
  emptyCell,
  oddOrder,
  type Series,
} from '#ingest/reading/column-batch.ts';
import { hashCells } from '#ingest/reading/hash-cells.ts';
import {
  longestLine,
  longestQuoted,
  type RecordBatch,
  type RecordReader,
  strayLimit,
} from '#ingest/reading/records.ts';

/** No quoted record longer than this is hashed by the kernel. */
const quotedRoom = 1 << 14;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** The columns that are wanted, each in a place of its own in the kernel's memory for all pieces of a file. */
interface ColumnsRead {
  /** Records for which there is room. */
  room: number;
  readonly wanted: ColumnsWanted;
  readonly header: { readonly address: number; readonly bytes: number };
  readonly quotedAddress: number;
  /** Addresses. */
  plain: number;
  hashes: number;
  seconds: number;
  orders: number;
  /** By column of the table. */
  readonly micros: (number | undefined)[];
  readonly keys: (number | undefined)[];
}

/** Records in a kernel's memory, good until its reader is given the next piece. See assembly/batch.ts. */
export class NativeBatch implements ColumnBatch {
  count = 0;
  lines: Int32Array = new Int32Array(0);
  readonly columns: NativeBatch = this;
  private readonly kernel: RowKernel;
  /** Address of the batch's description. */
  readonly address: number;
  /** Bytes that there is room for. */
  private capacity = 0;
  private bytes: Uint8Array = new Uint8Array(0);
  private firstCell: Int32Array = new Int32Array(0);
  private starts: Int32Array = new Int32Array(0);
  private ends: Int32Array = new Int32Array(0);
  private read: ColumnsRead | null = null;
  /** Addresses of the columns of a series, and of what is read of them. */
  private series: ReturnType<NativeBatch['writeSeries']> | null = null;
  hashes: Float64Array = new Float64Array(0);
  private plain: Uint8Array = new Uint8Array(0);
  private dateColumn = -1;
  seconds: Float64Array = new Float64Array(0);
  private orderColumn = -1;
  orders: Int32Array = new Int32Array(0);
  micros: readonly (Float64Array | undefined)[] = [];
  keys: readonly (Int32Array | undefined)[] = [];
  private readonly pools: (NativePool | undefined)[] = [];

  constructor(kernel: RowKernel) {
    this.kernel = kernel;
    this.address = kernel.allocate(32);
  }

  /** Room for so many bytes of text and all cells that they may hold; forgets what was there. */
  reserve(size: number): Uint8Array {
    const { kernel } = this;
    if (size > this.capacity) {
      this.capacity = Math.max(Math.ceil(size * 1.2), 4096);
      const integers = (): number => kernel.allocate((this.capacity + 2) * 4);
      const places = [kernel.allocate(this.capacity), integers(), integers(), integers(), integers()];
      places.push(kernel.allocate(this.capacity + 2));
      kernel.integers(this.address, 6).set(places);
    }
    this.refresh();
    this.count = 0;
    return this.bytes;
  }

  /** What the kernel has read. */
  turnTo(count: number, cells: number): void {
    this.count = count;
    this.firstCell[count] = cells;
  }

  readonly cellsOf = (record: number): string[] =>
    Array.from({ length: this.widthOf(record) }, (_, column) => this.rawOf(column, record));

  widthOf(record: number): number {
    return this.firstCell[record + 1] - this.firstCell[record];
  }

  rawOf(column: number, record: number): string {
    const cell = this.firstCell[record] + column;
    if (column < 0 || cell >= this.firstCell[record + 1]) return '';
    const end = this.ends[cell];
    return end < 0
      ? decode(this.bytes, this.starts[cell], ~end).replaceAll('""', '"')
      : decode(this.bytes, this.starts[cell], end);
  }

  /** Reads columns of the records from `from` on; moves the kernel's memory where there is not enough of it. */
  readColumns(wanted: ColumnsWanted, from: number): void {
    const { kernel, count, address } = this;
    const { calls } = kernel;
    this.read ??= this.createColumns(wanted);
    const { read } = this;
    this.makeRoom(read);
    this.refresh();
    const { header, plain, hashes, seconds } = read;
    calls.markPlain(address, from, count, wanted.header.length, header.address, header.bytes, plain);
    const delimiter = wanted.delimiter.charCodeAt(0);
    if (!wanted.unhashed)
      calls.hashRecords(address, from, count, delimiter, read.quotedAddress, quotedRoom, hashes + from * 8);
    const order = { 'year-first': 0, 'day-first': 1, 'month-first': 2 }[wanted.dateOrder];
    if (wanted.date !== undefined) calls.readSeconds(address, from, count, wanted.date, order, seconds);
    if (wanted.order !== undefined) calls.readOrders(address, from, count, wanted.order, read.orders);
    for (const [column, comma] of wanted.numbers)
      calls.readMicros(address, from, count, column, comma ? 44 : 46, read.micros[column] ?? 0);
    for (const column of wanted.wholes ?? [])
      calls.readMicros(address, from, count, column, 0, read.micros[column] ?? 0);
    for (const column of wanted.texts)
      calls.readKeys(address, from, count, column, this.pools[column]?.address ?? 0, read.keys[column] ?? 0);
    this.refreshColumns(read);
    for (let record = wanted.unhashed ? count : from; record < count; record++)
      if (this.hashes[record] === 0) this.hashes[record] = hashCells(this.cellsOf(record), wanted.delimiter);
  }

  readonly readSeries = (columns: readonly (readonly [column: number, decimalComma: boolean])[]): Series => {
    const { kernel, count, address } = this;
    const width = columns.length;
    this.series ??= this.writeSeries(columns);
    const { series } = this;
    if (count > series.room) {
      series.room = Math.ceil(count * 1.5);
      series.micros = kernel.allocate(series.room * width * 8);
      series.filled = kernel.allocate(series.room * 4);
      this.refresh();
      if (this.read) this.refreshColumns(this.read);
    }
    kernel.calls.readSeries(address, count, series.columns, series.points, width, series.micros, series.filled);
    return {
      micros: kernel.doubles(series.micros, count * width),
      filled: kernel.integers(series.filled, count),
    };
  };

  isPlain(record: number): boolean {
    return this.plain[record] === 1;
  }

  microOf(column: number, record: number): number {
    const micros = this.micros[column];
    return micros ? micros[record] : Number.NEGATIVE_INFINITY;
  }

  secondsOf(column: number, record: number): number {
    return this.dateColumn === column ? this.seconds[record] : Number.NaN;
  }

  orderOf(column: number, record: number): number {
    return this.orderColumn === column ? this.orders[record] : oddOrder;
  }

  keyOf(column: number, record: number): number {
    const keys = this.keys[column];
    return keys ? keys[record] : -1;
  }

  textOf(column: number, record: number): string {
    const key = this.keyOf(column, record);
    if (key === emptyCell) return '';
    const pool = this.pools[column];
    return key >= 0 && pool ? pool.textOf(key) : this.rawOf(column, record).trim();
  }

  codeOf(column: number, record: number, position: number): number {
    const cell = this.firstCell[record] + column;
    if (cell >= this.firstCell[record + 1]) return Number.NaN;
    const from = this.starts[cell];
    const end = this.ends[cell];
    const first = this.bytes[from];
    // Blanks, doubled quotes and what is not ASCII only its text tells.
    if (end < 0 || first < 33 || first > 127) return this.textOf(column, record).charCodeAt(position);
    return from + position < end ? this.bytes[from + position] : Number.NaN;
  }

  /** Views of the memory as it is now. */
  private refresh(): void {
    const { kernel, capacity } = this;
    const [bytes, firstCell, starts, ends, lines] = kernel.integers(this.address, 6);
    this.bytes = kernel.bytes(bytes, capacity);
    this.firstCell = kernel.integers(firstCell, capacity + 2);
    this.starts = kernel.integers(starts, capacity + 2);
    this.ends = kernel.integers(ends, capacity + 2);
    this.lines = kernel.integers(lines, capacity + 2);
  }

  private writeSeries(columns: readonly (readonly [column: number, decimalComma: boolean])[]) {
    const { kernel } = this;
    const write = (values: number[]): number => {
      const at = kernel.allocate(values.length * 4);
      kernel.integers(at, values.length).set(values);
      return at;
    };
    const [places, points] = [columns.map(([column]) => column), columns.map(([, comma]) => (comma ? 44 : 46))];
    return { columns: write(places), points: write(points), room: 0, micros: 0, filled: 0 };
  }

  private refreshColumns({ plain, hashes, seconds, orders, micros, keys, room }: ColumnsRead): void {
    const { kernel } = this;
    this.plain = kernel.bytes(plain, room);
    this.hashes = kernel.doubles(hashes, room);
    this.seconds = kernel.doubles(seconds, room);
    this.orders = kernel.integers(orders, room);
    this.micros = micros.map((place) => (place === undefined ? undefined : kernel.doubles(place, room)));
    this.keys = keys.map((place) => (place === undefined ? undefined : kernel.integers(place, room)));
  }

  private createColumns(wanted: ColumnsWanted): ColumnsRead {
    const { kernel } = this;
    this.dateColumn = wanted.date ?? -1;
    this.orderColumn = wanted.order ?? -1;
    for (const column of wanted.texts) this.pools[column] = new NativePool(kernel);
    return {
      room: 0,
      wanted,
      header: this.write(wanted.header[0] ?? ''),
      quotedAddress: kernel.allocate(quotedRoom),
      plain: 0,
      hashes: 0,
      seconds: 0,
      orders: 0,
      micros: [],
      keys: [],
    };
  }

  private write(text: string): ColumnsRead['header'] {
    const bytes = encoder.encode(text);
    const address = this.kernel.allocate(bytes.length);
    this.kernel.bytes(address, bytes.length).set(bytes);
    return { address, bytes: bytes.length };
  }

  private makeRoom(read: ColumnsRead): void {
    const { kernel, count } = this;
    for (const pool of this.pools) pool?.reserve(count);
    if (count <= read.room) return;
    read.room = Math.ceil(count * 1.5);
    const doubles = (): number => kernel.allocate(read.room * 8);
    read.plain = kernel.allocate(read.room);
    read.hashes = doubles();
    read.seconds = doubles();
    read.orders = kernel.allocate(read.room * 4);
    const { numbers, wholes = [] } = read.wanted;
    for (const column of [...numbers.map(([at]) => at), ...wholes]) read.micros[column] = doubles();
    for (const column of read.wanted.texts) read.keys[column] = kernel.allocate(read.room * 4);
  }
}

/**
 * UTF-8 in pieces to records, by a kernel as far as it goes, and with the same outcome by the reader of texts where it stops
 * before the first record: at a quote that is not closed, or with something behind it, or a line without an end.
 */
export class NativeReader {
  private readonly kernel: RowKernel;
  private readonly batch: NativeBatch;
  private readonly reader: RecordReader;
  private readonly delimiter: number;
  private readonly countsRecords: boolean;
  /** Address at which the kernel says how far it came. */
  private readonly progress: number;
  /** Bytes that were not read yet. */
  private held: Uint8Array = new Uint8Array(0);

  /** `delimiter`: one ASCII character. */
  constructor(kernel: RowKernel, reader: RecordReader, delimiter: string, countsRecords: boolean) {
    this.kernel = kernel;
    this.reader = reader;
    this.delimiter = delimiter.charCodeAt(0);
    this.countsRecords = countsRecords;
    this.batch = new NativeBatch(kernel);
    this.progress = kernel.allocate(16);
  }

  push(piece: Uint8Array): RecordBatch {
    const { batch, kernel, reader, held } = this;
    const size = held.length + piece.length;
    const bytes = batch.reserve(size).subarray(0, size);
    bytes.set(held);
    bytes.set(piece, held.length);
    const progress = kernel.integers(this.progress, 4);
    progress.set([0, 0, 0, reader.line]);
    const longest = reader.strayQuotes > 0 ? strayLimit : longestQuoted;
    const { delimiter, countsRecords } = this;
    kernel.calls.readRecords(batch.address, this.progress, size, delimiter, countsRecords, longest, longestLine);
    const [at, count, cells, line] = progress;
    if (count === 0) return this.readText(bytes);
    batch.turnTo(count, cells);
    reader.line = line;
    this.held = bytes.slice(at);
    return batch;
  }

  /** What is left of the text. */
  end(): RecordBatch {
    return this.reader.push(decoder.decode(this.held));
  }

  private readText(bytes: Uint8Array): RecordBatch {
    const cut = borderIn(bytes);
    const batch = this.reader.push(decoder.decode(bytes.subarray(0, cut)));
    this.held = join([encoder.encode(this.reader.takeRest()), bytes.subarray(cut)]);
    return batch;
  }
}

/** Behind the last line end; in a long piece without any, behind the last character that is whole. */
function borderIn(bytes: Uint8Array): number {
  const end = bytes.lastIndexOf(10) + 1;
  if (end > 0 || bytes.length < 2 * longestLine) return end;
  let cut = bytes.length - 1;
  while (cut > 0 && (bytes[cut] & 0xc0) === 0x80) cut -= 1;
  return cut;
}
