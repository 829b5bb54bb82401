import { expect, test } from 'vitest';
import { type PriceWorld, type PriceWorldOptions, simulatePriceWorld } from '#engine/planning/testing/price-world.ts';

/** Sums over worlds that are biased to either side by turns. */
function worldsOf(count: number, options: Partial<PriceWorldOptions>) {
  const worlds = Array.from({ length: count }, (_, k) => simulatePriceWorld(k + 1, options));
  return (value: (world: PriceWorld) => number): number => worlds.reduce((all, world) => all + value(world), 0);
}

test('prices that are advised bring money although responses are known with an error and a bias, and about as much as is said', () => {
  const sum = worldsOf(16, { products: 2 });
  const advised = sum((world) => world.advised);
  expect(advised).toBeGreaterThan(20);
  expect(sum(({ lowest }) => (lowest > 0 ? 0 : 1))).toBe(0);
  expect(sum(({ real }) => real)).toBeGreaterThan(0);
  const share = sum(({ covered }) => covered) / advised;
  expect(share).toBeGreaterThan(0.6);
  expect(share).toBeLessThan(0.97);
});

// With a markdown at the end a raise pays where response is flat and the markdown where it is steep: then an offer may gain at both ends.
test('where the response is hardly known no other launch price is advised, and where it is known well some are', () => {
  const advised = (error: number): number =>
    worldsOf(4, { products: 2, error, markdownAge: Number.POSITIVE_INFINITY })((world) => world.advised);
  expect(advised(2.5)).toBe(0);
  expect(advised(0.05)).toBeGreaterThan(0);
});
