import { expect, test } from 'vitest';
import { sumOf } from '#engine/kernels/statistics.ts';
import { toScale } from '#engine/launch/level/power-transform.ts';
import type { NeutralLaunch } from '#engine/launch/shape/launch-shape.ts';
import { createRandom } from '#engine/random.ts';
import { createObservedRange } from './observed-range.ts';

const horizon = 13;
const shape = new Float64Array(horizon).fill(1 / horizon);
const scale = { lambda: 0 };
const spread = 0.8;

/** Launches whose later half sells `turn` (a factor) times what their first weeks meant, from launch 40 on. */
function plant(turn: number): {
  readonly neutral: NeutralLaunch[];
  readonly range: (ages: readonly number[]) => number;
} {
  const random = createRandom(11);
  const neutral = Array.from({ length: 80 }, (_, i): NeutralLaunch => {
    const level = 30 * Math.exp(spread * random.normal());
    const path = Float64Array.from({ length: horizon }, (_week, a) => {
      const noise = Math.exp(0.25 * random.normal());
      return level * noise * (i >= 40 && a >= 2 ? turn : 1);
    });
    const total = sumOf(path);
    const launch = {
      id: `${i}`,
      description: '',
      category: '',
      price: 1,
      attributes: {},
      firstWeek: 7 * i,
      weekly: path,
    };
    return { launch, path, total, rawTotal: total };
  });
  const prediction = { mean: toScale(scale, 13 * 30), variance: spread ** 2, latentVariance: 0.3, reasons: {} };
  const early = Array.from({ length: 40 }, (_, i) => i);
  const folded = Array.from({ length: 40 }, (_, i) => ({
    launch: 40 + i,
    trainedOn: early,
    predictions: new Map([['global' as const, prediction]]),
  }));
  return {
    neutral,
    range: createObservedRange({
      backtest: { folded, strict: true },
      choice: { model: 'global', members: [], deviationFactor: 1 },
      neutral,
      shapes: { mean: shape, of: () => shape },
      scale,
    }),
  };
}

test('launches that go on as they began leave the range as it is; ones that turn widen it', () => {
  const [calm, turning] = [plant(1), plant(2.2)];
  expect(calm.range([0, 1])).toBeLessThan(1.1);
  expect(turning.range([0, 1])).toBeGreaterThan(1.5);
  expect(turning.range([0, 1])).toBe(turning.range([0, 1]));
});

test('without a backtest, or without a launch with those weeks, nothing is widened', () => {
  const { neutral } = plant(2.2);
  const choice = { model: 'global', members: [], deviationFactor: 1 } as const;
  const shapes = { mean: shape, of: () => shape };
  expect(createObservedRange({ backtest: null, choice, neutral, shapes, scale })([0])).toBe(1);
  const dark = neutral.map((launch) => ({ ...launch, path: launch.path.map(() => Number.NaN) }));
  const folded = [{ launch: 70, trainedOn: [0, 1], predictions: new Map() }];
  expect(createObservedRange({ backtest: { folded, strict: true }, choice, neutral: dark, shapes, scale })([0])).toBe(
    1,
  );
});
