import type { Panel } from '#engine/panel/panel.ts';
import type { ReviewRecord } from '#engine/reviews/feedback.ts';
import type { FileKind } from '#ingest/file-kind.ts';
import type { FoundRows, RowsBehindWords, RowsWanted } from '#ingest/find-rows.ts';
import type {
  FileChoices,
  FileReport,
  ImportFile,
  ImportInput,
  ImportOutput,
  ImportProgress,
} from '#ingest/import-report.ts';
import type { AudienceInput, AudienceOutput } from '#ingest/study-audience.ts';
import type { JobHandler } from '#workers/job-control.ts';

export interface TemplateInput {
  readonly kind: FileKind;
  /** Of the headings; English ones where there are none in it. */
  readonly language: string;
}

/** A CSV file to save: bytes with a byte-order mark, so that Excel reads it as UTF-8. */
export interface CsvDocument {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface RejectedRowsInput {
  readonly file: ImportFile;
  /** As found by the import whose rejected rows are wanted. */
  readonly report: FileReport;
  readonly choices?: FileChoices;
  /** Headings of the two columns put in front: line and reason; and the reasons by code, in the reader's language. */
  readonly words: {
    readonly line: string;
    readonly reason: string;
    readonly reasons: Readonly<Record<string, string>>;
  };
}

export interface ReadReviewsInput {
  readonly file: ImportFile;
  /** As found by the import; a file of reviews. */
  readonly report: FileReport;
  readonly choices?: FileChoices;
}

export interface PreviewInput {
  readonly file: ImportFile;
  /** As found by the import; says which table of the file is meant. */
  readonly report: FileReport;
  readonly choices?: FileChoices;
}

/** The first records of a table under the encoding and delimiter asked for, header and title lines included. */
export interface PreviewOutput {
  readonly rows: readonly PreviewRow[];
}

export interface PreviewRow {
  /** Line of the file on which the record begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface FindRowsInput {
  readonly file: ImportFile;
  readonly report: FileReport;
  readonly choices?: FileChoices;
  readonly wanted: RowsWanted;
  /** Rows handed out at most. */
  readonly most: number;
}

export interface ExportRowsInput {
  readonly file: ImportFile;
  readonly report: FileReport;
  readonly choices?: FileChoices;
  readonly wanted: RowsWanted;
  readonly words: RowsBehindWords;
}

export interface BuyersInput {
  readonly candidateIds: readonly string[];
  /** Headings of the file: candidate, rank and customer. */
  readonly headings: readonly string[];
}

/** Jobs of the ingest worker. */
export type IngestHandlers = {
  /** Dropped files to a dataset. Never throws for a bad file: its report says what is wrong with it. */
  importFiles: JobHandler<ImportInput, ImportProgress, ImportOutput>;
  /** Every rejected row of a file with its line and reason. */
  exportRejectedRows: JobHandler<RejectedRowsInput, ImportProgress, CsvDocument>;
  /** The reviews of a file one by one, for the monitor. */
  readReviews: JobHandler<ReadReviewsInput, ImportProgress, readonly ReviewRecord[]>;
  /** An empty file with the headings that the import knows. */
  createTemplate: JobHandler<TemplateInput, never, CsvDocument>;
  previewFile: JobHandler<PreviewInput, never, PreviewOutput>;
  /** The rows of a file behind a figure. */
  findRows: JobHandler<FindRowsInput, ImportProgress, FoundRows>;
  /**
   * Who buys and looks at what, from the baskets of the last import; refused with `baskets-gone` where this worker has read no
   * files.
   */
  studyAudience: JobHandler<AudienceInput, { readonly done: number }, AudienceOutput>;
  /** Customers of the candidates’ top tenths as CSV, from the last study; refused with `baskets-gone` where it has not been made here. */
  exportBuyers: JobHandler<BuyersInput, never, Blob>;
  /** The panel's weekly series as JSON lines for an engine elsewhere. */
  exportSeries: JobHandler<Panel, never, Blob>;
  /** The panel as a Parquet file. */
  exportPanel: JobHandler<Panel, never, Uint8Array<ArrayBuffer>>;
  /** All of them as CSV; there may be as many as the file has. */
  exportRows: JobHandler<ExportRowsInput, ImportProgress, Blob>;
};
