import { type ControlOfFile, importFiles as runImport } from '#ingest/import-files.ts';
import type { ImportInput, ImportOutput, ImportProgress } from '#ingest/import-report.ts';
import { sizeOf } from '#ingest/reading/byte-pieces.ts';
import { JobCancelled, type JobControl } from '#workers/job-control.ts';
import type { IngestHandlers } from './contract.ts';

/** Work between two breaths, in milliseconds: a cancel waits no longer than this. */
const breathMs = 50;

/** Dropped files to a dataset, with progress over all files. */
export async function importFiles(input: ImportInput, control: JobControl<ImportProgress>): Promise<ImportOutput> {
  const bytesAll = input.files.reduce((sum, file) => sum + sizeOf(file.bytes), 0);
  let bytesBefore = 0;
  let lastBreath = performance.now();
  const controlOf: ControlOfFile = (file, fileIndex) => {
    const bytesTotal = sizeOf(file.bytes);
    const start = bytesBefore;
    bytesBefore += bytesTotal;
    return {
      progress(stage, bytesRead, rows) {
        control.report({
          file: file.name,
          fileIndex,
          files: input.files.length,
          stage,
          bytesRead,
          bytesTotal,
          bytesReadAll: start + bytesRead,
          bytesAll,
          rows,
        });
      },
      async breathe() {
        if (performance.now() - lastBreath < breathMs) return;
        await control.pause();
        lastBreath = performance.now();
        if (control.cancelled()) throw new JobCancelled();
      },
    };
  };
  return runImport(input, controlOf);
}

export const handlers: Pick<IngestHandlers, 'importFiles'> = { importFiles };
