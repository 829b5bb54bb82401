import type { ColumnRole, ColumnType, FileKind } from '#ingest/file-kind.ts';
import type {
  ColumnReport,
  DataCause,
  DataFinding,
  DataRule,
  Delimiter,
  EncodingName,
  FileChoices,
  FileReport,
  FindingSample,
  ImportQuestion,
  MonthTotals,
  Reconciliation,
  ReconciliationStep,
  RoleEvidence,
  RowProblem,
  RowRule,
  RowSample,
  WorkbookLook,
} from '#ingest/import-report.ts';
import { issueShape } from './issue-shape.ts';
import {
  checked,
  count,
  day,
  figure,
  flag,
  listOf,
  objectOf,
  oneOf,
  optional,
  orNull,
  recordOf,
  type Shape,
  text,
  word,
} from './shapes.ts';

const kind = word<FileKind>();
const role = word<ColumnRole>();
const encoding: Shape<EncodingName> = oneOf('utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'windows-1252');
const delimiter: Shape<Delimiter> = oneOf(',', ';', '\t', '|', '，');
const rowRule: Shape<RowRule> = oneOf('reject', 'keep', 'above', 'name', 'one', 'absolute', 'last');
const dataRule = word<DataRule>();
const dayMonthOrder = oneOf('day-first', 'month-first', 'year-first');

export const choicesShape: Shape<FileChoices> = objectOf<FileChoices>({
  rules: optional(recordOf(rowRule)),
  kind: optional(kind),
  encoding: optional(encoding),
  delimiter: optional(delimiter),
  dayMonthOrder: optional(dayMonthOrder),
  dayMonthForced: optional(flag),
  headerLine: optional(count),
  numberStyle: optional(oneOf('point', 'comma')),
  misread: optional(text),
  sheets: optional(listOf(text)),
  roles: optional(recordOf(role)),
});

export const questionShape: Shape<ImportQuestion> = objectOf<ImportQuestion>({
  code: oneOf('day-month-order', 'encoding', 'file-kind', 'sheet'),
  file: text,
  column: optional(text),
  examples: listOf(text),
  options: listOf(text),
});

const evidenceShape = objectOf<RoleEvidence>({
  from: oneOf('name', 'content', 'both', 'chosen', 'none'),
  confidence: figure,
  typeShare: figure,
  distinct: count,
  commonest: optional(text),
  examples: listOf(text),
});

const columnShape = objectOf<ColumnReport>({
  index: count,
  name: text,
  role: word<ColumnRole | ''>(),
  type: word<ColumnType>(),
  evidence: evidenceShape,
});

const problemShape = objectOf<RowProblem>({
  code: text,
  effect: oneOf('rejected', 'flagged', 'fixed'),
  count,
  options: listOf(rowRule),
  choice: rowRule,
  samples: listOf(objectOf<RowSample>({ line: count, cells: listOf(text) })),
});

const workbookShape = objectOf<WorkbookLook>({
  sheets: listOf(objectOf<WorkbookLook['sheets'][number]>({ name: text, hidden: flag, read: flag })),
  layout: text,
});

const monthShape = objectOf<MonthTotals>({ month: day, rows: count, units: figure, revenue: text });

export const fileShape: Shape<FileReport> = objectOf<FileReport>({
  name: text,
  source: text,
  firstLine: count,
  bytes: count,
  hash: text,
  state: oneOf('imported', 'question', 'failed', 'duplicate'),
  kind,
  kindFrom: oneOf('chosen', 'found'),
  encoding,
  compressed: flag,
  delimiter,
  sheet: optional(text),
  workbook: optional(workbookShape),
  headerLine: count,
  columns: listOf(columnShape),
  possibleRoles: listOf(role),
  layout: text,
  firstLayout: optional(text),
  rowsTotal: count,
  rowsAccepted: count,
  rejected: recordOf(count),
  flagged: recordOf(count),
  merged: recordOf(count),
  problems: listOf(problemShape),
  firstDay: orNull(day),
  lastDay: orNull(day),
  products: count,
  units: orNull(figure),
  revenue: orNull(text),
  revenueScale: figure,
  dayMonthOrder: optional(oneOf('day-first', 'month-first', 'year-first', 'unknown')),
  daysElsewhere: optional(listOf(day)),
  farDays: optional(listOf(day)),
  reused: optional(flag),
  currency: text,
  months: listOf(monthShape),
  issues: listOf(issueShape),
});

const sampleShape = objectOf<FindingSample>({
  product: optional(text),
  name: optional(text),
  spellings: optional(listOf(text)),
  file: optional(text),
  otherFile: optional(text),
  line: optional(count),
  from: optional(day),
  to: optional(day),
  units: optional(figure),
  revenue: optional(figure),
  limit: optional(figure),
  usual: optional(figure),
});

const findingShape = objectOf<DataFinding>({
  code: word<DataCause>(),
  count,
  options: listOf(dataRule),
  choice: dataRule,
  samples: listOf(sampleShape),
});

const stepShape = objectOf<ReconciliationStep>({
  code: word<ReconciliationStep['code']>(),
  count: figure,
  units: figure,
  revenue: figure,
  products: optional(figure),
});

type Days = readonly [first: number, last: number];
const days = checked(listOf(day), 'two days', ({ length }) => length === 2) as unknown as Shape<Days>;

export const reconciliationShape: Shape<Reconciliation> = objectOf<Reconciliation>({
  rowsRead: figure,
  rowsAccepted: figure,
  rowsRejected: figure,
  unitsKnown: optional(flag),
  revenueKnown: optional(flag),
  unitsAccepted: figure,
  revenueAccepted: figure,
  productsAccepted: figure,
  daysAccepted: optional(days),
  daysInPanel: optional(days),
  periodsInPanel: optional(figure),
  steps: listOf(stepShape),
  findings: listOf(findingShape),
  unitsInPanel: figure,
  revenueInPanel: figure,
  productsInPanel: figure,
  cancelledPieces: figure,
  cancelledWithoutOrder: figure,
  cancelledWithoutCustomer: figure,
});

export const decisionsShape: Shape<Readonly<Partial<Record<DataCause, DataRule>>>> = recordOf(dataRule);
