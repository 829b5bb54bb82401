import { importFiles } from '#ingest/import-files.ts';
import type { FileReport } from '#ingest/import-report.ts';
import { mutateTable } from '#ingest/testing/mutate-table.ts';

async function read(name: string, text: string): Promise<readonly FileReport[]> {
  const bytes = new TextEncoder().encode(text);
  const { files } = await importFiles({ files: [{ name, bytes }] }, () => ({ progress() {}, async yieldNow() {} }));
  return files;
}

/** A file of one table with its header on the first line that is read without a question; null for others. */
export async function readPlain(name: string, text: string): Promise<FileReport | null> {
  const [report, second] = await read(name, text);
  return second || report.headerLine !== 1 || report.state !== 'imported' ? null : report;
}

/** What changes without a word when a table's columns are moved and some headings changed; '' for nothing. */
export async function silentChange(before: FileReport, text: string, seed: number): Promise<string> {
  const [after] = await read(before.name, mutateTable(text, seed));
  if (after.state !== 'imported') return '';
  const sums = ({ kind, rowsAccepted, units, revenue }: FileReport) => [kind, rowsAccepted, units, revenue].join(' ');
  const said = new Set(before.issues.map(({ code }) => code));
  const isSaid = after.issues.some(({ code, severity }) => severity !== 'info' && !said.has(code));
  return sums(before) === sums(after) || isSaid ? '' : `${sums(after)} instead of ${sums(before)}`;
}
