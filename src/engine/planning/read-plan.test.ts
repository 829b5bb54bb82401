import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '#engine/planning/check-plan.ts';
import { meanAndTail, scenarioProfits } from '#engine/planning/evaluate-plan.ts';
import { buildLaunchTables } from '#engine/planning/launch-tables.ts';
import { randomInstance } from '#engine/planning/random-instance.ts';
import { readPlan } from '#engine/planning/read-plan.ts';
import { createRandom } from '#engine/random.ts';

const lowerLimits = ['must-launch', 'category-min'];
const settings = { weights: { demand: 0.5, market: 0.5 }, windowShare: 0.02 };

describe('readPlan', () => {
  it('prices every other week, every block and every window as a whole evaluation would', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const instance = randomInstance({ seed, products: 7, weeks: 6, withRelations: true });
        const tables = buildLaunchTables(instance);
        const random = createRandom(seed);
        const weeks = instance.products.map(() => -1);
        const broken = (plan: readonly number[]): number =>
          checkPlan(instance, plan).filter(({ rule }) => !lowerLimits.includes(rule)).length;
        for (let k = 0; k < 20; k++) {
          const i = random.below(7);
          const old = weeks[i];
          weeks[i] = random.below(7) - 1;
          if (broken(weeks) > 0) weeks[i] = old;
        }
        const profitOf = (plan: readonly number[]): number =>
          meanAndTail(scenarioProfits(instance, tables, plan), 1).mean;
        const reading = readPlan(instance, tables, weeks, settings);
        for (const launch of reading.launches) {
          const allowed: number[] = [];
          for (let t = 0; t < instance.weeks; t++) {
            const plan = weeks.map((week, i) => (i === launch.product ? t : week));
            expect(launch.blockedBy[t] === null).toBe(broken(plan) === 0);
            if (broken(plan) === 0) allowed.push(t);
            if (!Number.isNaN(launch.profitByWeek[t])) expect(launch.profitByWeek[t]).toBeCloseTo(profitOf(plan), 5);
            else expect(launch.blockedBy[t]).not.toBeNull();
          }
          const best = Math.max(...allowed.map((t) => launch.profitByWeek[t]));
          for (let t = launch.windowFrom; t <= launch.windowTo; t++) {
            expect(allowed).toContain(t);
            if (t !== launch.week)
              expect(launch.profitByWeek[t]).toBeGreaterThanOrEqual(best - 0.02 * Math.abs(best) - 1e-6);
          }
          expect(launch.windowFrom).toBeLessThanOrEqual(launch.week);
          expect(launch.windowTo).toBeGreaterThanOrEqual(launch.week);
          const without = weeks.map((week, i) => (i === launch.product ? -1 : week));
          expect(launch.contribution).toBeCloseTo(profitOf(weeks) - profitOf(without), 5);
          expect(launch.unitsLo80).toBeLessThanOrEqual(launch.unitsHi80);
          // What others take from it moves its range as it moves its mean.
          const lonely = weeks.map((week, i) => (i === launch.product ? week : -1));
          const [alone] = readPlan(instance, tables, lonely, settings).launches;
          expect(alone.contribution).toBeCloseTo(launch.ownProfit, 5);
          for (const edge of ['profitLo80', 'profitHi80'] as const)
            expect(launch[edge] - launch.contribution).toBeCloseTo(alone[edge] - alone.contribution, 5);
        }
        for (const left of reading.leftOut) {
          if (left.bestWeek < 0) continue;
          const plan = weeks.map((week, i) => (i === left.product ? left.bestWeek : week));
          expect(left.gain).toBeCloseTo(profitOf(plan) - profitOf(weeks), 5);
          if (left.reason === 'blocked') expect(broken(plan)).toBeGreaterThan(0);
          if (left.reason === 'would-pay') expect(broken(plan)).toBe(0);
          if (left.reason === 'unprofitable') expect(left.gain).toBeLessThanOrEqual(0);
        }
      }),
      { numRuns: 60 },
    );
  });
});
