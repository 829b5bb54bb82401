import { describe, expect, it } from 'vitest';
import { indexBaskets } from './baskets.ts';
import { studyLaunches } from './study-launches.ts';

/** Ten launches among twelve older products, ten days apart; each alone in twelve baskets, of which few customers are known. */
function makeShop(knownBuyers: number) {
  const ids = Array.from({ length: 22 }, (_, at) => `p${at}`);
  const orders: [day: number, customer: number, product: number][] = [];
  for (let day = 0; day < 400; day++) orders.push([day, day % 30, day % 12]);
  for (let launch = 0; launch < 10; launch++)
    for (let at = 0; at < 12; at++) orders.push([120 + launch * 10 + at * 3, at < knownBuyers ? at : -1, 12 + launch]);
  orders.sort((a, b) => a[0] - b[0]);
  const index = indexBaskets({
    day: Int32Array.from(orders, ([day]) => day),
    customer: Int32Array.from(orders, ([, customer]) => customer),
    start: Int32Array.from({ length: orders.length + 1 }, (_, at) => at),
    items: Int32Array.from(orders, ([, , product]) => product),
    products: ids,
    customers: 30,
  });
  const facts = ids.map((id, at) => ({
    ...{ id, category: '', price: 10, attributes: {} },
    description: at % 2 === 0 ? 'tea pot' : 'desk lamp',
  }));
  return studyLaunches(
    index,
    facts,
    () => Number.NaN,
    async () => undefined,
  );
}

describe('what held-out launches say', () => {
  it('launches that few known customers bought count where their number is predicted', async () => {
    const { audience, buyersOf } = await makeShop(2);
    expect(audience.cases).toBe(0);
    expect(buyersOf(0)?.median).toBeCloseTo(2);
  });

  it('a launch that was bought alone has no partners to be found', async () => {
    const { partners } = await makeShop(12);
    expect(partners).toMatchObject({ cases: 0, verdict: 'too-few' });
  });
});
