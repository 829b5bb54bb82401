import { describe, expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { flagStockOuts } from './stock-outs.ts';

function flagsOf(units: readonly number[], closed: readonly number[] = []): number[] {
  const traded = new Uint8Array(units.length).fill(1);
  for (const week of closed) traded[week] = 0;
  const flags = new Uint8Array(units.length);
  flagStockOuts(Float64Array.from(units), traded, flags);
  return [...flags].flatMap((flag, week) => (flag ? [week] : []));
}

describe('likely stock-outs', () => {
  it('are zeros amid steady demand, even when stock ran out in mid-week', () => {
    expect(flagsOf([30, 28, 35, 31, 30, 9, 0, 0, 12, 33, 29, 31, 34])).toEqual([6, 7]);
  });

  it('are not zeros of a product that often sells nothing', () => {
    expect(flagsOf([30, 0, 35, 31, 0, 30, 0, 12, 33, 0, 31, 34])).toEqual([]);
  });

  it('are not zeros of slow sellers', () => {
    expect(flagsOf([2, 3, 1, 2, 3, 0, 2, 3, 1, 2, 4])).toEqual([]);
  });

  it('are neither the end of a product nor the time before it', () => {
    expect(flagsOf([Number.NaN, Number.NaN, 30, 31, 29, 30, 31, 33, 0, 0, 0])).toEqual([]);
  });

  it('are not the weeks in which the shop was closed', () => {
    expect(flagsOf([30, 31, 29, 30, 31, 0, 33, 30, 31, 32, 30], [5])).toEqual([]);
  });

  it('hardly ever appear in Poisson demand without any', () => {
    const random = createRandom(7);
    let flagged = 0;
    for (let series = 0; series < 300; series++) {
      const mean = 8 + random.below(10);
      const units = Array.from({ length: 100 }, () => {
        let count = 0;
        for (let product = random.next(); product > Math.exp(-mean); product *= random.next()) count += 1;
        return count;
      });
      flagged += flagsOf(units).length;
    }
    expect(flagged / 30_000).toBeLessThan(0.001);
  });
});
