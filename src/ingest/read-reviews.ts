import type { ReviewRecord } from '#engine/reviews/feedback.ts';
import { Collection } from '#ingest/assembly/collection.ts';
import type { ImportControl } from '#ingest/import-control.ts';
import type { FileChoices, FileReport, ImportFile } from '#ingest/import-report.ts';
import { importTable, understandTable } from '#ingest/import-table.ts';
import { openReported } from '#ingest/open-sheets.ts';

/**
 * The accepted reviews of a file one by one, with day, rating and text: the dataset keeps only their totals. The file is read again under what its
 * report found and the user chose.
 */
export async function readReviews(
  file: ImportFile,
  report: FileReport,
  choices: FileChoices,
  control: ImportControl,
): Promise<readonly ReviewRecord[]> {
  const roles = Object.fromEntries(report.columns.map((column) => [column.index, column.role || 'ignored'] as const));
  const same: FileChoices = { ...choices, kind: report.kind, delimiter: report.delimiter, roles };
  const table = await openReported(file, report, same);
  const collection = new Collection(0);
  collection.reviewRecords = [];
  await importTable(table, await understandTable(table, same), collection, control);
  return collection.reviewRecords;
}
