import type { RowKernel } from '#ingest/kernel/row-kernel.ts';

/** Bytes that may pass in search of the quote that closes a cell: an opening quote would else swallow the file. */
const longestQuoted = 1 << 18;
/** The same in a file that has stray quotes, since each of them is searched so far. */
const strayLimit = 1 << 14;
/** A line without an end is cut after so many bytes. */
const longestLine = 1 << 20;

/** `mixed`: lines of one file end in LF, CRLF and CR alone. */
export type Newline = '\n' | '\r' | 'mixed';

const quote = 34;
const carriageReturn = 13;
/** UTF-8 of the full-width comma. */
const wideComma = [0xef, 0xbc, 0x8c] as const;

/**
 * Records of a piece of text, as places in its bytes; good until the reader is given its next piece. Cell `k` of record
 * `r` is `firstCell[r] + k`.
 */
export interface RecordBatch {
  readonly bytes: Uint8Array;
  readonly count: number;
  /** `count + 1` entries. */
  readonly firstCell: Int32Array;
  readonly starts: Int32Array;
  /** One's complement where the cell holds doubled quotes. */
  readonly ends: Int32Array;
  /** Lines of the file, from 1, on which the records begin. */
  readonly lines: Int32Array;
  /** 1 for records with a quoted cell. */
  readonly quoted: Uint8Array;
  /** UTF-8 of the delimiter. */
  readonly delimiter: readonly number[];
  /** Set where the places lie in the memory of a kernel. */
  readonly native?: NativeBatch;
}

/** A batch in a kernel's memory. */
export interface NativeBatch {
  readonly kernel: RowKernel;
  /** Address of its description. */
  readonly address: number;
  /** Makes the batch's views anew after an allocation in the kernel. */
  refresh(): void;
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** Where a kernel keeps what a reader reads. */
interface NativePlaces {
  readonly bytes: number;
  readonly spare: number;
  /** Bytes that they have room for. */
  readonly capacity: number;
  readonly firstCell: number;
  readonly starts: number;
  readonly ends: number;
  readonly lines: number;
  readonly quoted: number;
}

/**
 * UTF-8 in pieces to records (RFC 4180, read leniently), cut only where a record ends. CRLF and LF may be mixed when
 * `newline` is LF. A quote opens a cell only as its first character; it closes before a delimiter or a line end, blanks
 * between them allowed; other quotes are plain characters, and so is one that is never closed (`strayQuotes` counts
 * those): its line is cut at its delimiters as it stands. What comes out does not depend on where the pieces are cut.
 */
export class RecordReader {
  strayQuotes = 0;
  firstStrayLine = 0;
  private readonly delimiter: number;
  private readonly delimiterLength: number;
  private readonly newline: number;
  /** A carriage return without a line feed ends a record too. */
  private readonly endsAtReturn: boolean;
  private readonly countsRecords: boolean;
  /** 1 for the bytes at which an unquoted cell may end. */
  private readonly stops = new Uint8Array(256);
  private bytes: Uint8Array = new Uint8Array(0);
  /** Bytes held back from the last piece. */
  private held = 0;
  private spare: Uint8Array = new Uint8Array(0);
  private line = 1;
  private firstCell: Int32Array = new Int32Array(0);
  private starts: Int32Array = new Int32Array(0);
  private ends: Int32Array = new Int32Array(0);
  private lines: Int32Array = new Int32Array(0);
  private quoted: Uint8Array = new Uint8Array(0);
  private cells = 0;
  /** Line breaks inside quotes of the record at hand. */
  private breaks = 0;
  /** A cell of it is quoted. */
  private hasQuotes = false;
  private readonly kernel: RowKernel | null;
  private places: NativePlaces | null = null;
  /** Addresses of the batch's description and of the kernel's place in it. */
  private readonly description: number = 0;
  private readonly progress: number = 0;

  /**
   * `countsRecords`: lines are numbers of records, whatever line breaks their cells hold (rows of a sheet). `kernel`: reads
   * the ordinary records, with the same outcome.
   */
  constructor(delimiter: string, newline: Newline, countsRecords = false, kernel: RowKernel | null = null) {
    const wide = delimiter === '，';
    this.delimiter = wide ? wideComma[0] : delimiter.charCodeAt(0);
    this.delimiterLength = wide ? wideComma.length : 1;
    this.newline = newline === 'mixed' ? 10 : newline.charCodeAt(0);
    this.endsAtReturn = newline === 'mixed';
    this.countsRecords = countsRecords;
    this.stops[this.delimiter] = 1;
    this.stops[this.newline] = 1;
    if (this.endsAtReturn) this.stops[carriageReturn] = 1;
    this.kernel = newline === '\n' && !wide ? kernel : null;
    if (!this.kernel) return;
    this.description = this.kernel.allocate(32);
    this.progress = this.kernel.allocate(16);
  }

  push(piece: Uint8Array): RecordBatch {
    if (this.places) this.turnNative(this.places);
    const size = this.held + piece.length;
    if (size >= this.bytes.length) this.grow(size);
    this.bytes.set(piece, this.held);
    return this.take(size, false);
  }

  end(): RecordBatch {
    if (this.places) this.turnNative(this.places);
    if (this.bytes.length === 0) this.grow(1);
    return this.take(this.held, true);
  }

  private grow(size: number): void {
    if (this.kernel) {
      this.growNative(this.kernel, size);
      return;
    }
    // One more for a line end behind the last byte, at which every search stops.
    const wider = new Uint8Array(Math.max(size + 1, Math.ceil(this.bytes.length * 1.5), 4096));
    wider.set(this.bytes.subarray(0, this.held));
    this.bytes = wider;
    // No more cells than bytes, and one for what follows the last delimiter.
    this.firstCell = new Int32Array(wider.length + 2);
    this.starts = new Int32Array(wider.length + 2);
    this.ends = new Int32Array(wider.length + 2);
    this.lines = new Int32Array(wider.length + 2);
    this.quoted = new Uint8Array(wider.length + 2);
  }

  private growNative(kernel: RowKernel, size: number): void {
    const old = this.places;
    const capacity = Math.max(size + 1, Math.ceil((old?.capacity ?? 0) * 1.5), 4096);
    const held = this.bytes.slice(0, this.held);
    const integers = (): number => kernel.allocate((capacity + 2) * 4);
    this.turnNative({
      bytes: kernel.allocate(capacity),
      spare: kernel.allocate(capacity),
      capacity,
      firstCell: integers(),
      starts: integers(),
      ends: integers(),
      lines: integers(),
      quoted: kernel.allocate(capacity + 2),
    });
    this.bytes.set(held);
  }

  private turnNative(places: NativePlaces): void {
    const { kernel } = this;
    if (!kernel) return;
    const entries = places.capacity + 2;
    this.places = places;
    this.bytes = kernel.bytes(places.bytes, places.capacity);
    this.firstCell = kernel.integers(places.firstCell, entries);
    this.starts = kernel.integers(places.starts, entries);
    this.ends = kernel.integers(places.ends, entries);
    this.lines = kernel.integers(places.lines, entries);
    this.quoted = kernel.bytes(places.quoted, entries);
    kernel
      .integers(this.description, 6)
      .set([places.bytes, places.firstCell, places.starts, places.ends, places.lines, places.quoted]);
  }

  /** Lets the kernel read the ordinary records from `at` on: how many, and where the next one begins. */
  private readNatively(
    kernel: RowKernel,
    at: number,
    count: number,
    size: number,
  ): readonly [at: number, count: number] {
    const progress = kernel.integers(this.progress, 4);
    progress.set([at, count, this.cells, this.line]);
    const longest = this.strayQuotes > 0 ? strayLimit : longestQuoted;
    const { description, delimiter, countsRecords } = this;
    kernel.calls.readRecords(description, this.progress, size, delimiter, countsRecords, longest, longestLine);
    this.cells = progress[2];
    this.line = progress[3];
    return [progress[0], progress[1]];
  }

  private take(size: number, last: boolean): RecordBatch {
    this.cells = 0;
    this.bytes[size] = this.newline;
    let count = 0;
    let at = 0;
    // The bytes before `at` were handed out with the batch before.
    while (at < size) {
      if (this.kernel) [at, count] = this.readNatively(this.kernel, at, count, size);
      if (at >= size) break;
      const cellsBefore = this.cells;
      const next = this.readRecord(at, size, last);
      if (next < 0) {
        this.cells = cellsBefore;
        break;
      }
      this.firstCell[count] = cellsBefore;
      this.lines[count] = this.line;
      this.quoted[count] = this.hasQuotes ? 1 : 0;
      this.line += 1 + this.breaks;
      count += 1;
      at = next;
    }
    this.firstCell[count] = this.cells;
    const batch = { ...this.columns(), count };
    const native = this.places && this.kernel ? this.asNative(this.kernel, this.places, batch) : batch;
    this.hold(at, size);
    return native;
  }

  private asNative(kernel: RowKernel, places: NativePlaces, batch: RecordBatch): RecordBatch {
    const native: Mutable<RecordBatch> = { ...batch };
    const entries = places.capacity + 2;
    const refresh = (): void => {
      native.bytes = kernel.bytes(places.bytes, places.capacity);
      native.firstCell = kernel.integers(places.firstCell, entries);
      native.starts = kernel.integers(places.starts, entries);
      native.ends = kernel.integers(places.ends, entries);
      native.lines = kernel.integers(places.lines, entries);
      native.quoted = kernel.bytes(places.quoted, entries);
    };
    native.native = { kernel, address: this.description, refresh };
    return native;
  }

  private columns(): Omit<RecordBatch, 'count'> {
    const { bytes, firstCell, starts, ends, lines, quoted } = this;
    const delimiter = this.delimiterLength > 1 ? wideComma : [this.delimiter];
    return { bytes, firstCell, starts, ends, lines, quoted, delimiter };
  }

  /** Moves the unread rest to the front of another buffer, so that the batch keeps its bytes until the next piece. */
  private hold(from: number, to: number): void {
    this.held = to - from;
    if (this.places) {
      this.holdNatively(this.places, from, to);
      return;
    }
    const other = this.spare.length >= this.bytes.length ? this.spare : new Uint8Array(this.bytes.length);
    other.set(this.bytes.subarray(from, to));
    this.spare = this.bytes;
    this.bytes = other;
  }

  private holdNatively(places: NativePlaces, from: number, to: number): void {
    const rest = this.bytes.subarray(from, to);
    this.places = { ...places, bytes: places.spare, spare: places.bytes };
    // The batch's description stays until the next piece.
    this.bytes = this.kernel?.bytes(places.spare, places.capacity) ?? this.bytes;
    this.bytes.set(rest);
  }

  /** Reads the record at `from`: where the next one begins, or -1 when more bytes are needed to tell. */
  private readRecord(from: number, size: number, last: boolean): number {
    const { bytes, stops, newline, delimiterLength } = this;
    this.breaks = 0;
    this.hasQuotes = false;
    let at = from;
    for (;;) {
      if (at < size && bytes[at] === quote) {
        const after = this.readQuoted(at, from, size, last);
        if (after === needsMore) return -1;
        if (after === unclosed) return this.readLiterally(from, size, last);
        if (after === size) return size;
        if (bytes[after] === newline || (this.endsAtReturn && bytes[after] === carriageReturn)) return after + 1;
        at = after + delimiterLength;
        continue;
      }
      const start = at;
      for (;;) {
        while (stops[bytes[at]] === 0) at += 1;
        if (at - from > longestLine) {
          this.breaks = -1;
          return this.cut(from, from + longestLine);
        }
        if (at >= size) {
          if (!last) return -1;
          this.addCell(start, size);
          return size;
        }
        if (bytes[at] === newline) {
          this.addCell(start, at);
          return at + 1;
        }
        if (this.endsAtReturn && bytes[at] === carriageReturn) {
          if (at + 1 >= size && !last) return -1;
          if (bytes[at + 1] === newline) {
            at += 1;
            continue;
          }
          this.addCell(start, at);
          return at + 1;
        }
        if (delimiterLength === 1) break;
        // The first byte of the full-width comma opens other characters too.
        if (at + 2 >= size && !last) return -1;
        if (bytes[at + 1] === wideComma[1] && bytes[at + 2] === wideComma[2] && at + 2 < size) break;
        at += 1;
      }
      this.starts[this.cells] = start;
      this.ends[this.cells] = at;
      this.cells += 1;
      at += delimiterLength;
    }
  }

  private addCell(start: number, end: number): void {
    const trimmed = end > start && this.bytes[end - 1] === carriageReturn ? end - 1 : end;
    this.starts[this.cells] = start;
    this.ends[this.cells] = trimmed;
    this.cells += 1;
  }

  /** Reads the quoted cell at `open`: the place of the delimiter or line end behind it, or why there is none. */
  private readQuoted(open: number, from: number, size: number, last: boolean): number {
    const { bytes, newline } = this;
    const limit = from + (this.strayQuotes > 0 ? strayLimit : longestQuoted);
    const to = Math.min(size, limit);
    let doubled = false;
    let breaks = 0;
    let at = open + 1;
    for (;;) {
      while (at < to && bytes[at] !== quote) {
        if (bytes[at] === newline) breaks += 1;
        at += 1;
      }
      if (at >= to) return to === limit || last ? unclosed : needsMore;
      if (at + 1 >= size) {
        if (!last) return needsMore;
        break;
      }
      if (bytes[at + 1] === quote) {
        doubled = true;
        at += 2;
        continue;
      }
      let after = at + 1;
      while (after < size && isBlank(bytes[after]) && bytes[after] !== newline && bytes[after] !== this.delimiter) {
        if (this.endsAtReturn && bytes[after] === carriageReturn && bytes[after + 1] !== newline && after + 1 < size)
          break;
        after += 1;
      }
      if (after >= size && !last) return needsMore;
      const isEnd = bytes[after] === newline || (this.endsAtReturn && bytes[after] === carriageReturn);
      if (after >= size || isEnd || this.isDelimiter(after, size)) {
        if (!last && this.delimiterLength > 1 && after + 2 >= size && bytes[after] === this.delimiter) return needsMore;
        return this.closeQuoted(open, at, doubled, breaks, Math.min(after, size));
      }
      if (!last && this.delimiterLength > 1 && after + 2 >= size) return needsMore;
      at += 1;
    }
    return this.closeQuoted(open, at, doubled, breaks, size);
  }

  private closeQuoted(open: number, close: number, doubled: boolean, breaks: number, after: number): number {
    this.starts[this.cells] = open + 1;
    this.ends[this.cells] = doubled ? ~close : close;
    this.cells += 1;
    this.hasQuotes = true;
    if (!this.countsRecords) this.breaks += breaks;
    return after;
  }

  private isDelimiter(at: number, size: number): boolean {
    if (this.bytes[at] !== this.delimiter) return false;
    if (this.delimiterLength === 1) return true;
    return at + 2 < size && this.bytes[at + 1] === wideComma[1] && this.bytes[at + 2] === wideComma[2];
  }

  /** Reads the line at `from` without regard to quotes. */
  private readLiterally(from: number, size: number, last: boolean): number {
    const { bytes, newline } = this;
    let end = from;
    const isReturn = (at: number): boolean => this.endsAtReturn && bytes[at] === carriageReturn;
    while (end < size && bytes[end] !== newline && !isReturn(end) && end - from < longestLine) end += 1;
    if ((end === size || (isReturn(end) && end + 1 === size)) && !last) return -1;
    if (this.strayQuotes === 0) this.firstStrayLine = this.line;
    this.strayQuotes += 1;
    this.breaks = 0;
    const isPair = isReturn(end) && end + 1 < size && bytes[end + 1] === newline;
    return this.cut(from, end) + (isPair ? 2 : end < size && (bytes[end] === newline || isReturn(end)) ? 1 : 0);
  }

  /** Takes the bytes up to `end` as one record without regard to quotes. */
  private cut(from: number, end: number): number {
    // Cells of this record that were read already are read once more.
    this.cells = this.firstCellOfRecord(from);
    this.hasQuotes = false;
    let start = from;
    for (let at = from; at < end; at++) {
      if (!this.isDelimiter(at, end)) continue;
      this.starts[this.cells] = start;
      this.ends[this.cells] = at;
      this.cells += 1;
      start = at + this.delimiterLength;
      at = start - 1;
    }
    this.addCell(start, end);
    return end;
  }

  private firstCellOfRecord(from: number): number {
    let cell = this.cells;
    while (cell > 0 && this.starts[cell - 1] >= from) cell -= 1;
    return cell;
  }
}

const needsMore = -1;
const unclosed = -2;

function isBlank(byte: number): boolean {
  return byte === 32 || (byte > 8 && byte < 14);
}
