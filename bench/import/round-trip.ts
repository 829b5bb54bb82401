import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Delimiter, EncodingName } from '#ingest/import-report.ts';
import { openTable, readRecords } from '#ingest/open-table.ts';
import { readText } from '#ingest/reading/file-text.ts';
import { delimiters } from '#ingest/reading/guess-dialect.ts';
import { type RecordBatch, RecordReader } from '#ingest/reading/records.ts';
import { Row } from '#ingest/reading/row.ts';
import { scanFile } from '#ingest/reading/scan-file.ts';
import { encodeText } from './encode-text.ts';

const encodings: readonly EncodingName[] = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'];

/** Cells with everything that makes trouble: quotes, delimiters, line breaks, multi-byte and four-byte characters. */
const cell = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.string({
      unit: fc.constantFrom('a', 'B', '7', '.', ' ', '中', '文', '商', '￥', '😀', 'é'),
      maxLength: 8,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.string({
      unit: fc.constantFrom('"', ',', ';', '\t', '|', '，', '\n', '\r\n', 'x', '品'),
      maxLength: 6,
    }),
  },
);
const table = fc
  .integer({ min: 1, max: 6 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }));

/** The characters of `é` and the like have no two-byte code in GBK's repertoire used here. */
const storable = (rows: readonly string[][], encoding: EncodingName): string[][] =>
  rows.map((row) => row.map((text) => (encoding === 'gb18030' ? text.replaceAll('é', 'e') : text)));

function write(
  rows: readonly string[][],
  delimiter: Delimiter,
  newline: string,
  quoteAll: boolean,
  lastBreak: boolean,
): string {
  const quote = (text: string): string =>
    quoteAll || /["\r\n\uFEFF]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  const text = rows.map((row) => row.map(quote).join(delimiter)).join(newline);
  return lastBreak ? text + newline : text;
}

function rowsOf(batch: RecordBatch, rows: string[][], filledOnly = false): void {
  const row = new Row();
  for (let record = 0; record < batch.count; record++) {
    row.moveTo(batch, record);
    if (!filledOnly || row.firstFilled() >= 0) rows.push(row.toArray());
  }
}

const settings = fc.record({
  encoding: fc.constantFrom(...encodings),
  delimiter: fc.constantFrom(...delimiters),
  newline: fc.constantFrom('\n', '\r\n'),
  quoteAll: fc.boolean(),
  lastBreak: fc.boolean(),
  mark: fc.boolean(),
  piece: fc.integer({ min: 1, max: 40 }),
});

/** Records and their lines, of a file that comes in pieces of so many bytes. */
export async function readInPieces(
  bytes: Uint8Array,
  encoding: EncodingName,
  delimiter: Delimiter,
  piece: number,
): Promise<{ rows: string[][]; lines: number[] }> {
  const reader = new RecordReader(delimiter, '\n');
  const rows: string[][] = [];
  const lines: number[] = [];
  const take = (batch: RecordBatch): void => {
    rowsOf(batch, rows);
    lines.push(...Array.from(batch.lines).slice(0, batch.count));
  };
  for await (const text of readText({ name: 't.csv', bytes }, false, encoding, () => {}, piece))
    take(reader.push(text));
  take(reader.end());
  return { rows, lines };
}

/**
 * Writes random tables in a random encoding, delimiter, quoting and line end, and reads them in pieces of a random size:
 * the same cells must come back, each record with its line. Throws with the smallest table that fails.
 */
export async function proveRoundTrip(numRuns: number, seed: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(
      table,
      settings,
      async (cells, { encoding, delimiter, newline, quoteAll, lastBreak, mark, piece }) => {
        // One empty cell alone is a blank line, and a file may begin or end with any number of those.
        const rows = storable(cells, encoding).map((row) => (row.length === 1 && row[0] === '' ? ['x'] : row));
        const bytes = encodeText(write(rows, delimiter, newline, quoteAll, lastBreak), encoding, mark);
        const read = await readInPieces(bytes, encoding, delimiter, piece);
        assert.deepEqual(read.rows, rows);
        // The line of a record is one more than the line breaks before it.
        let line = 1;
        rows.forEach((row, index) => {
          assert.equal(read.lines[index], line);
          line += 1 + row.join('').split('\n').length - 1;
        });
      },
    ),
    { numRuns, seed },
  );
}

/** Random tables of 20 rows and 2 columns or more, of which encoding and delimiter must be found as well. */
export async function proveDetection(numRuns: number, seed: number): Promise<void> {
  const word = fc.string({
    unit: fc.constantFrom('商', '品', '杯', '壶', '保', '温', '一', '销', 'a', 'b', '3', '7'),
    minLength: 1,
    maxLength: 6,
  });
  const regular = fc
    .integer({ min: 2, max: 6 })
    .chain((width) =>
      fc.array(fc.array(word, { minLength: width, maxLength: width }), { minLength: 20, maxLength: 40 }),
    );
  await fc.assert(
    fc.asyncProperty(regular, settings, async (rows, { encoding, delimiter, newline, quoteAll, lastBreak, mark }) => {
      fc.pre(rows.some((row) => row.some((text) => /\p{Script=Han}/u.test(text))));
      const bytes = encodeText(write(rows, delimiter, newline, quoteAll, lastBreak), encoding, mark);
      const file = { name: 't.csv', bytes };
      const scan = await scanFile(file, undefined, async () => {});
      assert.equal(scan.encoding, encoding);
      const opened = await openTable(file, scan, encoding, {});
      assert.equal(opened.delimiter, delimiter);
      const read: string[][] = [];
      for await (const batch of readRecords(opened, () => {})) rowsOf(batch, read, true);
      assert.deepEqual(read, rows);
    }),
    { numRuns, seed },
  );
}
