import { expect, test } from 'vitest';
import type { LaunchInstance, LaunchOption } from '#engine/planning/problem/launch-instance.ts';
import { eventsOf } from '#engine/planning/problem/launch-instance.ts';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import {
  isAlikeIn,
  isPromotion,
  otherwiseAlike,
  promotionCalendar,
  promotionsAhead,
  toPromotions,
} from './promotions.ts';

const plain = randomInstance({ seed: 6, products: 4, weeks: 10 });
const events = [
  { id: 'A@2', name: 'A', from: 2, to: 3, slots: 1, fee: 0 },
  { id: 'B@6', name: 'B', from: 6, to: 6, slots: null, fee: 0 },
  { id: 'C@5', name: 'C', from: 5, to: 5, slots: null, fee: 50 },
];
const option = (price: number, takesPart: LaunchOption['takesPart'], firstBuy = 10): LaunchOption => ({
  ...{ priceByAge: [price, price], takesPart, fee: 0, firstBuy },
});

test('tells who takes part in what is limited, costs money or is left out, as the planner counts it', () => {
  const products = plain.products.map((product, i) => ({
    ...product,
    ...(i === 1 ? { options: [option(product.price, [1, 2])] } : {}),
    ...(i === 2 ? { sellsUntil: 8 } : {}),
  }));
  const instance: LaunchInstance = { ...plain, events, products };
  const weeks = [0, 1, 2, -1];
  const uses = toPromotions({ instance, weeks });
  expect(uses.map(({ event }) => event.id)).toEqual(['A@2', 'C@5']);
  expect(uses[0]).toMatchObject({ joined: [0, 2], apart: [1] });
  expect(uses[1]).toMatchObject({ joined: [1, 2], apart: [] });
  for (const { index, joined } of uses)
    expect(joined).toEqual([0, 1, 2].filter((i) => eventsOf(instance, i, weeks[i], 0).includes(index)));
  expect(toPromotions({ instance: plain, weeks })).toEqual([]);
  // Out of one that has room for all: that is a decision too.
  const out = {
    ...instance,
    products: products.with(2, { ...products[2], options: [option(products[2].price, [0, 2])] }),
  };
  expect(toPromotions({ instance: out, weeks })).toMatchObject([
    { event: { id: 'A@2' } },
    { event: { id: 'B@6' }, apart: [2] },
    { event: { id: 'C@5' } },
  ]);
  // With no limits set: every promotion, and all that sell in it.
  const named = {
    ...plain,
    promo: { ...plain.promo, name: plain.promo.name.map((_, w) => (w === 3 || w === 4 ? 'X' : '')) },
  };
  expect(promotionCalendar({ instance: named, weeks })).toMatchObject([
    { event: { name: 'X', from: 3, to: 4 }, joined: [0, 1, 2], apart: [] },
  ]);
});

test('finds the same offer in an event or out of it', () => {
  const options = [
    option(10, 'all'),
    option(10, 'all', 6),
    option(10, [1, 2]),
    option(10, [1, 2], 6),
    option(9, [1, 2]),
  ];
  const all = { met: [0, 1, 2], week: 0 };
  expect(otherwiseAlike(options, 0, 0, all)).toBe(2);
  expect(otherwiseAlike(options, 1, 0, all)).toBe(3);
  expect(otherwiseAlike(options, 3, 0, all)).toBe(1);
  expect(otherwiseAlike(options, 4, 0, all)).toBe(-1);
  expect(otherwiseAlike(options, 0, 1, all)).toBe(-1);
  // An event that the launch does not meet sets no two offers apart; one that is closed in the week is no choice.
  const others = [option(10, 'all'), option(10, [0]), { ...option(10, [0, 2]), closed: [1, 0] }];
  expect(isAlikeIn([0], others[0], others[1])).toBe(true);
  expect(isAlikeIn([0, 1], others[0], others[1])).toBe(false);
  expect(otherwiseAlike(others, 0, 1, { met: [0, 1], week: 1 })).toBe(1);
  expect(otherwiseAlike(others, 0, 1, { met: [0, 1, 2], week: 1 })).toBe(2);
  expect(otherwiseAlike(others, 0, 1, { met: [0, 1, 2], week: 0 })).toBe(-1);
});

test('no one takes part in a holiday', () => {
  const day = { from: 20_000, to: 20_006 };
  const calendar = [
    { name: '2026年618', kind: 'promotion' as const, ...day },
    { name: '清明', kind: 'holiday' as const, ...day },
  ];
  expect(['618', '清明', '双11'].map((name) => isPromotion(name, calendar))).toEqual([true, false, false]);
  const named = ['618', '618', '', '清明', '清明', '', '', '', '', ''];
  const { events: _, ...ahead } = { ...plain, promo: { ...plain.promo, name: named } };
  expect(promotionsAhead({ instance: ahead, weeks: [0, 0, 0, 0] }, calendar)).toMatchObject([
    { event: { name: '618' } },
  ]);
});
