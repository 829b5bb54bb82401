import {
  type ColumnMetaData,
  type FileMetaData,
  type ParquetParsers,
  parquetMetadataAsync,
  parquetSchema,
  type SchemaElement,
  type SchemaTree,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { type MadeText, readRange, type StoredBytes, sizeOf } from '#ingest/reading/byte-pieces.ts';
import { cellReader } from '#ingest/reading/parquet-cells.ts';
import {
  DamagedParquet,
  type Page,
  ParquetPages,
  UnsupportedParquet,
  type Values,
} from '#ingest/reading/parquet-pages.ts';
import { csvCell } from '#ingest/writing/write-csv.ts';

/** Rows that are made text at a time, and bytes after which it is enough: a long text may stand in every row, and is in the file once. */
const rowsAtATime = 16_384;
const bytesAtATime = 1 << 22;

/** Times and days are compared as the numbers that they are stored as. */
const asStored = {
  timestampFromMilliseconds: Number,
  timestampFromMicroseconds: Number,
  timestampFromNanoseconds: Number,
  dateFromDays: Number,
} as unknown as Partial<ParquetParsers>;

/** A column of single values, and its place among all columns of a row group. */
interface Leaf {
  readonly place: number;
  readonly path: readonly SchemaTree[];
  readonly name: string;
}

function isUtc({ logical_type: logical }: SchemaElement): boolean {
  return logical?.type === 'TIMESTAMP' && logical.isAdjustedToUTC;
}

/**
 * A Parquet file as the CSV text of the same table: UTF-8, commas, LF, a header and a record a row. It is made row group by row
 * group, of each column a page at a time.
 */
export class ParquetText implements MadeText {
  readonly size: number;
  /** Columns that hold a list in each row. */
  readonly unread: readonly string[];
  readonly inUtc: readonly string[];
  private readonly bytes: StoredBytes;
  private readonly metadata: FileMetaData;
  private readonly leaves: readonly Leaf[];

  private constructor(bytes: StoredBytes, metadata: FileMetaData) {
    this.bytes = bytes;
    this.metadata = metadata;
    this.size = sizeOf(bytes);
    const leaves: Leaf[] = [];
    const lists: string[] = [];
    let place = 0;
    const visit = (node: SchemaTree, path: readonly SchemaTree[], isList: boolean): void => {
      const within = isList || node.element.repetition_type === 'REPEATED';
      const own = [...path, node];
      for (const child of node.children) visit(child, own, within);
      if (node.children.length > 0) return;
      const name = node.path.join('.');
      if (within) lists.push(name);
      else leaves.push({ place, path: own, name });
      place += 1;
    };
    visit(parquetSchema(metadata), [], false);
    this.leaves = leaves;
    this.unread = lists;
    this.inUtc = leaves.filter(({ path }) => isUtc(path[path.length - 1].element)).map(({ name }) => name);
    const rows = metadata.row_groups.reduce((sum, group) => sum + group.num_rows, 0n);
    if (rows !== metadata.num_rows) throw new DamagedParquet('number of rows');
    for (const { num_rows: count, columns } of metadata.row_groups)
      for (const { place: at, path } of leaves) {
        if (columns[at]?.crypto_metadata) throw new UnsupportedParquet('encrypted column');
        const meta = columns[at]?.meta_data;
        const named = path[path.length - 1].path;
        if (!meta || meta.num_values !== count || meta.path_in_schema.join('.') !== named.join('.'))
          throw new DamagedParquet('column of a row group');
      }
  }

  /** Throws {@link DamagedParquet}, {@link UnsupportedParquet} and what the reader of the directory throws. */
  static async open(bytes: StoredBytes): Promise<ParquetText> {
    const file = {
      byteLength: sizeOf(bytes),
      slice: async (from: number, to: number = sizeOf(bytes)): Promise<ArrayBuffer> =>
        (await readRange(bytes, from, to)).slice().buffer as ArrayBuffer,
    };
    const metadata = await parquetMetadataAsync(file, { parsers: asStored, geoparquet: false });
    return new ParquetText(bytes, metadata);
  }

  /** Reads all pages and makes nothing of them. Throws as {@link open} does. */
  async check(onBytes: (bytesRead: number) => Promise<void>): Promise<void> {
    for (const { columns, num_rows: count } of this.metadata.row_groups) {
      for (const leaf of this.leaves) {
        const column = metaOf(columns, leaf);
        const cells = new ColumnCells(this.bytes, column, leaf.path);
        for (let left = Number(count); left > 0; ) {
          const page = await cells.nextPage();
          left -= page.rows;
          await onBytes(Number(column.data_page_offset));
        }
        cells.close();
      }
    }
  }

  async *makeText(taken: (bytesRead: number) => void): AsyncGenerator<Uint8Array> {
    const text = new TextBytes();
    text.write(`${this.leaves.map(({ name }) => csvCell(name)).join(',')}\n`);
    yield text.take();
    let rowsRead = 0;
    for (const { columns, num_rows: count } of this.metadata.row_groups) {
      const readers = this.leaves.map((leaf) => new ColumnCells(this.bytes, metaOf(columns, leaf), leaf.path));
      for (let left = Number(count); left > 0; ) {
        let most = Math.min(left, rowsAtATime);
        for (const reader of readers) {
          if (reader.left === 0) await reader.fill();
          most = Math.min(most, reader.left);
        }
        let rows = 0;
        for (; rows < most && text.length < bytesAtATime; rows++) {
          for (let at = 0; at < readers.length; at++) {
            if (at > 0) text.byte(comma);
            readers[at].write(text);
          }
          text.byte(newline);
        }
        yield text.take();
        left -= rows;
        rowsRead += rows;
        taken(Math.floor((rowsRead / Number(this.metadata.num_rows)) * this.size));
      }
    }
    taken(this.size);
  }
}

function metaOf(columns: FileMetaData['row_groups'][number]['columns'], { place }: Leaf): ColumnMetaData {
  const meta = columns[place].meta_data;
  if (!meta) throw new DamagedParquet('column of a row group');
  return meta;
}

const [comma, newline] = [44, 10];
const encoder = new TextEncoder();

/** A text as bytes, in UTF-8: cells are short, and a string of each would be waste at once. */
class TextBytes {
  length = 0;
  private bytes = new Uint8Array(1 << 16);

  byte(byte: number): void {
    if (this.length === this.bytes.length) this.reserve(1);
    this.bytes[this.length++] = byte;
  }

  write(text: string): void {
    this.reserve(text.length * 3);
    const { bytes } = this;
    let to = this.length;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code > 127) {
        this.length += encoder.encodeInto(text, bytes.subarray(this.length)).written;
        return;
      }
      bytes[to++] = code;
    }
    this.length = to;
  }

  copy(from: Uint8Array, start: number, end: number): void {
    this.reserve(end - start);
    const { bytes } = this;
    let to = this.length;
    for (let at = start; at < end; at++) bytes[to++] = from[at];
    this.length = to;
  }

  /** What was written since the last time. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.bytes.slice(0, this.length);
    this.length = 0;
    return taken;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const wider = new Uint8Array(Math.max(this.length + more, this.bytes.length * 2));
    wider.set(this.bytes);
    this.bytes = wider;
  }
}

/** The cells of one column of a row group, page by page. */
class ColumnCells {
  private page: Page = { rows: 0, values: [], filled: null, isCoded: false };
  /** Next row of the page, and its next value. */
  private next = 0;
  private at = 0;
  private readonly pages: ParquetPages;
  private readonly bounds: Bounds;
  private readonly read: (value: Values[number]) => string;
  /** Cells of the dictionary's values: where each begins, and the last ends. */
  private known: { readonly of: Values; readonly bytes: Uint8Array; readonly starts: Int32Array } | null = null;

  constructor(bytes: StoredBytes, column: ColumnMetaData, path: readonly SchemaTree[]) {
    this.pages = new ParquetPages(bytes, column, [...path], compressors);
    const { element } = path[path.length - 1];
    this.read = cellReader(element);
    this.bounds = new Bounds(column, element);
  }

  /** Rows of the page at hand that are not written yet. */
  get left(): number {
    return this.page.rows - this.next;
  }

  /** The next page that has rows, checked. */
  async nextPage(): Promise<Page> {
    for (;;) {
      const page = await this.pages.next();
      if (!page) throw new DamagedParquet('fewer values than the column has');
      this.bounds.take(page, this.pages.dictionary);
      if (page.rows > 0) return page;
    }
  }

  close(): void {
    this.bounds.close();
  }

  async fill(): Promise<void> {
    this.page = await this.nextPage();
    this.next = 0;
    this.at = 0;
    const { dictionary } = this.pages;
    if (!this.page.isCoded || !dictionary || this.known?.of === dictionary) return;
    const text = new TextBytes();
    const starts = new Int32Array(dictionary.length + 1);
    for (let place = 0; place < dictionary.length; place++) {
      text.write(csvCell(this.read(dictionary[place])));
      starts[place + 1] = text.length;
    }
    this.known = { of: dictionary, bytes: text.take(), starts };
  }

  /** The next row's cell. */
  write(text: TextBytes): void {
    const { filled, values, isCoded } = this.page;
    if (filled && filled[this.next++] === 0) return;
    if (!filled) this.next += 1;
    const value = values[this.at++];
    if (!isCoded) text.write(csvCell(this.read(value)));
    else if (this.known)
      text.copy(this.known.bytes, this.known.starts[Number(value)], this.known.starts[Number(value) + 1]);
  }
}

/** Whether a column's values are within the bounds that its directory names, and as many are empty. */
class Bounds {
  private readonly least: number;
  private readonly most: number;
  private readonly empty: bigint | undefined;
  private readonly factor: number;
  private readonly isNumber: boolean;
  private missing = 0;
  /** Places of the dictionary that no value may have. */
  private beyond: { readonly of: Values; readonly places: ReadonlySet<number> } | null = null;

  constructor({ statistics }: ColumnMetaData, element: SchemaElement) {
    const { min_value: least, max_value: most, null_count: empty } = statistics ?? {};
    const { type, converted_type: converted, logical_type: logical } = element;
    const isUnsigned = converted?.startsWith('UINT') || (logical?.type === 'INTEGER' && !logical.isSigned);
    this.isNumber = !isUnsigned && (type === 'INT32' || type === 'INT64' || type === 'DOUBLE' || type === 'FLOAT');
    this.factor = converted === 'DECIMAL' ? 10 ** -(element.scale ?? 0) : 1;
    const bound = (value: unknown, open: number): number =>
      typeof value === 'number' || typeof value === 'bigint' ? Number(value) : open;
    this.least = bound(least, Number.NEGATIVE_INFINITY);
    this.most = bound(most, Number.POSITIVE_INFINITY);
    this.empty = empty;
  }

  take({ rows, values, isCoded }: Page, dictionary: Values | null): void {
    this.missing += rows - values.length;
    if (!this.isNumber || (this.least === Number.NEGATIVE_INFINITY && this.most === Number.POSITIVE_INFINITY)) return;
    if (!isCoded || !dictionary) {
      for (let at = 0; at < values.length; at++) if (this.isBeyond(values[at])) throw beyondBounds();
      return;
    }
    if (this.beyond?.of !== dictionary) {
      const places = new Set<number>();
      for (let place = 0; place < dictionary.length; place++) if (this.isBeyond(dictionary[place])) places.add(place);
      this.beyond = { of: dictionary, places };
    }
    const { places } = this.beyond;
    if (places.size === 0) return;
    for (let at = 0; at < values.length; at++) if (places.has(Number(values[at]))) throw beyondBounds();
  }

  private isBeyond(stored: Values[number]): boolean {
    const value = Number(stored) * this.factor;
    return value < this.least || value > this.most;
  }

  close(): void {
    if (this.empty !== undefined && this.empty !== BigInt(this.missing)) throw new DamagedParquet('empty values');
  }
}

function beyondBounds(): DamagedParquet {
  return new DamagedParquet('value beyond the bounds of its column');
}
