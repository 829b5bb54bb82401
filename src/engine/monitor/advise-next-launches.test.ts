import { expect, test } from 'vitest';
import type { Actuals } from '#engine/monitor/actuals.ts';
import { withNextAdvice } from '#engine/monitor/advise-next-launches.ts';
import { buildReplanProblem } from '#engine/monitor/replan-problem.ts';
import {
  type SimulatedProduct,
  simulatedBasis,
  simulatedInstance,
  simulatedPlan,
} from '#engine/monitor/testing/simulated-plan.ts';
import { trackPlan } from '#engine/monitor/track-plan.ts';
import { scenarioProfits } from '#engine/planning/evaluate/evaluate-plan.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { createRandom } from '#engine/random.ts';

const products: SimulatedProduct[] = ['On sale', 'Next', 'Mate'].map((id) => ({
  ...{ id, category: 0, peak: 60, stock: 600, week: 0, spread: 0.3, leadTimeWeeks: 3 },
}));
const scenarios = [0.6, 0.8, 1, 1.2, 1.4];
const count = 20;

/** A shop in which demand doubles from week `high` on, and two weeks are known. */
function asked(
  weeks: readonly number[],
  high: number,
  change: (plan: ReturnType<typeof build>) => object = () => ({}),
) {
  const built = build(weeks, high);
  const plan = { ...built, ...change(built) } as typeof built;
  const actuals: Actuals = { start: plan.startDay, weeks: 2, weekStart: 0, missingWeeks: [], series: [] };
  const tracked = withNextAdvice(plan, trackPlan(plan, actuals, [], []), []);
  const adviceOf = (id: string) => tracked.report.launches.find(({ candidateId }) => candidateId === id)?.advice ?? [];
  return { plan, tracked, adviceOf };
}

function build(weeks: readonly number[], high: number) {
  const instance = simulatedInstance(
    products,
    count,
    2,
    { demand: scenarios.map((level) => products.map(() => level)) },
    (w) => (w < high ? 0.5 : 1),
  );
  const withStock = { ...instance, products: instance.products.map(({ stockByWeek: _, ...product }) => product) };
  return simulatedPlan(products, withStock, weeks, simulatedBasis(createRandom(4), 40));
}

test('before a rise of demand the next launch is to be delayed: gain by future as the accounts have it, and when it turns', () => {
  const { plan, tracked, adviceOf } = asked([0, 4, -1], 12);
  const [advice] = adviceOf('Next');
  expect(advice).toMatchObject({
    ...{ action: 'delay', dayBefore: plan.startDay + 28, until: plan.startDay + 28, together: [] },
  });
  const problem = buildReplanProblem(plan, tracked, []);
  const tables = buildLaunchTables(problem.keptInstance);
  const week = ((advice.dayAfter ?? 0) - plan.startDay) / 7;
  const profits = [problem.kept, problem.kept.map((kept, i) => (i === 1 ? week : kept))].map((weeks) =>
    scenarioProfits(problem.keptInstance, tables, weeks),
  );
  const gains = Array.from(profits[1], (profit, s) => profit - profits[0][s]).sort((a, b) => a - b);
  expect(advice.gain.mean).toBeCloseTo(gains.reduce((sum, gain) => sum + gain, 0) / gains.length, 6);
  expect([advice.gain.lo80, advice.gain.hi80]).toEqual([gains[0], gains[4]].map((gain) => expect.closeTo(gain, 6)));
  // No week is better alone.
  for (let other = 2; other < count; other++) {
    const moved = problem.kept.map((kept, i) => (i === 1 ? other : kept));
    const mean = scenarioProfits(problem.keptInstance, tables, moved).reduce((sum, profit) => sum + profit, 0) / 5;
    const kept = profits[0].reduce((sum, profit) => sum + profit, 0) / 5;
    expect(mean - kept).toBeLessThanOrEqual(advice.gain.mean + 1e-6);
  }
  // With so much demand that the stock is sold out anyway, waiting earns nothing.
  expect(advice.turns.map(({ what }) => what)).toContain('remaining-demand-above');
  // What is on sale, or was left out, is not moved.
  expect(adviceOf('Mate')).toEqual([]);
});

test('after the rise it is to come earlier, no sooner than its initial order can arrive', () => {
  const { plan, adviceOf } = asked([0, 19, -1], 0);
  // Demand is the same in every week, and sales after the last week count less: nothing to gain by moving alone.
  expect(adviceOf('Next').filter(({ action }) => action === 'delay')).toEqual([]);
  const falling = asked([0, 12, -1], 0, (built) => ({
    instance: {
      ...built.instance,
      categories: built.instance.categories.map((category) => ({
        ...category,
        season: category.season.map((_, k) => (k - built.instance.seasonOffset < 10 ? 1.5 : 0.3)),
      })),
    },
  }));
  const [advice] = falling.adviceOf('Next');
  // Two weeks are known, and an order takes three.
  expect(advice).toMatchObject({ action: 'bring-forward', dayAfter: plan.startDay + 7 * 5, until: plan.startDay + 14 });
  expect(advice.turns).toContainEqual({ what: 'lead-time-above', value: 3 });
});

test('a wave moves together; without costs there is no advice in money', () => {
  const wave = asked([0, 4, 4], 12, (built) => ({
    instance: {
      ...built.instance,
      constraints: { ...built.instance.constraints, waves: [{ id: 'w', members: [1, 2] }] },
    },
  }));
  const [first] = wave.adviceOf('Next');
  expect(first).toMatchObject({ action: 'delay', together: ['Mate'] });
  expect(wave.adviceOf('Mate')).toEqual([
    { ...first, candidateId: 'Mate', together: ['Next'], turns: expect.anything() },
  ]);
  expect(asked([0, 4, -1], 12, () => ({ hasCosts: false })).adviceOf('Next')).toEqual([]);
});

test('a launch that must lose money is to be left out, unless it has to come', () => {
  const poor = (must: boolean) =>
    asked([0, 4, -1], 0, (built) => ({
      instance: {
        ...built.instance,
        products: built.instance.products.map((product) => ({ ...product, must, peakDemand: 4 })),
      },
    })).adviceOf('Next');
  expect(poor(false).map(({ action }) => action)).toContain('drop');
  expect(poor(true).map(({ action }) => action)).not.toContain('drop');
});
