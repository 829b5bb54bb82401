import Papa from 'papaparse';

/** A record may not be longer than this: an opening quote that never closes would swallow the file. */
const longestRecord = 1 << 18;
/** The same in a file that has stray quotes. */
const strayLimit = 1 << 14;

export type Newline = '\n' | '\r';

/** Records in file order. Line numbers are 1-based lines of the file on which a record begins. */
export interface RecordBatch {
  readonly rows: readonly string[][];
  /** Line of row 0. */
  readonly firstLine: number;
  /** Lines of all rows where some record spans lines, else null: row r then begins on line `firstLine + r`. */
  readonly lines: Int32Array | null;
}

export function lineOf(batch: RecordBatch, row: number): number {
  return batch.lines ? batch.lines[row] : batch.firstLine + row;
}

interface ParsedText {
  readonly data: string[][];
  readonly errors: readonly { readonly code: string }[];
  readonly meta: { readonly cursor: number };
}

// The published types leave out what PapaParse's own streamers use: the parser takes text and can keep the last,
// perhaps unfinished, record back.
type PapaParser = new (config: object) => { parse(text: string, base: number, ignoreLastRow: boolean): ParsedText };

/** Records of a text under a dialect, as PapaParse's parser gives them. */
export function parseRecords(text: string, delimiter: string, newline: Newline, ignoreLastRow: boolean): ParsedText {
  const Parser = Papa.Parser as unknown as PapaParser;
  return new Parser({ delimiter, newline }).parse(text, 0, ignoreLastRow);
}

/**
 * Text in pieces to records (RFC 4180 with PapaParse's leniency), cut only where a record ends. CRLF and LF may be mixed
 * when `newline` is LF. A quote that is never closed is taken as a plain character of its line (`strayQuotes` counts
 * those) instead of swallowing what follows.
 */
export class RecordReader {
  strayQuotes = 0;
  firstStrayLine = 0;
  private rest = '';
  private line = 1;
  private readonly delimiter: string;
  private readonly newline: Newline;
  private readonly countsRecords: boolean;

  /** `countsRecords`: lines are numbers of records, whatever line breaks their cells hold (rows of a sheet). */
  constructor(delimiter: string, newline: Newline, countsRecords = false) {
    this.delimiter = delimiter;
    this.newline = newline;
    this.countsRecords = countsRecords;
  }

  push(text: string): RecordBatch {
    return this.take(this.rest + text, false);
  }

  end(): RecordBatch {
    return this.take(this.rest, true);
  }

  private take(text: string, last: boolean): RecordBatch {
    const firstLine = this.line;
    const rows: string[][] = [];
    const spans: number[] = [];
    let spanning = false;
    let remaining = text;
    while (remaining !== '') {
      // Once a quote was found unclosed, the search for the end of a record is kept short: a file full of stray quotes
      // would be read over and over.
      const limit = this.strayQuotes > 0 ? strayLimit : longestRecord;
      const windowed = this.strayQuotes > 0 && remaining.length > 4 * limit;
      const view = windowed ? remaining.slice(0, 4 * limit) : remaining;
      const parsed = parseRecords(view, this.delimiter, this.newline, true);
      const cut = parsed.meta.cursor;
      spanning = this.append(parsed.data, view, cut, rows, spans) || spanning;
      remaining = remaining.slice(cut);
      if (windowed && cut > 0) continue;
      if (remaining === '' || (!last && remaining.length < limit)) break;
      if (last && !windowed && this.isClosed(remaining)) {
        const { data } = parseRecords(remaining, this.delimiter, this.newline, false);
        spanning = this.append(data, remaining, remaining.length, rows, spans) || spanning;
        remaining = '';
      } else remaining = this.takeLineLiterally(remaining, rows, spans);
    }
    this.rest = remaining;
    return { rows, firstLine, lines: spanning ? this.startLines(firstLine, spans) : null };
  }

  /** True when a last record without a line end is whole. */
  private isClosed(text: string): boolean {
    const { data, errors } = parseRecords(text, this.delimiter, this.newline, false);
    return data.length === 1 && errors.every((error) => error.code !== 'MissingQuotes');
  }

  /** Adds records and counts their lines; true when one of them spans lines. */
  private append(data: string[][], text: string, length: number, rows: string[][], spans: number[]): boolean {
    const breaks = this.countsRecords ? data.length : countBreaks(text, length, this.newline);
    const ended = data.length > 0 && text[length - 1] !== this.newline ? data.length - 1 : data.length;
    const spanning = !this.countsRecords && breaks !== ended;
    for (const row of data) {
      spans.push(spanning ? 1 + breaksInside(row, this.newline) : 1);
      const cell = row[row.length - 1];
      if (cell.charCodeAt(cell.length - 1) === 13) row[row.length - 1] = cell.slice(0, -1);
      rows.push(row);
    }
    this.line += breaks;
    return spanning;
  }

  private takeLineLiterally(text: string, rows: string[][], spans: number[]): string {
    const end = text.indexOf(this.newline);
    const line = end < 0 ? text : text.slice(0, end);
    if (this.strayQuotes === 0) this.firstStrayLine = this.line;
    this.strayQuotes += 1;
    rows.push(line.replace(/\r$/, '').split(this.delimiter));
    spans.push(1);
    if (end < 0) return '';
    this.line += 1;
    return text.slice(end + 1);
  }

  private startLines(firstLine: number, spans: readonly number[]): Int32Array {
    const lines = new Int32Array(spans.length);
    let line = firstLine;
    for (let i = 0; i < spans.length; i++) {
      lines[i] = line;
      line += spans[i];
    }
    return lines;
  }
}

function countBreaks(text: string, length: number, newline: Newline): number {
  let count = 0;
  for (let at = text.indexOf(newline); at >= 0 && at < length; at = text.indexOf(newline, at + 1)) count += 1;
  return count;
}

function breaksInside(row: readonly string[], newline: Newline): number {
  let count = 0;
  for (const cell of row) if (cell.includes(newline)) count += countBreaks(cell, cell.length, newline);
  return count;
}

/** True when nothing but blanks stands in a record. */
export function isBlankRow(row: readonly string[]): boolean {
  for (const cell of row) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}
