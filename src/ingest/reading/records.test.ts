import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { type Newline, type RecordBatch, RecordReader } from '#ingest/reading/records.ts';
import { Row } from '#ingest/reading/row.ts';

interface Read {
  readonly rows: string[][];
  readonly lines: number[];
  readonly strayQuotes: number;
}

/** Reads a text that comes in pieces of these sizes (the last one repeats). */
function read(text: string, delimiter: string, sizes: readonly number[], newline: Newline = '\n'): Read {
  const reader = new RecordReader(delimiter, newline);
  const found: Read = { rows: [], lines: [], strayQuotes: 0 };
  const row = new Row();
  const take = (batch: RecordBatch): void => {
    for (let record = 0; record < batch.count; record++) {
      row.moveTo(batch, record);
      found.rows.push(row.toArray());
      found.lines.push(row.line);
    }
  };
  let at = 0;
  for (let piece = 0; at < text.length; piece++) {
    const size = sizes[Math.min(piece, sizes.length - 1)];
    take(reader.push(text.slice(at, at + size)));
    at += size;
  }
  take(reader.end());
  return { ...found, strayQuotes: reader.strayQuotes };
}

const delimiters = [',', ';', '\t', '|', '，'];

describe('records', () => {
  it('are PapaParse’s wherever quotes are closed', () => {
    const text = fc.string({
      unit: fc.constantFrom('"', '"', ',', '\n', '\r\n', ' ', 'a', '7', '品', '，', '；'),
      maxLength: 40,
    });
    let compared = 0;
    fc.assert(
      fc.property(text, fc.constantFrom(',', '，'), (content, delimiter) => {
        const ours = read(content, delimiter, [1 << 20]);
        const theirs = Papa.parse<string[]>(content, { delimiter, newline: '\n' });
        // PapaParse lets a quote that is never closed swallow the rest, and wants no blank behind the file's last quote.
        fc.pre(ours.strayQuotes === 0 && theirs.errors.every((error) => error.code !== 'MissingQuotes'));
        fc.pre(!/"\s+$/.test(content));
        compared += 1;
        const expected = theirs.data.map((row) =>
          row.map((cell, at) => (at === row.length - 1 ? cell.replace(/\r$/, '') : cell)),
        );
        // A line end at the end of the text begins no record here.
        if (content === '' || content.endsWith('\n')) expected.pop();
        expect(
          ours.rows.map((row) => row.map((cell, at) => (at === row.length - 1 ? cell.replace(/\r$/, '') : cell))),
        ).toEqual(expected);
      }),
      { numRuns: 4000, seed: 20261125 },
    );
    expect(compared).toBeGreaterThan(800);
  });

  it('do not depend on where the text is cut', () => {
    const text = fc.string({
      unit: fc.constantFrom(
        '"',
        '"',
        '""',
        ',',
        ';',
        '\t',
        '|',
        '，',
        '\n',
        '\r\n',
        '\r',
        ' ',
        'a',
        '7',
        '品',
        '😀',
        'ï',
      ),
      maxLength: 60,
    });
    fc.assert(
      fc.property(
        text,
        fc.constantFrom(...delimiters),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 12 }),
        fc.constantFrom('\n' as const, '\r' as const, 'mixed' as const),
        (content, delimiter, sizes, newline) => {
          expect(read(content, delimiter, sizes, newline)).toEqual(read(content, delimiter, [1 << 20], newline));
        },
      ),
      { numRuns: 3000, seed: 20261125 },
    );
  });

  it('end at every kind of line end where a file mixes them', () => {
    const cell = fc.constantFrom('', 'a', '品', ' ', '"b\nc"', '"d,""e"');
    const record = fc.tuple(fc.array(cell, { minLength: 2, maxLength: 3 }), fc.constantFrom('\n', '\r\n', '\r'));
    fc.assert(
      fc.property(fc.array(record, { maxLength: 8 }), (records) => {
        const write = (endOf: (end: string) => string): string =>
          records.map(([cells, end]) => cells.join(',') + endOf(end)).join('');
        const plain = read(
          write(() => '\n'),
          ',',
          [1 << 20],
          '\n',
        );
        expect(
          read(
            write((end) => end),
            ',',
            [1 << 20],
            'mixed',
          ),
        ).toEqual(plain);
      }),
      { numRuns: 1000, seed: 20261125 },
    );
  });

  it('end a quote that is never closed with its line, also in a long file and whatever the pieces', () => {
    const lines = Array.from({ length: 30_000 }, (_, at) =>
      at % 5000 === 17 ? `${at},"never closed,x` : `${at},fine,y`,
    );
    const whole = read(`${lines.join('\n')}\n`, ',', [1 << 22]);
    expect(whole.rows).toHaveLength(30_000);
    expect(whole.rows[17]).toEqual(['17', '"never closed', 'x']);
    expect(whole.strayQuotes).toBe(6);
    expect(read(`${lines.join('\n')}\n`, ',', [70_001])).toEqual(whole);
  });

  it('cut a line that has no end', () => {
    const whole = read(`a,b\n${'x'.repeat(2_500_000)}\nc,d\n`, ',', [1 << 22]);
    expect(whole.rows.map((row) => row.map((cell) => cell.length))).toEqual([
      [1, 1],
      [1 << 20],
      [1 << 20],
      [2_500_000 - (2 << 20)],
      [1, 1],
    ]);
    expect(whole.lines).toEqual([1, 2, 2, 2, 3]);
    expect(read(`a,b\n${'x'.repeat(2_500_000)}\nc,d\n`, ',', [100_003])).toEqual(whole);
  });
});

describe('a row', () => {
  const rowOf = (line: string): Row => {
    const batch = new RecordReader(',', '\n').push(`${line}\n`);
    const row = new Row();
    row.moveTo(batch, 0);
    return row;
  };

  it('tells blanks of every kind from text, in the cell and at its ends', () => {
    const row = rowOf(' a ,\u3000中\u00A0,\uFEFFx,\u3000,　品　,"",ï,\u2009 ');
    expect(Array.from({ length: 9 }, (_, column) => row.text(column))).toEqual([
      'a',
      '中',
      'x',
      '',
      '品',
      '',
      'ï',
      '',
      '',
    ]);
    expect(Array.from({ length: 9 }, (_, column) => row.isEmpty(column))).toEqual([
      false,
      false,
      false,
      true,
      false,
      true,
      false,
      true,
      true,
    ]);
    expect(row.raw(0)).toBe(' a ');
  });

  it('keeps its cells when it is copied', () => {
    const row = rowOf('x,"a ""b""",品');
    expect(row.copy().toArray()).toEqual(['x', 'a "b"', '品']);
    expect(row.copy()).toMatchObject({ line: 1, length: 3, record: -1 });
  });
});
