import { expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { countShared, createHoldersOfAny, indexBaskets } from './baskets.ts';

it('baskets that hold any of some products, and how many two lists share, are those that sets find', () => {
  const random = createRandom(7);
  const baskets = Array.from({ length: 300 }, () =>
    Array.from({ length: 1 + random.below(4) }, () => random.below(12)),
  );
  const start = [0];
  for (const basket of baskets) start.push(start[start.length - 1] + basket.length);
  const index = indexBaskets({
    day: Int32Array.from(baskets, (_, at) => at),
    customer: new Int32Array(300).fill(-1),
    start: Int32Array.from(start),
    items: Int32Array.from(baskets.flat()),
    products: Array.from({ length: 12 }, (_, at) => String(at)),
    customers: 0,
  });
  const holdersOfAny = createHoldersOfAny(index, 200);
  const found = (products: readonly number[]): number[] =>
    baskets.slice(0, 200).flatMap((basket, at) => (basket.some((product) => products.includes(product)) ? [at] : []));
  for (const [one, other] of [
    [[3], [4]],
    [
      [0, 1, 2],
      [2, 5],
    ],
    [[], [1]],
    [
      [11, 7],
      [7, 11],
    ],
  ]) {
    expect([...holdersOfAny(one)]).toEqual(found(one));
    const both = found(one).filter((at) => found(other).includes(at)).length;
    expect(countShared(holdersOfAny(one), holdersOfAny(other))).toBe(both);
  }
});
