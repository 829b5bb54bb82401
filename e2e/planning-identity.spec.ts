import { expect, test } from '@playwright/test';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import { createFreeControl } from '#workers/job-control.ts';
import type { OptimiseInput } from '#workers/planning/contract.ts';
import { handlers } from '#workers/planning/handlers.ts';
import { openPlannerInChromium } from '../bench/planning/planning-in-chromium.ts';

test('the planner finds the same plan in Node and in Chromium, on one worker and on two', async () => {
  const instance = randomInstance({ seed: 9, products: 30, weeks: 20, withRelations: true });
  const weights = { demand: 0.5, market: 0.5 };
  const input: OptimiseInput = {
    instance,
    objective: 'profit',
    method: 'memetic',
    weights,
    lambda: 0.5,
    seed: 5,
    moves: 1_500_000,
  };
  const inNode = await handlers.optimise(input, createFreeControl());
  const planner = await openPlannerInChromium();
  try {
    for (const workers of [1, 2]) {
      const { output } = await planner.optimise(workers, input);
      expect(output.weeks).toEqual(inNode.weeks);
      expect(output.value).toBe(inNode.value);
      expect(output.upperBound).toBe(inNode.upperBound);
      expect(output.history).toEqual(inNode.history);
    }
  } finally {
    await planner.close();
  }
});
