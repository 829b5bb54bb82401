import type { Issue } from '#engine/issue.ts';
import type { Collection } from '#ingest/assembly/collection.ts';
import {
  type Asked,
  askDayMonth,
  askEncoding,
  askKind,
  damageIssues,
  fitPeriod,
  missingIssues,
  rowIssues,
} from '#ingest/file-trouble.ts';
import type { ImportControl } from '#ingest/import-control.ts';
import type { FileChoices, FileReport, ImportFile, ImportInput } from '#ingest/import-report.ts';
import { importTable, type TableResult, type UnderstoodTable, understandTable } from '#ingest/import-table.ts';
import { type OpenedTable, openNextTable, openTable } from '#ingest/open-table.ts';
import { type FileScan, scanFile } from '#ingest/reading/scan-file.ts';
import { layoutHash, reportFailure, reportTable } from '#ingest/report-file.ts';
import { findCurrency } from '#ingest/understanding/find-currency.ts';

/** A file holds at most this many tables; what follows is named and left. */
const mostTables = 20;

/** A table that was read, for the case that it has to be read again. */
export interface ImportedTable {
  readonly table: OpenedTable;
  readonly understood: UnderstoodTable;
  readonly control: ImportControl;
  readonly result: TableResult;
}

/** What came of one table of a file. */
export interface OneImport extends Asked {
  readonly read?: ImportedTable;
}

/** One dropped file into the collection: a report for each table in it, one for most files. */
export async function importFile(
  file: ImportFile,
  input: ImportInput,
  collection: Collection,
  control: ImportControl,
  earlier: readonly FileReport[],
): Promise<OneImport[]> {
  const ownChoices = input.choices?.[file.name] ?? {};
  const scan = await scanFile(file, ownChoices.encoding, async (bytes) => {
    control.progress('reading', bytes, 0);
    await control.breathe();
  });
  if (scan.refusal) return [{ report: reportFailure(file, scan, scan.refusal), questions: [] }];
  const twin = earlier.find((report) => report.hash === scan.hash && report.state !== 'failed');
  if (twin) return [{ report: reportTwin(file, twin), questions: [] }];
  if (scan.encoding === 'undecided') return [askEncoding(file, scan)];
  const context: FileContext = { file, scan, input, collection, control };
  let table = await openTable(file, scan, scan.encoding, ownChoices);
  const tables: OneImport[] = [];
  for (;;) {
    const one = await importOne(table, context);
    tables.push(one);
    const next = one.read?.result.nextTableLine ?? 0;
    if (next === 0 || tables.length === mostTables) return tables;
    table = await openNextTable(table, next);
  }
}

function reportTwin(file: ImportFile, twin: FileReport): FileReport {
  const issue: Issue = { code: 'file-twice', severity: 'warning', file: file.name, params: { twin: twin.name } };
  return { ...twin, name: file.name, source: file.name, state: 'duplicate', issues: [issue] };
}

interface FileContext {
  readonly file: ImportFile;
  readonly scan: FileScan;
  readonly input: ImportInput;
  readonly collection: Collection;
  readonly control: ImportControl;
}

async function importOne(opened: OpenedTable, context: FileContext): Promise<OneImport> {
  const { file, scan, input, collection, control } = context;
  const { name } = opened;
  const ownChoices = input.choices?.[name] ?? {};
  let table = opened;
  let understood = await understandTable(table, ownChoices);
  const layout = await layoutHash(understood.header);
  const known = input.remembered?.[layout];
  if (known) {
    const choices: FileChoices = { ...known, ...ownChoices };
    if (table.number === 1 && choices.delimiter !== ownChoices.delimiter)
      table = await openTable(file, scan, table.encoding, choices);
    understood = await understandTable(table, choices);
  }
  const reportAs = (state: FileReport['state'], issues: readonly Issue[], result?: TableResult): FileReport =>
    reportTable({ file, scan, table, understood, layout, state, issues, ...(result ? { result } : {}) });
  if (understood.kind === 'unknown') return askKind(reportAs, table, understood);
  if (understood.missing.length > 0)
    return { report: reportAs('question', missingIssues(name, understood)), questions: [] };
  if (understood.undecidedColumn >= 0) return askDayMonth(reportAs, name, understood);
  const misfit = fitPeriod(collection, understood, name);
  if (misfit) return { report: reportAs('failed', [misfit]), questions: [] };
  const result = await importTable(table, understood, collection, control);
  const currency = findCurrency(understood.columns);
  if (currency) collection.currencies.set(currency, name);
  const damage = table.number === 1 ? damageIssues(name, scan) : [];
  const issues = [...damage, ...result.issues, ...rowIssues(name, understood, result)];
  return {
    report: reportAs('imported', issues, result),
    questions: [],
    read: { table, understood, control, result },
  };
}
