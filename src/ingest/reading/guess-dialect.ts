import type { Delimiter } from '#ingest/import-report.ts';
import { decode } from '#ingest/reading/cell-pool.ts';
import { type Newline, RecordReader } from '#ingest/reading/record-reader.ts';
import { Row } from '#ingest/reading/row.ts';

export const delimiters: readonly Delimiter[] = ['\t', ';', '|', ',', '，'];

/** Records looked at for the guess. */
const rowsForGuess = 300;

/** LF wherever there is one (CRLF reads as LF), CR for files of old Macs; `mixed` where CR stands alone beside LF. */
export function guessNewline(utf8: Uint8Array): Newline {
  if (!utf8.includes(10)) return utf8.includes(13) ? '\r' : '\n';
  // The last byte may be a CR of which the LF comes with the next piece.
  for (let at = utf8.indexOf(13); at >= 0 && at + 1 < utf8.length; at = utf8.indexOf(13, at + 1))
    if (utf8[at + 1] !== 10) return 'mixed';
  return '\n';
}

/**
 * The delimiter under which most records have the same number of cells, two or more. A first line `sep=;` (Excel) says
 * it outright. `,` for a single column.
 */
export function guessDelimiter(utf8: Uint8Array, newline: Newline): Delimiter {
  const said = /^sep=(.)[\r\n]/i.exec(decode(utf8, 0, Math.min(16, utf8.length)));
  if (said && (delimiters as readonly string[]).includes(said[1])) return said[1] as Delimiter;
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const score = consistency(utf8, delimiter, newline);
    if (score > bestScore + 1e-9) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** Cells of the first records that are not blank. */
function widthsUnder(utf8: Uint8Array, delimiter: Delimiter, newline: Newline): number[] {
  const reader = new RecordReader(delimiter, newline);
  const row = new Row();
  const widths: number[] = [];
  for (const read of [() => reader.push(utf8), () => reader.end()]) {
    const records = read();
    for (let record = 0; record < records.count && widths.length < rowsForGuess; record++) {
      row.moveTo(records, record);
      if (row.firstFilled() >= 0) widths.push(row.length);
    }
  }
  return widths;
}

function consistency(utf8: Uint8Array, delimiter: Delimiter, newline: Newline): number {
  const widths = widthsUnder(utf8, delimiter, newline);
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
