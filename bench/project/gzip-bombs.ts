import { gzipSync } from 'node:zlib';
import { importFiles } from '#ingest/import-files.ts';

/** What a small file unpacks to: nothing but zeros, one line without an end, a quotation that never closes. */
const bombs: readonly { readonly name: string; readonly start: string; readonly filler: string }[] = [
  { name: 'zeros', start: '', filler: '\0' },
  { name: 'one line', start: 'date,id,units\n', filler: 'x' },
  { name: 'open quotation', start: 'date,id,units\n2024-01-01,A,"', filler: 'y' },
];

export interface BombOutcome {
  readonly name: string;
  readonly state: string;
  /** Issues that the import answers with. */
  readonly issues: readonly string[];
  /** Growth of the process at its highest, megabytes. */
  readonly peakMegabytes: number;
}

/** Imports gzip files that unpack to a few hundred times their size, and watches the memory of the process. */
export async function importGzipBombs(megabytes: number): Promise<readonly BombOutcome[]> {
  const outcomes: BombOutcome[] = [];
  for (const { name, start, filler } of bombs) {
    const whole = Buffer.concat([Buffer.from(start), Buffer.alloc(megabytes * 1e6, filler)]);
    const bytes = new Uint8Array(gzipSync(whole, { level: 1 }));
    const before = process.memoryUsage().rss;
    let peak = before;
    const yieldNow = async (): Promise<void> => {
      peak = Math.max(peak, process.memoryUsage().rss);
    };
    const { files, issues } = await importFiles({ files: [{ name: 'bomb.csv.gz', bytes }] }, () => ({
      progress() {},
      yieldNow,
    }));
    outcomes.push({
      name,
      state: files[0].state,
      issues: issues.map(({ code }) => code),
      peakMegabytes: Math.round((peak - before) / 1e6),
    });
  }
  return outcomes;
}
