import { expect, test } from 'vitest';
import { sumOf } from '#engine/kernels/statistics.ts';
import { measureTrackingNoise } from '#engine/monitor/tracking-noise.ts';
import { signalBoundaries } from '#engine/monitor/tracking-signal.ts';

test('shares that sum to a hair more than 1: no negative variance, and boundaries all the same', () => {
  // Thirteenths of a curve, the last one pushed over 1 by more than rounding does.
  const shape = Array.from({ length: 13 }, (_, a) => 1 / 13 + (a === 12 ? 1e-12 : 0));
  const launches = Array.from({ length: 12 }, (_, i) => {
    const path = shape.map((share, a) => 300 * share * (1 + 0.2 * Math.sin(i + a)));
    return { id: `${i}`, total: sumOf(path), path };
  });
  const noise = measureTrackingNoise({
    scale: { lambda: 0.2 },
    shape,
    launches,
    shared: { market: 0.1, category: 0.1 },
  });
  expect(Math.min(...noise.path)).toBeGreaterThanOrEqual(0);
  const { above, below } = signalBoundaries(
    noise,
    shape.map((share) => 300 * share),
    1,
  );
  // One week known: nothing is said yet.
  expect([above[0], below[0]]).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
  expect(new Set(above.subarray(1)).size).toBe(1);
  expect(above[7]).toBeGreaterThan(below[7]);
  // Most of the alarms allowed are spent by week 8.
  expect(below[7]).toBe(Math.min(...below));
  expect(below[7]).toBeGreaterThan(1);
});
