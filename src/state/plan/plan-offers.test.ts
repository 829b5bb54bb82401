import { expect, test } from 'vitest';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { LaunchInstance, LaunchOption } from '#engine/planning/problem/launch-instance.ts';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import { heldOffers, holdOffers, namesOfOffers, offeredInstance, offersNamed, splitPlaces } from './plan-offers.ts';

const plain = randomInstance({ seed: 6, products: 3, weeks: 8 });
const [first, ...others] = plain.products;
const flat = (price: number): number[] => plain.curves[first.curve].map(() => price);
const weeks = (units: number): number[] => Array.from({ length: plain.weeks }, () => units);
const option = (price: number, firstBuy: number, takesPart: LaunchOption['takesPart'] = 'all'): LaunchOption => ({
  ...{ priceByAge: flat(price), takesPart, fee: 0, firstBuy: weeks(firstBuy) },
});
/** The manager's, a leaner order, no promotion, a lower price. */
const options = [option(100, 80), option(100, 50), option(100, 80, []), option(90, 95)];
const built: LaunchInstance = { ...plain, products: [{ ...first, price: 100, options }, ...others] };
const asked = (change: Partial<Candidate> = {}): Candidate[] =>
  plain.products.map(
    ({ id }, row): Candidate => ({
      ...{ id, name: id, attributes: {}, category: '', row, price: 100, effort: 1, mustLaunch: false },
      ...(row === 0 ? change : {}),
    }),
  );
const offerOf = (offer: number, change?: Partial<Candidate>) =>
  offeredInstance(built, [offer, 0, 0], asked(change)).products[0];

test('a price that is kept keeps the orders and promotions found with it, and gives up those of another price', () => {
  expect(offerOf(1, { keepPrice: true })).toMatchObject({ stockByWeek: weeks(50) });
  expect(offerOf(2, { keepPrice: true }).options?.[0].takesPart).toEqual([]);
  expect(offerOf(3).options?.[0]).toMatchObject({ priceByAge: flat(90), firstBuy: weeks(95) });
  expect(offerOf(3, { keepPrice: true }).options?.[0].priceByAge[0] ?? 100).toBe(100);
});

test('a price that was set since is asked with the manager’s orders', () => {
  const { options: own } = offerOf(0, { keepPrice: true, price: 110 });
  expect(own?.[0]).toMatchObject({ priceByAge: flat(110), firstBuy: weeks(80) });
});

test('offers are found again by what they are, not by their places, those that differ in orders alone among them', () => {
  const names = [0, 1, 2, 3].map((offer) => namesOfOffers(built.products, [offer, 0, 0]));
  expect(new Set(names.map(([name]) => name)).size).toBe(4);
  const [own, lean, none, lower] = options;
  const later = { ...built, products: [{ ...built.products[0], options: [own, lower, none, lean] }, ...others] };
  expect(names.map((name) => offersNamed(later.products, name)[0])).toEqual([0, 3, 2, 1]);
  // A later search did not offer it: the manager's own.
  const without = { ...built, products: [{ ...built.products[0], options: [own, none] }, ...others] };
  expect(offersNamed(without.products, names[3])[0]).toBe(0);
});

test('the search of a held product knows its offer alone and in every week; one that is no longer there holds nothing', () => {
  const closed = weeks(1);
  const closing = {
    ...built,
    products: [{ ...built.products[0], options: options.with(3, { ...options[3], closed }) }],
  };
  const [name] = namesOfOffers(built.products, [3, 0, 0]);
  const held = heldOffers(closing.products, { [first.id]: name });
  expect(held).toEqual([3]);
  const { options: left = [] } = holdOffers(closing, held).products[0];
  expect(left.map(({ priceByAge, closed: none }) => [priceByAge[0], none])).toEqual(options.map(() => [90, undefined]));
  expect(splitPlaces(built, [4, -1, 9], held)).toEqual({ weeks: [4, -1, 1], offers: [3, -1, 1] });
  expect(heldOffers(built.products, { [first.id]: '' })).toEqual([0, null, null]);
  expect(heldOffers(built.products, { [first.id]: 'gone' })).toEqual([null, null, null]);
  expect(holdOffers(built, [null, null, null])).toBe(built);
});

test('the same offers are the same problem, also when others were asked for in between', () => {
  const candidates = asked();
  const once = offeredInstance(built, [3, 0, 0], candidates);
  const managers = offeredInstance(built, undefined, candidates);
  expect(managers).not.toBe(once);
  expect(offeredInstance(built, [3, 0, 0], candidates)).toBe(once);
  expect(offeredInstance(built, undefined, candidates)).toBe(managers);
});
