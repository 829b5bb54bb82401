import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRandom } from '#engine/random.ts';
import type { ImportProgress } from '#ingest/import-report.ts';
import { createFreeControl, JobCancelled, type JobControl } from '#workers/job-control.ts';
import { buildWorkbook } from '../../../bench/import/build-workbook.ts';
import { handlers } from './handlers.ts';

const random = createRandom(7);
const rows = Array.from(
  { length: 120_000 },
  (_, at) =>
    `${at},2024-0${1 + (at % 9)}-${10 + (at % 18)},SKU${random.below(500)},${1 + random.below(9)},${random.below(9999) / 100}`,
);
const text = new TextEncoder().encode(`order id,date,sku,quantity,price\n${rows.join('\n')}\n`);
const packed = new Uint8Array(gzipSync(text));

/** Runs an import and keeps what it says; `cancelWhen` says when the user has had enough. */
async function watch(
  files: { name: string; bytes: Uint8Array }[],
  cancelWhen: (said: readonly ImportProgress[]) => boolean = () => false,
) {
  const said: ImportProgress[] = [];
  const control: JobControl<ImportProgress> = {
    ...createFreeControl((progress) => said.push(progress)),
    cancelled: () => cancelWhen(said),
  };
  return { said, run: handlers.importFiles({ files }, control) };
}

describe('what the import says of itself', () => {
  // Between two looks at the clock a second passes: however fast the machine, every report and every breath is due.
  let looks = 0;
  beforeEach(() => {
    vi.spyOn(performance, 'now').mockImplementation(() => 1000 * looks++);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('is no flood where a packed file unpacks to far more than its end says: the page would not answer for it', async () => {
    // Two members in one file, of which the last says what the whole would unpack to.
    const bytes = new Uint8Array(Buffer.concat([gzipSync(Buffer.alloc(12e6, '0')), gzipSync(Buffer.from('1'))]));
    vi.restoreAllMocks();
    const started = performance.now();
    const { said, run } = await watch([{ name: 'two.csv.gz', bytes }]);
    await run.catch(() => null);
    expect(said.length).toBeLessThan(20 + (performance.now() - started) / 50);
  });

  it.each([
    ['a CSV file', 'sales.csv', text],
    ['a gzip file', 'sales.csv.gz', packed],
  ])('is true for %s: bytes of the file, rows, a share that only grows', async (_name, name, bytes) => {
    const { said, run } = await watch([{ name, bytes }]);
    const output = await run;
    expect(output.files[0].rowsTotal).toBe(rows.length);
    const importing = said.filter((progress) => progress.stage === 'importing');
    expect(importing.length).toBeGreaterThan(2);
    const shares = said.flatMap((progress) => progress.share ?? []);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares[shares.length - 1]).toBeCloseTo(1, 6);
    for (const { bytesRead, bytesTotal, rows: taken } of importing) {
      expect(bytesTotal).toBe(bytes.length);
      // The rows that were taken are the part of the file that was read, give or take what lies in the decoder.
      expect(Math.abs(taken / rows.length - bytesRead / bytesTotal)).toBeLessThan(0.3);
    }
    expect(
      importing.some(({ bytesRead, bytesTotal }) => bytesRead > 0.2 * bytesTotal && bytesRead < 0.9 * bytesTotal),
    ).toBe(true);
  });

  it('goes on over several files', async () => {
    const { said, run } = await watch([
      { name: 'a.csv', bytes: text.slice(0, 2_000_000) },
      { name: 'b.csv.gz', bytes: packed },
    ]);
    await run;
    const shares = said.flatMap((progress) => progress.share ?? []);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(said[said.length - 1]).toMatchObject({ file: 'b.csv.gz', fileIndex: 1, files: 2 });
  });

  it('is open about a workbook: a share while its archive is looked at and its rows are taken, none in between', async () => {
    const cells = Array.from({ length: 3000 }, (_, at) => [`2024-05-${10 + (at % 20)}`, `A${at % 50}`, 1 + (at % 7)]);
    const bytes = buildWorkbook([{ name: 'S', rows: [['date', 'sku', 'quantity'], ...cells] }]);
    const { said, run } = await watch([{ name: 'book.xlsx', bytes }]);
    await run;
    expect(said.find((progress) => progress.stage === 'opening')?.share).toBeNull();
    const last = said.filter((progress) => progress.stage === 'importing').at(-1);
    expect(last).toMatchObject({ bytesRead: bytes.length, bytesTotal: bytes.length, rows: 3000 });
  });

  it.each([
    ['while it looks at the bytes', 'reading'],
    ['while it takes rows', 'importing'],
  ])('stops %s', async (_name, stage) => {
    const { run } = await watch([{ name: 'sales.csv.gz', bytes: packed }], (said) =>
      said.some((progress) => progress.stage === stage),
    );
    await expect(run).rejects.toBeInstanceOf(JobCancelled);
  });
});
