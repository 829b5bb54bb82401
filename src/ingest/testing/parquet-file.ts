import { type ColumnMetaData, parquetMetadata } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { ByteWriter, type ColumnSource, type ParquetWriteOptions, parquetWriteBuffer } from 'hyparquet-writer';
import { writePageHeader } from 'hyparquet-writer/src/datapage.js';
import { writeMetadata } from 'hyparquet-writer/src/metadata.js';
import { crc32 } from '#ingest/reading/crc32.ts';

/** A Parquet file of these columns. */
export function parquetOf(columnData: ColumnSource[], options: Partial<ParquetWriteOptions> = {}): Uint8Array {
  return new Uint8Array(parquetWriteBuffer({ columnData, ...options }));
}

/** The same file with a checksum in each page's header, as Spark and parquet-mr write them. */
export function withChecksums(file: Uint8Array): Uint8Array {
  const metadata = parquetMetadata(file);
  const writer = new ByteWriter();
  writer.appendBytes(file.subarray(0, 4));
  for (const { columns } of metadata.row_groups)
    for (const column of columns) {
      const { meta_data: meta } = column;
      if (meta) copyPages(file, meta, writer);
      for (const index of ['offset_index', 'column_index'] as const) {
        delete column[`${index}_offset`];
        delete column[`${index}_length`];
      }
    }
  writeMetadata(writer, metadata);
  writer.appendBytes(new TextEncoder().encode('PAR1'));
  return writer.getBytes();
}

function copyPages(file: Uint8Array, meta: ColumnMetaData, writer: ByteWriter): void {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const reader = { view, offset: Number(meta.dictionary_page_offset ?? meta.data_page_offset) };
  const end = reader.offset + Number(meta.total_compressed_size);
  const start = writer.offset;
  let dataAt = -1;
  while (reader.offset < end) {
    const header = parquetHeader(reader);
    const page = file.subarray(reader.offset, reader.offset + header.compressed_page_size);
    reader.offset += page.length;
    if (header.type === 'DICTIONARY_PAGE') meta.dictionary_page_offset = BigInt(writer.offset);
    else if (dataAt < 0) dataAt = writer.offset;
    writePageHeader(writer, { ...header, crc: crc32(page) | 0 });
    writer.appendBytes(page);
  }
  meta.data_page_offset = BigInt(dataAt);
  meta.total_compressed_size = BigInt(writer.offset - start);
}
