import { formatIsoDate, fromEpochDay } from '#engine/calendar/epoch-day.ts';
import type { Issue } from '#engine/issue.ts';
import type { Collection } from '#ingest/assembly/collection.ts';
import { commonest, nameOf } from '#ingest/assembly/product-table.ts';
import type { FileTally } from '#ingest/cleaning/file-tally.ts';
import { isServiceCode } from '#ingest/cleaning/product-names.ts';
import type { FoundDoubt } from '#ingest/doubts/look.ts';
import { shortened } from '#ingest/doubts/not-told.ts';
import type { ColumnRole, FileKind } from '#ingest/file-kind.ts';
import type { FileReport, ImportFile, ImportQuestion, WorkbookLook } from '#ingest/import-report.ts';
import type { TableResult, UnderstoodTable } from '#ingest/import-table.ts';
import { declaredKinds, kindOf } from '#ingest/kinds/file-kinds.ts';
import type { OpenedTable } from '#ingest/open-table.ts';
import { rankLegacy } from '#ingest/reading/guess-legacy.ts';
import { type FileScan, tellingLines } from '#ingest/reading/scan-file.ts';
import { blankReport } from '#ingest/report-file.ts';
import { roleAt, roleOf } from '#ingest/roles/column-roles.ts';
import { ownName } from '#ingest/understanding/heading-words.ts';
import { periodsIn } from '#ingest/understanding/periods-in.ts';
import { parseDate } from '#ingest/values/parse-date.ts';

/** A report together with what has to be asked before its file can be used. */
export interface Asked {
  readonly report: FileReport;
  readonly questions: readonly ImportQuestion[];
}

/** The bytes can be read in several ways. */
export async function askEncoding(file: ImportFile, scan: FileScan): Promise<Asked> {
  const likely = rankLegacy(await tellingLines(file, scan.compressed));
  const options = [...likely, 'utf-8', 'utf-16le', 'utf-16be'];
  const issue: Issue = { code: 'encoding-undecided', severity: 'error', file: file.name, row: 1 };
  return {
    report: { ...blankReport(file, scan), state: 'question', issues: [issue] },
    questions: [{ code: 'encoding', file: file.name, examples: [], options }],
  };
}

/** All sheets with something in them are hidden, or none is wanted. */
export function askSheet(file: ImportFile, scan: FileScan, workbook: WorkbookLook): Asked {
  const issue: Issue = { code: 'workbook-all-hidden', severity: 'error', file: file.name, row: 1 };
  const options = workbook.sheets.map(({ name }) => name);
  return {
    report: { ...blankReport(file, scan), state: 'question', workbook, issues: [issue] },
    questions: [{ code: 'sheet', file: file.name, examples: options, options }],
  };
}

/** Makes the report of the table at hand. */
export type ReportAs = (state: FileReport['state'], issues: readonly Issue[]) => FileReport;

const ask = (reportAs: ReportAs, issues: readonly Issue[], question: ImportQuestion): Asked => ({
  report: reportAs('question', issues),
  questions: [question],
});

/** The table is not to be used, as the user has said. */
export function notUsed(reportAs: ReportAs, file: string): Asked {
  return { report: reportAs('failed', [{ code: 'not-used', severity: 'info', file }]), questions: [] };
}

/** The table looks like something else than sales, or its figures are running totals: nothing is taken before the user has said it. */
export function askDoubt(reportAs: ReportAs, file: string, understood: UnderstoodTable, doubt: FoundDoubt): Asked {
  const examples = doubt.columns.filter((name) => name !== '');
  const issue: Issue = {
    code: doubt.code,
    severity: 'error',
    file,
    row: Math.max(1, understood.headerLine),
    params: { columns: examples.join(', '), example: examples.at(-1) ?? '' },
  };
  const isRunning = doubt.code === 'running-total';
  const kinds = kindsInOrder(understood.likely);
  const options = isRunning
    ? ['differences', 'sum', 'unknown']
    : doubt.code === 'figures-untold'
      ? ['sales', 'across:revenue', 'unknown', ...kinds.filter((kind) => kind !== 'sales')]
      : ['kind-unsure', 'looks-like-prices', 'rows-add-up', 'groups-headed'].includes(doubt.code)
        ? [...understood.perhapsUnits.slice(0, 2).map((index) => `units:${index}`), ...kinds]
        : doubt.code === 'looks-like-stock'
          ? ['stock', 'sales', 'unknown', ...kinds.filter((kind) => kind !== 'stock' && kind !== 'sales')]
          : ['unknown', ...kinds];
  const code = isRunning ? 'running-total' : 'file-kind';
  return ask(reportAs, [issue], { code, about: doubt.code, file, examples, options });
}

/** All kinds, the likely ones in front. */
function kindsInOrder(likely: readonly FileKind[]): FileKind[] {
  return [...new Set<FileKind>([...likely, ...declaredKinds])];
}

/** Reasons to ask what a table is that hold as well for one with a product in each column. */
const unclear: ReadonlySet<string> = new Set([
  'kind-unsure',
  'column-missing',
  'no-recognisable-columns',
  'columns-numbered',
]);

/** What is asked of a table that may have a product in each column: that first. */
export function withProductsAcross(asked: Asked, { across, name: file }: OpenedTable): Asked {
  const [question] = asked.questions;
  if (!across || question?.code !== 'file-kind' || !unclear.has(question.about ?? '')) return asked;
  const examples = across.products.map((column) => across.headings[column].trim()).slice(0, 8);
  const first = [...(across.mayBeMoney ? ['across:revenue'] : []), 'sales'];
  const options = [
    ...(across.isMoney ? first : first.toReversed()),
    ...question.options.filter((each) => each !== 'sales'),
  ];
  const params = { columns: examples.join(', ') };
  const issue: Issue = { code: 'products-across', severity: 'error', file, row: across.headerLine, params };
  return {
    report: { ...asked.report, issues: [issue] },
    questions: [{ ...question, about: issue.code, examples, options }],
  };
}

/** Sums of sales without any date: of the day, week or month that the file's name or the lines above the table say. */
export function askPeriod(reportAs: ReportAs, table: OpenedTable, understood: UnderstoodTable): Asked {
  const { name: file, sheet = '', sample } = table;
  const above = sample.slice(0, Math.max(0, understood.headerRow)).flat();
  const examples = understood.header.filter((name) => name !== '').slice(0, 8);
  const options = [...periodsIn([...above, sheet, file]), 'unknown'];
  const issue: Issue = { code: 'without-dates', severity: 'error', file, row: Math.max(1, understood.headerLine) };
  return ask(reportAs, [issue], { code: 'period', about: issue.code, file, examples, options });
}

/** Weeks or months side by side, or the days of the rows, neither say of which year they are, nor do the titles, sheet or file name. */
export function askYear(
  reportAs: ReportAs,
  file: string,
  understood: UnderstoodTable,
  code: 'periods-without-year' | 'dates-without-year',
): Asked {
  const issue: Issue = {
    code,
    severity: 'error',
    file,
    row: Math.max(1, understood.headerLine),
  };
  const isWide = code === 'periods-without-year';
  const days = understood.columns.find(({ role }) => roleOf(role)?.isDate)?.evidence.examples ?? [];
  const examples = isWide ? understood.header.filter((name) => name !== '').slice(0, 8) : days;
  const asked = ask(reportAs, [issue], { code: 'period', about: code, file, examples, options: ['unknown'] });
  // What the table is shows once its periods are read.
  return isWide ? { ...asked, report: { ...asked.report, kind: 'unknown' } } : asked;
}

/** None of the columns is known. */
export function askKind(reportAs: ReportAs, { name: file, sample }: OpenedTable, understood: UnderstoodTable): Asked {
  // Without a header the first row shows what there is.
  const names = understood.headerLine > 0 ? understood.header : (sample[0] ?? []);
  const shown = names
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .slice(0, 8);
  const issue: Issue = {
    code: 'no-recognisable-columns',
    severity: 'error',
    file,
    row: Math.max(1, understood.headerLine),
    params: { columns: shown.join(', ') },
  };
  const options = [...kindsInOrder(understood.likely), 'unknown'];
  return ask(reportAs, [issue], { code: 'file-kind', about: issue.code, file, examples: shown, options });
}

/** The kind seems clear, and something that it can't do without is not there: another kind may be meant. */
export function askMissing(reportAs: ReportAs, file: string, understood: UnderstoodTable): Asked {
  const examples = understood.header.filter((name) => name !== '').slice(0, 8);
  const options = ['unknown', ...kindsInOrder(understood.likely)];
  const issues = missingIssues(file, understood);
  return ask(reportAs, issues, { code: 'file-kind', about: 'column-missing', file, examples, options });
}

/** What the kind can't do without, line by line. */
function missingIssues(file: string, understood: UnderstoodTable): Issue[] {
  return understood.missing.map((alternatives) => ({
    code: 'column-missing',
    severity: 'error',
    file,
    row: Math.max(1, understood.headerLine),
    params: { kind: understood.kind, roles: alternatives.join(' ') },
  }));
}

/** Dates that can be read day first and month first, and nothing in the file that decides. */
export function askDayMonth(reportAs: ReportAs, file: string, understood: UnderstoodTable): Asked {
  const column = understood.columns[understood.undecidedColumn].name;
  const { orderExamples: examples, possibleOrders: options } = understood;
  const [row, params] = [understood.headerLine + 1, { example: examples[0] ?? '' }];
  const issue: Issue = { code: 'day-month-undecided', severity: 'error', file, row, column, params };
  return ask(reportAs, [issue], { code: 'day-month-order', file, column, examples, options });
}

/** Figures whose mark may part thousands as well as decimals: 4.268. */
export function askNumbers(reportAs: ReportAs, file: string, understood: UnderstoodTable): Asked {
  const { name: column, evidence } = understood.columns[understood.undecidedNumbers];
  const examples = evidence.examples.filter((text) => text !== '0');
  const [example] = examples;
  const row = understood.headerLine + 1;
  const issue: Issue = { code: 'thousands-undecided', severity: 'error', file, row, column, params: { example } };
  return ask(reportAs, [issue], { code: 'number-style', file, column, examples, options: ['comma', 'point'] });
}

/** Rows are the sums of others, and there are too many to tell which. */
export function sumsIssue(file: string, understood: UnderstoodTable): Issue {
  return { code: 'sums-too-many', severity: 'error', file, row: Math.max(1, understood.headerLine) };
}

/** What was made of a table with its periods side by side, with several products in one cell, or with one figure a row. */
export function shapeIssues({ name: file, wide, items, headed, measured }: OpenedTable): Issue[] {
  if (measured) {
    const params = { column: measured.heading, measures: measured.measures.join(', ') };
    return [{ code: 'measures-in-rows', severity: 'info', file, row: measured.headerLine, params }];
  }
  if (headed) return [{ code: 'lines-headed', severity: 'info', file, row: headed.headerLine }];
  if (items) {
    const params = { column: items.heading };
    return [{ code: 'items-in-rows', severity: 'info', file, row: items.headerLine, params }];
  }
  if (!wide) return [];
  if (wide.headings) {
    const params = { count: wide.periods.length, example: wide.periods[0].text };
    return [{ code: 'products-in-columns', severity: 'info', file, row: wide.headerLine, params }];
  }
  const [first, last] = [wide.periods[0].text, wide.periods[wide.periods.length - 1].text];
  const params = { count: wide.periods.length, first, last };
  const row = wide.headerLine;
  const unread: Issue[] =
    wide.unread.length === 0
      ? []
      : [{ code: 'columns-unexplained', severity: 'warning', file, row, params: { columns: wide.unread.join(', ') } }];
  return [{ code: 'periods-in-columns', severity: 'info', file, row, params }, ...unread];
}

/** Columns of the file that have no cells in its text, and times whose days may be others than the shop's. */
export function madeTextIssues({ name: file, file: { bytes } }: OpenedTable): Issue[] {
  if (!('makeText' in bytes)) return [];
  const { unread, inUtc } = bytes;
  const told = (code: string, columns: readonly string[]): Issue[] =>
    columns.length === 0
      ? []
      : [{ code, severity: 'warning', file, params: { columns: columns.join(', '), count: columns.length } }];
  return [...told('parquet-lists', unread), ...told('parquet-utc', inUtc)];
}

/** Weeks and months can't be mixed: monthly sums are never spread over weeks. */
export function fitPeriod(collection: Collection, understood: UnderstoodTable, file: string): Issue | null {
  if (!kindOf(understood.kind)?.isByPeriod) return null;
  const monthly = understood.columns.some(
    (column) => (column.role === 'date' || column.role === 'datetime') && column.type === 'month',
  );
  const roles = new Set(understood.columns.map((column) => column.role));
  const named = understood.period !== '' && parseDate(understood.period, 'unknown')?.grain === 'month';
  const parts = roles.has('year') && roles.has('month') && !roles.has('day');
  const period = monthly || parts || named ? 'month' : 'week';
  if (collection.period === 'week' && period === 'month')
    return { code: 'months-among-weeks', severity: 'error', file, row: 1 };
  collection.period ??= period;
  return null;
}

/** A panel file holds all sales: sums can't be told apart again, nor cancellations be netted across files. */
export function fitPanel(collection: Collection, understood: UnderstoodTable, file: string): Issue | null {
  const isPanel = understood.kind === 'panel';
  const other = collection.panelFile ?? (isPanel ? collection.files[0] : undefined);
  if (other === undefined || !(isPanel || understood.kind === 'sales')) return null;
  return { code: 'panel-not-alone', severity: 'error', file, row: 1, params: { other } };
}

/** Sales in another currency than the sales before can't be added to them, unless the user has named one for all. */
export function fitCurrency(
  collection: Collection,
  understood: UnderstoodTable,
  currency: string,
  file: string,
): Issue | null {
  if (understood.kind !== 'sales' || currency === '' || collection.currency !== '') return null;
  const [other] = [...collection.salesCurrencies].filter(([code]) => code !== currency);
  if (other)
    return {
      code: 'currencies-differ',
      severity: 'error',
      file,
      row: Math.max(1, understood.headerLine),
      params: { currency, other: other[0], otherFile: other[1] },
    };
  collection.salesCurrencies.set(currency, file);
  return null;
}

/** Characters that were damaged on the way here, in a file whose encoding is clear. */
export function damageIssues(file: string, scan: FileScan): Issue[] {
  const { damagedCharacters: count, damagedLine: row } = scan;
  if (count === 0) return [];
  return [{ code: 'characters-damaged', severity: 'warning', file, ...(row > 0 ? { row } : {}), params: { count } }];
}

/** What the rejected rows of one file say as a whole: the first line, how many, and what to do. */
export function rowIssues(file: string, understood: UnderstoodTable, { tally }: TableResult): Issue[] {
  const issues: Issue[] = [];
  if (tally.rowsTotal === 0) issues.push({ code: 'no-rows', severity: 'error', file, row: understood.headerLine + 1 });
  const money = understood.columns.filter(({ role }) => roleOf(role)?.isMoney);
  const mixed = money.find(({ index }) => understood.profiles[index].currencies.length > 1);
  const currencies = mixed ? understood.profiles[mixed.index].currencies : understood.markets;
  const of = mixed ?? money[0];
  if (of && currencies.length > 1) {
    const [row, params] = [understood.headerLine + 1, { currencies: currencies.join(', ') }];
    issues.push({ code: 'currencies-mixed', severity: 'error', file, row, column: of.name, params });
  }
  issues.push(...readingIssues(file, understood), ...futureIssues(file, understood, tally));
  issues.push(...openYearIssues(file, understood, tally));
  const dates = tally.commonestFault('unparsable_date');
  if (dates) {
    const { name: column = '', index = -1 } = understood.columns.find((each) => dateRoles.has(each.role)) ?? {};
    const params = { count: dates.count, example: dates.sample.cells[index] ?? '' };
    const isMost = dates.count >= tally.rowsTotal * 0.5;
    const [code, severity] = isMost
      ? (['dates-unreadable', 'error'] as const)
      : (['some-dates-unreadable', 'warning'] as const);
    issues.push({ code, severity, file, row: dates.sample.line, column, params });
  }
  const figures = unreadable
    .map((code) => tally.commonestFault(code))
    .find((each) => each && each.count >= tally.rowsTotal * 0.1);
  if (figures) {
    const column = roleAt(understood.columns, figureOf[figures.code])?.name ?? '';
    const params = { count: figures.count, total: tally.rowsTotal, column };
    issues.push({
      code: 'some-figures-unreadable',
      severity: 'warning',
      file,
      row: figures.sample.line,
      column,
      params,
    });
  }
  issues.push(...stateIssues(file, understood, tally));
  const none = tally.rowsTotal > 0 && tally.rowsAccepted === 0 && !dates && understood.kind !== 'candidates';
  const fault = tally.commonestFault();
  // Rows that all count in another file are no trouble.
  if (none && fault?.code !== 'day_in_other_file') {
    const params = { count: tally.rowsTotal, cause: fault?.code ?? '' };
    issues.push({ code: 'no-row-accepted', severity: 'error', file, row: fault?.sample.line ?? 1, params });
  }
  return issues;
}

/** Postage, fees and discounts among the products of a table, which the panel leaves out. */
export function serviceIssues(file: string, { products }: Collection, { tally }: TableResult): Issue[] {
  const shape = products.shapeOfIds();
  const found = [...tally.products].flatMap((id) => {
    const entry = products.entries[products.indexOf(id)];
    return isServiceCode(entry.canonical, commonest(entry.names.values()), shape) ? [nameOf(entry)] : [];
  });
  const params = { count: found.length, products: found.slice(0, 5).join(', ') };
  return found.length === 0 ? [] : [{ code: 'service-rows', severity: 'warning', file, params }];
}

/** Causes for which hardly a third of a shop's rows are left out, a half, or a fiftieth; by the part that is said. */
const leftOut = {
  ...{ cancelled_invoice: 3, missing_product_id: 2, other_currency: 50 },
  ...{ quantity_not_positive: 3, revenue_not_positive: 3, unit_price_not_positive: 3 },
};

/** States that nothing knows, and where more than a third of the rows is left out by their states or currencies. */
function stateIssues(file: string, { headerLine }: UnderstoodTable, tally: FileTally): Issue[] {
  const told = { severity: 'warning', file, row: headerLine + 1 } as const;
  const issues: Issue[] = Object.entries(leftOut).flatMap(([cause, part]) => {
    const params = { count: tally.commonestFault(cause)?.count ?? 0, total: tally.rowsTotal, cause };
    const isUncoded = cause === 'missing_product_id' && tally.uncoded > 0;
    const isMany = (params.count * part > tally.rowsTotal || isUncoded) && tally.rowsAccepted > 0;
    return isMany ? [{ code: 'many-left-out', ...told, params }] : [];
  });
  const open = [...tally.openStates.values()];
  const params = {
    states: [...tally.openStates.keys()].join(', '),
    count: open.reduce((sum, { rows }) => sum + rows, 0),
    amount: Math.round(open.reduce((sum, { money }) => sum + money, 0) / 1e6),
  };
  return open.length === 0 ? issues : [...issues, { code: 'states-unknown', ...told, params }];
}

/** Causes for which rows lack a figure, and its role. */
const figureOf: Readonly<Record<string, ColumnRole>> = {
  unparsable_quantity: 'units',
  unparsable_revenue: 'revenue',
  unparsable_price: 'price',
};
const unreadable = Object.keys(figureOf);

/** Days after today are no days on which something was sold; tomorrow may have begun elsewhere. */
function futureIssues(file: string, { kind, headerLine }: UnderstoodTable, tally: FileTally): Issue[] {
  if (!kindOf(kind)?.isByPeriod) return [];
  const today = Math.floor(Date.now() / 86_400_000);
  let count = 0;
  let last = 0;
  for (const [day, { rows }] of tally.days) {
    if (day <= today + 1) continue;
    count += rows;
    last = Math.max(last, day);
  }
  const params = { count, last: formatIsoDate(last) };
  return count === 0 ? [] : [{ code: 'dates-in-future', severity: 'warning', file, row: headerLine + 1, params }];
}

/** Days without a year: of which they were taken to be, and that of a long file some may be of the next one. */
function openYearIssues(file: string, { openYear, headerLine, columns }: UnderstoodTable, tally: FileTally): Issue[] {
  if (!openYear) return [];
  const months = new Set([...tally.days.keys()].map((day) => fromEpochDay(day).month));
  const isOverNewYear = openYear.turn === 0 && months.has(12) && months.has(1) && months.size < 12;
  const [code, severity] = isOverNewYear
    ? (['year-over-new-year', 'warning'] as const)
    : (['year-assumed', 'info'] as const);
  const column = columns.find(({ role }) => dateRoles.has(role))?.name ?? '';
  // As text: a number would be written with a mark for thousands.
  const params = { year: String(openYear.year), column };
  return [{ code, severity, file, row: headerLine + 1, column, params }];
}

const dateRoles: ReadonlySet<string> = new Set(['date', 'datetime', 'from', 'year']);

/** What is odd about the table as a whole, apart from its rows: read in one way, and worth a look. */
function readingIssues(file: string, understood: UnderstoodTable): Issue[] {
  const {
    columns,
    profiles,
    alike,
    orderTotal,
    lineAmount,
    extraColumns,
    kind,
    refunds,
    refunded,
    unitChange,
    swappedDay,
    moreInside,
    beyondPrice,
  } = understood;
  const row = Math.max(1, understood.headerLine);
  const issues: Issue[] = [];
  const nameAt = (column: number): string => columns[column]?.name ?? '';
  const tell = (code: string, severity: Issue['severity'], more: Partial<Issue>): unknown =>
    issues.push({ code, severity, file, row, ...more });
  for (const role of ['units', 'revenue'] as const) {
    const used = roleAt(columns, role);
    const others = (alike[role] ?? []).filter((column) => column !== used?.index);
    if (others.length === 0 || !used) continue;
    const isSame = others.some((column) => ownName(nameAt(column)) === ownName(used.name));
    const params = { used: used.name, others: others.map(nameAt).join(', ') };
    tell(`${role}-alike`, isSame ? 'warning' : 'info', { column: used.name, params });
  }
  if (refunds.length > 0)
    tell(refunded ? 'refunds-partly' : 'refunds-apart', 'warning', { params: { columns: refunds.join(', ') } });
  if (beyondPrice) tell('amounts-beyond-price', 'warning', { params: { column: beyondPrice } });
  if (moreInside) tell('amounts-with-more', 'warning', { params: { column: moreInside } });
  if (swappedDay) tell('days-swapped', 'warning', { params: { example: swappedDay } });
  if (unitChange) tell('unit-changes', 'warning', { params: { ...unitChange } });
  if (understood.unexplained.length > 0)
    tell('columns-unexplained', 'warning', { params: { columns: understood.unexplained.join(', ') } });
  if (understood.ordersCounted.length > 0)
    tell('orders-counted', 'warning', { params: { columns: understood.ordersCounted.join(', ') } });
  if (orderTotal >= 0) tell('order-totals', 'warning', { column: nameAt(orderTotal), params: {} });
  if (understood.goesOut) tell('sold-below-zero', 'warning', { params: {} });
  if (lineAmount >= 0) tell('price-of-line', 'info', { column: nameAt(lineAmount), params: {} });
  if (kind === 'sales' && !roleAt(columns, 'units', 'revenue', 'price')) tell('rows-as-pieces', 'info', { params: {} });
  if (extraColumns > 0) tell('rows-wider', 'warning', { row: row + 1, params: { count: extraColumns } });
  const product = roleAt(columns, 'product', 'item');
  const example = product && profiles[product.index].examples.find((text) => shortened.test(text));
  if (product && example) tell('ids-shortened', 'error', { row: row + 1, column: product.name, params: { example } });
  const { discount } = understood;
  if (discount)
    tell(
      discount.part === null ? 'discount-not-taken-off' : 'discount-taken-off',
      discount.part === null ? 'warning' : 'info',
      {
        column: nameAt(discount.column),
        params: { column: nameAt(discount.column) },
      },
    );
  return issues;
}
