import type { Issue } from '#engine/issue.ts';
import type { FileReport, ImportFile } from '#ingest/import-report.ts';
import type { TableResult, UnderstoodTable } from '#ingest/import-table.ts';
import { holdsSales, kindOf, possibleRolesOf } from '#ingest/kinds/file-kinds.ts';
import type { OpenedTable } from '#ingest/open-table.ts';
import { sizeOf } from '#ingest/reading/byte-pieces.ts';
import { type FileScan, sha256, toHex } from '#ingest/reading/scan-file.ts';
import { findCurrency, findMoneyScale } from '#ingest/understanding/find-currency.ts';
import { microToPence } from '#ingest/values/exact-sum.ts';

/** Report of a file that can't be read at all. */
export function reportFailure(file: ImportFile, scan: FileScan, issue: Issue): FileReport {
  return { ...blankReport(file, scan), state: 'failed', issues: [issue] };
}

/** Report of a file of which nothing is known but its bytes. */
export function blankReport(file: ImportFile, scan: FileScan): FileReport {
  return {
    name: file.name,
    source: file.name,
    firstLine: 1,
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

/** What is known of one table of a file. */
export interface ReadTable {
  readonly file: ImportFile;
  readonly scan: FileScan;
  readonly table: OpenedTable;
  readonly understood: UnderstoodTable;
  readonly layout: string;
  readonly state: FileReport['state'];
  readonly issues: readonly Issue[];
  readonly result?: TableResult;
}

/** Report of a table, read or waiting for an answer. */
export function reportTable({ file, scan, table, understood, layout, state, issues, result }: ReadTable): FileReport {
  const has = (role: string): boolean => understood.columns.some((column) => column.role === role);
  const sales = holdsSales(understood.kind);
  const scale = understood.kind === 'sales' ? findMoneyScale(understood.columns) : 1;
  const tally = result?.tally;
  const kind = kindOf(understood.kind);
  return {
    ...blankReport(file, scan),
    name: table.name,
    firstLine: table.firstLine,
    state,
    kind: understood.kind,
    kindFrom: understood.kindFrom,
    encoding: table.encoding,
    delimiter: table.delimiter,
    ...(table.sheet === undefined ? {} : { sheet: table.sheet }),
    ...(table.around === undefined ? {} : { around: table.around }),
    ...(table.wide?.across ? { across: table.wide.across } : {}),
    headerLine: understood.headerLine,
    columns: understood.columns,
    possibleRoles: possibleRolesOf(understood.kind),
    layout,
    rowsTotal: tally?.rowsTotal ?? 0,
    rowsAccepted: tally?.rowsAccepted ?? 0,
    rejected: tally?.countsOf('rejected') ?? {},
    flagged: tally?.countsOf('flagged') ?? {},
    problems: tally?.problems(kind?.causes ?? {}, has('name'), understood.rules) ?? [],
    dayMonthOrder: understood.dayMonthOrder,
    ...(tally?.firstAndLastDay() ?? {}),
    products: tally?.products.size ?? 0,
    units: tally && sales && (has('units') || has('order') || !has('revenue')) ? tally.units.toNumber() / 1e6 : null,
    revenue:
      tally && sales && (has('revenue') || has('price'))
        ? microToPence(
            scale < 1
              ? tally.revenue.toBigInt() * BigInt(Math.round(1 / scale))
              : tally.revenue.toBigInt() / BigInt(Math.round(scale)),
          )
        : null,
    revenueScale: scale,
    currency: findCurrency(understood.columns),
    months: tally && kind?.daysOf ? tally.months() : [],
    issues,
  };
}

/** Equal for files with the same headings in the same order. */
export async function layoutHash(header: readonly string[]): Promise<string> {
  return toHex(await sha256(new TextEncoder().encode(JSON.stringify(header)))).slice(0, 32);
}
