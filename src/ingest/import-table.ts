import type { Issue } from '#engine/issue.ts';
import type { Collection } from '#ingest/assembly/collection.ts';
import { DateReader, type TableLayout } from '#ingest/cleaning/date-reader.ts';
import { FileTally } from '#ingest/cleaning/file-tally.ts';
import { usualState } from '#ingest/cleaning/order-state.ts';
import { plainId } from '#ingest/cleaning/product-names.ts';
import type { RowSink } from '#ingest/cleaning/row-sink.ts';
import { RunningDifferences } from '#ingest/cleaning/running-differences.ts';
import { SalesRows, wantedOf } from '#ingest/cleaning/sales-rows.ts';
import {
  findBeyondPrice,
  findMoreInside,
  findSwappedDay,
  findUnitChange,
  refundColumns,
} from '#ingest/doubts/counted-otherwise.ts';
import { findDoubt } from '#ingest/doubts/find-doubts.ts';
import { goesOut, kindsOfLines } from '#ingest/doubts/kinds-of-lines.ts';
import { type FoundDoubt, headingsOf } from '#ingest/doubts/look.ts';
import { couldBePieces, mayCount, ordersCounted, unexplained, untoldRivals } from '#ingest/doubts/not-told.ts';
import type { ColumnRole } from '#ingest/file-kind.ts';
import type { ImportControl } from '#ingest/import-control.ts';
import type { ColumnReport, DayMonthOrder, FileChoices, RowRule } from '#ingest/import-report.ts';
import { isAttribute } from '#ingest/kinds/define-file-kind.ts';
import { kindOf } from '#ingest/kinds/file-kinds.ts';
import { decideDayMonthOrder, type FoundOrder, neverYield, type OpenedTable } from '#ingest/open-table.ts';
import { sizeOf } from '#ingest/reading/byte-pieces.ts';
import type { Row } from '#ingest/reading/row.ts';
import { roleOf } from '#ingest/roles/column-roles.ts';
import { type TableFrame, walkTable } from '#ingest/table-rows.ts';
import {
  currenciesOfMarkets,
  currencyOf,
  findMoneyScale,
  hasThousandParts,
  saysThousandParts,
} from '#ingest/understanding/find-currency.ts';
import { commonWidth, findHeader, lacksCorner, namesAt, rowsBelow } from '#ingest/understanding/find-header.ts';
import { type FillsDown, findSums, namesLikeSums } from '#ingest/understanding/find-sums.ts';
import {
  areSwapped,
  findLineAmount,
  findRefunded,
  findUnitPrice,
  type RefundedPart,
  withBareSales,
  withDelivered,
  withOnePiece,
  withPaid,
  withPaired,
} from '#ingest/understanding/line-amounts.ts';
import { findLineDiscount, type LineDiscount } from '#ingest/understanding/line-discount.ts';
import type { LineKind } from '#ingest/understanding/line-kinds.ts';
import { meaningsOf } from '#ingest/understanding/meaning-score.ts';
import {
  findCompleteStates,
  findNamedDocuments,
  kindsOfRows,
  withMoreStates,
} from '#ingest/understanding/more-states.ts';
import { yearIn, yearOfDays } from '#ingest/understanding/periods-in.ts';
import { type ColumnProfile, profileColumns } from '#ingest/understanding/profile-column.ts';
import { type Recognition, recogniseTable, writesYearWeeks } from '#ingest/understanding/recognise-table.ts';
import { TableEvidence } from '#ingest/understanding/table-evidence.ts';
import { monthNumber } from '#ingest/values/month-words.ts';
import { dayOf } from '#ingest/values/parse-date.ts';
import { isEitherWay } from '#ingest/values/parse-micro.ts';
import { findOpenDays, type OpenYear } from '#ingest/values/without-year.ts';

/** Rows profiled to understand a column. */
const rowsProfiled = 1500;
/** Rows after which a file says how many are to come. */
const rowsToTell = 4000;

/** What a table is, before its rows are taken. */
export interface UnderstoodTable extends Recognition, Required<TableFrame> {
  /** Position of the header in the sample, -1 without one. */
  readonly headerRow: number;
  readonly dayMonthOrder: DayMonthOrder | 'unknown';
  readonly rules: Readonly<Record<string, RowRule>>;
  /** Columns that say how much of the rows came back, which is not taken off. */
  readonly refunds: readonly string[];
  /** How much of each line came back, where some came back as a whole. */
  readonly refunded: RefundedPart | null;
  /** Currencies of the marketplaces on which rows were sold, where no column names them. */
  readonly markets: readonly string[];
  /** What is taken off each line, where no column says what was paid for it. */
  readonly discount: LineDiscount | null;
  /** Columns by which rows are charges or movements and no sales. */
  readonly lineKinds: readonly LineKind[];
  /** Columns of states by which some orders are complete: beside these a closed one came to nothing. */
  readonly completeStates: readonly number[];
  /** Column of orders whose numbers say what document each is, -1 without one. */
  readonly namedDocuments: number;
  /** Which figures of what was sold are below zero, as it goes out. */
  readonly goesOut: 'pieces' | 'all' | null;
  /** A day that a spreadsheet took for another one, as it stands in the file; '' without any. */
  readonly swappedDay: string;
  /** Amounts that are far more than the price times the pieces on many rows; '' for none. */
  readonly beyondPrice: string;
  /** Column that is in the amounts as well; '' for none. */
  readonly moreInside: string;
  /** A change of the unit of money or pieces between two parts of the table. */
  readonly unitChange: { readonly factor: number; readonly date: string } | null;
  /** Columns of numbers that no heading explains, where pieces or amounts are missing. */
  readonly unexplained: readonly string[];
  /** Columns of orders counted, where no pieces are. */
  readonly ordersCounted: readonly string[];
  /** Those of the unexplained, by their places, that may be the pieces of a sale, where no column is. */
  readonly perhapsUnits: readonly number[];
  /** What speaks against taking the table as it seems; null where nothing does, or the user has said what it is. */
  readonly doubt: FoundDoubt | null;
  /** Columns of running totals whose differences count. */
  readonly running: readonly number[];
  /** Days are written without a year: that of the lines above, of the file's name, or said by the user. */
  readonly openYear: OpenYear | null;
  /** The one period of all rows, where the user has said it. */
  readonly period: string;
  /** Column called a price that holds the amounts of lines and is used as such, -1 without one. */
  readonly lineAmount: number;
  /** Cells that most rows have beyond the header. */
  readonly extraColumns: number;
  /** Column whose dates can be read day first or month first. */
  readonly undecidedColumn: number;
  /** Orders in which those dates can be read. */
  readonly possibleOrders: readonly DayMonthOrder[];
  /** Column of figures of which nothing says whether their mark parts thousands or decimals, -1 without one. */
  readonly undecidedNumbers: number;
  /** Some of those dates, each another day in another order. */
  readonly orderExamples: readonly string[];
}

export async function understandTable(
  table: OpenedTable,
  choices: FileChoices,
  yieldNow: () => Promise<void> = neverYield,
): Promise<UnderstoodTable> {
  const headerRow = chosenHeader(table, choices) ?? headerOf(table);
  const { filled, unsummed: places } = rowsBelow(table.sample, headerRow);
  const [all, rows] = [filled, places].map((of) => of.map((at) => table.sample[at]));
  const body = rows.slice(0, rowsProfiled);
  // Columns beyond the header count only where most rows have them; a few stray cells make no column.
  const width = Math.max(headerRow >= 0 ? table.sample[headerRow].length : 0, commonWidth(body));
  const header = namesAt(table.sample, headerRow, width);
  const profiles = profileColumns(
    header.map((_, column) => body.map((row) => row[column] ?? '')),
    choices.numberStyle,
    saysThousandParts([...header, ...(body[0] ?? [])].join(' ')),
  );
  await yieldNow();
  const evidence = new TableEvidence(rows, profiles);
  const recognised = recogniseTable(header, evidence, table.file.name, choices, table.headed?.products);
  const found = areSwapped(evidence, recognised.columns)
    ? { ...recognised, columns: swapped(recognised.columns) }
    : recognised;
  await yieldNow();
  const bare = found.kind === 'sales' ? withBareSales(found.columns, evidence) : found.columns;
  const paired = found.kind === 'sales' ? withPaired(evidence, bare) : bare;
  const paid = found.kind === 'sales' ? withPaid(evidence, withDelivered(evidence, paired)) : paired;
  const lineAmount = found.kind === 'sales' ? findLineAmount(evidence, paid) : -1;
  const unitPrice = found.kind === 'sales' ? findUnitPrice(evidence, paid) : -1;
  const misnamed = Math.max(lineAmount, unitPrice);
  const named = misnamed < 0 ? paid : withRole(paid, misnamed, lineAmount < 0 ? 'price' : 'revenue');
  const [unpaired] =
    paired === bare ? [] : bare.filter(({ role, index }) => role === 'revenue' && paired[index].role === '');
  const recognition = {
    ...found,
    // What the amount of something else comes to is said.
    alike: unpaired ? { ...found.alike, revenue: [...(found.alike.revenue ?? []), unpaired.index] } : found.alike,
    columns: found.kind === 'sales' ? withMoreStates(withOnePiece(evidence, named), evidence) : named,
  };
  const titles = table.sample.slice(0, Math.max(0, headerRow)).flatMap(titleOf).join(' ');
  const headerLine = headerRow >= 0 ? table.sampleLines[headerRow] : 0;
  const linesLikeSums = namesLikeSums(all, recognition.columns);
  const frame = { header, headerLine, profiles, linesLikeSums };
  const lines = places.map((at) => table.sampleLines[at]);
  const rules = { ...filledDown(recognition, evidence), ...lineOnce(recognition, evidence), ...choices.rules };
  const fills = { dates: rules.unparsable_date === 'above', names: rules.missing_product_id === 'above' };
  const sums =
    recognition.kind === 'sales'
      ? findSums(recognition.columns, evidence, table.wide && !table.wide.headings ? lines : null, fills)
      : null;
  const looked = {
    ...recognition,
    table: evidence,
    fileName: table.file.name,
    ...{ sums, titles },
    isWide: table.wide !== undefined,
    over: table.wide?.over ?? [],
    isUntold: table.wide?.isUntold === true && !table.measured,
    heads: table.headed?.examples ?? [],
  };
  const doubt = findDoubt(looked);
  const lineKinds = recognition.kind === 'sales' ? kindsOfLines(looked, recognition.kindFrom === 'chosen') : [];
  const discount = recognition.kind === 'sales' ? findLineDiscount(recognition.columns, evidence) : null;
  const open = lacksSums(recognition)
    ? unexplained(recognition.columns, evidence)
    : recognition.kind === 'sales'
      ? untoldRivals(headingsOf(looked), looked).map(({ column }) => column)
      : [];
  const hasUnits = recognition.columns.some(({ role }) => role === 'units');
  const dated = recognition.columns.filter((column) => roleOf(column.role)?.isDate).map((column) => column.index);
  const openDays = dated.length > 0 ? findOpenDays(evidence.rows.map((_, row) => evidence.text(row, dated[0]))) : null;
  const around = `${titles} ${table.sheet ?? ''} ${table.file.name}`;
  // Of days on both sides of New Year a title may mean either.
  const told =
    openDays && (yearIn(choices.period ?? '') || (openDays.turn > 0 ? 0 : yearOfDays(titles) || yearOfDays(around)));
  const openYear = openDays && { ...openDays, year: told ?? 0 };
  const { answer, left, examples }: FoundOrder =
    dated.length === 0
      ? { answer: null, left: [], examples: [] }
      : await decideDayMonthOrder(table, dated, yieldNow, openYear);
  const chosen = choices.dayMonthOrder;
  const byMonths = answer === 'either' && dated.length > 0 ? orderByMonths(dated[0], evidence) : null;
  const decided = answer !== 'either' && answer !== null && !(choices.dayMonthForced && chosen);
  // Where decimals have a comma, no month comes first.
  const byCommas =
    answer === 'either' &&
    left.includes('day-first') &&
    !left.includes('year-first') &&
    profiles.some((each) => each.decimalEvidence > 0);
  const order = decided ? answer : (chosen ?? byMonths ?? (byCommas ? 'day-first' : 'unknown'));
  return {
    ...recognition,
    columns: withDiscount(recognition.columns, discount).map((column) => withoutKind(column, lineKinds)),
    headerRow,
    ...frame,
    dayMonthOrder: order,
    rules,
    refunds: recognition.kind === 'sales' ? refundColumns(recognition.columns, evidence) : [],
    refunded: recognition.kind === 'sales' ? findRefunded(recognition.columns, evidence) : null,
    discount,
    markets: marketsOf(recognition.columns, evidence),
    lineKinds,
    namedDocuments: recognition.kind === 'sales' ? findNamedDocuments(recognition.columns, evidence) : -1,
    completeStates: findCompleteStates(recognition.columns, evidence),
    goesOut: goesOut(looked, lineKinds),
    swappedDay: findSwappedDay(recognition.columns, evidence),
    beyondPrice: recognition.kind === 'sales' ? findBeyondPrice(recognition.columns, evidence) : '',
    moreInside: recognition.kind === 'sales' ? findMoreInside(recognition.columns, evidence) : '',
    unitChange: recognition.kind === 'sales' ? findUnitChange(recognition.columns, evidence) : null,
    unexplained: open.map(({ name }) => name),
    ordersCounted: recognition.kind === 'sales' ? ordersCounted(recognition.columns, evidence) : [],
    perhapsUnits: hasUnits
      ? []
      : [
          ...recognition.columns.filter((column) => mayCount(column, evidence)),
          ...open.filter((column) => couldBePieces(column, evidence)),
        ].map(({ index }) => index),
    doubt: isToldOf(doubt, recognition, choices) ? null : doubt,
    sumLines: sums ? await linesOfSums(table, frame, recognition.columns, fills, yieldNow) : new Set(),
    running: choices.running === 'differences' && doubt?.code === 'running-total' ? doubt.indices : [],
    openYear,
    period: choices.period ?? '',
    lineAmount,
    extraColumns: headerRow >= 0 && !lacksCorner(table.sample, headerRow) ? width - table.sample[headerRow].length : 0,
    undecidedColumn: answer === 'either' && order === 'unknown' ? dated[0] : -1,
    undecidedNumbers: choices.numberStyle ? -1 : findEitherWay(recognition, profiles, body, table),
    possibleOrders: left,
    orderExamples: examples,
  };
}

/** A C before the numbers of a few orders marks the cancelled ones, where most are nothing but numbers. */
function marksCancelled(orders: ColumnProfile | undefined): boolean {
  return orders !== undefined && orders.markedShare * 3 < 1 && orders.integerShare >= 0.5;
}

/** All rows of a table with sums are held at once to find them: reports are shorter, and a log has none. */
const mostSummed = { rows: 200_000, cells: 1_000_000 };

/** Lines of the rows that are the sums of others, of the whole table; null where it has more rows than can be held. */
async function linesOfSums(
  table: OpenedTable,
  frame: TableFrame & Pick<UnderstoodTable, 'profiles'>,
  columns: readonly ColumnReport[],
  fills: FillsDown,
  yieldNow: () => Promise<void>,
): Promise<ReadonlySet<number> | null> {
  const rows: string[][] = [];
  const lines: number[] = [];
  const most = table.wide ? mostSummed.cells : mostSummed.rows;
  await walkTable(table, frame, {
    row(row, fault) {
      if (fault !== '' || rows.length > most) return;
      rows.push(row.toArray());
      lines.push(row.line);
    },
    piece: yieldNow,
  });
  if (rows.length > most) return null;
  const whole = new TableEvidence(rows, frame.profiles, rows.length);
  const found = findSums(columns, whole, table.wide && !table.wide.headings ? lines : null, fills);
  return new Set([...(found?.rows ?? [])].map((row) => lines[row]));
}

/** The column of figures that could be thousands as well as decimals, where no other column of the table decides; -1 without one. */
function findEitherWay(
  { columns }: Recognition,
  profiles: readonly ColumnProfile[],
  body: readonly (readonly string[])[],
  { delimiter }: OpenedTable,
): number {
  if (profiles.some(({ decimalEvidence }) => decimalEvidence !== 0)) return -1;
  const isOfThousandParts = hasThousandParts(columns);
  const found = columns.find(
    ({ role, index }) =>
      figures.has(role) &&
      // Where whole numbers beside them said so already.
      !profiles[index].decimalComma &&
      !(isOfThousandParts && roleOf(role)?.isMoney && profiles[index].examples.every((text) => !text.includes(','))) &&
      isEitherWay(
        body.map((row) => row[index] ?? ''),
        delimiter === ';',
      ),
  );
  return found?.index ?? -1;
}

const figures: ReadonlySet<string> = new Set(['units', 'revenue', 'price', 'cost', 'stock']);

/** In which order dates stand beside a column with the months of them all, as numbers or in words; null without one. */
function orderByMonths(date: number, table: TableEvidence): 'day-first' | 'month-first' | null {
  const parts = table.rows.flatMap((_, row) => {
    const [, first, second] = /^\D?(\d{1,2})\D(\d{1,2})\D/.exec(table.text(row, date)) ?? [];
    return first ? [{ row, first: Number(first), second: Number(second) }] : [];
  });
  for (const column of table.profiles.keys()) {
    const months = parts.map(({ row }) => Number(table.text(row, column)) || monthNumber(table.text(row, column)));
    const [isMonthFirst, isDayFirst] = (['first', 'second'] as const).map((at) =>
      parts.every((part, row) => part[at] === months[row]),
    );
    if (column !== date && parts.length >= leastDated && isMonthFirst !== isDayFirst)
      return isMonthFirst ? 'month-first' : 'day-first';
  }
  return null;
}

const leastDated = 12;

/** Tables that name a day or a product only on the first row of its group, or of the order: rows below are about the same. */
function filledDown({ kind, columns }: Recognition, table: TableEvidence): Record<string, RowRule> {
  const at = (...roles: readonly ColumnRole[]) => columns.find(({ role }) => role !== '' && roles.includes(role));
  const order = at('order');
  const date = at('date', 'datetime');
  const product = at('product') ?? at('name');
  // A snapshot of stock has each product once; the day on which some of them came in is not that of those below.
  if (kind === 'stock' && date && product)
    return table.isGrouped(date.index) && table.tellsOnce(product.index, date.index)
      ? { unparsable_date: 'above' }
      : {};
  if (kind !== 'sales') return {};
  if (order && product && table.isGrouped(product.index) && table.isApart(product.index, order.index))
    return { missing_product_id: 'above' };
  const isAbove = date && (table.isGrouped(date.index) || (order && table.isOnFirstOf(date.index, order.index)));
  return {
    ...(isAbove ? { unparsable_date: 'above' as const } : {}),
    ...(!order && product && table.isGrouped(product.index) ? { missing_product_id: 'above' as const } : {}),
  };
}

/** Where each line of an order has an id of its own, two rows that are the same in all are one line, exported twice. */
function lineOnce({ kind, columns }: Recognition, table: TableEvidence): Record<string, RowRule> {
  if (kind !== 'sales' || table.rows.length < 12) return {};
  const rows = new Set(table.rows.map((row) => row.join('\n'))).size;
  const isLineId = columns.some(({ role, name, index }) => {
    const means = meaningsOf(name);
    return (
      role === '' &&
      means.has('id') &&
      (means.has('line') || means.has('order') || means.has('document')) &&
      table.profiles[index].distinct > 1 &&
      !table.isRowNumber(index) &&
      new Set(table.rows.map((_, row) => table.text(row, index))).size === rows
    );
  });
  return isLineId ? { duplicate_row: 'reject' } : {};
}

/** The currencies of the marketplaces that a column names; none where another names currencies. */
function marketsOf(columns: readonly ColumnReport[], table: TableEvidence): readonly string[] {
  if (columns.some(({ role }) => role === 'currency')) return [];
  const few = columns.filter(({ index }) => table.profiles[index].distinct > 1 && table.profiles[index].distinct < 20);
  const found = few.map(({ index }) => currenciesOfMarkets(table.rows.map((_, row) => table.text(row, index))));
  return found.find((each) => each.length > 1) ?? [];
}

/** Sales of which pieces or amounts are not known. */
function lacksSums({ kind, columns }: Recognition): boolean {
  const roles = new Set(columns.map(({ role }) => role));
  return kind === 'sales' && !(roles.has('units') && (roles.has('revenue') || roles.has('price')));
}

/** What the user has said of a table is not asked again. */
function isToldOf(doubt: FoundDoubt | null, { kindFrom }: Recognition, { running }: FileChoices): boolean {
  return doubt?.code === 'running-total' ? running !== undefined : kindFrom === 'chosen';
}

/** What a row above the headings says, where it has one cell. */
function titleOf(row: readonly string[]): string[] {
  const filled = row.filter((cell) => cell.trim() !== '');
  return filled.length === 1 && filled[0].length < 60 ? filled : [];
}

/** A column of kinds of lines is no category of what was sold. */
function withoutKind(column: ColumnReport, kinds: readonly LineKind[]): ColumnReport {
  const isKind = column.role === 'category' && column.evidence.from !== 'chosen';
  return isKind && kinds.some((kind) => kind.column === column.index) ? { ...column, role: '' } : column;
}

/** The columns with what is called pieces as prices, and the other way round. */
function swapped(columns: readonly ColumnReport[]): readonly ColumnReport[] {
  const other = { units: 'price', price: 'units' } as const;
  return columns.map((column) =>
    column.role === 'units' || column.role === 'price'
      ? { ...column, role: other[column.role], evidence: { ...column.evidence, from: 'content' as const } }
      : column,
  );
}

/** The columns with that of the discounts called so. */
function withDiscount(columns: readonly ColumnReport[], discount: LineDiscount | null): readonly ColumnReport[] {
  return discount && columns[discount.column].role === '' ? withRole(columns, discount.column, 'discount') : columns;
}

/** The columns with one of them read as its values say, whatever it is called. */
function withRole(columns: readonly ColumnReport[], index: number, role: ColumnRole): readonly ColumnReport[] {
  return columns.map((column) => {
    if (column.index === index) return { ...column, role, evidence: { ...column.evidence, from: 'content' as const } };
    return column.role === role ? { ...column, role: '' as const } : column;
  });
}

/** Position of the header: that of a table with its periods side by side or with heads of groups is known, others are found. */
function headerOf({ sample, sampleLines, wide, headed, measured }: OpenedTable): number {
  const known = sampleLines.indexOf((wide ?? headed ?? measured)?.headerLine ?? -1);
  return known >= 0 ? known : findHeader(sample);
}

/** Position in the sample of the header line that the user named, -1 for none; undefined: to be found. */
function chosenHeader(table: OpenedTable, { headerLine }: FileChoices): number | undefined {
  if (headerLine === undefined || table.number > 1) return undefined;
  if (headerLine === 0) return -1;
  const position = table.sampleLines.indexOf(headerLine);
  return position < 0 ? undefined : position;
}

/** How the rows of a table are read. */
export function layoutOf(table: OpenedTable, understood: UnderstoodTable): TableLayout {
  const columns = new Map<ColumnRole, number>();
  for (const column of understood.columns) {
    const role = column.role === 'item' ? 'product' : column.role;
    if (role && role !== 'attribute' && role !== 'ignored' && !columns.has(role)) columns.set(role, column.index);
  }
  return {
    file: table.name,
    delimiter: table.delimiter,
    names: understood.header,
    columns,
    states: understood.columns
      .filter(({ role, index }) => role === 'status' || index === understood.namedDocuments)
      .map(({ index }) => index),
    marksOrders: marksCancelled(understood.profiles[columns.get('order') ?? -1]),
    openStates: openStates(understood),
    completeStates: understood.completeStates,
    sparseStates: sparseStates(understood),
    lineKinds: understood.lineKinds,
    refunded: understood.refunded,
    discount: understood.discount?.part === null ? null : understood.discount,
    goesOut: understood.goesOut,
    attributes: understood.columns.filter((column) => isAttribute(column.role)).map((column) => column.index),
    usual: understood.profiles.map((profile, index) => usualState(understood.header[index] ?? '', profile)),
    decimalComma: understood.profiles.map((profile) => profile.decimalComma),
    dayMonthOrder: understood.dayMonthOrder,
    rules: understood.rules,
    currency: mainCurrency(understood),
    moneyScale: findMoneyScale(understood.columns),
    openYear: understood.openYear,
    period: understood.period,
    differences: null,
    yearWeeks: understood.columns.some(
      ({ role, name, index }) =>
        (role === 'date' || role === 'datetime') && writesYearWeeks(name, understood.profiles[index]),
    ),
  };
}

/** Columns of a few states that come again and again, by what most rows say; a heading may speak of the states of a country as well. */
function openStates({ columns, profiles }: UnderstoodTable): ReadonlyMap<number, string> {
  const found = columns.filter(({ role, name, index }) => {
    const { distinct, filled, commonest, statusShare } = profiles[index];
    const saysState = meaningsOf(name).has('status') && !meaningsOf(name).has('place');
    const isOfOrder = statusShare > 0 || saysState || kindsOfRows.test(name) || meaningsOf(name).size === 0;
    return (
      role === 'status' && isOfOrder && !meaningsOf(name).has('reason') && commonest !== '' && distinct * 3 <= filled
    );
  });
  return new Map(found.map(({ index }) => [index, profiles[index].commonest]));
}

/** State columns of which fewer cells are filled than there are orders, so not every order states one. */
function sparseStates({ columns, profiles }: UnderstoodTable): readonly number[] {
  const order = columns.find(({ role }) => role === 'order')?.index;
  const states = columns.filter(({ role }) => role === 'status').map(({ index }) => index);
  const leastOf = (index: number): number =>
    order === undefined ? profiles[index].sampled * 0.5 : profiles[order].distinct * 0.8;
  return states.filter((index) => profiles[index].filled < leastOf(index));
}

/** The currency that most cells of the currency column name. */
function mainCurrency(understood: UnderstoodTable): string {
  const column = understood.columns.find((each) => each.role === 'currency');
  const commonest = column ? understood.profiles[column.index].commonest : '';
  return commonest === '' ? '' : currencyOf(commonest);
}

/** What came of the rows of a table. */
export interface TableResult {
  readonly tally: FileTally;
  readonly issues: readonly Issue[];
  /** Line on which another table begins below this one; 0 when there is none. */
  readonly nextTableLine: number;
}

/** Streams a table's rows into the collection. `onReject` hears of every rejected row. */
export async function importTable(
  table: OpenedTable,
  understood: UnderstoodTable,
  collection: Collection,
  control: ImportControl,
  {
    onReject,
    tally = new FileTally(onReject),
  }: {
    readonly onReject?: (code: string, line: number, cells: readonly string[]) => void;
    readonly tally?: FileTally;
  } = {},
): Promise<TableResult> {
  const layout = await withDifferences(table, understood, layoutOf(table, understood), control);
  const kind = kindOf(understood.kind);
  const sink = kind?.rowsOf({ layout, collection, tally, profiles: understood.profiles }) ?? unknownRows;
  const width = understood.header.length;
  const keepsTotals = understood.rules.total_row === 'keep';
  let isExpected = false;
  const walk = walkTable(table, understood, {
    ...(sink.prepare ? { batch: (batch, from) => sink.prepare?.(batch, from) } : {}),
    run(batch, from) {
      const to = sink.takeRun?.(batch, from) ?? from;
      tally.rowsTotal += to - from;
      tally.rowsAccepted += to - from;
      return to;
    },
    row(row, fault) {
      const { line } = row;
      tally.rowsTotal += 1;
      const isKept = keepsTotals && fault === 'total_row';
      if (isKept) tally.flag(fault, line, row);
      const code = (isKept || sink.takesAll ? '' : fault) || sink.take(row, line);
      if (code === '') tally.rowsAccepted += 1;
      else tally.reject(code, line, row);
      if (row.length > width && hasExtraCells(row, width)) tally.flag('extra_cells', line, row);
    },
    async piece(bytesRead) {
      if (!isExpected && bytesRead > 0 && tally.rowsTotal >= rowsToTell) {
        sink.expect?.(Math.round((tally.rowsTotal / bytesRead) * (sizeOf(table.file.bytes) - bytesRead) * 1.02));
        isExpected = true;
      }
      control.progress('importing', bytesRead, tally.rowsTotal);
      await control.yieldNow();
    },
  });
  // Also of what a preview breaks off.
  const { nextTableLine, strayQuotes, firstStrayLine } = await walk.finally(() => sink.finish?.());
  const days = kind?.daysOf?.(collection);
  if (days) for (const [day, { rows }] of tally.days) days.set(day, (days.get(day) ?? 0) + rows);
  const issues = [...(sink.issues ?? [])];
  if (strayQuotes > 0)
    issues.unshift({
      code: 'quote-unclosed',
      severity: 'warning',
      file: layout.file,
      row: firstStrayLine,
      params: { count: strayQuotes },
    });
  return { tally, issues, nextTableLine };
}

/** The layout with what its running totals come to by day, for which the table is read once more. */
export async function withDifferences(
  table: OpenedTable,
  understood: UnderstoodTable,
  layout: TableLayout,
  control: ImportControl,
): Promise<TableLayout> {
  if (understood.running.length === 0) return layout;
  const differences = new RunningDifferences();
  const ids: string[] = [];
  const idOf = (row: Row): string => {
    const key = row.key(product);
    if (key < 0) return plainId(row.text(product));
    if (ids[key] === undefined) ids[key] = plainId(row.text(product));
    return ids[key];
  };
  const date = new DateReader(layout);
  const { columns, decimalComma, moneyScale } = layout;
  const product = columns.get('product') ?? columns.get('name') ?? -1;
  const microOf = (row: Row, role: ColumnRole, scale: number): number => {
    const column = columns.get(role);
    return column !== undefined && understood.running.includes(column)
      ? row.micro(column, decimalComma[column]) * scale
      : Number.NaN;
  };
  await walkTable(table, understood, {
    batch: ({ columns }, from) => columns?.readColumns(wantedOf(layout, true), from),
    row(row, fault) {
      const seconds = date.seconds(row);
      if (fault !== '' || Number.isNaN(seconds)) return;
      differences.note(idOf(row), dayOf(seconds), microOf(row, 'units', 1), microOf(row, 'revenue', moneyScale));
    },
    async piece() {
      await control.yieldNow();
    },
  });
  differences.close();
  return { ...layout, differences };
}

/** Where the next table begins below one whose rows can't be taken yet; 0 when there is none. */
export async function findNextTable(table: OpenedTable, frame: TableFrame, control: ImportControl): Promise<number> {
  const { nextTableLine } = await walkTable(table, frame, {
    row() {},
    async piece(bytesRead, records) {
      control.progress('importing', bytesRead, records);
      await control.yieldNow();
    },
  });
  return nextTableLine;
}

function hasExtraCells(row: Row, width: number): boolean {
  for (let column = width; column < row.length; column++) if (!row.isEmpty(column)) return true;
  return false;
}

const unknownRows: RowSink = { take: () => 'unknown_kind' };

/**
 * Reads a sales table once more where its orders were too many to keep: takes the orders that a cancellation may reach
 * and the first and last days of the products.
 */
export async function readOrdersAgain(
  table: OpenedTable,
  understood: UnderstoodTable,
  collection: Collection,
  control: ImportControl,
): Promise<void> {
  const layout = await withDifferences(table, understood, layoutOf(table, understood), control);
  const sink = new SalesRows(layout, collection, new FileTally(), true);
  const keepsTotals = understood.rules.total_row === 'keep';
  await walkTable(table, understood, {
    batch: (batch, from) => sink.prepare(batch, from),
    run: (batch, from) => sink.takeRun(batch, from),
    row(row, fault) {
      if (fault === '' || (keepsTotals && fault === 'total_row')) sink.take(row, row.line);
    },
    async piece(bytesRead, records) {
      control.progress('building', bytesRead, records);
      await control.yieldNow();
    },
  });
  sink.finish();
}
