import { expect, test } from 'vitest';
import { evaluatePlan } from '#engine/planning/evaluate/evaluate-plan.ts';
import type { LaunchInstance, LaunchOption } from '#engine/planning/problem/launch-instance.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { addOffers, randomInstance } from '#engine/planning/testing/random-instance.ts';
import { partsOfOffers } from './offer-parts.ts';

const weights = { demand: 0.5, market: 0.5 };
const profitOf = (instance: LaunchInstance, weeks: readonly number[]): number =>
  evaluatePlan(instance, weeks, { tables: buildLaunchTables(instance), weights }).profit;

/** Two offers a product: the manager's, and the plan's; by seed with promotions, fees, reorders and money that is worth less later. */
const offers = (seed: number) => {
  const built = addOffers(randomInstance({ seed, products: 7, weeks: 8 }), seed);
  const under = (option: (own: LaunchOption, found: LaunchOption) => LaunchOption): LaunchInstance => ({
    ...built,
    products: built.products.map(({ options = [], ...product }) => ({
      ...product,
      options: [option(options[0], options[1])],
    })),
  });
  const weeks = built.products.map(({ earliest }, i) => (i === 3 ? -1 : earliest));
  return { weeks, under, managers: under((own) => own), offered: under((_, found) => found) };
};

test('the parts add up to the difference of the two plans’ profits, as the evaluation has them', () => {
  for (let seed = 1; seed <= 12; seed++) {
    const { weeks, managers, offered } = offers(seed);
    const { prices, orders, promotions } = partsOfOffers(offered, managers, weeks);
    const difference = profitOf(offered, weeks) - profitOf(managers, weeks);
    expect(Math.abs(difference)).toBeGreaterThan(1);
    expect(Math.abs(prices + orders + promotions - difference)).toBeLessThan(1e-9 * Math.abs(profitOf(offered, weeks)));
  }
});

test('a part is of what it is named after alone', () => {
  const { weeks, under, managers } = offers(5);
  const only = (option: Parameters<typeof under>[0]) => partsOfOffers(under(option), managers, weeks);
  const prices = only((own, { priceByAge }) => ({ ...own, priceByAge }));
  expect(prices).toMatchObject({ orders: 0, promotions: 0 });
  const orders = only((own, { firstBuy, reorders = [] }) => ({ ...own, firstBuy, reorders }));
  expect(orders).toMatchObject({ prices: 0, promotions: 0 });
  const promotions = only((own, { takesPart, fee }) => ({ ...own, takesPart, fee: fee + 7 }));
  expect(promotions).toMatchObject({ prices: 0, orders: 0 });
  for (const part of [prices.prices, orders.orders, promotions.promotions]) expect(Math.abs(part)).toBeGreaterThan(1);
});

test('says where the manager’s offers would need more places in a promotion than there are', () => {
  const { weeks, under, offered } = offers(2);
  const all = under((own) => ({ ...own, takesPart: 'all' }));
  const none = under((own) => ({ ...own, takesPart: 'none' }));
  const early = weeks.map((week) => Math.min(week, 1));
  expect(partsOfOffers(offered, all, early).overSlots).toBe(true);
  expect(partsOfOffers(offered, none, early).overSlots).toBe(false);
});

test('a product that is planned plainly is its own offer', () => {
  const plain = randomInstance({ seed: 4, products: 5, weeks: 8 });
  const weeks = plain.products.map(({ earliest }) => earliest);
  expect(partsOfOffers(plain, plain, weeks)).toEqual({ prices: 0, orders: 0, promotions: 0, overSlots: false });
  const dearer = {
    ...plain,
    products: plain.products.map((product, i) => {
      const priceByAge = plain.curves[product.curve].map(() => 1.1 * product.price);
      const option = { priceByAge, takesPart: 'all' as const, fee: 0, firstBuy: product.stockByWeek ?? product.stock };
      return i === 2 ? { ...product, ...{ lot: 1, kappa: 1 }, options: [option] } : product;
    }),
  };
  const { prices } = partsOfOffers(dearer, plain, weeks);
  const difference = profitOf(dearer, weeks) - profitOf(plain, weeks);
  expect(Math.abs(prices - difference)).toBeLessThan(1e-9 * Math.abs(profitOf(plain, weeks)));
  expect(prices).not.toBe(0);
});
