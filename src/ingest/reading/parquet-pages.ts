import type { ColumnMetaData, Compressors, PageHeader, SchemaTree } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';
import { byteStreamSplit } from 'hyparquet/src/encoding.js';
import { readPlain } from 'hyparquet/src/plain.js';
import { getMaxDefinitionLevel } from 'hyparquet/src/schema.js';
import { readVarInt } from 'hyparquet/src/thrift.js';
import { readRange, type StoredBytes } from '#ingest/reading/byte-pieces.ts';
import { crc32 } from '#ingest/reading/crc32.ts';

/** The file is not what its own directory, sizes, checksums or bounds say. */
export class DamagedParquet extends Error {
  override readonly name = 'DamagedParquet';
}

/** The file is whole, as far as can be seen, and written in a way of the format that is not read here: encrypted, or packed otherwise. */
export class UnsupportedParquet extends Error {
  override readonly name = 'UnsupportedParquet';
}

/** Physical values of one kind, as they stand in a page. */
export type Values = ArrayLike<number | bigint | boolean | Uint8Array>;

/** One page of a column: the values that are there, and which rows have one. */
export interface Page {
  readonly rows: number;
  readonly values: Values;
  /** By row: 1 where it has a value; null where all have one. */
  readonly filled: Uint8Array | null;
  /** The values are places in the dictionary that was read before. */
  readonly isCoded: boolean;
}

/** Bytes of a column that are read at a time. */
const windowBytes = 1 << 18;
/** A page header is no longer than this. */
const longestHeader = 1 << 20;
const largestPage = 1 << 28;
const mostValues = 1 << 24;

/**
 * The pages of one column of a row group in order; one is held at a time. Everything that the format says twice is compared, and
 * no loop runs further than the page's own count. Throws {@link DamagedParquet}, {@link UnsupportedParquet} and what the decoders throw.
 */
export class ParquetPages {
  dictionary: Values | null = null;
  private readonly bytes: StoredBytes;
  private readonly column: ColumnMetaData;
  private readonly schema: SchemaTree;
  private readonly deepest: number;
  private readonly compressors: Compressors;
  private readonly end: number;
  private at: number;
  private rowsLeft: number;
  private window: Uint8Array = new Uint8Array(0);
  private windowAt = 0;

  constructor(bytes: StoredBytes, column: ColumnMetaData, path: SchemaTree[], compressors: Compressors) {
    this.bytes = bytes;
    this.column = column;
    this.schema = path[path.length - 1];
    this.deepest = getMaxDefinitionLevel(path);
    this.compressors = compressors;
    const first = Number(column.dictionary_page_offset ?? 0n);
    const data = Number(column.data_page_offset);
    this.at = first > 0 && first < data ? first : data;
    this.end = this.at + Number(column.total_compressed_size);
    this.rowsLeft = Number(column.num_values);
    if (column.codec !== 'UNCOMPRESSED' && !compressors[column.codec])
      throw column.codec ? new UnsupportedParquet(column.codec) : new DamagedParquet('compression');
    if (!(this.at >= 4) || !(this.end > this.at || this.rowsLeft === 0)) throw new DamagedParquet('place of a column');
  }

  /** The next page; null behind the last. */
  async next(): Promise<Page | null> {
    while (this.rowsLeft > 0) {
      const header = await this.readHeader();
      const stored = await this.take(header.compressed_page_size);
      if (header.crc !== undefined && header.crc >>> 0 !== crc32(stored))
        throw new DamagedParquet('checksum of a page');
      if (header.type === 'DICTIONARY_PAGE') this.dictionary = this.readDictionary(header, stored);
      else if (header.type !== 'INDEX_PAGE') {
        const page = this.readPage(header, stored);
        this.rowsLeft -= page.rows;
        if (this.rowsLeft < 0) throw new DamagedParquet('more values than the column has');
        return page;
      }
    }
    return null;
  }

  private async readHeader(): Promise<PageHeader> {
    const size = Math.min(longestHeader, this.end - this.at);
    for (let length = Math.min(size, windowBytes); ; length = size) {
      const bytes = await this.look(length);
      const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
      try {
        const header = parquetHeader(reader);
        const { compressed_page_size: stored, uncompressed_page_size: unpacked } = header;
        this.at += reader.offset;
        if (!(stored >= 0 && stored <= this.end - this.at && unpacked >= 0 && unpacked <= largestPage))
          throw new DamagedParquet('size of a page');
        return header;
      } catch (error) {
        if (error instanceof DamagedParquet || length === size) throw error;
      }
    }
  }

  /** So many bytes from here, without moving on. */
  private async look(length: number): Promise<Uint8Array> {
    const from = this.at - this.windowAt;
    if (from < 0 || from + length > this.window.length) {
      const to = Math.min(this.end, this.at + Math.max(length, windowBytes));
      this.window = await readRange(this.bytes, this.at, to);
      this.windowAt = this.at;
      if (this.window.length < length) throw new DamagedParquet('end of the file');
      return this.window.subarray(0, length);
    }
    return this.window.subarray(from, from + length);
  }

  private async take(length: number): Promise<Uint8Array> {
    const bytes = await this.look(length);
    this.at += length;
    return bytes;
  }

  private unpack(bytes: Uint8Array, size: number): Uint8Array {
    return decompressPage(bytes, size, this.column.codec, this.compressors);
  }

  private readDictionary(header: PageHeader, stored: Uint8Array): Values {
    const { num_values: count = -1 } = header.dictionary_page_header ?? {};
    if (!(count >= 0 && count <= mostValues)) throw new DamagedParquet('size of a dictionary');
    return this.plain(this.unpack(stored, header.uncompressed_page_size), count);
  }

  private readPage(header: PageHeader, stored: Uint8Array): Page {
    const { data_page_header: first, data_page_header_v2: second } = header;
    const { num_values: rows = -1, encoding = 'PLAIN' } = (header.type === 'DATA_PAGE' ? first : second) ?? {};
    if (!(rows >= 0 && rows <= mostValues)) throw new DamagedParquet('count of a page');
    const { deepest } = this;
    let levels: Uint8Array = stored;
    let levelsFrom = 0;
    let levelsTo = 0;
    let values: Uint8Array;
    if (header.type === 'DATA_PAGE') {
      values = this.unpack(stored, header.uncompressed_page_size);
      if (deepest > 0) {
        levels = values;
        levelsFrom = 4;
        levelsTo = 4 + new DataView(values.buffer, values.byteOffset, values.byteLength).getUint32(0, true);
        values = values.subarray(levelsTo);
      }
    } else if (second) {
      levelsFrom = second.repetition_levels_byte_length;
      levelsTo = levelsFrom + second.definition_levels_byte_length;
      if (!(levelsFrom >= 0 && levelsTo >= levelsFrom && levelsTo <= stored.length))
        throw new DamagedParquet('levels of a page');
      const rest = stored.subarray(levelsTo);
      const size = header.uncompressed_page_size - levelsTo;
      values = second.is_compressed === false || rest.length === 0 ? rest : this.unpack(rest, size);
    } else throw new DamagedParquet('kind of a page');
    const filled = deepest > 0 ? filledRows(levels.subarray(0, levelsTo), levelsFrom, rows, deepest) : null;
    let count = filled ? 0 : rows;
    if (filled) for (let row = 0; row < rows; row++) count += filled[row];
    if (second && header.type === 'DATA_PAGE_V2' && second.num_nulls !== rows - count)
      throw new DamagedParquet('empty values of a page');
    return { rows, filled: count === rows ? null : filled, ...this.decode(values, encoding, count) };
  }

  private decode(bytes: Uint8Array, encoding: string, count: number): Pick<Page, 'values' | 'isCoded'> {
    if (count === 0) return { values: [], isCoded: false };
    const { type = 'BYTE_ARRAY', type_length: width } = this.schema.element;
    if (encoding === 'PLAIN') return { values: this.plain(bytes, count), isCoded: false };
    if (encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY') {
      const places = new Int32Array(count);
      readRuns(bytes, 1, bytes[0], places);
      const size = this.dictionary?.length ?? 0;
      for (let at = 0; at < count; at++) if (places[at] >= size) throw new DamagedParquet('place in a dictionary');
      return { values: places, isCoded: true };
    }
    const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
    if (encoding === 'RLE' && type === 'BOOLEAN') {
      const flags = new Int32Array(count);
      readRuns(bytes, 4, 1, flags);
      return { values: Array.from(flags, (flag) => flag === 1), isCoded: false };
    }
    if (encoding === 'BYTE_STREAM_SPLIT')
      return { values: byteStreamSplit(reader, count, type, width) as Values, isCoded: false };
    if (encoding === 'DELTA_BINARY_PACKED') {
      const values = type === 'INT32' ? new Int32Array(count) : new BigInt64Array(count);
      unpackDeltas(reader, values);
      return { values, isCoded: false };
    }
    if (encoding === 'DELTA_LENGTH_BYTE_ARRAY' || encoding === 'DELTA_BYTE_ARRAY') {
      const shared = new Int32Array(count);
      if (encoding === 'DELTA_BYTE_ARRAY') unpackDeltas(reader, shared);
      const own = new Int32Array(count);
      unpackDeltas(reader, own);
      return { values: joinDeltas(bytes, reader.offset, shared, own), isCoded: false };
    }
    throw new UnsupportedParquet(`encoding ${encoding}`);
  }

  private plain(bytes: Uint8Array, count: number): Values {
    const { type = 'BYTE_ARRAY', type_length: width } = this.schema.element;
    const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
    const values = readPlain(reader, type, count, width) as Values;
    if (reader.offset > bytes.length) throw new DamagedParquet('end of a page');
    return values;
  }
}

/** Rows whose definition level is the deepest. */
function filledRows(bytes: Uint8Array, from: number, rows: number, deepest: number): Uint8Array {
  const levels = new Int32Array(rows);
  readRuns(bytes, from, 32 - Math.clz32(deepest), levels);
  const filled = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    if (levels[row] > deepest) throw new DamagedParquet('level of a value');
    filled[row] = levels[row] === deepest ? 1 : 0;
  }
  return filled;
}

/** Runs of equal values and of values packed bit by bit (Parquet's RLE), as many as `output` takes. */
function readRuns(bytes: Uint8Array, from: number, width: number, output: Int32Array): void {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: from };
  if (!(width >= 0 && width <= 24)) throw new DamagedParquet('width of values');
  const mask = 2 ** width - 1;
  for (let at = 0; at < output.length; ) {
    const head = width === 0 && reader.offset >= bytes.length ? output.length << 1 : readVarInt(reader);
    const count = head >>> 1;
    if (count === 0) throw new DamagedParquet('empty run');
    if ((head & 1) === 0) {
      let value = 0;
      for (let byte = 0; byte < (width + 7) >> 3; byte++) value |= reader.view.getUint8(reader.offset++) << (byte << 3);
      // The last run ends with the page; one that goes beyond was written for another.
      if (at + count > output.length) throw new DamagedParquet('length of a run');
      output.fill(value, at, at + count);
      at += count;
      continue;
    }
    const size = count * width;
    // Writers may leave the padding of the last group out.
    const last = Math.min(output.length, at + count * 8);
    if (reader.offset + Math.ceil(((last - at) * width) / 8) > bytes.length)
      throw new DamagedParquet('length of a run');
    let held = 0;
    let bits = 0;
    let place = reader.offset;
    for (; at < last; at++) {
      while (bits < width) {
        held |= bytes[place++] << bits;
        bits += 8;
      }
      output[at] = held & mask;
      held >>>= width;
      bits -= width;
    }
    reader.offset += size;
  }
}

function unpackDeltas(
  reader: { readonly view: DataView; offset: number },
  output: Int32Array<ArrayBuffer> | BigInt64Array<ArrayBuffer>,
): void {
  const head = { ...reader };
  const [block, parts, count] = [readVarInt(head), readVarInt(head), readVarInt(head)];
  if (count !== output.length || !(parts > 0 && parts <= 1024) || !(block > 0 && block <= mostValues))
    throw new DamagedParquet('count of differences');
  deltaBinaryUnpack(reader, count, output);
  if (reader.offset > reader.view.byteLength) throw new DamagedParquet('end of a page');
}

/** Byte strings that share their beginnings with the one before. */
function joinDeltas(bytes: Uint8Array, from: number, shared: Int32Array, own: Int32Array): Uint8Array[] {
  const values: Uint8Array[] = [];
  let before = new Uint8Array(0);
  let at = from;
  for (let i = 0; i < own.length; i++) {
    const [kept, length] = [shared[i], own[i]];
    if (kept < 0 || kept > before.length || length < 0 || at + length > bytes.length)
      throw new DamagedParquet('length of a text');
    const value = new Uint8Array(kept + length);
    value.set(before.subarray(0, kept));
    value.set(bytes.subarray(at, at + length), kept);
    values.push(value);
    before = value;
    at += length;
  }
  return values;
}
