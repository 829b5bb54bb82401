import type { ColumnRole, ColumnType, FileKind } from '#ingest/file-kind.ts';
import type {
  AnswerPreview,
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
import { issueSchema } from './forecast-schema.ts';
import * as s from './schema.ts';

const kind = s.word<FileKind>();
const role = s.word<ColumnRole>();
const encoding: s.Schema<EncodingName> = s.oneOf(
  'utf-8',
  'utf-16le',
  'utf-16be',
  'gb18030',
  ...([1252, 1250, 1251, 1253, 1254, 1255, 1256, 1257, 874] as const).map((page) => `windows-${page}` as const),
  'shift_jis',
  'euc-kr',
  'big5',
);
const delimiter: s.Schema<Delimiter> = s.oneOf(',', ';', '\t', '|', '，');
const rowRule: s.Schema<RowRule> = s.oneOf('reject', 'keep', 'above', 'name', 'one', 'absolute', 'last');
const dataRule = s.word<DataRule>();
const dayMonthOrder = s.oneOf('day-first', 'month-first', 'year-first');

export const choicesSchema: s.Schema<FileChoices> = s.objectOf<FileChoices>({
  rules: s.optional(s.recordOf(rowRule)),
  kind: s.optional(kind),
  across: s.optional(s.oneOf('units', 'revenue')),
  encoding: s.optional(encoding),
  delimiter: s.optional(delimiter),
  dayMonthOrder: s.optional(dayMonthOrder),
  dayMonthForced: s.optional(s.flag),
  headerLine: s.optional(s.count),
  numberStyle: s.optional(s.oneOf('point', 'comma')),
  misread: s.optional(s.text),
  sheets: s.optional(s.listOf(s.text)),
  running: s.optional(s.oneOf('differences', 'sum')),
  period: s.optional(s.text),
  roles: s.optional(s.recordOf(role)),
});

export const questionSchema: s.Schema<ImportQuestion> = s.objectOf<ImportQuestion>({
  code: s.oneOf('day-month-order', 'number-style', 'encoding', 'file-kind', 'sheet', 'running-total', 'period'),
  file: s.text,
  about: s.optional(s.text),
  column: s.optional(s.text),
  examples: s.listOf(s.text),
  options: s.listOf(s.text),
  previews: s.optional(
    s.recordOf(
      s.objectOf<AnswerPreview>({
        rows: s.count,
        units: s.orNull(s.figure),
        revenue: s.orNull(s.text),
        products: s.count,
        firstDay: s.orNull(s.day),
        lastDay: s.orNull(s.day),
        isWhole: s.flag,
      }),
    ),
  ),
});

const evidenceSchema = s.objectOf<RoleEvidence>({
  from: s.oneOf('name', 'content', 'both', 'chosen', 'none'),
  confidence: s.figure,
  typeShare: s.figure,
  distinct: s.count,
  commonest: s.optional(s.text),
  examples: s.listOf(s.text),
});

const columnSchema = s.objectOf<ColumnReport>({
  index: s.count,
  name: s.text,
  role: s.word<ColumnRole | ''>(),
  type: s.word<ColumnType>(),
  evidence: evidenceSchema,
});

const problemSchema = s.objectOf<RowProblem>({
  code: s.text,
  effect: s.oneOf('rejected', 'flagged', 'fixed'),
  count: s.count,
  options: s.listOf(rowRule),
  choice: rowRule,
  samples: s.listOf(s.objectOf<RowSample>({ line: s.count, cells: s.listOf(s.text) })),
});

const workbookSchema = s.objectOf<WorkbookLook>({
  sheets: s.listOf(s.objectOf<WorkbookLook['sheets'][number]>({ name: s.text, hidden: s.flag, read: s.flag })),
  layout: s.text,
});

const monthSchema = s.objectOf<MonthTotals>({ month: s.day, rows: s.count, units: s.figure, revenue: s.text });

export const fileSchema: s.Schema<FileReport> = s.objectOf<FileReport>({
  name: s.text,
  source: s.text,
  firstLine: s.count,
  bytes: s.count,
  hash: s.text,
  state: s.oneOf('imported', 'question', 'failed', 'duplicate'),
  kind,
  kindFrom: s.oneOf('chosen', 'found'),
  encoding,
  compressed: s.flag,
  delimiter,
  sheet: s.optional(s.text),
  workbook: s.optional(workbookSchema),
  headerLine: s.count,
  columns: s.listOf(columnSchema),
  possibleRoles: s.listOf(role),
  layout: s.text,
  across: s.optional(s.oneOf('units', 'revenue')),
  around: s.optional(s.text),
  firstLayout: s.optional(s.text),
  rowsTotal: s.count,
  rowsAccepted: s.count,
  rejected: s.recordOf(s.count),
  flagged: s.recordOf(s.count),
  merged: s.recordOf(s.count),
  problems: s.listOf(problemSchema),
  firstDay: s.orNull(s.day),
  lastDay: s.orNull(s.day),
  products: s.count,
  units: s.orNull(s.figure),
  revenue: s.orNull(s.text),
  revenueScale: s.figure,
  dayMonthOrder: s.optional(s.oneOf('day-first', 'month-first', 'year-first', 'unknown')),
  daysElsewhere: s.optional(s.listOf(s.day)),
  farDays: s.optional(s.listOf(s.day)),
  reused: s.optional(s.flag),
  currency: s.text,
  months: s.listOf(monthSchema),
  issues: s.listOf(issueSchema),
});

const sampleSchema = s.objectOf<FindingSample>({
  product: s.optional(s.text),
  name: s.optional(s.text),
  spellings: s.optional(s.listOf(s.text)),
  file: s.optional(s.text),
  otherFile: s.optional(s.text),
  line: s.optional(s.count),
  from: s.optional(s.day),
  to: s.optional(s.day),
  units: s.optional(s.figure),
  revenue: s.optional(s.figure),
  limit: s.optional(s.figure),
  usual: s.optional(s.figure),
});

const findingSchema = s.objectOf<DataFinding>({
  code: s.word<DataCause>(),
  count: s.count,
  options: s.listOf(dataRule),
  choice: dataRule,
  samples: s.listOf(sampleSchema),
});

const stepSchema = s.objectOf<ReconciliationStep>({
  code: s.word<ReconciliationStep['code']>(),
  ...s.each(s.figure, 'count', 'units', 'revenue'),
  products: s.optional(s.figure),
});

type Days = readonly [first: number, last: number];
const days = s.checked(s.listOf(s.day), 'two days', ({ length }) => length === 2) as unknown as s.Schema<Days>;

export const reconciliationSchema: s.Schema<Reconciliation> = s.objectOf<Reconciliation>({
  ...s.each(s.figure, 'rowsRead', 'rowsAccepted', 'rowsRejected'),
  unitsKnown: s.optional(s.flag),
  revenueKnown: s.optional(s.flag),
  ...s.each(s.figure, 'unitsAccepted', 'revenueAccepted', 'productsAccepted'),
  daysAccepted: s.optional(days),
  daysInPanel: s.optional(days),
  periodsInPanel: s.optional(s.figure),
  steps: s.listOf(stepSchema),
  findings: s.listOf(findingSchema),
  ...s.each(s.figure, 'unitsInPanel', 'revenueInPanel', 'productsInPanel', 'cancelledPieces'),
  ...s.each(s.figure, 'cancelledWithoutOrder', 'cancelledWithoutCustomer'),
});

export const decisionsSchema: s.Schema<Readonly<Partial<Record<DataCause, DataRule>>>> = s.recordOf(dataRule);
