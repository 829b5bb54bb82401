import { expect, it } from 'vitest';
import { plantPanel } from '#engine/launch/testing/simulated-panel.ts';
import type { MarketEvent } from '#engine/panel/market-calendar.ts';
import type { Estimate } from './price-response.ts';
import { learnPromotionEffect, lostShare } from './promotion-effect.ts';
import { promotionsOfPanel } from './promotion-rows.ts';
import { type PlantedPromotions, plantedTruth, plantPromotions } from './testing/plant-promotions.ts';

const planted: Omit<PlantedPromotions, 'seed'> = {
  ...{ own: [0.5, 0.8, 0.3], spread: 0.2, switched: 0.5, draw: 0.3, before: -0.1, after: -0.15 },
  joins: [0.2, 0.9],
};
const holds = (estimate: Estimate | null, truth: number): boolean =>
  estimate !== null && estimate.lo95 <= truth && truth <= estimate.hi95;

it('recovers what a product gains and what of it is left, within their intervals', () => {
  const seeds = [1, 2, 3, 4];
  const found = seeds.map((seed) => learnPromotionEffect(plantPromotions({ ...planted, seed })));
  const truth = plantedTruth({ ...planted, seed: 0 });
  const covered = (part: 'gross' | 'net'): number =>
    found.flatMap(({ kinds }) => truth.filter((own, k) => holds(kinds[k][part], own[part]))).length;
  expect(covered('gross')).toBeGreaterThanOrEqual(10);
  expect(covered('net')).toBeGreaterThanOrEqual(10);
  const switched = found.reduce((sum, each) => sum + (each.switched?.value ?? Number.NaN), 0) / seeds.length;
  // The draw on everyone that is planted beside it would make it negative.
  expect(Math.abs(switched / planted.switched - 1)).toBeLessThan(0.2);
  const gross = found.reduce((sum, { kinds }) => sum + (kinds[1].gross?.value ?? Number.NaN), 0) / seeds.length;
  expect(Math.abs((1 + gross) / (1 + truth[1].gross) - 1)).toBeLessThan(0.05);
  expect(lostShare(found[0].kinds[1])).toBeGreaterThan(0.4);
});

it('where everything always takes part, nothing can be told; where nothing does, neither', () => {
  const all = learnPromotionEffect(plantPromotions({ ...planted, seed: 1, joins: [1, 1] }));
  expect(all.reason).toBe('all-take-part');
  expect(all.kinds.map(({ reason }) => reason)).toEqual([...Array(3).fill('all-take-part'), 'nobody-takes-part']);
  expect(all.kinds.every(({ gross, net }) => gross === null && net === null)).toBe(true);
  const none = learnPromotionEffect(plantPromotions({ ...planted, seed: 1, joins: [0, 0] }));
  expect(none.reason).toBe('nobody-takes-part');
});

it('where as many take part each time, the gain is told and what the category loses of it is not', () => {
  const few = { ...planted, own: [0.6], joins: [0.85, 0.85] as const };
  const found = [1, 2, 3].map((seed) => learnPromotionEffect(plantPromotions({ ...few, seed })));
  for (const { kinds, switched } of found) {
    expect(kinds[0].gross?.value).toBeGreaterThan(0.5);
    // Either a wide answer or none: never a narrow one.
    expect(switched === null || switched.error > 0.1).toBe(true);
  }
});

it('reads from a panel who took part, and says nothing without a price or a column of promotions', () => {
  const { panel, calendar } = plantPanel(3);
  const inWeek = (event: MarketEvent, t: number): number =>
    Math.max(0, Math.min(event.to, panel.start + 7 * t + 6) - Math.max(event.from, panel.start + 7 * t) + 1) / 7;
  const promotion = panel.units.map((_, at) => {
    const [row, t] = [Math.floor(at / panel.periods), at % panel.periods];
    return row % 4 === 0 ? 0 : Math.max(...calendar.events.map((event) => inWeek(event, t)));
  });
  // Those that took no part sell as in any other week.
  const units = panel.units.map((value, at) => {
    const [row, t] = [Math.floor(at / panel.periods), at % panel.periods];
    const part = Math.max(...calendar.events.map((event) => inWeek(event, t)));
    return row % 4 === 0 && part > 0 ? Math.round(value / (1 + part)) : value;
  });
  const rows = promotionsOfPanel({ ...panel, units, promotion }, calendar);
  if (!rows) throw new Error('no rows');
  const { kinds } = learnPromotionEffect(rows);
  expect(kinds.map(({ name }) => name)).toEqual(['双11', '618', '']);
  expect(holds(kinds[0].gross, 1)).toBe(true);
  const flat = learnPromotionEffect(promotionsOfPanel(panel, calendar) ?? rows);
  expect(flat.reason).toBe('nobody-takes-part');
  const tiered = panel.products.map((product) => ({ ...product, tiers: { squares: 10, products: -1 } }));
  expect(promotionsOfPanel({ ...panel, products: tiered }, calendar)).toBeNull();
  expect(promotionsOfPanel({ ...panel, price: panel.price.map(() => Number.NaN) }, calendar)).toBeNull();
});
