import { gzipSync } from 'node:zlib';
import { createRandom, type Random } from '#engine/random.ts';
import { importFiles } from '#ingest/import-files.ts';
import type { FileReport } from '#ingest/import-report.ts';
import { parquetOf, withChecksums } from '#ingest/testing/parquet-file.ts';
import { injure } from './fuzz-files.ts';

const rows = 400;
const numbers = Array.from({ length: rows }, (_, row) => row);
const columns = [
  { name: 'order_id', type: 'INT64' as const, data: numbers.map((row) => BigInt(90_000 + row)) },
  {
    name: 'ordered_at',
    type: 'TIMESTAMP' as const,
    data: numbers.map((row) => new Date(Date.UTC(2024, 0, 1, 8, 37 * row))),
  },
  { name: 'sku', type: 'STRING' as const, data: numbers.map((row) => `SKU${row % 17}`) },
  { name: 'quantity', type: 'INT32' as const, data: numbers.map((row) => 1 + (row % 5)) },
  { name: 'unit price', type: 'DOUBLE' as const, data: numbers.map((row) => 3 + (row % 40) / 4) },
  { name: 'customer', type: 'STRING' as const, data: numbers.map((row) => (row % 3 ? `C${row % 90}` : null)) },
];
const gzip = (bytes: Uint8Array): Uint8Array => new Uint8Array(gzipSync(bytes));

const plain: readonly Uint8Array[] = [
  parquetOf(columns),
  parquetOf(columns, { rowGroupSize: 150, pageSize: 400, codec: 'UNCOMPRESSED' }),
  parquetOf(columns, { codec: 'GZIP', compressors: { GZIP: gzip } }),
  parquetOf(
    columns.map((column) =>
      column.type === 'INT32' ? { ...column, encoding: 'DELTA_BINARY_PACKED' as const } : column,
    ),
  ),
];
const files = [...plain, ...plain.map(withChecksums)];

/** How a run of damaged Parquet files ended. */
export interface ParquetOutcome {
  readonly refused: number;
  /** Read, with the sums of the whole file. */
  readonly same: number;
  /** Read with other sums, or without some rows, of which the user is told. */
  readonly told: number;
  /** Read with other sums without a word where neither the pages nor the directory have a checksum: the format can't tell. */
  readonly untold: number;
  /** Any entry is a bug, with the seed that shows it. */
  readonly faults: readonly string[];
  readonly slowestMs: number;
}

/**
 * Damages whole Parquet files, half of them with checksums in their pages. Must hold: no throw, an end within two seconds of processor
 * time, each row accounted for, and no other sum without a word where a page with a checksum was damaged.
 */
export async function fuzzParquet(cases: number, seed: number): Promise<ParquetOutcome> {
  const counts = { refused: 0, same: 0, told: 0, untold: 0 };
  const faults: string[] = [];
  let slowestMs = 0;
  const whole = await read(files[0]);
  for (let number = seed; number < seed + cases; number++) {
    const random = createRandom(number);
    const at = random.below(files.length);
    const damage = damaged(files[at], random);
    const started = process.cpuUsage();
    try {
      const report = await read(damage.bytes);
      const rejected = Object.values(report.rejected).reduce((sum, count) => sum + count, 0);
      if (report.state !== 'imported') {
        counts.refused += 1;
        if (report.issues.length === 0) faults.push(`seed ${number}: nothing said`);
      } else if (report.rowsAccepted + rejected !== report.rowsTotal) faults.push(`seed ${number}: rows are lost`);
      else if (report.units === whole.units && report.revenue === whole.revenue) counts.same += 1;
      else if (rejected > 0 || report.issues.some(({ severity }) => severity !== 'info')) counts.told += 1;
      else {
        counts.untold += 1;
        if (at >= plain.length && damage.isInPages) faults.push(`seed ${number}: ${report.units} ${report.revenue}`);
      }
    } catch (error) {
      faults.push(`seed ${number}: threw ${error instanceof Error ? error.stack : String(error)}`);
    }
    const { user, system } = process.cpuUsage(started);
    const took = (user + system) / 1000;
    slowestMs = Math.max(slowestMs, took);
    if (took > 2000) faults.push(`seed ${number}: took ${Math.round(took)} ms`);
  }
  return { ...counts, faults, slowestMs };
}

async function read(bytes: Uint8Array): Promise<FileReport> {
  const output = await importFiles({ files: [{ name: 'sales.parquet', bytes }] }, () => ({
    progress() {},
    async yieldNow() {},
  }));
  return output.files[0];
}

/** One to four injuries, or single bits that turn in the pages alone. */
function damaged(file: Uint8Array, random: Random): { readonly bytes: Uint8Array; readonly isInPages: boolean } {
  if (random.below(2) === 0) {
    const bytes = file.slice();
    const footer = new DataView(bytes.buffer).getUint32(bytes.length - 8, true);
    for (let turns = 1 + random.below(3); turns > 0; turns--)
      bytes[4 + random.below(bytes.length - footer - 12)] ^= 1 << random.below(8);
    return { bytes, isInPages: true };
  }
  let bytes: Uint8Array = file.slice();
  for (let injuries = 1 + random.below(4); injuries > 0 && bytes.length > 0; injuries--) bytes = injure(bytes, random);
  return { bytes, isInPages: false };
}
