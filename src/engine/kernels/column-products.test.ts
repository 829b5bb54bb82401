import { describe, expect, it } from 'vitest';
import { columnProducts } from '#engine/kernels/column-products.ts';
import { selectInPlace } from '#engine/kernels/select-in-place.ts';
import { createRandom } from '#engine/random.ts';

describe('inner products of columns', () => {
  it('are those of one loop a pair, to the last bit, with columns that begin late among them', () => {
    const random = createRandom(1);
    const [rows, columns] = [37, 11];
    const starts = Int32Array.from({ length: columns }, (_, c) => (c === 3 ? 20 : c === 7 ? 9 : 0));
    const x = Float64Array.from({ length: rows * columns }, (_, k) =>
      k % rows < starts[Math.floor(k / rows)] ? 0 : random.normal(),
    );
    for (let i = 0; i < columns; i++) {
      const into = new Float64Array(columns + 2).fill(-1);
      columnProducts(x, rows, i, columns, starts, 2, into, 1);
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        for (let t = 2; t < rows; t++) sum += x[i * rows + t] * x[j * rows + t];
        expect(into[1 + j]).toBe(sum);
      }
      expect([into[0], into[columns + 1]]).toEqual([-1, -1]);
    }
  });
});

describe('the value of a rank', () => {
  it('is what sorting finds, and parts the others', () => {
    const random = createRandom(2);
    for (const size of [1, 2, 3, 10, 257]) {
      const x = Float64Array.from({ length: size }, () => random.below(size));
      const sorted = x.slice().sort();
      for (let rank = 0; rank < size; rank++) {
        const own = x.slice();
        expect(selectInPlace(own, rank)).toBe(sorted[rank]);
        expect(own.subarray(0, rank).every((v) => v <= sorted[rank])).toBe(true);
        expect(own.subarray(rank).every((v) => v >= sorted[rank])).toBe(true);
      }
    }
  });
});
