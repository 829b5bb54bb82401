import { expect, test } from 'vitest';
import { plantPanel } from '#engine/launch/testing/simulated-panel.ts';
import { learnDemandResponse, toDemandFactors } from './demand-response.ts';

const simulated = plantPanel(7);
const response = learnDemandResponse(simulated.panel, simulated.calendar);

test('planted seasons are recovered within 10 %', () => {
  for (const [c, name] of simulated.panel.categories.entries()) {
    for (let w = 0; w < 52; w += 4) {
      const estimate = response.seasonAt(name, simulated.panel.start + 7 * (104 + w));
      expect(Math.abs(estimate / simulated.season(c, 104 + w) - 1)).toBeLessThan(0.1);
    }
  }
});

test('planted event uplifts are recovered within 15 %', () => {
  const upliftOf = (kind: string) => response.events.find(({ name }) => name === kind)?.uplift ?? Number.NaN;
  expect(Math.abs((1 + upliftOf('双11')) / (1 + simulated.uplift.双11) - 1)).toBeLessThan(0.15);
  expect(Math.abs((1 + upliftOf('618')) / (1 + simulated.uplift['618']) - 1)).toBeLessThan(0.15);
});

test('the calendar names the events ahead, with the discount that it states', () => {
  const day = simulated.panel.start + 7 * 201;
  const ahead = Array.from({ length: 8 }, (_, k) => response.promotionAt(day + 7 * (k - 4)));
  const found = ahead.find(({ name }) => name === '双11');
  expect(found?.discount).toBeGreaterThan(0.1);
  expect(Math.max(...ahead.map(({ uplift }) => uplift))).toBeGreaterThan(0.9);
});

test('factors are season and promotion together', () => {
  const { panel } = simulated;
  const factors = toDemandFactors(response, panel.start, 208);
  const name = panel.categories[0];
  const day = panel.start + 7 * 180;
  const { uplift } = response.promotionAt(day);
  const expected = response.seasonAt(name, day) * (1 + response.sensitivity[name] * uplift);
  expect(factors.byCategory[name][180]).toBeCloseTo(expected, 12);
});

test('less than a season of history: no season is made up', () => {
  const short = { ...simulated.panel, completeTo: 60 };
  const flat = learnDemandResponse(short, null);
  expect(flat.seasonAt(short.categories[0], short.start)).toBe(1);
  expect(flat.seasons.every(({ credibility }) => credibility === 0)).toBe(true);
  const index = Float64Array.from({ length: 120 }, (_, w) => (w % 2 ? 0.8 : 1.2));
  const given = learnDemandResponse(short, { ...simulated.calendar, weeks: 120, seasonIndex: index });
  expect(given.seasonAt(short.categories[0], short.start + 7)).toBeCloseTo(0.8, 12);
});
