import type { Issue } from '#engine/issue.ts';
import type {
  EncodingName,
  FileChoices,
  FileReport,
  ImportFile,
  ImportInput,
  WorkbookLook,
} from '#ingest/import-report.ts';
import {
  asWritten,
  neverYield,
  type OpenedTable,
  openNextTable,
  openTable,
  openText,
  readAcross,
} from '#ingest/open-table.ts';
import { type ChooseSheets, readWorkbook, type SheetText } from '#ingest/reading/read-workbook.ts';
import { layoutHash } from '#ingest/report-file.ts';

/** What opening a workbook gives: the first table of each sheet that is read, and what there is besides. */
export type OpenedWorkbook =
  | { readonly tables: readonly OpenedTable[]; readonly workbook: WorkbookLook; readonly issues: readonly Issue[] }
  | { readonly refusal: Issue };

/**
 * The sheets that the user chose for this workbook, or for one with the same sheets; else those that are not hidden.
 */
export async function openSheets(
  file: ImportFile,
  encoding: EncodingName,
  { choices = {}, remembered = {} }: Pick<ImportInput, 'choices' | 'remembered'>,
  onBytes: (bytesRead: number) => Promise<void>,
): Promise<OpenedWorkbook> {
  let layout = '';
  let wanted: readonly string[] = [];
  let isChosen = false;
  const choose: ChooseSheets = async (all) => {
    layout = await layoutHash(['sheets', ...all.map(({ name }) => name)]);
    const chosen = choices[file.name]?.sheets ?? remembered[layout]?.sheets;
    isChosen = chosen !== undefined;
    wanted = chosen ?? all.filter(({ hidden }) => !hidden).map(({ name }) => name);
    return wanted;
  };
  const reading = await readWorkbook(file, encoding, choose, onBytes);
  if ('refusal' in reading) return reading;
  const openAll = async (texts: readonly SheetText[]): Promise<OpenedTable[]> => {
    const opened: OpenedTable[] = [];
    for (const { name, bytes } of texts) {
      // One sheet goes by the file's name; choices and reports of several need a name each.
      const text = { name: texts.length > 1 ? `${file.name} › ${name}` : file.name, bytes };
      opened.push(await openTable(text, { compressed: false }, 'utf-8', { ...choices[text.name], ...asWritten }, name));
    }
    return opened;
  };
  const opened = await openAll(reading.sheets);
  // Of a sheet that only says something about the others nothing is asked.
  const told = reading.sheets.filter((_, at) => isChosen || hasCellsAside(opened[at]));
  const tables = told.length === 0 || told.length === opened.length ? opened : await openAll(told);
  const isRead = (name: string): boolean => tables.some(({ sheet }) => sheet === name);
  const sheets = reading.all.map((sheet) => ({ ...sheet, read: wanted.includes(sheet.name) && isRead(sheet.name) }));
  const left = sheets.filter((sheet) => sheet.hidden && !sheet.read).map(({ name }) => name);
  const issues = [...reading.issues];
  if (left.length > 0 && tables.length > 0)
    issues.push({
      code: 'sheets-hidden',
      severity: 'info',
      file: file.name,
      params: { sheets: left.join(', '), count: left.length },
    });
  return { tables, workbook: { sheets, layout }, issues };
}

/** Whether two cells of a row are filled anywhere: a table, or a text beside one. */
function hasCellsAside({ sample }: OpenedTable): boolean {
  return sample.some((row) => row.filter((cell) => cell.trim() !== '').length > 1);
}

/** The table of a report once more, from the file that it came from. */
export async function openReported(file: ImportFile, report: FileReport, choices: FileChoices): Promise<OpenedTable> {
  const first = await openFirst(file, report, choices);
  const table =
    report.firstLine > 1 ? await openNextTable(first, report.firstLine, choices, neverYield, report.around) : first;
  return report.across ? readAcross(table, { kind: 'sales', across: report.across }) : table;
}

async function openFirst(file: ImportFile, report: FileReport, choices: FileChoices): Promise<OpenedTable> {
  const { sheet, workbook } = report;
  if (sheet === undefined) return openText(file, report, report.encoding, choices);
  const sheets = workbook?.sheets.filter(({ read }) => read).map(({ name }) => name) ?? [];
  const opened = await openSheets(
    file,
    report.encoding,
    { choices: { [report.name]: choices, [file.name]: { ...(report.name === file.name ? choices : {}), sheets } } },
    async () => {},
  );
  const table = 'tables' in opened && opened.tables.find((each) => each.sheet === sheet);
  if (!table) throw new Error(`the sheet ${sheet} of ${file.name} was there when it was imported`);
  return table;
}
