import { describe, expect, it } from 'vitest';
import { applyFactors, calibrateLimits } from '#engine/combination/calibrate-limits.ts';
import { choosePooledWeights, type EvidenceCell } from '#engine/combination/pool-weights.ts';
import type { Forecast } from '#engine/forecast.ts';
import { z50, z80, z95 } from '#engine/kernels/normal-distribution.ts';
import { sumOf } from '#engine/kernels/statistics.ts';
import type { ModelId } from '#engine/models/model-registry.ts';
import { createRandom } from '#engine/random.ts';

/** Normal limits of a spread around a mean of 100. */
function normalForecast(spread: number, horizon = 4): Forecast {
  const at = (z: number): Float64Array => new Float64Array(horizon).fill(100 + z * spread);
  return {
    mean: at(0),
    median: at(0),
    lo50: at(-z50),
    hi50: at(z50),
    lo80: at(-z80),
    hi80: at(z80),
    lo95: at(-z95),
    hi95: at(z95),
  };
}

describe('calibrated limits', () => {
  it('become those of the true spread when the stated one is wrong by a factor', () => {
    const random = createRandom(4);
    const past = Array.from({ length: 900 }, () => ({
      forecast: normalForecast(30),
      actual: Float64Array.from({ length: 4 }, () => 100 + 10 * random.normal()),
    }));
    const factors = calibrateLimits(past, 4);
    if (!factors) throw new Error('no factors');
    const { lo80, hi80, hi95, median } = applyFactors(normalForecast(30), factors, true);
    expect(median[0]).toBe(100);
    // A tenth of the trust stays with the stated spread: 10 x 3^0.1.
    for (let h = 0; h < 4; h++) {
      expect((hi80[h] - 100) / z80 / 10).toBeGreaterThan(0.95);
      expect((hi80[h] - 100) / z80 / 10).toBeLessThan(1.3);
      expect((100 - lo80[h]) / z80 / 10).toBeLessThan(1.3);
      expect((hi95[h] - 100) / z95 / 10).toBeLessThan(1.35);
    }
  });

  it('hold as often as they say on errors that are not normal, the two sides apart', () => {
    const random = createRandom(5);
    const draw = (): Float64Array =>
      Float64Array.from({ length: 4 }, () => 100 + 12 * -Math.log(1 - random.next()) - 12 * Math.LN2);
    const past = Array.from({ length: 3000 }, () => ({ forecast: normalForecast(12), actual: draw() }));
    const factors = calibrateLimits(past, 4);
    if (!factors) throw new Error('no factors');
    const { lo80, hi80 } = applyFactors(normalForecast(12), factors, true);
    const fresh = Array.from({ length: 4000 }, draw).flatMap((values) => Array.from(values));
    const below = fresh.filter((v) => v < lo80[0]).length / fresh.length;
    const above = fresh.filter((v) => v > hi80[0]).length / fresh.length;
    expect(Math.abs(below - 0.1)).toBeLessThan(0.02);
    expect(Math.abs(above - 0.1)).toBeLessThan(0.02);
  });

  it('are left as they are below 39 errors, and never cross or pass zero', () => {
    const few = Array.from({ length: 9 }, () => ({
      forecast: normalForecast(30),
      actual: new Float64Array(4).fill(90),
    }));
    expect(calibrateLimits(few, 4)).toBeNull();
    const ones = (v: number) => ({
      50: new Float64Array(4).fill(v),
      80: new Float64Array(4).fill(1),
      95: new Float64Array(4).fill(0.2),
    });
    const odd = applyFactors(normalForecast(60), { lo: ones(9), hi: ones(9) }, true);
    expect(odd.lo95[0]).toBe(0);
    expect(odd.hi80[0]).toBeGreaterThanOrEqual(odd.hi50[0]);
    expect(odd.hi95[0]).toBeGreaterThanOrEqual(odd.hi80[0]);
  });
});

describe('pooled weights', () => {
  /** Errors: `ets` and `theta` independent, `tsb` three times as large. */
  function plantCells(seed: number): EvidenceCell[] {
    const random = createRandom(seed);
    return Array.from({ length: 60 }, () => {
      const actual = Float64Array.from({ length: 4 }, () => 50 + 5 * random.normal());
      const off = (spread: number): Float64Array => actual.map((v) => v + spread * random.normal());
      const medians = new Map<ModelId, Float64Array>([
        ['ets', off(4)],
        ['theta', off(4)],
        ['tsb', off(12)],
      ]);
      return { medians, actual, scale: 5 };
    });
  }

  it('share between equals and leave a poor member out', () => {
    const weights = choosePooledWeights(plantCells(1), ['ets', 'theta', 'tsb']);
    expect([...weights.keys()].sort()).toEqual(['ets', 'theta']);
    expect(sumOf([...weights.values()])).toBeCloseTo(1, 12);
    for (const weight of weights.values()) expect(weight).toBeGreaterThan(0.35);
  });

  it('are empty without a scale and whole for a single candidate', () => {
    expect(choosePooledWeights([], ['ets']).size).toBe(0);
    const flat = plantCells(2).map((cell) => ({ ...cell, scale: Number.NaN }));
    expect(choosePooledWeights(flat, ['ets']).size).toBe(0);
    expect(choosePooledWeights(plantCells(3), ['tsb']).get('tsb')).toBe(1);
  });
});
