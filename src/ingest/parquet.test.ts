import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import type { SchemaElement } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { importFiles } from '#ingest/import-files.ts';
import type { FileReport } from '#ingest/import-report.ts';
import { ParquetText } from '#ingest/reading/parquet-text.ts';
import { parquetOf, withChecksums } from '#ingest/testing/parquet-file.ts';
import { writePanel } from '#ingest/writing/write-panel.ts';

async function textOf(bytes: Uint8Array): Promise<string> {
  const text = await ParquetText.open(bytes);
  await text.check(async () => {});
  const decoder = new TextDecoder();
  let all = '';
  for await (const piece of text.makeText(() => {})) all += decoder.decode(piece, { stream: true });
  return all;
}

const long = 'x'.repeat(1e6);

it('makes text a few megabytes at a time, however long what stands in every row', async () => {
  const data = Array.from({ length: 4000 }, () => long);
  const text = await ParquetText.open(parquetOf([{ name: 'a', data, type: 'STRING', encoding: 'RLE_DICTIONARY' }]));
  const pieces = text.makeText(() => {});
  await pieces.next();
  const { value } = await pieces.next();
  expect(value?.length).toBeLessThan(6e6);
});

const same = (bytes: Uint8Array): Uint8Array => bytes;

async function read(name: string, bytes: Uint8Array): Promise<FileReport> {
  const { files } = await importFiles({ files: [{ name, bytes }] }, () => ({ progress() {}, async yieldNow() {} }));
  return files[0];
}

const count = 300;
const each = <Value>(make: (row: number) => Value): Value[] => Array.from({ length: count }, (_, row) => make(row));
const sales = [
  { name: 'order_id', type: 'INT64' as const, data: each((row) => BigInt(5000 + row)) },
  { name: 'ordered_at', type: 'TIMESTAMP' as const, data: each((row) => new Date(Date.UTC(2024, 1, 1, 8, 50 * row))) },
  { name: 'sku', type: 'STRING' as const, data: each((row) => `MUG-${row % 7}`) },
  { name: 'product name', type: 'STRING' as const, data: each((row) => (row % 7 ? `Mug ${row % 7}` : 'Mug, "big"')) },
  { name: 'quantity', type: 'INT32' as const, data: each((row) => 1 + (row % 3)) },
  { name: 'unit price', type: 'DOUBLE' as const, data: each((row) => 4.5 + (row % 7)) },
];

describe('a Parquet file', () => {
  it('has the cells that a CSV file of the same table has, whatever its types', async () => {
    const schema: SchemaElement[] = [
      { name: 'root', num_children: 13 },
      { name: 'whole', type: 'INT64' },
      { name: 'money', type: 'INT64', converted_type: 'DECIMAL', scale: 2, precision: 18 },
      { name: 'day', type: 'INT32', converted_type: 'DATE' },
      { name: 'time', type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' } },
      { name: 'single', type: 'FLOAT' },
      { name: 'double', type: 'DOUBLE', repetition_type: 'OPTIONAL' },
      { name: 'text', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
      { name: 'flag', type: 'BOOLEAN' },
      { name: 'clock', type: 'INT32', converted_type: 'TIME_MILLIS' },
      { name: 'millis', type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
      { name: 'nanos', type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'NANOS' } },
      { name: 'unsigned', type: 'INT32', converted_type: 'UINT_32' },
      { name: 'scaled', type: 'INT32', converted_type: 'DECIMAL', scale: 3, precision: 9 },
    ];
    const bytes = parquetOf(
      [
        { name: 'whole', data: [-5n, 9_007_199_254_740_993n] },
        { name: 'money', data: [-12.34, 0.05] },
        { name: 'day', data: [new Date('2024-02-29'), new Date('1969-12-31')] },
        { name: 'time', data: [new Date('2024-05-01T08:16:00Z'), new Date('2024-05-01T00:00:00Z')] },
        { name: 'single', data: [0.1, 1234.5] },
        { name: 'double', data: [1e-7, null] },
        { name: 'text', data: ['a "b", c', null] },
        { name: 'flag', data: [true, false] },
        { name: 'clock', data: [29_760_000, 86_399_999] },
        { name: 'millis', data: [new Date('2024-05-01T08:16:00Z'), new Date('1969-12-31T23:59:59Z')] },
        { name: 'nanos', data: [new Date('2024-05-01T08:16:00Z'), new Date('2024-05-01T00:00:00Z')] },
        { name: 'unsigned', data: [4_294_967_295, 7] },
        { name: 'scaled', data: [-0.125, 12] },
      ],
      { schema },
    );
    expect(await textOf(bytes)).toBe(
      [
        'whole,money,day,time,single,double,text,flag,clock,millis,nanos,unsigned,scaled',
        '-5,-12.34,2024-02-29,2024-05-01 08:16:00,0.1,0.0000001,"a ""b"", c",true,08:16:00,2024-05-01 08:16:00,2024-05-01 08:16:00,4294967295,-0.125',
        '9007199254740993,0.05,1969-12-31,2024-05-01,1234.5,,,false,23:59:59,1969-12-31 23:59:59,2024-05-01,7,12.000',
        '',
      ].join('\n'),
    );
  });

  it('reads as its rows in a CSV file would, in several row groups and pages', async () => {
    const bytes = parquetOf(sales, { rowGroupSize: 70, pageSize: 200 });
    const report = await read('sales.parquet', bytes);
    const text = await textOf(bytes);
    const asText = await read('sales.csv', new TextEncoder().encode(text));
    expect(report.state).toBe('imported');
    const { name: _name, source: _source, bytes: _bytes, hash: _hash, ...own } = report;
    expect(asText).toMatchObject(own);
    expect(report.units).toBe(600);
    expect(report.revenue).toBe(sumOf(sales[4].data, sales[5].data).toFixed(2));
  });

  it('is told by its first bytes, and Arrow is named with what to do', async () => {
    expect((await read('sales.csv', parquetOf(sales))).state).toBe('imported');
    const arrow = new Uint8Array(500);
    arrow.set(new TextEncoder().encode('ARROW1'));
    expect((await read('sales.arrow', arrow)).issues[0].code).toBe('file-arrow');
  });

  it('that is encrypted or packed in another way is not called damaged', async () => {
    const locked = parquetOf(sales);
    locked.set(new TextEncoder().encode('PARE'));
    expect((await read('sales.parquet', locked)).issues[0].code).toBe('parquet-unsupported');
    const lzo = parquetOf(sales, { codec: 'LZO', compressors: Object.fromEntries([['LZO', same]]) });
    expect((await read('sales.parquet', lzo)).issues[0].code).toBe('parquet-unsupported');
  });

  it('of which a bit is turned is refused where its pages have checksums', async () => {
    const whole = withChecksums(parquetOf(sales, { codec: 'UNCOMPRESSED' }));
    expect((await read('sales.parquet', whole)).state).toBe('imported');
    for (let at = 200; at < whole.length / 2; at += 997) {
      const bytes = whole.slice();
      bytes[at] ^= 4;
      expect((await read('sales.parquet', bytes)).issues[0]?.code, `byte ${at}`).toBe('parquet-damaged');
    }
    expect((await read('sales.parquet', whole.slice(0, -20))).issues[0].code).toBe('parquet-damaged');
  });

  it('reads as what DuckDB wrote, in both versions of its pages and under each compression', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'parquet-'));
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(`create table log as select i as order_id, timestamp '2024-01-01 08:00:01' + interval (i * 37) minute as at,
      'SKU' || i % 37 as sku, case when i % 5 = 0 then null else 'Mug "' || i % 37 || '", 杯' end as name, cast(i % 5 as int) as units,
      cast(3 + i % 37 + 0.05 as decimal(10, 2)) as price, (3.5 + i % 7) / 16 as amount, date '2024-01-01' + cast(i // 40 as int) as day
      from range(5000) t(i)`);
    await connection.run(`copy log to '${folder}/log.csv' (format csv)`);
    const expected = await readFile(path.join(folder, 'log.csv'), 'utf8');
    for (const codec of ['snappy', 'zstd', 'gzip', 'lz4_raw', 'brotli', 'uncompressed']) {
      const version = codec === 'zstd' || codec === 'uncompressed' ? 'v2' : 'v1';
      const file = path.join(folder, `${codec}.parquet`);
      await connection.run(
        `copy log to '${file}' (format parquet, codec '${codec}', parquet_version '${version}', row_group_size 2048)`,
      );
      expect((await textOf(new Uint8Array(await readFile(file)))) === expected, codec).toBe(true);
    }
    await connection.run(`copy (select *, [1, 2] as items from log) to '${folder}/list.parquet' (format parquet)`);
    const report = await read('list.parquet', new Uint8Array(await readFile(path.join(folder, 'list.parquet'))));
    expect(report.issues.map(({ code }) => code)).toContain('parquet-lists');
    await connection.run(`copy (select timestamptz '2024-01-01 23:30:00+00' + interval (order_id) hour as at, sku, units, amount from log)
      to '${folder}/utc.parquet' (format parquet)`);
    const utc = await read('utc.parquet', new Uint8Array(await readFile(path.join(folder, 'utc.parquet'))));
    expect(utc.issues).toContainEqual(
      expect.objectContaining({ code: 'parquet-utc', params: { columns: 'at', count: 1 } }),
    );
    expect(report.issues.map(({ code }) => code)).not.toContain('parquet-utc');
    await rm(folder, { recursive: true });
  });

  it('is packed by gzip in its pages too', async () => {
    const gzip = (bytes: Uint8Array): Uint8Array => new Uint8Array(gzipSync(bytes));
    const packed = parquetOf(sales, { codec: 'GZIP', compressors: { GZIP: gzip } });
    expect(await textOf(packed)).toBe(await textOf(parquetOf(sales)));
  });
});

it('the panel as a Parquet file reads as the sales that it was made of', async () => {
  const { dataset, files } = await importFiles({ files: [{ name: 'sales.parquet', bytes: parquetOf(sales) }] }, () => ({
    progress() {},
    async yieldNow() {},
  }));
  if (!dataset.panel) throw new Error('there is a panel');
  const again = await read('panel.parquet', writePanel(dataset.panel));
  expect(again).toMatchObject({ state: 'imported', kind: 'sales', units: 600, revenue: files[0].revenue, products: 7 });
  expect(again.columns.find(({ name }) => name === 'week_start')?.role).toBe('date');
});

function sumOf(quantities: readonly unknown[], prices: readonly unknown[]): number {
  return quantities.reduce<number>((sum, quantity, row) => sum + Number(quantity) * Number(prices[row]), 0);
}
