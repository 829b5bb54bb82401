import { expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import type { Verb } from '../../engine.ts';
import priceResponse from './price-response.ts';

it('answers a world with the interval of each new product, which has no rows, in its own category', async () => {
  const random = createRandom(3);
  const ids = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'b3', 'b4'];
  const rows = ids.flatMap((id) =>
    Array.from({ length: 80 }, (_, week) => {
      const move = random.next() < 0.3 ? 0.4 * (random.next() - 0.5) : 0;
      const slope = id.startsWith('a') ? -1.2 : -2.8;
      const orders = Math.round(Math.exp(5 + slope * move + 0.1 * random.normal()));
      return [id, week, 10 * Math.exp(move), orders, orders, 0];
    }),
  );
  const listed = (products: readonly string[]): unknown =>
    products.map((product) => ({ product, category: product[0], list: 10 }));
  const input = { weeks: 80, products: listed(ids), newProducts: listed(['b9', 'a9']), rows, lines: [] };
  const { answers } = (await priceResponse({ readInput: async () => input } as unknown as Parameters<Verb>[0])) as {
    readonly answers: readonly {
      readonly verdict: string;
      readonly elasticities: readonly { readonly product: string }[];
      readonly newProducts: readonly { readonly product: string; readonly lo95: number; readonly hi95: number }[];
    }[];
  };
  expect(answers.map(({ verdict }) => verdict)).toEqual(['estimate', 'estimate']);
  expect(answers.flatMap(({ elasticities }) => elasticities.map(({ product }) => product))).toEqual(ids);
  expect(answers.map(({ newProducts }) => newProducts.map(({ product }) => product))).toEqual([['a9'], ['b9']]);
  for (const [c, slope] of [-1.2, -2.8].entries()) {
    const [{ lo95, hi95 }] = answers[c].newProducts;
    expect(lo95).toBeLessThan(slope);
    expect(hi95).toBeGreaterThan(slope);
  }
});
