import { Collection } from '#ingest/assembly/collection.ts';
import type { ImportControl } from '#ingest/import-control.ts';
import type { FileChoices, FileReport, ImportFile } from '#ingest/import-report.ts';
import { importTable, understandTable } from '#ingest/import-table.ts';
import { openReported } from '#ingest/open-sheets.ts';
import { csvRecord, withByteOrderMark } from '#ingest/writing/write-csv.ts';

export interface RejectedRowsWords {
  readonly line: string;
  readonly reason: string;
  readonly reasons: Readonly<Record<string, string>>;
}

/**
 * Every rejected row of a file with its line and reason in front, as CSV. The file is read again under what its report
 * found and the user chose, so nothing had to be kept of it.
 */
export async function collectRejectedRows(
  file: ImportFile,
  report: FileReport,
  choices: FileChoices,
  words: RejectedRowsWords,
  control: ImportControl,
): Promise<Uint8Array<ArrayBuffer>> {
  const roles = Object.fromEntries(report.columns.map((column) => [column.index, column.role || 'ignored'] as const));
  const same: FileChoices = { ...choices, kind: report.kind, delimiter: report.delimiter, roles };
  const table = await openReported(file, report, same);
  const understood = await understandTable(table, same);
  const { daysElsewhere = [], farDays = [] } = report;
  const collection = new Collection(0, undefined, {
    daysElsewhere: new Map([[report.name, daysElsewhere]]),
    farDays: new Set(farDays),
  });
  collection.period = 'week';
  let text = csvRecord([words.line, words.reason, ...report.columns.map((column) => column.name)]);
  await importTable(table, understood, collection, control, {
    onReject: (code, line, cells) => {
      text += csvRecord([String(line), words.reasons[code] ?? code, ...cells]);
    },
  });
  return withByteOrderMark(text);
}
