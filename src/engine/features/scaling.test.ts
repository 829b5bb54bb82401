import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitSeriesScale, scaleValue, unscaleValue } from './scaling.ts';

describe('scale of a series', () => {
  it('has mean 0 and standard deviation 1 over the training part, gaps left out', () => {
    const scale = fitSeriesScale(Float64Array.of(1, Number.NaN, 3, 5, 1000), 4, false)!;
    expect(scale.centre).toBeCloseTo(3, 12);
    expect(scale.spread).toBeCloseTo(Math.sqrt(8 / 3), 12);
  });

  it('does not look at anything from `end` on', () => {
    const values = Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6);
    const other = Float64Array.of(3, 1, 4, 1, 5, -700, 1e9, 0.5);
    expect(fitSeriesScale(values, 5, false)).toEqual(fitSeriesScale(other, 5, false));
  });

  it('gives back what it scaled', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 30 }),
        fc.boolean(),
        (values, logarithm) => {
          const scale = fitSeriesScale(Float64Array.from(values), values.length, logarithm);
          if (!scale) return;
          for (const value of values) {
            const back = unscaleValue(scale, scaleValue(scale, value));
            expect(Math.abs(back - value)).toBeLessThanOrEqual(1e-9 * (1 + value));
          }
        },
      ),
    );
  });

  it('refuses a series without spread', () => {
    expect(fitSeriesScale(Float64Array.of(7, 7, 7), 3, true)).toBeNull();
    expect(fitSeriesScale(Float64Array.of(7, Number.NaN, Number.NaN), 3, true)).toBeNull();
  });
});
