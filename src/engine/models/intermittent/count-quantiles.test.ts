import { describe, expect, it } from 'vitest';
import { toCountForecast } from './count-quantiles.ts';
import { classifyDemand } from './croston.ts';

describe('count forecasts', () => {
  it('have the quantiles of a Poisson where nothing is over-dispersed', () => {
    const { lo80, median, hi80, mean } = toCountForecast(2, 2, 3);
    // Cumulative probabilities of Poisson(2): 0.135, 0.406, 0.677, 0.857, 0.947.
    expect([lo80[0], median[0], hi80[0]]).toEqual([0, 2, 4]);
    expect(Array.from(mean)).toEqual([2, 2, 2]);
  });

  it('widen with the variance and stay ordered', () => {
    for (const level of [0.3, 5, 120, 900]) {
      const narrow = toCountForecast(level, level, 1);
      const wide = toCountForecast(level, 9 * level, 1);
      expect(wide.hi95[0] - wide.lo95[0]).toBeGreaterThanOrEqual(narrow.hi95[0] - narrow.lo95[0]);
      const order = [wide.lo95, wide.lo80, wide.lo50, wide.median, wide.hi50, wide.hi80, wide.hi95].map((x) => x[0]);
      expect([...order].sort((a, b) => a - b)).toEqual(order);
    }
  });
});

describe('kind of demand', () => {
  it('follows interval and variation', () => {
    expect(classifyDemand(Float64Array.of(4, 5, 4, 5, 4, 5)).pattern).toBe('smooth');
    expect(classifyDemand(Float64Array.of(1, 20, 1, 30, 1, 25)).pattern).toBe('erratic');
    expect(classifyDemand(Float64Array.of(0, 4, 0, 0, 5, 0, 4)).pattern).toBe('intermittent');
    expect(classifyDemand(Float64Array.of(0, 1, 0, 0, 30, 0, 2, 0)).pattern).toBe('lumpy');
  });
});
