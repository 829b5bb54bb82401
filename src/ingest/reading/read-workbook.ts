import type { CellObject, DenseWorkSheet, Range, WorkBook } from '@e965/xlsx';
import type { Issue } from '#engine/issue.ts';
import type { EncodingName, ImportFile } from '#ingest/import-report.ts';
import { DamagedArchive, join, readHead, sizeOf } from '#ingest/reading/byte-pieces.ts';
import { inspectArchive } from '#ingest/reading/inspect-archive.ts';
import { decoderOf } from '#ingest/reading/text-decoder.ts';
import { cellText } from '#ingest/reading/workbook-cells.ts';
import { csvCell } from '#ingest/writing/write-csv.ts';

/**
 * A workbook has to be in memory as a whole, at about six times what it unpacks to; CSV has no such limit. 100 MB are
 * about 280,000 rows of nine columns.
 */
export const largestWorkbook = 100e6;
/** Text of its sheets at most: one long text may stand in a million cells, and is in the file once. */
const largestText = 2 * largestWorkbook;

/** One sheet as a CSV file in memory: UTF-8, commas, LF, one record a row of the sheet. */
export interface SheetText {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A sheet that has something in it. */
export interface NamedSheet {
  readonly name: string;
  readonly hidden: boolean;
}

/** What a workbook gives: the sheets that are wanted, and the names of all; or why it gives nothing. */
export type WorkbookReading =
  | { readonly sheets: readonly SheetText[]; readonly all: readonly NamedSheet[]; readonly issues: readonly Issue[] }
  | { readonly refusal: Issue };

/** Which sheets are to be read, of those that have something in them. */
export type ChooseSheets = (all: readonly NamedSheet[]) => Promise<readonly string[]>;

/**
 * The sheets of an Excel workbook (xlsx, xlsm, xlsb, xls), an OpenDocument one, or a table in HTML or Excel's XML, which
 * back offices save as .xls. The library is loaded at the first workbook. Formulas count by the values that were saved
 * with them.
 */
export async function readWorkbook(
  file: ImportFile,
  encoding: EncodingName,
  choose: ChooseSheets,
  onBytes: (bytesRead: number) => Promise<void>,
): Promise<WorkbookReading> {
  const refuse = (code: string, params: Issue['params'] = {}): WorkbookReading => ({
    refusal: { code, severity: 'error', file: file.name, row: 1, params },
  });
  const tooLarge = (unpacked: number): WorkbookReading =>
    refuse('workbook-too-large', { megabytes: Math.ceil(unpacked / 1e6), limit: largestWorkbook / 1e6 });
  if (sizeOf(file.bytes) > largestWorkbook) return tooLarge(sizeOf(file.bytes));
  const bytes = await readHead(file.bytes, sizeOf(file.bytes));
  try {
    if (bytes[0] === 0x50) {
      const look = await inspectArchive(bytes, largestWorkbook, onBytes);
      if (look.holds !== 'workbook') return refuse('archive-without-workbook');
      if (look.unpackedBytes > largestWorkbook) return tooLarge(look.unpackedBytes);
    }
  } catch (error) {
    if (error instanceof DamagedArchive) return refuse('workbook-damaged');
    throw error;
  }
  const isText = bytes[0] !== 0x50 && bytes[0] !== 0xd0;
  const text = isText ? decoderOf(encoding).decode(bytes) : '';
  if (joinsTooMuch(text)) return refuse('workbook-joined-cells');
  const library = await import('@e965/xlsx');
  let workbook: WorkBook;
  try {
    if (bytes[0] === 0xd0 && !isOldWorkbook(library.CFB.read(bytes, { type: 'array' }).FullPaths))
      return refuse('archive-without-workbook');
    workbook = library.read(isText ? text : bytes, {
      type: isText ? 'string' : 'array',
      // Cells of a table in HTML are what they say: 00123 is no number.
      raw: isText,
      dense: true,
      cellNF: true,
      cellFormula: true,
      cellHTML: false,
      // Without stubs a formula whose result was not saved would look like an empty cell.
      sheetStubs: true,
    });
  } catch (error) {
    // The library throws for whatever it can't make sense of; only the wording tells a password from damage.
    return refuse(/password|encrypt/i.test(String(error)) ? 'workbook-protected' : 'workbook-damaged');
  }
  const issues: Issue[] = [];
  const sheets: SheetText[] = [];
  const date1904 = workbook.Workbook?.WBProps?.date1904 === true;
  const isDate = (format: string): boolean => library.SSF.is_date(format);
  const all = filledSheets(workbook);
  if (all.length === 0) return refuse('file-empty');
  const wanted = await choose(all);
  let room = largestText;
  for (const { name } of all) {
    const sheet = workbook.Sheets[name] as DenseWorkSheet;
    if (wanted.includes(name)) {
      const textOf = (cell: CellObject | undefined): string => cellText(cell, date1904, isDate);
      const written = writeSheet(sheet['!data'], sheet['!merges'] ?? [], textOf, room);
      if (!written) return refuse('workbook-text-too-large', { limit: largestText / 1e6 });
      room -= written.bytes.length;
      sheets.push({ name, bytes: written.bytes });
      if (written.withoutValue > 0)
        issues.push({
          code: 'formulas-without-values',
          severity: 'warning',
          file: file.name,
          params: { sheet: name, count: written.withoutValue },
        });
    }
    // Let the cells go while the next sheet is written.
    delete workbook.Sheets[name];
  }
  return { sheets, all, issues };
}

function filledSheets(workbook: WorkBook): NamedSheet[] {
  return workbook.SheetNames.flatMap((name, index) => {
    const sheet = workbook.Sheets[name] as DenseWorkSheet | undefined;
    if (!sheet?.['!data']?.slice(0, mostRows).some((row) => row?.some(isFilled))) return [];
    return [{ name, hidden: (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0 }];
  });
}

/** An OLE file with the stream of an old workbook (BIFF), or of an encrypted new one. */
function isOldWorkbook(streams: readonly string[]): boolean {
  return streams.some((path) => /\/(Workbook|Book|EncryptedPackage)$/i.test(path));
}

function isFilled(cell: CellObject | undefined): boolean {
  return cell !== undefined && cell.t !== 'z' && cell.v !== undefined;
}

/** Excel's own limits. */
const mostRows = 1_048_576;
const mostColumns = 16_384;
const mostPadded = 2e7;
/** Steps of the library for joined cells: a few seconds. */
const mostJoining = 3e9;

/**
 * Whether a table in HTML or Excel's XML joins so many cells that the library would not come to an end: it makes each cell that is
 * covered, and looks at all joins for each cell.
 */
function joinsTooMuch(text: string): boolean {
  let joins = 0;
  let covered = 0;
  for (const [tag] of text.matchAll(/<[^<>]*(?:span|Merge(?:Across|Down))\s*=[^<>]*/gi)) {
    const sizes = [...tag.matchAll(/(?:span|Merge(?:Across|Down))\s*=\s*["']?(\d+)/gi)].map(
      ([, size]) => 1 + Number(size),
    );
    joins += 1;
    covered += sizes.reduce((area, size) => area * size, 1);
  }
  if (covered > mostPadded) return true;
  const cells = joins === 0 ? 0 : (text.match(/<t[dh]\b/gi)?.length ?? 0);
  return joins * (covered + cells) > mostJoining;
}

type Cells = DenseWorkSheet['!data'];

/** Null: the text would be longer than there is room. */
function writeSheet(
  rows: Cells,
  merges: readonly Range[],
  textOf: (cell: Cells[number][number] | undefined) => string,
  room: number,
): { bytes: Uint8Array; withoutValue: number } | null {
  let width = 0;
  let height = 0;
  let withoutValue = 0;
  // Only rows and columns that a sheet can have; a damaged file may name others.
  rows.slice(0, mostRows).forEach((row, at) => {
    row?.slice(0, mostColumns).forEach((cell, column) => {
      if (!isFilled(cell)) {
        if (cell?.f !== undefined) withoutValue += 1;
        return;
      }
      width = Math.max(width, column + 1);
      height = at + 1;
    });
  });
  const above = coveredCells(merges, width, height);
  // All rows of a sheet are as wide as its widest, unless a stray cell far out makes it mostly empty.
  const padded = width * height <= mostPadded ? width : 0;
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  let text = '';
  let length = 0;
  for (let at = 0; at < height; at++) {
    const own = Math.max(padded, Math.min(rows[at]?.length ?? 0, width));
    for (let column = 0; column < own; column++) {
      const origin = above.get(at * width + column) ?? at;
      text += (column > 0 ? ',' : '') + csvCell(textOf(rows[origin]?.[column]));
      if (length + text.length > room) return null;
    }
    text += '\n';
    if (text.length > 1 << 18) {
      parts.push(encoder.encode(text));
      length += text.length;
      text = '';
    }
  }
  parts.push(encoder.encode(text));
  return { bytes: join(parts), withoutValue };
}

/**
 * Cells under a merge of one column and several rows, by the row that holds their value: a category merged down its
 * products belongs to all of them. A merge across columns is a title and stays one cell.
 */
function coveredCells(merges: readonly Range[], width: number, height: number): Map<number, number> {
  const origin = new Map<number, number>();
  for (const { s, e } of merges) {
    if (origin.size > mostRows) break;
    if (s.c !== e.c || s.c >= width) continue;
    for (let at = s.r + 1; at <= Math.min(e.r, height - 1); at++) origin.set(at * width + s.c, s.r);
  }
  return origin;
}
