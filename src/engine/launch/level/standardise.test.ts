import { expect, test } from 'vitest';
import { standardise } from './standardise.ts';

test('items far beyond the launches learnt from are taken for a spread beyond them; unknown stays unknown', () => {
  const values = Float64Array.from([1, 3, 5, 400, -400, Number.NaN]);
  const spread = Math.sqrt(8 / 3);
  const answer = standardise(values, [0, 1, 2, 5]);
  [-2, 0, 2, 2 + spread, -2 - spread].forEach((x, i) => {
    expect(answer[i]).toBeCloseTo(x / spread, 12);
  });
  expect(answer[5]).toBeNaN();
  expect(standardise(values, [5])[0]).toBeNaN();
});
