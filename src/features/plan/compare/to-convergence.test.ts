import { expect, it } from 'vitest';
import { toConvergence } from './to-convergence.ts';

it('thins a long history, keeps its end, and drops generations without a plan', () => {
  const history = Array.from({ length: 1000 }, (_, generation) => ({
    generation,
    moves: generation * 10,
    best: generation === 0 ? Number.NaN : generation,
    mean: generation === 5 ? Number.NaN : generation / 2,
  }));
  const { generations, best, mean } = toConvergence(history);
  expect(generations.length).toBeLessThanOrEqual(301);
  expect(generations[0]).toBe(1);
  expect(generations.at(-1)).toBe(999);
  expect(best.at(-1)).toBe(999);
  expect(mean.every((value) => value === null || Number.isFinite(value))).toBe(true);
});
