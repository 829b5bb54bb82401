import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doubleQuotes, escapesQuotes, withDoubledQuotes } from '#ingest/reading/escaped-quotes.ts';
import { RecordReader } from '#ingest/reading/records.ts';

async function* cut(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

const word = fc.stringMatching(/^[a-z ]{1,6}$/);
const cell = fc.array(fc.oneof(word, fc.constant('"'), fc.constant(',')), { minLength: 1, maxLength: 5 });
const written = (parts: readonly string[]): string =>
  `"${parts.map((part) => (part === '"' ? '\\"' : part)).join('')}"`;

describe('quotes behind a backslash', () => {
  it('are those of the cell, wherever the text is cut', async () => {
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 9 }), async (table, size) => {
        const reader = new RecordReader(',', '\n');
        const found: (readonly string[])[] = [];
        const text = table.map((row) => `${row.map(written).join(',')}\n`).join('');
        for await (const piece of withDoubledQuotes(cut(text, size))) {
          const { count, cellsOf } = reader.push(piece);
          for (let record = 0; record < count; record++) found.push(cellsOf(record));
        }
        const { count, cellsOf } = reader.end();
        for (let record = 0; record < count; record++) found.push(cellsOf(record));
        expect(found).toEqual(table.map((row) => row.map((parts) => parts.join(''))));
      }),
    );
  });

  it('are told from a folder at the end of a cell, a doubled quote and text without quotes', () => {
    expect(escapesQuotes('"a","36\\" wide"\n')).toBe(true);
    expect(escapesQuotes('"C:\\data\\","b"\n')).toBe(false);
    expect(escapesQuotes('"a ""b"" c","36\\" wide"\n')).toBe(false);
    expect(escapesQuotes('a,36\\" wide\n')).toBe(false);
    expect(doubleQuotes('"C:\\\\","36\\" x"')).toBe('"C:\\\\","36"" x"');
  });
});
