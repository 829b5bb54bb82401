import Papa from 'papaparse';
import type { ColumnBatch } from '#ingest/reading/column-batch.ts';

/** Characters that may pass until a record with quotes ends: an opening quote would else swallow the file. */
export const longestQuoted = 1 << 18;
/** The same in a file that has stray quotes, since each of them is searched so far. */
export const strayLimit = 1 << 14;
/** A line without an end is cut after so many characters. */
export const longestLine = 1 << 20;

/** `mixed`: lines of one file end in LF, CRLF and CR alone. */
export type Newline = '\n' | '\r' | 'mixed';

/** Records of a piece of text; good until the reader is given its next piece. */
export interface RecordBatch {
  readonly count: number;
  /** Lines of the file, from 1, on which the records begin. */
  readonly lines: ArrayLike<number>;
  /** The cells of a record as they stand in the file, without their quotes. */
  readonly cellsOf: (record: number) => readonly string[];
  /** Set where whole columns of the records can be read at once. */
  readonly columns?: ColumnBatch;
}

/**
 * Text in pieces to records, by PapaParse. CRLF and LF may be mixed when `newline` is LF. What PapaParse does not do is
 * done around it: a record that does not end within so many characters has a quote that is never closed, and its line is cut
 * at its delimiters as it stands (`strayQuotes` counts those); records know their lines. What comes out does not depend on
 * where the pieces are cut.
 */
export class RecordReader {
  strayQuotes = 0;
  firstStrayLine = 0;
  /** Line of the next record. */
  line = 1;
  private readonly delimiter: string;
  private readonly newline: '\n' | '\r';
  private readonly isMixed: boolean;
  private readonly countsRecords: boolean;
  private readonly parser: Papa.Parser;
  /** Text that was not read yet. */
  private text = '';

  /** `countsRecords`: lines are numbers of records, whatever line breaks their cells hold (rows of a sheet). */
  constructor(delimiter: string, newline: Newline, countsRecords = false) {
    this.delimiter = delimiter;
    this.newline = newline === 'mixed' ? '\n' : newline;
    this.isMixed = newline === 'mixed';
    this.countsRecords = countsRecords;
    this.parser = new Papa.Parser({ delimiter, newline: this.newline });
  }

  push(piece: string): RecordBatch {
    this.text += piece;
    // The LF that belongs to a CR may come with the next piece.
    const isOpen = this.isMixed && this.text.endsWith('\r');
    if (this.isMixed) this.text = this.text.slice(0, isOpen ? -1 : undefined).replaceAll(/\r\n?/g, '\n');
    const batch = this.take(false);
    if (isOpen) this.text += '\r';
    return batch;
  }

  end(): RecordBatch {
    if (this.isMixed) this.text = this.text.replaceAll('\r', '\n');
    if (this.text !== '' && !this.text.endsWith(this.newline)) this.text += this.newline;
    return this.take(true);
  }

  /** What was not read yet, which is forgotten. */
  takeRest(): string {
    const { text } = this;
    this.text = '';
    return text;
  }

  private take(isLast: boolean): RecordBatch {
    const { text, parser } = this;
    const rows: string[][] = [];
    const lines: number[] = [];
    let at = 0;
    while (at < text.length) {
      const limit = this.strayQuotes > 0 ? strayLimit : longestQuoted;
      const window = text.slice(at, at + limit);
      const { data, meta } = parser.parse(window, 0, true) as Papa.ParseResult<string[]>;
      if (meta.cursor > 0) {
        const mayBreak = !this.countsRecords && window.includes('"');
        for (const row of data) {
          rows.push(withoutReturn(row));
          lines.push(this.line);
          this.line += 1 + (mayBreak ? breaksIn(row, this.newline) : 0);
        }
        at += meta.cursor;
        continue;
      }
      if (window.length < limit && !isLast) break;
      const next = this.takeLine(at, isLast, rows, lines);
      if (next < 0) break;
      at = next;
    }
    this.text = text.slice(at);
    return { count: rows.length, lines, cellsOf: (record) => rows[record] };
  }

  /** Takes the line at a place by itself: where the next one begins, -1 when more text is needed to tell. */
  private takeLine(from: number, isLast: boolean, rows: string[][], lines: number[]): number {
    const { text, newline, delimiter } = this;
    const end = text.indexOf(newline, from);
    const isCut = end < 0 ? text.length - from > longestLine : end - from > longestLine;
    if (end < 0 && !isCut && !isLast) return -1;
    const to = isCut ? from + longestLine : end;
    const line = text.slice(from, to);
    const { data, meta } = this.parser.parse(line + newline, 0, true) as Papa.ParseResult<string[]>;
    const isWhole = !isCut && meta.cursor === line.length + 1;
    if (!isWhole && !isCut) {
      if (this.strayQuotes === 0) this.firstStrayLine = this.line;
      this.strayQuotes += 1;
    }
    rows.push(withoutReturn(isWhole ? data[0] : line.split(delimiter)));
    lines.push(this.line);
    if (!isCut) this.line += 1;
    return isCut ? to : to + 1;
  }
}

/** CRLF ends a line as LF does: the CR is no part of the last cell, which is changed in place. */
function withoutReturn(row: string[]): string[] {
  const last = row.length - 1;
  if (row[last].endsWith('\r')) row[last] = row[last].slice(0, -1);
  return row;
}

function breaksIn(row: readonly string[], newline: string): number {
  let breaks = 0;
  for (const cell of row) for (let at = cell.indexOf(newline); at >= 0; at = cell.indexOf(newline, at + 1)) breaks += 1;
  return breaks;
}
