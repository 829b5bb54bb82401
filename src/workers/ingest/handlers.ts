import type { Panel } from '#engine/panel/panel.ts';
import type { ReviewRecord } from '#engine/reviews/feedback.ts';
import { collectRows, type FoundRows, findRows as find } from '#ingest/find-rows.ts';
import { type ControlOfFile, importFiles as runImport } from '#ingest/import-files.ts';
import { ImportMemory } from '#ingest/import-memory.ts';
import type { ImportFile, ImportInput, ImportOutput, ImportProgress } from '#ingest/import-report.ts';
import { openReported } from '#ingest/open-sheets.ts';
import { OverBudget } from '#ingest/over-budget.ts';
import { readReviews as readRows } from '#ingest/read-reviews.ts';
import { sizeOf } from '#ingest/reading/byte-pieces.ts';
import { collectRejectedRows } from '#ingest/rejected-rows.ts';
import {
  type AudienceInput,
  type AudienceOutput,
  type LikelyBuyers,
  studyAudience as study,
} from '#ingest/study-audience.ts';
import { createTemplate as makeTemplate } from '#ingest/writing/templates.ts';
import { csvRecord, withByteOrderMark } from '#ingest/writing/write-csv.ts';
import { seriesLines } from '#ingest/writing/write-series.ts';
import { JobCancelled, type JobControl, JobRefused } from '#workers/job-control.ts';
import type {
  BuyersInput,
  CsvDocument,
  ExportRowsInput,
  FindRowsInput,
  IngestHandlers,
  PreviewInput,
  PreviewOutput,
  ReadReviewsInput,
  RejectedRowsInput,
  TemplateInput,
} from './contract.ts';

/** Work between two breaths, in milliseconds: a cancel waits no longer than this. */
const chunkMs = 50;

/** Between two reports of progress, in milliseconds: each is drawn. */
const reportMs = 100;

/** Share of the work that the first look at a file's bytes takes: 0.25 of 2.9 processor seconds for 100 MB of sales. */
const readingShare = 0.09;

/** Records shown of a file while its encoding and delimiter are chosen. */
const previewRows = 20;

/** Rows that were read stay here: one more file, or another decision, does not read the others again. */
const memory = new ImportMemory();

/** Dropped files to a dataset, with progress over all files. */
export async function importFiles(input: ImportInput, control: JobControl<ImportProgress>): Promise<ImportOutput> {
  try {
    const output = await runImport(input, createControls(input.files, control), undefined, memory);
    const columns = Object.values(output.dataset.panel ?? {});
    control.giveAway(columns.filter((column) => ArrayBuffer.isView(column)));
    return output;
  } catch (error) {
    if (error instanceof OverBudget) throw new JobRefused(error.code, { millions: error.millions });
    throw error;
  }
}

/** Every rejected row of a file with its line and reason, as CSV with its formulas made harmless. */
export async function exportRejectedRows(
  { file, report, choices, words }: RejectedRowsInput,
  control: JobControl<ImportProgress>,
): Promise<CsvDocument> {
  const controlOf = createControls([file], control);
  const bytes = await collectRejectedRows(file, report, choices ?? {}, words, controlOf(file, 0));
  return {
    name: file.name.replace(/(\.csv|\.txt|\.tsv|\.xls[xmb]?|\.ods|\.parquet)?(\.gz)?$/i, '.rejected.csv'),
    bytes,
  };
}

/** The reviews of a file, row by row. */
export async function readReviews(
  { file, report, choices }: ReadReviewsInput,
  control: JobControl<ImportProgress>,
): Promise<readonly ReviewRecord[]> {
  return readRows(file, report, choices ?? {}, createControls([file], control)(file, 0));
}

/** An empty file of a kind with the headings that the import knows. */
export async function createTemplate({ kind, language }: TemplateInput): Promise<CsvDocument> {
  const template = makeTemplate(kind, language);
  if (!template) throw new JobRefused('template-unknown', { kind });
  return template;
}

/** The first records of a table as the choices read it. */
export async function previewFile({ file, report, choices = {} }: PreviewInput): Promise<PreviewOutput> {
  const { encoding = report.encoding, delimiter = report.delimiter } = choices;
  const table = await openReported(file, { ...report, encoding }, { ...choices, delimiter });
  const rows = table.sample.slice(0, previewRows);
  return { rows: rows.map((cells, index) => ({ line: table.sampleLines[index], cells: [...cells] })) };
}

/** The rows of one product within some days, as they stand in a file. */
export async function findRows(
  { file, report, choices, wanted, most }: FindRowsInput,
  control: JobControl<ImportProgress>,
): Promise<FoundRows> {
  return find(file, report, choices ?? {}, wanted, most, createControls([file], control)(file, 0));
}

/** The same rows, all of them, as CSV with its formulas made harmless. */
export async function exportRows(
  { file, report, choices, wanted, words }: ExportRowsInput,
  control: JobControl<ImportProgress>,
): Promise<Blob> {
  return collectRows(file, report, choices ?? {}, wanted, words, createControls([file], control)(file, 0));
}

let likelyBuyers: LikelyBuyers = new Map();

/** Who buys and looks at what, from the baskets of the last import. */
export async function studyAudience(
  input: AudienceInput,
  control: JobControl<{ readonly done: number }>,
): Promise<AudienceOutput> {
  if (!memory.latest) throw new JobRefused('baskets-gone', {});
  const { output, buyers } = await study(memory.latest, input, async () => {
    await control.pause();
    if (control.cancelled()) throw new JobCancelled();
  });
  likelyBuyers = buyers;
  return output;
}

/** The likely buyers of candidates, a row each. */
export async function exportBuyers({ candidateIds, headings }: BuyersInput): Promise<Blob> {
  const rows = candidateIds.flatMap((id) => {
    const customers = likelyBuyers.get(id);
    if (!customers) throw new JobRefused('baskets-gone', {});
    return customers.map((customer, at) => [id, String(at + 1), customer]);
  });
  return new Blob([withByteOrderMark([headings, ...rows].map(csvRecord).join(''))]);
}

/** The panel's weekly series as JSON lines. */
export async function exportSeries(panel: Panel): Promise<Blob> {
  return new Blob([...seriesLines(panel)], { type: 'application/jsonl' });
}

/** The panel as a Parquet file; its writer is loaded at the first. */
export async function exportPanel(panel: Panel): Promise<Uint8Array<ArrayBuffer>> {
  const { writePanel } = await import('#ingest/writing/write-panel.ts');
  return writePanel(panel);
}

/** One control a file: progress counts over all of them, a breath lets a cancel in. */
function createControls(files: readonly ImportFile[], control: JobControl<ImportProgress>): ControlOfFile {
  const bytesAll = files.reduce((sum, file) => sum + sizeOf(file.bytes), 0);
  let bytesBefore = 0;
  let lastYield = performance.now();
  let lastReport = Number.NEGATIVE_INFINITY;
  let lastStage = '';
  return (file, fileIndex) => {
    const bytesTotal = sizeOf(file.bytes);
    const start = bytesBefore;
    bytesBefore += bytesTotal;
    let bytesTold = 0;
    return {
      progress(stage, bytesRead, rows) {
        // Small pieces of packed files come by the thousand.
        const isNews = stage !== lastStage || performance.now() - lastReport >= reportMs;
        // The end is told at once, and once: a packed file may be read to its end long before all of it is unpacked.
        const isEnd = bytesRead >= bytesTotal && bytesTold < bytesTotal;
        if (!isNews && !isEnd) return;
        bytesTold = bytesRead;
        lastReport = performance.now();
        lastStage = stage;
        const bytesReadAll = start + bytesRead;
        const done = bytesRead * (stage === 'reading' ? readingShare : 1 - readingShare);
        const before = start + (stage === 'reading' ? 0 : bytesTotal * readingShare);
        const isKnown = stage === 'reading' || stage === 'importing';
        const share = isKnown ? (before + done) / Math.max(1, bytesAll) : null;
        const place = { file: file.name, fileIndex, files: files.length };
        control.report({ ...place, stage, share, bytesRead, bytesTotal, bytesReadAll, bytesAll, rows });
      },
      async yieldNow() {
        if (performance.now() - lastYield < chunkMs) return;
        await control.pause();
        lastYield = performance.now();
        if (control.cancelled()) throw new JobCancelled();
      },
    };
  };
}

export const handlers: IngestHandlers = {
  importFiles,
  exportRejectedRows,
  readReviews,
  createTemplate,
  previewFile,
  findRows,
  exportRows,
  studyAudience,
  exportBuyers,
  exportSeries,
  exportPanel,
};
