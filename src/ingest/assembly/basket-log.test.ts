import { describe, expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { BasketLog } from './basket-log.ts';

const ids = ['a', 'b', 'c'];
const all = Int32Array.from([0, 1, 2]);

describe('baskets kept beside the panel', () => {
  it('by day, each product once in an order; a basket without a product left is none', () => {
    const log = new BasketLog();
    log.push(7, 1, 4, 20);
    log.push(5, 2, 3, 10);
    log.push(7, 0, 4, 20);
    log.push(7, 1, 4, 20);
    log.push(6, 2, -1, 20);
    const built = log.build(Int32Array.from([0, 1, -1]), ids, 5, false);
    expect([...built.day]).toEqual([20]);
    expect([...built.customer]).toEqual([4]);
    expect([...built.items]).toEqual([1, 0]);
    const whole = log.build(all, ids, 5, false);
    expect([...whole.day]).toEqual([10, 20, 20]);
    expect([...whole.start]).toEqual([0, 1, 2, 4]);
    expect([...whole.customer]).toEqual([3, -1, 4]);
  });

  it('a session has the order of its clicks, not that of the rows, without repeats in a row and what has no time', () => {
    const log = new BasketLog();
    const clicks = [[1, 2, 90], [1, 0, 70], [2, 0, 5], [1, 1, -1], [1, 2, 60], [1, 2, 60], [2, 0, 0], [2, 1, -1]];
    for (const [session, product, second] of clicks) log.push(session, product, -1, 3, second);
    const { start, items } = log.build(all, ids, 0, true);
    expect([...start]).toEqual([0, 3, 4]);
    expect([...items]).toEqual([2, 0, 2, 0]);
  });

  it('stays within its limit by letting whole baskets go', () => {
    const random = createRandom(1);
    const [log, free] = [new BasketLog(1000), new BasketLog()];
    for (let row = 0; row < 20_000; row++) {
      const [basket, product] = [random.below(4000), random.below(3)];
      for (const each of [log, free]) each.push(basket, product, basket, basket % 50);
    }
    expect(log.rows).toBeLessThanOrEqual(1000);
    expect(log.rows).toBeGreaterThan(300);
    expect(log.oneIn).toBeGreaterThanOrEqual(16);
    const of = (one: BasketLog): Map<number, string> => {
      const { customer, start, items } = one.build(all, ids, 4000, false);
      return new Map([...customer].map((key, at) => [key, items.subarray(start[at], start[at + 1]).join()]));
    };
    const everything = of(free);
    for (const [customer, items] of of(log)) expect(items).toBe(everything.get(customer));
  });
});
