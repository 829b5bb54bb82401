import { describe, expect, it } from 'vitest';
import { yearlyGrowth } from '#engine/decomposition/yearly-growth.ts';
import { createRandom } from '#engine/random.ts';

/** Three years of weeks: a season, growth by `growth` a year, autocorrelated noise. */
function plant(growth: number, seed: number, noise = 8): Float64Array {
  const random = createRandom(seed);
  let shock = 0;
  return Float64Array.from({ length: 156 }, (_, t) => {
    shock = 0.5 * shock + noise * random.normal();
    return 100 * (1 + growth) ** (t / 52) * (1 + 0.4 * Math.sin((2 * Math.PI * t) / 52)) + shock;
  });
}

describe('yearlyGrowth', () => {
  it('is the ratio of two years where nothing else moves', () => {
    const y = Float64Array.from({ length: 24 }, (_, t) => (t < 12 ? 100 + 5 * t : 1.1 * (100 + 5 * (t - 12))));
    const growth = yearlyGrowth(y, 12);
    expect(growth?.share).toBeCloseTo(0.1, 12);
    expect(growth?.pairs).toBe(12);
  });

  it('covers the planted growth in about 95 of 100 histories', () => {
    let covered = 0;
    for (let seed = 0; seed < 200; seed++) {
      const growth = yearlyGrowth(plant(0.15, seed), 52);
      if (growth && growth.lo95 <= 0.15 && growth.hi95 >= 0.15) covered++;
    }
    expect(covered).toBeGreaterThan(170);
    expect(covered).toBeLessThan(200);
  });

  it('says nothing below two years, with many gaps, or where nothing was sold the year before', () => {
    const y = plant(0.1, 1);
    expect(yearlyGrowth(y.subarray(0, 103), 52)).toBeNull();
    expect(
      yearlyGrowth(
        y.map((v, t) => (t % 3 === 0 ? Number.NaN : v)),
        52,
      ),
    ).toBeNull();
    expect(
      yearlyGrowth(
        y.map((v, t) => (t < 104 ? 0 : v)),
        52,
      ),
    ).toBeNull();
    expect(
      yearlyGrowth(
        y.map((v, t) => (t === 150 ? Number.NaN : v)),
        52,
      )?.pairs,
    ).toBe(51);
  });
});
