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

/** Rows that are made text at a time, and letters after which it is enough: a long text may stand in every row, and is in the file once. */
const rowsAtATime = 4096;
const lettersAtATime = 1 << 22;

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
    const encoder = new TextEncoder();
    yield encoder.encode(`${this.leaves.map(({ name }) => csvCell(name)).join(',')}\n`);
    let rowsRead = 0;
    for (const { columns, num_rows: count } of this.metadata.row_groups) {
      const readers = this.leaves.map((leaf) => new ColumnCells(this.bytes, metaOf(columns, leaf), leaf.path));
      for (let left = Number(count); left > 0; ) {
        let most = Math.min(left, rowsAtATime);
        for (const reader of readers) {
          if (reader.left === 0) await reader.fill();
          most = Math.min(most, reader.left);
        }
        const { text, rows } = writeRows(readers, most);
        yield encoder.encode(text);
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

function writeRows(readers: readonly ColumnCells[], most: number): { readonly text: string; readonly rows: number } {
  let text = '';
  let row = 0;
  for (; row < most && text.length < lettersAtATime; row++) {
    for (let at = 0; at < readers.length; at++) {
      const { cells, next } = readers[at];
      text += at === 0 ? cells[next + row] : `,${cells[next + row]}`;
    }
    text += '\n';
  }
  for (const reader of readers) reader.next += row;
  return { text, rows: row };
}

/** The cells of one column of a row group, page by page. */
class ColumnCells {
  /** Of the page at hand. */
  cells: readonly string[] = [];
  next = 0;
  private readonly pages: ParquetPages;
  private readonly bounds: Bounds;
  private readonly read: (value: never) => string;
  /** Cells of the dictionary's values. */
  private known: { readonly of: Values; readonly cells: readonly string[] } | null = null;

  constructor(bytes: StoredBytes, column: ColumnMetaData, path: readonly SchemaTree[]) {
    this.pages = new ParquetPages(bytes, column, [...path], compressors);
    const { element } = path[path.length - 1];
    this.read = cellReader(element);
    this.bounds = new Bounds(column, element);
  }

  get left(): number {
    return this.cells.length - this.next;
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
    const { values, isCoded, filled, rows } = await this.nextPage();
    this.next = 0;
    const cellOf = isCoded ? this.dictionaryCells() : null;
    const read = this.read as (value: Values[number]) => string;
    const cells = new Array<string>(rows);
    for (let row = 0, at = 0; row < rows; row++) {
      if (filled && filled[row] === 0) cells[row] = '';
      else {
        const value = values[at++];
        cells[row] = cellOf ? cellOf[value as number] : csvCell(read(value));
      }
    }
    this.cells = cells;
  }

  private dictionaryCells(): readonly string[] {
    const { dictionary } = this.pages;
    if (!dictionary) return [];
    if (this.known?.of !== dictionary) {
      const read = this.read as (value: Values[number]) => string;
      this.known = { of: dictionary, cells: Array.from(dictionary, (value) => csvCell(read(value))) };
    }
    return this.known.cells;
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
    if (!this.isNumber) return;
    const { least, most, factor } = this;
    if (least === Number.NEGATIVE_INFINITY && most === Number.POSITIVE_INFINITY) return;
    for (let at = 0; at < values.length; at++) {
      const value = Number(isCoded && dictionary ? dictionary[Number(values[at])] : values[at]) * factor;
      if (value < least || value > most) throw new DamagedParquet('value beyond the bounds of its column');
    }
  }

  close(): void {
    if (this.empty !== undefined && this.empty !== BigInt(this.missing)) throw new DamagedParquet('empty values');
  }
}
