import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanAndTail, scenarioProfits, tailCountOf } from '#engine/planning/evaluate/evaluate-plan.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import { createRandom } from '#engine/random.ts';
import { checkPlan } from './check-plan.ts';
import { compileRules } from './compile-rules.ts';
import { PlanState } from './plan-state.ts';

const lowerLimits = ['must-launch', 'category-min', 'locked'];

describe('PlanState', () => {
  it('prices changes as the whole evaluation does, and allows exactly what keeps the rules', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.boolean(), (seed, withRelations) => {
        const instance = randomInstance({ seed, products: 8, weeks: 6, withRelations });
        const tables = buildLaunchTables(instance);
        const linear = { value: tables.mean, pairScale: tables.meanMarket };
        const risk = { tables, lambda: 0.7, tailCount: tailCountOf(instance) };
        const state = new PlanState(compileRules(instance), linear, risk);
        const random = createRandom(seed);
        for (let step = 0; step < 40; step++) {
          const i = random.below(8);
          const t = random.below(6);
          if (state.weeks[i] >= 0) {
            const isNeeded = state.rules.follows[i].some(({ after }) => state.weeks[after] >= 0);
            if (isNeeded) continue;
            const delta = state.moveDelta(i, -1);
            const before = state.total;
            state.remove(i);
            expect(state.total - before).toBeCloseTo(delta, 6);
            continue;
          }
          const plan = Array.from(state.weeks);
          plan[i] = t;
          const broken = checkPlan(instance, plan).filter(({ rule }) => !lowerLimits.includes(rule));
          expect(state.canPlace(i, t)).toBe(broken.length === 0);
          if (broken.length > 0) continue;
          const delta = state.moveDelta(i, t);
          const before = state.total;
          state.place(i, t);
          expect(state.total - before).toBeCloseTo(delta, 6);
          const profits = scenarioProfits(instance, tables, plan);
          const { mean, tailMean } = meanAndTail(profits, risk.tailCount);
          expect(Math.abs(state.total - mean)).toBeLessThanOrEqual(1e-9 * Math.abs(mean) + 1e-6);
          const score = mean - 0.7 * (mean - tailMean);
          expect(Math.abs(state.score() - score)).toBeLessThanOrEqual(1e-9 * Math.abs(score) + 1e-6);
          const short = checkPlan(instance, plan).filter(({ rule }) => lowerLimits.includes(rule));
          expect(state.missing).toBe(short.reduce((sum, { by }) => sum + by, 0));
        }
      }),
      { numRuns: 60 },
    );
  });
});
