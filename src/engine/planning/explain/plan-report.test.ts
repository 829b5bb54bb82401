import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanAndTail, scenarioProfits } from '#engine/planning/evaluate/evaluate-plan.ts';
import type { LaunchInstance } from '#engine/planning/problem/launch-instance.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import { createRandom } from '#engine/random.ts';
import { movedAlong } from './drag-preview.ts';
import { reportPlan } from './plan-report.ts';

const lowerLimits = ['must-launch', 'category-min'];
const settings = { weights: { demand: 0.5, market: 0.5 }, windowShare: 0.1 };

/** With room for waves: more launch work a week, more launches of a category. */
function loosened(instance: LaunchInstance): LaunchInstance {
  const { constraints } = instance;
  return {
    ...instance,
    categories: instance.categories.map((one) => ({ ...one, max: one.max + 2, spacingMax: 3 })),
    constraints: {
      ...constraints,
      capacity: constraints.capacity.map((limit) => limit + 3),
      budget: { total: 1e9, periods: [] },
    },
  };
}

describe('reportPlan', () => {
  let waves = 0;
  let wide = 0;

  it('prices every other week, every block and every window as a whole evaluation would', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const made = randomInstance({ seed, products: 7, weeks: 6, withRelations: true });
        const instance = seed % 2 === 0 ? made : loosened(made);
        const tables = buildLaunchTables(instance);
        const random = createRandom(seed);
        const weeks = instance.products.map(() => -1);
        const broken = (plan: readonly number[]): number =>
          checkPlan(instance, plan).filter(({ rule }) => !lowerLimits.includes(rule)).length;
        // Both of the wave in one week, where they may.
        for (let t = 0; t < instance.weeks && weeks[0] < 0; t++) {
          const plan = weeks.map((week, i) => (i === 0 || i === 2 ? t : week));
          if (broken(plan) === 0) weeks.splice(0, weeks.length, ...plan);
        }
        for (let k = 0; k < 20; k++) {
          const i = random.below(7);
          const old = weeks[i];
          weeks[i] = random.below(7) - 1;
          if (broken(weeks) > 0) weeks[i] = old;
        }
        const profitOf = (plan: readonly number[]): number =>
          meanAndTail(scenarioProfits(instance, tables, plan), 1).mean;
        const reading = reportPlan(instance, tables, weeks, settings);
        for (const launch of reading.launches) {
          const allowed: number[] = [];
          for (let t = 0; t < instance.weeks; t++) {
            const plan = weeks.map((week, i) => (i === launch.product ? t : week));
            expect(launch.blockedBy[t] === null).toBe(broken(plan) === 0);
            if (broken(plan) === 0) allowed.push(t);
            if (!Number.isNaN(launch.profitByWeek[t])) expect(launch.profitByWeek[t]).toBeCloseTo(profitOf(plan), 5);
            else expect(launch.blockedBy[t]).not.toBeNull();
          }
          const along = movedAlong(instance, weeks, launch.product);
          expect(launch.windowWith ?? []).toEqual(along.slice(1));
          waves += along.length > 1 ? 1 : 0;
          // A launch that only moves with its wave has the window of the wave.
          const { windowFrom, windowTo } = windowOf(
            Array.from({ length: instance.weeks }, (_, t) => {
              const plan = weeks.map((week, i) => (along.includes(i) ? t : week));
              return broken(plan) === 0 ? profitOf(plan) : Number.NaN;
            }),
            launch.week,
          );
          expect(launch).toMatchObject({ windowFrom, windowTo });
          wide += along.length > 1 && windowFrom < windowTo ? 1 : 0;
          const without = weeks.map((week, i) => (i === launch.product ? -1 : week));
          expect(launch.contribution).toBeCloseTo(profitOf(weeks) - profitOf(without), 5);
          expect(launch.unitsLo80).toBeLessThanOrEqual(launch.unitsHi80);
          // What others take from it moves its range as it moves its mean.
          const lonely = weeks.map((week, i) => (i === launch.product ? week : -1));
          const [alone] = reportPlan(instance, tables, lonely, settings).launches;
          expect(alone.contribution).toBeCloseTo(launch.ownProfit, 5);
          for (const edge of ['profitLo80', 'profitHi80'] as const)
            expect(launch[edge] - launch.contribution).toBeCloseTo(alone[edge] - alone.contribution, 5);
        }
        for (const left of reading.notSelected) {
          if (left.bestWeek < 0) continue;
          const plan = weeks.map((week, i) => (i === left.product ? left.bestWeek : week));
          expect(left.gain).toBeCloseTo(profitOf(plan) - profitOf(weeks), 5);
          if (left.reason === 'blocked') {
            expect(broken(plan)).toBeGreaterThan(0);
            // Rules that are broken by the launch are just those that are named.
            const named = new Set((left.blocks ?? []).map(({ rule }) => rule));
            const now = checkPlan(instance, plan).filter(({ rule }) => !lowerLimits.includes(rule));
            expect(new Set(now.map(({ rule }) => rule))).toEqual(named);
          }
          if (left.reason === 'would-pay') expect(broken(plan)).toBe(0);
          if (left.reason === 'unprofitable') expect(left.gain).toBeLessThanOrEqual(0);
        }
      }),
      { numRuns: 60, seed: 1 },
    );
    // Windows of waves were seen, and some of more than a week.
    expect(waves).toBeGreaterThan(20);
    expect(wide).toBeGreaterThan(5);
  });

  /** Weeks around the chosen one within the tolerance of the best allowed; a limit that is met to within rounding counts either way. */
  function windowOf(profits: readonly number[], week: number): { windowFrom: number; windowTo: number } {
    const best = Math.max(...profits.filter((profit) => !Number.isNaN(profit)));
    const isIn = (t: number): boolean => profits[t] >= best - settings.windowShare * Math.abs(best);
    let [windowFrom, windowTo] = [week, week];
    while (isIn(windowFrom - 1)) windowFrom -= 1;
    while (isIn(windowTo + 1)) windowTo += 1;
    return { windowFrom, windowTo };
  }

  it('names all that keeps a candidate out of the week quoted, and quotes the week of its wave', () => {
    const made = randomInstance({ seed: 3, products: 3, weeks: 6 });
    const free = made.products.map((product) => ({ ...product, earliest: 0, latest: 5, effort: 1, must: false }));
    const instance: LaunchInstance = {
      ...made,
      products: free,
      categories: made.categories.map((one) => ({ ...one, max: 9, min: 0, spacingMax: 9, blackoutWeeks: [] })),
      cannibalisation: { ...made.cannibalisation, pairs: [] },
      constraints: {
        ...made.constraints,
        // Work for one launch in weeks 2 and 5, none elsewhere but in week 0.
        ...{ capacity: [1, 0, 1, 0, 0, 1], blackoutWeeks: [], exclusive: [], precedence: [] },
        budget: { total: 1e12, periods: [] },
        waves: [{ id: 'W', members: [0, 1] }],
      },
    };
    const tables = buildLaunchTables(instance);
    const gains = Array.from({ length: 6 }, (_, t) => {
      const at = (plan: readonly number[]): number => meanAndTail(scenarioProfits(instance, tables, plan), 1).mean;
      return at([2, t, 5]) - at([2, -1, 5]);
    });
    const [left] = reportPlan(instance, tables, [2, -1, 5], settings).notSelected;
    expect(gains[2]).toBeGreaterThan(0);
    expect(left).toMatchObject({ product: 1, bestWeek: 2, reason: 'blocked' });
    expect(left.gain).toBeCloseTo(gains[2], 6);
    expect(left.blocks).toEqual([{ rule: 'capacity', week: 2 }]);
    // Without a wave: of the weeks that only lack work the one with the greatest gain; week 0 is open and taken.
    const { waves: _waves, ...constraints } = instance.constraints;
    const alone = {
      ...instance,
      constraints: { ...constraints, blackoutWeeks: [0], exclusive: [{ id: 'G', members: [1, 2], max: 1 }] },
    };
    const [other] = reportPlan(alone, tables, [2, -1, 5], settings).notSelected;
    expect(other.reason).toBe('blocked');
    const best = gains.slice(1).reduce((top, gain, t) => (gain > gains[top] ? t + 1 : top), 1);
    expect(other.bestWeek).toBe(best);
    expect(other.blocks).toEqual([
      { rule: 'capacity', week: best },
      { rule: 'exclusive-group', group: 'G', other: 2 },
    ]);
  });
});
