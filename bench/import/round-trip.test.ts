import { describe, expect, it } from 'vitest';
import { encodeText } from './encode-text.ts';
import { proveDetection, proveRoundTrip, readInPieces } from './round-trip.ts';

// `npm run bench -- import` runs thousands of each.
describe('export and import', () => {
  it('gives the same table, whatever the encoding, delimiter, quoting and the size of the pieces', async () => {
    await proveRoundTrip(400, 20261125);
  });

  it('finds encoding and delimiter by itself in tables of 20 rows and 2 columns or more', async () => {
    await proveDetection(200, 20261125);
  });

  it.each(['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const)('reads %s across every border', async (encoding) => {
    const rows = [
      ['商品', '名称，规格', '😀'],
      ['保温杯', 'two\n行', '￥12.5'],
    ];
    const text = rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\r\n');
    for (const mark of [false, true]) {
      const bytes = encodeText(text, encoding, mark);
      for (let piece = 1; piece <= bytes.length; piece++)
        expect((await readInPieces(bytes, encoding, ',', piece)).rows).toEqual(rows);
    }
  });
});
