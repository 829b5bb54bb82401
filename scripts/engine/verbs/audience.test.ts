import { describe, expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import type { Verb } from '../../engine.ts';
import audience from './audience.ts';
import classify from './classify.ts';
import nextView from './next-view.ts';
import partners from './partners.ts';

const call = (verb: Verb, input: unknown): Promise<unknown> =>
  verb({ words: [], resolveFile: (file) => file, readInput: async () => input, note: () => {} });

const products = [
  { id: 'tea', firstTime: '2024-01-01', price: 10, description: 'red tea pot' },
  { id: 'cup', firstTime: '2024-01-01', price: 4, description: 'small cup' },
  { id: 'lamp', firstTime: '2024-01-01', price: 40, description: 'desk lamp' },
  { id: 'rug', firstTime: '2024-01-01', price: 90, description: 'wool rug' },
];
const launch = { id: 'tea-2', week0: '2024-06-03', price: 11, description: 'green tea pot' };

/** `[id, time, customer, products]`: A buys tea with cups, B lamps with rugs; one in six orders names nobody. */
function makeOrders(from: string, days: number, seed: number): unknown[] {
  const random = createRandom(seed);
  return Array.from({ length: days }, (_, at) => {
    const time = new Date(Date.parse(from) + at * 864e5).toISOString().slice(0, 16).replace('T', ' ');
    const isTea = random.next() < 0.5;
    const customer = random.next() < 1 / 6 ? '' : `${isTea ? 'A' : 'B'}${random.below(4)}`;
    return [`${seed}-${at}`, time, customer, isTea ? ['tea', 'cup'] : ['lamp', 'rug']];
  });
}

describe('who buys it, from a terminal', () => {
  const orders = makeOrders('2024-01-01T09:30:00Z', 150, 1);

  it('partners with their evidence; customers who bought what is like it come first', async () => {
    const named = (await call(partners, { launch, n: 2, products, orders })) as {
      partners: { id: string; together: number; baskets: number; nearest: string[] }[];
    };
    expect(named.partners[0].id).toBe('cup');
    expect(named.partners[0].nearest[0]).toBe('tea');
    expect(named.partners[0].together).toBeLessThanOrEqual(named.partners[0].baskets);
    const { scores } = (await call(audience, { launch, products, orders, audienceDays: 182 })) as {
      scores: Record<string, number>;
    };
    const of = (letter: string): number[] =>
      Object.entries(scores).flatMap(([name, score]) => (name.startsWith(letter) ? [score] : []));
    expect(Object.keys(scores)).toHaveLength(8);
    expect(Math.min(...of('A'))).toBeGreaterThan(Math.max(...of('B')));
  });

  it.each([partners, audience])('nothing from the launch week on changes a bit (%#)', async (verb) => {
    const before = await call(verb, { launch, n: 4, products, orders, audienceDays: 182 });
    const swapped = makeOrders('2024-06-03T00:10:00Z', 60, 2);
    expect(await call(verb, { launch, n: 4, products, orders: [...orders, ...swapped], audienceDays: 182 })).toEqual(
      before,
    );
  });

  it('next views, and what lacks a list is refused', async () => {
    const session = (id: string, items: string[]) => ({ id, date: '2024-01-01', items });
    const train = [session('1', ['a', 'b', 'c']), session('2', ['a', 'b']), session('3', ['b', 'c'])];
    const found = await call(nextView, { train, test: [session('4', ['a', 'b', 'c'])], n: 1 });
    expect(found).toMatchObject({ forecasts: [{ series: '4', next: [['b'], ['c']] }] });
    await expect(call(nextView, { train })).rejects.toThrow('input-malformed');
  });

  it('classes: an unknown category is null, and demand has its word', async () => {
    const answer = await call(classify, {
      products,
      candidates: [launch],
      series: [
        { id: 'steady', values: [5, 6, 5, 6, 5, 6] },
        { id: 'rare', values: [0, 0, 40, 0, 0, 0, 2, 0, null] },
      ],
    });
    expect(answer).toMatchObject({
      proposals: [{ id: 'tea-2', category: null }],
      demandTypes: [
        { id: 'steady', type: 'smooth' },
        { id: 'rare', type: 'lumpy' },
      ],
    });
  });
});
