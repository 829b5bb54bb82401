import { expect, it } from 'vitest';
import { noLocks } from '#engine/planning/problem/launch-instance.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { optimise } from '#engine/planning/search/optimise.ts';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';

it('a search that is cut short claims no more than its bound: what lies between stays to be seen', () => {
  const instance = randomInstance({ seed: 5, products: 30, weeks: 16 });
  const run = (moves: number) => {
    const steps = optimise(instance, buildLaunchTables(instance), {
      objective: 'profit',
      method: 'memetic',
      weights: { demand: 0.5, market: 0.5 },
      lambda: 0.5,
      seed: 1,
      moves,
      locks: noLocks,
      start: null,
    });
    for (let step = steps.next(false); ; step = steps.next(false)) if (step.done) return step.value;
  };
  const [short, long] = [run(1), run(300_000)];
  expect(long.value).toBeGreaterThan(short.value);
  expect(short.upperBound).toBeGreaterThanOrEqual(long.value);
});
