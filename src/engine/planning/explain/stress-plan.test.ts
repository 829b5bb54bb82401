import fc from 'fast-check';
import { expect, it } from 'vitest';
import { evaluatePlan } from '#engine/planning/evaluate/evaluate-plan.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import { stressPlan } from './stress-plan.ts';

it('is the plan’s own evaluation when nothing changes, sells less of it when demand is lower, more when it is higher', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const instance = randomInstance({ seed, products: 6, weeks: 6, withRelations: true });
      const weeks = instance.products.map((_, i) => (i % 3 === 0 ? -1 : (i * seed) % 6));
      const tables = buildLaunchTables(instance);
      const planned = evaluatePlan(instance, weeks, { tables, weights: { demand: 0.5, market: 0.5 } });
      const outcomes = Object.fromEntries(stressPlan(instance, weeks).map((outcome) => [outcome.id, outcome]));
      expect(outcomes['as-planned'].profit).toBeCloseTo(planned.profit, 6);
      expect(outcomes['as-planned'].tailMean).toBeCloseTo(planned.tailMean, 6);
      expect(outcomes['as-planned'].lossProbability).toBe(planned.lossProbability);
      const leftover = (id: string): number => outcomes[id].expectedLeftover;
      expect(leftover('demand-lower')).toBeGreaterThanOrEqual(leftover('as-planned') - 1e-9);
      expect(leftover('demand-higher')).toBeLessThanOrEqual(leftover('as-planned') + 1e-9);
      expect(leftover('promotions-weaker')).toBeGreaterThanOrEqual(leftover('as-planned') - 1e-9);
    }),
    { numRuns: 50 },
  );
});

it('a late supplier earns what launching later would have earned', () => {
  const instance = randomInstance({ seed: 3, products: 4, weeks: 8 });
  const weeks = [1, -1, 3, 0];
  const late = stressPlan(instance, weeks).find(({ id }) => id === 'supplier-late');
  const shifted = stressPlan(
    instance,
    weeks.map((week) => (week < 0 ? week : week + 2)),
  ).find(({ id }) => id === 'as-planned');
  expect(late?.profit).toBeCloseTo(shifted?.profit ?? Number.NaN, 6);
});
