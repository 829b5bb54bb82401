import type { Delimiter } from '#ingest/import-report.ts';
import { type Newline, RecordReader } from '#ingest/reading/records.ts';

export const delimiters: readonly Delimiter[] = ['\t', ';', '|', ',', '，'];

/** Records looked at for the guess. */
const rowsForGuess = 300;
/** Characters read at a time until there are so many. */
const piece = 16_384;

/** LF wherever there is one (CRLF reads as LF), CR for files of old Macs; `mixed` where CR stands alone beside LF. */
export function guessNewline(text: string): Newline {
  if (!text.includes('\n')) return text.includes('\r') ? '\r' : '\n';
  // The last character may be a CR of which the LF comes with the next piece.
  return /\r[^\n]/.test(text) ? 'mixed' : '\n';
}

/**
 * The delimiter under which most records have the same number of cells, two or more. A first line `sep=;` (Excel) says
 * it outright. `,` for a single column.
 */
export function guessDelimiter(text: string, newline: Newline): Delimiter {
  const said = /^sep=(.)[\r\n]/i.exec(text.slice(0, 16));
  if (said && (delimiters as readonly string[]).includes(said[1])) return said[1] as Delimiter;
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const score = consistency(text, delimiter, newline);
    if (score > bestScore + 1e-9) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** Cells of the first records that are not blank. */
function widthsUnder(text: string, delimiter: Delimiter, newline: Newline): number[] {
  const reader = new RecordReader(delimiter, newline);
  const widths: number[] = [];
  for (let at = 0; at < text.length + piece && widths.length < rowsForGuess; at += piece) {
    const { count, cellsOf } = at < text.length ? reader.push(text.slice(at, at + piece)) : reader.end();
    for (let record = 0; record < count && widths.length < rowsForGuess; record++) {
      const cells = cellsOf(record);
      if (cells.some((cell) => cell.trim() !== '')) widths.push(cells.length);
    }
  }
  return widths;
}

function consistency(text: string, delimiter: Delimiter, newline: Newline): number {
  const widths = widthsUnder(text, delimiter, newline);
  const counts = new Map<number, number>();
  for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1);
  let mode = 0;
  let most = 0;
  for (const [width, count] of counts)
    if (count > most || (count === most && width > mode)) [mode, most] = [width, count];
  if (most === 0) return 0;
  const share = most / widths.length;
  // A delimiter that the header has too, and one that makes more columns, is the likelier one at equal shares.
  const header = widths.slice(0, 3).includes(mode) ? 1 : 0.8;
  return share * header * (1 + 0.02 * Math.min(mode, 20));
}
