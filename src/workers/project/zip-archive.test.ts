import { inflateRawSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { ZipReader } from './internal/zip-archive.ts';

/** Columns as a panel's: few different numbers, runs of zeros and NaN, as bytes of 64-bit floats. */
function columns(cells: number, seed: number): Uint8Array {
  const random = createRandom(seed);
  const values = new Float64Array(cells);
  let at = 0;
  while (at < cells) {
    const kind = random.next();
    const length = 1 + Math.floor(random.next() * 40);
    for (let i = 0; i < length && at < cells; i++, at++) {
      values[at] = kind < 0.3 ? 0 : kind < 0.5 ? Number.NaN : Math.floor(random.next() * 200) / (kind < 0.8 ? 1 : 100);
    }
  }
  return new Uint8Array(values.buffer);
}

describe('an archive', () => {
  it('gives back what was packed, whatever its size, and another reader finds the same', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const bytes = columns(4000 + 1700 * seed, seed);
      const archive = zipSync({ 'a.bin': bytes }, { level: 9 });
      const back = new ZipReader(archive, 1e9).read('a.bin');
      expect(Buffer.compare(back, bytes), `seed ${seed}`).toBe(0);
      const view = new DataView(archive.buffer);
      const [packed, nameLength] = [view.getUint32(18, true), view.getUint16(26, true)];
      const body = archive.subarray(30 + nameLength, 30 + nameLength + packed);
      expect(Buffer.compare(inflateRawSync(body), bytes), `seed ${seed}, zlib`).toBe(0);
    }
  });
});
