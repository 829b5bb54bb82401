import { expect, it } from 'vitest';
import type { LaunchInstance } from '#engine/planning/problem/launch-instance.ts';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import { simulateLaunch } from '#engine/planning/testing/simulate-launch.ts';
import { launchOrder } from './launch-order.ts';

const base = randomInstance({ seed: 3, products: 6, weeks: 8 });

/** The first product with a minimum order, and a reorder. */
function withOrders(stock: number, lot: number): LaunchInstance {
  const reorder = { reviewAge: 2, arrivalAge: 4, targetRatio: 1 };
  const reordersByWeek = Array.from({ length: base.weeks }, () => [reorder]);
  const orders = { stock, lot, reordersByWeek, leadTimeWeeks: 2, kappa: 10 };
  return { ...base, products: base.products.map((product, i) => (i === 0 ? { ...product, ...orders } : product)) };
}

it('accounts for all demand: sold from the first order, from reorders, lost', () => {
  for (const stock of [1, 60, 5000]) {
    const { demand, fromOrder, fromReorders, lost, leftover, reorder, order } = launchOrder(withOrders(stock, 1), 0, 2);
    expect(fromOrder + fromReorders + lost).toBeCloseTo(demand, 6);
    expect(fromOrder + fromReorders + leftover).toBeCloseTo(order + (reorder?.units ?? 0), 6);
    for (const part of [fromOrder, fromReorders, lost, leftover]) expect(part).toBeGreaterThanOrEqual(0);
  }
});

it('says what a minimum order binds and costs beyond what would do', () => {
  const free = launchOrder(withOrders(1, 1), 0, 2);
  const stock = 10 * free.best;
  const bound = launchOrder(withOrders(stock, stock), 0, 2);
  expect(bound.best).toBeLessThan(stock / 2);
  expect(bound.excess).toBe(stock - bound.best);
  expect(bound.excessStock).toBeCloseTo(bound.excess * base.products[0].unitCost, 6);
  expect(bound.excessCost).toBeGreaterThan(0);
  expect(bound.choices.every(({ units }) => units % stock === 0)).toBe(true);
  expect(launchOrder(withOrders(free.best, 1), 0, 2)).toMatchObject({ excess: 0, excessCost: 0 });
});

it('prices every choice as the plan does', () => {
  const { choices, order } = launchOrder(withOrders(60, 20), 0, 2);
  expect(choices.map(({ units }) => units)).toContain(order);
  for (const { units, profit } of choices) {
    const { count } = base.scenarios;
    let sum = 0;
    for (let s = 0; s < count; s++) sum += simulateLaunch(withOrders(units, 20), 0, 2, s).profit;
    expect(profit).toBeCloseTo(sum / count, 6);
  }
});

it('says how far demand may fall before the launch earns nothing', () => {
  const instance = withOrders(200, 1);
  const { breakEven } = launchOrder(instance, 0, 2);
  expect(breakEven).toBeGreaterThan(0);
  expect(breakEven).toBeLessThan(1);
  const profitAt = (share: number): number => {
    const products = instance.products.map((each) => ({ ...each, peakDemand: share * each.peakDemand }));
    const { choices, order } = launchOrder({ ...instance, products }, 0, 2);
    return choices.find(({ units }) => units === order)?.profit ?? Number.NaN;
  };
  expect(profitAt(breakEven + 0.01)).toBeGreaterThan(0);
  expect(profitAt(breakEven - 0.01)).toBeLessThan(0);
});
