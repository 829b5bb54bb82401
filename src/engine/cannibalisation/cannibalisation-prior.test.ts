import { expect, test } from 'vitest';
import type { ProductFacts } from '#engine/launch/history/launch.ts';
import type { CrossEffects } from './cannibalisation-history.ts';
import { cannibalisationOf } from './cannibalisation-prior.ts';

const product = (id: string, description: string, price = 10): ProductFacts => ({
  ...{ id, description, category: 'Mugs', price, attributes: {} },
});
const lossOf = (products: readonly ProductFacts[], margins: readonly number[], history: CrossEffects | null = null) =>
  cannibalisationOf(products, margins, history).pairs.map(({ loss }) => loss);
/** A history that says the same of every pair. */
const saying = (effect: number, lo80: number): CrossEffects => ({
  ...{ identifiable: true, pairs: [], between: () => ({ effect, lo80, hi80: effect + 0.1 }) },
});

test('twins take a quarter of the smaller margin, strangers nothing, other categories nothing', () => {
  const [a, b, c] = [product('a', 'red clay mug'), product('b', 'red clay mug'), product('c', 'steel lamp', 400)];
  expect(lossOf([a, b], [800, 1000])).toEqual([200]);
  expect(lossOf([a, b], [1000, 800])).toEqual([200]);
  expect(lossOf([a, c], [800, 1000])).toEqual([]);
  expect(lossOf([a, { ...b, category: 'Lamps' }], [800, 1000])).toEqual([]);
  expect(lossOf([a, b], [-50, 1000])).toEqual([]);
});

test('an effect of history is held within a half; a halo counts where its range lies above nothing', () => {
  const pair = [product('a', 'mug'), product('b', 'mug')];
  expect(lossOf(pair, [1000, 2000], saying(-0.3, -0.4))).toEqual([300]);
  expect(lossOf(pair, [1000, 2000], saying(-0.9, -1))).toEqual([500]);
  expect(lossOf(pair, [1000, 2000], saying(0.2, -0.01))).toEqual([]);
  expect(lossOf(pair, [1000, 2000], saying(0.2, 0.01))).toEqual([-200]);
});
