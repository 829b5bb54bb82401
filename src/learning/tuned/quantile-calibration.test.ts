import { describe, expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { confirmedShare, fitWidthFactors, shrinkToAnchor, widen } from './quantile-calibration.ts';
import { tunedQuantiles } from './tuned-windows.ts';

/** Quantiles of the standard normal distribution at {@link tunedQuantiles}. */
const normal = [-1.96, -1.2816, -0.6745, 0, 0.6745, 1.2816, 1.96];

describe('calibration of ranges', () => {
  it('widens ranges that are too narrow and narrows those too wide, to the share they promise', () => {
    const random = createRandom(5);
    const count = 4000;
    const targets = Float64Array.from({ length: count }, () => random.normal());
    for (const claimed of [0.5, 1.5]) {
      const outputs = Float64Array.from({ length: count * 7 }, (_, k) => claimed * normal[k % 7]);
      const factors = fitWidthFactors(outputs, targets, 1e6);
      const after = widen(outputs, 0, factors);
      for (const [k, value] of normal.entries()) expect(Math.abs(after[k] - value)).toBeLessThan(0.15);
      const inside = targets.filter((target) => after[1] <= target && target <= after[5]).length / count;
      expect(Math.abs(inside - 0.8)).toBeLessThan(0.02);
    }
  });

  it('believes few windows less, and few independent ones ask for more room', () => {
    const targets = Float64Array.from([4, -4, 5, -5]);
    const outputs = Float64Array.from({ length: 4 * 7 }, (_, k) => normal[k % 7]);
    const few = fitWidthFactors(outputs, targets, 1e6);
    expect(few[5]).toBeGreaterThan(1);
    expect(few[5]).toBeLessThan(1.5);
    const many = Float64Array.from({ length: 400 }, (_, k) => (k - 199.5) / 100);
    const wide = Float64Array.from({ length: 400 * 7 }, (_, k) => normal[k % 7]);
    expect(fitWidthFactors(wide, many, 10)[5]).toBeGreaterThan(fitWidthFactors(wide, many, 1000)[5]);
  });

  it('keeps of the network what later periods confirm, and nothing of what they contradict', () => {
    const random = createRandom(6);
    const medians = Array.from({ length: 500 }, () => random.normal());
    const outputs = Float64Array.from(medians.flatMap((median) => normal.map((value) => median + value)));
    const says = (share: number) => Float64Array.from(medians, (median) => share * median + 0.2 * random.normal());
    for (const share of [0, 0.5, 1]) expect(confirmedShare(outputs, says(share))).toBe(share);
    expect(confirmedShare(outputs, says(-1))).toBe(0);
    const shrunk = outputs.slice(0, 7);
    shrinkToAnchor(shrunk, 0.5);
    expect(shrunk[3]).toBeCloseTo(0.5 * medians[0], 12);
    expect(shrunk[6] - shrunk[0]).toBeCloseTo(3.92, 12);
  });

  it('puts crossing outputs in order', () => {
    const crossing = [3, 2, 1, 0, -1, -2, -3];
    const ordered = widen(crossing, 0, new Float64Array(tunedQuantiles.length).fill(1));
    expect(Array.from(ordered)).toEqual([...crossing].reverse());
  });
});
