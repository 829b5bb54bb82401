import { createRandom } from '#engine/random.ts';
import { importFiles } from '#ingest/import-files.ts';
import { damagedFile } from './fuzz-files.ts';

const good = {
  name: 'good.csv',
  bytes: new TextEncoder().encode('Date,SKU,Quantity,Price\n2024-05-01,KEPT,2,10.50\n2024-05-08,KEPT,3,4.00\n'),
};

/** How a run of damaged files ended; any entry of `faults` is a bug, with the seed that shows it. */
export interface FuzzOutcome {
  readonly states: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
  readonly slowestMs: number;
}

/**
 * Drops each damaged file beside a good one. Must hold: no throw, an end within two seconds of processor time, each row of each file
 * accepted or rejected, a named issue for every file that isn't imported, and the good file's pieces untouched.
 */
export async function fuzzImport(cases: number, seed: number): Promise<FuzzOutcome> {
  const states: Record<string, number> = {};
  const faults: string[] = [];
  let slowestMs = 0;
  for (let number = 0; number < cases; number++) {
    const bytes = damagedFile(createRandom(seed + number));
    const started = processorMs();
    try {
      const fault = await dropBeside(bytes, states);
      if (fault) faults.push(`seed ${seed + number}: ${fault}`);
    } catch (error) {
      faults.push(`seed ${seed + number}: threw ${error instanceof Error ? error.stack : String(error)}`);
    }
    const took = processorMs() - started;
    slowestMs = Math.max(slowestMs, took);
    if (took > 2000) faults.push(`seed ${seed + number}: took ${Math.round(took)} ms`);
  }
  return { states, faults, slowestMs };
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function dropBeside(bytes: Uint8Array, states: Record<string, number>): Promise<string> {
  const files = [good, { name: 'damaged.csv', bytes }];
  const output = await importFiles({ files }, () => ({ progress() {}, async yieldNow() {} }));
  const [kept, report] = output.files;
  states[report.state] = (states[report.state] ?? 0) + 1;
  if (kept.state !== 'imported' || kept.units !== 5) return 'the good file was lost';
  const { panel } = output.dataset;
  const row = panel?.products.findIndex((product) => product.id === 'KEPT') ?? -1;
  if (!panel || row < 0) return 'the good product is not in the panel';
  const weekly = panel.units.subarray(row * panel.periods, (row + 1) * panel.periods);
  if (weekly.reduce((sum, value) => (Number.isNaN(value) ? sum : sum + value), 0) !== 5) return 'pieces were lost';
  const rejected = Object.values(report.rejected).reduce((sum, count) => sum + count, 0);
  if (report.rowsAccepted + rejected !== report.rowsTotal) return 'rows are not accounted for';
  if (report.state !== 'imported' && report.issues.length === 0) return `no issue for a file that is ${report.state}`;
  if (output.reconciliation && !Number.isFinite(output.reconciliation.revenueAccepted)) return 'revenue is no number';
  return '';
}
