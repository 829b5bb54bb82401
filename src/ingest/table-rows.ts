import { createRowKernel } from '#ingest/kernel/row-kernel.ts';
import type { OpenedTable } from '#ingest/open-table.ts';
import { readRecords } from '#ingest/open-table.ts';
import type { ColumnBatch } from '#ingest/reading/column-batch.ts';
import type { RecordBatch } from '#ingest/reading/records.ts';
import { Row } from '#ingest/reading/row.ts';
import { isRule, isStarred, isTotalText, isValue, startsTable } from '#ingest/understanding/find-header.ts';
import { ownName } from '#ingest/understanding/heading-words.ts';
import { type ColumnProfile, usualOf } from '#ingest/understanding/profile-column.ts';

/** What has to be known of a table to tell its rows from what stands around them. */
export interface TableFrame {
  readonly header: readonly string[];
  readonly headerLine: number;
  /** Of its columns, where they are known. */
  readonly profiles?: readonly ColumnProfile[];
  /** Lines of the file with sums of other rows, which no word says; null where there are too many rows to find them. */
  readonly sumLines?: ReadonlySet<number> | null;
  /** What lines begin with that are called as sums are. */
  readonly linesLikeSums?: ReadonlySet<string>;
}

/** What came of a walk. */
export interface TableEnd {
  /** Line on which another table begins below this one; 0 when there is none. */
  readonly nextTableLine: number;
  /** Lines with a quote that is opened and never closed, and the first of them. */
  readonly strayQuotes: number;
  readonly firstStrayLine: number;
}

/** Why a row is no data: the header once more, or a sum; '' for data. */
export type StructuralFault = '' | 'repeated_header' | 'total_row';

/** Hears of the rows of a table in order; the row is good only during the call. */
export interface TableVisitor {
  row(row: Row, fault: StructuralFault): void;
  /**
   * Before the rows of each piece of the file, which a kernel may then have read; the table's records begin at `from`.
   */
  readonly batch?: (batch: RecordBatch, from: number) => void;
  /** Takes a kernel's records from one on as far as they need not be told one by one; returns where that ends. */
  readonly run?: (batch: ColumnBatch, from: number) => number;
  /** After each piece of the file; `records`: those that were walked so far. */
  piece(bytesRead: number, records: number): Promise<void>;
}

/**
 * Walks the rows below a table's header, blank ones left out, up to the next table: known headings after a blank line, a
 * title of one cell between them allowed. The same headings once more are another table only below a title of their own, and never
 * in a printed list, which has lines of dashes and its headings on each page.
 */
export async function walkTable(table: OpenedTable, frame: TableFrame, visitor: TableVisitor): Promise<TableEnd> {
  const names = frame.header.map(ownName);
  const faultOf = createFaultFinder(frame, names);
  const row = new Row();
  let [bytesRead, walked] = [0, 0];
  const { isRuled } = table;
  let afterBlank = false;
  let title: Row | null = null;
  let strayQuotes = 0;
  let firstStrayLine = 0;
  const records = readRecords(
    table,
    (bytes) => {
      bytesRead = bytes;
    },
    (reader) => {
      strayQuotes = reader.strayQuotes;
      firstStrayLine = reader.firstStrayLine;
    },
    // A kernel's rows are taken without a look at what they are.
    visitor.batch && !frame.sumLines?.size && !table.isRuled ? createRowKernel() : null,
  );
  for await (const batch of records) {
    const from = firstRecordAt(batch, Math.max(frame.headerLine + 1, table.firstLine));
    visitor.batch?.(batch, from);
    for (let record = from; record < batch.count; record++) {
      if (!afterBlank && batch.columns && visitor.run) record = visitor.run(batch.columns, record);
      if (record === batch.count) break;
      row.moveTo(batch, record);
      if (!afterBlank && batch.columns?.isPlain(record)) {
        visitor.row(row, beginsWithDigit(row) ? '' : faultOf(row, 0));
        continue;
      }
      const { line } = row;
      const filled = row.firstFilled();
      if (filled < 0) {
        afterBlank = true;
        continue;
      }
      if (isRuled && isRule(row.toArray())) continue;
      const fault = isRuled && isStarred(row.toArray()) ? 'total_row' : faultOf(row, filled);
      if (!afterBlank) {
        visitor.row(row, fault);
        continue;
      }
      const isNew = (title !== null && !isRuled) || !isHeader(row, names);
      if (startsTable(row.toArray()) && isNew)
        return { nextTableLine: title?.line ?? line, strayQuotes, firstStrayLine };
      // After a blank line, one cell alone may be the title of another table: the next row will tell.
      if (title) visitor.row(title, faultOf(title, title.firstFilled()));
      title = isAlone(row, filled) ? row.copy() : null;
      afterBlank = title !== null;
      if (!title) visitor.row(row, fault);
    }
    walked += batch.count - from;
    await visitor.piece(bytesRead, walked);
  }
  if (title) visitor.row(title, faultOf(title, title.firstFilled()));
  return { nextTableLine: 0, strayQuotes, firstStrayLine };
}

function firstRecordAt(batch: RecordBatch, line: number): number {
  let record = 0;
  while (record < batch.count && batch.lines[record] < line) record += 1;
  return record;
}

/** Of an order's number or a date, as most rows do: no heading and no sum. */
function beginsWithDigit(row: Row): boolean {
  const code = row.codeAt(0, 0);
  return code > 47 && code < 58;
}

function isAlone(row: Row, filled: number): boolean {
  for (let column = filled + 1; column < row.length; column++) if (!row.isEmpty(column)) return false;
  return true;
}

function createFaultFinder(
  { profiles = [], sumLines, linesLikeSums }: TableFrame,
  names: readonly string[],
): (row: Row, filled: number) => StructuralFault {
  // What most rows begin with is where they were sold (`Total US`), and no sum of the others.
  const usual = profiles.map(usualOf);
  const measured = profiles.flatMap(({ numberShare, dateShare, filled }, column) =>
    Math.max(numberShare, dateShare) > 0.9 && filled > leastExplained ? [column] : [],
  );
  let isFirst = true;
  return (row, filled) => {
    const explains = isFirst && explain(measured.map((column) => row.text(column)));
    isFirst = false;
    if (names.length > 1 && (explains || isHeader(row, names))) return 'repeated_header';
    if (sumLines?.has(row.line)) return 'total_row';
    const text = row.text(filled);
    return text !== usual[filled] && isTotalText(text) && !linesLikeSums?.has(text) ? 'total_row' : '';
  };
}

const leastExplained = 12;

/** Whether texts say what the columns below them mean, each its own: they stand where all others have numbers and days. */
function explain(texts: readonly string[]): boolean {
  const said = texts.filter((text) => text !== '');
  const letters = said.reduce((sum, text) => sum + text.length, 0);
  // `16 200,00` is none, however it is written.
  const areWords = said.every((text) => !isValue(text) && text.replace(/[^\p{L}]/gu, '').length > text.length / 2);
  return said.length > 2 && new Set(said).size === said.length && letters >= 8 * said.length && areWords;
}

/** `names`: headings without what the import added. */
function isHeader(row: Row, names: readonly string[]): boolean {
  return names.every((name, column) => row.text(column) === name);
}
