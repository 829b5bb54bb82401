import type { Issue } from '#engine/issue.ts';
import type { FileChoices, FileReport, ImportFile } from '#ingest/import-report.ts';
import { type OpenedTable, openNextTable, openTable } from '#ingest/open-table.ts';
import { readWorkbook } from '#ingest/reading/read-workbook.ts';

/** How a sheet's text is written; nothing of it is to be guessed or chosen. */
const asWritten: FileChoices = { delimiter: ',' };

/** The first table of each visible sheet of a workbook, or why there is none. */
export async function openSheets(
  file: ImportFile,
  onBytes: (bytesRead: number) => Promise<void>,
): Promise<
  { readonly tables: readonly OpenedTable[]; readonly issues: readonly Issue[] } | { readonly refusal: Issue }
> {
  const reading = await readWorkbook(file, onBytes);
  if ('refusal' in reading) return reading;
  const tables: OpenedTable[] = [];
  for (const { name, bytes } of reading.sheets) {
    // One sheet goes by the file's name; choices and reports of several need a name each.
    const text = { name: reading.sheets.length > 1 ? `${file.name} › ${name}` : file.name, bytes };
    tables.push(await openTable(text, { compressed: false }, 'utf-8', asWritten, name));
  }
  return { tables, issues: reading.issues };
}

/** The table of a report once more, from the file that it came from. */
export async function openReported(file: ImportFile, report: FileReport, choices: FileChoices): Promise<OpenedTable> {
  const first = await openFirst(file, report, choices);
  return report.firstLine > 1 ? openNextTable(first, report.firstLine) : first;
}

async function openFirst(file: ImportFile, report: FileReport, choices: FileChoices): Promise<OpenedTable> {
  if (report.sheet === undefined) return openTable(file, report, report.encoding, choices);
  const opened = await openSheets(file, async () => {});
  const table = 'tables' in opened && opened.tables.find((each) => each.sheet === report.sheet);
  if (!table) throw new Error(`the sheet ${report.sheet} of ${file.name} was there when it was imported`);
  return table;
}
