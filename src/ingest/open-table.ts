import type { DayMonthOrder, Delimiter, EncodingName, FileChoices, ImportFile } from '#ingest/import-report.ts';
import { guessDelimiter, guessNewline } from '#ingest/reading/guess-dialect.ts';
import { lineOf, type Newline, type RecordBatch, RecordReader } from '#ingest/reading/record-reader.ts';
import type { FileScan } from '#ingest/reading/scan-file.ts';
import { readText } from '#ingest/reading/text-pieces.ts';
import { dayMonthEvidence } from '#ingest/values/parse-date.ts';

/** Characters looked at before a file is understood. */
const sampleLength = 400_000;

/** A table of a file as text with its dialect. */
export interface OpenedTable {
  /** The text's bytes: the dropped file, or one sheet of it. */
  readonly file: ImportFile;
  /** Set for a sheet of a workbook. */
  readonly sheet?: string;
  /** As its report is called. */
  readonly name: string;
  /** 1 for the first table of the file. */
  readonly number: number;
  /** Line on which it begins. */
  readonly firstLine: number;
  readonly compressed: boolean;
  readonly encoding: EncodingName;
  readonly delimiter: Delimiter;
  readonly newline: Newline;
  /** First records, title lines and header included, with their lines. */
  readonly sample: readonly string[][];
  readonly sampleLines: readonly number[];
}

/** Reads the first part of a file and finds delimiter and line ends. */
export async function openTable(
  file: ImportFile,
  scan: Pick<FileScan, 'compressed'>,
  encoding: EncodingName,
  choices: FileChoices,
  sheet?: string,
): Promise<OpenedTable> {
  let text = '';
  let whole = true;
  for await (const piece of readText(file, scan.compressed, encoding, () => {})) {
    text += piece;
    if (text.length >= sampleLength) {
      whole = false;
      break;
    }
  }
  const newline = guessNewline(text);
  const delimiter = choices.delimiter ?? guessDelimiter(text.slice(0, 100_000), newline);
  const reader = new RecordReader(delimiter, newline, sheet !== undefined);
  const batches = [reader.push(text)];
  if (whole) batches.push(reader.end());
  const rows: string[][] = [];
  const lines: number[] = [];
  for (const batch of batches)
    batch.rows.forEach((row, index) => {
      rows.push([...row]);
      lines.push(lineOf(batch, index));
    });
  return {
    file,
    ...(sheet === undefined ? {} : { sheet }),
    name: file.name,
    number: 1,
    firstLine: 1,
    compressed: scan.compressed,
    encoding,
    delimiter,
    newline,
    sample: rows,
    sampleLines: lines,
  };
}

/** Rows looked at of a further table. */
const sampleRows = 1600;

/** The table that begins further down in the same file. */
export async function openNextTable(table: OpenedTable, firstLine: number): Promise<OpenedTable> {
  const sample: string[][] = [];
  const sampleLines: number[] = [];
  const number = table.number + 1;
  const next: OpenedTable = {
    ...table,
    name: tableName(table.file.name, number),
    number,
    firstLine,
    sample,
    sampleLines,
  };
  for await (const batch of readRecords(next, () => {})) {
    batch.rows.forEach((row, index) => {
      const line = lineOf(batch, index);
      if (line < firstLine) return;
      sample.push([...row]);
      sampleLines.push(line);
    });
    if (sample.length >= sampleRows) break;
  }
  return next;
}

/** The first table of a file goes by the file's name, the others by that and their number. */
export function tableName(file: string, number: number): string {
  return number === 1 ? file : `${file} #${number}`;
}

/** All records of a file from its beginning. */
export async function* readRecords(
  table: Pick<OpenedTable, 'file' | 'compressed' | 'encoding' | 'delimiter' | 'newline' | 'sheet'>,
  onBytes: (bytesRead: number) => void | Promise<void>,
  onEnd?: (reader: RecordReader) => void,
): AsyncGenerator<RecordBatch> {
  const reader = new RecordReader(table.delimiter, table.newline, table.sheet !== undefined);
  for await (const text of readText(table.file, table.compressed, table.encoding, onBytes)) yield reader.push(text);
  yield reader.end();
  onEnd?.(reader);
}

/**
 * Day-month order of a column by its own cells: the first cell that can be read one way only decides. 'either' when all
 * can be read both ways, null when no cell is such a date. Reads the whole file only as long as nothing decides.
 */
export async function decideDayMonthOrder(
  table: OpenedTable,
  columns: readonly number[],
): Promise<DayMonthOrder | 'either' | null> {
  let answer: 'either' | null = null;
  for await (const batch of readRecords(table, () => {})) {
    for (let index = 0; index < batch.rows.length; index++) {
      if (lineOf(batch, index) < table.firstLine) continue;
      const row = batch.rows[index];
      for (const column of columns) {
        const evidence = dayMonthEvidence(row[column] ?? '');
        if (evidence === 'day-first' || evidence === 'month-first') return evidence;
        if (evidence === 'either') answer = 'either';
      }
    }
    if (answer === null && batch.rows.length > 0 && lineOf(batch, 0) >= table.firstLine) return null;
  }
  return answer;
}
