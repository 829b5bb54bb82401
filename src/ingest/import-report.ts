import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Issue } from '#engine/issue.ts';
import type { Dataset } from '#engine/panel/dataset.ts';
import type { RollUp } from '#engine/panel/roll-up.ts';
import type { ColumnRole, ColumnType, FileKind } from '#ingest/file-kind.ts';
import type { ImportStage } from '#ingest/import-control.ts';

/** What a Blob and a File offer and Node's Blob too; nothing of it is DOM. */
export interface BlobLike {
  readonly size: number;
  slice(start?: number, end?: number): BlobLike;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** One dropped file. A Blob crosses to the worker without being read. */
export interface ImportFile {
  readonly name: string;
  readonly bytes: BlobLike | Uint8Array;
  /** Names these very bytes: a file of the same id need not be read again. */
  readonly id?: string;
}

export type EncodingName =
  | 'utf-8'
  | 'utf-16le'
  | 'utf-16be'
  | 'gb18030'
  | `windows-${874 | 1250 | 1251 | 1252 | 1253 | 1254 | 1255 | 1256 | 1257}`
  | 'shift_jis'
  | 'euc-kr'
  | 'big5';
export type Delimiter = ',' | ';' | '\t' | '|' | '，';
/** Order of the parts of a date. `year-first`: with years of two digits, `24/05/01`. */
export type DayMonthOrder = 'day-first' | 'month-first' | 'year-first';

/**
 * What becomes of the rows of one cause: rejected, used as they are, or mended and used. `above`: the value of the row
 * above; `name`: the product's name as its id; `one`: one piece; `absolute`: without the minus sign; `last`: the
 * product's last price.
 */
export type RowRule = 'reject' | 'keep' | 'above' | 'name' | 'one' | 'absolute' | 'last';

/** How numbers are written: 1,234.50 or 1.234,50. */
export type NumberStyle = 'point' | 'comma';

/** What is decided about the sales as a whole, between their rows and the panel. */
export type DataCause =
  | 'far-days'
  | 'sales-overlap'
  | 'id-spellings'
  | 'service-codes'
  | 'cancellations'
  | 'outliers'
  | 'log-gaps'
  | 'product-gaps'
  | 'partial-periods'
  | 'stock-outs';

/** Each cause takes some of these; see `assembly/data-rules.ts`. */
export type DataRule =
  | 'once'
  | 'add'
  | 'merge'
  | 'apart'
  | 'leave-out'
  | 'keep'
  | 'net'
  | 'ignore'
  | 'cap'
  | 'auto'
  | 'zero'
  | 'unknown';

/** Decisions that differ from the default. */
export type DataDecisions = Readonly<Partial<Record<DataCause, DataRule>>>;

/** What the user decided about one file; everything left out is found by itself. */
export interface FileChoices {
  /** Causes dealt with otherwise than by default; see {@link RowProblem.options}. */
  readonly rules?: Readonly<Record<string, RowRule>>;
  readonly kind?: FileKind;
  readonly encoding?: EncodingName;
  readonly delimiter?: Delimiter;
  /** Answer to the day-month question; gives way to a date in the file that decides. */
  readonly dayMonthOrder?: DayMonthOrder;
  /** The order holds even against what the file's own dates say. */
  readonly dayMonthForced?: boolean;
  /** Line of the header; 0: the file has none. */
  readonly headerLine?: number;
  readonly numberStyle?: NumberStyle;
  /** Sheets of a workbook that are read, by name; else those that are not hidden. */
  readonly sheets?: readonly string[];
  /** Layout that the file had before it was opened with another encoding, delimiter or header line. */
  readonly misread?: string;
  /** Running totals by product: their differences from day to day count, or each row as it stands. */
  readonly running?: 'differences' | 'sum';
  /** What the columns of a table count that has a product in each of them, or periods that no word explains. */
  readonly across?: 'units' | 'revenue';
  /** Day, week or month of all rows of a table that has no dates: `2024-05`, `2024-05-06 ~ 2024-05-12`; year of periods side by side that say none. */
  readonly period?: string;
  /** Column index (0-based) to role; `ignored` takes a guessed role away. */
  readonly roles?: Readonly<Record<number, ColumnRole>>;
}

/** Something only a person can say; the file is imported once it is answered. */
export interface ImportQuestion {
  readonly code: 'day-month-order' | 'number-style' | 'encoding' | 'file-kind' | 'sheet' | 'running-total' | 'period';
  readonly file: string;
  /** Why it is asked: a code of the file's issues. */
  readonly about?: string;
  readonly column?: string;
  /** A few cells as they stand in the file. */
  readonly examples: readonly string[];
  /** Values that the answer may take, the likeliest first; `unknown`: the file is not used; `units:4`: sales with their pieces in column 4; `across:revenue`: sales with the amounts of a product, or of a period, in each column. */
  readonly options: readonly string[];
  /** What the first of them would give, where that can be said. */
  readonly previews?: Readonly<Record<string, AnswerPreview>>;
}

/** What a file would give under an answer. */
export interface AnswerPreview {
  readonly rows: number;
  readonly units: number | null;
  /** Exact decimal. */
  readonly revenue: string | null;
  readonly products: number;
  readonly firstDay: EpochDay | null;
  readonly lastDay: EpochDay | null;
  /** False: only the beginning of a long file was read. */
  readonly isWhole: boolean;
}

/** Why a column got its role. */
export interface RoleEvidence {
  /** `name`: the header says so; `content`: the cells do; `both`; `chosen`: the user; `none`: no role. */
  readonly from: 'name' | 'content' | 'both' | 'chosen' | 'none';
  /** 0 to 1. */
  readonly confidence: number;
  /** Share of the sampled non-empty cells that read as the column's type, 0 to 1. */
  readonly typeShare: number;
  /** Different values in the sample. */
  readonly distinct: number;
  /** The value that most cells have, in a column of few different ones. */
  readonly commonest?: string;
  /** A few cells as they stand in the file. */
  readonly examples: readonly string[];
}

export interface ColumnReport {
  readonly index: number;
  /** Header as in the file; '' for a nameless column. */
  readonly name: string;
  /** '' = no role found. */
  readonly role: ColumnRole | '';
  readonly type: ColumnType;
  readonly evidence: RoleEvidence;
}

/** Rows that share a cause: how many, and the first few with their lines. */
export interface RowProblem {
  readonly code: string;
  /** `rejected`: the row is not used; `flagged`: used, worth a look; `fixed`: mended and used. */
  readonly effect: 'rejected' | 'flagged' | 'fixed';
  readonly count: number;
  /** What may be done with such rows, the default first; one alone: there is nothing to choose. */
  readonly options: readonly RowRule[];
  readonly choice: RowRule;
  readonly samples: readonly RowSample[];
}

export interface RowSample {
  /** 1-based line of the file on which the record begins. */
  readonly line: number;
  /** The record's cells as they stand in the file. */
  readonly cells: readonly string[];
}

/** What was found in one file. Counts of rows are data records: no header, no blank lines, no title lines. */
export interface FileReport {
  /** Name of the file; a further table stacked in it adds its number: `shop.csv #2`. Choices go by this name. */
  readonly name: string;
  /** Name of the dropped file, and the line on which the table begins in it. */
  readonly source: string;
  readonly firstLine: number;
  readonly bytes: number;
  /** SHA-256 over the file's pieces, hex; equal for equal files. */
  readonly hash: string;
  readonly state: 'imported' | 'question' | 'failed' | 'duplicate';
  readonly kind: FileKind;
  /** `chosen` by the user or `found`. */
  readonly kindFrom: 'chosen' | 'found';
  readonly encoding: EncodingName;
  readonly compressed: boolean;
  readonly delimiter: Delimiter;
  /** Sheet of the workbook that holds the table; there is no encoding or delimiter to choose then, and lines are rows. */
  readonly sheet?: string;
  /** The workbook that the table is from. */
  readonly workbook?: WorkbookLook;
  /** Line of the header; 0 when the file has none. */
  readonly headerLine: number;
  readonly columns: readonly ColumnReport[];
  /** Roles that a column of such a file may have. */
  readonly possibleRoles: readonly ColumnRole[];
  /** Hash of the header names: files with the same layout share their mapping. */
  readonly layout: string;
  /** What its columns count, where the user has said it; `layout` is that of its own headings where each is a product. */
  readonly across?: 'units' | 'revenue';
  /** What the tables above it say of its year and its figures, where it stands below one with periods side by side. */
  readonly around?: string;
  /** Layout before a remembered encoding or delimiter was applied; absent where it is the same. */
  readonly firstLayout?: string;
  readonly rowsTotal: number;
  readonly rowsAccepted: number;
  /** Rows by the first rule that they met, in the order of the cascade. */
  readonly rejected: Readonly<Record<string, number>>;
  readonly flagged: Readonly<Record<string, number>>;
  /** Rows or ids that act between the rows and the panel. */
  readonly merged: Readonly<Record<string, number>>;
  readonly problems: readonly RowProblem[];
  /** Days of the first and last accepted row. */
  readonly firstDay: EpochDay | null;
  readonly lastDay: EpochDay | null;
  /** Different product ids of the accepted rows, in their exact spelling. */
  readonly products: number;
  /** Pieces of the accepted rows; null when the file has none. */
  readonly units: number | null;
  /** Money of the accepted rows as an exact decimal of the file's own unit, rounded once to the penny, half up. */
  readonly revenue: string | null;
  /** The file's money unit in major units: 1000000 for "turnover in million". */
  readonly revenueScale: number;
  readonly dayMonthOrder?: DayMonthOrder | 'unknown';
  /** Days whose rows count in another file, which holds them as well. */
  readonly daysElsewhere?: readonly EpochDay[];
  /** Days far from all others, whose rows are left out. */
  readonly farDays?: readonly EpochDay[];
  /** Taken from the import before, without reading the file again. */
  readonly reused?: boolean;
  readonly currency: string;
  /** Sums by calendar month of the accepted rows, for sales and browsing. */
  readonly months: readonly MonthTotals[];
  readonly issues: readonly Issue[];
}

/** The sheets of a workbook that have something in them. */
export interface WorkbookLook {
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean; readonly read: boolean }[];
  /** Hash of their names: for workbooks with the same sheets, the same ones are read. */
  readonly layout: string;
}

export interface MonthTotals {
  /** First day of the month. */
  readonly month: EpochDay;
  readonly rows: number;
  readonly units: number;
  readonly revenue: string;
}

/**
 * Something about the sales as a whole that a person may want otherwise: how often, where, and what is done about it. A
 * finding stays when its choice is changed, so that the choice can be taken back.
 */
export interface DataFinding {
  readonly code: DataCause;
  /** Spellings, rows, cancellations, weeks or product-weeks, by the cause. */
  readonly count: number;
  /** The default first. */
  readonly options: readonly DataRule[];
  readonly choice: DataRule;
  /** The largest or first of them. */
  readonly samples: readonly FindingSample[];
}

/** One case of a finding; what does not apply is absent. */
export interface FindingSample {
  readonly product?: string;
  readonly name?: string;
  /** Spellings of one id. */
  readonly spellings?: readonly string[];
  readonly file?: string;
  /** The file that holds the same. */
  readonly otherFile?: string;
  /** Line of the file. */
  readonly line?: number;
  /** First and last day concerned. */
  readonly from?: EpochDay;
  readonly to?: EpochDay;
  readonly units?: number;
  readonly revenue?: number;
  /** Pieces beyond which a line of this product is far out. */
  readonly limit?: number;
  /** The product's middle line, in pieces. */
  readonly usual?: number;
}

/** One step on the way from accepted rows to the panel; `units` and `revenue` are what it takes away (negative: adds). */
export interface ReconciliationStep {
  readonly code:
    | 'cancellations-netted'
    | 'service-codes'
    | 'ids-merged'
    | 'outliers-left-out'
    | 'outliers-capped'
    | 'nothing-left'
    | 'beyond-budget'
    | 'log-gaps'
    | 'product-gaps'
    | 'stock-outs';
  /** Rows that the step touches, or ids for `ids-merged`, products for `nothing-left`, weeks for gaps. */
  readonly count: number;
  readonly units: number;
  readonly revenue: number;
  /** Products, as spelled in the rows, that the step takes away. */
  readonly products?: number;
}

/** From the rows of the sales files to the panel: every piece and penny accounted for. */
export interface Reconciliation {
  readonly rowsRead: number;
  readonly rowsAccepted: number;
  readonly rowsRejected: number;
  /** False where no file counts pieces, or names amounts. */
  readonly unitsKnown?: boolean;
  readonly revenueKnown?: boolean;
  readonly unitsAccepted: number;
  readonly revenueAccepted: number;
  readonly productsAccepted: number;
  /** Days of the first and last accepted row, and of the panel's first and last period. */
  readonly daysAccepted?: readonly [first: EpochDay, last: EpochDay];
  readonly daysInPanel?: readonly [first: EpochDay, last: EpochDay];
  readonly periodsInPanel?: number;
  readonly steps: readonly ReconciliationStep[];
  /** What may be decided otherwise. */
  readonly findings: readonly DataFinding[];
  readonly unitsInPanel: number;
  readonly revenueInPanel: number;
  readonly productsInPanel: number;
  /** Pieces of cancellation lines with a customer, service codes left out, and how many of them found no order. */
  readonly cancelledPieces: number;
  readonly cancelledWithoutOrder: number;
  /** Pieces cancelled or written off without a customer by whom an order could be found. */
  readonly cancelledWithoutCustomer: number;
}

export interface ImportInput {
  readonly files: readonly ImportFile[];
  /** By file name. */
  readonly choices?: Readonly<Record<string, FileChoices>>;
  /** Mappings remembered by layout (see {@link FileReport.layout}); a file's own choices win. */
  readonly remembered?: Readonly<Record<string, FileChoices>>;
  /** 0 = weeks start on Monday (default), 6 = on Sunday. */
  readonly weekStart?: 0 | 6;
  /** Causes decided otherwise than by default. */
  readonly decisions?: DataDecisions;
  /** What is loaded already: the kinds that the new files don't bring are taken from it. */
  readonly keep?: Dataset;
  /** ISO 4217 code chosen by the user; else what the files say. */
  readonly currency?: string;
}

export interface ImportProgress {
  readonly file: string;
  readonly fileIndex: number;
  readonly files: number;
  readonly stage: ImportStage;
  /** Done of the whole import, 0 to 1, by the work that the stages were measured to be; null where nobody knows. */
  readonly share: number | null;
  /** Of this file, and of all. */
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly bytesReadAll: number;
  readonly bytesAll: number;
  /** Records so far in this file. */
  readonly rows: number;
}

export interface ImportOutput {
  readonly files: readonly FileReport[];
  /** What can be worked with; empty parts where no file gives them. */
  readonly dataset: Dataset;
  readonly questions: readonly ImportQuestion[];
  /** Issues of all files and of the whole, worst first. */
  readonly issues: readonly Issue[];
  /** Null without sales. */
  readonly reconciliation: Reconciliation | null;
  /** The panel's measures in all, then by category; empty without a panel. */
  readonly rollUps: readonly RollUp[];
}
