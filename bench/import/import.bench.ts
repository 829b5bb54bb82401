/**
 * Import of generated sales against bare PapaParse on the same bytes in the same run: every measured pass is a process of
 * its own, so that each has its own peak memory; other kinds of files follow, each of about 100 MB (45 MB where periods stand side by side: more would not fit a panel). `--full` (or `--big`) adds 1 GB, 10,000 damaged files instead of 2,000 and
 * 20,000 random tables instead of 2,000. Ratios are of processor seconds: the wall clock of a shared machine says little.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import type { Benchmark } from '../run.ts';
import { fuzzImport } from './fuzz.ts';
import { fuzzParquet } from './fuzz-parquet.ts';
import { daysSideBySide, otherSales, writeGeneratedSales, writeLines } from './generated-sales.ts';
import { proveDetection, proveRoundTrip } from './round-trip.ts';

interface Pass {
  readonly rows: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMb: number;
  readonly megabytes: number;
}

const run = promisify(execFile);

/** Puts measure.ts into the folder in one piece, as the page has its code: a runner that translates modules as they are asked for would be counted. */
async function bundle(folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true },
    build: { outDir: folder, ssr: path.join(import.meta.dirname, 'measure.ts'), target: 'node20' },
  });
  return path.join(folder, 'measure.js');
}

async function measure(script: string, what: 'import' | 'papa', file: string, ...how: string[]): Promise<Pass> {
  const { stdout } = await run(process.execPath, [script, what, file, ...how], { maxBuffer: 1e7 });
  return JSON.parse(stdout) as Pass;
}

/** Speed against bare PapaParse on the same bytes, or on those of another file: the middle of three passes in turns. */
async function ratioOf(script: string, file: string, how: string[] = [], bare = file): Promise<string> {
  const ratios: number[] = [];
  for (let round = 0; round < 3; round++) {
    const papa = await measure(script, 'papa', bare, ...how);
    ratios.push(papa.cpuSeconds / (await measure(script, 'import', file)).cpuSeconds);
  }
  return middle(ratios).toFixed(2);
}

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const benchmark: Benchmark = async (words) => {
  const figures: Record<string, number | string> = {};
  const full = words.includes('--full') || words.includes('--big');
  const passes: { papa: Pass; own: Pass }[] = [];
  const folder = await mkdtemp(path.join(tmpdir(), 'debut-import-'));
  const script = await bundle(path.join(folder, 'code'));
  const file = path.join(folder, 'sales.csv');
  await writeGeneratedSales(file, 24);
  // In turns, so that what else the machine does meets both alike.
  for (let round = 0; round < 5; round++)
    passes.push({ papa: await measure(script, 'papa', file), own: await measure(script, 'import', file) });
  const ratio = middle(passes.map(({ papa, own }) => papa.cpuSeconds / own.cpuSeconds));
  const cpu = middle(passes.map(({ own }) => own.cpuSeconds));
  const [{ own }] = passes;
  figures['100 MB: rows'] = own.rows;
  figures['100 MB: MB per processor second'] = (own.megabytes / cpu).toFixed(1);
  figures['100 MB: speed against bare PapaParse (goal 1.0)'] = ratio.toFixed(2);
  const byClock = middle(passes.map(({ papa, own }) => papa.seconds / own.seconds));
  figures['100 MB: speed against bare PapaParse, by the clock'] = byClock.toFixed(2);
  figures['100 MB: peak memory in MB (goal 400)'] = Math.round(middle(passes.map((pass) => pass.own.peakMb)));
  if (full) {
    await writeGeneratedSales(file, 240);
    const bare = await measure(script, 'papa', file);
    const big = await measure(script, 'import', file);
    figures['1 GB: rows'] = big.rows;
    figures['1 GB: MB per processor second'] = (big.megabytes / big.cpuSeconds).toFixed(1);
    figures['1 GB: speed against bare PapaParse (goal 1.0)'] = (bare.cpuSeconds / big.cpuSeconds).toFixed(2);
    figures['1 GB: peak memory in MB (goal 400)'] = Math.round(big.peakMb);
  }
  for (const [name, { delimiter, encoding, lines }] of Object.entries(otherSales)) {
    await writeLines(file, lines(1_200_000), encoding);
    figures[`${name}: speed against bare PapaParse (goal 0.5)`] = await ratioOf(script, file, [delimiter, encoding]);
  }
  const long = path.join(folder, 'long.csv');
  const aside = full ? 60_000 : 20_000;
  await writeLines(file, daysSideBySide.wide(aside));
  await writeLines(long, daysSideBySide.long(aside));
  figures['A year of days side by side: speed against bare PapaParse (goal 0.5)'] = await ratioOf(script, file);
  figures['A year of days side by side: against bare PapaParse on the same, a line a day'] = await ratioOf(
    script,
    file,
    [],
    long,
  );
  await rm(folder, { recursive: true });
  const fuzz = await fuzzImport(full ? 10_000 : 2000, 1_000_000);
  for (const fault of fuzz.faults) console.log(fault);
  figures['damaged files'] = Object.values(fuzz.states).reduce((sum, count) => sum + count, 0);
  figures['damaged files: faults (goal 0)'] = fuzz.faults.length;
  figures['damaged files: slowest in ms'] = Math.round(fuzz.slowestMs);
  const parquet = await fuzzParquet(full ? 2000 : 300, 1_000_000);
  for (const fault of parquet.faults) console.log(fault);
  figures['damaged Parquet files'] = full ? 2000 : 300;
  figures['damaged Parquet files: refused'] = parquet.refused;
  figures['damaged Parquet files: other sums, said'] = parquet.told;
  figures['damaged Parquet files: other sums where no checksum could tell'] = parquet.untold;
  figures['damaged Parquet files: faults (goal 0)'] = parquet.faults.length;
  figures['damaged Parquet files: slowest in ms'] = Math.round(parquet.slowestMs);
  // Throws with the smallest table that comes back changed.
  const tables = full ? 10_000 : 1000;
  await proveRoundTrip(tables, 1_000_000);
  await proveDetection(tables, 1_000_000);
  figures['random tables written and read'] = 2 * tables;
  return figures;
};

export default benchmark;
