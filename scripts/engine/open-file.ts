import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { ImportFile } from '#ingest/import-report.ts';
import { JobRefused } from '#workers/job-control.ts';

/** A file as if it had been dropped; refused where there is none. */
export async function openFile(file: string): Promise<ImportFile> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new JobRefused('file-not-found', { file });
  return { name: path.basename(file), bytes: await openAsBlob(file) };
}
