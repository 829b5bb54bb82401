import type { Delimiter } from '#ingest/import-report.ts';
import { isBlankRow, type Newline, parseRecords } from '#ingest/reading/record-reader.ts';

export const delimiters: readonly Delimiter[] = ['\t', ';', '|', ',', '，'];

/** Records looked at for the guess. */
const rowsForGuess = 300;

/** LF wherever there is one (CRLF reads as LF), CR for files of old Macs. */
export function guessNewline(sample: string): Newline {
  return sample.includes('\n') || !sample.includes('\r') ? '\n' : '\r';
}

/**
 * The delimiter under which most records have the same number of cells, two or more. A first line `sep=;` (Excel) says
 * it outright. `,` for a single column.
 */
export function guessDelimiter(sample: string, newline: Newline): Delimiter {
  const said = /^\uFEFF?sep=(.)[\r\n]/i.exec(sample);
  if (said && (delimiters as readonly string[]).includes(said[1])) return said[1] as Delimiter;
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const score = consistency(sample, delimiter, newline);
    if (score > bestScore + 1e-9) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

function consistency(sample: string, delimiter: Delimiter, newline: Newline): number {
  const { data } = parseRecords(sample, delimiter, newline, false);
  const widths = data
    .filter((row) => !isBlankRow(row))
    .slice(0, rowsForGuess)
    .map((row) => row.length);
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
