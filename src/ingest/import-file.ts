import type { Issue } from '#engine/issue.ts';
import type { Collection } from '#ingest/assembly/collection.ts';
import {
  type Asked,
  askDayMonth,
  askDoubt,
  askEncoding,
  askKind,
  askMissing,
  askNumbers,
  askPeriod,
  askSheet,
  askYear,
  damageIssues,
  fitCurrency,
  fitPanel,
  fitPeriod,
  madeTextIssues,
  notUsed,
  type ReportAs,
  rowIssues,
  serviceIssues,
  shapeIssues,
  sumsIssue,
  withProductsAcross,
} from '#ingest/file-trouble.ts';
import type { ImportControl } from '#ingest/import-control.ts';
import type { FileChoices, FileReport, ImportFile, ImportInput, ImportQuestion } from '#ingest/import-report.ts';
import {
  findNextTable,
  importTable,
  type TableResult,
  type UnderstoodTable,
  understandTable,
} from '#ingest/import-table.ts';
import { openSheets } from '#ingest/open-sheets.ts';
import { type OpenedTable, openNextTable, openText, readAcross, tableName } from '#ingest/open-table.ts';
import { withPreviews } from '#ingest/preview-answers.ts';
import { sizeOf } from '#ingest/reading/byte-pieces.ts';
import { type FileScan, scanFile } from '#ingest/reading/scan-file.ts';
import { layoutHash, reportFailure, reportTable } from '#ingest/report-file.ts';
import type { TableFrame } from '#ingest/table-rows.ts';
import { findCurrency } from '#ingest/understanding/find-currency.ts';
import { isValue } from '#ingest/understanding/find-header.ts';

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
  const chosen = input.choices?.[file.name]?.encoding;
  const scan = await scanFile(file, chosen, async (bytes) => {
    control.progress('reading', bytes, 0);
    await control.yieldNow();
  });
  if (scan.refusal) {
    const issue: Issue = { code: scan.refusal, severity: 'error', file: file.name, row: 1 };
    return [{ report: reportFailure(file, scan, issue), questions: [] }];
  }
  const twin = earlier.find((report) => report.hash === scan.hash && report.state !== 'failed');
  if (twin) return [{ report: reportTwin(file, twin), questions: [] }];
  const context: FileContext = { file, scan, input, collection, control };
  if (scan.holds === 'workbook') return importWorkbook(context);
  if (scan.encoding === 'undecided') return [await askEncoding(file, scan)];
  const table = await openText(file, scan, scan.encoding, input.choices?.[file.name] ?? {});
  await control.yieldNow();
  return importTables(table, context);
}

/** Every sheet of a workbook that is wanted, and the tables in each. */
async function importWorkbook(context: FileContext): Promise<OneImport[]> {
  const { file, scan, control } = context;
  const encoding = scan.encoding === 'undecided' ? 'utf-8' : scan.encoding;
  const opened = await openSheets(file, encoding, context.input, async (bytes) => {
    control.progress('reading', bytes, 0);
    await control.yieldNow();
    // What follows the last part, the reading of the sheets, tells nothing of how far it is.
    if (bytes >= sizeOf(file.bytes)) control.progress('opening', bytes, 0);
  });
  if ('refusal' in opened) return [{ report: reportFailure(file, scan, opened.refusal), questions: [] }];
  const isChosen = context.input.choices?.[file.name]?.sheets !== undefined;
  let { workbook } = opened;
  if (opened.tables.length === 0) return [askSheet(file, scan, workbook)];
  const imports: OneImport[] = [];
  const aside = new Map<string, readonly OneImport[]>();
  for (const [index, table] of opened.tables.entries()) {
    // A sheet's text is not the file's bytes: progress goes by the share of the sheets' text that has been read.
    const before = opened.tables.slice(0, index).reduce((sum, each) => sum + sizeOf(each.file.bytes), 0);
    const all = opened.tables.reduce((sum, each) => sum + sizeOf(each.file.bytes), 0);
    const scaled: ImportControl = {
      progress: (stage, bytes, rows) =>
        control.progress(stage, Math.round(((before + bytes) / all) * sizeOf(file.bytes)), rows),
      yieldNow: () => control.yieldNow(),
    };
    const own = await importTables(table, { ...context, control: scaled });
    if (isChosen || !saysNothing(table, own)) imports.push(...own);
    else aside.set(table.sheet ?? '', own);
  }
  // Beside a sheet with data nothing is asked of one that looks something up or says how the others were made.
  if (!imports.some(({ report }) => report.state === 'imported')) imports.push(...[...aside.values()].flat());
  else
    workbook = {
      ...workbook,
      sheets: workbook.sheets.map((sheet) => ({ ...sheet, read: sheet.read && !aside.has(sheet.name) })),
    };
  return imports.map((one, index) => {
    const issues = index === 0 ? [...opened.issues, ...one.report.issues] : one.report.issues;
    // The encoding of the file, which a table in HTML has; that of a sheet's text is Debut's own.
    return { ...one, report: { ...one.report, encoding, workbook, issues } };
  });
}

/** A sheet of unknown columns without any number or date. */
function saysNothing({ sample }: OpenedTable, imports: readonly OneImport[]): boolean {
  const isUnknown = imports.every(({ questions }) => questions[0]?.about === 'no-recognisable-columns');
  return isUnknown && !sample.some((row) => row.some(isValue));
}

/** The table at the top of a text and those below it. */
async function importTables(first: OpenedTable, context: FileContext): Promise<OneImport[]> {
  let table = first;
  const tables: OneImport[] = [];
  for (;;) {
    const one = await importOne(table, context);
    tables.push(one);
    // What stands below a table that waits for an answer is not to wait with it.
    const next = one.read
      ? one.read.result.nextTableLine
      : await findNextTable(table, headerOf(one.report), context.control);
    if (next === 0 || tables.length === mostTables) return tables;
    const choices = context.input.choices?.[tableName(table.file.name, table.number + 1)];
    table = await openNextTable(table, next, choices, () => context.control.yieldNow());
  }
}

/** Where a table's header stands and what it says, as its report has it. */
function headerOf(report: FileReport): TableFrame {
  return { header: report.columns.map((column) => column.name), headerLine: report.headerLine };
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

/** A table under the user's choices for it and those remembered for its header. */
interface RememberedTable {
  readonly table: OpenedTable;
  readonly understood: UnderstoodTable;
  readonly layout: string;
  readonly firstLayout?: string;
}

/**
 * What was decided for a header is decided for every file that has it. A header that was misread (wrong encoding or
 * delimiter) is known too: the file is then opened as it was decided, and what is known of its true header holds as well.
 */
async function understandAsRemembered(
  opened: OpenedTable,
  { file, scan, input, control }: FileContext,
  ownChoices: FileChoices,
): Promise<RememberedTable> {
  const understand = (table: OpenedTable, choices: FileChoices) =>
    understandTable(table, choices, () => control.yieldNow());
  const own = await readAcross(opened, ownChoices);
  const understood = await understand(own, ownChoices);
  const layout = await layoutHash(own.wide?.headings ?? understood.header);
  const known = input.remembered?.[layout];
  if (!known) return { table: own, understood, layout };
  const choices: FileChoices = { ...known, ...ownChoices };
  const reopens =
    opened.number === 1 &&
    !opened.sheet &&
    ((choices.encoding !== undefined && choices.encoding !== opened.encoding) ||
      (choices.delimiter !== undefined && choices.delimiter !== opened.delimiter));
  const readsOtherwise = reopens || choices.headerLine !== ownChoices.headerLine;
  if (!readsOtherwise) {
    const table = await readAcross(opened, choices);
    return { table, understood: await understand(table, choices), layout };
  }
  const table = reopens ? await openText(file, scan, choices.encoding ?? opened.encoding, choices) : opened;
  const header = (await understand(table, { ...choices, roles: {} })).header;
  const trueLayout = await layoutHash(header);
  const { roles: _misread, kind: _guess, ...reading } = known;
  const decided = trueLayout === layout ? known : { ...reading, ...input.remembered?.[trueLayout] };
  return {
    table,
    understood: await understand(table, { ...decided, ...ownChoices }),
    layout: trueLayout,
    ...(trueLayout === layout ? {} : { firstLayout: layout }),
  };
}

/** What only the user can say before the table can be used; null where everything is clear. */
function askFirst(reportAs: ReportAs, table: OpenedTable, understood: UnderstoodTable): Asked | null {
  const { kind, kindFrom, missing, undecidedColumn, doubt } = understood;
  if (table.lacksYear && !(kind === 'unknown' && kindFrom === 'chosen'))
    return askYear(reportAs, table.name, understood, 'periods-without-year');
  if (kind === 'unknown')
    return kindFrom === 'chosen' ? notUsed(reportAs, table.name) : askKind(reportAs, table, understood);
  if (doubt?.code === 'weeks-fiscal') return askDoubt(reportAs, table.name, understood, doubt);
  if (missing.length === 1 && kind === 'sales' && missing[0].includes('date'))
    return askPeriod(reportAs, table, understood);
  if (missing.length > 0) return askMissing(reportAs, table.name, understood);
  if (doubt) return askDoubt(reportAs, table.name, understood, doubt);
  if (understood.openYear?.year === 0) return askYear(reportAs, table.name, understood, 'dates-without-year');
  // Days with numbers below names that nobody knows are sales of products sooner than a calendar.
  if (table.across && kindFrom === 'found' && (kind === 'holidays' || kind === 'calendar'))
    return askKind(reportAs, table, understood);
  if (understood.undecidedNumbers >= 0) return askNumbers(reportAs, table.name, understood);
  return undecidedColumn >= 0 ? askDayMonth(reportAs, table.name, understood) : null;
}

async function previewed(
  questions: readonly ImportQuestion[],
  table: OpenedTable,
  { input, control }: FileContext,
): Promise<ImportQuestion[]> {
  const choices = input.choices?.[table.name] ?? {};
  return Promise.all(
    questions.map((question) => withPreviews(question, table, choices, input, () => control.yieldNow())),
  );
}

async function importOne(opened: OpenedTable, context: FileContext): Promise<OneImport> {
  const { file, scan, input, collection, control } = context;
  const { name } = opened;
  const ownChoices = input.choices?.[name] ?? {};
  const daysElsewhere = collection.daysElsewhere.get(name);
  const { table, understood, ...layouts } = await understandAsRemembered(opened, context, ownChoices);
  const reportAs = (state: FileReport['state'], issues: readonly Issue[], result?: TableResult): FileReport => ({
    ...reportTable({
      file,
      scan,
      table,
      understood,
      layout: layouts.layout,
      state,
      issues,
      ...(result ? { result } : {}),
    }),
    ...layouts,
    ...(daysElsewhere ? { daysElsewhere } : {}),
    ...(collection.farDays.size > 0 ? { farDays: [...collection.farDays] } : {}),
  });
  const asked = askFirst(reportAs, table, understood);
  if (asked) {
    const { report, questions } = withProductsAcross(asked, table);
    return { report, questions: await previewed(questions, table, context) };
  }
  if (!understood.sumLines) return { report: reportAs('failed', [sumsIssue(name, understood)]), questions: [] };
  const currency = findCurrency(understood.columns);
  const misfit =
    fitPeriod(collection, understood, name) ??
    fitPanel(collection, understood, name) ??
    fitCurrency(collection, understood, currency, name);
  if (misfit) return { report: reportAs('failed', [misfit]), questions: [] };
  const { panelFaults } = collection;
  const result = panelFaults.has(name) ? null : await importTable(table, understood, collection, control);
  const fault = panelFaults.get(name);
  if (!result || fault) return { report: reportAs('failed', fault ? [fault] : []), questions: [] };
  if (currency) collection.currencies.set(currency, name);
  const damage = table.number === 1 ? damageIssues(name, scan) : [];
  const issues = [
    ...damage,
    ...madeTextIssues(table),
    ...shapeIssues(table),
    ...result.issues,
    ...rowIssues(name, understood, result),
    ...(understood.kind === 'sales' ? serviceIssues(name, collection, result) : []),
  ];
  return {
    report: reportAs('imported', issues, result),
    questions: [],
    read: { table, understood, control, result },
  };
}
