import { describe, expect, it } from 'vitest';
import type { ProductFacts } from '#engine/launch/history/launch.ts';
import { createRandom } from '#engine/random.ts';
import { asOf, customerAffinity, launchAffinity } from './affinity.ts';
import { type Baskets, holdersBefore, indexBaskets } from './baskets.ts';
import { findPartners } from './find-partners.ts';

const product = (id: string, description: string, price = 10): ProductFacts => ({
  id,
  description,
  category: '',
  price,
  attributes: {},
});

/** Orders as `[day, customer, products]`, oldest first. */
function basketsOf(
  orders: readonly (readonly [day: number, customer: number, items: readonly number[]])[],
  products: readonly string[],
): Baskets {
  const start = new Int32Array(orders.length + 1);
  orders.forEach(([, , items], at) => {
    start[at + 1] = start[at] + items.length;
  });
  return {
    day: Int32Array.from(orders, ([day]) => day),
    customer: Int32Array.from(orders, ([, customer]) => customer),
    start,
    items: Int32Array.from(orders.flatMap(([, , items]) => [...items])),
    products,
    customers: 1 + Math.max(-1, ...orders.map(([, customer]) => customer)),
  };
}

const facts = [
  product('tea-red', 'red tea pot'),
  product('tea-blue', 'blue tea pot'),
  product('cup', 'small cup', 4),
  product('lamp', 'desk lamp', 40),
  product('rug', 'wool rug', 90),
];
const launch = product('tea-green', 'green tea pot', 11);

/** Tea pots with cups by customers 0 to 4, lamps with rugs by customers 5 to 9, over 100 days; a quarter of the baskets by chance. */
function makeOrders(): [number, number, number[]][] {
  const random = createRandom(5);
  return Array.from({ length: 200 }, (_, at): [number, number, number[]] => {
    const tea = at % 2 === 0;
    const customer = random.below(5) + (tea ? 0 : 5);
    if (random.next() < 0.25) return [Math.floor(at / 2), customer, [random.below(5)]];
    return [Math.floor(at / 2), customer, tea ? [random.below(2), 2] : [3, 4]];
  });
}

describe('partners and audience', () => {
  const orders = makeOrders();
  const ids = facts.map(({ id }) => id);
  const known = asOf(indexBaskets(basketsOf(orders, ids)), 100);
  const affinity = launchAffinity(known, facts, launch);

  it('name what the relatives are bought with, and count it in the baskets', () => {
    const [first] = findPartners(known, affinity, 5);
    expect(ids[first.product]).toBe('cup');
    expect(first.nearest.slice(0, 2).map((at) => ids[at])).toEqual(['tea-red', 'tea-blue']);
    const near = orders.filter(([, , items]) => items.some((item) => first.nearest.includes(item)));
    expect(first.baskets).toBe(near.length);
    expect(first.together).toBe(near.filter(([, , items]) => items.includes(2)).length);
  });

  it('rank those who bought what is like it before the others', () => {
    const scores = customerAffinity(known, affinity, 100);
    expect(Math.min(...scores.slice(0, 5))).toBeGreaterThan(Math.max(...scores.slice(5)));
    const late = customerAffinity(known, affinity, 1);
    const last = new Set(orders.filter(([day]) => day === 99).map(([, customer]) => customer));
    expect([...late].flatMap((score, customer) => (score >= 0 ? [customer] : []))).toEqual(
      [...last].sort((a, b) => a - b),
    );
  });

  it('read nothing of the launch day or later', () => {
    const later: typeof orders = orders.map(([day, customer, items]) =>
      day < 60 ? [day, customer, items] : [day, 9 - customer, [...items].reverse().map((item) => (item + 2) % 5)],
    );
    const before = asOf(indexBaskets(basketsOf(orders, ids)), 60);
    const after = asOf(indexBaskets(basketsOf(later, ids)), 60);
    expect(before.end).toBe(120);
    const [a, b] = [launchAffinity(before, facts, launch), launchAffinity(after, facts, launch)];
    expect(a).toEqual(b);
    expect(findPartners(before, a, 5)).toEqual(findPartners(after, b, 5));
    expect(customerAffinity(before, a, 50)).toEqual(customerAffinity(after, b, 50));
  });

  it('a product that a session holds twice has one basket there', () => {
    const index = indexBaskets(basketsOf([[1, 0, [1, 0, 1]]], ids));
    expect([...holdersBefore(index, 1, 1)]).toEqual([0]);
    expect([...holdersBefore(index, 2, 1)]).toEqual([]);
  });
});
