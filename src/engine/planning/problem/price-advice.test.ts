import { expect, test } from 'vitest';
import { simulatePriceWorld } from '#engine/planning/testing/price-world.ts';

test('prices that are advised bring money although responses are known with an error and a bias, and about as much as is said', () => {
  const worlds = Array.from({ length: 6 }, (_, k) => simulatePriceWorld(k + 1));
  const sum = (value: (world: (typeof worlds)[number]) => number): number =>
    worlds.reduce((all, world) => all + value(world), 0);
  const advised = sum((world) => world.advised);
  expect(advised).toBeGreaterThan(10);
  // Where the response could turn it, the manager’s price stays.
  expect(Math.min(...worlds.map(({ lowest }) => lowest))).toBeGreaterThan(0);
  expect(sum(({ real }) => real)).toBeGreaterThan(0);
  const share = sum(({ covered }) => covered) / advised;
  expect(share).toBeGreaterThanOrEqual(0.5);
  expect(share).toBeLessThan(0.97);
});
