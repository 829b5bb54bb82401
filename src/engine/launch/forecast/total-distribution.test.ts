import { expect, test } from 'vitest';
import { quantileOf } from '#engine/kernels/statistics.ts';
import { createRandom } from '#engine/random.ts';
import { intervalOf, mixFlops } from './total-distribution.ts';

const sold = Float64Array.from({ length: 200 }, (_, k) => 100 + k);

test('an interval without repeated values leaves as many below it as above', () => {
  for (const [share, outside] of [
    [0.5, 50],
    [0.8, 20],
    [0.95, 5],
  ]) {
    expect(intervalOf(sold, share)).toEqual([sold[outside], sold[199 - outside]]);
  }
});

test('an interval holds its share whatever the chance of a flop', () => {
  const random = createRandom(3);
  for (let trial = 0; trial < 200; trial++) {
    const flops = Float64Array.from({ length: 1 + random.below(6) }, () => random.below(12)).sort();
    const draws = mixFlops(sold, flops, random.next());
    const [[lo50, hi50], [lo80, hi80], [lo95, hi95]] = [0.5, 0.8, 0.95].map((share) => intervalOf(draws, share));
    const limits = [lo95, lo80, lo50, quantileOf(draws, 0.5), hi50, hi80, hi95];
    expect(limits).toEqual([...limits].sort((a, b) => a - b));
    // The upper limit may itself be a value that many share; it is the first that is enough.
    expect(draws.filter((draw) => draw >= lo80 && draw <= hi80).length).toBeGreaterThanOrEqual(160);
    expect(draws.filter((draw) => draw >= lo80 && draw < hi80).length).toBeLessThan(160);
  }
  // Three in ten sell nothing: none sells less, so the two in ten outside all sell more.
  const [lo, hi] = intervalOf(mixFlops(sold, [0], 0.3), 0.8);
  expect(lo).toBe(0);
  expect(mixFlops(sold, [0], 0.3).filter((draw) => draw > hi)).toHaveLength(40);
});
