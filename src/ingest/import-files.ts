import type { Issue } from '#engine/issue.ts';
import { buildDataset } from '#ingest/assembly/build-dataset.ts';
import type { BuiltPanel } from '#ingest/assembly/build-panel.ts';
import { Collection } from '#ingest/assembly/collection.ts';
import type { FileTally } from '#ingest/cleaning/file-tally.ts';
import type { ImportControl } from '#ingest/import-control.ts';
import type {
  FileChoices,
  FileReport,
  ImportFile,
  ImportInput,
  ImportOutput,
  ImportQuestion,
  Reconciliation,
} from '#ingest/import-report.ts';
import {
  importTable,
  readOrdersAgain,
  type TableResult,
  type UnderstoodTable,
  understandTable,
} from '#ingest/import-table.ts';
import { type OpenedTable, openTable } from '#ingest/open-table.ts';
import { sizeOf } from '#ingest/reading/byte-pieces.ts';
import { type FileScan, scanFile, sha256, toHex } from '#ingest/reading/scan-file.ts';
import { findCurrency, findMoneyScale } from '#ingest/understanding/find-currency.ts';
import { possibleRolesOf } from '#ingest/understanding/kind-rules.ts';
import { ExactSum, microToPence } from '#ingest/values/exact-sum.ts';

/** A control for one of several files. */
export type ControlOfFile = (file: ImportFile, index: number) => ImportControl;

/**
 * Dropped files to a dataset. Each file is scanned, understood and read by itself; one that fails, or waits for an
 * answer, gives a report that says so and takes nothing from the others. `lineLimit`: orders kept for netting before the
 * sales are read a second time instead (two million).
 */
export async function importFiles(
  input: ImportInput,
  controlOf: ControlOfFile,
  lineLimit?: number,
): Promise<ImportOutput> {
  const collection = new Collection(input.weekStart ?? 0, lineLimit);
  const reports: FileReport[] = [];
  const questions: ImportQuestion[] = [];
  const tallies = new Map<FileReport, FileTally>();
  const salesRead: ReadTable[] = [];
  for (const [index, file] of input.files.entries()) {
    const one = await importOne(file, input, collection, controlOf(file, index), reports);
    reports.push(one.report);
    questions.push(...one.questions);
    if (one.tally) tallies.set(one.report, one.tally);
    if (one.read && one.report.kind === 'sales') salesRead.push(one.read);
  }
  if (collection.lines.overflowed) {
    collection.lines.startSecondReading();
    for (const { table, understood, control } of salesRead)
      await readOrdersAgain(table, understood, collection, control);
  }
  const currency = agreeOnCurrency(input, collection);
  const { dataset, built, issues } = await buildDataset(collection, {
    netCancellations: input.netCancellations ?? true,
    dropServiceCodes: input.dropServiceCodes ?? true,
    currency: currency.code,
    keep: input.keep,
  });
  const reconciliation = built && reconcile(reports, tallies, built);
  const files = reconciliation ? reports.map((report) => withMerged(report, reports, reconciliation)) : reports;
  const all = [...files.flatMap((report) => report.issues), ...currency.issues, ...issues, ...wholeIssues(files)];
  return { files, dataset, questions, issues: all.sort(bySeverity), reconciliation };
}

interface OneImport {
  readonly report: FileReport;
  readonly questions: readonly ImportQuestion[];
  readonly tally?: FileTally;
  readonly read?: ReadTable;
}

/** A table that was read, for the case that it has to be read again. */
interface ReadTable {
  readonly table: OpenedTable;
  readonly understood: UnderstoodTable;
  readonly control: ImportControl;
}

async function importOne(
  file: ImportFile,
  input: ImportInput,
  collection: Collection,
  control: ImportControl,
  earlier: readonly FileReport[],
): Promise<OneImport> {
  const ownChoices = input.choices?.[file.name] ?? {};
  const scan = await scanFile(file, ownChoices.encoding, async (bytes) => {
    control.progress('reading', bytes, 0);
    await control.breathe();
  });
  if (scan.refusal) return { report: failed(file, scan, scan.refusal), questions: [] };
  const twin = earlier.find((report) => report.hash === scan.hash && report.state !== 'failed');
  if (twin) {
    const issue: Issue = { code: 'file-twice', severity: 'warning', file: file.name, params: { twin: twin.name } };
    return { report: { ...twin, name: file.name, state: 'duplicate', issues: [issue] }, questions: [] };
  }
  if (scan.encoding === 'undecided') return askEncoding(file, scan);
  const first = await openTable(file, scan, scan.encoding, ownChoices);
  let understood = await understandTable(first, ownChoices);
  const layout = await layoutHash(understood.header);
  const choices: FileChoices = { ...input.remembered?.[layout], ...ownChoices };
  const table =
    choices.delimiter === ownChoices.delimiter ? first : await openTable(file, scan, scan.encoding, choices);
  if (input.remembered?.[layout]) understood = await understandTable(table, choices);
  const reportAs = (state: FileReport['state'], issues: readonly Issue[], result?: TableResult): FileReport =>
    describeFile({ file, scan, table, understood, layout, state, issues, ...(result ? { result } : {}) });
  if (understood.kind === 'unknown') return askKind(reportAs, table, understood);
  if (understood.missing.length > 0)
    return { report: reportAs('question', missingIssues(file, understood)), questions: [] };
  if (understood.undecidedColumn >= 0) return askDayMonth(reportAs, file, understood);
  const misfit = fitPeriod(collection, understood, file.name);
  if (misfit) return { report: reportAs('failed', [misfit]), questions: [] };
  const result = await importTable(table, understood, collection, control);
  const currency = findCurrency(understood.columns);
  if (currency) collection.currencies.set(currency, file.name);
  const issues = [...damageIssues(file, scan), ...result.issues, ...rowIssues(file, understood, result)];
  return {
    report: reportAs('imported', issues, result),
    questions: [],
    tally: result.tally,
    read: { table, understood, control },
  };
}

function failed(file: ImportFile, scan: FileScan, code: string): FileReport {
  return {
    ...blankReport(file, scan),
    state: 'failed',
    issues: [{ code, severity: 'error', file: file.name, row: 1 }],
  };
}

function blankReport(file: ImportFile, scan: FileScan): FileReport {
  return {
    name: file.name,
    bytes: sizeOf(file.bytes),
    hash: scan.hash,
    state: 'failed',
    kind: 'unknown',
    kindFrom: 'found',
    encoding: scan.encoding === 'undecided' ? 'utf-8' : scan.encoding,
    compressed: scan.compressed,
    delimiter: ',',
    headerLine: 0,
    columns: [],
    possibleRoles: [],
    layout: '',
    rowsTotal: 0,
    rowsAccepted: 0,
    rejected: {},
    flagged: {},
    merged: {},
    problems: [],
    firstDay: null,
    lastDay: null,
    products: 0,
    units: null,
    revenue: null,
    revenueScale: 1,
    currency: '',
    months: [],
    issues: [],
  };
}

interface Described {
  readonly file: ImportFile;
  readonly scan: FileScan;
  readonly table: OpenedTable;
  readonly understood: UnderstoodTable;
  readonly layout: string;
  readonly state: FileReport['state'];
  readonly issues: readonly Issue[];
  readonly result?: TableResult;
}

function describeFile({ file, scan, table, understood, layout, state, issues, result }: Described): FileReport {
  const has = (role: string): boolean => understood.columns.some((column) => column.role === role);
  const sales = understood.kind === 'sales';
  const scale = sales ? findMoneyScale(understood.columns) : 1;
  const tally = result?.tally;
  return {
    ...blankReport(file, scan),
    state,
    kind: understood.kind,
    kindFrom: understood.kindFrom,
    encoding: table.encoding,
    delimiter: table.delimiter,
    headerLine: understood.headerLine,
    columns: understood.columns,
    possibleRoles: possibleRolesOf(understood.kind),
    layout,
    rowsTotal: tally?.rowsTotal ?? 0,
    rowsAccepted: tally?.rowsAccepted ?? 0,
    rejected: tally?.countsOf('rejected') ?? {},
    flagged: tally?.countsOf('flagged') ?? {},
    problems: tally?.problems() ?? [],
    ...(tally?.firstAndLastDay() ?? {}),
    products: tally?.products.size ?? 0,
    units: tally && sales && (has('units') || has('order')) ? tally.units.toNumber() / 1e6 : null,
    revenue:
      tally && sales && (has('revenue') || has('price'))
        ? microToPence(tally.revenue.toBigInt() / BigInt(Math.round(scale)))
        : null,
    revenueScale: scale,
    currency: findCurrency(understood.columns),
    months: tally && (sales || understood.kind === 'browsing') ? tally.months() : [],
    issues,
  };
}

/** Equal for files with the same headings in the same order. */
async function layoutHash(header: readonly string[]): Promise<string> {
  return toHex(await sha256(new TextEncoder().encode(JSON.stringify(header)))).slice(0, 32);
}

function askEncoding(file: ImportFile, scan: FileScan): OneImport {
  const options = ['gb18030', 'windows-1252', 'utf-8', 'utf-16le', 'utf-16be'];
  const issue: Issue = { code: 'encoding-undecided', severity: 'error', file: file.name, row: 1 };
  return {
    report: { ...blankReport(file, scan), state: 'question', issues: [issue] },
    questions: [{ code: 'encoding', file: file.name, examples: [], options }],
  };
}

type ReportAs = (state: FileReport['state'], issues: readonly Issue[]) => FileReport;

function askKind(reportAs: ReportAs, { file, sample }: OpenedTable, understood: UnderstoodTable): OneImport {
  // Without a header the first row shows what there is.
  const names = understood.headerLine > 0 ? understood.header : (sample[0] ?? []);
  const shown = names
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .slice(0, 8);
  const issue: Issue = {
    code: 'no-recognisable-columns',
    severity: 'error',
    file: file.name,
    row: Math.max(1, understood.headerLine),
    params: { columns: shown.join(', ') },
  };
  const options = ['sales', 'browsing', 'calendar', 'catalogue', 'candidates', 'reviews', 'holidays', 'stock'];
  return {
    report: reportAs('question', [issue]),
    questions: [{ code: 'file-kind', file: file.name, examples: shown, options }],
  };
}

function missingIssues(file: ImportFile, understood: UnderstoodTable): Issue[] {
  return understood.missing.map((alternatives) => ({
    code: 'column-missing',
    severity: 'error',
    file: file.name,
    row: Math.max(1, understood.headerLine),
    params: { kind: understood.kind, roles: alternatives.join(' ') },
  }));
}

function askDayMonth(reportAs: ReportAs, file: ImportFile, understood: UnderstoodTable): OneImport {
  const column = understood.columns[understood.undecidedColumn];
  const issue: Issue = {
    code: 'day-month-undecided',
    severity: 'error',
    file: file.name,
    row: understood.headerLine + 1,
    column: column.name,
    params: { example: column.evidence.examples[0] ?? '' },
  };
  return {
    report: reportAs('question', [issue]),
    questions: [
      {
        code: 'day-month-order',
        file: file.name,
        column: column.name,
        examples: column.evidence.examples,
        options: ['day-first', 'month-first'],
      },
    ],
  };
}

/** Weeks and months can't be mixed: monthly sums are never spread over weeks. */
function fitPeriod(collection: Collection, understood: UnderstoodTable, file: string): Issue | null {
  if (understood.kind !== 'sales' && understood.kind !== 'browsing' && understood.kind !== 'stock') return null;
  const monthly = understood.columns.some(
    (column) => (column.role === 'date' || column.role === 'datetime') && column.type === 'month',
  );
  const roles = new Set(understood.columns.map((column) => column.role));
  const parts = roles.has('year') && roles.has('month') && !roles.has('day');
  const period = monthly || parts ? 'month' : 'week';
  if (collection.period === 'week' && period === 'month')
    return { code: 'months-among-weeks', severity: 'error', file, row: 1 };
  collection.period ??= period;
  return null;
}

/** Characters that were damaged on the way here, in a file whose encoding is clear. */
function damageIssues(file: ImportFile, scan: FileScan): Issue[] {
  const count = scan.damagedCharacters;
  return count > 0 ? [{ code: 'characters-damaged', severity: 'warning', file: file.name, params: { count } }] : [];
}

/** What the rejected rows of one file say as a whole: the first line, how many, and what to do. */
function rowIssues(file: ImportFile, understood: UnderstoodTable, { tally }: TableResult): Issue[] {
  const issues: Issue[] = [];
  if (tally.rowsTotal === 0)
    issues.push({ code: 'no-rows', severity: 'error', file: file.name, row: understood.headerLine + 1 });
  const dates = tally.problems().find((problem) => problem.code === 'unparsable_date' && problem.effect === 'rejected');
  if (dates) {
    const column = understood.columns.find((each) => dateRoles.has(each.role));
    issues.push({
      code: dates.count >= tally.rowsTotal * 0.5 ? 'dates-unreadable' : 'some-dates-unreadable',
      severity: dates.count >= tally.rowsTotal * 0.5 ? 'error' : 'warning',
      file: file.name,
      row: dates.samples[0].line,
      column: column?.name ?? '',
      params: { count: dates.count, example: column ? (dates.samples[0].cells[column.index] ?? '') : '' },
    });
  }
  const none = tally.rowsTotal > 0 && tally.rowsAccepted === 0 && !dates && understood.kind !== 'candidates';
  if (none)
    issues.push({
      code: 'no-row-accepted',
      severity: 'error',
      file: file.name,
      row: tally.problems()[0]?.samples[0]?.line ?? 1,
      params: { count: tally.rowsTotal, cause: tally.problems()[0]?.code ?? '' },
    });
  return issues;
}

const dateRoles: ReadonlySet<string> = new Set(['date', 'datetime', 'from', 'year']);

function agreeOnCurrency(input: ImportInput, collection: Collection): { code: string; issues: Issue[] } {
  if (input.currency) return { code: input.currency, issues: [] };
  const [first, ...others] = [...collection.currencies];
  if (!first) return { code: '', issues: [] };
  const issues = others.map(
    ([currency, file]): Issue => ({
      code: 'currencies-differ',
      severity: 'error',
      file,
      params: { currency, other: first[0], otherFile: first[1] },
    }),
  );
  return { code: first[0], issues };
}

function reconcile(
  reports: readonly FileReport[],
  tallies: ReadonlyMap<FileReport, FileTally>,
  built: BuiltPanel,
): Reconciliation | null {
  const sales = reports.filter((report) => report.kind === 'sales' && report.state === 'imported');
  if (sales.length === 0) return null;
  const products = new Set<string>();
  const units = new ExactSum();
  const revenue = new ExactSum();
  for (const report of sales) {
    const tally = tallies.get(report);
    if (!tally) continue;
    units.addSum(tally.units);
    revenue.addSum(tally.revenue);
    for (const id of tally.products) products.add(id);
  }
  const sum = (column: Float64Array): number =>
    column.reduce((total, value) => (Number.isNaN(value) ? total : total + value), 0);
  const rows = (pick: (report: FileReport) => number): number =>
    sales.reduce((total, report) => total + pick(report), 0);
  return {
    rowsRead: rows((report) => report.rowsTotal),
    rowsAccepted: rows((report) => report.rowsAccepted),
    rowsRejected: rows((report) => report.rowsTotal - report.rowsAccepted),
    unitsAccepted: units.toNumber() / 1e6,
    revenueAccepted: Number(microToPence(revenue.toBigInt())),
    productsAccepted: products.size,
    steps: built.steps,
    unitsInPanel: sum(built.panel.units),
    revenueInPanel: Math.round(sum(built.panel.revenue) * 100) / 100,
    productsInPanel: built.panel.products.length,
    cancelledPieces: built.cancelledPieces,
    cancelledWithoutOrder: built.cancelledWithoutOrder,
    cancelledWithoutCustomer: built.cancelledWithoutCustomer,
  };
}

/** The steps between rows and panel belong to the sales as a whole; they stand with the first sales file. */
function withMerged(report: FileReport, reports: readonly FileReport[], reconciliation: Reconciliation): FileReport {
  if (report !== reports.find((each) => each.kind === 'sales' && each.state === 'imported')) return report;
  const merged = Object.fromEntries(reconciliation.steps.map((step) => [step.code.replaceAll('-', '_'), step.count]));
  return { ...report, merged };
}

function wholeIssues(files: readonly FileReport[]): Issue[] {
  const reviews = files.find((file) => file.kind === 'reviews' && file.state === 'imported' && file.products === 0);
  return reviews ? [{ code: 'reviews-without-product', severity: 'warning', file: reviews.name }] : [];
}

function bySeverity(a: Issue, b: Issue): number {
  const rank = { error: 0, warning: 1, info: 2 };
  return rank[a.severity] - rank[b.severity];
}
