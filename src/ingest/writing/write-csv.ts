import Papa from 'papaparse';

/** Characters by which a spreadsheet takes a text for a formula, the full-width forms among them. */
const formulaStart = /^\s*[=+\-@＝＋－＠]|^[\t\r]/u;
/** The same further on: a spreadsheet that parts cells at semicolons or tabs begins a cell there. Numbers may. */
const laterStart = /[;\t\r\n](?= *[=+\-@＝＋－＠])(?! *[-+]?[\d.,]+%?(?:[;\t\r\n]|$))/gu;
const plainNumber = /^[-+]?(\d+|\d{1,3}(,\d{3})+)([.,]\d+)?(e[-+]?\d+)?\s*%?$/i;

/**
 * A cell that no spreadsheet runs as a formula: text that would start one, or the rest of a text after a semicolon, gets an
 * apostrophe in front. Numbers, negative
 * ones too, stay as they are.
 */
export function harmlessCell(text: string): string {
  const first = formulaStart.test(text) && !plainNumber.test(text) ? `'${text}` : text;
  return first.replace(laterStart, "$&'");
}

/** One record of a CSV file (RFC 4180), every cell harmless, with its line end. */
export function csvRecord(cells: readonly string[]): string {
  return `${Papa.unparse([cells.map(harmlessCell)], { quotes: partsCells })}\r\n`;
}

/** A spreadsheet that parts cells at semicolons or tabs must not do so within one. */
function partsCells(cell: unknown): boolean {
  return /[;\t]/.test(String(cell));
}

/** One cell of a text that this import reads itself; quoted where it would be read otherwise. */
export function csvCell(text: string): string {
  return /[",\r\n\uFEFF]|^\s|\s$/.test(text) ? Papa.unparse([[text]], { quotes: true }) : text;
}

/** Text to bytes with a byte-order mark, by which Excel knows UTF-8. */
export function withByteOrderMark(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`\uFEFF${text}`);
}
