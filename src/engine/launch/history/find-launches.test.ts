import { expect, test } from 'vitest';
import { plantPanel } from '#engine/launch/testing/simulated-panel.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { findLaunches, launchRules } from './find-launches.ts';

const { panel } = plantPanel(1);
const exclusionOf = (changed: Panel, id: string, corrections?: Parameters<typeof findLaunches>[2]) =>
  findLaunches(changed, launchRules, corrections).findings.find(({ productId }) => productId === id)?.exclusion;

/** The panel with one product's weeks replaced. */
function withUnits(product: number, change: (units: number, week: number) => number): Panel {
  const units = panel.units.map((value, at) =>
    Math.floor(at / panel.periods) === product ? change(value, at % panel.periods) : value,
  );
  return { ...panel, units };
}

test('the launches along the way and no others', () => {
  const { findings, launches, range } = findLaunches(panel);
  expect(launches.map(({ id }) => id)).toEqual(
    Array.from({ length: 12 }, (_, k) => `P${4 + 5 * k}`).filter((_, k) => 20 + 2 * (4 + 5 * k) <= 156 - 13),
  );
  expect(findings.filter(({ exclusion }) => exclusion === 'log-start')).toHaveLength(48);
  expect(range).toHaveLength(60);
  const [first] = launches;
  expect(first.firstWeek).toBe(panel.start + 7 * 28);
  expect(first.weekly).toHaveLength(156 - 28);
  expect(first.price).toBe(54);
});

test('a gift pack of three weeks, a handful of units, a quarter of stock-outs', () => {
  expect(
    exclusionOf(
      withUnits(4, (units, week) => (week > 30 ? 0 : units)),
      'P4',
    ),
  ).toBe('short-lived');
  expect(
    exclusionOf(
      withUnits(4, (units, week) => (week >= 28 ? 1 - (week % 25 ? 1 : 0) : units)),
      'P4',
    ),
  ).toBe('too-few-units');
  const gaps = withUnits(4, (units, week) => (week > 28 && week < 37 ? Number.NaN : units));
  expect(exclusionOf(gaps, 'P4')).toBe('unknown-demand');
});

test('a first sale near the end is too recent', () => {
  expect(
    exclusionOf(
      withUnits(4, (units, week) => (week < 150 ? Number.NaN : units)),
      'P4',
    ),
  ).toBe('too-recent');
});

test('a product that goes on under another id or spelling is no launch', () => {
  const rename = (old: Partial<Panel['products'][number]>, other: Partial<Panel['products'][number]>): Panel => ({
    ...panel,
    products: panel.products.map((product, row) =>
      row === 0 ? { ...product, ...old } : row === 4 ? { ...product, ...other } : product,
    ),
  });
  const ended = panel.start + 7 * 27;
  expect(exclusionOf(rename({ id: 'a-17', lastSale: ended }, { id: 'A17' }), 'A17')).toBe('renamed');
  const sameName = rename({ name: 'Desk lamp 40 cm', lastSale: ended }, { name: 'desk LAMP 40 cm' });
  expect(exclusionOf(sameName, 'P4')).toBe('renamed');
  const stillSold = rename({ name: 'Desk lamp 40 cm' }, { name: 'desk LAMP 40 cm' });
  expect(exclusionOf(stillSold, 'P4')).toBeNull();
});

test('the manager has the last word', () => {
  const none = { excluded: [], included: [], firstWeek: {} };
  expect(exclusionOf(panel, 'P4', { ...none, excluded: ['P4'] })).toBe('excluded-by-hand');
  expect(exclusionOf(panel, 'P0', { ...none, included: ['P0'] })).toBeNull();
  const moved = findLaunches(panel, launchRules, { ...none, firstWeek: { P4: panel.start + 7 * 40 + 3 } });
  const finding = moved.findings.find(({ productId }) => productId === 'P4');
  expect([finding?.firstWeek, finding?.dateSetByHand]).toEqual([panel.start + 7 * 40, true]);
  expect(moved.range.find(({ id }) => id === 'P4')?.firstWeek).toBe(panel.start + 7 * 40);
});

test('what continues another product, or is left out, is no launch however recent it is', () => {
  const ended = panel.start + 7 * 135;
  const recent = {
    ...panel,
    products: panel.products.map((product, row) =>
      row === 0
        ? { ...product, id: 'a-17', lastSale: ended }
        : row === 59
          ? { ...product, id: 'A17', firstSale: ended + 7 * 7 }
          : product,
    ),
    units: panel.units.map((value, at) =>
      Math.floor(at / panel.periods) === 59 && at % panel.periods < 146 ? Number.NaN : value,
    ),
  };
  const none = { excluded: [], included: [], firstWeek: {} };
  const read = (corrections: Parameters<typeof findLaunches>[2]) => findLaunches(recent, launchRules, corrections);
  expect(read(none).findings.find(({ productId }) => productId === 'A17')?.exclusion).toBe('too-recent');
  expect(read(none).noLaunches).toEqual(['A17']);
  expect(read({ ...none, excluded: ['P4'] }).noLaunches).toEqual(['P4', 'A17']);
});
