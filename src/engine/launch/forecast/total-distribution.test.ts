import { expect, test } from 'vitest';
import { quantileOf } from '#engine/kernels/statistics.ts';
import { createRandom } from '#engine/random.ts';
import { intervalOf, mixFlops } from './total-distribution.ts';

const sold = Float64Array.from({ length: 200 }, (_, k) => 100 + k);

test('an interval without repeated values lies between its two quantiles', () => {
  for (const share of [0.5, 0.8, 0.95]) {
    const quantiles = [quantileOf(sold, (1 - share) / 2), quantileOf(sold, (1 + share) / 2)];
    expect(intervalOf(sold, share)).toEqual(quantiles);
  }
});

test('an interval holds its share whatever the chance of a flop', () => {
  const random = createRandom(3);
  for (let trial = 0; trial < 200; trial++) {
    const flops = Float64Array.from({ length: 1 + random.below(6) }, () => random.below(12)).sort();
    const draws = mixFlops(sold, flops, random.next());
    const [[lo50, hi50], [lo80, hi80], [lo95, hi95]] = [0.5, 0.8, 0.95].map((share) => intervalOf(draws, share));
    expect([lo95, lo80, lo50, hi50, hi80, hi95]).toEqual([lo95, lo80, lo50, hi50, hi80, hi95].sort((a, b) => a - b));
    const inside = draws.filter((draw) => draw >= lo80 && draw <= hi80).length;
    // The upper limit may itself be a value that many share; it is the first that is enough.
    const short = draws.filter((draw) => draw >= lo80 && draw < hi80).length;
    expect(inside).toBeGreaterThanOrEqual(159);
    expect(short).toBeLessThanOrEqual(160);
  }
  // Three in ten sell nothing: none sells less, so the two in ten outside all sell more.
  const [lo, hi] = intervalOf(mixFlops(sold, [0], 0.3), 0.8);
  expect(lo).toBe(0);
  expect(mixFlops(sold, [0], 0.3).filter((draw) => draw > hi)).toHaveLength(40);
});
